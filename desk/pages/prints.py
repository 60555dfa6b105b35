"""Papers of a thing, as a page that a browser prints and as a PDF; the report of a year; and
what a person is told of themselves.
"""

from __future__ import annotations

from flask import Response, abort, make_response, render_template, request

from catalog.website.print.typst_pdf import AVAILABLE, UnprintableError
from desk.disclosure.export_file import as_json
from desk.disclosure.exporting import EXPORTED, export_person
from desk.pages.gate import house, scope
from desk.record.moves import note_printing
from desk.record.reads import whole_thing
from desk.reports.yearly import yearly_report
from desk.rules.hours import shown
from desk.rules.move import Thing
from desk.views.cards import card, path_of
from desk.views.paper_pdf import pdf_of
from desk.views.papers import SIGNATURE, Paper, paper_of
from desk.views.told_person import told_things

WITHOUT_TYPST = (
    "PDF-a tu nie zrobimy: na komputerze stanowiska brakuje programu typst (dodatek „print”). "
    "Wydrukuj tę stronę z przeglądarki."
)
YEARS = 6
"""This one, and those before it for which a report can be asked."""
PROGRAMME = "Program, bez organizacji"
_TRIAL = "POKAZ. Zmyślone osoby."


def printed_thing(reference: str) -> Response:
    """What is printed of it, with places to fill in by hand; that somebody did is noted."""
    thing, paper = _paper(reference)
    note_printing(house().record, scope(), house().now, thing)
    page = render_template(
        "desk/paper.html",
        paper=paper,
        path=path_of(thing),
        signature=SIGNATURE,
        no_pdf="" if AVAILABLE else WITHOUT_TYPST,
    )
    return make_response(page)


def printed_pdf(reference: str) -> Response:
    """The same as a PDF to save, noted alike. It exists in memory until it is sent."""
    thing, paper = _paper(reference)
    if not AVAILABLE:
        return _not_made(WITHOUT_TYPST, 503)
    trial = _TRIAL if house().demonstration else ""
    try:
        made = pdf_of(paper, house().settings.templates.resolve(), trial)
    except UnprintableError as error:
        return _not_made(
            f"Nasze pismo w PDF-ie nie ma znaku „{error}”, a tekstu nie wolno zmienić. "
            "Wydrukuj stronę z przeglądarki.",
            422,
        )
    note_printing(house().record, scope(), house().now, thing)
    response = make_response(made)
    response.mimetype = "application/pdf"
    # Its number alone: a name of a file is seen where nobody should see a person's.
    response.headers["Content-Disposition"] = f'attachment; filename="{thing.reference}.pdf"'
    return response


def printed_report() -> Response:
    """The report of a year for funders; of this one where none is asked for."""
    this = house().today.year
    years = [this - back for back in range(YEARS)]
    typed = request.args.get("rok", str(this))
    year = next((one for one in years if str(one) == typed), None)
    if year is None:
        abort(404)
    report = yearly_report(house().record, scope(), year, house().now, house().today)
    page = render_template(
        "desk/report.html",
        report=report,
        names={**house().organizations, None: PROGRAMME},
        years=years,
        hours_of=shown,
    )
    return make_response(page)


def _paper(reference: str) -> tuple[Thing, Paper]:
    item = whole_thing(house().record, scope(), reference, house().today).item
    paper = paper_of(item.thing, item.detail, house().choices, house().today)
    if paper is None:
        abort(404)
    return item.thing, paper


def _not_made(why: str, status: int) -> Response:
    page = render_template("desk/trouble.html", what="Nie ma PDF-a", advice=why)
    return make_response(page, status)


def told_person(reference: str) -> Response:
    """Ask what it shall be; then a page or a file, each a line of the chain."""
    item = whole_thing(house().record, scope(), reference, house().today).item
    if item.thing.kind not in EXPORTED:
        abort(404)
    if request.method == "GET":
        asked = card(item, house().choices, house().today)
        return make_response(render_template("desk/ask_told.html", card=asked))
    export = export_person(house().record, scope(), reference, house().now)
    if request.form.get("as") == "file":
        answer = make_response(as_json(export))
        answer.headers["Content-Type"] = "application/json; charset=utf-8"
        name = f"dane-{export.reference}.json"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
    page = render_template(
        "desk/told.html",
        path=path_of(item.thing),
        export=export,
        things=told_things(export, house().choices),
        today=house().today,
    )
    return make_response(page)
