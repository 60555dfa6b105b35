"""No two options of a list look the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from catalog.clubs.choice_lists import running
from catalog.records.distinct_labels import distinct_labels, look
from tests.real_content import CATALOG

_ONE_LOOK = ("Dom A", "Dom\u00a0A", "Dom – A", "Dom-A", "Dom Ａ")
NAMES = st.sampled_from(
    ["Nadzieja", "NADZIEJA", "„Nadzieja”", "Opoka", "Żródło", "zrodlo", *_ONE_LOOK]
)
TOWNS = st.sampled_from(["Kielce", "Rybnik", ""])


@given(st.lists(st.tuples(NAMES, TOWNS), max_size=8))
def test_no_two_labels_look_the_same(rows: list[tuple[str, str]]) -> None:
    """Whatever names and towns are, and each label begins with its name."""
    writings = {
        f"o{number}": [name, f"{name}, {town}" if town else name]
        for number, (name, town) in enumerate(rows)
    }
    labels = distinct_labels(writings)
    assert list(writings) == list(labels)
    assert len(rows) == len({look(label) for label in labels.values()})
    assert all(label.startswith(writings[key][0]) for key, label in labels.items())


def test_only_what_is_there_twice_is_long() -> None:
    """Others keep their short name."""
    assert {"a": "Nadzieja, Kielce", "b": "Nadzieja, Rybnik", "c": "Opoka"} == distinct_labels(
        {
            "a": ["Nadzieja", "Nadzieja, Kielce"],
            "b": ["Nadzieja", "Nadzieja, Rybnik"],
            "c": ["Opoka", "Opoka, Kielce"],
        }
    )


def test_clubs_of_one_name_are_told_apart() -> None:
    """Two clubs of one name with groups of one name: their towns stand between."""
    (club,) = CATALOG.real_clubs.values()
    club = club.model_copy(update={"status": "running"})
    other = club.model_copy(update={"slug": "drugi", "place": "rybnik"})
    labels = [one.label for one in running([club, other], CATALOG.places)]
    assert labels
    assert len(labels) == len(set(labels))
    assert [one.label for one in running([club], CATALOG.places)] == [
        f"{club.name}, {group.name}" for group in club.cycle.groups
    ]
