"""The Items API, without HTTP."""

import datetime as dt
from typing import Protocol

from .models import GiveBackRequest, Reason, ReasonsRequest


class Items(Protocol):
    async def give_back(self, request: GiveBackRequest) -> str: ...

    async def reasons(self, day: dt.date, request: ReasonsRequest) -> list[Reason]: ...
