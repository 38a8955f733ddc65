"""The router of the Catalog API."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from shop_api.webmethod import V1

from .api import Catalog
from .models import ListProductsRequest, ListProductsResponse, Product


def create_router(impl: Catalog) -> APIRouter:
    """Create the router of the Catalog API.

    Args:
        impl: What answers.
    """
    router = APIRouter(prefix=f"/{V1}", tags=["Catalog"])

    @router.get("/products", openapi_extra={"x-public": True})
    async def list_products(
        request: Annotated[ListProductsRequest, Query()],
    ) -> ListProductsResponse:
        """List products."""
        return await impl.list_products(request)

    @router.get("/products/{sku}", openapi_extra={"x-public": True})
    async def get_product(
        sku: Annotated[str, Path(description="The product's number.")],
    ) -> Product:
        """Look up a product."""
        return await impl.get_product(sku)

    return router
