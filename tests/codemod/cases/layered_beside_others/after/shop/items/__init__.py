from shop.items.api import Items

from .models import GiveBackRequest, ReasonsRequest
from shop.items.models import MODELS, Reason
from shop.items.routes import ROUTES, shortest

__all__ = [
    "MODELS",
    "ROUTES",
    "GiveBackRequest",
    "Items",
    "Reason",
    "ReasonsRequest",
    "shortest",
]
