"""The code that is written: models, Protocols, routers. Above `text`; knows no files."""

from routeshift_codemods.plan.code.protocols import requests_of

__all__ = ["requests_of"]
