"""What happened, who said so and how it is known: events, statements, sources, ingestion, publication, reading."""
