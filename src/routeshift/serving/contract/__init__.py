"""What clients rely on beyond the routes themselves, by what an API needs of it.

The codemod writes the same text into the packages that it migrates, as one module with the
files of this folder that are needed there: they need nothing but FastAPI and pydantic, and each
can be formatted for any width of a line from 79 without a change. Called by `legacy`,
`around` and `dependencies`.
"""

from routeshift.serving.contract.extra_fields import extra_body
from routeshift.serving.contract.lists import lists_in_body, lists_to_query
from routeshift.serving.contract.pages import PageRoute
from routeshift.serving.contract.promised import document_in_query, documented_in_query
from routeshift.serving.contract.routes import (
    ContractRoute,
    error_response,
    standard_responses,
    validation_detail,
)
from routeshift.serving.contract.streams import EventStream

__all__ = [
    "ContractRoute",
    "EventStream",
    "PageRoute",
    "document_in_query",
    "documented_in_query",
    "error_response",
    "extra_body",
    "lists_in_body",
    "lists_to_query",
    "standard_responses",
    "validation_detail",
]
