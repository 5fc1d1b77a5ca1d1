"""Answers that stay open long, from a process of their own: changes as they come, downloads, assistants' tools."""
