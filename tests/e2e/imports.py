"""Checks of `jixiao import`: workbooks changed by openpyxl and by LibreOffice, read back into the project's files.

Each case makes a workbook, changes it, imports it, and compares the project's files line by line.
"""

import difflib
import functools
import json
import re
import shutil

from harness import (EXPECTED, PROGRAM, ROOT, SAMPLE, SAMPLES, built, contents, copy_of, expect, jixiao, run, sample_folders, score_of,
                     temp_folder, text_of)
from xlsx import PROFILE, load

FINDINGS = "评价.yaml"
PROJECT = "项目.yaml"


def checks():
    found = [("import_unchanged " + folder.name, functools.partial(unchanged, folder)) for folder in sample_folders()]
    found += [(f"import_{tool} {folder.name}", functools.partial(one_value, folder, tool))
              for folder in sample_folders() for tool in ("openpyxl", "libreoffice")]
    found += [(f"import {name}", functools.partial(changed, *case)) for name, case in CHANGES.items()]
    found += [(f"import_refuses {name}", functools.partial(refused, *case)) for name, case in REFUSALS.items()]
    return found + [("import_backups_are_numbered", backups), ("import_knows_who_changed_it", three_sides),
                    ("import_as_the_readme_shows", readme), ("import_json", as_json), ("import_all_or_nothing", all_or_nothing),
                    ("import_other_books", other_books), ("import_carries_through", carries_through),
                    ("import_other_formats", other_formats), ("import_other_projects", other_projects),
                    ("import_blank_forms", blank_forms), ("import_blank_forms_of_samples", blank_samples),
                    ("import_formula_changed", formula_changed), ("import_file_changed_meanwhile", changed_meanwhile),
                    ("import_leaves_the_rest", leaves_the_rest)]


# ---- making, changing, reading ----

def workbooks_of(folder):
    """The workbooks that a project makes, in a folder of their own."""
    out = temp_folder() / "out"
    built("build", folder, "-o", out, "--only", "xlsx")
    return sorted(out.glob("*.xlsx"))


def edited(path, edit):
    """A copy of the workbook as openpyxl saves it after edit(workbook): formulas lose their values."""
    workbook = load(path, values=False)
    edit(workbook)
    target = temp_folder() / path.name
    workbook.save(target)
    return target


def by_libreoffice(path):
    """A copy of the workbook as LibreOffice saves it, every formula computed."""
    folder = temp_folder()
    (folder / "profile/user").mkdir(parents=True)
    (folder / "profile/user/registrymodifications.xcu").write_text(PROFILE)
    shutil.copy(path, folder / "book.xlsx")
    done = run("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--convert-to",
               "xlsx:Calc MS Excel 2007 XML", "--outdir", folder / "out", folder / "book.xlsx", env={"HOME": str(folder)},
               timeout=300)
    expect((folder / "out/book.xlsx").exists(), f"LibreOffice made nothing: {text_of(done)}")
    return folder / "out/book.xlsx"


def difference(before, after):
    """The lines of all files that differ: ["评价.yaml -…", "评价.yaml +…"]; new files by their names."""
    lines = []
    for name in sorted(set(before) | set(after)):
        if name not in before:
            lines.append(name)
            continue
        old, new = before[name].decode().splitlines(), after[name].decode().splitlines()
        lines += [f"{name} {line}" for line in difflib.unified_diff(old, new, n=0, lineterm="")
                  if not line.startswith(("---", "+++", "@@"))]
    return lines


def texts(folder):
    return {name: data for name, data in contents(folder).items() if name.endswith((".yaml", ".csv", ".md"))}


def cells_of(workbook):
    return [cell for sheet in workbook.worksheets for row in sheet.iter_rows() for cell in row]


def cell_beside(workbook, name, heading):
    """The cell in the row of a name and the column of a heading above it."""
    squeeze = functools.partial(re.sub, r"\s+", "")
    for row in (cell for cell in cells_of(workbook) if isinstance(cell.value, str) and squeeze(cell.value) == name):
        heads = [head for head in cells_of(workbook) if head.parent is row.parent and head.row < row.row
                 and isinstance(head.value, str) and squeeze(head.value) == heading]
        if heads:
            return row.parent.cell(row.row, heads[-1].column)
    raise KeyError(f"{name} / {heading}")


def put(name, heading, value):
    def edit(workbook):
        cell_beside(workbook, name, heading).value = value
    return edit


def applied(folder, book, status=0):
    done = jixiao("import", folder, book, "--apply")
    expect(done.returncode == status, f"status {done.returncode}: {text_of(done)}")
    return text_of(done)


# ---- the samples ----

def unchanged(folder):
    """A workbook that nobody has changed is no change, as it was written and as LibreOffice and openpyxl save it."""
    for path in workbooks_of(folder):
        for book in (path, by_libreoffice(path), edited(path, lambda workbook: None)):
            done = jixiao("import", folder, book)
            expect(done.returncode == 0 and "没有改动" in text_of(done), f"{path.name}: {text_of(done)}")


