"""The router that hosts include, which alone needs FastAPI."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import APIRouter


def inspection_router(path: str = "/inspect/routes") -> APIRouter:
    """A router that lists the routes of the app it is included in.

    Args:
        path: Where it answers.

    Raises:
        DeclarationError: When that is no path.
    """
    # The lists need no FastAPI, which takes longer to import than they take to print.
    from routeshift.inspection.page import router_at

    return router_at(path)
