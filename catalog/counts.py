"""How much there is of everything, in words: what commands say when they are done."""

from __future__ import annotations

from typing import Any

from catalog.kinds.record_kind import RecordKind
from catalog.kinds.registry import RECORD_KINDS
from catalog.model import Catalog
from catalog.text.phrases import plural


def counted(catalog: Catalog) -> str:
    """The entries of each kind, and the forms: 67 organizacji, 16 partnerstw."""
    entries = (_number_of(catalog, kind) for kind in RECORD_KINDS if kind.is_entry)
    forms = len(catalog.forms)
    words = f"{forms} {plural(forms, 'formularz', 'formularze', 'formularzy')}"
    return ", ".join((*entries, words))


def _number_of(catalog: Catalog, kind: RecordKind[Any]) -> str:
    number, nouns = len(catalog.listed(kind)), kind.nouns
    return f"{number} {plural(number, nouns.one, nouns.few, nouns.many)}"


def counted_besides(catalog: Catalog) -> str:
    """What stands inside records or behind them: a slip there hides as well as a lost file."""
    numbers = (
        (
            sum(len(one.services) for one in catalog.organizations.values()),
            ("rodzaj pomocy", "rodzaje pomocy", "rodzajów pomocy"),
        ),
        *(
            (len(catalog.listed(kind)), (kind.nouns.one, kind.nouns.few, kind.nouns.many))
            for kind in RECORD_KINDS
            if not kind.is_entry
        ),
        (len(catalog.sources), ("źródło", "źródła", "źródeł")),
        (
            sum(len(one.terms) for one in catalog.taxonomies.values()),
            ("termin", "terminy", "terminów"),
        ),
        (len(catalog.places.towns), ("miejscowość", "miejscowości", "miejscowości")),
    )
    return ", ".join(f"{number} {plural(number, *forms)}" for number, forms in numbers)
