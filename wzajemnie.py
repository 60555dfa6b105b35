"""The command `wzajemnie`: the only file that joins publishing, receiving and running.

Imports inside functions keep each command quick: `check` needs neither MkDocs nor Flask.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from catalog.counts import counted, counted_besides
from catalog.loading import load
from catalog.model import Catalog
from catalog.records.problems import ContentError
from catalog.text.phrases import plural
from forms_backend.cli.command_line import FILE, NUMBER, PORT, Group, OneOf
from forms_backend.cli.commands import COMMANDS
from forms_backend.operator_error import OperatorError
from forms_backend.terminal_text import say

if TYPE_CHECKING:
    from forms_backend.config import Settings

_ROOT = Path(__file__).resolve().parent
_TRIAL_TAKES = ("WZAJEMNIE_HOST", "WZAJEMNIE_THREADS", "WZAJEMNIE_ALTCHA")
"""What a trial takes over from the environment: nothing that names a place or a person."""


class _Program(Group):
    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ContentError as error:
            print(error, file=sys.stderr)
            number = len(error.problems)
            words = plural(number, "problem", "problemy", "problemów")
            print(f"\n{number} {words}. Nic nie zostało zmienione.", file=sys.stderr)
            ctx.exit(1)


program = _Program("wzajemnie", help="Katalog i formularze programu.", lazy=COMMANDS)
"""Every command; what tests call."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and end with its exit code."""
    program.main(arguments, prog_name="wzajemnie")


_content = click.option(
    "--content", type=FILE, default="content", metavar="FOLDER", help="wpisy, zwykle content"
)
_site = click.option(
    "--site", type=FILE, default="site", metavar="FOLDER", help="strona, zwykle site"
)
_forms_url = click.option(
    "--forms-url",
    default="",
    metavar="ADRES",
    help="adres usługi; puste: ten sam serwer; none: nie ma jej, formularze są zamknięte",
)


_notices = click.option(
    "--notices",
    type=FILE,
    metavar="PLIK",
    help="ogłoszenia ze stanowiska; zwykle z folderu wymiany (WZAJEMNIE_EXCHANGE)",
)


@program.command("check", help="sprawdź content/ i wypisz wszystkie problemy")
@_content
@_site
@_forms_url
def _check(content: Path, **_unused: object) -> int:
    catalog = load(content)
    for warning in catalog.warnings:
        print(f"Uwaga: {warning}")
    print(f"Wszystko w porządku: {counted(catalog)}.")
    print(f"Do tego {counted_besides(catalog)}.")
    return 0


@program.command("sample", help="zapisz zmyślony katalog do prób")
@click.argument("number", type=NUMBER, metavar="N", help="ile organizacji")
@click.argument("folder", type=FILE, metavar="FOLDER", help="nowy folder")
@_content
def _sample(number: int, folder: Path, content: Path) -> int:
    from catalog.sample.writer import SampleError, write_sample

    try:
        written = write_sample(number, content, folder)
    except SampleError as error:
        print(error, file=sys.stderr)
        return 1
    words = plural(written, "zmyślony wpis", "zmyślone wpisy", "zmyślonych wpisów")
    print(f"Gotowe: {written} {words} w {folder}/.")
    return 0


@program.command("schema", help="odśwież podpowiedzi i opis pól dla redaktorów")
@_content
def _schema(content: Path) -> int:
    from catalog.editing.editor_settings import wire
    from catalog.editing.field_guide import PAGE, field_guide
    from catalog.editing.schemas import FOLDER, write_schemas

    write_schemas(load(content), content)
    page = _ROOT / "docs" / "pl" / PAGE
    page.write_text(field_guide(), encoding="utf-8", newline="\n")
    wire(_ROOT)
    print(f"Gotowe: podpowiedzi w {content / FOLDER}/ i opis pól w docs/pl/{PAGE}.")
    return 0


