"""Hosts: whoever reads the metadata of the decorators, and what to write in their place.

`readers` finds them; each shape is a module of its own. Called by `migrate` and `scan`.
"""

from routeshift_codemods.resolve.hosts.packages import packages_of
from routeshift_codemods.resolve.hosts.readers import HostMove, host_moves, metadata_readers

__all__ = ["HostMove", "host_moves", "metadata_readers", "packages_of"]
