#!/usr/bin/env python3
"""Run every check and test, step by step, and sum up; see ./test.

    ./test             everything: checks, the suite on SQLite, on PostgreSQL with Redis, in the browser
    ./test PATHS...    only those tests, on SQLite, quickly (options of pytest may be among them)

With CI=true what is missing is installed, and nothing is skipped for want of it.
"""

import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import machine

ROOT = machine.ROOT
PYTHON = sys.executable
BIN = Path(PYTHON).parent
APPS = ("core", "portals", "forums", "conferences", "proposals", "library", "dashboard", "demo", "config")
PRODUCTION = {
    "INTERPORTAL_MODE": "production",
    "INTERPORTAL_DEBUG": "",
    "SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ALLOWED_HOSTS": "interportal.example",
    "SITE_URL": "https://interportal.example",
    "DATABASE_URL": "postgresql://interportal@127.0.0.1/interportal",
    "REDIS_URL": machine.REDIS_SERVER,
    "EMAIL_HOST": "mail.interportal.example",
    "BEHIND_PROXY": "true",
}
DEPLOYED = ("check", "--deploy", "--fail-level", "WARNING")
EMBEDDED = {"DATABASE_URL": "", "REDIS_URL": ""}
JOURNEYS = "tests/journeys"
WORKERS = ("-n", "2", "--dist", "worksteal")
SHOWN_LINES = 60


@dataclass
class Tally:
    """What has been run so far, and how it went."""

    counts: Counter[str] = field(default_factory=Counter)
    failed_steps: list[str] = field(default_factory=list)
    engines: list[str] = field(default_factory=list)

    def add(self, step: str, passed: int, failed: int, skipped: int = 0) -> None:
        """Add the outcome of one step."""
        self.counts.update(passed=passed, failed=failed, skipped=skipped)
        if failed:
            self.failed_steps.append(step)


def environment(changes: dict[str, str]) -> dict[str, str]:
    """Return the environment of a step, with its data inside var/."""
    ours = {
        "INTERPORTAL_DATA": str(ROOT / "var" / "test"),
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "",
    }
    return os.environ | ours | changes


def report(step: str, outcome: str, began: float) -> None:
    """Print how a step went and how long it took."""
    print(f"{outcome:>8}  {step}  ({time.monotonic() - began:.1f} s)", flush=True)


def check(step: str, *command: str, **changes: str) -> tuple[str, bool]:
    """Run one static check and say whether all is well; its output is shown only when it fails."""
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env=environment(changes), check=False, capture_output=True, text=True
    )
    if done.returncode:
        lines = (done.stdout + done.stderr).rstrip().splitlines()
        print("\n".join([*lines[:SHOWN_LINES], *lines[SHOWN_LINES:][-1:]]))
    report(step, "FAILED" if done.returncode else "ok", began)
    return step, not done.returncode


def checks(tally: Tally) -> None:
    """Run everything that reads the code without running the tests, the longest first, two at a time."""
    manage = (PYTHON, "manage.py")
    with ThreadPoolExecutor(2) as pool:
        steps = [
            pool.submit(check, "types", str(BIN / "mypy"), *APPS),
            pool.submit(check, "templates", str(BIN / "djlint"), "templates", "--lint", "--quiet"),
            pool.submit(check, "messages", PYTHON, "scripts/messages.py", "check"),
            pool.submit(check, "migrations", *manage, "makemigrations", "--check", "--dry-run", **EMBEDDED),
            pool.submit(check, "production settings", *manage, *DEPLOYED, **PRODUCTION),
            pool.submit(check, "floors and rooms", str(BIN / "lint-imports")),
            pool.submit(check, "format", str(BIN / "ruff"), "format", "--check", "."),
            pool.submit(check, "lint", str(BIN / "ruff"), "check", "."),
        ]
    for one in steps:
        step, is_well = one.result()
        tally.add(step, passed=int(is_well), failed=int(not is_well))


def counted(results: Path) -> tuple[int, int, int]:
    """Return how many tests passed, failed and were skipped, from pytest's XML report."""
    if not results.exists():
        return 0, 1, 0
    totals: Counter[str] = Counter()
    for suite in ET.parse(results).getroot().iter("testsuite"):
        totals.update({name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")})
    failed = totals["failures"] + totals["errors"]
    return totals["tests"] - failed - totals["skipped"], failed, totals["skipped"]


def tests(tally: Tally, step: str, *arguments: str, **changes: str) -> None:
    """Run pytest and add its counts."""
    print(f"\n── {step}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "results.xml"
        command = (PYTHON, "-m", "pytest", "-q", "--durations=15", f"--junitxml={results}", *arguments)
        code = subprocess.run(command, cwd=ROOT, env=environment(changes), check=False).returncode
        passed, failed, skipped = counted(results)
    if code not in (0, 5) and not failed:
        failed = 1
    report(step, "FAILED" if failed else "ok", began)
    tally.add(step, passed, failed, skipped)


def without(tally: Tally, step: str, reason: str) -> None:
    """Note a step that this machine cannot run: a failure in CI."""
    print(f"\n── {step}: not run, {reason}", flush=True)
    tally.add(step, passed=0, failed=int(machine.IN_CI))


def on_sqlite(tally: Tally) -> None:
    """Run the suite as ./run runs the product."""
    tests(tally, "SQLite", *WORKERS, f"--ignore={JOURNEYS}", "-m", "not postgres and not redis", **EMBEDDED)
    tally.engines.append("SQLite")


def on_postgres(tally: Tally) -> None:
    """Run the same suite on the engines of production."""
    database, redis_server = machine.postgres(), machine.redis_server()
    if not (database and redis_server):
        step = "PostgreSQL and Redis"
        return without(tally, step, "they do not answer (name them: TEST_DATABASE_URL, TEST_REDIS_URL)")
    step = f"{machine.postgres_version(database)} and Redis"
    tests(tally, step, *WORKERS, f"--ignore={JOURNEYS}", DATABASE_URL=database, REDIS_URL=redis_server)
    tally.engines.append(step)
    return None


def in_browser(tally: Tally) -> None:
    """Walk the journeys; apart, for Playwright and pytest-asyncio cannot share a process."""
    if not (ROOT / JOURNEYS).exists():
        return None
    if not (chromium := machine.browser()):
        return without(tally, "journeys in Chromium", "there is none (name one: CHROMIUM=/path)")
    tests(tally, "journeys in Chromium", JOURNEYS, CHROMIUM=chromium, **EMBEDDED)
    tally.engines.append("Chromium")
    return None


def whole(tally: Tally) -> None:
    """Run every step."""
    if machine.IN_CI:
        machine.complete()
    for step in (checks, on_sqlite, on_postgres, in_browser):
        step(tally)


def chosen(tally: Tally, arguments: list[str]) -> None:
    """Run only the named tests."""
    tests(tally, "SQLite", *arguments, CHROMIUM=machine.browser(), **EMBEDDED)
    tally.engines.append("SQLite")


def main() -> int:
    """Run what the arguments ask for, print the summary, return the exit code."""
    began = time.monotonic()
    tally = Tally()
    if sys.argv[1:]:
        chosen(tally, sys.argv[1:])
    else:
        whole(tally)
    failed = f"; failed: {', '.join(tally.failed_steps)}" if tally.failed_steps else ""
    print(f"\nRan on {', '.join(tally.engines)} in {time.monotonic() - began:.0f} s{failed}")
    print("{passed} passed, {failed} failed, {skipped} skipped".format_map(tally.counts))
    return 1 if tally.counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
