"""What a project's own files list: packages and requirements. Above `layout` and `imports`.

Called by `migrate`.
"""

from routeshift_codemods.plan.packaging.naming import notes_on_names
from routeshift_codemods.plan.packaging.project_files import project_changes

__all__ = ["notes_on_names", "project_changes"]
