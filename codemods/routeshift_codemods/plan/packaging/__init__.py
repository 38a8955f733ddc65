"""What a project's own files list: packages and requirements. Above `layout` and `imports`.

Called by `migrate`.
"""

from routeshift_codemods.plan.packaging.project_files import project_changes

__all__ = ["project_changes"]
