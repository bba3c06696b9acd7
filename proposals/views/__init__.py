"""Pages of problems and solutions."""
