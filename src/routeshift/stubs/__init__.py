"""Implementations made from a Protocol: they record their calls and answer valid, seeded values."""

from routeshift.stubs._canonical import canonical
from routeshift.stubs._errors import ERROR_ROWS
from routeshift.stubs._pattern import matching
from routeshift.stubs._probe import Probe, Received, Recorder, Wish, probing
from routeshift.stubs._stub import stub_implementation
from routeshift.stubs._values import StubError, make_value
from routeshift.stubs._wishes import WISH_HEADER, WishMiddleware, parse_wish, wish_text

__all__ = [
    "ERROR_ROWS",
    "WISH_HEADER",
    "Probe",
    "Received",
    "Recorder",
    "StubError",
    "Wish",
    "WishMiddleware",
    "canonical",
    "make_value",
    "matching",
    "parse_wish",
    "probing",
    "stub_implementation",
    "wish_text",
]
