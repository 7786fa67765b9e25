"""Complete plugins, one a folder, each as its author would have it; docs/hooks.md shows them."""
