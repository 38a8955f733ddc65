"""Routes that lorries take."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query

from ..router_contract import ContractRoute, standard_responses
from .api import Items
from .models import GiveBackRequest, Reason, ReasonsRequest

__all__ = ["ROUTES", "shortest"]

ROUTES = {"a": ["b", "c"]}


def shortest(a: str, b: str) -> list[str]:
    return [a, *ROUTES.get(a, []), b]


def create_router(impl: Items) -> APIRouter:
    """Create the router of the Items API.

    Args:
        impl: What answers the requests.
    """
    router = APIRouter(
        prefix="/v1",
        tags=["Items"],
        responses=standard_responses,
        route_class=ContractRoute,
    )

    @router.post("/items/back")
    async def give_back(request: GiveBackRequest) -> str:
        return await impl.give_back(request)

    @router.get("/items/reasons/{day}")
    async def reasons(
        day: dt.date, request: Annotated[ReasonsRequest, Query()]
    ) -> list[Reason]:
        return await impl.reasons(day=day, request=request)

    return router
