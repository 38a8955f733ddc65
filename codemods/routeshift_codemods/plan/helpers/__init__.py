"""The module of helpers that the routers of a package share. Above `imports`.

Called by `rewriting`.
"""

from routeshift_codemods.plan.helpers.places import helper_path, helper_text, import_of

__all__ = ["helper_path", "helper_text", "import_of"]
