"""Reads other people's files into rows of texts; what the rows mean is not asked here."""