def open_numbers(workbook):
    """Cells to be filled in that hold a number or a formula."""
    return [cell for cell in cells_of(workbook) if not cell.protection.locked
            and (isinstance(cell.value, (int, float)) or cell.data_type == "f")]


def one_value(sample, tool):
    """Every number to be filled in, changed alone: exactly one line changes or comes new, and the workbook made anew has it."""
    folder = copy_of(sample)
    for path in workbooks_of(folder):
        values = load(path)
        places = [(cell.parent.title, cell.coordinate) for cell in open_numbers(load(path, values=False))]
        for sheet, place in places[:2] if tool == "libreoffice" else places[:8]:
            old = values[sheet][place].value
            new = round(old * 0.9, 4) if old else 0.5

            def edit(workbook, sheet=sheet, place=place, new=new):
                workbook[sheet][place].value = new
            book = edited(path, edit)
            if tool == "libreoffice":
                book = by_libreoffice(book)
            project = copy_of(sample)
            before = texts(project)
            said = applied(project, book)
            lines = difference(before, texts(project))
            expect(len(lines) == 2 or (len(lines) == 1 and " +" in lines[0]), f"{sheet}!{place} {old} → {new}: {lines}; {said}")
            again = next(book for book in workbooks_of(project) if book.name == path.name)
            got = load(again)[sheet][place].value
            expect(abs(got - new) < 1e-9, f"{sheet}!{place}: wrote {new}, built anew it is {got}")


def carries_through():
    """A typed score is the stated one everywhere: in the total that import foretells, the next build, its formulas."""
    folder = copy_of(SAMPLE)
    path = workbooks_of(folder)[0]
    name = "提高办事效率"
    said = applied(folder, edited(path, put(name, "指标得分", 8)))
    total = score_of(folder)["总分"]
    expect(f"{EXPECTED[SAMPLE.name]['总分']} → {total}" in said, said)
    got = cell_beside(load(workbooks_of(folder)[0]), name, "指标得分").value
    expect(got == 8, f"built anew: {got}")


# ---- a project with every kind of place ----

EVERYTHING = {
    PROJECT: """格式: 1
文书: 自评报告
方案: 财预2020-10号
框架: 财预2020-10号
项目名称: 桥梁检测费
年度: 2023
报告日期: 2024-03-01
资金:
  单位: 万元
  列: [行,       小计, 上年结转资金]   # 其他资金没有
  行:
    - [年初预算, 300,  ~]
    - [全年预算, 320,  20]
    - [全年执行, 300,  20]
  合计: { 年度总金额: [小计, 上年结转资金] }
绩效目标:
  年度: [检测桥梁18座]
子项目: { CSV: 子项目.csv }
合同:
  - { 编号: H1, 名称: 检测, 支付金额: 100, 支付比例: 50% }   # 一
  - 编号: H2
    名称: 复核
指标:
  列: [编号, 取自, 一级, 二级, 名称, 权重, 目标值, 规则]
  行:
    - [A1, ~, 预算执行率, ~, 预算执行率, 10, 100%, 执行率]
    - [B1, ~, 产出, 数量, 检测座数, 30, ≥18座, 比例]
    - [B2, ~, ~,    时效, 完成时间, 20, 2023年11月底, 给分]
    - [B3, ~, ~,    质量, 完成情况, 10, ~, 给分]
    - [C1, ~, 效益, 社会, 完成情况, 20, 持续, 给分]
    - [C2, A11, ~, ~, ~, 10, ~, 给分]
逆向指标:
  - { 编号: N1, 名称: 未按时报送, 上限: 5, 说明: 酌情扣分 }
""",
    FINDINGS: """格式: 1
指标:
  B1: { 业绩值: 17座 }
  B2:
    业绩值: 2023年10月20日
    得分: 18   # 给分
    偏差原因: 晚了
  B3: { 得分: 10 }
  C1: {得分: 19, 偏差原因: "有:缺陷"}
  C2: { 得分: 9, 偏差原因: 缺 }
  N1: { 扣分: 2, 偏差原因: 迟报 }
""",
    "正文.md": "# 项目概况\n\n检测桥梁。\n",
    "子项目.csv": "编号,名称,支出,备注\n1,东桥,120,\n2,西桥,\"180\",\"甲,乙\"\n",
    "模板/自评报告.md": """---
模板: 自评报告
工作簿:
  - { 文件名: 一.xlsx, 表: [国家自评表, 评分明细] }
  - { 文件名: 二.xlsx, 表: [明细] }
---
# 甲

正文
""",
    "模板/表/明细.yaml": """名称: 明细
列: [{名: 编号}, {名: 名称}, {名: 甲}, {名: 乙}]
区段:
  - {表头: 是, 单元: [编号, 名称, 支出, 备注]}
  - 重复: 子项目
    单元: [{值: 编号}, {值: 名称}, {值: 支出, 格式: 数 2, 后缀: 万元, 可填: 是}, {值: 备注, 可填: 是}]
  - {表头: 是, 单元: [编号, 合同名称, 支付比例, 支付金额]}
  - 重复: 合同
    单元: [{值: 编号}, {值: 名称}, {值: 支付比例, 格式: 百分比 1, 可填: 是}, {值: 支付金额, 可填: 是, 空: —}]
  - {表头: 是, 单元: [编号, 指标, 目标值, 解释]}
  - 重复: 指标
    单元: [{值: 编号}, {值: 名称}, {值: 目标值, 格式: 指标值, 可填: 是}, {值: 解释, 可填: 是}]
  - {表头: 是, 单元: [编号, 指标归类, 一级指标, 二级指标]}
  - 重复: 指标
    单元: [{值: 编号}, {值: 名称}, {值: 一级, 可填: 是}, {值: 二级, 可填: 是}]
  - {表头: 是, 单元: [编号, 采购合同, 采购方式, 付款条件]}
  - 重复: 合同
    单元:
      - {值: 编号}
      - {值: 名称}
      - {值: 采购方式, 勾选: 是, 可填: 是}
      - {值: 付款条件, 勾选: 是, 勾选样式: 括号, 可填: 是}
字段:
  - { 所属: 合同, 名称: 采购方式, 类型: 选项, 选项: [招标, 磋商] }
  - { 所属: 合同, 名称: 付款条件, 类型: 多选, 选项: [验收, 审计, 备案] }
""",
}


