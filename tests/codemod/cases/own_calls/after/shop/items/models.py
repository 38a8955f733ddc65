"""Models of the Items and Orders APIs."""

from typing import TYPE_CHECKING

from pydantic import BaseModel, Field

if TYPE_CHECKING:
    from .api import Items


class Item(BaseModel):
    name: str

    async def copied(self, items: "Items") -> "Item":
        """A copy; this stays with the models, and so does the request."""
        return await items.add_item(AddItemRequest(name=self.name))


# The request of Items.add_item.
class AddItemRequest(BaseModel):
    name: str
    tags: list[str] | None = None


# The request of Items.list_items.
class ListItemsRequest(BaseModel):
    word: str
    limit: int = 20


# The request of Items.add_twice.
class AddTwiceRequest(BaseModel):
    name: str = Field(description="Its name.")
    count: int = 2


# The request of Orders.order.
class OrderRequest(BaseModel):
    items: list[str]
