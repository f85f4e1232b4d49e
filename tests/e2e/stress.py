"""A long project made of everything that is hard to set: the stress document of typography.py.

    /usr/bin/python3 tests/e2e/stress.py FOLDER    writes the project there

The prose is put together from phrases in the register of evaluation reports, by a generator with a fixed seed: the same
project on every machine, and no sentence of a real report. Paragraphs of every length follow each other, so that page
ends fall at first lines, last lines, headings, captions and row spans many times over.
"""

import json
import random
import sys
from pathlib import Path

SEED = 9704
CHAPTERS = 4
PARTS = 4  # of a chapter
NAME = "考验"

CHINESE = "一二三四五六七八九十"
PLACES = ["云溪县", "北岭镇", "青石乡", "临河区", "东湖街道", "南屏县", "柳河镇", "白塔乡"]
OFFICES = ["交通运输局", "水务局", "农业农村局", "教育和体育局", "卫生健康局", "政务服务数据管理局", "住房和城乡建设局"]
PEOPLE = ["王䶮", "刘𬭎", "㙍某某", "陈昇", "赵喆", "李珺", "周赟", "欧阳某某"]
TOPICS = ["项目立项", "预算编制", "资金拨付", "招标采购", "合同管理", "工程验收", "档案管理", "运行维护", "绩效监控", "公众服务"]
DEEDS = ["按月核对支付凭证", "逐项查验竣工资料", "抽查施工日志", "访谈受益群众", "比对系统日志", "复核合同条款",
         "核实设备台账", "走访村级管护人员", "查阅会议纪要", "测算单位成本"]
RESULTS = ["进度与计划基本一致", "手续齐全、要件完备", "个别环节衔接不够紧密", "资料归集尚不及时", "成本控制在批复之内",
           "群众反映总体良好", "质量达到约定标准", "后续管护责任有待明确"]
CLAUSES = ["项目单位建立了较为完整的管理制度", "各参建单位按照职责分工推进工作", "年度目标分解到季度和具体责任人", "预算编制以上年支出为依据",
           "对照实施方案逐项检查后发现", "监理单位对隐蔽工程实行旁站", "验收资料由专人保管并登记造册", "部分村组的管护经费没有列入年度预算",
           "受汛期降雨和材料价格上涨的影响", "施工单位调整了工序和人力安排", "社会公众能够通过政务网站查询办理进度", "结余资金按规定收回财政统筹使用",
           "长效机制的建立还需要一个过程", "评价结果将作为安排以后年度预算的重要参考", "主管部门应当加强对下属单位的指导和监督",
           "绩效目标的设置与实际业务结合得不够", "个别指标没有量化、难以考核", "项目实施改善了沿线群众的出行条件"]
LAWS = ["农村公路养护管理办法", "政府投资项目评审规程", "专项资金管理实施细则（试行）", "信息系统运行维护费用定额标准",
        "小型水利工程管理体制改革方案", "县级财政预算绩效管理工作规程（2022年修订版）"]
LATIN = ["IPv6", "GB/T 9704", "ISO 9001", "SLA", "PPP", "Wi-Fi", "VPN", "CPU", "5G", "GIS", "e-Government", "PDF/A-1b",
         "Microsoft Excel", "OpenSSL 3.0", "JX-2023-011"]
SITES = ["https://www.example.gov.cn/jxgl/2023/0615/index.html", "http://data.example.cn/api/v2/projects?year=2023&page=12",
         "ftp://files.example.org/pub/reports/final_version_3.pdf", "zwfw@example.gov.cn"]
UNITS = ["个", "项", "公里", "平方米", "万元", "人次", "台", "户", "亩", "座", "吨", "小时", "个工作日", "万千瓦时", "批次", "名"]
# How often each form of a sentence comes: technical terms and addresses are rare in reports.
RARITY = [10, 5, 6, 5, 5, 2, 2, 1, 2, 4, 4, 3, 2, 8, 2, 4, 18, 14]
# Longer than a line, and just shorter than one.
LONG_WORDS = ["pneumonoultramicroscopicsilicovolcanoconiosisandhippopotomonstrosesquippedaliophobia" * 2,
              "0123456789" * 9, "Taumatawhakatangihangakoauauotamateaturipukakapiki"]


