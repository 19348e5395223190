"""Pages of platforms: accounts, electronic papers, articles that only scripts carry."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bashu.intake.page import read_fields

if TYPE_CHECKING:
    from conftest import Samples


def wechat_page(samples: Samples, script: str, shown: str = "") -> str:
    sections = "".join(f"<section><p><span>{text}</span></p></section>" for text in samples.paragraphs)
    return f"""<html><head><title></title><meta property="og:title" content="{samples.title}">
<meta property="og:site_name" content="微信公众平台"><meta name="author" content="文小"></head><body id="activity-detail">
<h1 class="rich_media_title" id="activity-name">{samples.title}</h1><div id="meta_content">
<span class="rich_media_meta rich_media_meta_text">文小</span> <a id="js_name">示例园区发布</a> <em id="publish_time">{shown}</em></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden;"><p>点击上方蓝字关注我们</p>{sections}
<p>END</p><p>编辑：李四</p><p>长按识别二维码，了解更多</p></div><div class="rich_media_tool">阅读 在看</div>
<script>var nickname = htmlDecode("示例园区发布"); {script}</script></body></html>"""


def test_an_account_page_whose_time_a_script_fills(samples: Samples) -> None:
    page = read_fields(wechat_page(samples, 'var ct = "1604027890"; var createTime = "2020-10-30 11:18";'))
    assert page.title == samples.title
    assert page.published_at == "2020-10-30T11:18+08:00"
    assert page.source == "示例园区发布"
    assert page.authors == ("文小",)
    assert page.editor == "李四"
    assert page.body == samples.body
    assert page.channel == ()


def test_the_visible_day_is_not_made_more_exact(samples: Samples) -> None:
    page = read_fields(wechat_page(samples, 'var ct = "1604027890";', shown="2020-10-30"))
    assert page.published_at == "2020-10-30"


def test_seconds_since_1970_in_the_zone_of_china(samples: Samples) -> None:
    page = read_fields(wechat_page(samples, 'var ct = "1604027890";'))
    assert page.published_at == "2020-10-30T11:18:10+08:00"


def test_an_electronic_paper(samples: Samples) -> None:
    text = f"""<html><head><title>示例日报数字报</title></head><body>
<!--enpproperty <articleid>1</articleid><date>2020-10-30 00:00:00.0</date><author>本报记者 张三</author><title>{samples.title}</title>
<nodename>第03版：经济</nodename>/enpproperty--><table><tr><td>2020年10月30日 星期五</td><td>第03版：经济</td></tr></table>
<table><tr><td class="font01">{samples.title}</td></tr><tr><td><div id="ozoom"><founder-content>{samples.marked_up}</founder-content></div>
</td></tr></table><div>版权所有 示例日报社</div></body></html>"""
    page = read_fields(text)
    assert (page.title, page.published_at, page.authors) == (samples.title, "2020-10-30", ("张三",))
    assert page.body == samples.body


def test_an_electronic_paper_without_properties(samples: Samples) -> None:
    text = f"""<html><head><title>示例日报电子版</title></head><body><div>示例日报 2020年10月30日 星期五</div>
<div>第03版：经济 上一版 下一版</div><div style="font-size:23px">{samples.title}</div><div>本报记者 张三</div>
<div id="content">{samples.marked_up}</div></body></html>"""
    page = read_fields(text)
    assert (page.title, page.published_at, page.authors) == (samples.title, "2020-10-30", ("张三",))
    assert page.body == samples.body


def test_a_year_that_only_the_metadata_has(samples: Samples) -> None:
    text = f"""<html><head><title>{samples.title}</title><meta itemprop="dateUpdate" content="2020-10-30 11:18:10"></head><body>
<h2>{samples.title}</h2><p class="author-name">示例君</p><div class="source"><span>发布时间：10-30</span><span>11:18</span>
<span class="account-authentication">示例网络科技有限公司</span></div><div class="article">{samples.marked_up}</div></body></html>"""
    page = read_fields(text)
    assert page.published_at == "2020-10-30T11:18:10+08:00"
    assert page.source == "示例君"


def test_year_month_and_day_in_boxes(samples: Samples) -> None:
    text = f"""<html><head><title>{samples.title}-示例网</title></head><body><div class="header-time"><span class="year"><em>2020</em></span>
<span class="day"><em>10</em>/<em>30</em></span><span class="time">11:18:10</span></div><h1>{samples.title}</h1>
<div id="detail">{samples.marked_up}</div></body></html>"""
    assert read_fields(text).published_at == "2020-10-30T11:18:10+08:00"


def test_an_article_that_only_the_state_carries(samples: Samples) -> None:
    detail = {
        "name": samples.title,
        "content": samples.marked_up,
        "pubTime": "2020-10-30 11:18",
        "source": "示例新闻",
    }
    state = json.dumps({"props": {"pageProps": {"detail": detail}}}, ensure_ascii=True)
    text = f"""<html><head><title>{samples.title}_示例新闻</title></head><body><div id="__next">加载中</div>
<script id="__NEXT_DATA__" type="application/json">{state}</script></body></html>"""
    page = read_fields(text)
    assert page.title == samples.title
    assert page.published_at == "2020-10-30T11:18+08:00"
    assert page.source == "示例新闻"
    assert page.body == samples.body


def test_an_article_in_the_literal_of_a_script(samples: Samples) -> None:
    content = samples.marked_up.replace("<", "\\u003C").replace(">", "\\u003E")
    text = f"""<html><head><title>{samples.title}</title></head><body><div id="root"></div><script>var BASE = {{ articleInfo: {{
title: '{samples.title}', content: '&quot;{content}&quot;' }}, subInfo: {{ source: '示例日报', time: '2020-10-30 11:18:10' }} }};
</script></body></html>"""
    page = read_fields(text)
    assert (page.body, page.source) == (samples.body, "示例日报")
    assert page.published_at == "2020-10-30T11:18:10+08:00"


def test_linked_data(samples: Samples) -> None:
    data = {"@type": "NewsArticle", "headline": samples.title, "datePublished": "2020-10-30T03:18:10Z"}
    text = f"""<html><head><title>示例网</title><script type="application/ld+json">{json.dumps(data)}</script></head>
<body><h1>{samples.title}</h1><div>{samples.marked_up}</div></body></html>"""
    page = read_fields(text)
    assert (page.title, page.published_at) == (samples.title, "2020-10-30T11:18:10+08:00")


def test_the_day_in_the_address_is_the_last_resort(samples: Samples) -> None:
    text = f"<title>{samples.title}</title><h1>{samples.title}</h1><div>{samples.marked_up}</div>"
    page = read_fields(text, "https://example.cn/news/2020/1030/c10-2.html")
    assert page.published_at == "2020-10-30"
    assert 0 < page.confidence["published_at"] < 0.8


def test_a_page_hidden_until_its_script_runs(samples: Samples) -> None:
    text = f"""<title>{samples.title}</title><h1>{samples.title}</h1><p>2020-10-30 来源：示例网</p>
<div style="display: none">{samples.marked_up}</div>"""
    assert read_fields(text).body == samples.body
