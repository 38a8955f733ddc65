"""Servers: the loop that adds a route for each operation, and what mounts in its place.

`roles` says what of it is what, `tables` where its implementations come from, `whole` whether it
does no more and no less than `mount` does, and `context` what it holds around each call; `mounting`
puts these together. Called by `moves` and `replacing`.
"""

from routeshift_codemods.resolve.hosts.serving.mounting import app_of, mounted, mounted_by_hand

__all__ = ["app_of", "mounted", "mounted_by_hand"]
