"""What each field of a notice's file means, in the words that editors read."""

from __future__ import annotations

from collections.abc import Mapping

FIELDS: Mapping[str, str] = {
    "Notice.side": "offer: ktoś może pomóc, request: ktoś prosi o pomoc.",
    "Notice.category": "Rodzaj pomocy. Tylko taki, którym ludzie się wymieniają (exchangeable).",
    "Notice.powiat": "Kod TERYT powiatu: 4 cyfry. Bez tego pola: przez telefon albo internet.",
    "Notice.when": (
        "Kiedy: any (o każdej porze), mornings, afternoons, evenings, weekdays albo weekends."
    ),
    "Notice.words": (
        "Jedno albo dwa zdania własnymi słowami. Bez imion, telefonów, adresów i nazw miejscowości."
    ),
    "Notice.published": "Dzień, w którym ogłoszenie trafiło na tablicę.",
    "Notice.until": "Ostatni dzień. Potem ogłoszenie znika ze strony przy najbliższym budowaniu.",
}
