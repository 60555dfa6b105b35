"""Laws of forms on paper: every question is there with room for its answer, and nothing else is."""

from __future__ import annotations

import ctypes
import json
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw
import pytest
import zxingcpp

from catalog.forms.form import Choice, Form
from catalog.records.publisher import PublisherFile
from catalog.text.language import Language
from catalog.website.build.published_forms import choices
from catalog.website.print.form_pdfs import Paper, form_job, papers
from tests.conftest import BOTH, ROOT, BuiltSite
from tests.forms_backend.synthetic_service import FORM
from tests.real_content import CATALOG
from tests.tools import TYPST

SITE = "https://example.org"
RUN = CATALOG.publisher.model_copy(
    update={
        "name": "Fundacja Próbna",
        "phone": "+48221234567",
        "email": "biuro@przyklad.example",
        "street": "Próbna 1",
        "postal_code": "00-001",
        "town": "Łódź",
    }
)
MARKED = "Organizacja z listy"


def compiled(organizations: int = 1) -> dict[str, Form]:
    """The real forms, none closed, with so many organizations to choose from."""
    made = tuple(
        Choice(value=f"organizacja-{number}", label=f"{MARKED} {number}")
        for number in range(organizations)
    )
    known = {name: offered or made for name, offered in choices(CATALOG).items()}
    known["organizations/programme"] = made
    return {name: form.with_choices(known) for name, form in CATALOG.forms.items()}


FORMS = compiled()


def made(publisher: PublisherFile = RUN) -> dict[str, Paper]:
    """Every real form on paper."""
    return papers(FORMS, CATALOG.forms, publisher, SITE, ROOT / "site_templates")


@pytest.fixture(scope="module")
def printed() -> dict[str, Paper]:
    """The same, made once."""
    return made()


@pytest.fixture(params=sorted(FORMS))
def form(request: pytest.FixtureRequest) -> Form:
    """Each real form."""
    return FORMS[request.param]


@pytest.fixture
def document(form: Form, printed: dict[str, Paper]) -> Iterator[pypdfium2.PdfDocument]:
    """Its print, opened by somebody else's reader."""
    with pypdfium2.PdfDocument(printed[form.name].content) as opened:
        yield opened


def words_of(document: pypdfium2.PdfDocument) -> str:
    """All words in the order in which they are read, whatever the lines."""
    pages = (page.get_textpage().get_text_range() for page in document)
    return " ".join(" ".join(pages).split())


def plain(text: str) -> str:
    """A text with single common spaces."""
    return " ".join(text.split())


def drawn(form: Form, publisher: PublisherFile = RUN) -> Any:
    """What the template gets for a form that names no list."""
    return json.loads(form_job(form, form, publisher, SITE).data)


@TYPST.needed
def test_each_page_is_a4_and_tagged(document: pypdfium2.PdfDocument, form: Form) -> None:
    """A4, few pages, tags and a title for a screen reader."""
    assert 2 <= len(document) <= 5
    assert {(595, 842)} == {tuple(round(side) for side in page.get_size()) for page in document}
    assert pypdfium2.raw.FPDFCatalog_IsTagged(document)
    assert form.title == document.get_metadata_value("Title")
    assert {"H1", "H2", "P", "L", "Figure"} <= set(tags_of(document))


def tags_of(document: pypdfium2.PdfDocument) -> Iterator[str]:
    """The kinds of all structure elements."""

    def below(element: Any) -> Iterator[str]:
        size = pypdfium2.raw.FPDF_StructElement_GetType(element, None, 0)
        text = ctypes.create_string_buffer(size)
        pypdfium2.raw.FPDF_StructElement_GetType(element, text, size)
        yield text.raw.decode("utf-16-le").rstrip("\0")
        for index in range(pypdfium2.raw.FPDF_StructElement_CountChildren(element)):
            child = pypdfium2.raw.FPDF_StructElement_GetChildAtIndex(element, index)
            if child:
                yield from below(child)

    for page in document:
        tree = pypdfium2.raw.FPDF_StructTree_GetForPage(page)
        for index in range(pypdfium2.raw.FPDF_StructTree_CountChildren(tree)):
            yield from below(pypdfium2.raw.FPDF_StructTree_GetChildAtIndex(tree, index))
        pypdfium2.raw.FPDF_StructTree_Close(tree)


@TYPST.needed
def test_every_question_and_choice_is_printed_in_order(
    document: pypdfium2.PdfDocument, form: Form
) -> None:
    """Questions with their numbers, hints and choices stand in the order of the definition."""
    text, at = words_of(document), 0
    for number, question in enumerate(form.asked, start=1):
        at = text.find(plain(f"{number}. {question.label}"), at)
        assert at > 0, question.label
        for said in (question.hint, *(choice.label for choice in question.choices)):
            assert plain(said or "") in text[at:]


@TYPST.needed
def test_paper_says_what_becomes_of_it(document: pypdfium2.PdfDocument, form: Form) -> None:
    """Who has the data and for how long, what comes next, where to hand it in, which version."""
    text = words_of(document)
    for said in (
        "Fundacja Próbna, Próbna 1, 00-001 Łódź. Telefon: 22 123 45 67.",
        f"najpóźniej {form.retention_days} dni od daty",
        f"Wersja tej informacji: {form.clause.version}/{RUN.clause_version}/papier.",
        form.clause.purpose,
        *(() if form.transfer else form.next_steps),
        "Numer zgłoszenia",
    ):
        assert plain(said) in text
    assert len(document) == text.count(f"wersja {form.paper_version(RUN.clause_version)}")
    assert f"strona {len(document)} z {len(document)}" in text


