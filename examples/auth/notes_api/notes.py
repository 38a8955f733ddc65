"""Notes, with an operation for each kind of access."""

from typing import Protocol

from routeshift import webmethod


class Notes(Protocol):
    """A notebook."""

    @webmethod(route="/health", method="GET", level="v1", require_authentication=False)
    async def health(self) -> str:
        """Say that all is well."""
        ...

    @webmethod(route="/notes", method="GET", level="v1")
    async def list_notes(self) -> list[str]:
        """List the notes."""
        ...

    @webmethod(route="/notes", method="POST", level="v1", required_scope="notes.write")
    async def add_note(self, text: str) -> None:
        """Add a note.

        :param text: What it says.
        """
        ...
