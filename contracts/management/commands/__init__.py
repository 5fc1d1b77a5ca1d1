"""One module per command; each is a thin door to functions of the core."""
