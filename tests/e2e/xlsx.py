"""Checks of every workbook in build/samples/."""

import csv
import re
import shutil
import zipfile
from decimal import Decimal

from harness import expect, fail, per_file, project_of, run, score_of, squeezed, temp_folder, text_of

# LibreOffice does not recalculate a workbook that it opens, unless its profile says so (0: always).
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
# In the national form this indicator has no row of its own: its score stands in the block of funds.
IN_FUNDS_BLOCK = "预算执行率"


def checks():
    return per_file(".xlsx", [archive, opens, recalculated, scores_in_cells, print_setup, fonts, input_cells,
                              charts, third_reader, text_whole])


def load(path, values=True):
    import openpyxl
    return openpyxl.load_workbook(path, data_only=values)


def cells(workbook):
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    yield sheet, cell


def archive(path):
    """A sound zip with every part that a workbook needs, and no date of the day."""
    with zipfile.ZipFile(path) as book:
        expect(book.testzip() is None, f"damaged: {book.testzip()}")
        names = book.namelist()
        for part in ("[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "docProps/core.xml"):
            expect(part in names, f"no {part}")
        dates = {info.date_time for info in book.infolist()}
        expect(dates == {(1980, 1, 1, 0, 0, 0)}, f"dates of entries: {dates}")


def opens(path):
    """openpyxl reads it; no cell holds an error; every formula has a cached value."""
    values = load(path)
    found = 0
    for sheet, cell in cells(values):
        found += 1
        expect(not (isinstance(cell.value, str) and cell.value.startswith("#") and cell.value.endswith(("!", "?", "/A"))),
               f"{sheet.title}!{cell.coordinate} is {cell.value}")
    expect(found > 10, f"only {found} cells")
    for sheet, cell in cells(load(path, values=False)):
        if cell.data_type == "f":
            expect(values[sheet.title][cell.coordinate].value is not None,
                   f"{sheet.title}!{cell.coordinate} has no cached value")


def by_office(path, folder, to):
    """Convert by LibreOffice, computing everything anew, into folder/out."""
    (folder / "profile/user").mkdir(parents=True)
    (folder / "profile/user/registrymodifications.xcu").write_text(PROFILE)
    (folder / "out").mkdir()
    shutil.copy(path, folder / "book.xlsx")
    done = run("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--convert-to",
               to, "--outdir", folder / "out", folder / "book.xlsx",
               env={"HOME": str(folder)}, timeout=300)
    result = next((folder / "out").glob("book.*"), None)
    return result or fail(f"LibreOffice made nothing: {text_of(done)}")


def by_libreoffice(path):
    """The workbook as LibreOffice computes it."""
    return load(by_office(path, temp_folder(), "xlsx:Calc MS Excel 2007 XML"))


def same_value(one, other):
    numbers = (int, float)
    if isinstance(one, numbers) and isinstance(other, numbers):
        return abs(one - other) <= 1e-9 * max(1.0, abs(one))
    return one == other or (one in (None, "") and other in (None, ""))


def recalculated(path):
    """Each formula, computed anew by LibreOffice, gives the value stored in the file."""
    cached, computed = load(path), by_libreoffice(path)
    formulas = 0
    for sheet, cell in cells(load(path, values=False)):
        if cell.data_type != "f":
            continue
        formulas += 1
        stored = cached[sheet.title][cell.coordinate].value
        fresh = computed[sheet.title][cell.coordinate].value
        expect(same_value(stored, fresh), f"{sheet.title}!{cell.coordinate} {cell.value}: stored {stored}, computed {fresh}")
    expect(formulas, "no formula in the workbook")


def score_columns(sheet):
    """(column, row) of each cell that heads a column of scores."""
    return [(cell.column, cell.row) for row in sheet.iter_rows() for cell in row
            if isinstance(cell.value, str) and squeezed(cell.value).endswith(("得分", "专家评分"))]


def value_at(sheet, row, column):
    """The value of a cell, or of the merged range it lies in."""
    for area in sheet.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            return sheet.cell(area.min_row, area.min_col).value
    return sheet.cell(row, column).value


def as_number(value):
    return Decimal(repr(round(value, 9))) if isinstance(value, (int, float)) else None


def rows_of(sheet, name):
    return [cell.row for row in sheet.iter_rows() for cell in row
            if isinstance(cell.value, str) and re.sub(r"^\d+\.", "", squeezed(cell.value)) == re.sub(r"^\d+\.", "", squeezed(name))]


def scores_of_rows(sheet, name):
    """The numbers in the columns of scores of the rows that bear this name."""
    columns = score_columns(sheet)
    numbers = [as_number(value_at(sheet, row, column))
               for row in rows_of(sheet, name) for column, head in columns if row > head]
    return [number for number in numbers if number is not None]


def check_sheet(sheet, score, leaves):
    for item in leaves:
        numbers = scores_of_rows(sheet, item["名称"])
        if not numbers and item["名称"] == IN_FUNDS_BLOCK:
            continue
        expect(Decimal(item["得分"]) in numbers, f"{sheet.title}: {item['名称']} has {numbers}, scored {item['得分']}")
    if not any(rows_of(sheet, name) for name in ("总分", "合计", "综合绩效")):
        return  # a form without a row for the total
    total = Decimal(score["总分"])
    column_values = {as_number(value_at(sheet, row, column))
                     for column, head in score_columns(sheet) for row in range(head + 1, sheet.max_row + 1)}
    expect(total in column_values, f"{sheet.title}: the total {total} is in no column of scores")
    for item in leaves:
        expect(Decimal(item["得分"]) in column_values, f"{sheet.title}: {item['名称']} {item['得分']} is nowhere")


def leaves_of(score):
    items = score["指标"]
    levels = [int(item["级次"]) for item in items]
    return [item for i, item in enumerate(items)
            if (i + 1 == len(items) or levels[i + 1] <= levels[i]) and item.get("得分")]


def scores_in_cells(path):
    """The numbers under 得分 are those of `jixiao score`, as stored and as LibreOffice computes them."""
    score = score_of(project_of(path))
    leaves = leaves_of(score)
    if not score["总分"]:
        expect(not leaves, f"no total, but scores: {leaves}")
        return
    expect(leaves, "no indicator has a score")
    for book in (load(path), by_libreoffice(path)):
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible" and score_columns(sheet)]
        expect(sheets, "no column 得分 in any sheet")
        check_sheet(sheets[0], score, leaves)


def print_setup(path):
    """A4, one page wide."""
    for sheet in load(path).worksheets:
        expect(str(sheet.page_setup.paperSize) == "9", f"{sheet.title}: paper {sheet.page_setup.paperSize}, not A4")
        expect(sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage,
               f"{sheet.title}: is not fitted to the page's width")


def fonts(path):
    """Every font has the character set of simplified Chinese, as Chinese Excel writes it."""
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            if re.match(r"xl/(styles|comments|sharedStrings)", name):
                text = book.read(name).decode()
                for font, rest in re.findall(r'<(?:name|rFont) val="([^"]*)"/>((?:<[a-zA-Z]+ val="[^"]*"/>)*)', text):
                    expect(font.isascii() or '<charset val="134"/>' in rest, f"{name}: {font} without its character set: {rest}")
            if name.startswith("xl/charts/chart"):
                text = book.read(name).decode()
                latin, asian = (re.findall(rf'<a:{kind} typeface="([^"]*)"', text) for kind in ("latin", "ea"))
                expect(latin and latin == asian, f"{name}: fonts {latin}, East Asian {asian}")


def input_cells(path):
    """A sheet with cells to fill in locks all others; what may be filled in is said in Chinese, and holds now."""
    values = load(path)
    for sheet in load(path, values=False).worksheets:
        unlocked = [cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked]
        expect(bool(unlocked) == bool(sheet.protection.sheet), f"{sheet.title}: {len(unlocked)} unlocked, protection {sheet.protection.sheet}")
        for rule in sheet.data_validations.dataValidation:
            expect(rule.prompt, f"{sheet.title}!{rule.sqref} has no prompt")
            for area in rule.sqref.ranges:
                holds(values[sheet.title], sheet, rule, area)


def holds(values, sheet, rule, area):
    """The first cell of a validated area is unlocked, and its number between the ends; formulas count from it."""
    cell = sheet.cell(area.min_row, area.min_col)
    expect(not cell.protection.locked, f"{sheet.title}!{cell.coordinate} is validated, but locked")
    if rule.type != "decimal":
        return
    expect(rule.error, f"{sheet.title}!{rule.sqref} says nothing about what is wrong")
    number = values[cell.coordinate].value
    ends = [end_of(values, text) for text in (rule.formula1, rule.formula2) if text]
    if not isinstance(number, (int, float)):
        return
    low = ends[0] if rule.operator in (None, "between", "greaterThanOrEqual") else None
    high = ends[-1] if rule.operator in (None, "between", "lessThanOrEqual") else None
    expect((low is None or number >= low) and (high is None or number <= high),
           f"{sheet.title}!{cell.coordinate} is {number}, allowed {low} to {high}")


def end_of(values, text):
    return values[text].value if re.fullmatch(r"[A-Z]+[0-9]+", text) else float(text)


def charts(path):
    """Each series of a chart shows cells that are there, as many labels as values, from formulas over the table."""
    values, formulas = load(path), load(path, values=False)
    for sheet in formulas.worksheets:
        for chart in sheet._charts:
            expect(chart.series, f"{sheet.title}: a chart of nothing")
            for series in chart.series:
                labels = cells_of(formulas, (series.cat.strRef or series.cat.numRef).f)
                numbers = cells_of(formulas, series.val.numRef.f)
                expect(len(labels) == len(numbers) > 0, f"{sheet.title}: {len(labels)} labels, {len(numbers)} values")
                expect(all(cell.data_type == "f" for cell in labels + numbers if cell.value is not None),
                       f"{sheet.title}: a chart of values that do not live")
                stored = [values[cell.parent.title][cell.coordinate].value for cell in numbers]
                expect(any(isinstance(value, (int, float)) for value in stored), f"{sheet.title}: no number in {stored}")


def cells_of(book, reference):
    """The cells of 'Sheet'!$L$3:$L$9."""
    name, area = reference.rsplit("!", 1)
    return cells_in(book[name.strip("'").replace("''", "'")], area)


def cells_in(sheet, area):
    rows = sheet[area.rsplit("!", 1)[-1].replace("$", "")]
    return [cell for row in rows for cell in row] if isinstance(rows, tuple) else [rows]


def third_reader(path):
    """Gnumeric, which shares no code with the others, reads the same numbers."""
    folder = temp_folder()
    done = run("ssconvert", "--export-type=Gnumeric_stf:stf_assistant", "-O", "separator=, format=preserve quoting-mode=always",
               "--export-file-per-sheet", path, folder / "%n.csv", env={"HOME": str(folder)})
    for index, sheet in enumerate(load(path).worksheets):
        file = folder / f"{index}.csv"
        expect(file.exists(), f"ssconvert wrote no {file.name}: {text_of(done)}")
        rows = list(csv.reader(file.open(encoding="utf-8")))
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, (int, float)):
                    found = rows[cell.row - 1][cell.column - 1]
                    expect(same_number(cell, found), f"{sheet.title}!{cell.coordinate} is {cell.value}, ssconvert has {found!r}")


