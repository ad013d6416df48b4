"""``beskplan calendar`` as its user types it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.commands import ROOT, Run

DRAFT = "plans/fredericia-2023-draft.yaml"
PLANS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "plans").glob("*.yaml"))


def titles(content: str) -> list[str]:
    return [str(one["SUMMARY"]) for one in Calendar.from_ical(content).walk("VEVENT")]


def test_calendar_goes_to_stdout_or_to_a_file(run: Run, tmp_path: Path) -> None:
    shown = run("calendar", *PLANS, "--as-of", "2026-01-01")
    assert (shown.code, shown.err) == (0, "")
    file = tmp_path / "plan.ics"
    written = run("calendar", *PLANS, "--as-of", "2026-01-01", "-o", file)
    assert (written.code, written.out, written.err) == (0, "", "")
    assert file.read_bytes().decode() == shown.out
    assert len(titles(shown.out)) >= 10


def test_draft_is_followed_up_in_march_and_october_and_with_the_accounts(run: Run) -> None:
    found = titles(run("calendar", DRAFT, "--as-of", "2026-01-01").out)
    where = "Fredericia: Beskæftigelsesplan 2023, udkast"
    assert f"Opfølgning, marts 2023 – {where}" in found
    assert f"Opfølgning, oktober 2023 – {where}" in found
    assert f"Opfølgning med regnskabet for 2023 – {where}" in found


def test_events_speak_english_where_that_is_asked(run: Run) -> None:
    found = titles(run("calendar", DRAFT, "--as-of", "2026-01-01", "--lang", "en").out)
    assert found[0].startswith("Follow-up, March 2023 – ")


def test_plan_outside_of_any_project_needs_neither_data_nor_catalogue(
    run: Run, tmp_path: Path
) -> None:
    plan = (ROOT / DRAFT).read_text(encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    answer = run("calendar", "plan.yaml", folder=tmp_path)
    assert (answer.code, answer.err) == (0, "")


def test_event_of_the_page_is_the_first_of_its_plan(run: Run, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "calendar.md").read_text(encoding="utf-8")
    plan, event = (page.partition(begin)[2].partition("```")[0]
                   for begin in ('```yaml title="plan.yaml"\n', "```text\n"))  # fmt: skip
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    shown = run("calendar", "plan.yaml", "--as-of", "2022-01-01", folder=tmp_path).out
    assert shown.replace("\r\n", "\n").partition("CALSCALE:GREGORIAN\n")[2].startswith(event)
    assert len(titles(shown)) == 4


@pytest.mark.parametrize(
    ("fail_on", "code"),
    [((), 0), (("--fail-on", "never"), 0), (("--fail-on", "missed"), 1), (("--fail-on", "met"), 0)],
    ids=["never by default", "never", "a status that is there", "one that is not"],
)
def test_verdicts_fail_the_run_where_that_is_asked(
    run: Run, tmp_path: Path, fail_on: tuple[str, ...], code: int
) -> None:
    file = tmp_path / "plan.ics"
    plan = "plans/fredericia-2019.yaml"
    answer = run("calendar", plan, "--as-of", "2022-06-30", "-o", file, *fail_on)
    assert (answer.code, answer.out, answer.err) == (code, "", "")
    assert len(titles(file.read_text(encoding="utf-8"))) == 1


REFUSED = {
    "a word that is no status": (
        [DRAFT, "--fail-on", "mised"],
        '--fail-on "mised" is no status or flag; did you mean "missed"?\n',
    ),
    "a day that is none": (
        [DRAFT, "--as-of", "i går"],
        '--as-of "i går" is no date; write it as 2022-06-30\n',
    ),
    "a plan twice": (
        [DRAFT, DRAFT],
        'the plan "fredericia-2023-draft" stands twice; name each once\n',
    ),
}


@pytest.mark.parametrize(("words", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_calendar_is_refused(run: Run, words: list[str], said: str) -> None:
    answer = run("calendar", *words)
    assert (answer.code, answer.out, answer.err) == (2, "", said)


def test_no_figures_are_read() -> None:
    code = (
        "import sys\n"
        "from beskplan.cli import app\n"
        f"try: app(['calendar', {DRAFT!r}])\n"
        "except SystemExit: pass\n"
        "sys.exit('polars imported' if 'polars' in sys.modules else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
