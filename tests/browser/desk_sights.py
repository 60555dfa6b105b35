"""Every page of the desk as somebody sees it: where it is, as whom, and what was done before.

Two desks are served by this process: one of invented people, with a session of any role at hand,
and a real one, which starts locked.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from catalog.programme import programme_file
from catalog.publication import Publication
from catalog.website.build.published_forms import choices, programme
from desk.pages.house import House
from desk.rules.roles import Role, Scope
from desk.serving import demonstration, serve
from desk.settings import DeskSettings
from forms_backend.keys.opening import Effort
from tests.browser.test_paper_entry import fill
from tests.conftest import free_port
from tests.forms_backend.synthetic_service import FORM, furnish
from tests.real_content import CATALOG

PASSPHRASE = "kot na dachu śpi"
OPEN = re.compile("Otwórz: ")


@dataclass(frozen=True)
class Desk:
    """A desk that is served, and its address."""

    house: House
    address: str

    def open(self) -> None:
        """With the right passphrase, where nobody has opened it yet."""
        if self.house.opened is None:
            self.house.open(PASSPHRASE)

    def come_in(self, context: BrowserContext, *roles: Role, organization: str = "") -> None:
        """Let this browser in, past the door."""
        who = Scope("Zmyślona Ewa", frozenset(roles), organization or None)
        cookie = self.house.sessions.begin(who)
        context.add_cookies([{"name": "stanowisko", "value": cookie, "url": self.address}])


Reach = Callable[[Page, Desk], object]


@dataclass(frozen=True)
class Desks:
    """The one of invented people, and the real one that starts locked."""

    trial: Desk
    real: Desk


@contextmanager
def desks(folder: Path) -> Iterator[Desks]:
    """Both, with the forms of the real content."""
    with ExitStack() as stack:
        trial = stack.enter_context(_served(_trial_house(folder / "trial")))
        yield Desks(trial, stack.enter_context(_served(_real_house(folder / "real"))))


def _trial_house(folder: Path) -> House:
    made = furnish(folder / "var", development=True)
    made.foundation.write(made.settings.private_key, None)
    published = made.settings.publication
    lists = choices(CATALOG)
    forms = {name: form.with_choices(lists) for name, form in CATALOG.forms.items()}
    trial = Publication.read(published)
    trial.model_copy(update={"forms": forms | trial.forms}).write(published)
    programme(CATALOG).write(programme_file(published))
    return demonstration(made.settings, free_port())


def _real_house(folder: Path) -> House:
    made = furnish(folder / "var")
    made.foundation.write(made.settings.private_key, PASSPHRASE, Effort(1, 8192 * 8))
    desk = DeskSettings(made.settings.var / "desk", "127.0.0.1", free_port())
    return House(made.settings, desk)


@contextmanager
def _served(house: House) -> Iterator[Desk]:
    stop = threading.Event()
    threading.Thread(target=serve, args=(house, stop), daemon=True).start()
    yield Desk(house, f"http://127.0.0.1:{house.desk.desk_port}")
    stop.set()
    house.lock()


@dataclass(frozen=True)
class Sight:
    """A page as it stands after `reach`. endpoint: the view that drew it; status: its answer.

    trial: at which of the two desks. With no role nobody is in.
    """

    name: str
    endpoint: str
    reach: Reach
    roles: tuple[Role, ...] = (Role.PROGRAMME,)
    status: int = 200
    trial: bool = True


def at(path: str) -> Reach:
    """The page of an address."""
    return lambda page, desk: page.goto(desk.address + path)


def first(path: str, after: str = "") -> Reach:
    """The first sheet of a list, or a page below it."""

    def reach(page: Page, desk: Desk) -> None:
        page.goto(desk.address + path)
        sheet = page.get_by_role("link", name=OPEN).first.get_attribute("href")
        page.goto(f"{desk.address}{sheet}{after}")

    return reach


def press(before: Reach, *steps: tuple[str, str]) -> Reach:
    """What comes of a page: each step a selector, and what is typed there, or nothing to press."""

    def reach(page: Page, desk: Desk) -> None:
        before(page, desk)
        for selector, text in steps:
            field = page.locator(selector).first
            if text:
                field.fill(text)
            else:
                field.click()

    return reach


def move(path: str, name: str, **given: str) -> Reach:
    """A move of the first sheet of a list, with these words in its fields."""
    form = f'form:has(input[name=move][value="{name}"])'
    typed = [(f"{form} [name={field}]", text) for field, text in given.items()]

    def reach(page: Page, desk: Desk) -> None:
        first(path)(page, desk)
        for summary in page.locator("summary").all():
            summary.click()
        press(nothing, *typed, (f"{form} button", ""))(page, desk)

    return reach


def stale(page: Page, desk: Desk) -> None:
    """Somebody else writes a note between this page and its button."""
    first("/zgloszenia")(page, desk)
    other = page.context.new_page()
    other.goto(page.url)
    for one, note in ((other, "pierwsza"), (page, "Druga, która nie została zapisana.")):
        one.locator("summary", has_text="notatk").first.click()
        form = one.locator('form:has(input[name=move][value="note"])')
        form.locator("[name=note]").fill(note)
        form.locator("button").click()
        one.wait_for_load_state()
    other.close()


def forged(page: Page, desk: Desk) -> None:
    """A form with the token of no session."""
    page.goto(f"{desk.address}/dzisiaj")
    page.locator("form[action='/szukaj'] [name=token]").evaluate("one => one.value = 'x'")
    press(nothing, ("form[action='/szukaj'] button", ""))(page, desk)


def refused(page: Page, desk: Desk) -> None:
    """A move whose guards are missing, by a form that does not draw it."""
    first("/osoby?stan=")(page, desk)
    page.locator("[name=move]").first.evaluate("one => one.value = 'accept'")
    press(nothing, ('form:has([name=move][value="accept"]) button', ""))(page, desk)


def late(page: Page, desk: Desk) -> None:
    """A move by a clock that shows less than the newest change."""
    first("/zgloszenia")(page, desk)
    clock = desk.house.clock
    desk.house.clock = lambda: clock() - timedelta(days=3)
    press(nothing, ('form:has([name=move][value="take"]) button', ""))(page, desk)
    desk.house.clock = clock


def nothing(_page: Page, _desk: Desk) -> None:
    """The page that is there."""


def checked(page: Page, desk: Desk) -> None:
    """A right sheet of paper, to be compared."""
    page.goto(f"{desk.address}/kartki/{FORM.name}")
    fill(page)
    press(nothing, ("main form button", ""))(page, desk)


def oversized(page: Page, desk: Desk) -> None:
    """More than the desk takes."""
    page.goto(f"{desk.address}/dzisiaj")
    words = page.locator("#words")
    words.evaluate("one => { one.removeAttribute('maxlength'); one.value = 'a'.repeat(400000); }")
    press(nothing, ("form[action='/szukaj'] button", ""))(page, desk)


NEW = "/zgloszenia?stan=new"
TEAM = "form[action='/zespol']"
LISTS = {
    "submission": "/zgloszenia",
    "person": "/osoby",
    "request": "/prosby",
    "offer": "/oferty",
    "match": "/dopasowania",
    "notice": "/ogloszenia",
    "volunteering": "/porozumienia?stan=",
    "helping": "/umowy?stan=",
    "task": "/zadania?stan=",
    "reference": "/referencje?stan=",
    "support": "/wsparcia",
}
KEEPER = (Role.KEEPER,)

BEFORE: tuple[Sight, ...] = (
    Sight("locked", "open_up", at("/otworz"), (), trial=False),
    Sight(
        "wrong passphrase",
        "open_up",
        press(at("/otworz"), ("#passphrase", "zgaduję"), ("main button", "")),
        (),
        422,
        trial=False,
    ),
    Sight(
        "first account",
        "listed_team",
        press(at("/otworz"), ("#passphrase", PASSPHRASE), ("main button", "")),
        (),
        trial=False,
    ),
    Sight("entrance", "come_in", at("/wejdz"), (), trial=False),
    Sight(
        "not let in",
        "come_in",
        press(
            at("/wejdz"),
            ("#name", "Ewa"),
            ("#passphrase", "zgaduję"),
            ("#code", "123456"),
            ("main button", ""),
        ),
        (),
        422,
        trial=False,
    ),
    Sight(
        "account refused",
        "listed_team",
        press(
            at("/zespol"),
            (f"{TEAM} [name=name]", "Ewa"),
            (f"{TEAM} [name=passphrase]", "krótkie"),
            (f"{TEAM} [name=again]", "krótkie"),
            (f"{TEAM} button", ""),
        ),
        KEEPER,
        422,
        trial=False,
    ),
    Sight(
        "account issued",
        "listed_team",
        press(
            at("/zespol"),
            (f"{TEAM} [name=name]", "Ewa"),
            (f"{TEAM} [name=passphrase]", PASSPHRASE),
            (f"{TEAM} [name=again]", PASSPHRASE),
            (f"{TEAM} [value=programme]", ""),
            (f"{TEAM} button", ""),
        ),
        KEEPER,
        trial=False,
    ),
    Sight("team", "listed_team", at("/zespol"), KEEPER, trial=False),
    Sight("empty day", "today", at("/dzisiaj"), trial=False),
    Sight("empty list", "listed", at("/osoby"), trial=False),
    Sight("nobody to tell", "to_tell", at("/telefony"), trial=False),
    Sight("checked sheet", "sheet", checked, (Role.TYPIST,), trial=False),
    Sight(
        "kept sheet",
        "saved",
        press(checked, ("main [name=wz_step][value=zapisz]", "")),
        (Role.TYPIST,),
        trial=False,
    ),
    Sight("nothing to do", "home", at("/"), (Role.LEADER,), trial=False),
)
"""Coming in, and a desk without people, each as the one before leaves the desk."""

PAGES: tuple[Sight, ...] = (
    Sight("trial entrance", "come_in", at("/wejdz"), ()),
    Sight("day", "today", at("/dzisiaj")),
    Sight("day of an organization", "today", at("/dzisiaj"), (Role.ORGANIZATION,)),
    Sight("day on paper", "printed", at("/wydruk")),
    Sight("whom to tell", "to_tell", at("/telefony")),
    Sight("report", "printed_report", at("/sprawozdanie")),
    *(Sight(f"list: {kind}", "listed", at(path)) for kind, path in LISTS.items()),
    Sight("filters", "listed", at("/zgloszenia?stan=&moje=tak")),
    Sight("second page", "listed", at("/zgloszenia?stan=&strona=2")),
    Sight("found", "searched", press(at("/dzisiaj"), ("#words", "Zmyślona"), ("main button", ""))),
    *(Sight(f"sheet: {kind}", "shown", first(path)) for kind, path in LISTS.items()),
    Sight("sheet of an accepted one", "shown", first("/zgloszenia?stan=accepted")),
    *(Sight(f"erase: {kind}", "erased", first(path, "/skasuj")) for kind, path in LISTS.items()),
    *(
        Sight(f"paper: {kind}", "printed_thing", first(LISTS[kind], "/druk"))
        for kind in ("volunteering", "helping", "task", "reference")
    ),
    Sight("what to tell", "told_person", first("/osoby", "/dane")),
    Sight("told", "told_person", press(first("/osoby", "/dane"), ("main form button", ""))),
    Sight("who can help", "who_can_help", first("/prosby?stan=open", "/kto-moze")),
    Sight("words missing", "moved", move("/prosby", "note"), status=422),
    Sight("stale", "moved", stale, status=409),
    Sight("refused", "moved", refused, status=409),
    Sight("late clock", "", late, status=503),
    Sight("sheets of paper", "sheets", at("/kartki"), (Role.TYPIST,)),
    Sight("sheet of paper", "sheet", at("/kartki/potrzeba"), (Role.TYPIST,)),
    Sight(
        "sheet with mistakes",
        "sheet",
        press(at("/kartki/potrzeba"), ("main form button", "")),
        (Role.TYPIST,),
        422,
    ),
    Sight("team of a trial", "listed_team", at("/zespol"), KEEPER),
    Sight("not found", "", at("/nie-ma"), status=404),
    Sight("forged", "", forged, status=403),
    Sight("wrong way", "", at("/szukaj"), status=404),
    Sight("too long", "", oversized, status=413),
)  # fmt: skip