def everything():
    folder = temp_folder() / "project"
    for name, text in EVERYTHING.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def renamed(workbook):
    workbook.worksheets[0].title = "表一"
    put("检测座数", "实际完成值", 18)(workbook)


def swapped(workbook):
    """Two rows change places, one of them with a new value."""
    sheet = workbook["明细"]
    one, two = ([cell.value for cell in sheet[row]] for row in (2, 3))
    for column, (upper, lower) in enumerate(zip(one, two), start=1):
        sheet.cell(2, column).value, sheet.cell(3, column).value = lower, upper
    sheet.cell(3, 3).value = 121


def columns_moved(workbook):
    """The columns 支出 and 备注 of the first section change places."""
    sheet = workbook["明细"]
    for row in (1, 2, 3):
        sheet.cell(row, 3).value, sheet.cell(row, 4).value = sheet.cell(row, 4).value, sheet.cell(row, 3).value
    sheet.cell(2, 4).value = 121


def rows_inserted(workbook):
    sheet = workbook["明细"]
    sheet.insert_rows(3, 2)
    sheet.cell(2, 3).value = 121


def equal_names(workbook):
    """完成情况 stands under 产出 and 效益: the row's other labels tell which is which."""
    for row in (cell.row for cell in cells_of(workbook) if cell.parent.title == "国家自评表" and cell.value == "完成情况"):
        sheet = workbook["国家自评表"]
        if sheet.cell(row, 7).value == 20:
            sheet.cell(row, 6).value = "已经达到"


TARGET = ["项目.yaml -    - [B1, ~, 产出, 数量, 检测座数, 30, ≥18座, 比例]",
          "项目.yaml +    - [B1, ~, 产出, 数量, 检测座数, 30, ≥20座, 比例]"]
TO_16 = ["评价.yaml -  B1: { 业绩值: 17座 }", "评价.yaml +  B1: { 业绩值: 16座 }"]


def both(edit, value=put("检测座数", "实际完成值", 16)):
    """A value, and something else."""
    def edits(workbook):
        value(workbook)
        edit(workbook)
    return edits


def row_of(sheet, text):
    return next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == text)


def parted(workbook):
    """No cells are merged any more: the labels of levels stand in their first rows only."""
    sheet = workbook["国家自评表"]
    for merge in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merge))


def level_renamed(workbook):
    sheet = workbook["国家自评表"]
    sheet.cell(row_of(sheet, "检测座数"), 3).value = "数目"


def names_swapped(workbook):
    """Names change places, and nothing else does."""
    sheet = workbook["国家自评表"]
    one, two = row_of(sheet, "检测座数"), row_of(sheet, "完成时间")
    sheet.cell(one, 4).value, sheet.cell(two, 4).value = "完成时间", "检测座数"


def hidden_sheet_gone(workbook):
    del workbook["_jixiao"]


def title_put_above(workbook):
    workbook["明细"].insert_rows(1)
    workbook["明细"].cell(1, 1).value = "某某局填报"


def column_inserted(workbook):
    workbook["明细"].insert_cols(3)
    workbook["明细"].cell(1, 3).value = "开工"


def copied(workbook):
    workbook.copy_worksheet(workbook["明细"])


