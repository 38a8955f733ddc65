"""An operation, a request to it, and what came of it, as data.

They send nothing and judge nothing. Called by everyone in `verify`.
"""

from routeshift.verify.cases.carrying import LOCATION, carried_value, filled, located, mark
from routeshift.verify.cases.case import Case, Headers, case_from_json, read_corpus, write_corpus
from routeshift.verify.cases.curl_lines import curl
from routeshift.verify.cases.endpoint import (
    DocumentedEndpoint,
    Input,
    Schema,
    anonymous,
    endpoints,
    is_json,
    resolve,
    same_inputs,
)
from routeshift.verify.cases.exchange import Exchange, events, exchange_from_json, json_body

__all__ = [
    "LOCATION",
    "Case",
    "DocumentedEndpoint",
    "Exchange",
    "Headers",
    "Input",
    "Schema",
    "anonymous",
    "carried_value",
    "case_from_json",
    "curl",
    "endpoints",
    "events",
    "exchange_from_json",
    "filled",
    "is_json",
    "json_body",
    "located",
    "mark",
    "read_corpus",
    "resolve",
    "same_inputs",
    "write_corpus",
]
