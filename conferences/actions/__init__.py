"""The verbs of the conferences: what people can do here."""
