"""Whole packages migrate in one run, and nothing that anyone relied on is gone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from corpus.commands import Migrated, document, probe, routes, routeshift
from corpus.packages import API_044, STACK_025, STACK_035

# What each run leaves to the maintainer to decide; the defaults keep the wire.
DECISIONS = {
    API_044: {
        "Agents.list_openai_response_input_items",
        "Conversations.list_items",
        "Prompts.set_default_version",
        "Prompts.update_prompt",
    },
    STACK_035: {
        "Agents.get_agents_session",
        "Agents.list_openai_response_input_items",
        "ConversationServiceImpl.list",
        "Conversations.list",
        "NvidiaPostTrainingAdapter.supervised_fine_tune",
        "Prompts.set_default_version",
        "Prompts.update_prompt",
        "RagToolImpl.insert",
        "RagToolImpl.query",
        "SyntheticDataGeneration.synthetic_data_generate",
        "TorchtunePostTrainingImpl.supervised_fine_tune",
    },
    STACK_025: {
        "Agents.get_agents_session",
        "NvidiaPostTrainingAdapter.supervised_fine_tune",
        "SyntheticDataGeneration.synthetic_data_generate",
        "TorchtunePostTrainingImpl.supervised_fine_tune",
    },
}

# Who reads what the decorators left, and who has it from those.
HOSTS: dict[object, set[str]] = {
    API_044: set(),
    STACK_035: {
        "AsyncLlamaStackAsLibraryClient.initialize",
        "AuthenticationMiddleware.__call__",
        "DistributionInspectImpl.list_routes",
        "TracingMiddleware.__call__",
        "check_protocol_compliance",
        "create_api_client_class",
        "create_api_client_class.APIClient.__init__",
        "create_api_client_class.APIClient.httpx_request_params",
        "create_app",
        "get_all_api_routes",
        "get_client_impl",
        "initialize_route_impls",
        "resolve_remote_stack_impls",
    },
    STACK_025: {
        "AsyncLlamaStackAsLibraryClient.initialize",
        "DistributionInspectImpl.list_routes",
        "TracingMiddleware.__call__",
        "check_protocol_compliance",
        "create_api_client_class",
        "create_api_client_class.APIClient.__init__",
        "get_all_api_endpoints",
        "get_client_impl",
        "initialize_endpoint_impls",
        "main",
        "resolve_remote_stack_impls",
    },
}


def module(target: Path) -> tuple[Path, str]:
    """The folder to import from, and the dotted name of a target in it."""
    root = target
    while (root / "__init__.py").exists():
        root = root.parent
    return root, ".".join(target.relative_to(root).parts)


def asked(migrated: Migrated, what: str) -> list[dict[str, dict[str, str]]]:
    """The answers of the package before and after."""
    python = migrated.package.interpreter()
    places = (module(migrated.before), module(migrated.after))
    return [probe(python, root, what, name) for root, name in places]


def test_no_decorator_is_left(migrated: Migrated) -> None:
    python = migrated.package.interpreter()
    target = migrated.after
    assert probe(python, module(target)[0], "decorators", str(target)) == []


def test_every_operation_is_a_routers(migrated: Migrated) -> None:
    python = migrated.package.interpreter()
    before, after = (routes(target, python) for target in (migrated.before, migrated.after))
    assert {(r["method"], r["path"]) for r in before} == {(r["method"], r["path"]) for r in after}
    assert {r["kind"] for r in after} == {"router"}


def test_what_could_be_imported_still_can(migrated: Migrated) -> None:
    """Every module imports; a name of it is there, the same kind of thing, or was reported."""
    told = {name for package in migrated.report["dropped"] for name in package["names"]}
    before, after = asked(migrated, "names")
    assert before.keys() <= after.keys()
    for name, space in before.items():
        lost = {key: kind for key, kind in space.items() if after[name].get(key) != kind}
        assert not lost.keys() - told, name


def test_what_a_star_gave_of_a_modules_own_it_still_gives(migrated: Migrated) -> None:
    """What a module had only imported is its star's no more, but where the package needs it."""
    before, after = asked(migrated, "stars")
    for name, space in before.items():
        own = {key for key, defined in space.items() if defined}
        assert own <= after[name].keys(), name


def test_the_document_is_the_same_at_every_level(migrated: Migrated, tmp_path: Path) -> None:
    python = migrated.package.interpreter()
    before, after = (
        document(target, python, tmp_path / name)
        for target, name in ((migrated.before, "before.json"), (migrated.after, "after.json"))
    )
    done = routeshift("compare", before, after, "--fail-on", "docs", "--strict")
    assert done.returncode == 0, done.stdout


def test_the_report_lists_the_decisions_and_nothing_skipped(migrated: Migrated) -> None:
    report = migrated.report
    assert report["failed"] == []
    assert not [note for api in report["apis"] for note in api["skipped"]]
    open_ = {note["subject"] for api in report["apis"] for note in api["decisions"]}
    assert open_ == DECISIONS[migrated.package]


def test_a_second_run_changes_nothing(migrated: Migrated) -> None:
    done = routeshift("migrate", migrated.after, "--check")
    # It reminds of the hosts that still read what the decorators left.
    assert done.returncode == (2 if HOSTS[migrated.package] else 0), done.stdout
    assert "Nothing to change" in done.stdout


def test_T2_whoever_read_the_decorators_is_told(migrated: Migrated) -> None:
    hosts = migrated.report["hosts"]
    places = {host["subject"] for host in hosts}
    # Who only hands on what others read is named with the place that changes.
    along = {name for host in hosts for name in re.findall(r"`([^`]+)`", host["message"])}
    assert places <= HOSTS[migrated.package] <= places | along


@pytest.mark.parametrize("forbidden", ["routeshift"])
def test_the_migrated_code_imports_nothing_of_the_toolkit(
    migrated: Migrated, forbidden: str
) -> None:
    users = [f for f in migrated.after.rglob("*.py") if forbidden in f.read_text()]
    assert not users
