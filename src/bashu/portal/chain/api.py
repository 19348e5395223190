"""The chain map, the products and the gaps as data."""

from __future__ import annotations

from ninja import Router

from bashu.portal.bounds import FIRST, SIZE, Number, Size, Text
from bashu.portal.chain import pages
from bashu.portal.chain.gaps import GapsPage, gaps_page
from bashu.portal.chain.product import CoverageBlock, ProductPage, coverage_block, product_page
from bashu.portal.request import PortalRequest

router = Router(tags=["chain"])


@router.get("/chain", response=pages.ChainPage)
def chain(
    request: PortalRequest,
    stage: Text = "",
    family: Text = "",
    fields: Text = "",
    areas: Text = "",
    status: Text = "",
    region: Text = "",
    product: Text = "",
    q: Text = "",
    since: Text = "",
    until: Text = "",
    *,
    links: bool = True,
) -> pages.ChainPage:
    """Every product with its makers and status, the links between them, and what changed between two years."""
    chosen = {
        "stage": stage,
        "family": family,
        "fields": fields,
        "areas": areas,
        "status": status,
        "region": region,
    }
    asked = pages.Asked(product, q, since=since, until=until, all_links=links and not product)
    return pages.chain_page(request.engines, chosen, asked)


@router.get("/products/{product}", response=ProductPage)
def product(request: PortalRequest, product: str, region: Text = "", page: Number = FIRST) -> ProductPage:
    """One product: makers, projects, needs, inputs, coverage, gap."""
    return product_page(request.engines, product, region, page)


@router.get("/products/{product}/coverage", response=CoverageBlock)
def coverage(request: PortalRequest, product: str, region: Text = "") -> CoverageBlock:
    """The coverage of a product's direct part categories."""
    return coverage_block(request.engines, request.engines.graph.find(product), region)


@router.get("/gaps", response=GapsPage)
def gaps(
    request: PortalRequest,
    status: Text = "",
    stage: Text = "",
    family: Text = "",
    action: Text = "",
    wanted: Text = "",
    project: Text = "",
    sort: Text = "",
    page: Number = FIRST,
    size: Size = SIZE,
) -> GapsPage:
    """What is missing or has a single maker, the most urgent first."""
    chosen = {
        "status": status, "stage": stage, "family": family, "action": action, "wanted": wanted,
        "project": project,
    }  # fmt: skip
    return gaps_page(request.engines, chosen, sort, page, size)
