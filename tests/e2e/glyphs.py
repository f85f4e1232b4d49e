"""What stands on the pages of a PDF, as MuPDF traces it: glyphs with their origins, lines, rules, cells; and the blocks of
the document they came from, each with its lines.

Units are points, the origin is the top left corner, y runs downwards and is a glyph's baseline. Pages that are turned are
seen the way they are read.
"""

import functools
import html
import json
import math
import re
import shutil
import threading
import unicodedata
from collections import namedtuple

from harness import ROOT, expect, run, temp_folder, text_of

MM = 72 / 25.4
# GB/T 9704-2012, 5.1 and 5.2: the text area of an upright page, and of a turned one.
PAGE, AREA = (210 * MM, 297 * MM), (28 * MM, 37 * MM, 184 * MM, 262 * MM)
TURNED_AREA = (35 * MM, 28 * MM, 260 * MM, 184 * MM)

FOLIO = re.compile(r"^—[0-9ivxlc]+—$")


class Glyph:
    """size: of the font, in points; width: what its advance is drawn as; line: where it stands; ligature: a character that
    shares its glyph with others."""

    __slots__ = ("char", "x", "y", "size", "stretch", "advance", "font", "bold", "turned", "line",
                 "ligature")

    @property
    def width(self):
        return self.advance * self.size * self.stretch


class Line:
    """Glyphs beside each other that no rule parts. column: the rules left and right of it, or None."""

    def __init__(self, page, glyphs):
        self.page, self.glyphs, self.y = page, glyphs, glyphs[0].y
        self.x0, self.x1 = glyphs[0].x, glyphs[-1].x + glyphs[-1].width
        self.column = None
        for glyph in glyphs:
            glyph.line = self

    @functools.cached_property
    def text(self):
        return "".join(glyph.char for glyph in self.glyphs)

    @functools.cached_property
    def seen(self):
        """Its glyphs without blanks."""
        return [glyph for glyph in self.glyphs if not glyph.char.isspace()]

    @functools.cached_property
    def ink(self):
        boxes = [box for box in map(ink_of, self.glyphs) if box]
        if not boxes:
            return None
        return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


class Page:
    def __init__(self, number, width, height):
        self.number, self.width, self.height = number, width, height
        self.glyphs, self.lines, self.across, self.down, self.folio = [], [], [], [], None

    @property
    def area(self):
        return TURNED_AREA if self.width > self.height else AREA


# ---- the fonts of the project ----

face_lock = threading.Lock()  # a FreeType face serves one thread at a time

@functools.cache
def faces():
    """PostScript name -> FreeType face, of every font in fonts/."""
    import freetype
    found = {}
    for path in sorted((ROOT / "fonts").glob("*.[ot]tf")):
        face = freetype.Face(str(path))
        found[face.postscript_name.decode()] = face
    return found


@functools.cache
def ink_units(font, char):
    """The outline's bounding box in ems (x0, y0, x1, y1), y upwards; None when nothing is drawn."""
    import freetype
    with face_lock:
        face = faces()[font]
        face.load_glyph(face.get_char_index(char), freetype.FT_LOAD_NO_SCALE)
        if not face.glyph.outline.points:
            return None
        box = face.glyph.outline.get_bbox()
    return tuple(value / face.units_per_EM for value in (box.xMin, box.yMin, box.xMax, box.yMax))


def ink_of(glyph):
    """The box of its ink on the page (x0, top, x1, bottom), or None."""
    box = None if glyph.ligature or glyph.turned else ink_units(glyph.font, glyph.char)
    if box is None:
        return None
    wide = glyph.size * glyph.stretch
    return (glyph.x + box[0] * wide, glyph.y - box[3] * glyph.size, glyph.x + box[2] * wide, glyph.y - box[1] * glyph.size)


# ---- MuPDF's trace ----

GLYPH = re.compile(r'<g unicode="([^"]*)"( glyph="[^"]*")? x="([^"]*)" y="([^"]*)" adv="([^"]*)"')
SPAN = re.compile(r'<span font="([^"]*)" .*trm="([^"]*)"')
POINT = re.compile(r'<(?:moveto|lineto|curveto)\b.*? x="([^"]*)" y="([^"]*)"')
MATRIX = re.compile(r'transform="([^"]*)"')


