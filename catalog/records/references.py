"""Which other records a file names, read from the fields that its model marks with `Reference`.

Works on the raw value, so that a record with one mistake still has its references checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from catalog.records.problems import Path
from catalog.records.value_types import Reference


def references(
    model: type[BaseModel], raw: Any, path: Path = ()
) -> Iterator[tuple[Path, str, str]]:
    """Each reference as (its path in the file, the folder it points to, the slug)."""
    if not isinstance(raw, dict):
        return
    for name, annotation in _referring_fields(model):
        yield from _within(annotation, raw.get(name), (*path, name))


def targets(model: type[BaseModel]) -> frozenset[str]:
    """Every folder that a field of a model, or of its parts, points to."""
    found: set[str] = set()
    for _name, annotation in _referring_fields(model):
        inner, target = model_in(annotation), target_of(annotation)
        found |= targets(inner) if inner else {target} if target else set()
    return frozenset(found)


def doubled(raw: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """The paths of list items that an earlier item equals, or whose `id` or `slug` it has."""
    if isinstance(raw, dict):
        for key, value in raw.items():
            yield from doubled(value, (*path, key))
    elif isinstance(raw, list):
        seen: set[str] = set()
        for index, item in enumerate(raw):
            if isinstance(item, str):
                if item in seen:
                    yield (*path, index), item
                seen.add(item)
            for key in ("id", "slug"):
                if isinstance(item, dict) and isinstance(item.get(key), str):
                    if item[key] in seen:
                        yield (*path, index, key), item[key]
                    seen.add(item[key])
            yield from doubled(item, (*path, index))


def _within(annotation: Any, value: Any, path: Path) -> Iterator[tuple[Path, str, str]]:
    model = model_in(annotation)
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _within(annotation, item, (*path, index))
    elif model is not None:
        yield from references(model, value, path)
    elif isinstance(value, str):
        target = target_of(annotation)
        if target is not None:
            yield path, target, value


@lru_cache(maxsize=256)
def _referring_fields(model: type[BaseModel]) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(model, include_extras=True)
    return tuple((name, hints[name]) for name in model.model_fields if _refers(hints[name]))


def _refers(annotation: Any) -> bool:
    model = model_in(annotation)
    return bool(_referring_fields(model)) if model else target_of(annotation) is not None


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that an annotation holds, looking through tuples and `| None`."""
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, BaseModel) else None
    if get_origin(annotation) is Annotated:
        return None
    return next(filter(None, map(model_in, get_args(annotation))), None)


def target_of(annotation: Any) -> str | None:
    """The folder that an annotation points to, looking through tuples, `| None`, Annotated."""
    if get_origin(annotation) is Annotated:
        for mark in annotation.__metadata__:
            if isinstance(mark, Reference):
                return mark.to
        return target_of(get_args(annotation)[0])
    return next(filter(None, map(target_of, get_args(annotation))), None)