CHANGES = {
    "unit_and_sign_stay": (0, put("检测座数", "实际完成值", 16), [
        "评价.yaml -  B1: { 业绩值: 17座 }", "评价.yaml +  B1: { 业绩值: 16座 }"]),
    "text_in_measure": (0, put("检测座数", "实际完成值", "16"), [
        "评价.yaml -  B1: { 业绩值: 17座 }", "评价.yaml +  B1: { 业绩值: 16座 }"]),
    "own_unit": (0, put("检测座数", "实际完成值", "16座  \n"), [
        "评价.yaml -  B1: { 业绩值: 17座 }", "评价.yaml +  B1: { 业绩值: 16座 }"]),
    "target": (1, put("检测座数", "目标值", 20), [
        "项目.yaml -    - [B1, ~, 产出, 数量, 检测座数, 30, ≥18座, 比例]",
        "项目.yaml +    - [B1, ~, 产出, 数量, 检测座数, 30, ≥20座, 比例]"]),
    "blank_in_row": (1, put("完成情况", "目标值", "全部"), [
        "项目.yaml -    - [B3, ~, ~,    质量, 完成情况, 10, ~, 给分]",
        "项目.yaml +    - [B3, ~, ~,    质量, 完成情况, 10, 全部, 给分]"]),
    "score_over_formula": (0, put("检测座数", "得分", 20), [
        "评价.yaml -  B1: { 业绩值: 17座 }", "评价.yaml +  B1: { 业绩值: 17座, 得分: 20 }"]),
    "score_cleared": (0, put("检测座数", "得分", None), []),
    "reason": (0, put("完成时间", "偏差原因分析及改进措施", "原因：停工；改进措施：早开工"), [
        "评价.yaml -    偏差原因: 晚了", "评价.yaml +    偏差原因: 停工", "评价.yaml +    改进措施: 早开工"]),
    "date": (0, put("完成时间", "实际完成值", __import__("datetime").date(2023, 10, 25)), [
        "评价.yaml -    业绩值: 2023年10月20日", "评价.yaml +    业绩值: 2023年10月25日"]),
    "funds": (0, put("其中：当年财政拨款", "全年预算数", 310.5), [
        "项目.yaml -    - [全年预算, 320,  20]", "项目.yaml +    - [全年预算, 310.5,  20]"]),
    "blank_fund": (0, put("上年结转资金", "年初预算数", 5), [
        "项目.yaml -    - [年初预算, 300,  ~]", "项目.yaml +    - [年初预算, 300,  5]"]),
    "extra_of_project": (0, put("1.检测桥梁18座", "实际完成情况", "都已完成"), [
        "评价.yaml +补充: { 目标完成情况: 都已完成 }"]),
    "deduction": (0, put("未按时报送", "扣分", 3), [
        "评价.yaml -  N1: { 扣分: 2, 偏差原因: 迟报 }", "评价.yaml +  N1: { 扣分: 3, 偏差原因: 迟报 }"]),
    "csv": (1, put("东桥", "支出", 121.5), ["子项目.csv -1,东桥,120,", "子项目.csv +1,东桥,121.5,"]),
    "csv_text": (1, put("东桥", "备注", "丙, 丁"), ["子项目.csv -1,东桥,120,", "子项目.csv +1,东桥,120,\"丙, 丁\""]),
    "csv_cleared": (1, put("西桥", "备注", None), [
        "子项目.csv -2,西桥,\"180\",\"甲,乙\"", "子项目.csv +2,西桥,\"180\","]),
    "percent": (1, put("检测", "支付比例", 0.525), [
        "项目.yaml -  - { 编号: H1, 名称: 检测, 支付金额: 100, 支付比例: 50% }   # 一",
        "项目.yaml +  - { 编号: H1, 名称: 检测, 支付金额: 100, 支付比例: 52.5% }   # 一"]),
    "new_key": (1, put("复核", "支付金额", 12), ["项目.yaml +    支付金额: 12"]),
    "sheet_renamed": (0, renamed, [
        "评价.yaml -  B1: { 业绩值: 17座 }", "评价.yaml +  B1: { 业绩值: 18座 }"]),
    "rows_swapped": (1, swapped, ["子项目.csv -1,东桥,120,", "子项目.csv +1,东桥,121,"]),
    "columns_moved": (1, columns_moved, ["子项目.csv -1,东桥,120,", "子项目.csv +1,东桥,121,"]),
    "rows_inserted": (1, rows_inserted, ["子项目.csv -1,东桥,120,", "子项目.csv +1,东桥,121,"]),
    "equal_names": (0, equal_names, [
        "评价.yaml -  C1: {得分: 19, 偏差原因: \"有:缺陷\"}",
        "评价.yaml +  C1: {得分: 19, 偏差原因: \"有:缺陷\", 业绩值: 已经达到}"]),
    "total_over_formula": (0, put("总分", "得分", 99), []),
    "as_above": (1, put("检测座数", "一级指标", "产出指标"), [
        "项目.yaml -    - [B1, ~, 产出, 数量, 检测座数, 30, ≥18座, 比例]",
        "项目.yaml -    - [B2, ~, ~,    时效, 完成时间, 20, 2023年11月底, 给分]",
        "项目.yaml +    - [B1, ~, 产出指标, 数量, 检测座数, 30, ≥18座, 比例]",
        "项目.yaml +    - [B2, ~, 产出,    时效, 完成时间, 20, 2023年11月底, 给分]"]),
    "as_above_below": (1, put("完成时间", "一级指标", "时限"), [
        "项目.yaml -    - [B2, ~, ~,    时效, 完成时间, 20, 2023年11月底, 给分]",
        "项目.yaml -    - [B3, ~, ~,    质量, 完成情况, 10, ~, 给分]",
        "项目.yaml +    - [B2, ~, 时限,    时效, 完成时间, 20, 2023年11月底, 给分]",
        "项目.yaml +    - [B3, ~, 产出,    质量, 完成情况, 10, ~, 给分]"]),
    "ticked": (1, put("复核", "采购方式", "□ 招标　√磋商"), ["项目.yaml +    采购方式: 磋商"]),
    "ticked_behind": (1, put("复核", "采购方式", "招标 是；磋商 否"), ["项目.yaml +    采购方式: 招标"]),
    "ticked_several": (1, put("复核", "付款条件", "验收（√）；审计（□）；备案（√）。"), ["项目.yaml +    付款条件: 验收、备案"]),
    "full_width": (0, put("检测座数", "得分", "２９．５"), [
        "评价.yaml -  B1: { 业绩值: 17座 }", "评价.yaml +  B1: { 业绩值: 17座, 得分: 29.5 }"]),
    "full_width_in_text": (0, put("检测座数", "实际完成值", "１６"), [
        "评价.yaml -  B1: { 业绩值: 17座 }", "评价.yaml +  B1: { 业绩值: 16座 }"], "H864"),
    "comma_of_thousands": (1, put("东桥", "支出", "1，200.5"), ["子项目.csv -1,东桥,120,", "子项目.csv +1,东桥,1200.5,"]),
    "percent_as_text": (1, put("检测", "支付比例", "0.525"), [
        "项目.yaml -  - { 编号: H1, 名称: 检测, 支付金额: 100, 支付比例: 50% }   # 一",
        "项目.yaml +  - { 编号: H1, 名称: 检测, 支付金额: 100, 支付比例: 52.5% }   # 一"]),
    "percent_full_width": (1, put("检测", "支付比例", "５２ ％"), [
        "项目.yaml -  - { 编号: H1, 名称: 检测, 支付金额: 100, 支付比例: 50% }   # 一",
        "项目.yaml +  - { 编号: H1, 名称: 检测, 支付金额: 100, 支付比例: 52% }   # 一"]),
    "sign_without_unit": (1, put("检测座数", "目标值", "≥20"), TARGET),
    "unit_without_sign": (1, put("检测座数", "目标值", "20座"), TARGET),
    "line_ends_of_word": (0, put("完成时间", "偏差原因分析及改进措施", "停工\u2028两天"), [
        "评价.yaml -    偏差原因: 晚了", "评价.yaml +    偏差原因: \"停工\\n两天\""]),
    "parted": (0, both(parted), TO_16),
    "level_renamed": (0, both(level_renamed), TO_16),
    "hidden_sheet_gone": (0, both(hidden_sheet_gone), TO_16, "W828"),
    "title_put_above": (1, both(title_put_above, put("东桥", "支出", 121)),
                        ["子项目.csv -1,东桥,120,", "子项目.csv +1,东桥,121,"]),
    "column_inserted": (1, both(column_inserted, put("东桥", "支出", 121)),
                        ["子项目.csv -1,东桥,120,", "子项目.csv +1,东桥,121,"]),
    "copies_told_of": (1, both(copied, put("东桥", "支出", 121)),
                       ["子项目.csv -1,东桥,120,", "子项目.csv +1,东桥,121,"], "W827"),
}


