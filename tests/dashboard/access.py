"""Who gets what answer at home, in search and at the doors for machines: everybody, each their own view."""

from tests.access import visit

ACCESS = [
    visit("dashboard:home"),
    visit("dashboard:search"),
    visit("dashboard:search", query="?q=desk", note="with words"),
    visit("dashboard:suggest", query="?q=desk"),
    visit("dashboard:healthz"),
    visit("dashboard:readyz"),
]
