"""The shop itself: implementations of its API, their caller, and the server."""
