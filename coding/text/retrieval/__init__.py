"""Retrieval queries as text: what is written, read into a tree, and back."""
