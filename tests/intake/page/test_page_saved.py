"""Pages saved as plain text: the frame goes, the article stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bashu.intake.page import read_fields

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Samples


def saved_page(samples: Samples) -> str:
    paragraphs = "\n\n".join(f"  {text}" for text in samples.paragraphs)
    return f"""示例新闻|示例经济|区县|文娱

首页 > 经济 > 地方

{samples.title}

http://www.example.cn/ 】 【2020-10-30 11:18:10】 【来源:示例网】

{paragraphs}


推荐阅读

一部电影公布海报
某地发布机会清单 现场签约六十亿

热门点击
  1. 某地经济稳中有升
  2. 某企业减亏

关于我们 - 联系我们 - 广告刊列
示例报 版权所有
"""


def test_the_frame_of_a_saved_page(samples: Samples) -> None:
    page = read_fields(saved_page(samples))
    assert page.title == samples.title
    assert page.published_at == "2020-10-30T11:18:10+08:00"
    assert page.source == "示例网"
    assert page.channel == ("首页", "经济", "地方")
    assert page.body == samples.body
    assert "热门点击" in page.page_text


def test_the_page_text_is_the_whole_text(samples: Samples) -> None:
    text = saved_page(samples)
    assert read_fields(text.encode("gbk")).page_text == text


def test_title_with_its_site_and_a_subtitle(samples: Samples) -> None:
    text = f"""{samples.title}_示例网
首页 | 新闻 | 财经
当前位置：首页>财经>正文
{samples.title}
——首批项目明年落地
2020-10-30 11:18  来源：示例网  作者：张三  编辑：李四

{samples.body}
（责任编辑：李四）
相关新闻
别处也签约
"""
    page = read_fields(text)
    assert (page.title, page.source, page.authors, page.editor) == (
        samples.title,
        "示例网",
        ("张三",),
        "李四",
    )
    assert page.channel == ("首页", "财经", "正文")
    assert page.body == samples.body


def test_nothing_but_title_and_paragraphs(samples: Samples) -> None:
    page = read_fields(f"{samples.title}\n\n{samples.body}\n")
    assert (page.title, page.body) == (samples.title, samples.body)
    assert (page.source, page.published_at, page.channel) == ("", "", ())


def test_a_medium_beside_the_time(samples: Samples) -> None:
    text = f"""示例园区之声
公告|政策|名单
公告 > 名单

{samples.title}
2023-03-25 10:10  示例园区之声  责任编辑:本站

{samples.body}
"""
    page = read_fields(text)
    assert (page.title, page.source, page.editor) == (samples.title, "示例园区之声", "")
    assert page.published_at == "2023-03-25T10:10+08:00"
    assert page.channel == ("公告", "名单")


def test_rows_with_tabs(samples: Samples) -> None:
    first, second, _ = samples.paragraphs
    text = f"{samples.title}\n来源：示例日报 发布日期：2020年10月30日\n{first}\n序号\t甲方\t乙方\n1\t示例甲公司\t示例乙公司\n{second}\n"
    page = read_fields(text)
    assert page.body.split("\n") == [first, "序号 | 甲方 | 乙方", "1 | 示例甲公司 | 示例乙公司", second]


@pytest.mark.shared
def test_the_report_of_the_signing(shared: Path) -> None:
    (path,) = (shared / "seed").glob("*.txt")
    page = read_fields(path.read_bytes())
    assert page.title == "合作推动电子信息产业高质量协同发展"
    assert page.published_at == "2020-10-30T11:18:10+08:00"
    assert page.source == "四川新闻网"
    assert page.channel == ("首页", "经济在线", "四川经济")
    assert page.body.startswith("10月29日")
    assert page.body.endswith("共同把电子信息产业做大。”")
    assert len(page.body.split("\n")) == 8
    for frame in ("推荐阅读", "热点点击", "文娱前沿", "版权所有", "hrnewspaper"):
        assert frame not in page.body
