"""What the libraries that the tests run on do in their own way."""

from __future__ import annotations

from importlib.metadata import version

import libcst
import pytest

FASTAPI = tuple(int(part) for part in version("fastapi").split(".")[:2])

streams_within_dependencies = pytest.mark.skipif(
    FASTAPI < (0, 118), reason="this FastAPI ends dependencies before it streams (T4)"
)
reads_quoted_none = pytest.mark.skipif(
    FASTAPI < (0, 117), reason="this FastAPI gives a quoted `-> None` of a 204 route a body"
)

writes_links = pytest.mark.skipif(
    int(version("rich").partition(".")[0]) < 14, reason="this rich writes no links here"
)


def _reads(expression: str) -> bool:
    try:
        libcst.parse_expression(expression)
    except libcst.ParserSyntaxError:
        return False
    return True


reads_template_strings = _reads('t"{x}"')
"""Whether LibCST reads PEP 750, without which nobody reads it on an older Python."""
