"""Coverage-guided fuzzing of the page reader (needs atheris, which is not a dependency: ``pip install atheris``).

Run: ``python benchmarks/fuzz_pages.py -max_total_time=300 CORPUS``. An input is a page as raw bytes, or a row of
numbers that put a page together from pieces of markup and of the language of signings. Any exception but our own,
any page of more than 2 s of processor time and any evidence outside the body ends the run with the input kept.
"""

from __future__ import annotations

import sys
import time

try:
    import atheris
except ImportError:
    sys.exit("atheris is needed, which is no dependency of Bashu: pip install atheris")

with atheris.instrument_imports(include=["bashu.intake", "bashu.text"]):
    from bashu.errors import BashuError
    from bashu.intake import merge_agreements, read_page
    from bashu.intake.facts import knowledge_of

PIECES = (
    "<p>", "</p>", "<div>", "</div>", "<table>", "<tr><td>", "</td><td>", "</td></tr></table>", "<br>", "<!--", "-->", "<script>",
    "</script>", "<h1>", "</h1>", "<title>", "</title>", "<iframe src='", "'>", "<frameset>", "<a href='t_1.html'>下一页</a>", "<meta charset=gb2312>",
    "<meta name='pubdate' content='", "&#xD800;", "&nbsp;", "&lt;", "\x00", "\ud800", "\ufeff", "\n", " | ", "\t", "　", "(", ")", "《", "》", "“", "”", "——", "...", ":", ";", ",", "、", "。",
    "四川省经信厅", "重庆市经信委", "成都高新区", "两江新区", "示例甲电子有限公司", "示例乙光电有限公司(下称“乙光电”)", "乙光电", "电子科技大学", "四川省半导体行业协会", "华为", "长虹",
    "与", "和", "同", "携手", "牵手", "分别", "等", "12家企业", "双方", "两家公司", "三方", "四家单位", "它", "公司", "企业", "园区", "来自", "重庆的", "在四川遂宁", "赴",
    "签署", "签订", "签约", "签了", "签下六份", "达成", "敲定", "盖章", "签约仪式", "落实", "尚未", "将", "拟", "此前", "尽快", "意向", "合作协议", "备忘录", "《合作框架协议》", "合同", "以来",
    "10月29日", "2020-10-29 08:00:00", "2019年", "去年", "近日", "今天", "昨天", "上个月", "十四五期间", "同时", "达产后", "其中", "突破", "万亿元", "20多家", "12.5亿元", "同比增长8.5%", "0.3个百分点", "三分之一", "1/3",
    "董事长", "王芳", "副局长李强", "来源:示例日报", "责任编辑:张三", "记者 李四", "甲方:", "乙方:", "签署时间:", "1.", "一、", "第三份", "序号|项目|甲方|乙方|金额(亿元)", "签约项目22个", "其余3个项目将另行签约", "向其采购",
)  # fmt: skip
KNOWLEDGE = knowledge_of()
MOST_SECONDS = 2.0


def page_of(data: bytes) -> bytes | str:
    """Raw bytes, or a page put together from pieces."""
    if not data or data[0] < 64:
        return data[1:]
    times = 1 + data[0] % 8 * (40 if data[0] > 200 else 1)
    return "".join(PIECES[code % len(PIECES)] for code in data[1:]) * times


def one_input(data: bytes) -> None:
    """Read one page twice over and merge what it says."""
    page = page_of(data)
    started = time.process_time()
    try:
        article = read_page(page, workspace=KNOWLEDGE)
    except BashuError:
        return
    seconds = time.process_time() - started
    if seconds > MOST_SECONDS:
        raise RuntimeError(f"{seconds:.1f} s")
    article.to_dict()
    for fact in (
        *article.agreements,
        *article.figures,
        *article.people,
        *article.organisations,
        *article.places,
    ):
        for spot in fact.evidence:
            if not 0 <= spot.start < spot.end <= len(article.body):
                raise RuntimeError(f"evidence outside the body: {spot}")
    merge_agreements([article, article])


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
