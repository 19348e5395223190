"""What is said about registers that come in: problem and remedy in Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bashu.errors.sentences import Sentences

REGISTERS: Sentences = {
    "has_macros": (
        ("工作簿带有宏（{part}），可能会运行程序", "请另存为不含宏的 .xlsx 后再导入"),
        ("the workbook carries macros ({part}), which are programs", "save it as .xlsx without macros"),
    ),
    "runs_a_program": (
        ("工作簿里有会启动别的程序的公式或链接（{part}）", "请删去它，只保留数值，再另存为 .xlsx"),
        (
            "a formula or link would start another program ({part})",
            "remove it, keep the values, and save again",
        ),
    ),
    "declares_entities": (
        (
            "文件内部（{part}）带有 DOCTYPE 或实体定义，正常的表格不会有",
            "请用 Excel 或 WPS 打开后另存为 .xlsx",
        ),
        (
            "a part of the file ({part}) declares a DOCTYPE or entities, which no spreadsheet writes",
            "open it in a spreadsheet program and save it again as .xlsx",
        ),
    ),
    "password": (
        ("工作簿设了密码，无法读取", "请另存一份不带密码的文件"),
        ("the workbook is protected by a password", "save a copy without it"),
    ),
    "register_too_large": (
        ("文件有 {size}，超过上限 {limit}", "请拆成几个文件；工作簿可另存为 CSV，能读的行数多得多"),
        (
            "the file has {size}, the limit is {limit}",
            "split it, or save a workbook as CSV, of which far more rows can be read",
        ),
    ),
    "unpacks_too_large": (
        ("解压后超过 {limit}，读取它要占用过多内存", "请删去空白的行列与图片，或拆成几个文件、另存为 CSV"),
        (
            "it unpacks to more than {limit} and would take too much memory",
            "remove empty rows, columns and pictures, split it, or save it as CSV",
        ),
    ),
    "too_much_to_read": (
        ("在 {limit} 内存、{seconds} 秒之内读不完", "请删去空白的行列，或拆成几个文件、另存为 CSV"),
        (
            "it cannot be read within {limit} of memory and {seconds} seconds",
            "remove empty rows and columns, split it, or save it as CSV",
        ),
    ),
    "sheet_too_large": (
        ("有 {rows} 行、{columns} 列，一次最多 {limit} 行、{widest} 列", "请拆成几个文件，逐个导入"),
        (
            "it has {rows} rows and {columns} columns; {limit} rows and {widest} columns are read at a time",
            "split it and import one part after another",
        ),
    ),
    "no_header": (
        (
            "前 {rows} 行里没有认得出的表头",
            "表头请用词汇表的中文或英文列名，或从 bashu import --template 的模板开始",
        ),
        (
            "no header row was recognised in the first {rows} rows",
            "use headers of the vocabulary, or start from a template: bashu import --template",
        ),
    ),
    "which_register": (
        ("看不出这是哪一张表（{kinds}）", "请用 --kind 指明"),
        ("it could be a register of {kinds}", "say which with --kind"),
    ),
    "bad_credit_code": (
        ("统一社会信用代码不对：应为 18 位，末位校验码须吻合（GB 32100-2015）", "请对照营业执照改正"),
        (
            "no valid unified social credit code: 18 characters with the right check (GB 32100-2015)",
            "correct it from the business licence",
        ),
    ),
    "code_lost_digits": (
        ("代码被当作数字保存，末几位已丢失", "请先把该列设为“文本”格式，再重新填写"),
        (
            "the code was stored as a number and its last digits are lost",
            "format the column as text and type it again",
        ),
    ),
    "code_and_name_disagree": (
        ("代码属于“{by_code}”，名称属于“{by_name}”", "请核对代码与名称，二者应指同一家"),
        ("the code belongs to “{by_code}”, the name to “{by_name}”", "correct the one that is wrong"),
    ),
    "other_code": (
        ("“{name}”已登记的代码是 {known}，这里不同", "请核对；若是另一家同名企业，请写全名称"),
        (
            "“{name}” is registered with the code {known}",
            "correct the code; another firm needs its full name",
        ),
    ),
    "several_records": (
        ("已有 {count} 条记录与此相同，分不清是哪一条", "请填写编号"),
        ("{count} records of the workspace are alike, so it is not clear which one this is", "give the id"),
    ),
    "units_disagree": (
        ("表头的单位是“{header}”，本行的单位是“{row}”", "请只保留一处单位"),
        ("the header says “{header}”, the row says “{row}”", "state the unit in one place only"),
    ),
    "formula_text": (
        ("内容以“{start}”开头，在表格软件中会被当作公式运行", "请删去开头的符号"),
        ("text that begins with “{start}” would run as a formula in a spreadsheet", "remove the sign"),
    ),
    "undecided_name": (
        ("名称像是“{nearest}”，但不能确定", "请改成全称，或填写统一社会信用代码"),
        ("the name may be that of “{nearest}”", "write the full name, or give the credit code"),
    ),
    "filled_in": (
        ("有 {rows} 行没有写“{column}”，按“{used}”处理", "如不符，请在文件中加上这一列"),
        ("{rows} rows do not state “{column}”; “{used}” was taken", "add the column if that is wrong"),
    ),
    "place_around": (
        ("没有登记地点“{value}”，按其上级“{used}”处理", "如需更细，请先在 places 表登记它"),
        (
            "the place “{value}” is not registered; “{used}” around it was taken",
            "add it to places if it matters",
        ),
    ),
    "product_as_text": (
        ("产品图中没有“{value}”，只作为描述保存", "如有对应产品，请改用它的名称或编号"),
        (
            "the graph has no product “{value}”; it is kept as text",
            "use the name of a product if there is one",
        ),
    ),
    "column_left_out": (
        ("“{header}”列不在这张表里，未导入", "无需处理；如应导入，请改用词汇表中的表头"),
        (
            "the column “{header}” has no place in this table and was left out",
            "nothing, or use a header of the vocabulary",
        ),
    ),
    "formulas_read": (
        ("有 {count} 个公式，读取的是上次保存的结果", "如结果有变，请在表格软件中重新计算并保存"),
        (
            "{count} formulas were read as their last saved values",
            "calculate and save again if they are stale",
        ),
    ),
    "links_not_followed": (
        ("有 {count} 个指向其他文件的链接，未访问，读取的是上次保存的值", "如值有变，请粘贴为数值"),
        (
            "{count} links to other files were not followed; the saved values were read",
            "paste them as values if stale",
        ),
    ),
    "other_template": (
        ("模板版本是 {found}，现在的版本是 {current}", "可以继续；新模板：bashu import --template {kind}"),
        (
            "the template has version {found}, the present one is {current}",
            "go on, or take a new one: bashu import --template {kind}",
        ),
    ),
    "changed_meanwhile": (
        ("检查之后，数据被别人改过", "请重新导入"),
        ("the data was changed by somebody else after it was checked", "run the import again"),
    ),
    "no_folder": (
        ("只能导入到文件夹工作区", "请给出一个文件夹；可先用 bashu import 的 --dry-run 查看"),
        ("a register can only be imported into a folder", "give a folder of CSV or Parquet tables"),
    ),
}
