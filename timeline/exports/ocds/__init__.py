"""The record in the Open Contracting Data Standard 1.1: published documents as releases and records of processes."""