def changed(which, edit, wanted, code=None):
    """The files differ in exactly these lines; a second import of the same workbook finds nothing to change."""
    folder = everything()
    before = texts(folder)
    book = edited(workbooks_of(folder)[which], edit)
    said = applied(folder, book)
    got = difference(before, texts(folder))
    expect(got == wanted, f"{got}; {said}")
    expect(code is None or f"[{code}]" in said, f"no {code}: {said}")
    if code == "W828":
        return  # its computed scores are those of before, and nothing tells that nobody typed them
    done = jixiao("import", folder, book)
    expect(done.returncode == 0 and "没有改动" in text_of(done), f"again: {text_of(done)}")


# ---- refusals ----

def row_deleted(workbook):
    workbook["明细"].delete_rows(2)


def row_added(workbook):
    workbook["明细"].insert_rows(3)
    for column, value in enumerate((3, "北桥", 5, "新"), start=1):
        workbook["明细"].cell(3, column).value = value


def name_changed(workbook):
    workbook["明细"].cell(2, 2).value = "南桥"


def heading_changed(workbook):
    workbook["明细"].cell(1, 3).value = "花费"


def headings_gone(workbook):
    for column in range(1, 5):
        workbook["明细"].cell(1, column).value = None


def merged(workbook):
    workbook["明细"].merge_cells("C2:C3")


