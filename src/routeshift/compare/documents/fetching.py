"""Fetching a document from a server on this machine, and from nowhere else."""

from __future__ import annotations

import ipaddress
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from routeshift.compare.documents.reading import MAX_BYTES
from routeshift.errors import DocumentError
from routeshift.redaction import Redaction, basic, userinfo, without_userinfo

_TIMEOUT = 30
_SHAPE = "Write http://HOST:PORT."


def fetched(url: str, redaction: Redaction) -> bytes:
    """What a URL answers with, up to the largest text that is read.

    Args:
        url: An http or https address on this machine; redirects are not followed. A name and a
            password in it are sent as Basic credentials.
        redaction: Hides the secrets of the URL in errors.

    Raises:
        DocumentError: It is another address, does not answer, or answers with a page.
    """
    named = repr(redaction.text(url))
    try:
        _check_address(url, named)
        answer = _answer(url)
    except HTTPError as error:
        hint = "Give the address of the OpenAPI document itself."
        raise DocumentError(f"{named} answered {error.code}.", hint=hint) from None
    except ValueError as error:
        message = redaction.text(f"{named} is no URL: {error}.")
        raise DocumentError(message, hint=_SHAPE) from None
    except (OSError, HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        reason = getattr(reason, "strerror", None) or reason or type(error).__name__
        message = redaction.text(f"{named} could not be fetched: {reason}.")
        raise DocumentError(message, hint="Check that the server runs.") from None
    # Servers answer an unknown path with their single page, and 200.
    if answer.lstrip().startswith(b"<"):
        message = f"{named} answered with a page, not with an OpenAPI document."
        hint = "Give the address of the document itself, often /openapi.json."
        raise DocumentError(message, hint=hint)
    return answer


def _answer(url: str) -> bytes:
    # Without the proxies of the environment, which would take the request off this machine.
    opener = build_opener(ProxyHandler({}), _NoRedirects())
    request = Request(without_userinfo(url))  # noqa: S310
    if (pair := userinfo(url)) is not None:
        request.add_header("Authorization", basic(*pair))
    with opener.open(request, timeout=_TIMEOUT) as response:
        return bytes(response.read(MAX_BYTES + 1))


def _check_address(url: str, named: str) -> None:
    if not url.lower().startswith(("http://", "https://")):
        message = f"{named} is no address that is fetched."
        raise DocumentError(message, hint="Give an http URL, or a file's path.")
    parts = urlsplit(url)
    if not _is_this_machine(parts.hostname or ""):
        message = f"{named} is not on this machine; only loopback addresses are fetched."
        raise DocumentError(message, hint="Download the document first, and give the file.")
    try:
        # It is read for its error alone: the port of a URL is parsed when it is asked for.
        _ = parts.port
    except ValueError:
        message = f"{named} has no port that is a number."
        raise DocumentError(message, hint=_SHAPE) from None


class _NoRedirects(HTTPRedirectHandler):
    """A redirect could leave this machine: it is an answer like any other."""

    def redirect_request(self, *args: Any) -> None:
        return None


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
