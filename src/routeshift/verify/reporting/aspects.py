"""What may differ between two answers, as rules: what a finding is when no trap explains it."""

from __future__ import annotations

from routeshift.reports import Help

_PAGE = "docs/verify.md"

ASPECTS = {
    aspect: Help(f"{aspect}-differs", sentence, text, ("verify",), page=_PAGE)
    for aspect, sentence, text in (
        (
            "document",
            "an operation is documented on one side alone",
            "Clients that are generated from the document have a method more or less. Look whether "
            "the operation is served, and by whom.",
        ),
        (
            "failure",
            "one side gave no answer",
            "It hung, crashed, closed early or answered what is no HTTP, where the other side "
            "answered. Repeat it with the `curl` line and read the server's log.",
        ),
        (
            "status",
            "the status is another",
            "Clients branch on it: what used to succeed fails, what used to be refused is taken, "
            "or an error is another one.",
        ),
        (
            "received",
            "the implementation receives something else",
            "The same request reaches the implementation with other arguments, types or context, "
            "so that it does something else.",
        ),
        (
            "leaked",
            "context is left behind",
            "What a request set is still there after it, and may reach the next one.",
        ),
        (
            "headers",
            "a header is another",
            "Clients and proxies read it: for caching, paging, cookies, or how to read the body.",
        ),
        (
            "body",
            "the body is another",
            "A client that reads this place gets another value, or none.",
        ),
        (
            "stream",
            "the events of a stream are others",
            "A client that reads them one by one sees another order, number or content.",
        ),
    )
}
"""The help of each aspect of an answer, by its name in pointers."""
