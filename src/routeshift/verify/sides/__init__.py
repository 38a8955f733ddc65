"""Who answers: an app in this process, a target in one of its own, a server at a URL.

They judge nothing. Called by `opening`, `settings`, `judging`, `planning`, `running`,
`verification` and the face of `verify`.
"""

from routeshift.verify.sides.app import AppSide
from routeshift.verify.sides.asgi import Bounds
from routeshift.verify.sides.http import HttpSide
from routeshift.verify.sides.process import ProcessSide
from routeshift.verify.sides.side import HANGS, NOT_ASKED, Side, both
from routeshift.verify.sides.starts import Starts

__all__ = [
    "HANGS",
    "NOT_ASKED",
    "AppSide",
    "Bounds",
    "HttpSide",
    "ProcessSide",
    "Side",
    "Starts",
    "both",
]
