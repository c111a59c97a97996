"""What leaves a project to be read or signed: letters, reports, run sheets, calendar files."""
