"""Languages: sentences for people are made only here."""
