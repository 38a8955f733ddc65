"""What to write for a host, by its shape: the first row that knows the shape says it."""

from __future__ import annotations

from collections.abc import Callable

from routeshift_codemods.resolve.hosts.asking import asked_by_name
from routeshift_codemods.resolve.hosts.calling import called_in_process
from routeshift_codemods.resolve.hosts.complying import checked
from routeshift_codemods.resolve.hosts.looking_up import looked_up
from routeshift_codemods.resolve.hosts.records import Host, Replacement
from routeshift_codemods.resolve.hosts.serving import mounted, mounted_by_hand

_SHAPES: tuple[Callable[[Host], Replacement | None], ...] = (
    mounted,
    lambda host: mounted_by_hand(host.function, host.packages),
    looked_up,
    called_in_process,
    checked,
    asked_by_name,
)


def replacement_of(host: Host) -> Replacement | None:
    """The lines that let a host find what has moved; None where its shape is not known.

    Args:
        host: A function that depends on the metadata.
    """
    return next(filter(None, (shape(host) for shape in _SHAPES)), None)
