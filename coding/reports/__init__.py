"""Reports: what is read, counted and kept; one module a kind."""
