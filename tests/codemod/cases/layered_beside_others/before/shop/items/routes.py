"""Routes that lorries take."""

__all__ = ["ROUTES", "shortest"]

ROUTES = {"a": ["b", "c"]}


def shortest(a: str, b: str) -> list[str]:
    return [a, *ROUTES.get(a, []), b]
