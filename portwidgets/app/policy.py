"""The security headers that every answer carries."""

import re
from collections.abc import Mapping

from portwidgets.errors import Refused

_STRICT = {
    "default-src": "'none'",
    "script-src": "'self' blob:",  # blob: is where anywidget imports a widget's module from
    "style-src": "'self' 'unsafe-inline'",  # widgets bring their style as <style>
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "base-uri": "'none'",
    "form-action": "'self'",
}
_LAB = _STRICT | {"default-src": "'self'"}
_SHARED = {
    "default-src": "'none'",
    "img-src": "data:",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
OPENER = "Cross-Origin-Opener-Policy"
"""Takes from a site that opened the page its hold on the window."""

_ALWAYS = {
    OPENER: "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Content-Type-Options": "nosniff",
}
_ANCESTOR = re.compile(r"'self'|'none'|https?://(\*\.)?[A-Za-z0-9.-]+(:\d{1,5}|:\*)?")


def headers(*, is_lab: bool, frame_ancestors: str) -> dict[str, str]:
    """Return the headers; JupyterLab's widgets may show files of ours of every kind."""
    rules = (_LAB if is_lab else _STRICT) | {"frame-ancestors": frame_ancestors}
    return _ALWAYS | {
        "Content-Security-Policy": _written(rules),
        "Referrer-Policy": "same-origin",
    }


def shared_headers(*, script: str, style: str, frame_ancestors: str) -> dict[str, str]:
    """Return the headers of a shared link's page: its one script, its one style, and no more."""
    rules = _SHARED | {
        "script-src": f"'{script}'",
        "style-src": f"'{style}'",
        "frame-ancestors": frame_ancestors,
    }
    return _ALWAYS | {
        "Content-Security-Policy": _written(rules),
        "Referrer-Policy": "no-referrer",  # the address is the key
        "Cache-Control": "no-store",
        "X-Robots-Tag": "noindex, nofollow",
    }


def is_from_nobody_else(headers: Mapping[str, str]) -> bool:
    """Tell whether no other site asked for a page: its reader did, or a page of ours.

    Then no other site holds its window. To say `OPENER` all the same would have the browser throw
    away the process that it began for the page, and begin another: 20 ms of every opening.
    Browsers that do not tell who asks (Fetch Metadata, W3C) are taken to be sent by another site.
    """
    return headers.get("Sec-Fetch-Site", "") in {"none", "same-origin"}


def check_frame_ancestors(sources: str) -> str:
    """Return who may show our pages in a frame, as a Content-Security-Policy says it.

    Raises:
        Refused: It says something else, or lets everybody.
    """
    words = {"self": "'self'", "none": "'none'"}
    listed = [words.get(each, each) for each in sources.split()]
    alone = "'none'" not in listed or len(listed) == 1
    if not listed or not alone or not all(_ANCESTOR.fullmatch(each) for each in listed):
        raise Refused("cli.bad_frame_ancestors", sources=sources)
    return " ".join(listed)


def _written(rules: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in rules.items())
