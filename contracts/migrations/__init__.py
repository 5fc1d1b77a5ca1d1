"""Schema history of the app; every step is named by its verb and can be reversed."""
