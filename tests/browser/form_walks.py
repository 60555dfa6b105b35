"""Random walks through a form: typing, Back, Forward, reload, leaving, double taps, sending.

A walk knows what was typed and holds the browser to it: no error page, no lost answer, no double.
"""

from __future__ import annotations

import random
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, Response
from waitress.server import create_server

from forms_backend.keys.opening import open_record
from forms_backend.serving.preview import preview_app
from tests.forms_backend.synthetic_service import House, furnish

FORM = "potrzeba"
TEXTS = ("what", "town", "first_name", "phone")
CHOICES = {
    "who_asks": ("osoba", "rodzina"),
    "for_whom": ("siebie", "kogos"),
    "category": ("naprawy", "opieka"),
    "by_when": ("pilne", "nie-spieszy-sie"),
}
STEPS = (
    *("type",) * 6,
    *("next",) * 3,
    *("back",) * 3,
    "forward",
    "forward",
    "reload",
    "leave",
    *("send",) * 2,
    *("confirm",) * 2,
    "tap twice",
)
CALM = {200, 302, 303, 304, 307, 422}


@dataclass(frozen=True)
class Walked:
    """The site with a service of its own: its address, and what it keeps."""

    address: str
    house: House

    def kept(self, mark: str) -> list[dict[str, object]]:
        """The answers of every submission that has this mark."""
        opened = (open_record(one, self.house.foundation).answers for one in self.house.records)
        return [dict(one) for one in opened if mark in str(one.get("what"))]


@contextmanager
def walked_site(site: Path, publication: Path, var: Path) -> Iterator[Walked]:
    """Serve a built site and its published forms, without limits on a tireless visitor."""
    house = furnish(var)
    house.settings.publication.write_bytes(publication.read_bytes())
    listener = socket.create_server(("127.0.0.1", 0))
    app = preview_app(site, house.settings, lambda _: None)
    server = create_server(app, sockets=[listener])
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield Walked(f"http://127.0.0.1:{listener.getsockname()[1]}", house)
    server.close()
    thread.join(10)


