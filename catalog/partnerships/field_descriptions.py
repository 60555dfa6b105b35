"""What each field of a partnership's file means, in the words that editors read."""

from __future__ import annotations

from collections.abc import Mapping

FIELDS: Mapping[str, str] = {
    "Partnership.number": "Numer standardu. Każde partnerstwo ma inny.",
    "Partnership.standard": "Nazwa standardu wsparcia.",
    "Partnership.place": "Miejscowość: identyfikator z pliku places/towns.csv.",
    "Partnership.target_group": "Kogo wspiera i w jakiej są sytuacji.",
    "Partnership.groups": "Komu pomaga: terminy z listy.",
    "Partnership.partners": "Partnerzy, co najmniej dwóch.",
    "Partner.organization": "Nazwa pliku organizacji, bez .yml.",
    "Partner.role": "Rola w partnerstwie z listy.",
    "Partner.lead": "tak, jeśli prowadzi partnerstwo.",
    "Partner.tasks": "Co robi, w jednym albo dwóch zdaniach.",
}
