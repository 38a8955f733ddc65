"""Which names stand for secrets, and what is written in their place."""

from __future__ import annotations

import base64
import json
import re
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routeshift.redaction import Redaction, basic, learnt_from, userinfo, variable

SECRET = "s3:c r/t+é%"


@pytest.mark.parametrize(
    "name",
    [
        *("Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-API-Key", "apikey"),
        *("X-LlamaStack-Provider-Data", "x_provider_data", "X-Auth-Token", "client_secret"),
        *("api_key", "access_token", "key", "password", "X-Amz-Signature", "AUTH"),
    ],
)
def test_a_name_that_speaks_of_a_secret_is_hidden(name: str) -> None:
    assert Redaction().hides(name)


@pytest.mark.parametrize(
    "name",
    [
        *("content-type", "limit", "max_tokens", "author", "authors", "keyword", "monkeys"),
        *("www-authenticate", "x-request-id", "x-user"),
    ],
)
def test_other_names_are_shown(name: str) -> None:
    assert not Redaction().hides(name)


def test_more_names_come_from_settings() -> None:
    redaction = Redaction(["X-Tenant-*", "sid"])
    assert redaction.hides("x_tenant_id")
    assert redaction.hides("SID")
    assert not redaction.hides("x-tenant")
    assert redaction.text("/v1/x?sid=abc&n=1") == "/v1/x?sid=$SID&n=1"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("http://ann:secret@127.0.0.1/x", "http://$USERINFO@127.0.0.1/x"),
        ("'http://token@h' answered 404.", "'http://$USERINFO@h' answered 404."),
        ("http://ann:se/cr?et#@127.0.0.1:80/x", "http://$USERINFO@127.0.0.1:80/x"),
        ("http://a@b@h/x", "http://$USERINFO@h/x"),
        ("http://[::1]:80/x?mail=a@b", "http://[::1]:80/x?mail=a@b"),
        ("http://h/mail/a@b.c", "http://h/mail/a@b.c"),
        ('{"u":"http://h","m":"a@b"}', '{"u":"http://h","m":"a@b"}'),
        ("GET /x?api_key=s&n=1", "GET /x?api_key=$API_KEY&n=1"),
        ("/x?n=1&access%5Ftoken=s", "/x?n=1&access%5Ftoken=$ACCESS_TOKEN"),
        ("/x?api_key=", "/x?api_key="),
    ],
)
def test_a_url_names_the_variables_to_fill_in(text: str, shown: str) -> None:
    assert Redaction().text(text) == shown
    assert Redaction().text(shown) == shown


def test_a_known_secret_is_hidden_however_it_is_spelled() -> None:
    redaction = Redaction()
    redaction.learn_url(f"http://ann:{quote(SECRET, safe='')}@h/")
    pair = f"ann:{SECRET}"
    spelled = [
        *(SECRET, pair, quote(SECRET), quote(SECRET, safe=""), quote_plus(SECRET).lower()),
        *(json.dumps(SECRET), json.dumps(SECRET, ensure_ascii=False), repr(SECRET)),
        *(base64.b64encode(text.encode()).decode() for text in (SECRET, pair)),
        basic("ann", SECRET),
    ]
    for text in spelled:
        shown = redaction.text(f"before {text} after")
        assert re.fullmatch(r"before (Basic )?['\"]?\$USERINFO['\"]?=* after", shown), text


@pytest.mark.parametrize(
    ("name", "value", "inner"),
    [
        ("authorization", "Bearer s3cr3t", "s3cr3t"),
        ("authorization", basic("ann", "s3cr3t"), "ann:s3cr3t"),
        ("authorization", basic("ann", "s3cr3t"), "s3cr3t"),
        ("cookie", "a=b; session=s3cr3t", "s3cr3t"),
        ("x-provider-data", '{"a": {"keys": ["s3cr3t"]}}', "s3cr3t"),
    ],
)
def test_the_secret_within_a_header_is_known_too(name: str, value: str, inner: str) -> None:
    redaction = Redaction()
    redaction.learn(name, value)
    assert redaction.text(f"it was {inner}!") == f"it was ${variable(name)}!"


def test_a_cookie_is_shown_without_its_value() -> None:
    header = Redaction().header
    assert header("set-cookie", "sid=s3cr3t; Path=/; HttpOnly") == "sid=***; Path=/; HttpOnly"
    assert header("set-cookie", "s3cr3t") == "***"
    assert header("x-auth-token", "s3cr3t") == "***"
    assert header("location", "/x?token=s3cr3t") == "/x?token=$TOKEN"


@given(st.text(), st.text())
def test_user_info_is_what_was_put_in(name: str, password: str) -> None:
    url = f"http://{quote(name, safe='')}:{quote(password, safe='')}@h:1/x"
    assert userinfo(url) == (name, password)


@given(st.text(st.characters(codec="utf-8")))
def test_hiding_twice_hides_nothing_more(text: str) -> None:
    once = Redaction().text(text)
    assert Redaction().text(once) == once


@pytest.mark.parametrize(
    "words",
    [
        ["verify", "a", "b", "--header", "Authorization: Bearer s3cr3t"],
        ["verify", "a", "b", "--header=Authorization: Bearer s3cr3t"],
        ["verify", "a", "b", "--header", "Authorization:", "Bearer", "s3cr3t"],
        ["verify", "a", "b", "--header", "s3cr3t"],
        ["verify", "a", "http://ann:s3cr3t@h/"],
        ["verify", "a", "http://h/?sid=s3cr3t", "--secret", "sid"],
    ],
)
def test_the_secrets_of_a_command_line_are_known_however_wrong_it_is(words: list[str]) -> None:
    assert "s3cr3t" not in learnt_from(words).text("No such option: s3cr3t.")
