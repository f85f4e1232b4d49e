"""Checks of every workbook in build/samples/."""

import csv
import functools
import re
import shutil
import threading
import zipfile
from collections import Counter
from decimal import Decimal

import ooxml
import printed
from harness import (ROOT, built, built_files, expect, fail, label, project_of, run, score_of, squeezed, temp_folder,
                     text_of)

# LibreOffice does not recalculate a workbook that it opens, unless its profile says so (0: always).
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
# How headings of columns of scores end.
SCORE_HEADS = ("得分", "专家评分", "平均分")
# In the national form this indicator has no row of its own: its score stands in the block of funds.
IN_FUNDS_BLOCK = "预算执行率"
DAY_FORMAT = 'yyyy"年"m"月"d"日"'


FORMS = ROOT / "tests/golden"
MADE = ROOT / "build/forms"
# A part, a text in it, what it becomes, and what the judge of packages must say of it.
SHEET = "xl/worksheets/sheet1.xml"
SPOILS = [
    (SHEET, "<pageMargins", "<pageMargins/><pageMargins", "twice in worksheet"),
    (SHEET, "<sheetData>", "<drawing/><sheetData>", "order in worksheet"),
    (SHEET, '<mergeCell ref="', '<mergeCell ref="A1:B3"/><mergeCell ref="', "merged ranges overlap"),
    (SHEET, 'operator="greaterThanOrEqual"', 'operator="between"', "with 1 formulas"),
    (SHEET, "<f>SUM(", "<f>SUMME(", "function SUMME"),
    (SHEET, "<f>SUM(", "<f>=SUM(", "begins with ="),
    (SHEET, "<f>SUM(", "<f>SUM((", "an open parenthesis"),
    (SHEET, ' t="s"><v>', ' t="s"><v>9999', "string 9999"),
    (SHEET, ' t="s"><v>', ' t="x"><v>', "type x"),
    (SHEET, '<legacyDrawing r:id="', '<legacyDrawing r:id="x', "no relation x"),
    (SHEET, "<cols>", '<cols><col min="1" max="3" width="9"/>', "columns 1 to 1 after 3"),
    ("xl/workbook.xml", 'name="资金表"', 'name="附件1"', "two sheets of one name"),
    ("xl/workbook.xml", 'name="资金表"', 'name="资金/表"', "sheet name"),
    ("xl/workbook.xml", "!$A$1:", "!A1:Z", "_xlnm.Print_Area"),
    ("xl/workbook.xml", 'localSheetId="0"', 'localSheetId="99"', "of sheet 99"),
    ("xl/styles.xml", "formatCode=\"", "formatCode=\"&quot;", "an open quote"),
    ("xl/styles.xml", "fontId=\"1\"", "fontId=\"99\"", "fontId 99"),
    ("xl/sharedStrings.xml", 'uniqueCount="', 'uniqueCount="9', "uniqueCount 9"),
    ("xl/sharedStrings.xml", "<t>", "<t> ", "would be lost"),
    ("xl/comments1.xml", '<comment ref="', '<comment ref="Z', "shapes at"),
    ("xl/charts/chart1.xml", "<c:order", "<c:idx/><c:order", "in ser"),
    ("[Content_Types].xml", 'PartName="/xl/styles.xml"', 'PartName="/xl/style.xml"', "style"),
]


def checks():
    try:
        files = books()
    except Exception as error:  # told as one failure, beside the checks of the rest
        return [("workbooks are made", functools.partial(fail, str(error)))]
    functions = [archive, opens, recalculated, scores_in_cells, print_setup, fonts, input_cells, charts, third_reader, days,
                 text_whole, mirrors, sound]
    return [(f"{function.__name__} {label(path)}", functools.partial(function, path))
            for path in files for function in functions] + [("workbooks_again", again), ("every_table_is_filled", every_table),
                                                   ("ooxml_notices", ooxml_notices)]


# ---- the workbooks that are judged ----

def form_folders():
    return sorted(path.parent for path in FORMS.glob("form-*/项目.yaml"))


def made_in(out):
    """The documents of the forms, each in its folder."""
    for folder in form_folders():
        built("build", folder, "-o", out / folder.name)


