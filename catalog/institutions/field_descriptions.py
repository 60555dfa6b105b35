"""What each field of an institution means, in the words that editors read."""

from __future__ import annotations

from collections.abc import Mapping

FIELDS: Mapping[str, str] = {
    "Institution.name": "Jak się nazywa ten rodzaj instytucji.",
    "Institution.abbreviation": "Skrót.",
    "Institution.kind": "Jaki rodzaj organizacji w katalogu to opisuje.",
    "Institution.summary": "Jedno zdanie w czasie teraźniejszym: co robi i komu pomaga.",
    "Institution.where": "Gdzie jest i kogo zapytać o adres.",
    "Institution.does": "Co tu można załatwić. Każda rzecz to jedno albo dwa zdania.",
    "Institution.for_whom": "Dla kogo.",
    "Institution.starts": "Pierwsze kroki, po kolei.",
    "Institution.laws": "Z jakich przepisów to wynika.",
    "Institution.troubles": "Przy jakich kłopotach pokazać tę instytucję.",
    "Institution.needs": "Jakie rodzaje pomocy daje każda taka instytucja.",
    "Institution.groups": "Przy jakich grupach ją pokazać.",
    "Institution.synonyms": "Co ludzie wpisują, gdy jej szukają.",
    "Institution.translated_synonyms": "To samo w innych językach, każdy pod kodem: en, uk.",
    "Institution.sources": "Co najmniej dwie publiczne strony, które mówią to samo.",
    "Institution.checked": "Dzień, w którym ktoś porównał to z tymi stronami.",
    "Law.act": "Ustawa, tak jak się ją cytuje.",
    "Law.articles": "Artykuły.",
}
