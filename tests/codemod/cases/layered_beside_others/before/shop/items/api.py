import datetime as dt
from typing import Protocol

from legacy_decorator import webmethod

from .models import Reason


class Items(Protocol):
    @webmethod(route="/items/back", method="POST", level="v1")
    async def give_back(self, name: str, on: dt.date, reason: Reason = Reason.LATE) -> str: ...

    @webmethod(route="/items/reasons/{day}", method="GET", level="v1")
    async def reasons(self, day: dt.date, limit: int = 3) -> list[Reason]: ...
