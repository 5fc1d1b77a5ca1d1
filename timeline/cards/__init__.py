"""Share cards: the picture that other sites show beside a link to a dispute or an event."""
