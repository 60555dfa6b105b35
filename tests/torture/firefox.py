"""Debian's Firefox, driven by its own Marionette protocol: as much of a page as a walk needs.

A message is its length, a colon and JSON: [0, number, command, parameters], answered by
[1, number, error, result]. The commands are those of W3C WebDriver.
https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
"""

from __future__ import annotations

import json
import re
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.tools import FIREFOX

_PREFERENCES = {
    "marionette.port": 0,
    "intl.accept_languages": "pl",
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}
_FRESH = """
const resolve = arguments[arguments.length - 1];
Services.prefs.setBoolPref("javascript.enabled", arguments[0]);
Services.console.reset();
Services.clearData.deleteData(Ci.nsIClearDataService.CLEAR_ALL, { onDataDeleted: () => resolve() });
"""
_ERRORS = """
return Services.console.getMessageArray().filter((one) => one instanceof Ci.nsIScriptError)
  .filter((one) => one.category.startsWith("content javascript") && !(one.flags & 1))
  .map((one) => one.errorMessage);
"""
_FIND = """
const seen = (one) => one.checkVisibility();
const all = (css, visible) => Array.from(document.querySelectorAll(css.replace(":visible", "")))
  .filter((one) => !visible || seen(one));
"""
_KEY = "element-6066-11e4-a52e-4f735466cecf"
_PATIENCE = 15


class FirefoxError(Exception):
    """What Firefox answered instead of a result."""


@dataclass
class Firefox:
    """A running browser; `command` asks it for one thing and waits for the answer."""

    link: socket.socket
    number: int = 0
    pending: bytes = b""

    def command(self, name: str, **parameters: Any) -> Any:
        """The result. FirefoxError when there is none."""
        self.number += 1
        text = json.dumps([0, self.number, name, parameters]).encode()
        self.link.sendall(f"{len(text)}:".encode() + text)
        _, _, error, result = self.read()
        if error:
            raise FirefoxError(f"{name}: {error['error']}: {error['message']}")
        return result.get("value") if isinstance(result, dict) and "value" in result else result

    def read(self) -> Any:
        """The next message."""
        while b":" not in self.pending:
            self._more()
        length, _, rest = self.pending.partition(b":")
        self.pending = rest
        while len(self.pending) < int(length):
            self._more()
        message, self.pending = self.pending[: int(length)], self.pending[int(length) :]
        return json.loads(message)

    def _more(self) -> None:
        more = self.link.recv(65536)
        if not more:
            raise FirefoxError("Firefox has gone")
        self.pending += more

    def inside(self, script: str, *arguments: object, waits: bool = False) -> Any:
        """Run a script with the browser's own rights."""
        self.command("Marionette:SetContext", value="chrome")
        kind = "WebDriver:ExecuteAsyncScript" if waits else "WebDriver:ExecuteScript"
        found = self.command(kind, script=script, args=list(arguments), sandbox="system")
        self.command("Marionette:SetContext", value="content")
        return found

    def fresh_page(self, *, scripted: bool) -> FirefoxPage:
        """A new tab without history, cookies and storage."""
        self.inside(_FRESH, scripted, waits=True)
        old = self.command("WebDriver:GetWindowHandle")
        new = self.command("WebDriver:NewWindow", type="tab")
        self.command("WebDriver:SwitchToWindow", handle=old)
        self.command("WebDriver:CloseWindow")
        self.command("WebDriver:SwitchToWindow", handle=new["handle"])
        return FirefoxPage(self)

    def script_errors(self) -> list[str]:
        """What went wrong in scripts of pages since the last fresh page."""
        return list(self.inside(_ERRORS))


