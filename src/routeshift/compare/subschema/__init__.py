"""Whether one schema covers another: gaps with their places, proofs, counterexamples.

Knows no rules and no words. Called by `findings`, `operation` and `comparing`.
"""

from routeshift.compare.subschema.gaps import Gap
from routeshift.compare.subschema.visits import Located, Visit
from routeshift.compare.subschema.walking import Schemas
from routeshift.compare.subschema.witnessing import witness

__all__ = ["Gap", "Located", "Schemas", "Visit", "witness"]
