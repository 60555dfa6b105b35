"""What each field of a project's file means, in the words that editors read."""

from __future__ import annotations

from collections.abc import Mapping

FIELDS: Mapping[str, str] = {
    "Project.theme": "Temat z listy.",
    "Project.programme": "Program, z którego są pieniądze, z listy.",
    "Project.status": "planned: plan, running: trwa, finished: zakończony, unknown: nie wiemy.",
    "Project.place": "Miejscowość: identyfikator z pliku places/towns.csv.",
    "Project.voivodeship": "Województwo, jeśli miejscowości nie znamy.",
    "Project.starts": "Początek: rok, miesiąc albo dzień.",
    "Project.ends": "Koniec: rok, miesiąc albo dzień.",
    "Project.run_by": "Kto prowadzi: nazwa pliku organizacji, bez .yml.",
    "Project.partners": "Partnerzy: nazwy plików organizacji, bez .yml.",
    "Project.funders": "Kto dał pieniądze, co najmniej jeden.",
    "Project.budget": "Cała wartość, na przykład 7 900,00 zł albo około 22 000 zł.",
    "Project.grant": "Dotacja, na przykład 4 700,00 zł.",
    "Project.institutional_grant": "tak, jeśli część dotacji jest na rozwój organizacji.",
    "Project.groups": "Komu pomaga: terminy z listy.",
    "Project.for_whom": "Kto mógł wziąć udział.",
    "Project.activities": "Co robiono, każde działanie osobno.",
    "Project.results": "Wyniki w liczbach.",
    "Project.keywords": "Słowa, po których ktoś będzie szukał.",
    "Funder.name": "Nazwa tego, kto dał pieniądze.",
    "Funder.organization": "Jeśli ma u nas wpis: nazwa jego pliku, bez .yml.",
    "Funder.through": "Przez kogo przekazano pieniądze.",
    "ProjectResult.count": "Liczba.",
    "ProjectResult.up_to": "Górna granica, jeśli źródło podaje „od do”.",
    "ProjectResult.approximate": "tak, jeśli liczba jest przybliżona.",
    "ProjectResult.what": "Czego to liczba, na przykład „uczestników”.",
    "ProjectResult.planned": "tak, jeśli to plan, a nie wynik.",
}
