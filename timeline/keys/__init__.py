"""Keys of the API: asked for by e-mail, shown once, kept as a hash, revoked by their holder or an editor."""
