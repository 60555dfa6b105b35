"""The demonstration content says what its documents say: `expected.yml`, and nothing besides.

`make check-content` runs this folder. No other test names a count, a sum or an hour of a record.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

import pytest

from catalog.clubs.timetable import counts, planned_hours
from catalog.helplines.model import Helpline
from catalog.institutions.model import Institution
from catalog.projects.website.project_pages import found_by, totals
from catalog.website.lookup.helplines import UrgentLines, helplines_for, hours_words
from catalog.website.lookup.indexes import Indexes
from catalog.website.pages.facets import Finder
from catalog.website.pages.institution_pages import institutions_for
from catalog.website.render.contexts import names_of
from tests.conftest import ROOT, BuiltSite
from tests.content.expected import EXPECTED
from tests.real_content import CATALOG

TODAY = date(2026, 11, 29)
SATURDAY_NIGHT = datetime(2026, 11, 28, 22, 0)  # noqa: DTZ001  # a time on a Polish wall
CLUB = EXPECTED["club"]
WORDS = [(path, said) for path, all_said in EXPECTED["words"].items() for said in all_said]


FACTS = [said for _path, said in WORDS if re.search("[0-9]", said)]
OTHERS = [
    file
    for top in ("catalog", "desk", "forms_backend")
    for file in (ROOT / "tests" / top).rglob("*.py")
]


@pytest.mark.parametrize("said", [*FACTS, *EXPECTED["helplines"].values()])
def test_no_test_of_code_says_it(said: str) -> None:
    """Whoever edits content breaks a comparison here and no test of the program."""
    assert [] == [file.name for file in OTHERS if said in file.read_text(encoding="utf-8")]


def test_partners_of_partnerships() -> None:
    """The handbook's count, from the records; partnerships are numbered without a gap."""
    partners = [p.organization for one in CATALOG.partnerships.values() for p in one.partners]
    number = EXPECTED["partnerships"]
    assert (number, EXPECTED["partners"]) == (len(CATALOG.partnerships), len(set(partners)))
    assert len(partners) == len(set(partners))
    assert list(range(1, number + 1)) == sorted(one.number for one in CATALOG.partnerships.values())


@pytest.mark.parametrize(("folder", "bounds"), EXPECTED["pages"].items())
def test_directory_is_whole(built_site: BuiltSite, folder: str, bounds: tuple[int, int]) -> None:
    """Each kind of record has as many pages as the documents name."""
    least, most = bounds
    assert least <= len(built_site.below(folder)) <= most


@pytest.mark.parametrize(("path", "said"), WORDS)
def test_page_says(built_site: BuiltSite, path: str, said: str) -> None:
    """Sums, amounts, hours and rhythms stand on the page that is about them."""
    assert said in built_site.paths()[path].words()


def test_programme_adds_up() -> None:
    """Budget and grants of the projects of one programme, and what they paid themselves."""
    programme = EXPECTED["programme"]
    projects = [one for one in CATALOG.projects.values() if one.programme == programme["name"]]
    found = totals(projects)
    assert programme["projects"] == found.budget.projects == found.grant.projects
    assert (programme["budget"], programme["grant"]) == (found.budget.grosze, found.grant.grosze)
    assert programme["budget"] - programme["grant"] == found.own_share.grosze


def test_club_is_as_its_document_gives_it() -> None:
    """Weeks, hours in parts and in all, places, and what follows from counted meetings."""
    cycle = CATALOG.clubs[CLUB["slug"]].cycle
    assert CLUB["weeks"] == cycle.weeks
    assert CLUB["hours"] == [one.hours for one in cycle.classes if one.hours]
    assert CLUB["planned"] == sum(CLUB["hours"]) == planned_hours(cycle.classes)
    assert CLUB["places"] == [group.places for group in cycle.groups]
    assert CLUB["counts"] == [[one.meetings, one.min_hours, one.max_hours] for one in counts(cycle)]


