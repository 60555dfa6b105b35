"""What each field of a content file means, in the words that editors read.

They appear as an editor types (JSON Schema) and in the editors' guide. Key: class and field; a
field that several kinds share stands under the class that defines it. The fields of one kind of
record are explained in its folder, in a module of the same name.
"""

from __future__ import annotations

from collections.abc import Mapping

from catalog.kinds.registry import RECORD_KINDS

_SHARED: Mapping[str, str] = {
    "Record.name": "Pełna nazwa, tak jak sama się podpisuje.",
    "Record.summary": "Jedno zdanie: co to jest i komu pomaga. Widać je na listach.",
    "Record.description": "Kilka akapitów prostym językiem. Pusty wiersz zaczyna nowy akapit.",
    "Record.sources": "Skąd to wiemy. Co najmniej jeden dokument z folderu sources.",
    "Record.updated": "Dzień, w którym ktoś ostatnio zmienił ten wpis: RRRR-MM-DD.",
    "Record.last_checked": "Dzień, w którym ktoś potwierdził, że to wszystko prawda.",
    "Record.checks": "Kiedy ktoś sprawdził tylko część danych: osobny dzień dla każdej.",
    "FactChecks.contact": "Dzień, w którym ktoś sprawdził telefon, e-mail, stronę i adres.",
    "FactChecks.hours": "Dzień, w którym ktoś sprawdził godziny.",
    "FactChecks.description": "Dzień, w którym ktoś sprawdził, co to jest i komu pomaga.",
    "FactChecks.by": "Rola osoby, która sprawdziła, na przykład „koordynator”. Bez nazwiska.",
    "Record.checked_by": "Rola osoby, która potwierdziła, na przykład „koordynator”. Bez nazwiska.",
    "Citation.document": "Nazwa pliku z folderu sources, bez .yml.",
    "Citation.part": "Miejsce w dokumencie: strona, rozdział, slajd.",
    # Źródła, terminy, wydawca
    "AgreementText.title": "Nazwa umowy, jak na papierze.",
    "AgreementText.between": "Z kim organizacja ją zawiera: volunteer (wolontariusz) "
    "albo recipient (osoba, która korzysta z pomocy).",
    "AgreementText.version": "Dzień, z którego jest ten tekst.",
    "AgreementText.reviewed": "Kiedy prawnik sprawdził tekst. Puste, jeśli nie sprawdził.",
    "AgreementText.points": "Kolejne punkty. Stanowisko wypełnia {organizacja}, "
    "{osoba}, {zakres}, {od}, {do} i {tryb}.",
    "Source.title": "Tytuł dokumentu.",
    "Source.author": "Autor: instytucja albo organizacja.",
    "Source.kind": "Co to jest: poradnik, strona, prezentacja…",
    "Source.year": "Rok. Puste, jeśli dokument nie ma daty.",
    "Source.remarks": "Co trzeba wiedzieć o tym dokumencie.",
    "Taxonomy.title": "Nazwa listy.",
    "Taxonomy.terms": "Terminy w kolejności, w jakiej je widać.",
    "Said.pl": "Po polsku. Pod kodem języka to samo po innemu: en, a uk, gdy ktoś czyta tylko tak.",
    "PublicPage.name": "Czyja to strona.",
    "PublicPage.year": "Z którego roku. Bez tego pola: nie wiadomo.",
    "PublicPage.address": "Adres tej strony.",
    "Term.slug": "Identyfikator: małe litery bez polskich znaków i łączniki.",
    "Term.pl": "Nazwa po polsku.",
    "Term.uk": "Nazwa po ukraińsku, gdy to jest dla osób, które nie znają polskiego.",
    "Term.abbreviation": "Skrót.",
    "Term.description": "Jedno zdanie wyjaśnienia.",
    "Term.synonyms": "Słowa, które ludzie wpisują, gdy tego szukają.",
    "Term.translations": "Ten termin w innych językach, każdy pod swoim kodem: en, uk.",
    "TermTranslation.name": "Termin w tym języku. Puste: strona nie mówi w tym języku.",
    "TermTranslation.synonyms": "Co ludzie wpisują w tym języku, gdy tego szukają.",
    "Term.exchangeable": "tak, jeśli uczestnicy mogą się tym wymieniać.",
    "PublisherFile.name": "Kto prowadzi tę stronę. Puste: wersja pokazowa.",
    "PublisherFile.site_name": "Nazwa strony.",
    "PublisherFile.site_url": "Adres strony.",
    "PublisherFile.email": "Adres e-mail do kontaktu.",
    "PublisherFile.phone": "Telefon do kontaktu.",
    "PublisherFile.street": "Ulica i numer.",
    "PublisherFile.postal_code": "Kod pocztowy.",
    "PublisherFile.town": "Miejscowość.",
    "PublisherFile.krs": "Numer KRS.",
    "PublisherFile.coordinator": "Rola osoby, która odpowiada na zgłoszenia.",
    "PublisherFile.answers_within": "W ile dni roboczych odpowiadacie na zgłoszenia.",
    "PublisherFile.restore_tried": "Kiedy ostatnio sprawdziliście, czy da się odtworzyć kopię.",
    "PublisherFile.clause_version": "Wersja informacji o danych osobowych.",
    "PublisherFile.accessibility": "Daty i kontakt do deklaracji dostępności.",
    "PublisherAccessibility.published": "Dzień publikacji strony.",
    "PublisherAccessibility.prepared": "Dzień sporządzenia deklaracji.",
    "PublisherAccessibility.reviewed": "Dzień ostatniego przeglądu deklaracji.",
    "PublisherAccessibility.contact_role": "Rola osoby od dostępności.",
}
WORDS: Mapping[str, str] = {
    **_SHARED,
    **{key: word for kind in RECORD_KINDS for key, word in kind.fields.items()},
}
"""All of them."""
