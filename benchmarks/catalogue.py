"""Search over 95,000 product names: Bashu, tantivy alone and rapidfuzz, in one run on the same questions.

Two tasks by the same call: from a narrow name to a held-out broad one, and from a misspelt or decorated name
to the original. Splits are drawn here with ``--seed``; weights were tuned on seed 1, so report another.

    python benchmarks/catalogue.py --seed 7 --questions 2000
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Search = Callable[[str, int], list[str]]

LIMIT = 10


@dataclass(frozen=True)
class Question:
    """A text, the one right answer, what is taken out of the list, and which task it belongs to."""

    task: str
    text: str
    answer: str
    known: frozenset[str]


def chain_folder() -> Path:
    stated = os.environ.get("BASHU_SHARED")
    shared = Path(stated) if stated else Path(__file__).resolve().parents[2] / "shared"
    return shared / "data" / "chain"


def narrow_to_broad(edges: pl.DataFrame, seed: int, count: int) -> list[Question]:
    """Hold out a tenth of the edges; ask for each with all other known broad names taken out."""
    rows = edges.select("broad", "narrow", "head_match").rows()
    draw = random.Random(seed)
    held = sorted(draw.sample(rows, len(rows) // 10))
    broads = defaultdict(set)
    for broad, narrow, _ in rows:
        broads[narrow].add(broad)
    return [
        Question(
            "broad, head" if head else "broad, other",
            narrow,
            broad,
            frozenset(broads[narrow] - {broad} | {narrow}),
        )
        for broad, narrow, head in draw.sample(held, min(count, len(held)))
    ]


def variant(name: str, draw: random.Random, names: Sequence[str]) -> tuple[str, str]:
    """One slip or decoration and what it is called."""
    kind = draw.choice(["dropped", "swapped", "inserted", "halves", "decorated"])
    at = draw.randrange(len(name) - 1)
    if kind == "dropped":
        return kind, name[:at] + name[at + 1 :]
    if kind == "swapped":
        return kind, name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    if kind == "inserted":
        return kind, name[:at] + draw.choice(draw.choice(names)) + name[at:]
    if kind == "halves":
        middle = len(name) // 2
        return kind, name[middle:] + name[:middle]
    number = draw.randrange(10, 999)
    wide = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in name)
    forms = [
        f"【{name}】",
        f"{name}（国产）",
        f"{name}-{number}型",
        f"优质{name}",
        f"{name}系列",
        f"{name} {number}kg",
        wide + "。",
    ]
    return kind, draw.choice(forms)


def misspelt(names: Sequence[str], seed: int, count: int) -> list[Question]:
    draw, taken = random.Random(seed), set(names)
    long_enough = [name for name in names if len(name) >= 3]
    questions: list[Question] = []
    while len(questions) < count:
        name = draw.choice(long_enough)
        kind, text = variant(name, draw, names)
        if text not in taken:
            questions.append(Question(f"variant, {kind}", text, name, frozenset()))
    return questions


def with_tantivy(names: Sequence[str]) -> Search:
    import tantivy

    from bashu.text import grams

    schema = tantivy.SchemaBuilder()
    schema.add_text_field("grams", stored=False, tokenizer_name="whitespace")
    schema.add_unsigned_field("number", stored=True)
    index = tantivy.Index(schema.build())
    writer = index.writer(100_000_000, 1)
    for number, name in enumerate(names):
        writer.add_document(tantivy.Document(grams=" ".join(grams(name)), number=number))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(text: str, limit: int) -> list[str]:
        words = sorted(set(grams(text)))
        if not words:
            return []
        terms = [
            (tantivy.Occur.Should, tantivy.Query.term_query(index.schema, "grams", word)) for word in words
        ]
        hits = searcher.search(tantivy.Query.boolean_query(terms), limit).hits
        return [names[searcher.doc(address)["number"][0]] for _, address in hits]

    return search


def with_rapidfuzz(names: Sequence[str]) -> Search:
    from rapidfuzz import fuzz, process

    def search(text: str, limit: int) -> list[str]:
        return [name for name, _, _ in process.extract(text, names, scorer=fuzz.ratio, limit=limit)]

    return search


def with_tfidf(names: Sequence[str]) -> Search:
    """TF-IDF over character grams of one to three and their cosine, as scikit-learn does it."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectoriser = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), dtype=np.float32)
    matrix = vectoriser.fit_transform(names).T.tocsr()

    def search(text: str, limit: int) -> list[str]:
        scores = vectoriser.transform([text]) @ matrix
        best = np.argsort(-scores.data, kind="stable")[:limit]
        return [names[place] for place in scores.indices[best]]

    return search


