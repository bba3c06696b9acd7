"""The chapters of the demo story, told in order."""
