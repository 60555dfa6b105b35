"""What each field of a helpline's file means, in the words that editors read."""

from __future__ import annotations

from collections.abc import Mapping

FIELDS: Mapping[str, str] = {
    "Helpline.name": "Jak nazywa się ta linia.",
    "Helpline.number": "Numer, tak jak się go wybiera: 116 123 albo 800 120 002.",
    "Helpline.when": "Jedno zdanie: kiedy zadzwonić.",
    "Helpline.tells": "Co jeszcze warto wiedzieć przed telefonem.",
    "Helpline.openings": "Kiedy ktoś odbiera.",
    "Helpline.season": "Część roku, w której linia działa. Bez tego pola: cały rok.",
    "Helpline.cost": "free: bezpłatnie, as_usual: jak za zwykłą rozmowę.",
    "Helpline.languages": "W jakich językach ktoś odpowie.",
    "Helpline.chat": "Adres czatu, gdy można też pisać.",
    "Helpline.voivodeships": "Dla jakich województw. Bez tego pola: dla całej Polski.",
    "Helpline.troubles": "Z czym się dzwoni.",
    "Helpline.needs": "Przy jakich rodzajach pomocy pokazać tę linię.",
    "Helpline.groups": "Przy jakich grupach pokazać tę linię.",
    "Helpline.sources": "Co najmniej dwie publiczne strony, które mówią to samo.",
    "Helpline.checked": "Dzień, w którym ktoś porównał numer i godziny z tymi stronami.",
    "Opening.days": "Dni tygodnia.",
    "Opening.starts": "Od której godziny. Bez tego pola: od północy.",
    "Opening.ends": "Do której godziny. Bez tego pola: do północy.",
    "Season.starts": "Pierwszy dzień, zapisany jak 11-01.",
    "Season.ends": "Ostatni dzień, zapisany jak 03-31.",
}