@dataclass
class Walk:
    """One person with a phone. `typed` is what stands on the form that was touched last."""

    page: Page
    site: Walked
    seed: int
    scripted: bool
    typed: dict[str, str] = field(default_factory=dict)
    confirmed: set[tuple[tuple[str, str], ...]] = field(default_factory=set)
    trail: list[str] = field(default_factory=list)

    @property
    def mark(self) -> str:
        """By which its submissions are found."""
        return f"spacer-{self.seed}-{'js' if self.scripted else 'bez'}."

    def go(self, steps: int = 18) -> None:
        """Walk, then send what was typed; hold everything that was kept against it."""
        chance = random.Random(self.seed)  # noqa: S311 - a walk, no secret
        self.page.on("response", self._calm)
        self.page.goto(f"{self.site.address}/formularze/{FORM}/")
        for _ in range(steps):
            step = chance.choice(STEPS)
            self.trail.append(step)
            self._step(step, chance)
            self._look()
        self._finish(chance)
        kept = self.site.kept(self.mark)
        assert len(self.confirmed) == len(kept), f"doubled or lost: {self.trail}"

    def _step(self, step: str, chance: random.Random) -> None:
        page = self.page
        if step == "back":
            page.go_back()
            if page.url == "about:blank":
                page.go_forward()
        elif step == "forward":
            page.go_forward()
        elif step == "leave":
            page.goto(f"{self.site.address}/formularze/")
            page.go_back()
        elif step == "reload" and (self.scripted or not self._on_form):
            page.reload()
        elif self._on_form:
            self._step_on_form(step, chance)
        elif step in ("confirm", "tap twice") and self._on_check:
            self._confirm(twice=step == "tap twice")

    def _step_on_form(self, step: str, chance: random.Random) -> None:
        if step == "type" and self._keeps:
            self._type(chance)
        elif step == "next" and self.scripted:
            link = self.page.locator("p.turn:visible a").first
            if link.count():
                link.click()
        elif step == "send":
            self._send()

    @property
    def _on_form(self) -> bool:
        return self.page.locator("form.questions").count() == 1

    @property
    def _keeps(self) -> bool:
        """Whether the page keeps what is typed: with a script each, without it the site's own."""
        return self._on_form and (self.scripted or "/formularze/" in self.page.url)

    @property
    def _on_check(self) -> bool:
        return self.page.locator('button[value="wyslij"]').count() == 1

    def _type(self, chance: random.Random) -> None:
        name = chance.choice([*TEXTS, *CHOICES])
        if name in CHOICES:
            self._choose(name, chance.choice(CHOICES[name]))
        elif name == "phone":
            self._fill(name, f"601 234 {chance.randrange(100, 1000)}")
        else:
            mark = self.mark if name == "what" else ""
            self._fill(name, f"{mark} Żółw {chance.randrange(1000)}".strip())

    def _part_of(self, name: str) -> None:
        """Show the part with this question."""
        if self.scripted and not self.page.locator(f"#{name}").is_visible():
            self.page.evaluate("name => { location.hash = name }", name)
            self.page.locator(f"#{name}").wait_for()

    def _fill(self, name: str, text: str) -> None:
        self._part_of(name)
        self.page.locator(f"#{name}").fill(text)
        self.typed[name] = text

    def _choose(self, name: str, value: str) -> None:
        self._part_of(name)
        self.page.locator(f'[name="{name}"][value="{value}"]').check()
        self.typed[name] = value

    def _send(self) -> None:
        """Press the button of the form, whatever part is shown."""
        with self.page.expect_navigation():
            self.page.locator("form.questions").evaluate("form => form.submit()")

    def _confirm(self, *, twice: bool) -> None:
        told = self._told()
        button = self.page.locator('button[value="wyslij"]')
        if twice:
            button.evaluate("one => { one.click(); one.click(); }")
        else:
            button.click()
        self.page.wait_for_url("**/przyjete?**")
        self._settle()
        self.confirmed.add(told)
        self.typed = {}

    def _told(self) -> tuple[tuple[str, str], ...]:
        """What the check page is about to send."""
        rows: list[list[str]] = self.page.locator("#odpowiedzi").evaluate(
            "form => Array.from(new FormData(form), (pair) => pair.map(String))"
        )
        told = {name: value for name, value in rows if not name.startswith("wz_")}
        for name, value in self.typed.items() if self.scripted else ():
            assert told.get(name, "").replace("+48", "") == value.replace(" ", "") or (
                told.get(name) == value
            ), f"{name} is lost: {self.trail}"
        return tuple(sorted(told.items()))

    def _look(self) -> None:
        """Where one is now: a page of ours, with everything that was typed."""
        self._settle()
        page = self.page
        assert page.url.startswith(self.site.address), f"{page.url}: {self.trail}"
        assert page.locator("h1").count() == 1, f"no page of ours: {self.trail}"
        if not self._keeps:
            return
        for name, value in self.typed.items():
            one = page.locator(f'[name="{name}"]:checked' if name in CHOICES else f"#{name}")
            assert one.count() == 1, f"{name} is lost: {self.trail}"
            shown = one.input_value()
            assert value == shown, f"{name}: {shown!r} for {value!r}: {self.trail}"

    def _settle(self) -> None:
        self.page.wait_for_load_state("load")

    def _finish(self, chance: random.Random) -> None:
        """Answer what is missing and send it, from wherever one is."""
        self.trail.append("finish")
        if not self._keeps:
            self.typed = self.typed if self.scripted else {}
            self.page.goto(f"{self.site.address}/formularze/{FORM}/")
            self._look()
        for name in TEXTS:
            while name not in self.typed or (name == "what" and self.mark not in self.typed[name]):
                self._type(chance)
        for name, values in CHOICES.items():
            if name not in self.typed:
                self._choose(name, values[0])
        self._part_of("clause_read")
        self.page.locator("#clause_read").check()
        self._look()
        self._send()
        assert self._on_check, f"no check page: {self.trail} {self.page.url}"
        self._confirm(twice=chance.random() < 0.5)

    def _calm(self, response: Response) -> None:
        assert response.status in CALM, f"{response.status} {response.url}: {self.trail}"


def walk(browser: Browser, site: Walked, seed: int, *, scripted: bool) -> None:
    """One walk in a fresh browser context; AssertionError tells the way to the fault."""
    with browser.new_context(
        java_script_enabled=scripted, locale="pl-PL", viewport={"width": 360, "height": 640}
    ) as context:
        context.set_default_timeout(15_000)
        one = Walk(context.new_page(), site, seed, scripted)
        complaints: list[str] = []
        one.page.on("pageerror", lambda error: complaints.append(str(error)))
        one.go()
        assert [] == complaints
