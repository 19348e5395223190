"""Character grams: how Chinese text is compared and searched without cutting it into words."""

from __future__ import annotations

import unicodedata

#: traditional and variant characters common in firm and product names, with their simplified form
TRADITIONAL = (
    "電电腦脑線线網网車车機机業业產产廠厂廣广東东華华國国際际長长門门開开關关發发條条達达術术衛卫裝装製制設设計计證证護护訊讯話话讀读調调議议協协會会團团圓圆區区縣县鄉乡鎮镇灣湾島岛"
    "陽阳陝陕蘇苏遼辽寧宁龍龙鳳凤馬马鳥鸟魚鱼雲云氣气熱热燈灯爐炉體体醫医藥药學学習习書书師师員员買买賣卖貨货質质資资賽赛貿贸財财費费銀银銅铜鋁铝鋼钢鐵铁錄录鏡镜鍵键鋰锂釘钉針针鑽钻"
    "顯显圖图傳传輸输連连數数據据庫库軟软統统級级結结給给絕绝緣缘組组織织紙纸維维綠绿導导層层積积種种類类與与兩两雙双對对應应單单雜杂難难題题驗验試试檢检測测標标準准樣样環环節节約约"
    "價价億亿萬万個个們们為为無无當当來来時时動动務务辦办創创劃划劇剧儀仪儲储優优備备側侧倉仓偉伟慶庆興兴聯联寶宝廈厦滬沪漢汉鴻鸿豐丰潤润納纳訂订簽签羅罗賓宾綿绵瀘泸樂乐內内涼凉眾众"
    "號号處处復复總总經经濟济貝贝進进遠远遞递選选適适運运過过還还這这鄭郑鄧邓劉刘張张陳陈楊杨趙赵黃黄吳吴孫孙"
)
_SIMPLIFIED = str.maketrans({TRADITIONAL[i]: TRADITIONAL[i + 1] for i in range(0, len(TRADITIONAL), 2)})

#: full-width letters, digits and marks, and the ideographic space: one character for one
_HALF_WIDTH = str.maketrans(
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | {0x3000: 0x20, 0xA0: 0x20, 0x2002: 0x20, 0x2003: 0x20}
)


def fold(text: str) -> str:
    """Half-width, simplified text of exactly the same length, so that offsets stay true.

    >>> fold("２０２０年，電子（成都）有限公司")
    '2020年,电子(成都)有限公司'
    """
    return text.translate(_HALF_WIDTH).translate(_SIMPLIFIED)


def normalise(text: str) -> str:
    """One spelling for text that means the same: NFKC, half-width, simplified, lower case, no spaces at the ends.

    >>> normalise("　ＰＣＢ 印製電路板（多層）")
    'pcb 印制电路板(多层)'
    """
    return " ".join(unicodedata.normalize("NFKC", text).translate(_SIMPLIFIED).lower().split())


def name_key(text: str) -> str:
    """The letters, digits and characters of a name, for comparing names that differ in marks and spaces.

    >>> name_key("大途电子（深圳）有限公司") == name_key("大途电子(深圳) 有限公司")
    True
    """
    return "".join(char for char in normalise(text) if char.isalnum())


def is_chinese(char: str) -> bool:
    """Whether a character is a Chinese ideograph."""
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf"


def grams(text: str) -> list[str]:
    """Single characters and neighbouring pairs of Chinese text; Latin words and numbers stay whole.

    Parameters
    ----------
    text
        Any text; it is normalised first.

    Returns
    -------
    list of str
        Grams in reading order, single characters before the pair they begin. Pairs never cross a space, a
        mark or a word in another script.

    >>> grams("印制电路板PCB")
    ['印', '印制', '制', '制电', '电', '电路', '路', '路板', '板', 'pcb']
    """
    found: list[str] = []
    word = ""
    before = ""
    for char in normalise(text) + " ":
        if is_chinese(char):
            if word:
                found.append(word)
                word = ""
            if before:
                found.append(before + char)
            found.append(char)
            before = char
            continue
        before = ""
        if char.isalnum():
            word += char
        elif word:
            found.append(word)
            word = ""
    return found
