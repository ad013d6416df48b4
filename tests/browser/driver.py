"""A real browser for proofs: Chromium, asked over WebDriver by its own chromedriver."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.error import HTTPError
from urllib.request import Request, urlopen

_QUIET: Final = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
_SECONDS: Final = 120


@dataclass(frozen=True)
class Browser:
    """An open window."""

    session: str

    def open(self, page: Path) -> None:
        """Load a file."""
        self._post("url", url=page.as_uri())

    def run(self, script: str, *arguments: object) -> Any:
        """Return what a function body returns, run in the page from outside of it."""
        return self._post("execute/sync", script=script, args=list(arguments))

    def wait(self, script: str) -> Any:
        """Return what a script hands to the last of its ``arguments``."""
        return self._post("execute/async", script=script, args=[])

    def command(self, name: str, **parameters: object) -> Any:
        """Ask the browser itself, as its developer tools do."""
        return self._post("goog/cdp/execute", cmd=name, params=parameters)

    def said(self) -> list[str]:
        """Return what was written to the console, errors and refusals of the policy included."""
        return [one["message"] for one in self._post("se/log", type="browser")]

    def paper(self) -> bytes:
        """Return the page as it prints, as PDF."""
        printed = self._post("print", background=True)
        return base64.b64decode(printed)

    def _post(self, path: str, **body: object) -> Any:
        return _asked(f"{self.session}/{path}", body)


def _asked(url: str, body: object = None, method: str = "POST") -> Any:
    content = None if body is None else json.dumps(body).encode()
    request = Request(url, content, {"Content-Type": "application/json"}, method=method)  # noqa: S310
    try:
        with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 (to the driver that we started)
            return json.load(answer)["value"]
    except HTTPError as refused:
        raise AssertionError(refused.read().decode()) from refused


@contextmanager
def a_browser(profile: Path, *, scripts: bool = True) -> Iterator[Browser]:
    """Open a window of a browser that is closed at the end.

    Args:
        profile: an empty folder for what it keeps.
        scripts: whether pages may run any.
    """
    driver, chromium = shutil.which("chromedriver"), shutil.which("chromium")
    assert driver, "chromedriver is not on the PATH: install chromium-driver"
    assert chromium, "chromium is not on the PATH: install it"
    command = [driver, "--port=0", "--allowed-ips=127.0.0.1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            line = next(one for one in running.stdout if "successfully on port" in one)
            port = line.rstrip(". \n").rpartition(" ")[2]
            place = f"http://127.0.0.1:{port}/session"
            options: dict[str, Any] = {
                "binary": chromium,
                "args": [*_QUIET, f"--user-data-dir={profile}"],
                "prefs": {"profile.managed_default_content_settings.javascript": 1 + (not scripts)},
            }
            wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
            session = _asked(place, {"capabilities": {"alwaysMatch": wanted}})["sessionId"]
            try:
                yield Browser(f"{place}/{session}")
            finally:
                _asked(f"{place}/{session}", method="DELETE")
        finally:
            running.terminate()
