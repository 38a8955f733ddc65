"""Hosts: whoever reads the metadata of the decorators, and what to write in their place.

`finding` finds them, `ends` says where they change, `replacing` by which shape, and each shape is a
module of its own; `moves` puts these together. Called by `migrate` and `scan`.
"""

from routeshift_codemods.resolve.hosts.moves import HostMove, host_moves, metadata_readers
from routeshift_codemods.resolve.hosts.packages import packages_of

__all__ = ["HostMove", "host_moves", "metadata_readers", "packages_of"]
