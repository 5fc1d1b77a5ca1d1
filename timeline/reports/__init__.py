"""The door at which readers report errors: a form of its own, guarded without cookies, into the editors' queue."""