@functools.cache
def books():
    """Every workbook: of the samples as they have been built, of the forms of tests/golden."""
    shutil.rmtree(MADE, ignore_errors=True)
    made_in(MADE)
    found = built_files(".xlsx")
    expect(found, "no workbook in build/samples")
    return found + sorted(MADE.glob("*/*.xlsx"))


def folder_of(path):
    """The project that a workbook is made from."""
    return FORMS / path.parent.name if path.is_relative_to(MADE) else project_of(path)


def again():
    """Made once more, the workbooks are the same, byte by byte."""
    out = temp_folder()
    made_in(out)
    for path in sorted(MADE.glob("*/*.xlsx")):
        expect((out / path.parent.name / path.name).read_bytes() == path.read_bytes(), f"{label(path)} differs")


def every_table():
    """Each definition of templates/tables is a sheet of some workbook that is judged here."""
    seen = {sheet.title for path in books() for sheet in load(path).worksheets}
    names = {path.stem for path in (ROOT / "templates/tables").glob("*.yaml")}
    expect(names <= seen, f"on no sheet: {sorted(names - seen)}")


def ooxml_notices():
    """The judge of packages finds what is spoilt on purpose."""
    book = next(path for path in books() if path.parent.name == "form-national")
    with zipfile.ZipFile(book) as source:
        parts = {name: source.read(name).decode("utf-8", "surrogateescape") for name in source.namelist()}
    for part, old, new, wanted in SPOILS:
        expect(old in parts[part], f"{old} is not in {part}")
        spoilt = temp_folder() / "book.xlsx"
        with zipfile.ZipFile(spoilt, "w") as target:
            for name, text in parts.items():
                text = text.replace(old, new, 1) if name == part else text
                target.writestr(name, text.encode("utf-8", "surrogateescape"))
        found = ooxml.complaints_of(spoilt)
        expect(any(wanted in complaint for complaint in found), f"{part}: {old} as {new}: {found[:4]}")


# ---- reading ----

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
            value = values[sheet.title][cell.coordinate].value
            expect(value is not None or '""' in cell.value, f"{sheet.title}!{cell.coordinate} has no cached value")


@functools.cache
def converted(to):
    """Path -> what LibreOffice makes of each workbook, computing everything anew."""
    folder = temp_folder()
    (folder / "profile/user").mkdir(parents=True)
    (folder / "profile/user/registrymodifications.xcu").write_text(PROFILE)
    (folder / "out").mkdir()
    (folder / "in").mkdir()
    numbered = {path: f"book{number}" for number, path in enumerate(books())}
    for path, name in numbered.items():
        shutil.copy(path, folder / "in" / f"{name}.xlsx")
    done = run("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--convert-to", to,
               "--outdir", folder / "out", *sorted((folder / "in").iterdir()), env={"HOME": str(folder)})
    made = {path: next((folder / "out").glob(f"{name}.*"), None) for path, name in numbered.items()}
    expect(all(made.values()), f"LibreOffice made too little: {text_of(done)}")
    return made


_one_at_a_time = threading.Lock()


def by_office(path, to):
    with _one_at_a_time:
        return converted(to)[path]


def by_libreoffice(path):
    """The workbook as LibreOffice computes it."""
    return load(by_office(path, "xlsx:Calc MS Excel 2007 XML"))


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
    """(column, row) of each cell that heads a column of scores, and of totals beside one."""
    heads = [(cell.column, cell.row, squeezed(cell.value)) for row in sheet.iter_rows() for cell in row
             if isinstance(cell.value, str)]
    rows = {row for _, row, text in heads if text.endswith(SCORE_HEADS)}
    return [(column + beside, row) for column, row, text in heads
            if text.endswith(SCORE_HEADS) or (text == "合计" and row in rows and column > 1)
            for beside in range(width_at(sheet, row, column))]


def width_at(sheet, row, column):
    """How many columns the cell heads: 得分 over 自评, 复核 and 评价 heads three. A title over the whole sheet heads one."""
    widths = [area.max_col - area.min_col + 1 for area in sheet.merged_cells.ranges
              if (area.min_row, area.min_col) == (row, column) and area.max_col - area.min_col + 1 < sheet.max_column]
    return widths[0] if widths else 1