class Tracer:
    """Reads the trace line by line."""

    def __init__(self):
        self.pages, self.matrix, self.points, self.struck = [], None, [], False

    def read(self, text):
        handlers = (("<g ", self.glyph), ("<span ", self.span), ("<moveto", self.point), ("<lineto", self.point),
                    ("<fill_text", self.fill_text), ("<stroke_text", self.stroke_text), ("<fill_path", self.path),
                    ("</fill_path", self.path_end), ("<page ", self.page))
        for line in text.split("\n"):
            line = line.strip()
            for start, handler in handlers:
                if line.startswith(start):
                    handler(line)
                    break
        return self.pages

    def page(self, line):
        x0, y0, x1, y1 = map(float, re.search(r'mediabox="([^"]*)"', line)[1].split())
        self.pages.append(Page(len(self.pages) + 1, x1 - x0, y1 - y0))

    def set_matrix(self, line):
        self.matrix = tuple(map(float, MATRIX.search(line)[1].split()))

    def fill_text(self, line):
        self.set_matrix(line)
        self.struck = False

    def stroke_text(self, line):
        """The same glyphs once more: those just read are bold."""
        self.set_matrix(line)
        self.struck = True
        self.bold = {}

    def span(self, line):
        self.name, matrix = SPAN.search(line).groups()
        a, b, c, d = map(float, matrix.split())
        self.font = self.name.split("+", 1)[-1]
        self.size, self.stretch = math.hypot(c, d), math.hypot(a, b) / math.hypot(c, d)
        self.turned = abs(b) > abs(a)
        if self.matrix[0] == 0:
            self.turned = not self.turned

    def at(self, x, y):
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, b * x + d * y + f

    def glyph(self, line):
        if "+" not in self.name:  # not of the file: MuPDF writes SIGN into signature fields that nobody has signed yet
            return
        char, drawn, x, y, advance = GLYPH.match(line).groups()
        x, y = self.at(float(x), float(y))
        if self.struck:
            self.mark_bold(x, y)
            return
        glyph = Glyph()
        glyph.char, glyph.x, glyph.y, glyph.advance = html.unescape(char), x, y, float(advance)
        glyph.size, glyph.stretch, glyph.font, glyph.turned = self.size, self.stretch, self.font, self.turned
        glyph.bold, glyph.line, glyph.ligature = False, None, False
        if not drawn:  # one of several characters that one glyph stands for
            glyph.ligature = self.pages[-1].glyphs[-1].ligature = True
        self.pages[-1].glyphs.append(glyph)

    def mark_bold(self, x, y):
        for glyph in reversed(self.pages[-1].glyphs):
            if abs(glyph.x - x) < 0.01 and abs(glyph.y - y) < 0.01:
                glyph.bold = True
                return

    def path(self, line):
        self.set_matrix(line)
        self.points = []

    def point(self, line):
        self.points.append(self.at(*map(float, POINT.match(line).groups())))

    def path_end(self, _):
        xs, ys = [p[0] for p in self.points], [p[1] for p in self.points]
        box = (min(xs), min(ys), max(xs), max(ys))
        if box[3] - box[1] < 2:
            self.pages[-1].across.append(box)
        elif box[2] - box[0] < 2:
            self.pages[-1].down.append(box)


def between(page, left, right, y):
    """Is there an upright rule between two places at the height of a line's middle?"""
    return any(left < (box[0] + box[2]) / 2 < right and box[1] < y < box[3] for box in page.down)


def to_lines(page):
    """Cuts a page's glyphs, in the order in which they are drawn, into lines; takes the page number out."""
    groups = []
    for glyph in page.glyphs:
        last = groups[-1][-1] if groups else None
        goes_on = (last and last.turned == glyph.turned and abs(last.y - glyph.y) < 0.01 and glyph.x > last.x - last.size / 2
                   and not between(page, last.x + last.width / 2, glyph.x + glyph.width / 2, glyph.y - glyph.size / 3))
        if goes_on or (last and glyph.turned and last.turned):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    page.lines = [Line(page, glyphs) for glyphs in groups]
    for line in reversed(page.lines):
        if FOLIO.match("".join(line.text.split())):
            page.folio = line
            page.lines.remove(line)
            break
    for line in page.lines:
        line.column = column_of(page, line)


def column_of(page, line):
    """(left, right, upper, lower) rules around a line; None outside tables."""
    y = line.y - line.glyphs[0].size / 3
    x0, x1 = line.x0 + line.glyphs[0].width / 2, line.x1 - line.glyphs[-1].width / 2
    left = [box[2] for box in page.down if box[1] < y < box[3] and box[2] <= x0]
    right = [box[0] for box in page.down if box[1] < y < box[3] and box[0] >= x1]
    above = [box[3] for box in page.across if box[0] - 1 < x0 < box[2] + 1 and box[1] <= y]
    below = [box[1] for box in page.across if box[0] - 1 < x0 < box[2] + 1 and box[3] > y]
    if not (left and right and above and below):
        return None
    return max(left), min(right), max(above), min(below)


@functools.cache
def pages_of(path):
    """All pages of a PDF. Read once."""
    copy = shutil.copy(path, temp_folder() / "file.pdf")
    done = run("mutool", "draw", "-q", "-F", "trace", "-o", "-", copy)
    expect(done.returncode == 0, text_of(done))
    pages = Tracer().read(done.stdout.decode("utf-8"))
    unknown = {glyph.font for page in pages for glyph in page.glyphs} - set(faces())
    expect(not unknown, f"fonts that are not in fonts/: {unknown}")
    for page in pages:
        to_lines(page)
    return pages


@functools.cache
def body_of(path):
    """The pages numbered with Arabic figures: without cover and contents."""
    copy = shutil.copy(path, temp_folder() / "file.pdf")
    done = run("qpdf", "--json=2", "--json-key=pagelabels", copy)
    expect(done.returncode == 0, text_of(done))
    labels = json.loads(done.stdout)["pagelabels"]
    first = [label["index"] for label in labels if label["label"].get("/S") == "/D"]
    expect(first, "no page is numbered with Arabic figures")
    return pages_of(path)[first[0]:]


