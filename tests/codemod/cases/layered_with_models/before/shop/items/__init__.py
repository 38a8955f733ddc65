from .api import Item, Items
