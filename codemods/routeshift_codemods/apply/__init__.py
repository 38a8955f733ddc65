"""The edge: formatting, checking and writing planned files."""

from routeshift_codemods.apply.formatting import find_formatter

__all__ = ["find_formatter"]
