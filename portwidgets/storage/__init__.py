"""A project folder on disk; the only writer of project files."""
