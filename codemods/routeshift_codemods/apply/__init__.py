"""The edge: formatting, checking and writing planned files, all of them or none.

It knows changes of files, and not why they change. Called by `cli` and `migrate`.
"""

from routeshift_codemods.apply.formatting import find_formatter

__all__ = ["find_formatter"]
