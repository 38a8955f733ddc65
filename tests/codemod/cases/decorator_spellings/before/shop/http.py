from functools import partial

import legacy_decorator
from legacy_decorator import webmethod as endpoint

LEVEL = "v1"
GET = {"method": "GET", "level": LEVEL}
deleting = partial(legacy_decorator.webmethod, method="DELETE", level=LEVEL)
