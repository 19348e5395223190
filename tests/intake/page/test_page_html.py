"""Fields of HTML pages in the shapes that Chinese sites use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bashu.intake.page import read_fields

if TYPE_CHECKING:
    from conftest import Samples


def test_an_ordinary_page(samples: Samples) -> None:
    page = read_fields(samples.news_page())
    assert page.title == samples.title
    assert page.published_at == "2020-10-30T11:18:10+08:00"
    assert page.source == "示例日报"
    assert page.authors == ("张三",)
    assert page.editor == "李四"
    assert page.channel == ("首页", "新闻", "地方")
    assert page.body == samples.body
    assert "版权所有" in page.page_text
    assert "别处的十家企业" not in page.body


def test_every_field_has_a_confidence(samples: Samples) -> None:
    page = read_fields(samples.news_page())
    assert set(page.confidence) == {"title", "published_at", "source", "authors", "editor", "channel", "body"}
    assert all(0.5 < value <= 1.0 for value in page.confidence.values())
    bare = read_fields(f"<p>{samples.paragraphs[0]}</p><p>{samples.paragraphs[1]}</p>")
    assert bare.source == ""
    assert bare.published_at == ""
    assert bare.confidence["source"] == bare.confidence["published_at"] == 0.0


def test_a_page_that_closes_itself_in_the_middle(samples: Samples) -> None:
    text = samples.news_page().replace('<div class="content">', '</body></html><div class="content">')
    assert read_fields(text).body == samples.body


def test_hidden_text_is_no_article(samples: Samples) -> None:
    hidden = '<p style="display:none">原来的题目是另一个，读者看不到它，写在这里只给程序用。</p>'
    assert read_fields(samples.news_page(body=hidden + samples.marked_up)).body == samples.body


def test_comments_longer_than_the_article(samples: Samples) -> None:
    talk = "".join(
        f"<div class='item'><b>读者{number}</b> 2021-01-0{number} 10:00<p>{samples.body}</p></div>"
        for number in range(1, 9)
    )
    text = samples.news_page().replace(
        '<div class="share">', f'<div class="comments">{talk}</div><div class="share">'
    )
    page = read_fields(text)
    assert page.body == samples.body
    assert page.published_at == "2020-10-30T11:18:10+08:00"


def test_original_title_pictures_and_credits_are_no_body(samples: Samples) -> None:
    before = "<p>（原标题：邻市来客）</p><p>签约现场。资料图</p><p>示例日报记者 张三</p>"
    after = "<p>编辑 王五 校对 赵六</p><p>声明：本文仅代表作者个人观点，转载请注明出处。</p>"
    page = read_fields(samples.news_page(body=before + samples.marked_up + after))
    assert page.body == samples.body


def test_sentences_that_look_like_furniture_stay(samples: Samples) -> None:
    first = "<p>进入四季度，更多企业到示例园区查看厂房，洽谈配套。</p>"
    last = "<p>来自两市的二十家企业参加了活动，版权所有方也到场签字。</p>"
    page = read_fields(samples.news_page(body=first + samples.marked_up + last))
    assert page.body.startswith("进入四季度")
    assert page.body.endswith("到场签字。")


def test_a_table_in_the_article_is_one_line_per_row(samples: Samples) -> None:
    table = (
        "<table><thead><tr><th>序号</th><th>甲方</th><th>乙方</th></tr></thead><tbody>"
        "<tr><td><p>1</p></td><td><p>示例甲公司</p></td><td><p>示例乙公司</p></td></tr>"
        "<tr><td>2</td><td>示例丙公司</td><td>示例丁公司</td></tr></tbody></table>"
    )
    first, second, third = samples.paragraphs
    page = read_fields(samples.news_page(body=f"<p>{first}</p>{table}<p>{second}</p><p>{third}</p>"))
    assert page.body.split("\n") == [
        first,
        "序号 | 甲方 | 乙方",
        "1 | 示例甲公司 | 示例乙公司",
        "2 | 示例丙公司 | 示例丁公司",
        second,
        third,
    ]


def test_a_layout_of_tables(samples: Samples) -> None:
    text = f"""<html><head><title>{samples.title}|示例在线</title></head><body><table><tr><td>首页 新闻</td></tr></table>
