"""Results for GitHub Actions: workflow commands that stand beside the targets of the plan file.

What fails the run is an error; what is missed without failing it a warning; a target without a
verdict a notice. What is met is only counted, in the last line.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from beskplan.errors import visible
from beskplan.judgements import Status
from beskplan.renderers._pipeline import FAILING, Outcome, name_of, outcome, story
from beskplan.results import STATUS_WORDS, Results, Verdict


def render(results: Sequence[Results]) -> bytes:
    """Return a command for every verdict that is not met; what is missed fails."""
    return render_for_pipeline(results, FAILING)


def render_for_pipeline(results: Sequence[Results], failing: Collection[str]) -> bytes:
    """Return a command for every verdict that fails, is missed or is none."""
    lines = [line for one in results for line in _lines(one, failing)]
    return "".join(f"{line}\n" for line in lines).encode()


def _lines(results: Results, failing: Collection[str]) -> Iterator[str]:
    for verdict in results:
        level = _level(verdict, failing)
        if level is not None:
            yield _command(level, results, verdict)
    lang = results.plan.language
    counts = ", ".join(
        f"{count} {STATUS_WORDS[status][lang]}"
        for status, count in results.summary.items()
        if count
    )
    yield _data(f"{results.plan.id}: {counts}")


def _level(verdict: Verdict, failing: Collection[str]) -> str | None:
    match outcome(verdict, failing):
        case Outcome.FAILED:
            return "error"
        case Outcome.SKIPPED:
            return "notice"
        case Outcome.PASSED:
            return "warning" if verdict.status is Status.MISSED else None


def _command(level: str, results: Results, verdict: Verdict) -> str:
    properties = {
        "file": visible(results.plan.file),
        "line": str(max(verdict.line, 1)),
        "title": f"{name_of(verdict)} ({verdict.area.name})",
    }
    said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{level} {said}::{_data(f'{verdict.target}: {story(results.plan, verdict)}')}"


def _data(text: str) -> str:
    """Return a text with what ends a command's message escaped; ``%`` first, it is the escape."""
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    """Return a text with what ends a command's property escaped."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
