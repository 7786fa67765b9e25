"""Makes the package of a new county from an installed baseline: files that start red."""
