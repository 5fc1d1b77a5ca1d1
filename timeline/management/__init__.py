"""The commands of this app: thin doors to its functions."""
