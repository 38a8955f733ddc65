from .api import AddItemRequest, GetItemRequest, Item, Items
