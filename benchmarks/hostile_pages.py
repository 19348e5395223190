"""Pages made to be slow or to break the reader, all facts included: 10 MB, 100,000 deep, one mark a million times.

Run: ``python benchmarks/hostile_pages.py``. Prints the processor seconds of every page of more than a second and the
slowest; any exception but our own ends the run.
"""

from __future__ import annotations

import time

from bashu.errors import BashuError
from bashu.intake import read_page
from bashu.intake.facts import knowledge_of

SIZE = 10_000_000
TOLD = "10月29日,四川省经信厅与重庆市经信委在宜宾签署战略合作协议,2019年产值突破1.2万亿元。"

#: what is repeated until the page has its size
REPEATED = (
    TOLD, f"{TOLD}\n", f"<p>{TOLD}</p>", f"<p>{TOLD}</p>\x00", f"<p>\ud800{TOLD}</p>", "<", ">", "&", "&#", "<!--", "<script>", "<p>字</p><iframe src=",
    "<a href=t_1.html ", "“", "(", "()", "《", ",", "、", "|", " ", "\n", "甲\t", "1", "一", "万", "2020年", "与", "签", "公司", "示例有限公司", "等",
    "甲公司与乙公司签署", "双方签署协议,", "甲方:示例有限公司\n", "1.示例甲有限公司——示例乙有限公司\n", "甲公司 | 乙公司 | 签约\n",
    "四川省成都市", "示例甲电子有限公司(下称“甲”)", "示例甲公司拿下一单:示例乙公司向其采购,", "签约。示例甲公司牵手示例乙公司,", "<meta name=a content=b>",
)  # fmt: skip
NESTED = ("<div>", "<span>", "<table><tr><td>", "<b><i><a href=x>", "<ul><li>", "<section>")


def pages() -> dict[str, bytes | str]:
    """Every hostile page by what it is made of."""
    repeated = {
        repr(piece[:30]): piece * (SIZE // len(piece.encode("utf-8", "replace"))) for piece in REPEATED
    }
    nested = {f"100,000 × {tag}": f"<html><body><p>字</p>{tag * 100_000}{TOLD * 3}" for tag in NESTED}
    encoded: dict[str, bytes | str] = {
        "0xff": b"\xff" * SIZE,
        "GBK": (TOLD * 60_000).encode("gbk"),
        "UTF-16": (TOLD * 60_000).encode("utf-16"),
        "one tag of two million attributes": f"<p {'a=b ' * (SIZE // 4)}>{TOLD * 5}",
    }
    return {**repeated, **nested, **encoded}


def main() -> None:
    """Read every page once."""
    knowledge = knowledge_of()
    read_page(TOLD * 5, workspace=knowledge)
    slowest = 0.0
    made = pages()
    for name, page in made.items():
        begun = time.process_time()
        try:
            article = read_page(page, workspace=knowledge)
            outcome = f"{len(article.body)} characters, {len(article.agreements)} agreements"
        except BashuError as error:
            outcome = f"refused: {error}"[:80]
        seconds = time.process_time() - begun
        slowest = max(slowest, seconds)
        if seconds > 1:
            print(f"{seconds:5.2f} s  {name}: {outcome}")
    print(f"{len(made)} pages, slowest {slowest:.2f} s of processor time (goal 2 s)")


if __name__ == "__main__":
    main()
