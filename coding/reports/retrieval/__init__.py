"""Retrieval: the passages that answer a query, found once and kept."""
