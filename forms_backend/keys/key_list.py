"""Whether the list of public keys is exactly ours: a stranger's key would read along, unseen.

What a list says of itself proves nothing. It is held against the private key, which has signed it,
and against the numbers on the recovery sheet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from forms_backend.keys.keyring import Keyring, older_keys
from forms_backend.sealing.envelope import KeysError, PublicKeys
from forms_backend.sealing.submission import SealedSubmission

WORDS = {"foundation": "zwykły", "recovery": "zapasowy"}
"""What a key is for, as people read it."""


def told(public: PublicKeys) -> str:
    """The whole list in a Polish sentence, to be compared with the recovery sheet."""
    keys = ", ".join(f"{one.id} ({WORDS.get(one.purpose, one.purpose)})" for one in public.keys)
    return f"Zgłoszenia zamykają klucze: {keys}. Podpis: {public.signer or 'nie ma'}."


def problems(
    public: PublicKeys, ring: Keyring, paper: Collection[str] = (), signer: str = ""
) -> Iterator[str]:
    """What is wrong with the list, a Polish sentence each.

    paper: the numbers of keys on the recovery sheet, where somebody has typed them; signer: the id
    that has to have signed, where it is known.
    """
    if not public.signed and not public.development:
        yield (
            "Plik public.json nie jest podpisany, więc ktoś mógł dodać do niego swój klucz. "
            "Porównaj numery z kartką i podpisz go: wzajemnie keys sign"
        )
    ours = {key.signer for key in ring.keys.values()}
    reads = any(one.purpose == "foundation" and one.id in ring.keys for one in public.keys)
    if public.signed and (
        (signer and public.signer != signer) or (reads and public.signer not in ours)
    ):
        yield (
            f"Plik public.json podpisał ktoś inny ({public.signer}). Wgraj na serwer public.json z "
            "komputera koordynatora."
        )
    if paper and {one.id for one in public.keys} != set(paper):
        yield f"Na kartce są inne klucze: {', '.join(sorted(paper))}. {told(public)}"


def known(path: Path, public: PublicKeys, ring: Keyring, papers: Collection[str]) -> set[str]:
    """The ids of all keys of ours: of today's list, of lists and keys put aside, of old sheets.

    path: the private key, beside which `keys rotate` has put aside what was before.
    """
    found = {one.id for one in public.keys} | set(papers) | set(ring.keys) | set(older_keys(path))
    ours = {key.signer for key in ring.keys.values()}
    for name in older_keys(path):
        aside = path.with_name(f"public-{name}.json")
        try:
            before = PublicKeys.read(aside)
        except KeysError:
            continue
        if not before.signed or before.signer in ours or name not in ring.keys:
            found |= {one.id for one in before.keys}
    return found


def sealed_to_strangers(
    records: Collection[SealedSubmission], known_ids: Collection[str]
) -> Iterator[str]:
    """The keys that somebody has sealed to and that are none of ours, a Polish sentence for all."""
    strange: dict[str, int] = {}
    for record in records:
        for name, _sealed in record.envelope.keys:
            if name not in known_ids:
                strange[name] = strange.get(name, 0) + 1
    if strange:
        keys = ", ".join(f"{name} (zgłoszeń: {count})" for name, count in sorted(strange.items()))
        yield (
            f"Zgłoszenia są zamknięte też kluczami, których nie znamy: {keys}. Jeśli to numer ze "
            "starej kartki, podaj go: --old-paper. Jeśli nie, ktoś obcy może je czytać."
        )
