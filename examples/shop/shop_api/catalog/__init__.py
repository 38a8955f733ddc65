"""Catalog: what can be bought. This API has moved to a router already."""

from .api import Catalog
from .models import ListProductsRequest, ListProductsResponse, Product

__all__ = ["Catalog", "ListProductsRequest", "ListProductsResponse", "Product"]
