"""The repository around an API: implementations and calls take requests as its routers do.

Above `code` and `layout`. Called by `migrate` and `providing`.
"""

from routeshift_codemods.plan.repository.providing import provider_of
from routeshift_codemods.plan.repository.rewriting import Repository, repository_of

__all__ = ["Repository", "provider_of", "repository_of"]
