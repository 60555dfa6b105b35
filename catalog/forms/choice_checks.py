"""What is wrong with the lists that the questions of forms take their answers from. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from catalog.forms.form import Form
from catalog.records.problems import RecordProblem


def form_problems(
    forms: Iterable[Form], slugs: Mapping[str, Collection[str]], lists: Mapping[str, str]
) -> Iterator[tuple[str, RecordProblem]]:
    """A question whose answers come from a list that nobody has, or that has one of its own.

    `slugs` are those of each folder, and of the terms of each taxonomy (`taxonomies/groups`);
    `lists` are parts of them that a form may offer besides the taxonomies.
    """
    known = sorted([*lists, *(f"taxonomies/{name}" for name in slugs["taxonomies"])])
    for form in forms:
        for path, question in form.listed():
            source = str(question.choices_from)
            if source not in known:
                expected = f"oczekiwano jednej z: {', '.join(known)}"
                yield (
                    form.name,
                    RecordProblem(path, f"nieznana lista odpowiedzi „{source}”", expected),
                )
                continue
            listed = slugs.get(lists.get(source, source), ())
            for choice in (*question.choices_before, *question.choices_after):
                if choice.value in listed:
                    what = f"odpowiedź „{choice.value}” jest już na liście „{source}”"
                    yield form.name, RecordProblem(path, what, "oczekiwano innej wartości")
