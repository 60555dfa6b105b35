"""What each field of an organization's file means, in the words that editors read."""

from __future__ import annotations

from collections.abc import Mapping

FIELDS: Mapping[str, str] = {
    "Organization.short_name": "Krótka nazwa, na przykład „OPS Barlinek”.",
    "Organization.kind": "Rodzaj organizacji z listy.",
    "Organization.place": "Miejscowość siedziby: identyfikator z pliku places/towns.csv.",
    "Organization.voivodeship": "Województwo, jeśli miejscowości nie znamy.",
    "Organization.works_in": "Inne miejscowości, w których działa.",
    "Organization.groups": "Komu pomaga: terminy z listy.",
    "Organization.services": "Rodzaje pomocy, każdy osobno.",
    "Organization.contact": "Jak się z nią skontaktować.",
    "Organization.nip": "NIP: 10 cyfr.",
    "Organization.regon": "REGON: 9 albo 14 cyfr.",
    "Organization.krs": "Numer KRS: 10 cyfr razem z zerami na początku.",
    "Organization.account": "Numer konta na darowizny: 26 cyfr. Tylko od samej organizacji.",
    "Organization.transfer_name": "Nazwa odbiorcy przelewu, najwyżej 20 znaków.",
    "Organization.programme": "Miejsce organizacji w programie wzajemnej pomocy.",
    "Service.id": "Krótki identyfikator, inny niż przy pozostałych rodzajach pomocy.",
    "Service.name": "Jak nazywa się ta pomoc.",
    "Service.category": "Rodzaj pomocy z listy.",
    "Service.description": "Co człowieka tam spotka. Dwa, trzy zdania.",
    "Service.for_whom": "Kto może skorzystać.",
    "Service.cost": "free: bezpłatnie, paid: odpłatnie. Nie wiesz? Pomiń.",
    "Service.sign_up": "Czy i jak trzeba się zapisać.",
    "Service.what_next": "Co dzieje się po zgłoszeniu.",
    "Contact.phone": "Telefon organizacji, nigdy prywatny.",
    "Contact.email": "Adres e-mail organizacji, nigdy prywatny.",
    "Contact.website": "Adres strony, od https:// albo http://.",
    "Contact.street": "Ulica i numer.",
    "Contact.postal_code": "Kod pocztowy, jak 01-424.",
    "Contact.hours": "Kiedy jest otwarte, na przykład „pon.–pt. 8:00–16:00”.",
    "Programme.takes_participants": "Czy przyjmuje uczestników programu: tak albo nie.",
    "Programme.registration_point": "Czy można się u niej zarejestrować: tak albo nie.",
    "Programme.takes_donations": "Czy przyjmuje darowizny na program: tak albo nie.",
}
