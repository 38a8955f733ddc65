"""Pages that learn from their route where they are."""

from typing import Any

from fastapi import Response
from pydantic import BaseModel

from routeshift.serving.contract.routes import ContractRoute


class PageRoute(ContractRoute):
    """A contract route that gives its path to pages whose `url` is None."""

    def response(self, result: Any, status: int | None = None) -> Response:
        """The response with what the handler returned."""
        if isinstance(result, BaseModel):
            fields = type(result).model_fields
            is_page = "url" in fields and "has_more" in fields
            if is_page and getattr(result, "url", "") is None:
                result = result.model_copy(update={"url": self.path})
        return super().response(result, status)
