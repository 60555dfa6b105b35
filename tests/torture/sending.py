"""hypothesis as a sender: so many values of a strategy, from a seed, and nothing remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase, given

BATCH = 1000
"""Values after which hypothesis starts afresh: it remembers every one of a run."""


def batches(
    number: int, seed: int, *, shrink: bool = False
) -> Iterator[tuple[hypothesis.settings, int]]:
    """Settings and a seed of its own for each batch. `shrink` looks for the least that fails."""
    for start in range(0, number, BATCH):
        wanted = hypothesis.settings(
            max_examples=min(BATCH, number - start),
            database=None,
            deadline=None,
            phases=[Phase.generate, *([Phase.shrink] if shrink else [])],
            suppress_health_check=list(HealthCheck),
        )
        yield wanted, seed + start


def send_all(
    strategy: Any, hear: Callable[[Any], None], settings: hypothesis.settings, seed: int
) -> None:
    """Let `hear` have each value. What it raises comes out with the value that it was for."""

    @hypothesis.seed(seed)
    @settings
    @given(strategy)
    def send(one: Any) -> None:
        hear(one)

    send()
