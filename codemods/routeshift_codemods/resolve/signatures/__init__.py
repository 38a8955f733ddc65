"""What a signature in source says: its parameters, what they may be, and what two have in common.

It knows no APIs. Called by `records`, `inference`, `declaring`, `implementing`, `fitting`,
`receivers` and `pages`.
"""

from routeshift_codemods.resolve.signatures.instances import is_sentinel, needs_arbitrary_types
from routeshift_codemods.resolve.signatures.meaning import (
    ACCEPTING,
    NAMING,
    NONE,
    alias_of,
    constraints_meaning,
    is_renamed,
    type_meaning,
    value_meaning,
)
from routeshift_codemods.resolve.signatures.parameters import (
    ANY,
    NOTHING,
    Carried,
    MethodParameter,
    Wire,
    annotated_parts,
    given_default,
    imported,
    is_dependency,
    marker_of,
    parameters_of,
    receiver,
)
from routeshift_codemods.resolve.signatures.shapes import (
    alias_of_itself,
    members_of_union,
    shape_of,
    unquoted,
    without_quotes,
)

__all__ = [
    "ACCEPTING",
    "ANY",
    "NAMING",
    "NONE",
    "NOTHING",
    "Carried",
    "MethodParameter",
    "Wire",
    "alias_of",
    "alias_of_itself",
    "annotated_parts",
    "constraints_meaning",
    "given_default",
    "imported",
    "is_dependency",
    "is_renamed",
    "is_sentinel",
    "marker_of",
    "members_of_union",
    "needs_arbitrary_types",
    "parameters_of",
    "receiver",
    "shape_of",
    "type_meaning",
    "unquoted",
    "value_meaning",
    "without_quotes",
]
