"""The verbs of problems and solutions."""
