"""What goes wrong in a shop."""


class NotFoundError(ValueError):
    """There is no such thing."""
