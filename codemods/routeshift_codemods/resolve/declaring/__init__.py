"""What a target declares: its APIs of both kinds, with their operations, and what is in the way.

It reads Protocols and routers, never implementations. Called by `implementing` and `fitting`.
"""

from routeshift_codemods.resolve.declaring.conventions import mixed
from routeshift_codemods.resolve.declaring.families import protocol_of
from routeshift_codemods.resolve.declaring.inventory import Inventory, take_inventory
from routeshift_codemods.resolve.declaring.selection import select

__all__ = [
    "Inventory",
    "mixed",
    "protocol_of",
    "select",
    "take_inventory",
]
