"""What is stored of readers by their address of mail: where, for how long, handed out and erased on request."""
