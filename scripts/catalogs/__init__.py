"""Message catalogs in pure Python: where messages come from, how they are kept and checked."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("vi", "de")
APPS = ("core", "portals", "forums", "conferences", "proposals", "library", "dashboard", "demo")
