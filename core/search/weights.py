"""Every number that moves the ranking, in one place; `benchmarks/search.py` judges a change."""

K1, B = 1.2, 0.75
SCALE = 1000
DRIFT = 0.05

FIELDS = {
    "title": 1.5,
    "summary": 1.2,
    "tags": 1.2,
    "body": 1.0,
    "themes": 0.3,
    "attachments": 0.6,
    "comments": 0.3,
}
TITLE_BONUS, TITLE_B, TITLE_WORDS = 0.2, 0.3, 8.0

PAIR = 0.5
STEM = 0.8
GRAM = 0.3
VARIANT = 0.9
SYNONYM = 0.6

EXPANSION = 0.2
EXPANSION_OVERLAP = 0.5
EXPANSION_WORDS = 10
EXPANSION_SHARE = 0.05

TOO_COMMON = 0.25
FEWEST_TERMS = 4
BUDGET = 50_000
MOST_TERMS = 400

COVERED, COVERED_LOOSELY, ENOUGH = 0.4, 0.25, 10
CLOSE = 0.35

RANKED, ADJUSTED = 400, 50
ACCENTS = 0.25
PHRASE_IN_TITLE = 0.1
FRESHNESS = 0.1
USEFULNESS = 0.1
OUTDATED = 0.7
