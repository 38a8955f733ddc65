"""Servers: the loop that adds a route for each operation, and what mounts in its place.

`loops` finds it, `roles` says what of it is what, `tables` where its implementations come from,
`whole` whether it does no more and no less than `mount` does, and `context` what it holds around
each call; `mounting` puts these together, and `by_hand` says why where they do not fit. Called by
`moves` and `replacing`.
"""

from routeshift_codemods.resolve.hosts.serving.by_hand import app_of, mounted_by_hand
from routeshift_codemods.resolve.hosts.serving.mounting import mounted

__all__ = ["app_of", "mounted", "mounted_by_hand"]
