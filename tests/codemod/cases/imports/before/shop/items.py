from __future__ import annotations

import json
from typing import TYPE_CHECKING, Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

from . import kinds
from .kinds import *

if TYPE_CHECKING:
    from .helpers import Helper

try:
    import orjson
except ImportError:
    orjson = None

DEFAULT = kinds.Kind(name="default")

from .helpers import shout as loud


class Item(BaseModel):
    kind: Kind

    def dumped(self, helper: Helper | None = None) -> str:
        from .helpers import shout

        return shout(json.dumps(self.kind.name))


_private = loud("private")


class Items(Protocol):
    helper: Helper | None = None

    @webmethod(route="/items", method="POST", level="v1")
    async def add_item(self, kind: Kind) -> Item: ...

    @webmethod(route="/kinds/{name}", method="GET", level="v1")
    async def get_kind(self, name: str) -> kinds.Kind: ...
