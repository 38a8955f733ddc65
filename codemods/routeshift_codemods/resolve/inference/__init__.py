"""What an expression may be at run time, and where its value goes, as far as source tells.

It knows no APIs. Called by `receivers`.
"""

from routeshift_codemods.resolve.inference.following import Following
from routeshift_codemods.resolve.inference.inference import Inference
from routeshift_codemods.resolve.inference.keeping import string_in
from routeshift_codemods.resolve.inference.kinds import (
    NOTHING,
    Callee,
    Class,
    Foreign,
    Giving,
    Holding,
    Instance,
    Kind,
    Kinds,
    Member,
    Registered,
    Super,
    Unknown,
    class_at,
)
from routeshift_codemods.resolve.inference.reading import Reading
from routeshift_codemods.resolve.inference.scopes import NameBinding, Scope

__all__ = [
    "NOTHING",
    "Callee",
    "Class",
    "Following",
    "Foreign",
    "Giving",
    "Holding",
    "Inference",
    "Instance",
    "Kind",
    "Kinds",
    "Member",
    "NameBinding",
    "Reading",
    "Registered",
    "Scope",
    "Super",
    "Unknown",
    "class_at",
    "string_in",
]
