"""Invented organizations, for a site that publishes none that takes part."""

from __future__ import annotations

from collections.abc import Mapping

ORGANIZATIONS: Mapping[str, str] = {
    "zmyslona-fundacja": "Zmyślona Fundacja Razem",
    "zmyslony-osrodek": "Zmyślony Ośrodek Pomocy",
}
