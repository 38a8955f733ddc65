"""What implementations take, which is what clients see (rule R6), and where they disagree.

It corrects an inventory. Called by `receivers`, and by `resolve` for those who call that.
"""

from routeshift_codemods.resolve.implementing.implementations import (
    Implementations,
    is_named_after,
    plain_name,
)
from routeshift_codemods.resolve.implementing.wire import on_the_wire

__all__ = [
    "Implementations",
    "is_named_after",
    "on_the_wire",
    "plain_name",
]