def test_club_has_no_date_and_no_feed(built_site: BuiltSite) -> None:
    """A source without weekday and start makes no meeting, no calendar, no print."""
    page = built_site.paths()[f"/kluby/{CLUB['slug']}/"]
    assert ["index.html"] == [one.name for one in built_site.file_of(page).parent.iterdir()]
    assert [] == [one for one in page.elements if "data-start" in one.attributes]


@pytest.mark.parametrize(("slug", "mark", "value"), EXPECTED["filters"])
def test_filter_finds(slug: str, mark: str, value: str) -> None:
    """A project stands behind the choices that its document gives."""
    found = found_by(CATALOG, Indexes(CATALOG))
    assert slug in {one.slug for one in found[mark][value][1]}


@pytest.mark.parametrize(("path", "slug"), EXPECTED["found_first"].items())
def test_found_first(path: str, slug: str) -> None:
    """A need and a voivodeship together find who is there for it."""
    pages = Finder(CATALOG, Indexes(CATALOG)).pages()
    page = next(one for one in pages if one.path == path)
    assert slug == names_of(page.context)["cards"][0].organization.slug


@pytest.mark.parametrize(("slug", "expected"), EXPECTED["helplines"].items())
def test_hours_are_said_in_words(slug: str, expected: str) -> None:
    """Each shape of hours, as a page says it."""
    assert expected == hours_words(CATALOG.helplines[slug])


@pytest.mark.parametrize("shelf", [CATALOG.helplines, CATALOG.institutions], ids=["lines", "kinds"])
def test_each_was_compared_with_two_public_pages(
    shelf: Mapping[str, Helpline | Institution],
) -> None:
    """What cannot be confirmed twice is not published; nothing was checked in the future."""
    weak = [
        slug
        for slug, one in shelf.items()
        if len({source.address or source.name for source in one.sources}) < 2 or one.checked > TODAY
    ]
    assert [] == weak


@pytest.mark.parametrize("trouble", ["przemoc", "brak-noclegu", "nalog", "kryzys", "dzieci"])
def test_a_night_without_help_does_not_exist(trouble: str) -> None:
    """For what cannot wait somebody answers on a Saturday in November at 22:00."""
    lines = helplines_for(CATALOG, trouble=trouble)
    assert [one for one in lines if one.line.answers(SATURDAY_NIGHT)]


@pytest.mark.parametrize("voivodeship", sorted(CATALOG.places.voivodeships))
def test_a_region_gets_its_own_line_first_and_no_other(voivodeship: str) -> None:
    """987 of another voivodeship would be answered by people who know no place here."""
    lines = helplines_for(CATALOG, need="schronienie", voivodeship=voivodeship)
    regions = [[one.slug for one in line.voivodeships] for line in lines]
    assert [] == [region for region in regions if region and voivodeship not in region]
    if any(regions):
        assert [voivodeship] == regions[0]


@pytest.mark.parametrize("voivodeship", [None, *EXPECTED["first_in"], "podlaskie"])
def test_the_few_lines_of_a_town_always_answer(voivodeship: str | None) -> None:
    """A town's page names lines that answer at any hour; its region's own one stands first."""
    found = [one.card.line for one in UrgentLines(CATALOG)(voivodeship)]
    assert [] == [one.slug for one in found if not one.always]
    assert set(EXPECTED["everywhere"]) <= {one.slug for one in found}
    first = {slug: at for at, slug in EXPECTED["first_in"].items()}
    assert voivodeship == first.get(found[0].slug, voivodeship)


@pytest.mark.parametrize(("trouble", "slugs"), EXPECTED["first_institutions"].items())
def test_what_is_made_for_a_need_comes_first(trouble: str, slugs: list[str]) -> None:
    """Who is hungry reads of the social-help centre and the food bank, in this order."""
    found = [one.slug for one in institutions_for(CATALOG, trouble=trouble)]
    assert slugs == found[: len(slugs)]
