from . import lists  # noqa: F401
from .api import Lists  # noqa: F401
from .models import AddListRequest  # noqa: F401
from .lists import (  # for providers
    webmethod,  # and for us
)
from .sorted import Sorted, SortListRequest

__all__ = ["Lists", "Sorted", "webmethod", "AddListRequest", "SortListRequest"]
