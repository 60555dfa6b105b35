"""Security headers that every answer carries, the service's and the preview's."""

from __future__ import annotations

from collections.abc import Mapping

from forms_backend.config import Settings, origin_of

SEARCH = ("/szukaj/", "/en/search/")
"""Search pages run Pagefind, which is WebAssembly; no other page may."""


def security_headers(settings: Settings, path: str = "") -> Mapping[str, str]:
    """No script or style but the site's own files; forms go to the service and nowhere else."""
    site = f" {origin_of(settings.site_url)}" if settings.site_url else ""
    forms = f" {origin_of(settings.forms_url)}" if settings.forms_url else ""
    wasm = " 'wasm-unsafe-eval'" if path.startswith(SEARCH) else ""
    policy = (
        f"default-src 'self'{site}",
        f"script-src 'self'{site}{wasm}",
        f"form-action 'self'{forms}",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    )
    return {
        "Content-Security-Policy": "; ".join(policy),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