def value_at(sheet, row, column):
    """The value of a cell, or of the merged range it lies in."""
    for area in sheet.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            return sheet.cell(area.min_row, area.min_col).value
    return sheet.cell(row, column).value


def as_number(value):
    return Decimal(repr(round(value, 9))) if isinstance(value, (int, float)) else None


def unnumbered(text):
    return re.sub(r"^\d+\.", "", squeezed(text))


def rows_of(sheet, name):
    return [cell.row for row in sheet.iter_rows() for cell in row
            if isinstance(cell.value, str) and unnumbered(cell.value) == unnumbered(name)]


def scores_of_rows(sheet, name):
    """The numbers in the columns of scores of the rows that bear this name."""
    columns = score_columns(sheet)
    numbers = [as_number(value_at(sheet, row, column))
               for row in rows_of(sheet, name) for column, head in columns if row > head]
    return [number for number in numbers if number is not None]


def check_sheet(sheet, score):
    """Each indicator that has a row has its score there; a sheet without last-level indicators, those above. Names found."""
    leaves = leaves_of(score)
    items = [item for item in leaves if rows_of(sheet, item["名称"])]
    items = items or [item for item in score["指标"] if item.get("得分") and rows_of(sheet, item["名称"])]
    found = set()
    for item in items:
        numbers = scores_of_rows(sheet, item["名称"])
        if not numbers and item["名称"] == IN_FUNDS_BLOCK:
            continue
        expect(Decimal(item["得分"]) in numbers, f"{sheet.title}: {item['名称']} has {numbers}, scored {item['得分']}")
        found.add(item["编号"])
    check_total(sheet, score, leaves)
    return found


def check_total(sheet, score, leaves):
    """A sheet with all indicators has the total too, when it has a row for it."""
    listed = [item for item in leaves if rows_of(sheet, item["名称"])]
    all_there = all(item in listed or item["名称"] == IN_FUNDS_BLOCK for item in leaves)
    if not any(rows_of(sheet, name) for name in ("总分", "合计", "综合绩效")) or (listed and not all_there):
        return
    total = Decimal(score["总分"])
    column_values = {as_number(value_at(sheet, row, column))
                     for column, head in score_columns(sheet) for row in range(head + 1, sheet.max_row + 1)}
    expect(total in column_values, f"{sheet.title}: the total {total} is in no column of scores")
    for item in leaves if listed else ():
        expect(Decimal(item["得分"]) in column_values, f"{sheet.title}: {item['名称']} {item['得分']} is nowhere")


def leaves_of(score):
    items = score["指标"]
    levels = [int(item["级次"]) for item in items]
    return [item for i, item in enumerate(items)
            if (i + 1 == len(items) or levels[i + 1] <= levels[i]) and item.get("得分")]


def scores_in_cells(path):
    """On every sheet the numbers under 得分 are those of `jixiao score`, as stored and as LibreOffice computes them."""
    score = score_of(folder_of(path))
    leaves = leaves_of(score)
    if not score["总分"]:
        expect(not leaves, f"no total, but scores: {leaves}")
        return
    expect(leaves, "no indicator has a score")
    for book in (load(path), by_libreoffice(path)):
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible" and score_columns(sheet)]
        expect(sheets, "no column 得分 in any sheet")
        for sheet in sheets:
            expect(check_sheet(sheet, score), f"{sheet.title}: no score of any indicator")


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


@functools.cache
def stf_of(path):
    """A folder with what Gnumeric, which shares no code with the others, shows of each sheet: 0.csv, 1.csv …"""
    folder = temp_folder()
    done = run("ssconvert", "--export-type=Gnumeric_stf:stf_assistant", "-O", "separator=, format=preserve quoting-mode=always",
               "--export-file-per-sheet", path, folder / "%n.csv", env={"HOME": str(folder)})
    expect((folder / "0.csv").exists(), f"ssconvert wrote nothing: {text_of(done)}")
    return folder


