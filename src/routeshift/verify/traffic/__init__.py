"""What to send: generated, awkward and chained requests, and smaller ones that show the same.

It opens no side. Called by `planning`, `running`, `coverage`, `redacting` and `reporting`.
"""

from routeshift.verify.traffic.awkward import WRONG_CREDENTIALS
from routeshift.verify.traffic.chains import Chains
from routeshift.verify.traffic.extra_fields import show_extra_fields
from routeshift.verify.traffic.generated import Generator, available
from routeshift.verify.traffic.malformed import readable
from routeshift.verify.traffic.mixing import Traffic
from routeshift.verify.traffic.requests import Parts
from routeshift.verify.traffic.shrinking import shrink

__all__ = [
    "WRONG_CREDENTIALS",
    "Chains",
    "Generator",
    "Parts",
    "Traffic",
    "available",
    "readable",
    "show_extra_fields",
    "shrink",
]
