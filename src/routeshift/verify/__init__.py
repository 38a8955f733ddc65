"""Behaviour against behaviour: the same traffic to two sides, and what a client could tell.

`verification` tells the story. Called by hosts, `cli` and `pytest_plugin`.
"""

from routeshift.verify.cases import Case, read_corpus, write_corpus
from routeshift.verify.findings import Cause, Discrepancy, Ignore, parse_ignore
from routeshift.verify.opening import SideOptions
from routeshift.verify.proof import assert_equivalent
from routeshift.verify.reporting import ASPECTS, report_of_verification
from routeshift.verify.settings import Settings, parse_header
from routeshift.verify.sides import Bounds
from routeshift.verify.verification import Interrupted, Verification, verify

__all__ = [
    "ASPECTS",
    "Bounds",
    "Case",
    "Cause",
    "Discrepancy",
    "Ignore",
    "Interrupted",
    "Settings",
    "SideOptions",
    "Verification",
    "assert_equivalent",
    "parse_header",
    "parse_ignore",
    "read_corpus",
    "report_of_verification",
    "verify",
    "write_corpus",
]
