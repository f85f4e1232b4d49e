"""Would Excel open a workbook without a repair? The rules of ECMA-376 (transitional) and of Excel's own limits that its loader
enforces, read straight from the parts of the package; nothing here is shared with the program.

By hand:  /usr/bin/python3 tests/e2e/ooxml.py FILE.xlsx...
"""

import posixpath
import re
import sys
import zipfile
from xml.etree import ElementTree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
VML = "urn:schemas-microsoft-com:vml"
OFFICE_EXCEL = "urn:schemas-microsoft-com:office:excel"

# The order of children, ECMA-376 Part 1: CT_Workbook 18.2.27, CT_Worksheet 18.3.1.99, CT_Stylesheet 18.8.39, CT_Comments 18.7.6,
# CT_DataValidation 18.3.1.32, CT_ChartSpace 21.2.2.29, CT_Chart 21.2.2.27, CT_BarSer 21.2.2.170 and its kin.
ORDER = {
    "workbook": "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences "
                "definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing "
                "fileRecoveryPr webPublishObjects extLst",
    "worksheet": "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios "
                 "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting "
                 "dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks "
                 "customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects "
                 "controls webPublishItems tableParts extLst",
    "styleSheet": "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst",
    "xf": "alignment protection extLst",
    "border": "left right top bottom diagonal vertical horizontal extLst",
    "c": "f v is extLst",
    "comments": "authors commentList extLst",
    "dataValidation": "formula1 formula2",
    "chartSpace": "date1904 lang roundedCorners AlternateContent style clrMapOvr pivotSource protection chart spPr txPr "
                  "externalData printSettings userShapes extLst",
    "chart": "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly dispBlanksAs extLst",
    "ser": "idx order tx spPr marker invertIfNegative pictureOptions dPt dLbls trendline errBars cat val smooth shape extLst",
    "catAx": "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr "
             "txPr crossAx crosses crossesAt auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl extLst",
    "valAx": "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr "
             "txPr crossAx crosses crossesAt crossBetween majorUnit minorUnit dispUnits extLst",
}
# Functions of Excel 2007 that need no prefix; a new one is added here when it is known to need none.
FUNCTIONS = set("ABS ADDRESS AND AVERAGE COLUMN COUNT COUNTA EXACT IF IFERROR INT ISBLANK ISNUMBER ISTEXT LEFT LEN MAX MIN MOD N NOT OR "
                "POWER ROUND ROUNDDOWN ROUNDUP ROW SIGN SUM SUMPRODUCT TEXT TRUNC VALUE".split())
CELL_TYPES = {None, "n", "s", "str", "b", "e", "inlineStr", "d"}
MOST = {"text": 32767, "formula": 8192, "sheet name": 31, "rows": 1048576, "columns": 16384, "formats": 250, "looks": 64000,
        "fonts": 1024, "number format": 255, "message": 255, "message title": 32, "list": 255, "header": 255, "height": 409.5,
        "width": 255, "nested": 64}


def units(text):
    """Length as Excel counts it."""
    return len((text or "").encode("utf-16-le")) // 2


def local(element):
    return element.tag.rsplit("}", 1)[-1]