def front_of(path):
    """The pages before those."""
    return pages_of(path)[:len(pages_of(path)) - len(body_of(path))]


def squeezed_glyphs(pages):
    return [glyph for page in pages for line in page.lines for glyph in line.seen]


# ---- the document ----

Cell = namedtuple("Cell", "row column rows columns header text")


class Block:
    """kind: 标题, 章节, 段落, 条目, 表格, 附件 or another; text with its label, marks of emphasis taken out; lines: where the
    text or the caption stands; table: the glyphs of a table under its caption; front: before the contents."""

    def __init__(self, kind, level, text):
        self.kind, self.level, self.text = kind, level, text
        self.cells, self.caption, self.lines, self.table, self.front, self.strong = [], "", [], [], False, []


BLOCK = re.compile(r"^([\u4e00-\u9fff]+)(?: (\d+)(?= ))?(?: 横排)?( 前置)?(?: #(\S+))?(?: \[([^\]]*)\])? ?(.*)$")
CELL = re.compile(r"^    (\d+),(\d+)(?:\+(\d+)x(\d+))? (表头 )?(.*)$")


def plain(text, anchors):
    """Without the dump's own signs: emphasis, targets of links, numbers and formulas of cells."""
    text = re.sub(r"( 数=[-\d./]+)?( 公式)?$", "", text)
    text = re.sub(r"\d+→#处-\d+", "", text)  # the page of a corrected value, which only the layout knows
    for anchor in anchors:
        text = text.replace("→#" + anchor, "")
    return text.replace("*", "").replace("⏎", "\n")


def strong_parts(text, anchors, offset):
    """Where bold text begins and ends, counted in the folded text of the block whose label has `offset` characters."""
    parts, at = [], offset
    for i, piece in enumerate(text.split("**")):
        end = at + len(folded(plain(piece, anchors)))
        if i % 2:
            parts.append((at, end))
        at = end
    return parts


def folded(text):
    """As the glyphs show it: without blanks, and no sign that draws nothing."""
    return "".join(char for char in text if not char.isspace() and unicodedata.category(char) not in ("Cf", "Cc"))


def document_blocks(dump):
    """The blocks of `jixiao dump --stage document`."""
    lines = dump.split("\n")
    anchors = sorted({match[4] for match in map(BLOCK.match, lines) if match and match[4]}, key=len, reverse=True)
    blocks = []
    for line in lines:
        if line.startswith("工作簿 "):
            break
        cell, block = CELL.match(line), BLOCK.match(line)
        if block:
            kind, level, front, _, label, text = block.groups()
            blocks.append(Block(kind, int(level or 0), (label or "") + plain(text, anchors)))
            blocks[-1].front = bool(front)
            blocks[-1].strong = strong_parts(text, anchors, len(folded(label or "")))
            if kind == "表格":
                blocks[-1].text = ""
        elif cell and blocks:
            row, column, rows, columns, header, text = cell.groups()
            blocks[-1].cells.append(Cell(int(row), int(column), int(rows or 1), int(columns or 1), bool(header), plain(text, anchors)))
        elif re.match(r"^  \d+x\d+ ", line) and blocks:
            blocks[-1].caption = plain(re.sub(r"^  \d+x\d+ | \[[^\]]*\]$", "", line), anchors)
    return blocks


PROSE = ("标题", "章节", "段落", "条目", "附件说明")


def find_blocks(blocks, glyphs):
    """Gives each block of prose, each caption, its lines on the pages; in order, each after the one before. A table gets
    the glyphs up to the next block.

    Returns the texts that were not found, and the texts between two blocks of prose that belong to no block."""
    text = "".join(glyph.char for glyph in glyphs)
    at, lost, stray, open_table, between_tables = 0, [], [], None, False
    for block in blocks:
        wanted = folded(block.text if block.kind in PROSE + ("附件",) else block.caption)
        between_tables = between_tables or block.kind not in PROSE
        start = text.find(wanted or top_row(block), at)
        if start < 0:
            lost.append(wanted or top_row(block))
            continue
        if start > at and not between_tables:
            stray.append(text[at:start])
        if open_table and (wanted or block.cells):
            open_table.table = glyphs[open_table.table:start]
            open_table = None
        at = start + len(wanted)
        block.lines = lines_of(glyphs[start:at])
        if block.cells:
            block.table, open_table = at, block
            at += 0 if wanted else len(top_row(block))
        if wanted:
            between_tables = block.kind not in PROSE
    if open_table:
        open_table.table = glyphs[open_table.table:]
    return lost, stray


def top_row(table):
    return "".join(folded(cell.text) for cell in table.cells if cell.row == 0)


def lines_of(glyphs):
    """The parts of a run of glyphs that stand on one line each: (line, glyphs)."""
    parts = []
    for glyph in glyphs:
        if parts and parts[-1][0] is glyph.line:
            parts[-1][1].append(glyph)
        else:
            parts.append((glyph.line, [glyph]))
    return parts
