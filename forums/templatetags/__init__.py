"""Template words of the forum."""
