# for providers
# and for us
from . import lists  # noqa: F401
from .api import Lists  # noqa: F401
from .lists import webmethod
from .models import AddListRequest
from .sorted import Sorted, SortListRequest

__all__ = ["Lists", "Sorted", "webmethod", "AddListRequest", "SortListRequest"]
