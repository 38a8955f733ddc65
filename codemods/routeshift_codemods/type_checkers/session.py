"""A session with a type checker's language server: files are opened, then it is asked."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from routeshift_codemods.type_checkers.language_server import Server, UnansweredError, running
from routeshift_codemods.type_checkers.records import Position, Question, Said

_FENCED = re.compile(r"```\w*\n(.*?)\n```", re.DOTALL)
_NAME = re.compile(r"(?:\(\w+\) )?\w+: ")


def ask_all(
    command: Sequence[str],
    folder: Path,
    files: Iterable[PurePath],
    questions: Sequence[Question],
    seconds: float,
) -> tuple[list[Said | None], str]:
    """What a server says of expressions, and why it said no more; "" when it said all.

    Args:
        command: The server.
        folder: The folder that it works in.
        files: The files in it.
        questions: The expressions, in these files.
        seconds: How long it may take for an answer.
    """
    said: list[Said | None] = []

    async def listen() -> None:
        async with running(command, folder, seconds) as server:
            uris = {path: (folder / path).as_uri() for path in files}
            async for one in _Session(server, folder.as_uri(), uris).answers(questions):
                # One by one: what it has said before it stops is kept.
                said.append(one)  # noqa: PERF401

    try:
        asyncio.run(listen())
    except UnansweredError as error:
        return said, str(error)
    return said, ""


@dataclass(frozen=True, slots=True)
class _Session:
    """A session in one folder.

    Attributes:
        server: The server.
        root: What it calls the folder.
        uris: What it calls the files.
    """

    server: Server
    root: str
    uris: Mapping[PurePath, str]

    async def answers(self, questions: Sequence[Question]) -> AsyncIterator[Said | None]:
        """What is said of each expression."""
        await self.server.ask(
            "initialize",
            processId=None,
            rootUri=self.root,
            workspaceFolders=[{"uri": self.root, "name": "project"}],
            capabilities={"textDocument": {"hover": {"contentFormat": ["plaintext"]}}},
        )
        await self.server.tell("initialized")
        for path, text in {one.at.file: one.text for one in questions}.items():
            # Of what is not open some say nothing.
            document = {"uri": self.uris[path], "languageId": "python", "version": 1, "text": text}
            await self.server.tell("textDocument/didOpen", textDocument=document)
        for question in questions:
            yield await self._answer(question.at)

    async def _answer(self, at: Position) -> Said | None:
        where = {
            "textDocument": {"uri": self.uris[at.file]},
            "position": {"line": at.line, "character": at.character},
        }
        hover = await self.server.ask("textDocument/hover", **where)
        definitions = await self.server.ask("textDocument/typeDefinition", **where)
        try:
            return said_of(hover, definitions, {uri: path for path, uri in self.uris.items()})
        except (KeyError, OverflowError, TypeError, ValueError) as error:
            raise UnansweredError("says what is no answer to the question") from error


def said_of(hover: Any, definitions: Any, files: Mapping[str, PurePath]) -> Said | None:
    """What two answers say of one expression; None when they tell no type.

    Args:
        hover: The answer to `textDocument/hover`.
        definitions: The answer to `textDocument/typeDefinition`.
        files: The files, by what the server calls them.

    Raises:
        KeyError, OverflowError, TypeError, ValueError: They are no such answers.
    """
    if hover is None or definitions is None:
        return None
    every = definitions if isinstance(definitions, list) else [definitions]
    return Said(_shown(hover["contents"]["value"]), tuple(_position(one, files) for one in every))


def _shown(text: str) -> str:
    """The type in a hover: as it stands, or behind a name as code in Markdown."""
    code = _FENCED.match(text)
    shown = code[1] if code else text.partition("\n---")[0]
    name = _NAME.match(shown)
    return shown[name.end() if name else 0 :].strip()


def _position(location: Any, files: Mapping[str, PurePath]) -> Position | None:
    start = location["range"]["start"]
    file = files.get(location["uri"])
    return None if file is None else Position(file, int(start["line"]), int(start["character"]))
