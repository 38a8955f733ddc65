"""Models of the Items API."""

from pydantic import BaseModel


class Item(BaseModel):
    name: str


class GetItemRequest(BaseModel):
    item_id: str


class ChangeItemRequest(BaseModel):
    name: str
    count: int = 1


class ChangeItemCall(ChangeItemRequest):
    item_id: str


class ListPartsRequest(BaseModel):
    limit: int = 3


class ListPartsCall(ListPartsRequest):
    item_id: str


class BareRequest(BaseModel):
    item_id: str
