"""The HTTP API of a notebook."""