class Writer:
    """Sentences, paragraphs and blocks from one source of chance."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.plain = []  # paragraphs as a reader should see them, without marks of Markdown

    def pick(self, choices):
        return self.chance.choice(choices)

    def number(self, low=1, high=9999):
        return self.chance.randint(low, high)

    def amount(self):
        return self.pick([f"{self.number(1, 99999) / 100:.2f}万元", f"{self.number(10, 9999)}万元",
                          f"{self.number(1000, 99999999):,}元", f"{self.number(1, 99) / 10}亿元"])

    def measure(self):
        return f"{self.number(2, 30000)}{self.pick(UNITS)}"

    def percent(self):
        value = self.number(2000, 9999) / 100
        return self.pick([f"{value:.2f}%", f"{value:.0f}%", f"{value - 9:.0f}%～{value:.0f}%", f"≥{value:.1f}%",
                          f"{value - 3:.0f}%—{value:.0f}%"])

    def law(self):
        name = self.pick(LAWS)
        nested = f"《关于印发〈{name}〉的通知》"
        number = f"（{self.pick(['云财绩', '县政办发', '财预', '水财务'])}〔{self.number(2015, 2023)}〕{self.number(1, 190)}号）"
        return self.pick([f"《{name}》{number}", nested + number, f"《{name}》第{self.number(2, 48)}条",
                          f"《{name}》第{self.pick(CHINESE)}章第{self.number(1, 9)}款", nested])

    def date(self):
        year, month, day = self.number(2018, 2024), self.number(1, 12), self.number(1, 28)
        return self.pick([f"{year}年{month}月{day}日", f"{year}年{month}月", f"{year}—{year + 3}年", f"{year}年度", f"{year}年底"])

    def sentence(self):
        p = self.pick
        forms = [
            lambda: f"{p(PLACES)}{p(OFFICES)}于{self.date()}会同有关单位{p(DEEDS)}，共核查{self.measure()}、涉及金额{self.amount()}，{p(RESULTS)}。",
            lambda: f"依据{self.law()}和{self.law()}，{p(TOPICS)}环节应当在{self.number(3, 60)}个工作日内办结；实际平均用时{self.number(3, 90)}天，{p(RESULTS)}。",
            lambda: f"评价组认为：“{p(TOPICS)}{p(RESULTS)}，但‘重建轻管’的现象仍然存在。”",
            lambda: f"{p(TOPICS)}完成率为{self.percent()}，比上年提高{self.number(1, 20)}.{self.number(1, 9)}个百分点，得分率{self.percent()}。",
            lambda: f"年初预算{self.amount()}，年中调整为{self.amount()}（其中：中央{self.amount()}，省级{self.amount()}，县级{self.amount()}），执行率{self.percent()}。",
            lambda: f"系统采用{p(LATIN)}和{p(LATIN)}技术规范，接入终端{self.measure()}，峰值{self.number(100, 9999)}次/秒。",
            lambda: f"——{p(TOPICS)}方面，{p(DEEDS)}；{p(TOPICS)}方面，{p(DEEDS)}……",
            lambda: f"公开信息见{p(SITES)}，访问日期为{self.date()}。",
            lambda: f"项目负责人{p(PEOPLE)}、{p(PEOPLE)}（联系电话：0{self.number(310, 999)}-{self.number(2000000, 8999999)}）对{p(TOPICS)}作了说明。",
            lambda: f"满意度调查发放问卷{self.number(100, 900)}份，收回有效问卷{self.number(80, 99)}份，满意度{self.percent()}，“非常满意”“满意”合计占{self.percent()}。",
            lambda: f"经核对附件{self.number(1, 9)}、表{self.number(1, 9)}-{self.number(1, 9)}和图{self.number(1, 5)}，{p(TOPICS)}的数据（截至{self.date()}）与“一卡通”系统一致。",
            lambda: f"（{p(CHINESE)}）{p(TOPICS)}。{p(PLACES)}共有{self.measure()}，折合{self.amount()}；{p(RESULTS)}。",
            lambda: f"是否{p(DEEDS)}？是否做到“专款专用、专账核算（含{p(LATIN)}系统）”？{p(RESULTS)}！",
            lambda: f"{p(RESULTS)}，{p(DEEDS)}，{p(DEEDS)}，{p(RESULTS)}。",
            lambda: f"单位成本由{self.number(10, 99)}.{self.number(10, 99)}元/平方米降至{self.number(5, 60)}元/平方米(不含税)，±{self.number(1, 9)}%以内波动，属正常范围。",
            lambda: f"对照《{p(LAWS)}》（以下简称“《办法》”），第{self.number(1, 12)}项指标“{p(TOPICS)}（{p(LATIN)}）”评为{self.number(60, 99)}分。",
            lambda: f"{p(CLAUSES)}，{p(CLAUSES)}；{p(CLAUSES)}，{p(CLAUSES)}。",
            lambda: f"{p(CLAUSES)}，{p(CLAUSES)}，{p(DEEDS)}、{p(DEEDS)}，{p(RESULTS)}。",
        ]
        return self.chance.choices(forms, RARITY)[0]()

    def paragraph(self, sentences):
        """Its Markdown; remembers the text without marks."""
        text = "".join(self.sentence() for _ in range(sentences))
        self.plain.append(text)
        if self.chance.random() < 0.3:
            first, stop, rest = text.partition("。")
            if stop:
                text = f"**{first}。**{rest}" if self.chance.random() < 0.7 else f"*{first}。*{rest}"
        return escaped(text)

    def item(self, indent, mark):
        text = self.sentence()
        self.plain.append(text)
        return f"{' ' * indent}{mark} {escaped(text)}"

    def listing(self):
        """Three levels, numbered and not."""
        lines = []
        for _ in range(self.number(2, 3)):
            lines.append(self.item(0, "1."))
            for _ in range(self.number(1, 2)):
                lines.append(self.item(3, "1."))
                if self.chance.random() < 0.6:
                    lines.append(self.item(6, "-"))
        return "\n".join(lines)

    def heading(self, level):
        form = self.number(0, 2)
        text = [f"{self.pick(TOPICS)}情况", f"{self.pick(PLACES)}{self.pick(TOPICS)}与{self.pick(TOPICS)}",
                f"{self.pick(TOPICS)}中“{self.pick(RESULTS)}”的原因分析"][form]
        return f"{'#' * level} {text}"

    def table(self, key):
        rows = [f"| {n} | {self.pick(TOPICS)} | {self.cell()} | {self.number(1, 99999) / 100:.2f} | {self.percent()} |"
                for n in range(1, self.number(4, 14))]
        head = "| 序号 | 事项 | 核查情况 | 金额 | 比例 |\n|:--:|---|---|---:|:--:|"
        return f"表：{self.pick(TOPICS)}核查表 {{#{key}}}\n\n{head}\n" + "\n".join(rows)

    def cell(self):
        return escaped("".join(self.sentence() for _ in range(self.pick([0, 0, 1, 1, 2]))) or self.pick(RESULTS))

    def tall_table(self, key):
        """A cell that is longer than a page."""
        text = escaped("".join(self.sentence() for _ in range(30)))
        return (f"表：{self.pick(TOPICS)}说明 {{#{key}}}\n\n| 事项 | 说明 |\n|---|---|\n| {self.pick(TOPICS)} | {self.pick(RESULTS)} |\n"
                f"| {self.pick(TOPICS)} | {text} |\n| {self.pick(TOPICS)} | {self.pick(RESULTS)} |")


def escaped(text):
    return text.replace("_", "\\_")


def part(writer, chapter, number):
    """Headings of the levels 2 to 4, prose of every length, now and then a list or a table."""
    blocks = [writer.heading(2), writer.paragraph(writer.number(1, 5))]
    for n in range(writer.number(3, 5)):
        if writer.chance.random() < 0.6:
            blocks.append(writer.heading(3))
        if writer.chance.random() < 0.3:
            blocks.append(writer.heading(4))
        blocks += [writer.paragraph(writer.pick([1, 2, 2, 3, 4, 5, 6, 8])) for _ in range(writer.number(1, 3))]
    if number % 2 == 0:
        blocks += [writer.listing(), writer.paragraph(1)]
    if number % 2 == 1:
        key = f"表{chapter}甲{number}"
        blocks += [f"{writer.pick(TOPICS)}的核查情况见[](#表:{key})。", writer.table(key), writer.paragraph(1)]
    return blocks


def prose(writer):
    """正文.md: a slot for each chapter."""
    slots = []
    for chapter in range(1, CHAPTERS + 1):
        blocks = [writer.paragraph(3)]
        for number in range(PARTS):
            blocks += part(writer, chapter, number)
        if chapter <= len(LONG_WORDS):
            text = f"{writer.pick(RESULTS)}，原始记录写作{LONG_WORDS[chapter - 1]}，照录如上。"
            writer.plain.append(text)
            blocks += [text]
        if chapter in (2, 4):
            blocks += [writer.tall_table(f"长{chapter}"), writer.paragraph(2)]
        slots.append(f"# 第{chapter}部分\n\n" + "\n\n".join(blocks))
    return "\n\n".join(slots) + "\n"


TEMPLATE_HEAD = f"""---
模板: {NAME}
文件名: {NAME}.pdf
标题: "{{{{项目名称}}}}"
---
```封面
标题: ["{{{{项目名称}}}}", 排版考验]
项:
  - [实施单位, "{{{{实施单位}}}}"]
日期: "{{{{报告日期|年月}}}}"
```

