from .lists import Lists  # noqa: F401
from .lists import (  # for providers
    webmethod,  # and for us
)
from .sorted import Sorted

__all__ = ["Lists", "Sorted", "webmethod"]