def doubled(workbook):
    sheet = workbook["明细"]
    sheet.insert_rows(3)
    for column in range(1, 5):
        sheet.cell(3, column).value = sheet.cell(2, column).value
    sheet.cell(3, 3).value = 99


def sheet_gone(workbook):
    del workbook["评分明细"]


def sheet_doubled(workbook):
    copy = workbook.copy_worksheet(workbook["评分明细"])
    copy.title = "评分一"
    workbook["评分明细"].title = "评分二"


def error_value(workbook):
    cell = cell_beside(workbook, "检测座数", "实际完成值")
    cell.value = "#REF!"
    cell.data_type = "e"


def both_cells(workbook):
    """One value in two tables, changed to two numbers."""
    put("检测座数", "得分", 17)(workbook)
    sheet = workbook["评分明细"]
    row = next(cell.row for cell in cells_of(workbook) if cell.parent is sheet and cell.value == "检测座数")
    sheet.cell(row, 6).value = 16


REFUSALS = {
    "score_over_weight": (0, put("检测座数", "得分", 31), "E854"),
    "score_below_0": (0, put("检测座数", "得分", -1), "E854"),
    "word_for_number": (0, put("检测座数", "得分", "优"), "E852"),
    "unit_in_number": (1, put("东桥", "支出", "120元"), "E852"),
    "percent_for_score": (0, put("检测座数", "得分", "95%"), "E852"),
    "negative_amount": (1, put("东桥", "支出", -120), "E853"),
    "percent_times_100": (1, put("检测", "支付比例", 52), "E855"),
    "formula_error": (0, error_value, "E850"),
    "formula_without_value": (0, put("检测座数", "实际完成值", "=8+8"), "E851"),
    "date_of_1900": (0, put("完成时间", "实际完成值", __import__("datetime").date(1900, 1, 18)), "E856"),
    "month_13": (0, put("完成时间", "实际完成值", "2023年13月1日"), "E856"),
    "no_such_source": (0, put("其他资金", "年初预算数", 5), "E861"),
    "no_such_column": (1, put("检测座数", "解释", "看检测报告"), "E861"),
    "row_deleted": (1, row_deleted, "E846"),
    "row_added": (1, row_added, "E848"),
    "name_changed": (1, name_changed, "E846"),
    "row_doubled": (1, doubled, "E847"),
    "heading_changed": (1, heading_changed, "E845"),
    "headings_gone": (1, headings_gone, "E844"),
    "merged": (1, merged, "E849"),
    "sheet_gone": (0, sheet_gone, "E841"),
    "sheet_doubled": (0, sheet_doubled, "E842"),
    "two_values_for_one": (0, both_cells, "E866"),
    "reason_of_two": (0, put("完成时间", "偏差原因分析及改进措施", "停工了"), "E865",
                      {FINDINGS: ("偏差原因: 晚了", "偏差原因: 晚了\n    改进措施: 早办")}),
    "control_character": (0, put("完成时间", "偏差原因分析及改进措施", "停\x92工"), "E869"),
    "ticked_twice": (1, put("复核", "采购方式", "☑ 招标　☑ 磋商"), "E831"),
    "ticked_unclear": (1, put("复核", "采购方式", "招标　磋商"), "E830"),
    "two_numbers": (0, put("检测座数", "实际完成值", "16\n17"), "E852"),
    "percent_text_times_100": (1, put("检测", "支付比例", "52"), "E855"),
    "names_swapped": (0, names_swapped, "E847"),
    "column_doubled": (1, both(lambda workbook: workbook["明细"].cell(1, 5, "支出"), put("东桥", "支出", 1)), "E845"),
    "score_missing_then": (0, put("检测座数", "实际完成值", None), "E867"),
}


def refused(which, edit, code, otherwise=()):
    """Status 1, the code of the reason, and nothing in the folder has changed. otherwise: file -> (text, what it is instead)."""
    folder = everything()
    for name, (old, new) in dict(otherwise).items():
        (folder / name).write_text(EVERYTHING[name].replace(old, new), "utf-8")
    before = contents(folder)
    said = applied(folder, edited(workbooks_of(folder)[which], edit), status=1)
    expect(f"[{code}]" in said, f"no {code}: {said}")
    expect(contents(folder) == before, "the folder has changed")


def all_or_nothing():
    """One refused cell keeps a sound one from being written, too."""
    folder = everything()
    before = contents(folder)

    def edit(workbook):
        put("检测座数", "实际完成值", 18)(workbook)
        put("完成时间", "得分", "优")(workbook)
    said = applied(folder, edited(workbooks_of(folder)[0], edit), status=1)
    expect("17座 → 18座" in said and contents(folder) == before, said)