<table><tr><td align="center"><b>{samples.title}</b></td></tr><tr><td>日期：2020-10-30 来源：示例在线 点击：33</td></tr>
<tr><td>　　{"<br><br>　　".join(samples.paragraphs)}</td></tr></table></body></html>"""
    page = read_fields(text.encode("gbk"))
    assert page.title == samples.title
    assert page.published_at == "2020-10-30"
    assert page.source == "示例在线"
    assert page.body == samples.body


def test_an_article_in_several_sections(samples: Samples) -> None:
    sections = "".join(f"<section><div><p>{text}</p></div></section>" for text in samples.paragraphs * 2)
    page = read_fields(samples.news_page(body=sections))
    assert page.body == f"{samples.body}\n{samples.body}"


def test_a_box_of_links_inside_the_article(samples: Samples) -> None:
    box = '<div class="related"><h4>相关阅读</h4><ul><li><a href="/1">别处的消息</a></li></ul></div>'
    first, *others = samples.paragraphs
    page = read_fields(
        samples.news_page(body=f"<p>{first}</p>{box}" + "".join(f"<p>{text}</p>" for text in others))
    )
    assert page.body == samples.body


def test_captions_below_pictures_are_no_body(samples: Samples) -> None:
    picture = '<p align="center"><img src="/1.jpg"><br>两市代表在签约台前交换文本</p>'
    first, *others = samples.paragraphs
    page = read_fields(
        samples.news_page(body=f"<p>{first}</p>{picture}" + "".join(f"<p>{text}</p>" for text in others))
    )
    assert page.body == samples.body


def test_an_article_set_in_the_middle_keeps_its_text(samples: Samples) -> None:
    body = "".join(
        f'<p align="center"><img src="/1.jpg"></p><p align="center">{text}</p>' for text in samples.paragraphs
    )
    assert read_fields(samples.news_page(body=body)).body == samples.body


@pytest.mark.parametrize(
    ("declared", "shown"),
    [
        ("{}_示例网", "{}"),
        ("{}-示例频道-示例网", "{}"),
        ("示例日报电子版", "{}"),
        ("今日示例--{}", "{}"),
    ],
)
def test_titles_without_the_site(samples: Samples, declared: str, shown: str) -> None:
    text = samples.news_page().replace(f"{samples.title}_示例新闻_示例网", declared.format(samples.title))
    assert read_fields(text).title == shown.format(samples.title)


def test_a_title_only_in_the_title_element(samples: Samples) -> None:
    text = samples.news_page().replace(f"<h1>{samples.title}</h1>", "")
    assert read_fields(text).title == samples.title


def test_a_badge_beside_the_title(samples: Samples) -> None:
    text = samples.news_page().replace(
        f"<h1>{samples.title}</h1>", f"<h1>{samples.title}<span>原创</span></h1>"
    )
    assert read_fields(text).title == samples.title


def test_a_title_over_two_lines(samples: Samples) -> None:
    text = samples.news_page().replace(
        f"<h1>{samples.title}</h1>", f"<h1>{samples.title[:6]}<br>{samples.title[6:]}</h1>"
    )
    assert read_fields(text).title == samples.title


@pytest.mark.parametrize(
    ("line", "source", "author"),
    [
        ("<span>2020-10-30 11:18</span> <span>示例早报</span>", "示例早报", ()),
        ("2020年10月30日 11:18 &nbsp; 来源：示例早报 &nbsp; 责任编辑：钱七", "示例早报", ()),
        ("<p>张三 / 示例早报</p><p>2020-10-30 11:18</p>", "示例早报", ("张三",)),
        ("<b>稿源：</b><i>示例早报</i> 2020-10-30 11:18 浏览：20次", "示例早报", ()),
        ("<span class='author-name'>示例园区君</span><span>2020-10-30 11:18</span>", "示例园区君", ()),
        ("2020-10-30 11:18 字号：大 中 小 打印", "", ()),
        ("2020-10-30 11:18 来源：网络 作者：佚名", "", ()),
        ("2020-10-30 11:18 资料来源：统计公报", "", ()),
    ],
)
def test_sources_and_authors(samples: Samples, line: str, source: str, author: tuple[str, ...]) -> None:
    text = f"<title>{samples.title}</title><body><h1>{samples.title}</h1><div>{line}</div><div>{samples.marked_up}</div>"
    page = read_fields(text)
    assert (page.source, page.authors) == (source, author)
    assert page.published_at == "2020-10-30T11:18+08:00"
    assert page.body == samples.body


def test_the_reporter_in_the_first_paragraph(samples: Samples) -> None:
    body = f"<p>示例日报讯（记者 张三 李四）{samples.paragraphs[0]}</p><p>{samples.paragraphs[1]}</p>"
    text = f"<title>{samples.title}</title><h1>{samples.title}</h1><p>2020-10-30</p><div>{body}</div>"
    assert read_fields(text).authors == ("张三", "李四")


def test_an_editor_is_never_an_author(samples: Samples) -> None:
    text = samples.news_page().replace(" <span>作者：张三</span>", "")
    page = read_fields(text)
    assert (page.authors, page.editor) == ((), "李四")


def test_a_head_run_together_without_spaces(samples: Samples) -> None:
    text = f"""<title>{samples.title} - 示例省经济和信息化厅</title><div class="con"><div class="bt">{samples.title}</div>
<div>发布时间：2020-10-30 11:18:10来源：示例在线编辑：张三点击：20</div>{samples.marked_up}</div>"""
    page = read_fields(text)
    assert (page.title, page.source, page.editor) == (samples.title, "示例在线", "张三")
    assert (page.published_at, page.body) == ("2020-10-30T11:18:10+08:00", samples.body)


def test_labels_in_traditional_characters(samples: Samples) -> None:
    text = f"""<title>{samples.title}|示例網</title><h1>{samples.title}</h1>
<p>2020-10-30 11:18 來源：示例社 責任編輯：張三</p><div>{samples.marked_up}</div>"""
    page = read_fields(text)
    assert (page.source, page.editor) == ("示例社", "張三")


def test_a_time_below_the_article_and_todays_date_above(samples: Samples) -> None:
    text = f"""<title>{samples.title}_示例网</title><div>2024年1月1日 星期一</div><h1>{samples.title}</h1>
<div>{samples.marked_up}</div><div><span>发布日期：2020-10-30</span> <span>责任编辑：张三</span></div>"""
    page = read_fields(text)
    assert (page.published_at, page.body, page.editor) == ("2020-10-30", samples.body, "张三")


def test_dates_of_other_news_do_not_count(samples: Samples) -> None:
    others = "".join(
        f"<li><a href='/{day}'>别处的第{day}条消息</a> 2021-05-0{day} 09:00</li>" for day in range(1, 9)
    )
    page = read_fields(samples.news_page().replace("<h1>", f"<ul>{others}</ul><h1>"))
    assert page.published_at == "2020-10-30T11:18:10+08:00"
    assert page.body == samples.body


def test_a_link_back_glued_to_the_last_paragraph(samples: Samples) -> None:
    *others, last = samples.paragraphs
    body = "".join(f"<p>{text}</p>" for text in others) + f"<p>{last}<a href='/'>返回示例，查看更多</a></p>"
    assert read_fields(samples.news_page(body=body)).body == samples.body
