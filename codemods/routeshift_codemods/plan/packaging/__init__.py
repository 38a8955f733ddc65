"""What a project's own files list: packages, requirements, decisions. Above `layout`, `imports`."""

from routeshift_codemods.plan.packaging.deciding import Undecided, undecided
from routeshift_codemods.plan.packaging.project_files import decided_change, project_changes

__all__ = ["Undecided", "decided_change", "project_changes", "undecided"]
