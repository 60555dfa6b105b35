"""What search knows of notices."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.notices.website.notice_pages import BOARD, cards
from catalog.text.language import _
from catalog.text.phrases import long_date
from catalog.website.lookup.indexes import Indexes
from catalog.website.search.entry_words import in_polish, words_of_terms
from catalog.website.search.pagefind_index import Entry


def entries(indexes: Indexes) -> Iterator[Entry]:
    """The board and every notice on it; nothing where it is empty."""
    rows = cards(indexes.catalog)
    if rows:
        told = _("Kto w okolicy może pomóc, a kto prosi o pomoc. Bez imion i adresów.")
        words = (_("tablica ogłoszeń"), _("kto może pomóc"))
        yield Entry(BOARD, _("Strona"), _("Ogłoszenia"), told, words)
    for row in rows:
        until = _("Ważne do: {day}.").format(day=long_date(row.notice.until))
        yield Entry(
            path=row.path,
            kind=_("Ogłoszenie"),
            title=f"{row.title}, {row.where}",
            told=f"{row.when[:1].upper()}{row.when[1:]}. {until}",
            words=(row.notice.number, *words_of_terms((row.help,))),
            text=in_polish(row.notice.words),
            places=(row.voivodeship.name,) if row.voivodeship else (),
        )
