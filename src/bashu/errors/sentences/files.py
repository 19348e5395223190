"""What is said about files and pages that come in: problem and remedy in Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bashu.errors.sentences import Sentences

FILES: Sentences = {
    "empty_file": (
        ("文件是空的", "第一行应为表头，之后每行一条记录"),
        ("the file is empty", "the first line holds the headers, every further line one record"),
    ),
    "empty_page": (
        ("这一页是空的", "请给出网页（HTML）或保存的文本"),
        ("the page is empty", "give an HTML page or saved text"),
    ),
    "no_such_file": (
        ("没有这个文件或文件夹", "请核对路径"),
        ("there is no such file or folder", "check the path"),
    ),
    "not_readable": (
        ("打不开：{reason}", "请核对路径与读取权限"),
        ("it cannot be opened: {reason}", "check the path and the right to read it"),
    ),
    "not_a_file": (
        ("这不是普通文件", "请给出文件本身，不要给文件夹或设备"),
        ("this is no regular file", "give the file itself, not a folder or a device"),
    ),
    "no_tables": (
        ("这里没有任何可用的表", "请放入以表名命名的文件或工作表，例如 {accepted}"),
        (
            "there is no table of the vocabulary here",
            "add files or sheets named after tables, such as {accepted}",
        ),
    ),
    "no_table": (
        ("没有“{table}”表", "请在工作区加入 {table}.csv、{table}.parquet 或同名工作表"),
        ("the workspace has no table “{table}”", "add {table}.csv, {table}.parquet or a sheet of that name"),
    ),
    "repeated_table": (
        ("同一张表有两份：{files}", "请只保留一份"),
        ("the same table stands in two places: {files}", "keep one of them"),
    ),
    "wrong_kind": (
        ("文件内容其实是{kind}", "请另存为 {expected} 后再试"),
        ("the content is really {kind}", "save it as {expected} and try again"),
    ),
    "not_a_kind_to_write": (
        ("写不成“{kind}”文件", "文件名请以 {expected} 结尾"),
        ("a file “{kind}” is nothing this can be written as", "end its name with {expected}"),
    ),
    "too_large": (
        ("文件有 {size}，超过上限 {limit}", "请拆分文件；表格可改用 Parquet"),
        ("the file has {size}, the limit is {limit}", "split it; a table may come as Parquet"),
    ),
    "wrong_encoding": (
        ("不是 UTF-8 编码（第 {byte} 个字节起{guess}）", "请在 Excel 中另存为“CSV UTF-8（逗号分隔）”"),
        ("the text is not UTF-8 (from byte {byte} on{guess})", "save it as “CSV UTF-8” in your spreadsheet"),
    ),
    "not_a_table": (
        ("读不成一张表：{reason}", "请检查引号、逗号与每行的列数"),
        (
            "it cannot be read as a table: {reason}",
            "check quotes, commas and the number of cells in each line",
        ),
    ),
    "not_a_frame": (
        ("“{kind}”不能作为一张表：{reason}", "请给出 polars、pandas、pyarrow 或 DuckDB 的表"),
        ("“{kind}” cannot be taken as a table: {reason}", "give a polars, pandas, pyarrow or DuckDB table"),
    ),
    "not_a_workspace": (
        ("“{kind}”不是工作区", "请先打开一个：Workspace.open(文件夹或工作簿)"),
        ("“{kind}” is no workspace", "open one first: Workspace.open(FOLDER_OR_WORKBOOK)"),
    ),
    "damaged_file": (
        ("文件损坏，或不是 {expected}：{reason}", "请用原来的程序重新另存为 {expected}"),
        (
            "the file is damaged or no {expected}: {reason}",
            "save it again as {expected} with the program it came from",
        ),
    ),
    "wrong_separator": (
        ("表头之间用“{separator}”分隔", "请另存为以逗号分隔的“CSV UTF-8”"),
        ("the headers are separated by “{separator}”", "save it as “CSV UTF-8”, separated by commas"),
    ),
    "too_many_rows": (
        ("选中的有 {rows} 行，现场生成的文件最多 {most} 行", "请再加筛选条件，或下载整张表：{file}"),
        (
            "{rows} rows were chosen; a file made on demand holds at most {most}",
            "filter further, or download the whole table: {file}",
        ),
    ),
    "too_many_cells": (
        ("这一行有 {cells} 格，表头只有 {headers} 格", "请核对引号与逗号；内容含逗号时须加引号"),
        (
            "the line has {cells} cells, the headers only {headers}",
            "check quotes and commas; quote text with commas",
        ),
    ),
    "merged_cells": (
        ("单元格 {cells} 被合并，只有第一格有值", "请取消合并，并在每一格填上值"),
        (
            "the cells {cells} are merged, so only the first has a value",
            "unmerge them and fill in every cell",
        ),
    ),
    "not_text": (
        ("这里应是文字", "请给出文本，不要给二进制或嵌套的数据"),
        ("text is expected here", "give text, not binary or nested data"),
    ),
    "not_a_string": (
        ("这里应是一段文字，不是“{kind}”", "请给出一个字符串"),
        ("one text is expected here, not “{kind}”", "give a string"),
    ),
    "cannot_write": (
        ("写不进去：{reason}", "请换一个可写的位置，或腾出空间"),
        ("it cannot be written: {reason}", "choose a place that can be written to, or make room"),
    ),
    "process_ended": (
        (
            "读这一页的进程中途结束了（被终止，或内存不足）；其余各页照常读完",
            "请单独再读这一页：bashu read 文件；若仍然如此，请把它发给我们",
        ),
        (
            "the process that read this page ended before it was done (killed, or out of memory); the others were read",
            "read this page on its own: bashu read FILE; if it ends again, send it to us",
        ),
    ),
    "no_pages": (
        ("这里没有页面", "请给出网页（.html .htm .shtml）或保存的文本（.txt），或含有它们的文件夹"),
        (
            "there are no pages here",
            "give pages (.html .htm .shtml), saved text (.txt), or a folder with them",
        ),
    ),
    "not_a_page": (
        ("“{kind}”不是一页", "请给出网页的字节或文字，例如 open(文件, 'rb').read()"),
        ("“{kind}” is no page", "give its bytes or its text, such as open(FILE, 'rb').read()"),
    ),
    "framed_page": (
        ("这一页只是框架，正文在另一个地址", "请读取 {address}，或把外框页与它一起给出"),
        (
            "this page only frames another one that holds the text",
            "read {address}, or give the frame together with it",
        ),
    ),
    "unreadable_page": (
        ("这一页读不出正文", "请给出网页（HTML）或保存的文本，UTF-8 或 GB18030 编码"),
        (
            "no article text could be read from this page",
            "give an HTML page or saved text in UTF-8 or GB18030",
        ),
    ),
}
