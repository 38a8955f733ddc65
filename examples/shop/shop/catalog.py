"""The catalog, in memory."""

from shop.errors import NotFoundError
from shop_api.catalog import ListProductsRequest, ListProductsResponse, Product

PRODUCTS = (
    Product(sku="tea-1", title="Green tea", price_cents=450),
    Product(sku="tea-2", title="Black tea", price_cents=390),
    Product(sku="pot-1", title="A pot of clay", price_cents=2900),
)


class CatalogService:
    """Finds products."""

    async def list_products(self, request: ListProductsRequest) -> ListProductsResponse:
        """List the products whose title contains the query."""
        query = (request.query or "").lower()
        found = [product for product in PRODUCTS if query in product.title.lower()]
        return ListProductsResponse(data=found[: request.limit])

    async def get_product(self, sku: str) -> Product:
        """Look up one product."""
        for product in PRODUCTS:
            if product.sku == sku:
                return product
        raise NotFoundError(f"there is no product {sku}")
