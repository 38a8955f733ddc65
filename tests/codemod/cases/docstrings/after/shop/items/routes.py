"""The router of the Items API."""

from fastapi import APIRouter

from ..router_contract import ContractRoute, standard_responses
from .api import Items
from .models import (
    IndentedRequest,
    Item,
    OneLineRequest,
    OnlyFieldsRequest,
    SecondLineRequest,
    UndocumentedRequest,
)


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

    @router.post("/a", response_description="The item.")
    async def second_line(request: SecondLineRequest) -> Item:
        """A docstring that starts on its second line.

        It has two paragraphs, and "quotes".
        """
        return await impl.second_line(request)

    @router.post("/b")
    async def one_line(request: OneLineRequest) -> Item:
        """All in one line."""
        return await impl.one_line(request)

    @router.post("/c", response_description="The item.")
    async def only_fields(request: OnlyFieldsRequest) -> Item:
        return await impl.only_fields(request)

    @router.post("/d")
    async def indented(request: IndentedRequest) -> Item:
        """An example with a backslash: \\n

        {"name": "a"}
        """
        return await impl.indented(request)

    @router.post("/e")
    async def undocumented(request: UndocumentedRequest) -> Item:
        return await impl.undocumented(request)

    @router.get("/f", response_description="It.")
    async def deep() -> Item:
        """Only
        deeper lines.
        """
        return await impl.deep()

    return router