```目录
级: 2
```

```标题
文: ["{{{{项目名称}}}}", 排版考验]
```
"""

TABLE = """名称: 跨行表
标题: 指标核查明细
列:
  - {名: 一级, 宽: 9}
  - {名: 二级, 宽: 11}
  - {名: 名称, 宽: 16}
  - {名: 权重, 宽: 7}
  - {名: 说明, 宽: 44}
  - {名: 得分, 宽: 8}
区段:
  - 表头: 是
    单元: [一级指标, 二级指标, 三级指标, 权重, 评分说明, 得分]
  - 名: 各指标
    重复: 指标
    合并相同: [一级, 二级]
    单元: [{值: 一级}, {值: 二级}, {值: 名称}, {值: 权重, 对齐: 小数点}, {值: 评分说明, 对齐: 左}, {值: 得分, 对齐: 小数点, 格式: 数 2}]
  - 名: 总计
    加粗: 是
    单元: [{文: 合计, 跨列: 3}, {公式: "合计([各指标.权重])"}, ~, {公式: "合计([各指标.得分])", 格式: 数 2}]
"""


def template(writer):
    chapters = [f"# {writer.pick(TOPICS)}与{writer.pick(TOPICS)}\n\n{{{{> 正文.第{n}部分}}}}\n" for n in range(1, CHAPTERS + 1)]
    tail = ("# 指标核查明细\n\n核查明细见[](#表:跨行)。\n\n```表格\n定义: 跨行表\n引用: 跨行\n```\n\n"
            "```附件\n标题: 指标核查明细（横排）\n横排: 是\n```\n\n```表格\n定义: 跨行表\n引用: 横表\n```\n")
    return TEMPLATE_HEAD + "\n" + "\n".join(chapters) + "\n" + tail


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def indicators(writer):
    """项目.yaml's rows and 评价.yaml's entries: 4 groups of 3 groups of 4 to 6, with explanations of every length."""
    rows, findings = [], []
    weights = [2] * 40 + [1] * 20
    number = 0
    for top in ("决策过程指标", "产出指标", "效益指标", "满意度指标"):
        for group in range(3):
            second = f"{writer.pick(TOPICS)}{CHINESE[group]}"
            for _ in range(5):
                number += 1
                key, weight = f"K{number}", weights[number - 1]
                text = "".join(writer.sentence() for _ in range(writer.number(0, 3))) or writer.pick(RESULTS)
                rows.append(f"    - [{key}, {top}, {second}, {quoted(writer.pick(TOPICS) + '合规性' + str(number))}, {weight}, 持续, 给分]")
                findings.append(f"  {key}: {{ 得分: {weight - 0.25 * writer.number(0, 3)}, 评分说明: {quoted(text)}, 偏差原因: 见评分说明 }}")
    return rows, findings


def write(folder):
    """The project into the folder. Returns the paragraphs as they should be read."""
    writer = Writer(SEED)
    rows, findings = indicators(writer)
    project = ("格式: 1\n" f"文书: {NAME}\n" "方案: 财预2020-10号\n项目名称: 云溪县基础设施和公共服务综合项目\n年度: 2023\n"
               "主管部门: 云溪县财政局\n实施单位: 云溪县项目管理中心\n报告日期: 2024-05-20\n"
               "指标:\n  列: [编号, 一级, 二级, 名称, 权重, 目标值, 规则]\n  行:\n" + "\n".join(rows) + "\n")
    files = {"项目.yaml": project, "评价.yaml": "格式: 1\n指标:\n" + "\n".join(findings) + "\n", "正文.md": prose(writer),
             f"模板/{NAME}.md": template(writer), "模板/表/跨行表.yaml": TABLE}
    for name, text in files.items():
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return writer.plain


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    print(f"{len(write(sys.argv[1]))} paragraphs")
