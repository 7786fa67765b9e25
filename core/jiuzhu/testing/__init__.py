"""What tests and benchmarks share: counties that never were, of any size."""