@program.command("build", help="zbuduj stronę i podmień ją w jednej chwili")
@_content
@_site
@_forms_url
@click.option(
    "--publish",
    type=FILE,
    metavar="PLIK",
    help="gdzie zapisać formularze dla usługi; przy --site zwykle FOLDER.var/publish",
)
@_notices
def _build(
    content: Path, site: Path, forms_url: str, publish: Path | None, notices: Path | None
) -> int:
    settings = settings_of(site)
    if publish:
        settings = replace(settings, publication=publish)
    if not build(content, site, settings, forms_url, notices):
        return 1
    if _trial(site) and not publish:
        print(
            f"To próba: formularze tej strony są w {settings.publication}. Usługa, która przyjmuje "
            "zgłoszenia, ich nie widzi; do niej prowadzi --publish."
        )
    return 0


def settings_of(site: Path) -> Settings:
    """The settings of the service that belongs to a site. Raises SettingsError.

    Another site than `site` is a trial: its forms, keys and submissions live beside it, whatever
    the environment says of the real ones, so that trying touches nothing of what serves people.
    """
    from forms_backend.config import Settings

    if not _trial(site):
        return Settings.from_environment()
    calm = {name: value for name, value in os.environ.items() if name in _TRIAL_TAKES}
    return Settings.from_environment(
        calm | {"WZAJEMNIE_VAR": str(site.with_name(f"{site.name}.var"))}
    )


def _trial(site: Path) -> bool:
    return site.absolute() != Path("site").absolute()


def build(
    content: Path,
    site: Path,
    settings: Settings,
    forms_url: str = "",
    notices: Path | None = None,
) -> bool:
    """Build `content` into a fresh folder and let `site` point to it; False when it failed.

    notices: the file that the desk writes, by default the one of the exchange. Raises ContentError
    before anything is written.
    """
    return _build_catalog(load(content), site, settings, forms_url, notices)


def _build_catalog(
    catalog: Catalog, site: Path, settings: Settings, forms_url: str, notices: Path | None
) -> bool:
    from catalog.board import Board, BoardError, board_file, with_board
    from catalog.upkeep import FILE as ERASURES
    from catalog.upkeep import Upkeep
    from catalog.website.build.plugin import BuildError, build_prose_and_data
    from catalog.website.build.site_folder import fresh_folder, replace_site
    from catalog.website.lookup.build_day import build_day
    from catalog.website.print.club_pdfs import missing

    try:
        board = Board.read(notices or board_file(settings.exchange))
        catalog, refused = with_board(catalog, board, build_day())
        catalog = replace(catalog, upkeep=Upkeep.read(settings.var / ERASURES))
        folder = fresh_folder(settings.var / "builds", site)
        prose = _ROOT / "mkdocs.yml"
        pages = build_prose_and_data(prose, catalog, folder, settings.publication, forms_url)
    except (BoardError, BuildError) as error:
        print(f"Strona nie powstała: {error}", file=sys.stderr)
        return False
    for number, why in refused:
        print(f"Uwaga: ogłoszenia {number} nie ma na stronie: {why}")
    replace_site(site, folder)
    if note := missing(catalog):
        print(note)
    words = plural(pages, "strona", "strony", "stron")
    print(f"Gotowe: {pages} {words} w {site}/ ({counted(catalog)}).")
    return True


@program.command("run", help="zbuduj stronę i pokaż ją z formularzami na tym komputerze")
@_content
@_site
@_forms_url
@click.option("--port", type=PORT, default=8000, metavar="PORT", help="zwykle 8000")
def _run(content: Path, site: Path, forms_url: str, port: int) -> int:
    from forms_backend.local.child_processes import build_on_change
    from forms_backend.serving.preview import preview

    settings = settings_of(site)
    catalog = load(content)
    shown = None
    if catalog.publisher.demonstration and _has_desk():
        from desk.demo.notices import publish_first_board

        shown = publish_first_board(settings.var)
    if not _build_catalog(catalog, site, settings, forms_url, shown):
        return 1
    desk, ended = list[subprocess.Popen[str]](), threading.Event()
    again = ["build", "--content", str(content), "--site", str(site), "--forms-url", forms_url]
    try:
        beside = partial(_start_desk, desk, site, port + 1)
        if shown is not None:
            watch = shown, [*again, "--notices", str(shown)], desk, ended
            threading.Thread(target=build_on_change, args=watch, daemon=True).start()
        return preview(site, port, settings, beside)
    finally:
        ended.set()
        for one in desk:
            one.terminate()
            one.wait()


