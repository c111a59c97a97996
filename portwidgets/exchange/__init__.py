"""Other people's files: spreadsheets and mails in, carriers' forms and reports out."""
