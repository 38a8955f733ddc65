"""What to write for a host, by its shape: the first row that knows the shape says it."""

from __future__ import annotations

from collections.abc import Callable

from routeshift_codemods.resolve.hosts.asking import asked_by_name
from routeshift_codemods.resolve.hosts.calling import called_in_process
from routeshift_codemods.resolve.hosts.complying import checked
from routeshift_codemods.resolve.hosts.looking_up import looked_up
from routeshift_codemods.resolve.hosts.records import Host, Replacement
from routeshift_codemods.resolve.hosts.serving import app_of, mounted

_SHAPES: tuple[Callable[[Host], Replacement | None], ...] = (
    mounted,
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
    # Whoever asks a server of an unknown shape for its operations serves none of them.
    shapes = _SHAPES if app_of(host.function) is None else _SHAPES[:1]
    return next(filter(None, (shape(host) for shape in shapes)), None)