def same_number(cell, text):
    """Is the text the number as its format shows it?"""
    found = re.search(r"-?[0-9][0-9,]*(\.[0-9]+)?(E[+-]?[0-9]+)?%?", text.replace("−", "-"))
    if not found:
        return False
    shown = found.group().replace(",", "")
    number = Decimal(shown.rstrip("%")) / (100 if shown.endswith("%") else 1)
    digits = len(shown.rstrip("%").partition(".")[2]) + (2 if shown.endswith("%") else 0)
    return abs(number - Decimal(repr(cell.value))) <= Decimal(1).scaleb(-min(digits, 9))


def text_whole(path):
    """Printed by LibreOffice, each sheet is one page wide and shows the whole text of each cell."""
    folder = temp_folder()
    by_office(path, folder, "pdf")
    printed = squeezed(text_of(run("pdftotext", "-raw", folder / "out/book.pdf", "-")))
    for sheet in load(path).worksheets:
        if sheet.sheet_state != "visible":
            continue
        for cell in cells_in(sheet, sheet.print_area[0]):
            if isinstance(cell.value, str):
                for line in cell.value.split("\n"):
                    check_printed(sheet, cell, squeezed(line), printed)


def check_printed(sheet, cell, text, printed):
    """Lines of other cells stand between those of this one, so pieces of a few characters are looked for."""
    missing = [text[i:i + 4] for i in range(0, len(text), 4) if text[i:i + 2] not in printed]
    expect(not missing, f"{sheet.title}!{cell.coordinate}: not printed: {missing}")
