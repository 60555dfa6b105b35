"""Sentences that organizations say of themselves. `str.format` fills the places in braces."""

from __future__ import annotations

OPENINGS = (
    "Pomagamy {people} {where}. Zaczęliśmy w {year} roku, od jednego stołu i kilku krzeseł.",
    "Działamy {where} od {year} roku. Najczęściej pomagamy {people}.",
    "{where_start} pomagamy {people}. Jesteśmy tu od {year} roku i znamy prawie każdą ulicę.",
    "Od {year} roku pomagamy {people}. Nasza siedziba to {town}, ale jeździmy po całej okolicy.",
    "Założyli nas sąsiedzi w {year} roku. Dziś pomagamy {people} {where}.",
)
STORIES = (
    "W zeszłym roku przyjęliśmy {persons}. Więcej niż połowa wróciła, żeby pomagać innym.",
    "Pracuje z nami {volunteers} wolontariuszy. Nowi zaczynają od dwóch rozmów z koordynatorem.",
    "Nie pytamy, czyja to wina. Pytamy, co jest najpilniejsze i kto może pójść z Tobą.",
    "Sala jest na parterze, wejście nie ma schodów, a toaleta jest szeroka.",
    "W budynku nie ma windy. Jeśli nie możesz wejść po schodach, zejdziemy do Ciebie.",
    "Autobus staje za rogiem. Za bilet oddajemy pieniądze, jeśli przyjeżdżasz spoza miasta.",
    "Współpracujemy z urzędem, szkołą i parafią. Dzięki temu nie odsyłamy Cię z niczym.",
    "Jeśli nie umiemy pomóc, szukamy kogoś, kto umie, i dzwonimy tam razem z Tobą.",
    "Rzeczy, które dostajemy, oddajemy dalej tego samego tygodnia.",
    "W piątki gotujemy zupę. Każdy może przyjść, zjeść i zabrać słoik do domu.",
    "Kto coś umie, może uczyć innych: szycia, pieczenia, obsługi piły albo tabliczki mnożenia.",
    "Raz na kwartał pytamy, co działa, a co przeszkadza. Tak powstał kącik dla dzieci.",
    "Większość prac robimy we dwoje. Nowa osoba nigdy nie idzie sama.",
    "Przez pierwszy miesiąc masz jedną osobę, do której dzwonisz z każdym pytaniem.",
    "Latem zamykamy na dwa tygodnie. W tym czasie odbieramy tylko telefon.",
    "Mamy {places} w stałych grupach. Gdy brakuje miejsc, zapisujemy na listę i oddzwaniamy.",
    "Nie prowadzimy zbiórek na ulicy. Utrzymujemy się z dotacji i stałych wpłat.",
    "Nasz samochód mieści wózek. Zamów przejazd trzy dni wcześniej.",
    "Zajęcia prowadzą fachowcy, a pomagają osoby, które same kiedyś przyszły po pomoc.",
    "Dokumenty trzymamy pod kluczem. Zdjęcia robimy tylko tym, którzy tego chcą.",
    "Zimą otwieramy godzinę wcześniej, żeby można było się ogrzać.",
    "Wieczorami oddajemy salę grupom, które nie mają gdzie się spotkać.",
    "Pomoc trwa tak długo, jak trzeba. Połowa osób jest z nami krócej niż rok.",
    "Uczymy się od innych. Dwa razy w roku jeździmy do organizacji z sąsiednich powiatów.",
)
CLOSINGS = (
    "Zadzwoń albo po prostu przyjdź. Pierwsza rozmowa do niczego nie zobowiązuje.",
    "Nie wiesz, czy to miejsce dla Ciebie? Zapytaj. Odpowiadamy także wtedy, gdy nie.",
    "Chcesz pomagać? Wystarczą dwie godziny w tygodniu.",
    "Możesz przyjść z kimś. Kto się wstydzi, może najpierw napisać.",
    "Jeśli nie odbieramy, jesteśmy u kogoś. Oddzwonimy.",
)
SUMMARIES = (
    "Pomaga {people} {where}. Rozmowa, konkretna pomoc i ktoś, kto pójdzie z Tobą.",
    "Pomaga {people}. {service} i inne zajęcia {where}.",
    "{service} i stałe wsparcie. Pomaga {people} {where}.",
    "Sąsiedzi sąsiadom: {service_low} i pomoc {people}.",
)
HOURS = (
    "pon.–pt. 8:00–16:00", "pon.–pt. 7:30–15:30", "wt. i czw. 10:00–18:00", "śr. 16:00–19:00",
    "pon., śr., pt. 9:00–14:00", "pon.–sob. 10:00–17:00, w soboty do 13:00",
)  # fmt: skip
STREETS = (
    "ul. Przykładowa", "ul. Zmyślona", "ul. Wzorcowa", "pl. Na Niby", "ul. Próbna",
    "al. Niebyła", "ul. Bajkowa Próbna", "ul. Testowa",
)  # fmt: skip
CHECKERS = ("koordynator programu", "redakcja katalogu", "pracownik organizacji")