def third_reader(path):
    """Gnumeric reads the same numbers."""
    for index, sheet in enumerate(load(path).worksheets):
        file = stf_of(path) / f"{index}.csv"
        expect(file.exists(), f"ssconvert wrote no {file.name}")
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
    digits = -Decimal(shown.rstrip("%")).as_tuple().exponent + (2 if shown.endswith("%") else 0)
    return abs(number - Decimal(repr(cell.value))) <= Decimal(1).scaleb(-min(digits, 9))


def days(path):
    """A whole date that is a value is a date number, shown as dates are written; years and months are texts."""
    for sheet in load(path).worksheets:
        for row in sheet.iter_rows() if sheet.sheet_state == "visible" else ():
            for cell in row:
                text = cell.value if isinstance(cell.value, str) else ""
                expect(not re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日|\d{4}-\d\d-\d\d", text), f"{sheet.title}!{cell.coordinate} is a text: {text}")
                if getattr(cell, "is_date", False) and cell.value is not None:
                    expect(cell.number_format == DAY_FORMAT, f"{sheet.title}!{cell.coordinate}: format {cell.number_format}")


def shown(path, sheet_number, sheet):
    """(row, column) -> the text that Gnumeric shows in a cell; all digits of General, which it rounds to the column."""
    rows = csv.reader((stf_of(path) / f"{sheet_number}.csv").open(encoding="utf-8"))
    texts = {(r, c): text for r, row in enumerate(rows, 1) for c, text in enumerate(row, 1) if text.strip()}
    for place in texts:
        cell = sheet.cell(*place)
        if isinstance(cell.value, (int, float)) and cell.number_format == "General":
            texts[place] = f"{Decimal(repr(cell.value)).normalize():f}"
    return texts


def cells_to_print(path):
    """(where, text, goes_on) of every cell that is printed, as it is shown; goes_on: no rule parts it from the one above or below."""
    for number, sheet in enumerate(load(path).worksheets):
        if sheet.sheet_state != "visible":
            continue
        texts = shown(path, number, sheet)
        area = {(cell.row, cell.column) for cell in cells_in(sheet, sheet.print_area[0])}
        for place in sorted(area & set(texts)):
            border = sheet.cell(*place).border
            yield (f"{sheet.title}!{sheet.cell(*place).coordinate}", squeezed(texts[place]).replace("−", "-"),
                   border.left.style and not (border.top.style and border.bottom.style))


def text_whole(path):
    """Printed by LibreOffice, each cell has its whole text between its rules, nothing is cut, and no number is ####."""
    pages = printed.read(by_office(path, "pdf"))
    cells = [(number, cell) for number, page in enumerate(pages) for cell in printed.cells_of(page)]
    loose = "".join(printed.loose_text(page) for page in pages)
    for number, cell in cells:
        cut = cell.hangs_over()
        expect(not cut, f"page {number + 1}: cut or over a rule: {cut[:60]}")
    whole = Counter(cell.text() for _, cell in cells)
    for where, text, goes_on in cells_to_print(path):
        expect("###" not in text, f"{where} is {text}")
        here = whole[text] > 0 or text in loose or (goes_on and any(text in cell.text() for _, cell in cells))
        expect(here or is_continued(text, cells), f"{where} is not printed whole: {text[:80]}")


def is_continued(text, cells):
    """Does a cell begin so, and go on in the same column on the next page?"""
    for number, cell in cells:
        start = cell.text()
        if start and text.startswith(start) and start != text:
            rest = text[len(start):]
            below = [(page, other) for page, other in cells if page == number + 1 and abs(other.left - cell.left) < 1]
            if any(other.text() == rest for _, other in below) or is_continued(rest, below):
                return True
    return False


def mirrors(path):
    """The PDF beside the workbook prints the text of every cell; so do the two tell the same."""
    pdf = next(path.parent.glob("*.pdf"))
    text = squeezed(text_of(run("pdftotext", "-raw", pdf, "-")))
    for where, wanted, _ in cells_to_print(path):
        missing = [wanted[i:i + 4] for i in range(0, len(wanted), 4) if wanted[i:i + 2] not in text]
        expect(not missing, f"{where} is not in {pdf.name}: {missing}")


def sound(path):
    """By the rules of ECMA-376 that Excel enforces, there is nothing to repair."""
    complaints = ooxml.complaints_of(path)
    expect(not complaints, "; ".join(complaints[:8]))
