"""What a project's page says of its age, and where its reader goes next."""

from __future__ import annotations

from datetime import date

from catalog.model import Catalog
from catalog.projects.model import Project
from catalog.text.language import _
from catalog.website.lookup.indexes import Indexes
from catalog.website.render.freshness import Notice, notice_with
from catalog.website.render.next_step import NextStep, look_nearby


def notice(catalog: Catalog, project: Project, today: date | None = None) -> Notice:
    """How old what we know is, and how the project ended."""
    return notice_with(
        catalog, project, today, lambda origin, one: f"{origin.rstrip('.')}. {_end(one)}"
    )


def next_step(indexes: Indexes, project: Project) -> NextStep:
    """Who helps today where the project was."""
    found = indexes.voivodeship_of_project(project)
    if found is None:
        return look_nearby()
    return NextStep(
        _("Szukasz pomocy dziś? Zobacz, kto pomaga w tym województwie."),
        _("Województwo {voivodeship}").format(voivodeship=found.name),
        f"/wojewodztwa/{found.slug}/",
    )


def _end(project: Project) -> str:
    if project.status == "finished":
        if project.ends is None:
            return _("Projekt się zakończył.")
        return _("Projekt się zakończył w {year} r.").format(year=project.ends.year)
    if project.status == "running":
        return _("Projekt trwał, gdy powstał ten dokument.")
    if project.status == "planned":
        return _("To były plany. Nie wiemy, jak się skończyły.")
    return _("Nie wiemy, jak projekt się skończył.")
