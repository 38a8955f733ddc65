"""What a decorator leaves on a method, by what its name stands for and by its own definition.

It follows code and runs none. Called by `declaring`.
"""

from routeshift_codemods.resolve.decorators.reading import (
    NAME,
    Decorator,
    is_called,
    is_webmethod,
    read,
    spellings,
)

__all__ = [
    "NAME",
    "Decorator",
    "is_called",
    "is_webmethod",
    "read",
    "spellings",
]