@TYPST.needed
def test_the_code_leads_to_the_form(document: pypdfium2.PdfDocument, form: Form) -> None:
    """A decoder that is not ours reads the address of the form's page."""
    picture = document[0].render(scale=2, grayscale=True)
    rows = memoryview(bytes(picture.buffer)).cast("B", (picture.height, picture.stride))
    assert [SITE + form.path] == [one.text for one in zxingcpp.read_barcodes(rows)]


@TYPST.needed
def test_printing_again_gives_the_same_bytes(printed: dict[str, Paper]) -> None:
    """No clock gets into a print."""
    assert printed == made()


@TYPST.needed
def test_a_copy_that_nobody_runs_says_so() -> None:
    """Without a publisher nobody is asked to hand anything in."""
    paper = made(CATALOG.publisher)["uczestnik"]
    with pypdfium2.PdfDocument(paper.content) as opened:
        text = words_of(opened)
    assert "Nie wpisuj tu prawdziwych danych i nikomu nie oddawaj tej kartki." in text
    assert "Oddaj kartkę" not in text


@TYPST.needed
def test_a_closed_form_is_not_printed() -> None:
    """Nobody fills in by hand what nobody takes."""
    published = {name: form.with_choices(choices(CATALOG)) for name, form in CATALOG.forms.items()}
    templates = ROOT / "site_templates"
    assert {name for name, form in published.items() if not form.closed} == set(
        papers(published, CATALOG.forms, RUN, SITE, templates)
    )


def test_an_unknown_address_is_asked_for() -> None:
    """Where the publisher has no street, people are told whom to ask and not where to go."""
    hidden = RUN.model_copy(update={"street": None, "postal_code": None, "town": None})
    told = plain(" ".join(drawn(FORM, hidden)["hand_in"]))
    assert "Zapytaj: Fundacja Próbna. Telefon: 22 123 45 67." in told
    assert "oddać ją tutaj" not in told


def test_the_template_has_no_words() -> None:
    """Whatever a reader sees is handed to the template, so that it can be said in any language."""
    template = (ROOT / "site_templates" / "print" / "form.typ").read_text(encoding="utf-8")
    code = [line for line in template.splitlines() if not line.startswith("//")]
    assert {"·"} >= {sign for line in code for sign in line if not sign.isascii()}


def test_a_long_list_becomes_a_line() -> None:
    """Sixty organizations are not printed; one writes the name, or ticks what stands beside."""
    many = compiled(60)["uczestnik"]
    data = json.loads(form_job(many, CATALOG.forms["uczestnik"], RUN, SITE).data)
    asked = data["sections"][0]["questions"][0]
    assert (1, True) == (asked["lines"], asked["listed"])
    assert [["Pomóżcie mi wybrać"]] == [[one["label"] for one in row] for row in asked["boxes"]]
    assert MARKED not in json.dumps(data, ensure_ascii=False)


def test_conditions_name_the_question_by_its_number() -> None:
    """A question that depends on another says when to answer it."""
    form = FORMS["potrzeba"]
    sections = json.loads(form_job(form, CATALOG.forms[form.name], RUN, SITE).data)["sections"]
    only = {one["label"]: one["only"] for section in sections for one in section["questions"]}
    number = [one.name for one in form.asked].index("by_when") + 1
    told = f"Wypełnij tylko, jeśli w pytaniu {number} zaznaczasz: „Do konkretnego dnia”."
    assert told == plain(only["Do którego dnia?"])
    assert "" == only["Na kiedy?"]


def test_room_follows_the_longest_answer() -> None:
    """Short text a line, long text more and never a whole page, a date its eight cells."""
    data = drawn(FORM)
    sections = (*data["sections"], data["last"])
    room = {
        plain(one["label"]): (one["lines"], one["cells"])
        for section in sections
        for one in section["questions"]
    }
    assert (1, []) == room["Jak masz na imię?"]
    assert (9, []) == room["Uwagi"]
    assert (0, []) == room["Dziękujemy, że piszesz."]
    assert [2, 2, 4] == room["Od kiedy?"][1]


def test_who_helps_may_stay_the_contact_where_one_is_needed() -> None:
    """The helper's part is on forms that need a contact; a report of a mistake needs none."""
    shown = {
        name: json.loads(form_job(form, CATALOG.forms[name], RUN, SITE).data)["helper"] is not None
        for name, form in FORMS.items()
    }
    assert {"darowizna", "poprawka"} == {name for name, there in shown.items() if not there}


@BOTH
@TYPST.needed
def test_form_pages_lead_to_their_print(built_site: BuiltSite, language: Language) -> None:
    """The site has the print of each open form beside its page, and says how large it is."""
    said = {"pl": "Ten formularz jest teraz zamknięty.", "en": "This form is closed now."}
    for polish in built_site.below("formularze"):
        page = built_site.paths()[language.path(polish.path)]
        name = page.path.split("/")[-2]
        links = [one for one in page.all("a") if one["href"].endswith(f"{name}.pdf")]
        file = built_site.folder / page.path.strip("/") / f"{name}.pdf"
        assert file.exists() == bool(links)
        closed = said[language.code] in page.words()
        assert (1 - closed) == len(links)
        for link in links:
            size = -(-file.stat().st_size // 1024)
            assert f"(PDF, {size} KB)" in plain(link.text)
