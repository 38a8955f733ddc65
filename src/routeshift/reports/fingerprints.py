"""What a finding is known by from one run to the next."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from routeshift.reports.model import Reported


def fingerprint(found: Reported, repeated: int = 0) -> str:
    """A short text that is the same as long as the finding is.

    Args:
        found: The finding.
        repeated: How many findings before it have the same identity.
    """
    # Without lines: a finding is the same when code above it grows.
    text = found.identity + (f"|{repeated}" if repeated else "")
    # Half characters of a broken document must not cost the whole report.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def fingerprints(findings: Iterable[Reported]) -> Iterator[str]:
    """The fingerprint of each of several findings, no two alike."""
    seen: Counter[str] = Counter()
    for found in findings:
        yield fingerprint(found, seen[found.identity])
        seen[found.identity] += 1
