"""Which requests are answered: those of a browser on this machine, to this page."""

from __future__ import annotations

from typing import Final

HOST: Final = "127.0.0.1"
"""The only address that is listened on; nobody can choose another."""
_NAMES: Final = (HOST, "localhost")
POLICY: Final = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data:; font-src 'self'; connect-src 'self' {sockets}; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'none'"
)


def is_own(host: str | None, origin: str | None, port: int) -> bool:
    """Tell whether a request names this server, and comes from no other page.

    Another host name is that of a page which points its name here; another origin is a page that
    opens the socket of an operator who has logged in.
    """
    hosts = {f"{name}:{port}" for name in _NAMES}
    if host not in hosts:
        return False
    return origin is None or origin in {f"http://{each}" for each in hosts}


def headers(port: int) -> dict[str, str]:
    """Return what every answer says: nothing from outside is loaded, nothing is kept."""
    sockets = " ".join(f"ws://{name}:{port}" for name in _NAMES)
    return {
        "Content-Security-Policy": POLICY.format(sockets=sockets),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
