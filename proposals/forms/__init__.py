"""Forms of problems and solutions: input to clean values, nothing is saved here."""
