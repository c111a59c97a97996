"""What a phone number is and how people write it: one, several, a range, a whole column."""
