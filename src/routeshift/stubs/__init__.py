"""Implementations made from a Protocol: they record their calls and answer valid, seeded values."""

from routeshift.stubs._canonical import canonical
from routeshift.stubs._errors import ERROR_ROWS
from routeshift.stubs._pattern import matching
from routeshift.stubs._probe import Probe, Received, Recorder, Wish, probing
from routeshift.stubs._stub import stub_implementation
from routeshift.stubs._values import StubError, make_value

__all__ = [
    "ERROR_ROWS",
    "Probe",
    "Received",
    "Recorder",
    "StubError",
    "Wish",
    "canonical",
    "make_value",
    "matching",
    "probing",
    "stub_implementation",
]
