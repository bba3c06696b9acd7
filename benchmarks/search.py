"""Measure search: speed on any number of made-up texts, and quality on judged collections.

    python benchmarks/search.py                         # speed at 10,000 documents, SQLite
    python benchmarks/search.py --documents 100000
    python benchmarks/search.py --judged FOLDER         # quality: runs FOLDER/evaluate.py with our adapter
    DATABASE_URL=postgresql://... python benchmarks/search.py

The texts are made of invented words whose frequencies fall as in real language (Zipf), a third each with
Vietnamese, German and English letters, about a kilobyte long, under a dozen portals and themes. Times are
compared with SQLite's FTS5 on the same texts in the same run.
"""

import argparse
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from django.core.management import call_command

from benchmarks.reference import Reference
from benchmarks.search_adapter import SqlEngine
from core.search.models import Entry, Posting, Term
from core.search.registry import Document
from core.search.results import Filters
from core.search.sql import generations
from core.search.texts import length

SHELF = "speed"
READER = {"public", "members", "user:1", "portal:1", *(f"board:{number}" for number in range(8))}
BATCH = 200
ONSETS = "b c ch d đ g gi h k kh l m n ng nh ph qu r s t th tr v x".split()
RIMES = (
    "a an ang anh ao au ay ă ăn â âm ân e em en eo ê ên i ia iên in inh o oi ôn ông ơ u ung ư ương".split()
)
TONES = ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"]
HEADS = "b d f g h k l m n p r s t w st tr sch".split()
TAILS = "a e i o u ei au ar en".split()
SYLLABLES = [head + tail for head in HEADS for tail in TAILS]


