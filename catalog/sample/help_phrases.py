"""Sentences for each kind of help: what a service is called and what one meets there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class HelpWords:
    """Names of services of one kind, and what may be said of any of them."""

    names: tuple[str, ...]
    says: tuple[str, ...]


HELPS: Mapping[str, HelpWords] = {
    "naprawy": HelpWords(
        ("Naprawa rowerów i sprzętu", "Złota rączka", "Punkt napraw"),
        (
            "Przynieś rower, lampę albo radio. Naprawiamy razem, więc drugi raz zrobisz to sam.",
            "Wolontariusz przyjdzie, obejrzy kran albo zamek i powie, co da się zrobić.",
            "Części kupujesz Ty, praca nic nie kosztuje.",
        ),
    ),
    "malowanie-i-remonty": HelpWords(
        ("Malowanie mieszkań", "Drobne remonty", "Ekipa remontowa"),
        (
            "Malujemy jeden pokój w jeden dzień. Farbę dobieramy wspólnie.",
            "Pomagamy po zalaniu, po pożarze i przed powrotem ze szpitala.",
            "W ekipie pracują osoby, które uczą się zawodu, a prowadzi ją fachowiec.",
        ),
    ),
    "sprzatanie": HelpWords(
        ("Sprzątanie i porządki", "Mycie okien przed świętami"),
        (
            "Dwie osoby przychodzą na trzy godziny. Umawiasz się z nimi, co jest najpilniejsze.",
            "Pomagamy, gdy choroba albo wiek nie pozwala już zadbać o dom.",
        ),
    ),
    "nauka-dzieci": HelpWords(
        ("Pomoc w lekcjach", "Korepetycje", "Świetlica po szkole"),
        (
            "Po lekcjach dzieci odrabiają zadania, jedzą podwieczorek i mają czas na zabawę.",
            "Uczymy matematyki, polskiego i angielskiego, po dwie osoby przy stoliku.",
            "Rodzic może zostać albo wrócić po dziecko o umówionej godzinie.",
        ),
    ),
    "codzienne-sprawy": HelpWords(
        ("Zakupy i wyjście do lekarza", "Sąsiedzkie odwiedziny", "Telefon dla samotnych"),
        (
            "Ktoś pójdzie z Tobą do przychodni, poczeka i pomoże zapamiętać, co mówił lekarz.",
            "Raz w tygodniu wolontariusz robi zakupy z Twoją listą. Płacisz tylko za towar.",
            "Dzwonimy o stałej porze. Czasem wystarczy kwadrans rozmowy.",
        ),
    ),
    "komputer-i-internet": HelpWords(
        ("Kurs komputera od podstaw", "Pomoc z telefonem", "Kawiarenka internetowa"),
        (
            "Uczysz się na naszym sprzęcie, we własnym tempie, w grupie do sześciu osób.",
            "Pokazujemy, jak umówić wizytę, zrobić przelew i nie dać się oszukać.",
            "Możesz przyjść z własnym telefonem i jednym pytaniem.",
        ),
    ),
    "opieka": HelpWords(
        ("Opieka na kilka godzin", "Klub malucha", "Zastępstwo dla opiekunów"),
        (
            "Zostajemy z bliską Ci osobą, a Ty możesz załatwić swoje sprawy albo odpocząć.",
            "Na jedną opiekunkę przypada najwyżej pięcioro dzieci.",
        ),
    ),
    "dokumenty-i-urzedy": HelpWords(
        ("Pisma i wnioski", "Pomoc w urzędzie", "Dyżur przy formularzach"),
        (
            "Czytamy razem pismo z urzędu i mówimy po ludzku, o co w nim chodzi.",
            "Wypełniamy z Tobą wniosek. Zabierz dowód i listy, które przyszły.",
            "Jeśli chcesz, pójdziemy do urzędu razem.",
        ),
    ),
    "porady-prawne": HelpWords(
        ("Bezpłatna porada prawna", "Dyżur prawnika", "Pomoc dla zadłużonych"),
        (
            "Prawnik ma dla Ciebie pół godziny. Mówi, co możesz zrobić i do kiedy.",
            "Najczęściej pytacie o długi, alimenty, mieszkanie i rentę.",
            "To, co powiesz, zostaje w tym pokoju.",
        ),
    ),
    "wsparcie-psychologiczne": HelpWords(
        ("Rozmowa z psychologiem", "Punkt pierwszej rozmowy", "Wsparcie w kryzysie"),
        (
            "Pierwsze spotkanie jest po to, żeby się poznać. Nie musisz niczego postanawiać.",
            "Pięć spotkań jest bezpłatnych. Potem pomagamy znaleźć stałą pomoc.",
            "Możesz przyjść z kimś bliskim.",
        ),
    ),
    "grupy-samopomocowe": HelpWords(
        ("Grupa wsparcia", "Krąg samopomocy", "Spotkania grupy"),
        (
            "Spotykają się osoby, które przeszły przez to samo. Nikt nie musi mówić.",
            "Grupę prowadzą sami uczestnicy, a raz w miesiącu zagląda terapeuta.",
        ),
    ),
    "praca-i-doradztwo": HelpWords(
        ("Rozmowa z doradcą zawodowym", "Klub pracy", "Praca krok po kroku"),
        (
            "Układamy z Tobą życiorys, ćwiczymy rozmowę i szukamy ogłoszeń w okolicy.",
            "Doradca pyta najpierw, co umiesz, a dopiero potem, gdzie pracowałeś.",
            "Po trzech miesiącach dzwonimy i pytamy, jak Ci idzie.",
        ),
    ),
    "kursy-i-staze": HelpWords(
        ("Kurs zawodowy", "Staż u sąsiada", "Szkolenie z egzaminem"),
        (
            "Kurs kończy się egzaminem. Za dojazd i opiekę nad dzieckiem zwracamy pieniądze.",
            "Staż trwa trzy miesiące w firmie, która szuka pracownika.",
        ),
    ),
    "wlasna-firma": HelpWords(
        ("Pierwsze kroki we własnej firmie", "Założenie spółdzielni"),
        (
            "Liczymy razem, czy pomysł się opłaca, zanim wydasz pierwszą złotówkę.",
            "Pomagamy napisać wniosek o dotację i przejść przez pierwszy rok.",
        ),
    ),
    "wychodzenie-z-uzaleznien": HelpWords(
        ("Rozmowa o nałogu", "Klub trzeźwościowy", "Wsparcie po terapii"),
        (
            "Przyjdź trzeźwy i taki, jaki jesteś. Nie pytamy o nazwisko.",
            "Osoba, która sama nie pije od lat, mówi, od czego zaczęła.",
            "Bliscy mają osobne spotkania.",
        ),
    ),
    "schronienie": HelpWords(
        ("Noclegownia", "Mieszkanie na start", "Dom dla matek z dziećmi"),
        (
            "Łóżko, prysznic i ciepły posiłek. Przyjmujemy od osiemnastej.",
            "Mieszkasz do pół roku i w tym czasie szukasz z nami czegoś na stałe.",
        ),
    ),
    "pomoc-materialna": HelpWords(
        ("Paczki z żywnością", "Magazyn rzeczy używanych", "Zasiłek celowy", "Obiad za darmo"),
        (
            "Paczka starcza na tydzień. Jest w niej także coś świeżego.",
            "Meble, pościel i ubrania od sąsiadów. Przywozimy, jeśli nie masz czym.",
            "Pracownik socjalny przychodzi porozmawiać, a decyzję dostajesz na piśmie.",
        ),
    ),
    "rehabilitacja": HelpWords(
        ("Ćwiczenia z rehabilitantem", "Wypożyczalnia sprzętu", "Terapia zajęciowa"),
        (
            "Wózek, balkonik i łóżko pożyczasz na tak długo, jak trzeba.",
            "Ćwiczymy w małych grupach, a kto nie może wyjść, tego odwiedzamy.",
        ),
    ),
    "czas-wolny": HelpWords(
        ("Spotkania przy herbacie", "Wycieczki", "Klub dla każdego"),
        (
            "Gramy, śpiewamy, gotujemy. Kto woli, może tylko posiedzieć.",
            "Raz w miesiącu jedziemy gdzieś, dokąd samemu trudno się wybrać.",
        ),
    ),
}
"""By slug of `taxonomies/help_categories.yml`."""

SIGN_UPS = (
    "nie trzeba się zapisywać",
    "zadzwoń dzień wcześniej",
    "zapisz się na dyżurze",
    "trzeba skierowania z ośrodka pomocy społecznej",
)
NEXT_STEPS = (
    "umawiamy pierwszą rozmowę w ciągu tygodnia",
    "oddzwaniamy tego samego dnia",
    "dostajesz termin i imię osoby, która Cię przyjmie",
    "przychodzisz, a resztę ustalamy na miejscu",
)


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
