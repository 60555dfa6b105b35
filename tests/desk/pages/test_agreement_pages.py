"""From an agreed match to a certificate, by what stands on the pages and on the papers."""

from __future__ import annotations

from desk.details.agreements import Agreement
from desk.record.reads import whole_thing
from desk.rules.agreement_text import UNREVIEWED, short
from desk.rules.move import Thing
from desk.rules.roles import Role
from desk.views.cards import PATHS
from tests.desk.desk_houses import Place, do, seen_in
from tests.desk.desk_people import ASKS, HELPS, TERMS, agreed, of_kind, pair, sent
from tests.desk.desk_records import NOW, PROGRAMME

DAY = NOW.date().isoformat()


def path_of(thing: Thing) -> str:
    """The address of its sheet."""
    return f"{PATHS[thing.kind]}/{thing.reference}"


def test_from_match_to_certificate_by_buttons(place: Place) -> None:
    """Prepare, settle, agree by telephone and on paper, conclude, delegate, work, certify."""
    keep = place.keep(sent("potrzeba", ASKS), sent("oferta", HELPS))
    _request, _offer, match = pair(place.record, (keep[0], keep[1]))
    agreed(place.record, match)
    ewa = place.browser(Role.PROGRAMME)
    volunteering = do(ewa, path_of(match), "prepare agreements")
    assert volunteering.startswith("/porozumienie/")
    (helping,) = of_kind(place.record, "helping")
    assert 404 == ewa.get(f"{volunteering}/druk").status_code
    for path, step, given in (
        (volunteering, "agreed by phone", {"read_aloud": "tak"}),
        (path_of(helping), "agreed on paper", {"folder": "segregator 1"}),
    ):
        do(ewa, path, "set terms", **TERMS)
        page = ewa.page(path)
        for words in ("Tak jest teraz", "1. Jedna i", "Naprawa kranu w soboty.", UNREVIEWED):
            assert words in page
        do(ewa, path, step, **given)
        do(ewa, path, "conclude")
        assert "Obowiązuje do" in ewa.page(PATHS_OF_LISTS[path.split("/")[1]])
    assert "przez telefon, zapisuje ewa" in ewa.page(volunteering)
    detail = whole_thing(place.record, PROGRAMME, helping.reference, NOW.date()).item.detail
    assert isinstance(detail, Agreement)
    paper = ewa.page(f"{path_of(helping)}/druk")
    for words in (short(detail.wordings[-1].digest), "data i podpis", helping.reference):
        assert words in paper
    refused = ewa.post(f"{path_of(match)}/ruch", move="delegate", seen=seen_in(ewa.page(
        path_of(match))), day=DAY, insured="policy")  # fmt: skip
    assert "sprawdź w rejestrze" in refused.get_data(as_text=True)
    helper = of_kind(place.record, "person")[1]
    do(ewa, path_of(helper), "child check", child_check=DAY)
    task = do(ewa, path_of(match), "delegate", day=DAY, insured="policy")
    card = ewa.page(f"{task}/druk")
    assert "Adres" in card
    for private in ("601234567", "601 234 567", "jan@example.org"):
        assert private not in card
    assert "zadanie w terenie" in ewa.page("/dzisiaj")
    do(ewa, task, "begin", note="")
    do(ewa, task, "record hours", worked=DAY, hours="1:30")
    wrong = ewa.post(f"{task}/ruch", move="record hours", seen=seen_in(ewa.page(task)),
                     worked=DAY, hours="trochę")  # fmt: skip
    assert 422 == wrong.status_code
    assert "„trochę” to nie są godziny" in wrong.get_data(as_text=True)
    do(ewa, task, "done", note="")
    reference = do(ewa, task, "ask reference")
    assert 404 == ewa.get(f"{reference}/druk").status_code
    do(ewa, reference, "received by phone", skills="naprawa kranów")
    do(ewa, reference, "approve")
    certificate = ewa.page(f"{reference}/druk")
    for words in ("Zaświadczenie", "1 godz. 30 min", "naprawa kranów", "Jan"):
        assert words in certificate
    assert "Anna" not in certificate
    do(ewa, task, "outcome", outcome="job")
    do(ewa, task, "close")
    assert "Jan i Anna" not in ewa.page("/zadania")
    assert () == place.record.damages()


PATHS_OF_LISTS = {"porozumienie": "/porozumienia?stan=concluded", "umowa": "/umowy?stan=concluded"}


def test_both_versions_are_shown(place: Place) -> None:
    """Whoever negotiates reads what was, beside what is."""
    keep = place.keep(sent("potrzeba", ASKS), sent("oferta", HELPS))
    _request, _offer, match = pair(place.record, (keep[0], keep[1]))
    agreed(place.record, match)
    ewa = place.browser(Role.PROGRAMME)
    path = do(ewa, path_of(match), "prepare agreements")
    do(ewa, path, "set terms", **TERMS)
    do(ewa, path, "set terms", **(TERMS | {"what": "Co drugą sobotę.", "proposed_by": "person"}))
    page = ewa.page(path)
    assert page.index("Co drugą sobotę.") < page.rindex("Naprawa kranu w soboty.")
    assert "Tak było przedtem: propozycja organizacji" in page
    assert "Tak jest teraz: propozycja drugiej strony" in page
