"""Benchmarks (`make bench`): medians of several runs; machines differ, so ratios count."""
