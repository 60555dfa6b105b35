"""Who runs the site: how one reaches them, what they do with data, how accessible it is."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.forms.form import Form
from catalog.publication import Publication
from catalog.records.publisher import PublisherFile
from catalog.text.language import N_, spoken
from catalog.website.lookup.indexes import Indexes
from catalog.website.site_pages.site_page import SitePage


@dataclass(frozen=True)
class PublisherContext:
    """Who runs the site, and the forms by which people write to them."""

    publisher: PublisherFile
    forms: tuple[Form, ...]


def _context(indexes: Indexes, publication: Publication) -> PublisherContext:
    forms = publication.edition(spoken().code).forms.values()
    return PublisherContext(indexes.catalog.publisher, tuple(forms))


PAGES = (
    SitePage(
        path="/kontakt/",
        name="contact",
        title=N_("Kontakt"),
        description=N_("Jak dać nam znać i gdzie szukać pomocy od razu."),
        context=_context,
        told=N_("Kto prowadzi tę stronę i gdzie dzwonić od razu."),
        words=(N_("telefon"),),
    ),
    SitePage(
        path="/prywatnosc/",
        name="privacy",
        title=N_("Prywatność"),
        description=N_("Co dzieje się z Twoimi danymi i jakie masz prawa."),
        context=_context,
        told=N_("Co dzieje się z Twoimi danymi."),
        words=("RODO", N_("dane osobowe")),
    ),
    SitePage(
        path="/dostepnosc/",
        name="accessibility",
        title=N_("Deklaracja dostępności"),
        description=N_("Na ile ta strona jest dostępna i co zrobić, gdy coś nie działa."),
        context=_context,
        told=N_("Na ile ta strona jest dostępna."),
        words=("WCAG",),
    ),
)
