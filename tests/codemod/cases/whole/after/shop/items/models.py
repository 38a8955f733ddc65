"""Models of the Items API."""

from pydantic import BaseModel


class Item(BaseModel):
    name: str


# The request of Items.get_item, with its path.
class GetItemRequest(BaseModel):
    item_id: str


# The request of Items.change_item.
class ChangeItemRequest(BaseModel):
    name: str
    count: int = 1


# The request of Items.change_item, with its path.
class ChangeItemCall(ChangeItemRequest):
    item_id: str


# The request of Items.list_parts.
class ListPartsRequest(BaseModel):
    limit: int = 3


# The request of Items.list_parts, with its path.
class ListPartsCall(ListPartsRequest):
    item_id: str


# The request of Items.bare, with its path.
class BareRequest(BaseModel):
    item_id: str
