"""The module of helpers that the routers of a package share. Above `imports`."""
