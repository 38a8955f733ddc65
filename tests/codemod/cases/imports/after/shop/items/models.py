"""Models of the Items API."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic import BaseModel

from .. import kinds
from ..kinds import Kind

if TYPE_CHECKING:
    from ..helpers import Helper

DEFAULT = kinds.Kind(name="default")

from ..helpers import shout as loud


class Item(BaseModel):
    kind: Kind

    def dumped(self, helper: Helper | None = None) -> str:
        from ..helpers import shout

        return shout(json.dumps(self.kind.name))


_private = loud("private")


# The request of Items.add_item.
class AddItemRequest(BaseModel):
    kind: Kind
