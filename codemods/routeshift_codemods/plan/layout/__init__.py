"""Where the parts of a module go, statement by statement. Above `text`.

Called by `imports`, `helpers`, `packaging`, `repository`, `module`, `composing`, `rewriting` and
`migrate`.
"""

from routeshift_codemods.plan.layout.aftermath import logger_changes, notes_on
from routeshift_codemods.plan.layout.files import Layout
from routeshift_codemods.plan.layout.rewrites import Rewrite, rewrites_of
from routeshift_codemods.plan.layout.splitting import ModuleSplit, split
from routeshift_codemods.plan.layout.statements import (
    Layers,
    Statement,
    apart,
    is_docstring,
    is_ours,
    take_apart,
)

__all__ = [
    "Layers",
    "Layout",
    "ModuleSplit",
    "Rewrite",
    "Statement",
    "apart",
    "is_docstring",
    "is_ours",
    "logger_changes",
    "notes_on",
    "rewrites_of",
    "split",
    "take_apart",
]
