"""Columns that stand once for each item of a list: every value under its own heading, on the page and on the sheet, and read back
from there. The project is one of the golden forms: a column an expert, two an answer of a survey, three a year."""

import json
import re
from statistics import mean

from harness import ROOT, built, copy_of, expect, jixiao, run, temp_folder, text_of
from imports import by_libreoffice, difference, edited, texts
from xlsx import load

FORM = ROOT / "tests/golden/form-experts"
BOOK = "汇总.xlsx"
SCORES = "专家打分汇总表"


def checks():
    return [("repeated_columns_on_the_page", on_the_page), ("repeated_columns_on_the_sheet", on_the_sheet),
            ("repeated_columns_read_back", read_back), ("repeated_columns_swapped", swapped)]


def project(only):
    """A copy of the form, and what is built from it."""
    folder, out = copy_of(FORM), temp_folder()
    built("build", folder, "-o", out, "--only", only)
    return folder, out


def given(folder):
    """{name of an indicator: {expert: score}} as the program reads the files."""
    data = json.loads(jixiao("dump", "--stage", "data", folder).stdout)
    return {entry["名称"]: {name: float(score) for name, score in entry["专家评分"].items()}
            for entry in data["指标"] if entry["专家评分"]}


def words_of(pdf):
    """(text, left, right, middle of its height) of every word of the first page."""
    page = run("pdftotext", "-bbox", "-l", "1", pdf, "-").stdout.decode()
    found = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', page)
    return [(text, float(x0), float(x1), (float(y0) + float(y1)) / 2) for x0, y0, x1, y1, text in found]


def on_the_page():
    """In the PDF a score stands in the row of its indicator and in the middle under the name of its expert."""
    folder, out = project("pdf")
    words = words_of(out / "汇总.pdf")
    experts = {word[0]: (word[1] + word[2]) / 2 for word in words if word[0] in ("张某甲", "李某乙", "王某丙")}
    expect(len(experts) == 3, f"headings: {experts}")
    for name, scores in given(folder).items():
        height = next(word[3] for word in words if word[0] == name)
        for expert, middle in experts.items():
            here = [word[0] for word in words if abs(word[3] - height) < 3 and abs((word[1] + word[2]) / 2 - middle) < 3]
            wanted = [f"{scores[expert]:g}"] if expert in scores else []
            expect(here == wanted, f"{name}, {expert}: {here}, not {wanted}")


def column_of(sheet, heading):
    found = [cell.column for row in sheet.iter_rows() for cell in row if cell.value == heading]
    expect(len(found) == 1, f"{heading} stands {len(found)} times")
    return found[0]


def row_of(sheet, name):
    return next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == name)


def on_the_sheet():
    """On the sheet too, and LibreOffice computes the sums below and the means beside from these cells alone."""
    folder, out = project("xlsx")
    book = load(by_libreoffice(out / BOOK))
    sheet = book[SCORES]
    scores = given(folder)
    experts = sorted({expert for row in scores.values() for expert in row})
    for name, row in scores.items():
        for expert in experts:
            here = sheet.cell(row_of(sheet, name), column_of(sheet, expert)).value
            expect(here == row.get(expert), f"{name}, {expert}: {here}")
        here = sheet.cell(row_of(sheet, name), column_of(sheet, "平均分")).value
        expect(abs(here - mean(row.values())) < 1e-9, f"{name}: mean {here}")
    for expert in experts:
        here = sheet.cell(row_of(sheet, "合　计"), column_of(sheet, expert)).value
        expect(here == sum(row.get(expert, 0) for row in scores.values()), f"sum of {expert}: {here}")
    years = book["各年资金"]
    for place, value in {"B5": 100, "F6": 67, "G5": 104 / 110, "H7": 190, "K7": 530, "L6": 186.5}.items():
        expect(abs(years[place].value - value) < 1e-9, f"各年资金 {place}: {years[place].value}")


def read_back():
    """A score changed under one expert, an amount under one year: these two lines change, and no other."""
    folder, out = project("xlsx")

    def edit(book):
        sheet = book[SCORES]
        sheet.cell(row_of(sheet, "目标合理性"), column_of(sheet, "李某乙")).value = 9
        book["各年资金"]["F6"].value = 68

    before = texts(folder)
    done = jixiao("import", folder, edited(out / BOOK, edit), "--apply")
    expect(done.returncode == 0, text_of(done))
    lines = difference(before, texts(folder))
    expect([line for line in lines if line.startswith("评价")] == ["评价.yaml -      李某乙: 7.5", "评价.yaml +      李某乙: 9"],
           f"{lines}")
    amounts = [line for line in lines if line.startswith("项目")]
    expect(len(amounts) == 2 and amounts[1] == "项目.yaml +" + amounts[0][len("项目.yaml -"):].replace("支出: 67", "支出: 68"),
           f"{lines}")


def swapped():
    """Two experts' columns changed places on the sheet: nothing has changed for the project."""
    folder, out = project("xlsx")

    def edit(book):
        sheet = book[SCORES]
        one, other = column_of(sheet, "张某甲"), column_of(sheet, "王某丙")
        for row in range(row_of(sheet, "张某甲"), row_of(sheet, "专家签名")):
            a, b = sheet.cell(row, one), sheet.cell(row, other)
            if a.data_type != "f":
                a.value, b.value = b.value, a.value

    done = jixiao("import", folder, edited(out / BOOK, edit))
    expect(done.returncode == 0 and "没有改动" in text_of(done), text_of(done))
