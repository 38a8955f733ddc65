"""The repository around an API: implementations and calls take requests as its routers do.

Above `code` and `layout`. Called by `module`, `rewriting`, `migrate`, `providing` and `status`.
"""

from routeshift_codemods.plan.repository.edits import Need, OwnEdits, Texts
from routeshift_codemods.plan.repository.progress import Progress, progress_of
from routeshift_codemods.plan.repository.providing import provider_of
from routeshift_codemods.plan.repository.rewriting import Repository, repository_of

__all__ = [
    "Need",
    "OwnEdits",
    "Progress",
    "Repository",
    "Texts",
    "progress_of",
    "provider_of",
    "repository_of",
]