def other_books():
    """What is no workbook, and a workbook of something else, are refused."""
    import openpyxl
    folder = everything()
    foreign = temp_folder() / "别的.xlsx"
    workbook = openpyxl.Workbook()
    workbook.active.append(["姓名", "电话"])
    workbook.save(foreign)
    text = temp_folder() / "文字.xlsx"
    text.write_text("不是工作簿")
    for book, code in ((foreign, "E840"), (text, "E824"), (text.parent / "没有.xlsx", "E901")):
        said = applied(folder, book, status=1)
        expect(f"[{code}]" in said, f"{book.name}: {said}")
    expect(jixiao("import", folder).returncode == 2, "one operand is no usage error")


def by_office(path, filter_name, suffix):
    folder = temp_folder()
    run("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--convert-to",
        f"{suffix}:{filter_name}", "--outdir", folder, path, env={"HOME": str(folder)}, timeout=300)
    return folder / f"{path.stem}.{suffix}"


def other_formats():
    """Files that spreadsheet programs save otherwise are called by their names."""
    folder = everything()
    path = workbooks_of(folder)[0]
    for filter_name, suffix, word in (("calc8", "ods", "OpenDocument"), ("MS Excel 97", "xls", "旧格式"), ("Text - txt - csv (StarCalc)", "csv", "文本")):
        said = applied(folder, by_office(path, filter_name, suffix), status=1)
        expect("[E824]" in said and word in said, f"{suffix}: {said}")


def other_projects():
    """A workbook that fits in all its names, but was written for another year, is refused; --any takes it."""
    folder, other = everything(), everything()
    (other / PROJECT).write_text(EVERYTHING[PROJECT].replace("年度: 2023", "年度: 2022"), "utf-8")
    book = edited(workbooks_of(other)[0], put("检测座数", "实际完成值", 16))
    before = contents(folder)
    said = applied(folder, book, status=1)
    expect("[E826]" in said and contents(folder) == before, said)
    said = text_of(built("import", folder, book, "--any"))
    expect("17座 → 16座" in said, said)


def blank_forms():
    """A form without results is filled in part, then whole: 评价.yaml is begun, then goes on, and the score is everywhere."""
    folder = copy_of(ROOT / "tests/golden/readme-first-report", "云溪道路")
    (folder / FINDINGS).unlink()
    out = temp_folder()
    expect(jixiao("build", folder, "-o", out).returncode == 1, "a project without results builds")
    built("build", folder, "-o", out, "--blank")
    path = out / "附件1.xlsx"
    expect(cell_beside(load(path), "养护里程", "指标得分").value is None, "the form is not blank")

    def fill(workbook):
        for name, value in (("预算执行率", 0.972), ("养护里程", 120), ("养护合格率", "96%"), ("道路通畅天数", 358)):
            put(name, "业绩值", value)(workbook)
        put("养护里程", "偏差原因分析及改进措施", "原因：塌方；改进措施：早养护")(workbook)
    said = applied(folder, edited(path, fill))
    expect("[W832]" in said and "D1" in said and "已新建 评价.yaml" in said, said)
    wanted = """格式: 1
指标:
  A1: { 业绩值: 97.2% }
  B1: { 业绩值: 120公里, 偏差原因: 塌方, 改进措施: 早养护 }
  B2: { 业绩值: 96% }
  C1: { 业绩值: 358天 }
"""
    expect((folder / FINDINGS).read_text("utf-8") == wanted, (folder / FINDINGS).read_text("utf-8"))
    said = applied(folder, edited(path, lambda workbook: (fill(workbook), put("沿线群众满意度", "业绩值", 0.93)(workbook))))
    expect("总分 98.29，等级 优" in said and "W832" not in said, said)
    expect((folder / FINDINGS).read_text("utf-8") == wanted + "  D1: { 业绩值: 93% }\n", "the second filling")
    expect(score_of(folder)["总分"] == "98.29", "the score")
    expect(sorted(path.name for path in folder.glob("*.bak*")) == [FINDINGS + ".bak"], "backups")


def blank_samples():
    """Every sample without its findings makes forms, and each form, filled with nothing, is no change."""
    for sample in sample_folders():
        folder = copy_of(sample)
        (folder / FINDINGS).write_text("格式: 1\r\n# 待填\r\n指标:   # 空\r\n", "utf-8", newline="")
        out = temp_folder()
        built("build", folder, "-o", out, "--blank")
        for path in sorted(out.glob("*.xlsx")):
            done = jixiao("import", folder, edited(path, lambda workbook: None))
            expect(done.returncode == 0 and "没有改动" in text_of(done), f"{sample.name} {path.name}: {text_of(done)}")
        wanted = "格式: 1\r\n# 待填\r\n指标:   # 空\r\n  "
        if sample.name == SAMPLE.name:
            applied(folder, edited(out / "附件1.xlsx", put("提高办事效率", "指标得分", 8)))
            got = (folder / FINDINGS).read_bytes().decode()
            expect(got.startswith(wanted) and got.endswith(": { 得分: 8 }\r\n") and got.count("\r\n") == 4, repr(got))


