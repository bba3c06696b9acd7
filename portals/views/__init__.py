"""Pages of portals, people and the own account."""
