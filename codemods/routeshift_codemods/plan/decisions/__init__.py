"""The decisions that a run leaves open: as TOML to paste, or written into the project's own file.

Above `text`, and apart from all that writes code: a scan starts without LibCST. Called by
`migrate`, `scan`, `outcome` and `reporting`.
"""

from routeshift_codemods.plan.decisions.deciding import Undecided, undecided
from routeshift_codemods.plan.decisions.project_file import decided_change

__all__ = ["Undecided", "decided_change", "undecided"]
