"""The server: every API of the shop in one app, whichever kind it is by now."""

from fastapi import FastAPI

from routeshift import discover, mount
from shop.assistant import AssistantService
from shop.catalog import CatalogService
from shop.errors import NotFoundError
from shop.orders import OrdersService


def create_app() -> FastAPI:
    """Create the app with an empty order book."""
    app = FastAPI(title="Shop", version="1")
    mount(
        app,
        discover("shop_api"),
        {
            "assistant": AssistantService(),
            "catalog": CatalogService(),
            "orders": OrdersService(),
        },
        errors={NotFoundError: 404},
        bridge=True,
    )
    return app


app = create_app()
