"""Figures about bid protests as a whole, shipped with the code: what they are, where they come from, what they hide."""
