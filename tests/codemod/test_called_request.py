"""A parameter called `request` is a field of the request, which has this name, too (P10)."""

from __future__ import annotations

from pathlib import Path

import pytest

from .test_repository import API, CALLS, SERVICE, indented, migrated

OF_ITS_NAME = {
    "read": ("return request + note", "return request.request + request.note"),
    "rebound": (
        "request = request or note\nreturn request",
        "note = request.note\nrequest = request.request\nrequest = request or note\nreturn request",
    ),
    "captured": (
        "return lambda: request + note",
        "note = request.note\nrequest = request.request\nreturn lambda: request + note",
    ),
    "not read": ("return note", "return request.note"),
}


@pytest.mark.parametrize("shape", OF_ITS_NAME)
def test_P10_a_parameter_called_request_is_a_field_of_the_request(
    tmp_path: Path, shape: str
) -> None:
    before, after = OF_ITS_NAME[shape]
    takes = "request: str, note: str"
    files = {"shop_api/orders.py": API.replace("note: str, count: int = 1", takes)}
    service = SERVICE.replace("note: str, count: int = 1", takes)
    body = '        return f"{{order_id}} {{note}} {{count}}"'
    files["shop.py"] = service.replace(body, indented(before)).format(body=indented("return name"))
    files["calls.py"] = CALLS.format(body="    await orders.change('1', request='a', note='b')")
    migrated(tmp_path, files)
    signature = "    async def change(self, order_id: str, request: ChangeRequest) -> str:\n"
    inside = (tmp_path / "shop.py").read_text().partition(signature)[2].partition("\n\n")[0]
    assert inside == indented(after)
    called = "orders.change('1', ChangeRequest(request='a', note='b'))"
    assert called in (tmp_path / "calls.py").read_text()
