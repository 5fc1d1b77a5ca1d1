"""How dates and times read where nothing else is said."""