def formula_changed():
    """What a changed formula gives is told of, and the program's own result stays."""
    folder = everything()

    def edit(workbook):
        cell_beside(workbook, "年度资金总额", "全年预算数").value = "=1+1"
    said = applied(folder, by_libreoffice(edited(workbooks_of(folder)[0], edit)))
    expect("[W863]" in said and "没有改动" in said, said)


def changed_meanwhile():
    """A file that somebody saves between reading and writing is not written over. A long workbook leaves the time for it."""
    import subprocess
    import time

    def long(workbook):
        put("检测座数", "实际完成值", 16)(workbook)
        sheet = workbook.create_sheet("备查")
        for row in range(6000):
            sheet.append([row * column for column in range(12)])
    path = None
    for attempt in range(80):
        folder = everything()
        path = path or edited(workbooks_of(folder)[0], long)
        process = subprocess.Popen([PROGRAM, "import", folder, path, "--apply"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        time.sleep(0.003 * attempt)
        mine = EVERYTHING[FINDINGS] + "# 刚存的\n"
        (folder / FINDINGS).write_text(mine, "utf-8")
        said = process.communicate(timeout=60)[0].decode()
        if "[E868]" in said:
            expect(process.returncode == 1 and (folder / FINDINGS).read_text("utf-8") == mine, said)
            return
    expect(False, f"never met: {said}")


def leaves_the_rest():
    """Byte order mark, CRLF, quotes, anchors, block scalars, flow maps, odd blanks and order stay; one line changes."""
    folder = everything()
    text = ("\ufeff# 头\r\n格式:   1\r\n指标:\r\n  N1: { 扣分: 2 ,  偏差原因: '迟报' }\r\n"
            "  B1: { 业绩值:   '17座'  }  # 座\r\n  B2:\r\n    业绩值: 2023年10月20日\r\n    得分: 18   # 给分\r\n"
            "    偏差原因: |\r\n      第一行: 有\r\n      第二行 # 不是注释\r\n  B3: &A { 得分: 10 }\r\n"
            "  C1: {得分: 19, 偏差原因: \"有:缺陷\"}\r\n  C2: *A\r\n# 尾")
    (folder / FINDINGS).write_bytes(text.encode())
    applied(folder, edited(workbooks_of(folder)[0], put("检测座数", "实际完成值", 16)))
    got = (folder / FINDINGS).read_bytes().decode()
    expect(got == text.replace("'17座'", "'16座'"), repr(got))
    expect((folder / f"{FINDINGS}.bak").read_bytes().decode() == text, "the backup")


def backups():
    """Every apply leaves the file as it was beside it, under a name that is free."""
    folder = everything()
    first = (folder / FINDINGS).read_bytes()
    book = workbooks_of(folder)[0]
    applied(folder, edited(book, put("检测座数", "实际完成值", 16)))
    second = (folder / FINDINGS).read_bytes()
    applied(folder, edited(workbooks_of(folder)[0], put("检测座数", "实际完成值", 15)))
    expect((folder / f"{FINDINGS}.bak").read_bytes() == first, "first backup")
    expect((folder / f"{FINDINGS}.bak2").read_bytes() == second, "second backup")


def three_sides():
    """A value changed in the project after the workbook was written stays; changed in both, it is refused."""
    folder = everything()
    path = workbooks_of(folder)[0]
    findings = folder / FINDINGS
    findings.write_text(EVERYTHING[FINDINGS].replace("17座", "18座"), "utf-8")
    before = texts(folder)
    said = applied(folder, edited(path, put("完成时间", "得分", 17)))
    expect("[H862]" in said, said)
    expect(difference(before, texts(folder)) == ["评价.yaml -    得分: 18   # 给分", "评价.yaml +    得分: 17   # 给分"], said)
    said = applied(folder, edited(path, put("检测座数", "实际完成值", 16)), status=1)
    expect("[E860]" in said, said)


def as_json():
    """--json: changes with their places, messages, totals before and after."""
    folder = everything()
    book = edited(workbooks_of(folder)[0], put("检测座数", "实际完成值", 9))
    result = json.loads(built("import", folder, book, "--json").stdout)
    expect(len(result["改动"]) == 1, str(result))
    change = result["改动"][0]
    wanted = {"工作表": "国家自评表", "原值": "17座", "新值": "9座", "文件": FINDINGS, "行": 3, "列": 14}
    expect({key: change[key] for key in wanted} == wanted, str(change))
    expect(result["原"]["总分"] != result["新"]["总分"] and not result["写入"], str(result))


def readme():
    """The README's example of an import prints what the README says."""
    folder = copy_of(ROOT / "tests/golden/readme-first-report", "云溪道路")
    shown = re.search(r"\$ jixiao import 云溪道路 附件1\.xlsx\n((?:    .*\n)+)", (ROOT / "README.md").read_text("utf-8"))
    book = edited(workbooks_of(folder)[0], put("养护里程", "业绩值", 126))
    done = built("import", folder, book)
    expect(done.stdout.decode() == re.sub("^    ", "", shown[1], flags=re.M), done.stdout.decode())
