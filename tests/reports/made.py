"""Reports as commands fill them, made of any text."""

from __future__ import annotations

from pathlib import Path

from routeshift.reports import (
    Command,
    Fact,
    Help,
    Lines,
    Listing,
    Report,
    Reported,
    Severity,
    Sides,
    SourceLocation,
    Table,
)


def finding(text: str, severity: Severity = Severity.ERROR, **more: object) -> Reported:
    """A finding with a text in every place that holds text of a user's."""
    facts = {
        "rule": "made-up",
        "verdict": "breaking",
        "severity": severity,
        "fails": severity is Severity.ERROR,
        "message": f"`{text}` is gone",
        "level": "wire",
        "subject": text,
        "operations": (f"GET /{text}", text),
        "locations": (SourceLocation(Path(f"shop/{text or 'x'}.py"), 3, "new"),),
        "hint": text,
        "parts": (
            Fact("at", text),
            Fact("value", text, code=True),
            Sides(text, f"{text}\n{text}"),
            Sides(text, None),
            Command("new", f"curl {text}"),
            Listing("exchange", text, detail=True),
            Table("all", ("where", text), [(text, text)], detail=True),
        ),
        "identity": text,
    }
    return Reported(**{**facts, **more})  # type: ignore[arg-type]


def report(text: str, findings: tuple[Reported, ...] | None = None) -> Report:
    """A report with a text in every place that holds text of a user's."""
    if findings is None:
        findings = (
            finding(text),
            finding(text, Severity.WARNING, accepted=text),
            finding(text, Severity.NOTE, locations=(), kin="k"),
            finding(text, Severity.NOTE, parts=(), kin="k"),
            finding(text, noise=True),
        )
    return Report(
        command="routeshift made-up",
        title=f"Of {text}",
        passed=False,
        summary=text,
        findings=findings,
        data={text: [text]},
        helps={"made-up": Help("made-up", "a sentence", "A text.", ("a trait",), "`x`")},
        old=text,
        new=text,
        about=(text,),
        before=(Table(text, ("a", text), [(text, text)]), Lines(text, [text, text])),
        after=(Listing(text, text, "diff", detail=True), Lines("", [text]), Listing("", text)),
        checked=(text,),
        artifact=text,
    )
