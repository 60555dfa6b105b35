"""The command `wzajemnie`: the only file that joins publishing and receiving.

Imports inside functions keep each command quick: `check` needs neither MkDocs nor Flask.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from catalog.loading import load
from catalog.model import Catalog
from catalog.records.problems import ContentError
from catalog.text.command_words import speak_polish
from catalog.text.phrases import plural

_ROOT = Path(__file__).resolve().parent
_COUNTED = (
    ("organizations", "organizacja", "organizacje", "organizacji"),
    ("partnerships", "partnerstwo", "partnerstwa", "partnerstw"),
    ("real_clubs", "klub", "kluby", "klubów"),
    ("projects", "projekt", "projekty", "projektów"),
    ("forms", "formularz", "formularze", "formularzy"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; answers the exit code."""
    speak_polish()
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except ContentError as error:
        print(error, file=sys.stderr)
        number = len(error.problems)
        words = plural(number, "problem", "problemy", "problemów")
        print(f"\n{number} {words}. Nic nie zostało zmienione.", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    from forms_backend.cli.commands import add_commands
    from forms_backend.cli.terminal import refusing

    parser = argparse.ArgumentParser(prog="wzajemnie", description="Katalog i formularze programu.")
    commands = parser.add_subparsers(required=True, metavar="POLECENIE")
    for name, run, words in (
        ("check", _check, "sprawdź content/ i wypisz wszystkie problemy"),
        ("build", _build, "zbuduj stronę i podmień ją w jednej chwili"),
        ("run", _run, "zbuduj stronę i pokaż ją z formularzami na tym komputerze"),
    ):
        command = commands.add_parser(name, help=words, description=words)
        command.add_argument("--content", type=Path, default=Path("content"), metavar="FOLDER")
        command.add_argument("--site", type=Path, default=Path("site"), metavar="FOLDER")
        command.add_argument(
            "--forms-url",
            default="",
            metavar="ADRES",
            help="adres usługi; puste: ten sam serwer; none: nie ma jej, formularze są zamknięte",
        )
        if name == "run":
            command.add_argument("--port", type=int, default=8000)
        command.set_defaults(run=refusing(run))
    words = "zapisz zmyślony katalog do prób"
    sample = commands.add_parser("sample", help=words, description=words)
    sample.add_argument("number", type=int, metavar="N", help="ile organizacji")
    sample.add_argument("folder", type=Path, metavar="FOLDER", help="nowy folder")
    sample.add_argument("--content", type=Path, default=Path("content"), metavar="FOLDER")
    sample.set_defaults(run=_sample)
    words = "odśwież podpowiedzi i opis pól dla redaktorów"
    schema = commands.add_parser("schema", help=words, description=words)
    schema.add_argument("--content", type=Path, default=Path("content"), metavar="FOLDER")
    schema.add_argument(
        "--openapi", type=Path, metavar="PLIK", help="zapisz tu tylko opis formularzy (OpenAPI)"
    )
    schema.set_defaults(run=_schema)
    add_commands(commands)
    return parser


def _check(options: argparse.Namespace) -> int:
    catalog = load(options.content)
    for warning in catalog.warnings:
        print(f"Uwaga: {warning}")
    print(f"Wszystko w porządku: {_counted(catalog)}.")
    print(f"Do tego {_counted_besides(catalog)}.")
    return 0


def _counted(catalog: Catalog) -> str:
    shelves = ((len(getattr(catalog, name)), forms) for name, *forms in _COUNTED)
    return ", ".join(f"{number} {plural(number, *forms)}" for number, forms in shelves)


def _counted_besides(catalog: Catalog) -> str:
    """What stands inside records or behind them: a slip there hides as well as a lost file."""
    numbers = (
        (
            sum(len(one.services) for one in catalog.organizations.values()),
            ("rodzaj pomocy", "rodzaje pomocy", "rodzajów pomocy"),
        ),
        (len(catalog.standards), ("standard", "standardy", "standardów")),
        (len(catalog.sources), ("źródło", "źródła", "źródeł")),
        (
            sum(len(one.terms) for one in catalog.taxonomies.values()),
            ("termin", "terminy", "terminów"),
        ),
        (len(catalog.places.towns), ("miejscowość", "miejscowości", "miejscowości")),
    )
    return ", ".join(f"{number} {plural(number, *forms)}" for number, forms in numbers)


def _sample(options: argparse.Namespace) -> int:
    from catalog.sample.writer import SampleError, write_sample

    try:
        written = write_sample(options.number, options.content, options.folder)
    except SampleError as error:
        print(error, file=sys.stderr)
        return 1
    words = plural(written, "zmyślony wpis", "zmyślone wpisy", "zmyślonych wpisów")
    print(f"Gotowe: {written} {words} w {options.folder}/.")
    return 0


def _schema(options: argparse.Namespace) -> int:
    if options.openapi is not None:
        return _describe_forms(options.openapi)
    from catalog.editing.field_guide import PAGE, field_guide
    from catalog.editing.schemas import FOLDER, write_schemas

    write_schemas(load(options.content), options.content)
    page = _ROOT / "docs" / "pl" / PAGE
    page.write_text(field_guide(), encoding="utf-8", newline="\n")
    print(f"Gotowe: podpowiedzi w {options.content / FOLDER}/ i opis pól w docs/pl/{PAGE}.")
    return 0


def _describe_forms(file: Path) -> int:
    from catalog.text.gettext_files import FOLDER, language
    from catalog.text.language import CODES
    from forms_backend.config import Settings, SettingsError
    from forms_backend.openapi import describe
    from forms_backend.serving.service import Published

    settings = Settings.from_environment()
    languages = [language(code, settings.templates / FOLDER) for code in CODES]
    try:
        description = describe(Published(settings.publication).current, languages)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 1
    text = json.dumps(description, ensure_ascii=False, indent=1)
    file.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    print(f"Gotowe: opis formularzy w {file}.")
    return 0


def _build(options: argparse.Namespace) -> int:
    return 0 if build(options.content, options.site, options.forms_url) else 1


def build(content: Path, site: Path, forms_url: str = "") -> bool:
    """Build `content` into a fresh folder and let `site` point to it; False when it failed.

    Raises ContentError before anything is written.
    """
    from catalog.website.build.plugin import BuildError, build_prose_and_data
    from catalog.website.build.site_folder import fresh_folder, replace_site
    from catalog.website.print.club_pdfs import missing

    catalog = load(content)
    folder = fresh_folder(Path("var/builds"), site)
    try:
        pages = build_prose_and_data(
            _ROOT / "mkdocs.yml", catalog, folder, Path("var/publish/forms.json"), forms_url
        )
    except BuildError as error:
        print(f"Strona nie powstała: {error}", file=sys.stderr)
        return False
    replace_site(site, folder)
    if note := missing(catalog):
        print(note)
    words = plural(pages, "strona", "strony", "stron")
    print(f"Gotowe: {pages} {words} w {site}/ ({_counted(catalog)}).")
    return True


def _run(options: argparse.Namespace) -> int:
    from forms_backend.serving.preview import preview

    if not build(options.content, options.site, options.forms_url):
        return 1
    return preview(options.site, options.port)


if __name__ == "__main__":
    sys.exit(main())
