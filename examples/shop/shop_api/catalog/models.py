"""Models of the Catalog API."""

from pydantic import BaseModel, Field


class Product(BaseModel):
    """Something to buy."""

    sku: str
    title: str
    price_cents: int


class ListProductsRequest(BaseModel):
    """Which products to list."""

    query: str | None = Field(default=None, description="Words that the title must contain.")
    limit: int = Field(default=20, description="How many at the most.")


class ListProductsResponse(BaseModel):
    """A list of products."""

    data: list[Product]
