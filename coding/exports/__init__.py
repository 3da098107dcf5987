"""What leaves the product as a file; one module a kind."""
