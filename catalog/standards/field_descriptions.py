"""What each field of a support standard's file means, in the words that editors read."""

from __future__ import annotations

from collections.abc import Mapping

FIELDS: Mapping[str, str] = {
    "Standard.partnership": "Nazwa pliku partnerstwa, bez .yml.",
    "Standard.context": "Gdzie i w jakich warunkach powstał.",
    "Standard.fitting_organization": "Jaka organizacja społeczna tu pasuje.",
    "Standard.coordination": "Kto i jak to prowadzi.",
    "Standard.remarks": "O czym warto pamiętać.",
    "Standard.roles": "Kolumny tabeli: od trzech do pięciu.",
    "Standard.rows": "Wiersze tabeli, po kolei.",
    "RoleColumn.id": "Krótki identyfikator, którego używają komórki.",
    "RoleColumn.name": "Nagłówek kolumny.",
    "RoleColumn.role": "Rola z listy.",
    "PackageRow.stage": "Etap: rekrutacja, diagnoza, plan, usługa, monitorowanie, ocena.",
    "PackageRow.package": "Nazwa pakietu, jeśli wiersz do niego należy.",
    "PackageRow.activity": "Działanie, jeśli ma nazwę wspólną dla ról.",
    "PackageRow.cells": "Co robi każda rola. Brak komórki: nic nie robi.",
    "Cell.roles": "Identyfikatory kolumn, których dotyczy ten tekst.",
    "Cell.text": "Co robi ta rola.",
}
