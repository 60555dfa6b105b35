"""`/.well-known/security.txt`: whom to tell of a weakness (RFC 9116)."""

from __future__ import annotations

from datetime import date, timedelta

from catalog.records.publisher import PublisherFile

PATH = ".well-known/security.txt"
LIFE = timedelta(days=90)
"""How long it counts. A site that nobody builds any more must not promise that somebody reads."""


def security_txt(publisher: PublisherFile, site_url: str, today: date) -> str | None:
    """The file of a copy that somebody runs; None where nobody does, since nobody would answer.

    All of it is what `publisher.yml` says in public already.
    """
    if publisher.demonstration:
        return None
    contacts = (
        publisher.email and f"mailto:{publisher.email}",
        f"{site_url}/kontakt/",
        publisher.phone and f"tel:{''.join(publisher.phone.split())}",
    )
    return "\n".join(
        (
            *(f"Contact: {one}" for one in contacts if one),
            f"Expires: {today + LIFE}T00:00:00Z",
            "Preferred-Languages: pl, en",
            f"Canonical: {site_url}/{PATH}",
            "",
        )
    )
