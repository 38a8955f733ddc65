"""Where the parts of a module go, statement by statement. Above `text`."""

from routeshift_codemods.plan.layout.aftermath import notes_on
from routeshift_codemods.plan.layout.rewrites import Rewrite, rewrites_of

__all__ = ["Rewrite", "notes_on", "rewrites_of"]
