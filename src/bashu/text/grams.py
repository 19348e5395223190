"""Character grams: how Chinese text is compared and searched without cutting it into words."""

from __future__ import annotations

import unicodedata

from bashu.errors import Finding, InputError

#: traditional and variant characters common in firm and product names, with their simplified form
TRADITIONAL = (
    "電电腦脑線线網网車车機机業业產产廠厂廣广東东華华國国際际長长門门開开關关發发條条達达術术衛卫裝装製制設设計计證证護护訊讯話话讀读調调議议協协會会團团圓圆區区縣县鄉乡鎮镇灣湾島岛"
    "陽阳陝陕蘇苏遼辽寧宁龍龙鳳凤馬马鳥鸟魚鱼雲云氣气熱热燈灯爐炉體体醫医藥药學学習习書书師师員员買买賣卖貨货質质資资賽赛貿贸財财費费銀银銅铜鋁铝鋼钢鐵铁錄录鏡镜鍵键鋰锂釘钉針针鑽钻"
    "顯显圖图傳传輸输連连數数據据庫库軟软統统級级結结給给絕绝緣缘組组織织紙纸維维綠绿導导層层積积種种類类與与兩两雙双對对應应單单雜杂難难題题驗验試试檢检測测標标準准樣样環环節节約约"
    "價价億亿萬万個个們们為为無无當当來来時时動动務务辦办創创劃划劇剧儀仪儲储優优備备側侧倉仓偉伟慶庆興兴聯联寶宝廈厦滬沪漢汉鴻鸿豐丰潤润納纳訂订簽签羅罗賓宾綿绵瀘泸樂乐內内涼凉眾众"
    "號号處处復复總总經经濟济貝贝進进遠远遞递選选適适運运過过還还這这鄭郑鄧邓劉刘張张陳陈楊杨趙赵黃黄吳吴孫孙"
    "雋隽銳锐銘铭錦锦鍋锅鍛锻鍍镀鎢钨鉬钼鈦钛鎳镍鉛铅鋅锌鈷钴錫锡鈉钠鎂镁釩钒錳锰鋯锆鑄铸鋒锋鐘钟鑒鉴鏈链鎖锁鋪铺閥阀閩闽闊阔闆板頓顿頻频顧顾領领顏颜順顺須须項项頂顶頤颐飛飞飯饭飲饮飾饰馮冯駿骏騰腾驅驱駐驻驕骄驪骊"
    "魯鲁鮮鲜鯉鲤鯤鲲鵬鹏鷹鹰鶴鹤鴿鸽麗丽麥麦齊齐齒齿龜龟賢贤賀贺貫贯責责貴贵賴赖贛赣躍跃輕轻輪轮載载輝辉輔辅轉转轄辖農农邁迈遜逊郵邮醬酱釀酿釋释鉅巨豔艳彥彦彙汇匯汇滙汇滾滚滿满漲涨澤泽濱滨灃沣濰潍瀋沈燁烨爍烁煉炼"
    "煒炜烏乌獨独瑋玮瑤瑶瓊琼璽玺畢毕畫画疊叠癒愈皚皑盜盗監监盤盘盧卢礎础礦矿祿禄禪禅穀谷穎颖穩稳筆笔築筑簡简紅红紀纪紡纺紹绍紛纷細细終终綱纲綾绫緒绪緯纬縱纵縮缩績绩繩绳繪绘繼继續续纖纤聖圣聞闻聰聪職职肅肃膚肤膠胶"
    "臘腊臨临舉举艦舰艙舱芻刍莊庄萊莱葉叶蓋盖蓮莲蔣蒋蔥葱薩萨藍蓝藝艺蘭兰蘆芦虛虚蟲虫蠟蜡襯衬覽览觀观觸触詠咏詢询詩诗詳详誠诚誼谊諾诺謀谋謙谦謝谢譜谱譽誉贊赞贏赢趨趋倫伦傑杰債债傾倾僑侨儷俪凈净減减凱凯剛刚劑剂勁劲"
    "勝胜勢势勵励勻匀匱匮厲厉參参呂吕啟启啓启噴喷嚴严囑嘱圍围園园執执堅坚報报場场塊块塗涂塵尘墊垫墜坠壓压壘垒壯壮壽寿夾夹奧奥奪夺奮奋妝妆姍姗婁娄媽妈嫻娴孿孪實实寢寝審审寫写寬宽將将專专尋寻屆届屬属岡冈峽峡嶺岭嶼屿"
    "巒峦巖岩帥帅帳帐帶带幀帧幣币幫帮幹干廂厢廟庙廬庐廳厅強强彈弹彎弯徑径從从徠徕徹彻恆恒悅悦惡恶慮虑憑凭憲宪懷怀戀恋戰战戲戏戶户掃扫掛挂採采揚扬換换揮挥損损搖摇搶抢摯挚撥拨撫抚撲扑擁拥擇择擊击擋挡擔担擬拟擴扩擺摆"
    "攝摄敵敌斬斩斷断暉晖暢畅暫暂曉晓曠旷曬晒極极槍枪構构楓枫榮荣槓杠樁桩樑梁樓楼樸朴樹树橋桥橫横檔档櫃柜欄栏權权歐欧歡欢歲岁歸归殘残殼壳殺杀氫氢氬氩決决沖冲沒没況况洩泄浹浃涇泾淚泪淨净淪沦淵渊淺浅渦涡渾浑湊凑湧涌"
    "溝沟溫温滄沧滅灭滌涤濃浓濕湿瀏浏瀾澜灑洒燒烧燙烫營营"
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


def composed(text: str) -> str:
    """Text in normal form KC: what looks the same is the same.

    Raises
    ------
    InputError
        When what is given is no text; every search and every look-up by name begins here.

    >>> composed("ＰＣＢ①")
    'PCB1'
    """
    try:
        return unicodedata.normalize("NFKC", text)
    except TypeError as error:
        kind = type(text).__name__
        raise InputError(Finding("not_a_string", value=str(text), details={"kind": kind})) from error


def normalise(text: str) -> str:
    """One spelling for text that means the same: NFKC, half-width, simplified, lower case, no spaces at the ends.

    >>> normalise("　ＰＣＢ 印製電路板（多層）")
    'pcb 印制电路板(多层)'
    """
    return " ".join(composed(text).translate(_SIMPLIFIED).lower().split())


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
