"""Which names each file imports, exports and re-exports. Above `layout` and `code`."""

from routeshift_codemods.plan.imports.proof import refuse_lost_names

__all__ = ["refuse_lost_names"]