@dataclass
class FirefoxPage:
    """A tab, by the names that Playwright has for the same."""

    firefox: Firefox
    listeners: list[Callable[[Any], None]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return str(self.firefox.command("WebDriver:GetCurrentURL"))

    def on(self, event: str, listener: Callable[[Any], None]) -> None:
        if event == "response":
            self.listeners.append(listener)

    def goto(self, url: str) -> None:
        self.firefox.command("WebDriver:Navigate", url=url)

    def go_back(self) -> None:
        self.firefox.command("WebDriver:Back")

    def go_forward(self) -> None:
        self.firefox.command("WebDriver:Forward")

    def reload(self) -> None:
        self.firefox.command("WebDriver:Refresh")

    def run(self, script: str, *arguments: object) -> Any:
        """Run a script beside those of the page."""
        return self.firefox.command(
            "WebDriver:ExecuteScript", script=_FIND + script, args=list(arguments), sandbox="walk"
        )

    def evaluate(self, function: str, argument: object = None) -> Any:
        return self.run(f"return ({function})(arguments[0]);", argument)

    def locator(self, css: str) -> FirefoxLocator:
        return FirefoxLocator(self, css)

    def wait_for_load_state(self, _state: str = "load") -> None:
        """Wait for the page, and tell its status: an answer of 0 stands for one of this browser."""
        until(lambda: self.run("return document.readyState") == "complete", "the page")
        seen = self.run(
            "const [one] = performance.getEntriesByType('navigation');"
            "return [one ? one.responseStatus : 0, document.documentURI]"
        )
        for listener in self.listeners:
            listener(SimpleNamespace(status=seen[0] or 200, url=seen[1]))
        assert seen[1].startswith("http"), f"an error page of the browser: {seen[1]}"

    def wait_for_url(self, pattern: str) -> None:
        wanted = re.compile(".*".join(map(re.escape, pattern.split("**"))))
        until(lambda: wanted.fullmatch(self.url) is not None, pattern)

    @contextmanager
    def expect_navigation(self) -> Iterator[None]:
        """Until another document has taken the place of this one."""
        self.run("document.documentElement.dataset.before = '1'")
        yield
        until(lambda: not self.run("return 'before' in document.documentElement.dataset"), "leave")
        self.wait_for_load_state()


@dataclass(frozen=True)
class FirefoxLocator:
    """Elements by a selector, which may end in Playwright's `:visible`."""

    page: FirefoxPage
    css: str

    @property
    def first(self) -> FirefoxLocator:
        return self

    def _run(self, script: str, *arguments: object) -> Any:
        return self.page.run(
            "const found = all(arguments[0], arguments[0].includes(':visible'));" + script,
            self.css,
            *arguments,
        )

    def count(self) -> int:
        return int(self._run("return found.length"))

    def is_visible(self) -> bool:
        return bool(self._run("return found.some(seen)"))

    def input_value(self) -> str:
        return str(self._run("return found[0].value"))

    def evaluate(self, function: str) -> Any:
        return self._run(f"return ({function})(found[0]);")

    def wait_for(self) -> None:
        until(self.is_visible, self.css)

    def _element(self) -> str:
        until(lambda: self.count() > 0, self.css)
        return str(self._run("return found[0]")[_KEY])

    def click(self) -> None:
        """Tap it as a finger does.

        `WebDriver:ElementClick` would leave a listener for `unload` on the page, and Firefox keeps
        no page with one: what somebody typed could be lost by the tool that looks for it.
        """
        until(self._tapped, f"a tap on {self.css}")  # a page that scrolls moves it away

    def _tapped(self) -> bool:
        one = self._element()
        near = "{ block: 'center', behavior: 'instant' }"
        self.page.run(f"arguments[0].scrollIntoView({near})", {_KEY: one})
        moved = {"type": "pointerMove", "origin": {_KEY: one}, "x": 0, "y": 0}
        pressed = {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
        finger = {"type": "pointer", "id": "finger", "actions": [moved, *pressed]}
        self.page.firefox.command("WebDriver:PerformActions", actions=[finger])
        return True

    def fill(self, text: str) -> None:
        one = self._element()
        self.page.firefox.command("WebDriver:ElementClear", id=one)
        self.page.firefox.command("WebDriver:ElementSendKeys", id=one, text=text)

    def check(self) -> None:
        until(self._checked, f"{self.css} to be chosen")

    def _checked(self) -> bool:
        if self._run("return found[0].checked"):
            return True
        self.click()
        return False


def until(holds: Callable[[], bool], what: str) -> None:
    """Wait until it holds; what a page that is just leaving cannot say does not hold yet."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            if holds():
                return
        except FirefoxError:
            pass
        time.sleep(0.03)
    raise AssertionError(f"waited in vain for {what}")


@contextmanager
def running_firefox() -> Iterator[Firefox]:
    """The browser with a profile of its own."""
    program = str(FIREFOX.required())
    with tempfile.TemporaryDirectory() as profile:
        lines = (
            f"user_pref({json.dumps(name)}, {json.dumps(value)});"
            for name, value in _PREFERENCES.items()
        )
        Path(profile, "user.js").write_text("\n".join(lines), encoding="utf-8")
        options = ["--headless", "--marionette", "--remote-allow-system-access", "--no-remote"]
        words = [program, *options, "--profile", profile]
        with subprocess.Popen(
            words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            try:
                ports = Path(profile, "MarionetteActivePort")
                until(lambda: ports.exists() and bool(ports.read_text()), "Firefox")
                with socket.create_connection(("127.0.0.1", int(ports.read_text()))) as link:
                    firefox = Firefox(link)
                    firefox.read()  # its greeting
                    firefox.command("WebDriver:NewSession")
                    firefox.command("WebDriver:SetWindowRect", width=450, height=740)
                    yield firefox
            finally:
                process.terminate()
