"""Implementations made from a Protocol: they record their calls and answer valid, seeded values.

They know no server. Called by `targets` and `verify`, which mount them where nobody else answers,
and by `compare`, which draws texts for patterns as they do.
"""

from routeshift.stubs.canonical_form import canonical
from routeshift.stubs.errors import ERROR_ROWS
from routeshift.stubs.making import StubError
from routeshift.stubs.pattern import matching
from routeshift.stubs.probe import Probe, Received, Recorder, Wish, probing
from routeshift.stubs.stub import stub_implementation
from routeshift.stubs.values import make_value
from routeshift.stubs.wishes import WISH_HEADER, WishMiddleware, parse_wish, wish_text

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