def column_number(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def place(text):
    """(row, column) of B7 or $B$7; None for anything else."""
    found = re.fullmatch(r"\$?([A-Z]{1,3})\$?([1-9][0-9]*)", text)
    if not found:
        return None
    row, column = int(found[2]), column_number(found[1])
    return (row, column) if row <= MOST["rows"] and column <= MOST["columns"] else None


def area(text):
    """(first row, first column, last row, last column) of B7 or B7:C9; None for anything else."""
    parts = text.split(":")
    ends = [place(part) for part in parts]
    if len(parts) > 2 or None in ends:
        return None
    (r0, c0), (r1, c1) = ends[0], ends[-1]
    return (r0, c0, r1, c1) if r0 <= r1 and c0 <= c1 else None


def overlap(one, other):
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def formula_faults(text):
    """What is wrong with a formula as it stands in a part."""
    if text.startswith("="):
        yield "begins with ="
    if units(text) > MOST["formula"]:
        yield "too long"
    bare = re.sub(r'"(?:[^"]|"")*"', '""', text)       # strings
    bare = re.sub(r"'(?:[^']|'')*'!", "Sheet!", bare)  # quoted sheets
    if bare.count('"') % 2 or bare.count("'"):
        yield "an open quote"
    depth = 0
    for char in bare:
        depth += (char == "(") - (char == ")")
        if depth < 0 or depth > MOST["nested"]:
            yield "its parentheses"
            break
    if depth > 0:
        yield "an open parenthesis"
    if "#REF!" in text:
        yield "a reference that is gone"
    for name in re.findall(r"([A-Za-z_.][A-Za-z0-9_.]*)\(", bare):
        if name not in FUNCTIONS:
            yield f"function {name}"
    for string in re.findall(r'"((?:[^"]|"")*)"', text):
        if units(string) > 255:
            yield "a text of more than 255 characters"


class Judge:
    """One package: its parts, its complaints."""

    def __init__(self, path):
        self.found = []
        self.book = zipfile.ZipFile(path)
        self.parts = {}
        names = self.book.namelist()
        self.expect(len(names) == len({name.lower() for name in names}), "two parts of one name")
        for name in names:
            if name.endswith((".xml", ".rels", ".vml")):
                try:
                    self.parts[name] = ElementTree.fromstring(self.book.read(name))
                except ElementTree.ParseError as error:
                    self.say(f"{name}: {error}")

    def say(self, text):
        self.found.append(text)

    def expect(self, condition, text):
        if not condition:
            self.say(text)

    # ---- the package ----

    def relations(self, part):
        """Id -> (kind, target) of a part; "" is the package."""
        folder, name = posixpath.split(part)
        rels = self.parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for rel in [] if rels is None else rels:
            self.expect(rel.get("Id") not in found, f"{part}: two relations {rel.get('Id')}")
            target = rel.get("Target")
            if rel.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                self.expect(target in self.book.namelist(), f"{part}: no part {target}")
            found[rel.get("Id")] = (rel.get("Type").rsplit("/", 1)[-1], target)
        return found

    def content_types(self):
        types = self.parts["[Content_Types].xml"]
        defaults = {item.get("Extension").lower() for item in types if local(item) == "Default"}
        overrides = [item.get("PartName") for item in types if local(item) == "Override"]
        self.expect(len(overrides) == len(set(overrides)), "a part with two content types")
        for name in overrides:
            self.expect(name.lstrip("/") in self.book.namelist(), f"content type of {name}, which is not there")
        for name in self.book.namelist():
            known = f"/{name}" in overrides or name.rsplit(".", 1)[-1].lower() in defaults
            self.expect(known or name == "[Content_Types].xml", f"{name} has no content type")
            plain = name.startswith("xl/") and name.endswith(".xml") and not name.startswith("xl/media/")
            self.expect(not plain or f"/{name}" in overrides, f"{name} is only an xml to Excel")
        reached, todo = set(), [""]
        while todo:
            part = todo.pop()
            for _, target in self.relations(part).values():
                if target not in reached:
                    reached.add(target)
                    todo.append(target)
        for name in self.parts:
            self.expect(name in reached or name.endswith(".rels") or name == "[Content_Types].xml", f"nothing leads to {name}")

    def order(self, part):
        """Children in the order of the schema, none twice where a sequence has one."""
        several = {"conditionalFormatting", "dPt", "xf"}
        for element in self.parts[part].iter():
            wanted = ORDER.get(local(element))
            if wanted is None or not element.tag.startswith("{" + (CHART if "chart" in part else MAIN)):
                continue
            wanted = wanted.split()
            names = [local(child) for child in element]
            for name in names:
                self.expect(name in wanted, f"{part}: {name} in {local(element)}")
            places = [wanted.index(name) for name in names if name in wanted]
            self.expect(places == sorted(places), f"{part}: order in {local(element)}: {names}")
            self.expect(len(places) == len(set(places)) or set(names) & several, f"{part}: twice in {local(element)}: {names}")

    def counts(self, part):
        for element in self.parts[part].iter():
            count = element.get("count")
            if count is not None and local(element) not in ("sst",) and element.tag.startswith("{" + MAIN):
                self.expect(int(count) == len(element), f"{part}: {local(element)} count {count}, has {len(element)}")

    # ---- the workbook ----

    def workbook(self):
        root = self.parts["xl/workbook.xml"]
        relations = self.relations("xl/workbook.xml")
        sheets = root.findall(f"{{{MAIN}}}sheets/{{{MAIN}}}sheet")
        names = [sheet.get("name") for sheet in sheets]
        self.names = names
        self.expect(sheets, "no sheet")
        self.expect(len({name.casefold() for name in names}) == len(names), f"two sheets of one name: {names}")
        for name in names:
            self.expect(0 < units(name) <= MOST["sheet name"], f"sheet name of {units(name)} characters")
            self.expect(not re.search(r"[\[\]:*?/\\\x00-\x1f]", name) and not name.startswith("'") and not name.endswith("'"),
                        f"sheet name {name!r}")
        for what in ("sheetId", f"{{{REL}}}id"):
            ids = [sheet.get(what) for sheet in sheets]
            self.expect(len(set(ids)) == len(ids) and None not in ids, f"sheets: {what} {ids}")
        self.sheet_parts = [relations.get(sheet.get(f"{{{REL}}}id"), ("", ""))[1] for sheet in sheets]
        visible = [sheet.get("state", "visible") == "visible" for sheet in sheets]
        self.expect(any(visible), "no sheet is visible")
        for view in root.iter(f"{{{MAIN}}}workbookView"):
            active = int(view.get("activeTab", "0"))
            self.expect(active < len(sheets) and visible[active], f"the active sheet {active} is not to be seen")
        self.defined_names(root, names)

    def defined_names(self, root, names):
        seen = set()
        for item in root.iter(f"{{{MAIN}}}definedName"):
            name, scope = item.get("name"), item.get("localSheetId")
            self.expect((name.casefold(), scope) not in seen, f"name {name} twice")
            seen.add((name.casefold(), scope))
            self.expect(re.fullmatch(r"[^\W\d][\w.\\?]{0,254}", name) and not place(name.upper()), f"name {name!r}")
            self.expect(scope is None or int(scope) < len(names), f"name {name} of sheet {scope}")
            if not name.startswith("_xlnm."):
                continue
            self.expect(scope is not None, f"{name} of no sheet")
            for text in re.split(r",(?=(?:[^']*'[^']*')*[^']*$)", item.text or ""):
                sheet, _, cells = text.rpartition("!")
                title = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
                owner = names[int(scope)] if scope and int(scope) < len(names) else None
                self.expect(owner in (None, title), f"{name} of {owner} is on {title}")
                self.expect(sheet.startswith("'") or re.fullmatch(r"[^\W\d]\w*", sheet) and not place(sheet.upper()),
                            f"{name}: sheet {sheet} not quoted")
                whole = re.fullmatch(r"\$[1-9][0-9]*:\$[1-9][0-9]*|\$[A-Z]+:\$[A-Z]+", cells)
                self.expect(whole or area(cells), f"{name}: {cells}")

    # ---- styles and strings ----

    def styles(self):
        root = self.parts["xl/styles.xml"]
        lists = {local(child): list(child) for child in root}
        formats = {int(item.get("numFmtId")): item.get("formatCode") for item in lists.get("numFmts", [])}
        self.expect(len(formats) == len(lists.get("numFmts", [])), "two number formats of one id")
        self.expect(len(formats) <= MOST["formats"], f"{len(formats)} number formats")
        for key, code in formats.items():
            self.expect(key >= 164, f"number format {key} is Excel's own")
            self.number_format(code)
        self.n_looks = len(lists.get("cellXfs", []))
        self.expect(0 < self.n_looks <= MOST["looks"], f"{self.n_looks} looks")
        self.expect(len(lists.get("fonts", [])) <= MOST["fonts"], f"{len(lists.get('fonts', []))} fonts")
        fills = ["".join(part.get("patternType", "") for part in fill) for fill in lists.get("fills", [])[:2]]
        self.expect(fills == ["none", "gray125"], f"the first two fills are {fills}")
        for kind in ("cellStyleXfs", "cellXfs"):
            for look in lists.get(kind, []):
                for what, among in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"), ("xfId", "cellStyleXfs")):
                    at = int(look.get(what, "0"))
                    self.expect(at < len(lists.get(among, [])), f"styles: {what} {at} of {len(lists.get(among, []))}")
                number = int(look.get("numFmtId", "0"))
                self.expect(number < 164 or number in formats, f"styles: number format {number} is not there")
        for font in lists.get("fonts", []):
            name = [part.get("val") for part in font if local(part) == "name"]
            self.expect(len(name) == 1 and 0 < units(name[0]) <= 31, f"styles: font {name}")
            names = [local(part) for part in font]
            self.expect(len(names) == len(set(names)), f"styles: font with {names}")

    def number_format(self, code):
        self.expect(0 < units(code) <= MOST["number format"], f"number format of {units(code)} characters")
        bare = re.sub(r'"[^"]*"', "", re.sub(r"\\.", "", code))
        self.expect('"' not in bare, f"number format {code}: an open quote")
        self.expect(bare.count(";") <= 3, f"number format {code}: its parts")
        for part in bare.split(";"):
            known = re.fullmatch(r"-?(General|[0#?,]*(\.[0#?]+)?%?|[ymdhs/:\- ]*|@)", part)
            self.expect(known, f"number format {code}: {part}")

    def strings(self):
        root = self.parts.get("xl/sharedStrings.xml")
        self.n_strings = 0 if root is None else len(root)
        self.n_string_cells = 0
        for item in [] if root is None else root:
            texts = list(item.iter(f"{{{MAIN}}}t"))
            whole = "".join(text.text or "" for text in texts)
            self.expect(units(whole) <= MOST["text"], f"a text of {units(whole)} characters")
            for text in texts:
                edged = text.text and text.text != text.text.strip(" \t\r\n")
                keeps = text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
                self.expect(not edged or keeps, f"blanks at the end of {text.text[:20]!r} would be lost")
            for run in item.findall(f"{{{MAIN}}}r"):
                self.expect([local(part) for part in run] in (["t"], ["rPr", "t"]), f"a run of {[local(part) for part in run]}")

    def string_counts(self):
        root = self.parts.get("xl/sharedStrings.xml")
        if root is not None:
            self.expect(int(root.get("uniqueCount", -1)) == self.n_strings, f"uniqueCount {root.get('uniqueCount')}, has {self.n_strings}")
            self.expect(int(root.get("count", -1)) == self.n_string_cells, f"count {root.get('count')}, used {self.n_string_cells}")

    # ---- sheets ----

    def sheet(self, part, name):
        root = self.parts[part]
        relations = self.relations(part)
        for element in root.iter():
            key = element.get(f"{{{REL}}}id")
            self.expect(key is None or key in relations, f"{name}: no relation {key}")
        self.columns(root, name)
        filled = self.rows(root, name)
        self.merges(root, name, filled)
        self.validations(root, name)
        self.page(root, name)
        kinds = [kind for kind, _ in relations.values()]
        self.expect(("comments" in kinds) == ("vmlDrawing" in kinds), f"{name}: comments without shapes, or shapes without them")
        self.expect(("vmlDrawing" in kinds) == (root.find(f"{{{MAIN}}}legacyDrawing") is not None), f"{name}: legacyDrawing")
        for kind, target in relations.values():
            if kind == "comments":
                shapes = next(target for kind, target in relations.values() if kind == "vmlDrawing")
                self.comments(self.parts[target], self.parts[shapes], name)
            if kind == "drawing":
                self.drawing(target, name)

    def columns(self, root, name):
        last = 0
        for column in root.iter(f"{{{MAIN}}}col"):
            first, end = int(column.get("min")), int(column.get("max"))
            self.expect(last < first <= end <= MOST["columns"], f"{name}: columns {first} to {end} after {last}")
            self.expect(float(column.get("width", "8")) <= MOST["width"], f"{name}: width {column.get('width')}")
            last = end

    def rows(self, root, name):
        """Places of the cells that hold something."""
        filled, last = set(), 0
        for row in root.iter(f"{{{MAIN}}}row"):
            number = int(row.get("r"))
            self.expect(last < number <= MOST["rows"], f"{name}: row {number} after {last}")
            self.expect(float(row.get("ht", "0")) <= MOST["height"], f"{name}: row {number} is {row.get('ht')} pt high")
            last, column = number, 0
            for cell in row:
                at = place(cell.get("r"))
                self.expect(at and at[0] == number and at[1] > column, f"{name}: cell {cell.get('r')} in row {number}")
                column = at[1] if at else column
                if self.cell(cell, f"{name}!{cell.get('r')}"):
                    filled.add(at)
        return filled

    def cell(self, cell, where):
        """Does it hold anything?"""
        kind, value = cell.get("t"), cell.find(f"{{{MAIN}}}v")
        formula = cell.find(f"{{{MAIN}}}f")
        self.expect(kind in CELL_TYPES, f"{where}: type {kind}")
        self.expect(int(cell.get("s", "0")) < self.n_looks, f"{where}: look {cell.get('s')} of {self.n_looks}")
        text = None if value is None else value.text
        if kind == "s":
            self.n_string_cells += 1
            self.expect(text and text.isdigit() and int(text) < self.n_strings, f"{where}: string {text} of {self.n_strings}")
        elif kind in (None, "n") and value is not None:
            self.expect(re.fullmatch(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?", text or ""), f"{where}: number {text}")
        elif kind == "b":
            self.expect(text in ("0", "1"), f"{where}: truth {text}")
        if formula is not None:
            self.expect(kind != "s", f"{where}: a formula with a shared string")
            self.expect(formula.text or formula.get("t") == "shared", f"{where}: an empty formula")
            for fault in formula_faults(formula.text or ""):
                self.say(f"{where}: {fault} in ={formula.text[:60]}")
        return value is not None or formula is not None or kind == "inlineStr"

    def merges(self, root, name, filled):
        areas = []
        for item in root.iter(f"{{{MAIN}}}mergeCell"):
            this = area(item.get("ref"))
            self.expect(this and this[:2] != this[2:], f"{name}: merged {item.get('ref')}")
            if this:
                areas.append(this)
        areas.sort()
        open_ones = []
        for this in areas:
            open_ones = [other for other in open_ones if other[2] >= this[0]]
            self.expect(not any(overlap(this, other) for other in open_ones), f"{name}: merged ranges overlap at {this}")
            open_ones.append(this)
        inside = {(r, c) for r0, c0, r1, c1 in areas for r in range(r0, r1 + 1) for c in range(c0, c1 + 1) if (r, c) != (r0, c0)}
        self.expect(not inside & filled, f"{name}: values under merged cells: {sorted(inside & filled)[:4]}")

    def validations(self, root, name):
        areas = []
        for item in root.iter(f"{{{MAIN}}}dataValidation"):
            where = f"{name}: validation of {item.get('sqref')}"
            for text in item.get("sqref").split():
                this = area(text)
                self.expect(this, where)
                self.expect(not any(this and overlap(this, other) for other in areas), f"{where} overlaps another")
                areas += [this] if this else []
            for key, most in (("prompt", "message"), ("error", "message"), ("promptTitle", "message title"), ("errorTitle", "message title")):
                self.expect(units(item.get(key)) <= MOST[most], f"{where}: {key} of {units(item.get(key))} characters")
            self.expect(item.get("prompt") is None or item.get("showInputMessage") == "1", f"{where}: its prompt is not shown")
            self.expect(item.get("error") is None or item.get("showErrorMessage") == "1", f"{where}: its error is not shown")
            self.ends(item, where)

    def ends(self, item, where):
        kind, operator = item.get("type", "none"), item.get("operator", "between")
        texts = [child.text or "" for child in item]
        need = 0 if kind == "none" else 1 if kind in ("list", "custom") or operator not in ("between", "notBetween") else 2
        self.expect(len(texts) == need, f"{where}: {kind} {operator} with {len(texts)} formulas")
        for text in texts:
            if kind == "list" and text.startswith('"'):
                self.expect(units(text) - 2 <= MOST["list"], f"{where}: a list of {units(text) - 2} characters")
            self.expect(units(text) <= MOST["list"] + 2, f"{where}: a formula of {units(text)} characters")
            for fault in formula_faults(text):
                self.say(f"{where}: {fault}")

    def page(self, root, name):
        for item in root.iter(f"{{{MAIN}}}headerFooter"):
            for part in item:
                self.expect(units(part.text) <= MOST["header"], f"{name}: a footer of {units(part.text)} characters")
        for view in root.iter(f"{{{MAIN}}}pane"):
            corner = place(view.get("topLeftCell", ""))
            row, column = int(view.get("ySplit", "0")) + 1, int(view.get("xSplit", "0")) + 1
            self.expect(view.get("state") == "frozen" and corner == (row, column), f"{name}: frozen at {view.get('topLeftCell')}")

    # ---- comments, charts ----

    def comments(self, root, shapes, name):
        authors = root.findall(f"{{{MAIN}}}authors/{{{MAIN}}}author")
        places = []
        for item in root.iter(f"{{{MAIN}}}comment"):
            at = place(item.get("ref"))
            places.append(at)
            self.expect(at, f"{name}: comment at {item.get('ref')}")
            self.expect(int(item.get("authorId")) < len(authors), f"{name}: comment of nobody")
            text = "".join(part.text or "" for part in item.iter(f"{{{MAIN}}}t"))
            self.expect(0 < units(text) <= MOST["text"], f"{name}: comment of {units(text)} characters")
        self.expect(len(set(places)) == len(places), f"{name}: two comments at one cell")
        ids = [shape.get("id") for shape in shapes.iter(f"{{{VML}}}shape")]
        self.expect(len(set(ids)) == len(ids), f"{name}: shapes of one id")
        notes = [client for client in shapes.iter(f"{{{OFFICE_EXCEL}}}ClientData") if client.get("ObjectType") == "Note"]
        drawn = [(int(note.find(f"{{{OFFICE_EXCEL}}}Row").text) + 1, int(note.find(f"{{{OFFICE_EXCEL}}}Column").text) + 1)
                 for note in notes]
        self.expect(sorted(drawn) == sorted(places), f"{name}: comments at {places[:4]}, shapes at {drawn[:4]}")

    def drawing(self, part, name):
        relations = self.relations(part)
        ids = [item.get("id") for item in self.parts[part].iter() if local(item) == "cNvPr"]
        self.expect(len(set(ids)) == len(ids), f"{name}: drawings of one id: {ids}")
        for item in self.parts[part].iter():
            key = item.get(f"{{{REL}}}id") or item.get(f"{{{REL}}}embed")
            self.expect(key is None or key in relations, f"{part}: no relation {key}")
        for kind, target in relations.values():
            if kind == "chart":
                self.chart(target)

    def chart(self, part):
        root = self.parts[part]
        self.order(part)
        orders = [item.get("val") for item in root.iter(f"{{{CHART}}}order")]
        self.expect(len(set(orders)) == len(orders), f"{part}: series in one place")
        axes = [item.find(f"{{{CHART}}}axId").get("val") for item in root.iter() if local(item) in ("catAx", "valAx")]
        used = [item.get("val") for kind in root.iter() if local(kind).endswith("Chart") for item in kind
                if local(item) == "axId"]
        self.expect(sorted(set(axes)) == sorted(set(used)), f"{part}: axes {axes}, used {used}")
        for item in root.iter(f"{{{CHART}}}f"):
            sheet, _, cells = item.text.rpartition("!")
            title = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
            self.expect(title in self.names and area(cells), f"{part}: shows {item.text}")
        for cache in root.iter():
            if local(cache) in ("strCache", "numCache"):
                count = int(cache.find(f"{{{CHART}}}ptCount").get("val"))
                at = [int(point.get("idx")) for point in cache if local(point) == "pt"]
                self.expect(at == sorted(set(at)) and all(index < count for index in at), f"{part}: cached points {at} of {count}")

    # ---- all of it ----

    def properties(self):
        core = self.parts.get("docProps/core.xml")
        for item in [] if core is None else core:
            if local(item) in ("created", "modified"):
                self.expect(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", item.text or ""), f"{local(item)} {item.text}")
        app = self.parts.get("docProps/app.xml")
        for vector in [] if app is None else app.iter():
            if local(vector) == "vector":
                self.expect(int(vector.get("size")) == len(vector), f"app.xml: size {vector.get('size')}, has {len(vector)}")

    def judge(self):
        for part in ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/styles.xml"):
            if part not in self.parts:
                self.say(f"no {part}")
                return self.found
        self.content_types()
        self.workbook()
        self.styles()
        self.strings()
        for part in self.parts:
            if part.startswith("xl/") and not part.startswith("xl/charts/") and part.endswith(".xml"):
                self.order(part)
                self.counts(part)
        for part, name in zip(self.sheet_parts, self.names):
            if part in self.parts:
                self.sheet(part, name)
        self.string_counts()
        self.properties()
        return self.found


def complaints_of(path):
    """What Excel would have to repair, or would refuse."""
    try:
        return Judge(path).judge()
    except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        return [f"{type(error).__name__}: {error}"]


if __name__ == "__main__":
    bad = False
    for path in sys.argv[1:]:
        for complaint in complaints_of(path):
            bad = True
            print(f"{path}: {complaint}")
    sys.exit(bad)
