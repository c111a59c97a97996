"""The security headers that every answer carries."""

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
    "frame-ancestors": "'self'",
}
# JupyterLab's own page has scripts in it and makes functions from text.
_LAB = _STRICT | {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",
}


def headers(*, is_lab: bool) -> dict[str, str]:
    """Return the headers; JupyterLab's page needs a looser policy, still without other hosts."""
    policy = _LAB if is_lab else _STRICT
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
