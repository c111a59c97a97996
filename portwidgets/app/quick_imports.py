"""Leaves out of what the server imports what costs seconds and is never asked for.

It is imported before Voilà is.
"""

import sys

# jsonschema looks for it to check international addresses in schemas; of what Jupyter's server
# checks, none has any. Its import builds a parser: more than half of the server's start.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # "not to be found"
