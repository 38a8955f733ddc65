"""The repository around an API: implementations and calls take requests as its routers do.

Above `code` and `layout`. Called by `migrate`, `providing` and `status`.
"""

from routeshift_codemods.plan.repository.progress import Progress, progress_of
from routeshift_codemods.plan.repository.providing import provider_of
from routeshift_codemods.plan.repository.rewriting import Repository, repository_of

__all__ = ["Progress", "Repository", "progress_of", "provider_of", "repository_of"]