def _start_desk(started: list[subprocess.Popen[str]], site: Path, port: int) -> None:
    """The desk of the demonstration, in a process of its own: keys stay out of the public one.

    It says one line when it is ready, or why it is not there; the site does not wait for it. Its
    input ends with this process.
    """
    from forms_backend.local.child_processes import tell_of_desk

    if not _has_desk():
        say("Stanowisko koordynatora pominięte: nie ma tu dodatku „desk” (sqlcipher3).")
        return
    words = [sys.executable, "-m", "wzajemnie", "desk", "--demo", "--site", str(site)]
    words += ["--port", str(port)]
    desk = subprocess.Popen(  # noqa: S603 - our own command
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    started.append(desk)
    threading.Thread(target=tell_of_desk, args=(desk,), daemon=True).start()


def _has_desk() -> bool:
    return all(find_spec(one) is not None for one in ("sqlcipher3", "alembic", "pyotp"))


@program.command("desk", help="stanowisko koordynatorów: otwiera zgłoszenia i prowadzi je dalej")
@click.argument(
    "action",
    type=OneOf(("serve", "check", "reseal", "rekey", "backup", "restore", "export-person")),
    default="serve",
    metavar="[CO]",
    help="serve: działaj; check: sprawdź bazę i dziennik; reseal: po zmianie kluczy; "
    "rekey: nowy klucz bazy, gdy odchodzi ktoś, kto znał stary; backup: zapisz kopię, także "
    "w czasie pracy; restore: przywróć ją do pustego folderu; export-person: zapisz wszystko, co "
    "wiemy o jednej osobie",
)
@click.argument(
    "words",
    nargs=-1,
    metavar="[NUMER] [PLIK]",
    help="backup, restore: plik kopii; export-person: numer osoby albo jej zgłoszenia i nowy plik",
)
@click.option("--head", metavar="SKRÓT", help="check, restore: koniec dziennika zapisany wcześniej")
@click.option(
    "--key",
    type=FILE,
    metavar="PLIK",
    help="reseal, rekey: poprzedni klucz prywatny; restore: klucz, który otwiera kopię, "
    "albo kartka",
)
@click.option("--demo", is_flag=True, help="pokaz: zmyślone osoby, bez hasła")
@click.option("--port", type=PORT, default=8001, metavar="PORT", help="port pokazu, zwykle 8001")
@_site
def _desk(  # noqa: PLR0913, PLR0917 -- one parameter an option
    action: str,
    words: tuple[str, ...],
    head: str | None,
    key: Path | None,
    port: int,
    site: Path,
    *,
    demo: bool,
) -> int:
    if not _has_desk():
        say("Stanowisko wymaga dodatku: pip install 'wzajemnie[desk]'", error=True)
        return 1
    from desk.commands import export_to_file, run_desk, show_desk

    settings = settings_of(site)
    if demo:
        return show_desk(settings, port)
    if action == "export-person":
        if len(words) != 2:
            raise OperatorError("Podaj numer i nowy plik: wzajemnie desk export-person NUMER PLIK")
        return export_to_file(settings, words[0], Path(words[1]))
    if len(words) > 1:
        raise OperatorError(f"Za dużo słów po „{action}”: {' '.join(words[1:])}")
    return run_desk(action, settings, Path(words[0]) if words else None, head, key)


if __name__ == "__main__":
    main()