def rank_of(question: Question, found: Sequence[str]) -> int | None:
    left = [name for name in found if name not in question.known][:LIMIT]
    return left.index(question.answer) + 1 if question.answer in left else None


@dataclass(frozen=True)
class Measured:
    """What one search reached: shares found among ten and mean reciprocal ranks by task, and its times."""

    found: dict[str, float]
    reciprocal: dict[str, float]
    p50: float
    p99: float
    build: float


def measure(
    name: str, search: Search, questions: Sequence[Question], build: float, megabytes: float
) -> Measured:
    ranks = defaultdict(list)
    times = []
    for question in questions:
        start = time.perf_counter()
        found = search(question.text, LIMIT + len(question.known))
        times.append(time.perf_counter() - start)
        rank = rank_of(question, found)
        for task in (question.task, question.task.split(",", maxsplit=1)[0] + ", all"):
            ranks[task].append(0.0 if rank is None else 1 / rank)
    half, slow = np.percentile(np.array(times) * 1_000, [50, 99])
    print(
        f"\n{name}: build {build:.2f} s, {megabytes:.0f} MB, p50 {half:.2f} ms, p99 {slow:.2f} ms, one by one {len(times) / sum(times):,.0f} q/s"
    )
    for task, values in sorted(ranks.items()):
        scores = np.array(values)
        print(f"  {task:20} n {len(scores):5}  R@10 {(scores > 0).mean():.4f}  MRR {scores.mean():.4f}")
    return Measured(
        {task: float((np.array(values) > 0).mean()) for task, values in ranks.items()},
        {task: float(np.mean(values)) for task, values in ranks.items()},
        half,
        slow,
        build,
    )


def names_and_questions(folder: Path, seed: int, count: int) -> tuple[list[str], list[Question]]:
    """All product names, and as many questions of each of the two tasks, in random order."""
    names = pl.read_parquet(folder / "products.parquet")["product"].to_list()
    questions = narrow_to_broad(pl.read_parquet(folder / "subtypes_train.parquet"), seed, count)
    questions += misspelt(names, seed, count)
    random.Random(seed).shuffle(questions)
    return names, questions


def prepared(make: Callable[[], object]) -> tuple[object, float, float]:
    before, start = resident(), time.perf_counter()
    made = make()
    return made, time.perf_counter() - start, resident() - before


def resident() -> float:
    """Memory of this process in MB, now where the system says so, else at its peak."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--seed", type=int, default=7)
    arguments.add_argument("--questions", type=int, default=2_000, help="of each task")
    arguments.add_argument(
        "--slow", type=int, default=100, help="questions for rapidfuzz, which scans all names"
    )
    chosen = arguments.parse_args()
    folder = chain_folder()
    if not folder.is_dir():
        print(f"no {folder}: set BASHU_SHARED", file=sys.stderr)
        return 2
    names, questions = names_and_questions(folder, chosen.seed, chosen.questions)
    print(f"{len(names):,} names, {len(questions):,} questions, seed {chosen.seed}")

    from bashu.match import Catalogue

    table = pl.DataFrame({"product": names, "name_zh": names})
    catalogue, build, megabytes = prepared(lambda: Catalogue(table))
    assert isinstance(catalogue, Catalogue)
    catalogue.search("dianji")  # pronunciation is prepared by the first query in Latin letters
    measure(
        "bashu",
        lambda text, limit: [hit.product for hit in catalogue.search(text, limit)],
        questions,
        build,
        megabytes,
    )
    texts = [question.text for question in questions]
    wall, cpu = time.perf_counter(), time.process_time()
    catalogue.search_many(texts, LIMIT)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(
        f"  search_many: {len(texts) / wall:,.0f} q/s of the clock, {len(texts) / cpu:,.0f} per second of processor"
    )
    for name, make, asked in (
        ("tantivy, character uni- and bigrams, BM25", with_tantivy, questions),
        ("scikit-learn TF-IDF, character 1-3 grams", with_tfidf, questions),
        ("rapidfuzz ratio", with_rapidfuzz, questions[: chosen.slow]),
    ):
        search, build, megabytes = prepared(lambda make=make: make(names))  # type: ignore[misc]
        measure(name, search, asked, build, megabytes)  # type: ignore[arg-type]
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
