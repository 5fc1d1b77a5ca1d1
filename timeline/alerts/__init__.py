"""What is new for a reader since they were last told, and the letter that says so; it reads the public log alone."""