def vocabulary(language: str, rng: random.Random) -> list[str]:
    """Return invented words of a language, the most frequent first."""
    if language == "vi":
        words = [onset + rime + tone for onset in ONSETS for rime in RIMES for tone in TONES]
        return rng.sample(words, 4_500)
    return [
        "".join(rng.choices(SYLLABLES, k=1 + at // 1_500 % 4)) + "tion" * (at % 17 == 0)
        for at in range(20_000)
    ]


def documents(number: int, rng: random.Random) -> Iterator[Document]:
    """Yield that many documents of about a kilobyte."""
    words = {language: vocabulary(language, rng) for language in ("vi", "de", "en")}
    zipf = {language: [1 / (rank + 3) for rank in range(len(known))] for language, known in words.items()}
    today = date(2026, 11, 1)
    for at in range(number):
        language = ("vi", "de", "en")[at % 3]
        text = rng.choices(words[language], zipf[language], k=rng.randint(60, 260))
        yield Document(
            kind=("practice", "problem", "solution", "thread", "session")[at % 5],
            object_id=at,
            language=language,
            title=" ".join(text[:7]),
            summary=" ".join(text[7:25]),
            body=" ".join(text[25:]),
            url=f"/{at}/",
            reach=({"public"}, {"members"}, {"members"}, {f"board:{at % 40}"})[at % 4],
            portal=(at % 12, f"Portal {at % 12}"),
            themes=[(f"theme{at % 14}", f"Theme {at % 14}")],
            state=(("draft", "open", "published")[at % 3], ""),
            dated_on=today - timedelta(days=at % 900),
        )


def questions(texts: Sequence[Document], rng: random.Random, size: tuple[int, int]) -> list[str]:
    """Return questions of some words that stand in a document, every third with a letter wrong."""
    asked = []
    for at in range(150):
        words = f"{rng.choice(texts).title} {rng.choice(texts).summary}".split()
        start = rng.randint(0, 4)
        chosen = words[start : start + rng.randint(*size)]
        asked.append(" ".join(chosen) if at % 3 else " ".join(chosen)[:-2] + "x")
    return asked


def timed(name: str, call: Callable[[str], object], inputs: Sequence[str], reference: float = 0.0) -> float:
    """Call with every input; print median and 95th percentile of wall time and of our own CPU time.

    `reference` is the median of the same on FTS5 (processor milliseconds); return ours.
    """
    for one in inputs[:10]:
        call(one)
    walls, cpus = [], []
    for one in inputs:
        began, worked = time.perf_counter(), time.process_time()
        call(one)
        walls.append((time.perf_counter() - began) * 1000)
        cpus.append((time.process_time() - worked) * 1000)
    wall, cpu = (statistics.quantiles(spent, n=20) for spent in (walls, cpus))
    ratio = f"{cpu[9] / reference:9.1f}x" if reference else ""
    print(f"{name:<48}{wall[9]:8.1f}{wall[18]:8.1f}{cpu[9]:10.1f}{cpu[18]:8.1f}{ratio}", flush=True)
    return cpu[9]


def speed(number: int) -> None:
    """Build, update, ask, suggest and compare, printing a line for each."""
    call_command("migrate", verbosity=0)
    rng = random.Random(7)
    texts = list(documents(number, rng))
    engine, reference = SqlEngine(SHELF), Reference()
    base = _built("FTS5", number, lambda: reference.build(texts))
    _built("ours", number, lambda: _build(engine, texts), base)
    print(
        f"{Entry.objects.count()} entries, {Term.objects.count()} terms, {Posting.objects.count()} postings"
    )
    print(f"{'milliseconds':<48}{'p50':>8}{'p95':>8}{'CPU p50':>10}{'p95':>8}{'to FTS5':>10}")
    changed = [str(rng.randrange(number)) for _ in range(60)]
    base = timed("FTS5: one document", lambda at: reference.renew(texts[int(at)]), changed)
    timed("renew one document", lambda at: _renew(engine, texts[int(at)]), changed, base)
    long, short = questions(texts, rng, (9, 14)), questions(texts, rng, (3, 4))
    for name, asked in (("question", long), ("short", short)):
        base = timed(f"FTS5: {name}", reference.find, asked)
        timed(f"{name}: matches ranked", lambda typed: _matches(engine, typed), asked, base)
        timed(f"{name}: page with facets and passages", lambda typed: _page(engine, typed), asked, base)
        narrowed = f"{name}: the same, narrowed by kind and portal"
        timed(narrowed, lambda typed: _narrowed(engine, typed), asked, base)
    timed("no question: list all with facets", lambda typed: _page(engine, ""), short)
    timed("suggestions", lambda typed: engine.suggest(typed[:6], READER, 8), short)
    timed("similar", lambda typed: engine.similar(typed * 3, READER, (), None, 5), long)
    print(f"memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")


def _built(name: str, number: int, build: Callable[[], object], reference: float = 0.0) -> float:
    """Build, print what each document cost, return our CPU milliseconds for one."""
    began, worked = time.perf_counter(), time.process_time()
    build()
    wall = (time.perf_counter() - began) / number * 1000
    cpu = (time.process_time() - worked) / number * 1000
    ratio = f", {cpu / reference:.1f} times FTS5" if reference else ""
    print(f"{name}: {number} documents, each {wall:.2f} ms, {cpu:.2f} ms of our CPU{ratio}", flush=True)
    return cpu


def _build(engine: SqlEngine, texts: Sequence[Document]) -> None:
    average = sum(map(length, texts[:2_000])) / len(texts[:2_000])
    starts = range(0, len(texts), BATCH)
    engine.rebuild([partial(texts.__getitem__, slice(at, at + BATCH)) for at in starts], average)


def _renew(engine: SqlEngine, text: Document) -> None:
    engine.renew([(text.kind, str(text.object_id))], lambda: [text])


def _matches(engine: SqlEngine, typed: str) -> None:
    generation = generations.active(SHELF)
    assert generation
    engine.asking(generation, typed, Filters(), READER).matches()


def _page(engine: SqlEngine, typed: str) -> None:
    engine.search(typed, Filters(), READER, 1, 20)


def _narrowed(engine: SqlEngine, typed: str) -> None:
    engine.search(typed, Filters(kind=("practice",), portal=("0", "5")), READER, 1, 20)


def judge(folder: Path) -> None:
    """Run the judge of a folder of collections on our adapter, all variants."""
    adapter = "benchmarks.search_adapter"
    arguments = [f"{adapter}:search", "--setup", f"{adapter}:index", "--all-variants"]
    subprocess.run([sys.executable, str(folder / "evaluate.py"), *arguments], cwd=ROOT, check=True)


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--judged", type=Path, help="folder with evaluate.py and its collections")
    options = parser.parse_args()
    if options.judged:
        judge(options.judged)
    else:
        speed(options.documents)


if __name__ == "__main__":
    main()
