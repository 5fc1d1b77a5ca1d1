"""Quoted passages in pages and PDFs: the text of a document, and where in it a passage stands. Pure."""
