"""From a file's rows to numbers: the mapping of its columns, and the account of its rows."""
