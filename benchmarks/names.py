"""Short names to legal names: Bashu, rapidfuzz and TF-IDF over character n-grams, in one run on the same names.

Three questions: which firm (acc@1), all names at once and one to one, and how many names are decided without a
person at which precision; the last also with part of the firms taken off the register. Then a million
organisations made of the parts of real names: build, memory and names per second. The split is drawn with
``--seed``; the weights were fitted on all short names (``benchmarks/names_fit.py --folds`` leaves names out).

    python benchmarks/names.py --seed 7 --million
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from pathlib import Path

import polars as pl

from bashu.intake import Agreement, Article, NameRegister, Party, merge_agreements
from bashu.intake.names import parse
from bashu.intake.names.grammar import plain, without_marks_of_exchange

#: names asked of the slow rivals
SOME = 400


def firms(data: Path) -> pl.DataFrame:
    """The register with its short names: organisation, name, place, short."""
    table = pl.read_parquet(data / "companies.parquet")
    place = pl.concat_str([pl.col("province").fill_null(""), pl.col("city").fill_null("")])
    return table.select(organisation="code", name="fullname", place=place, short="name")


def shares(register: NameRegister, asked: pl.DataFrame, label: str) -> None:
    """Print accuracy over the names on record, and what is decided without a person."""
    known = set(register.organisations)
    start = time.process_time()
    found = register.resolve_many(asked["short"].to_list(), limit=1)
    took = time.process_time() - start
    codes = asked["organisation"].to_list()
    right = [bool(one) and one[0].organisation == code for one, code in zip(found, codes, strict=True)]
    same = [hit for one, hit in zip(found, right, strict=True) if one and one[0].decision == "same"]
    on_record = [code in known for code in codes]
    accuracy = sum(hit for hit, there in zip(right, on_record, strict=True) if there) / sum(on_record)
    print(
        f"{label:28} acc@1 {accuracy:.4f}  accepted {sum(same) / sum(on_record):.3f} of those on record"
        f" at precision {sum(same) / len(same):.4f}  {len(codes) / took:,.0f} names/s"
    )


def one_to_one(register: NameRegister, asked: pl.DataFrame, label: str) -> None:
    """Print the accuracy of a whole list at once over the names on record, and what is decided without a person."""
    known = set(register.organisations)
    start = time.process_time()
    given = register.resolve_all(asked["short"].to_list())
    took = time.process_time() - start
    right = (given["organisation"] == asked["organisation"]).fill_null(value=False)
    same = given["decision"] == "same"
    on_record = asked["organisation"].is_in(known).sum()
    print(
        f"{label:28} acc@1 {right.sum() / on_record:.4f}  accepted {same.sum() / on_record:.3f} of those on record"
        f" at precision {right.filter(same).mean():.4f}  {asked.height / took:,.0f} names/s"
    )


def rivals(table: pl.DataFrame, asked: pl.DataFrame) -> None:
    """Print the accuracy of rapidfuzz (some names) and of TF-IDF over character n-grams."""
    from rapidfuzz import fuzz, process

    names, codes = table["name"].to_list(), table["organisation"].to_list()
    some = asked.head(SOME)
    for scorer in (fuzz.ratio, fuzz.WRatio):
        start = time.process_time()
        found = [process.extractOne(short, names, scorer=scorer)[2] for short in some["short"]]
        took = time.process_time() - start
        right = sum(codes[at] == code for at, code in zip(found, some["organisation"], strict=True))
        print(
            f"rapidfuzz {scorer.__name__:18} acc@1 {right / some.height:.4f}  {some.height / took:,.0f} names/s"
        )
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
    except ImportError:
        print("scikit-learn is not installed: TF-IDF left out")
        return
    for grams in ((1, 2), (1, 3)):
        vectoriser = TfidfVectorizer(analyzer="char", ngram_range=grams)
        held = vectoriser.fit_transform(names)
        start = time.process_time()
        likeness = vectoriser.transform(asked["short"].to_list()) @ held.T
        found = (
            likeness.argmax(axis=1).A1 if hasattr(likeness.argmax(axis=1), "A1") else likeness.argmax(axis=1)
        )
        took = time.process_time() - start
        right = sum(codes[int(at)] == code for at, code in zip(found, asked["organisation"], strict=True))
        print(
            f"TF-IDF, characters {grams}    acc@1 {right / asked.height:.4f}  {asked.height / took:,.0f} names/s"
        )


def merging(table: pl.DataFrame, seed: int, events: int = 400) -> None:
    """Print how many events told by full names in one paper and short ones in another become one agreement.

    Every event has a rival: the same partner signs on the same day with another firm whose brand begins alike, and
    every second rival stands in no paper by its full name.
    """
    draw = random.Random(seed)
    rows = [
        (full, without_marks_of_exchange(plain(short)))
        for full, short in table.drop_nulls("short").select("name", "short").iter_rows()
    ]
    by_brand: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        by_brand.setdefault(parse(row[0]).brand[:2], []).append(row)
    # firms with a namesake come first, so that half of the events have a rival
    rows.sort(key=lambda row: len(by_brand[parse(row[0]).brand[:2]]) < 2)
    alike = sum(len(those) for those in by_brand.values() if len(those) > 1)
    firsts = draw.sample(rows[:alike], events // 2) + draw.sample(rows, events - events // 2)
    pages: list[Article] = []
    events_of: dict[str, int] = {}
    for event, (first, partner) in enumerate(zip(firsts, draw.sample(rows, events), strict=True)):
        day = f"2021-{1 + event % 12:02}-{1 + event // 12 % 28:02}"
        rival = draw.choice(by_brand[parse(first[0]).brand[:2]])
        for number, firm in enumerate((first, rival)):
            if partner == firm or (number and firm == first):
                continue
            for way in (1,) if number and event % 2 else (0, 1):
                both = tuple(Party(one[way], "enterprise") for one in (firm, partner))
                told = Agreement("enterprise", both, signed_on=day)
                pages.append(Article(f"{event}.{number}", f"{way}", published_at=day, agreements=(told,)))
                events_of[pages[-1].title] = events_of.get(pages[-1].title, 0) + 1
    start = time.process_time()
    merged = merge_agreements(pages)
    took = time.process_time() - start
    titles = [{source.title for source in one.sources} for one in merged]
    twice = sum(count == 2 for count in events_of.values())
    once = sum(
        1 for one, among in zip(merged, titles, strict=True) if len(one.tellings) == 2 and len(among) == 1
    )
    wrong = sum(len(among) > 1 for among in titles)
    print(
        f"events told by full and by short names: {once / twice:.3f} of {twice} are one agreement,"
        f" {wrong} put two events together, {len(pages) / took:,.0f} pages/s"
    )


def million(table: pl.DataFrame, count: int, seed: int) -> None:
    """Print build, memory and speed over organisations made of the parts of real names."""
    draw = random.Random(seed)
    parts = [parse(name) for name in table["name"]]
    brands = sorted({part.brand for part in parts if 2 <= len(part.brand) <= 4})
    trades = sorted({part.trade for part in parts if part.trade})
    places = sorted({part.place for part in parts if part.place})
    forms = ["有限公司"] * 6 + ["有限责任公司", "股份有限公司", "集团有限公司"]
    # half the brands are new combinations of two characters of real ones
    characters = [char for brand in brands for char in brand]
    made: set[str] = set(table["name"])
    while len(made) < count:
        brand = (
            draw.choice(brands) if draw.random() < 0.5 else draw.choice(characters) + draw.choice(characters)
        )
        made.add(draw.choice(places) + brand + draw.choice(trades) + draw.choice(forms))
    names = sorted(made)
    frame = pl.DataFrame({"organisation": [f"o{at}" for at in range(count)], "name": names})
    del made
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start, wall = time.process_time(), time.perf_counter()
    register = NameRegister(frame)
    took = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count:,} organisations: built in {took:.1f} s processor, {time.perf_counter() - wall:.1f} s wall,"
        f" peak {peak:,.0f} MB ({before:,.0f} MB before: the names themselves as this script holds them)"
    )
    chosen = draw.sample(range(count), 4_000)
    lists = {
        "legal names": [names[at] for at in chosen],
        "without form": [names[at].removesuffix("有限公司").removesuffix("股份") for at in chosen],
        "region moved into brackets": [_moved(names[at]) for at in chosen],
        "one character dropped": [_dropped(names[at], draw) for at in chosen],
        "short names of listed firms": table["short"].drop_nulls().to_list(),
    }
    for label, asked in lists.items():
        start = time.process_time()
        found = register.resolve_many(asked)
        took = time.process_time() - start
        told = (
            ""
            if len(asked) != len(chosen)
            else f"  first is right {sum(bool(one) and one[0].organisation == f'o{at}' for one, at in zip(found, chosen, strict=True)) / len(chosen):.3f}"
        )
        print(f"  {label:28} {len(asked) / took:,.0f} names/s{told}")
    start = time.process_time()
    for name in lists["without form"][:500]:
        register.resolve(name)
    print(f"  {'one at a time':28} {500 / (time.process_time() - start):,.0f} names/s")


def _moved(name: str) -> str:
    part = parse(name)
    return f"{part.rest}({part.place}){part.form}"


def _dropped(name: str, draw: random.Random) -> str:
    at = draw.randrange(2, len(name) - 4)
    return name[:at] + name[at + 1 :]


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "data" / "chain"
    )
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--count", type=int, default=1_000_000)
    options = parser.parse_args()
    if not options.data.exists():
        print(f"no data at {options.data}")
        return
    table = firms(options.data)
    asked = table.drop_nulls("short")
    if options.million:
        million(table, options.count, options.seed)
        return
    held = table.drop("short")
    register = NameRegister(held)
    merging(table, options.seed)
    shares(register, asked, "all on record")
    for gone in (0.1, 0.3):
        kept = held.sample(fraction=1 - gone, seed=options.seed)
        shares(NameRegister(kept), asked, f"{gone:.0%} not on record")
        shares(NameRegister(kept, on_record=1 - gone), asked, f"{gone:.0%}, and told so")
        one_to_one(NameRegister(kept), asked, f"{gone:.0%}, as one list")
    one_to_one(register, asked, "all on record, as one list")
    rivals(table, asked.sample(fraction=1.0, shuffle=True, seed=options.seed))


if __name__ == "__main__":
    main()
