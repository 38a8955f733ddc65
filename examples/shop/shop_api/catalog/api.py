"""The Catalog Protocol."""

from typing import Protocol, runtime_checkable

from .models import ListProductsRequest, ListProductsResponse, Product


@runtime_checkable
class Catalog(Protocol):
    """Products are found here."""

    async def list_products(self, request: ListProductsRequest) -> ListProductsResponse: ...

    async def get_product(self, sku: str) -> Product: ...
