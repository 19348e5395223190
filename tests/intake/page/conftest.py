"""Pages in our own words, in the shapes that Chinese sites use."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

TITLE = "两市签约共建电子信息配套基地"
FIRST = "示例市经济和信息化局与邻市同行昨日签下协议，约定在电子元器件配套、人才培养和物流方面开展合作，首批项目将在明年落地。"
SECOND = (
    "按照安排，两地每季度召开一次对接会，由企业提出需求，园区负责撮合，协会跟踪落实情况，结果向社会公开。"
)
THIRD = "示例园区负责人说，过去企业找配套要跑很远，今后在一小时车程之内就能找到合格的供应商，成本可以降下来。"
PARAGRAPHS = (FIRST, SECOND, THIRD)
BODY = "\n".join(PARAGRAPHS)
MARKED_UP = "".join(f"<p>　　{text}</p>" for text in PARAGRAPHS)


def news_page(charset: str = "utf-8", *, body: str = MARKED_UP, title: str = TITLE) -> str:
    """An ordinary news page with its frame."""
    return f"""<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}_示例新闻_示例网</title></head><body>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/n">新闻</a></li><li><a href="/f">财经</a></li></ul>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/n">新闻</a> &gt; <a href="/n/d">地方</a></div>
<h1>{title}</h1>
<div class="info"><span>2020-10-30 11:18:10</span> <span>来源：<a href="/s">示例日报</a></span> <span>作者：张三</span></div>
<div class="content">{body}<p>（责任编辑：李四_EX0042）</p></div>
<div class="share">分享到：微信 微博</div>
<div class="related"><h3>推荐阅读</h3><ul><li><a href="/1">别处的十家企业也在签约</a></li></ul></div>
<div class="footer">示例网 版权所有 蜀ICP备00000000号</div></body></html>"""


@dataclass(frozen=True)
class Samples:
    """The texts of the sample article and the page around it."""

    title: str = TITLE
    paragraphs: tuple[str, ...] = PARAGRAPHS
    body: str = BODY
    marked_up: str = MARKED_UP

    def news_page(self, charset: str = "utf-8", *, body: str = MARKED_UP, title: str = TITLE) -> str:
        """An ordinary news page with its frame."""
        return news_page(charset, body=body, title=title)


@pytest.fixture(scope="session")
def samples() -> Samples:
    """Pages in our own words."""
    return Samples()
