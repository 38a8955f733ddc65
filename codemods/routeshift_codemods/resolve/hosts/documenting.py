"""A generator of documents, and a list of operations: both are there already."""

from __future__ import annotations

import re

from routeshift_codemods.resolve.hosts.records import Replacement, Use

_IS_GENERATOR = re.compile(r"(?i)openapi|document")
_DOCUMENT = "spec = document(discover({packages}))\n"
_LIST = """\
for operation in declared_operations(discover({packages}).routers):
    ...  # what has moved: operation.api, .name, .method and .path
"""


def is_generator(use: Use) -> bool:
    """Whether a place makes a document, by the names of what it is in.

    Args:
        use: A place that depends on the metadata.
    """
    return _IS_GENERATOR.search(f"{use.module.name}.{use.dotted}") is not None


def documented(packages: str) -> Replacement:
    """The lines that make the document of both kinds.

    Args:
        packages: The packages of the APIs, as arguments of `discover`.
    """
    imports = ("from routeshift import discover", "from routeshift.openapi import document")
    return Replacement(_DOCUMENT.format(packages=packages), imports)


def listed(packages: str) -> Replacement:
    """The lines that go through what has moved.

    Args:
        packages: The packages of the APIs, as arguments of `discover`.
    """
    imports = (
        "from routeshift import discover",
        "from routeshift.inspection import declared_operations",
    )
    return Replacement(_LIST.format(packages=packages), imports)
