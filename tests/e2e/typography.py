#!/usr/bin/python3
"""Judges of the typography: they read a PDF with MuPDF, poppler, PDFBox and pdf.js, and measure.

    /usr/bin/python3 tests/e2e/typography.py FILE.pdf FOLDER [JUDGE...]    judges one file; FOLDER is its project
    /usr/bin/python3 tests/e2e/typography.py                               the stress document, made for it

Each judge is a function that takes a Report and returns what is wrong, one string each; its docstring is the rule. Of the
program's own output only `dump` is used: its document for the text that ought to be there, its list of stretched lines.
"""

import collections
import functools
import re
import statistics
import sys
import threading
from pathlib import Path

import glyphs
import harness
import readers
import stress
from glyphs import MM, PROSE, folded, ink_of
from harness import built, expect, label, temp_folder

# What may not begin or end a line: GB/T 15834-2011 5.1, CLREQ 3.1.3 (basic level) and the kinsoku of word processors.
NOT_FIRST = set("、，。．：；！？‼⁇⁈⁉”’）〕］｝〉》】〗〙〛」』〟·・—…～–‐/,.:;!?)]}%％‰℃°′″々ーヽヾ")
NOT_LAST = set("“‘（〔［｛〈《【〖〘〚「『〝([{#$￥¥£￡€＄№")
UNIT = re.compile(r"个百分点|个工作日|个月|(?:万亿|百万|千万|万|亿|千|百|余|多)*(?:元|角|分|个|项|件|台|套|次|人|名|户|家|所|座|处|条|款|页|份|册|张|块|辆|间|栋|层|级|类|种"
                  r"|批|期|号|岁|倍|年|月|日|天|周|季度|时|秒|公里|千米|米|厘米|亩|公顷|平方|立方|吨|千克|公斤|克|升|千瓦|兆瓦|度|℃|%|％|‰|百分点|工作日|笔)")
TOLERANCE = 0.1 * MM
EDGE = 0.2 * MM
LABEL = 12  # characters: longer texts go on where they stopped
WIDEST_GAP = 0.0905  # em; `dump` rounds to thousandths and lists from 0.091 on
UNSURE = 0.0012  # em: TJ numbers are whole thousandths
STRETCHED = 0.005  # share of lines
HALVED = set("、，。．：；！？”’）〕］｝〉》】〗〙〛」』〟")  # marks whose blank right half may lie outside the text area
MARKS, UNEVEN, ENOUGH = "，、；。", 0.08, 50


class Report:
    """A PDF and what it ought to hold."""

    def __init__(self, path, folder, written=None):
        self.path, self.folder, self.written = path, folder, written
        self.pages = glyphs.body_of(path)
        self.blocks = glyphs.document_blocks(self.dump("document"))
        self.glyphs = glyphs.squeezed_glyphs(self.pages)
        self.lost, self.stray = glyphs.find_blocks([block for block in self.blocks if not block.front], self.glyphs)
        self.before = glyphs.squeezed_glyphs(glyphs.front_of(path))
        self.lost += glyphs.find_blocks([block for block in self.blocks if block.front], self.before)[0]

    def dump(self, stage):
        return built("dump", "--stage", stage, self.folder).stdout.decode("utf-8")

    @functools.cached_property
    def prose(self):
        """Blocks of prose with the lines on which they stand."""
        return [block for block in self.blocks if block.kind in PROSE and block.lines]

    @functools.cached_property
    def inner(self):
        """Justified lines that are not the last of their paragraph and are not ended by the author: (line, glyphs)."""
        found = []
        for block in self.prose:
            if block.kind in ("章节", "段落", "条目") and "\n" not in block.text:
                found += block.lines[:-1]
        return found

    @functools.cached_property
    def tables(self):
        return [block for block in self.blocks if block.cells]


def place(line):
    return f"page {line.page.number} “{line.text[:24]}”"


# ---- lines ----

def breaks(report):
    """(line, next line) wherever a text goes on: inside paragraphs without breaks of the author's, inside cells."""
    for block in report.prose:
        if "\n" not in block.text:
            for (line, _), (following, _) in zip(block.lines, block.lines[1:]):
                yield line, following
    for page in report.pages:
        cells = collections.defaultdict(list)
        for line in page.lines:
            if line.column:
                cells[line.column].append(line)
        for lines in cells.values():
            yield from zip(lines, lines[1:])


def line_starts(report):
    """No line begins with a mark that may not begin one."""
    return [place(line) for _, line in breaks(report) if line.seen and line.seen[0].char in NOT_FIRST]


def line_stops(report):
    """No line ends with a mark that may not end one; dashes and dots are not split."""
    return [place(line) for line, _ in breaks(report) if line.seen and line.seen[-1].char in NOT_LAST]


def inside_area(report):
    """No line is more than 0.1 mm outside the text area, page numbers aside: em boxes; ink where a mark is halved."""
    wrong = []
    for page in report.pages:
        x0, y0, x1, y1 = page.area
        for line in page.lines:
            size = max(glyph.size for glyph in line.glyphs)
            top, bottom = line.y - 0.88 * size, line.y + 0.12 * size
            right = max(box_end(line.glyphs[-1]), ink_of(line.glyphs[-1])[2] if ink_of(line.glyphs[-1]) else 0)
            out = max(y0 - top, bottom - y1, x0 - box_start(line.glyphs[0]), right - x1)
            if out > TOLERANCE:
                wrong.append(f"{place(line)} {out / MM:.2f} mm")
    return wrong


def meet(a, b, slack=0.1):
    return a[0] < b[2] - slack and b[0] < a[2] - slack and a[1] < b[3] - slack and b[1] < a[3] - slack


def overlaps(report):
    """No two lines overlap in ink, no glyph covers a tenth of an em of its neighbour, no text meets a rule of a table."""
    wrong = []
    for page in report.pages:
        lines = sorted((line for line in page.lines if line.ink), key=lambda line: line.ink[1])
        for i, line in enumerate(lines):
            for other in lines[i + 1:]:
                if other.ink[1] > line.ink[3]:
                    break
                if meet(line.ink, other.ink) and any(meet(a, b) for a in map(ink_of, line.glyphs) if a
                                                     for b in map(ink_of, other.glyphs) if b):
                    wrong.append(f"{place(line)} and “{other.text[:12]}”")
            wrong += [f"{place(line)}: “{a.char}{b.char}”" for a, b in zip(line.glyphs, line.glyphs[1:]) if covers(a, b)]
            if line.column:
                wrong += [f"{place(line)} and a rule" for rule in page.across + page.down
                          if meet(line.ink, rule, 0) and any(meet(a, rule, 0) for a in map(ink_of, line.glyphs) if a)]
    return wrong


def covers(a, b):
    first, second = ink_of(a), ink_of(b)
    return first and second and first[2] - second[0] > 0.1 * a.size


def box_end(glyph):
    """Where a glyph at a line's end ends: a mark's blank right half lies outside, but for 0.04 em."""
    end = glyph.x + glyph.width
    box = glyphs.ink_units(glyph.font, glyph.char)
    if glyph.char in HALVED and glyph.advance >= 0.9 and box and not glyph.ligature:
        end -= min(0.5, max(0, 1 - box[2] - 0.04)) * glyph.size * glyph.stretch
    return end


def box_start(glyph):
    """Where a glyph at a line's start begins: an opening mark at its ink."""
    box = ink_of(glyph)
    return box[0] if glyph.char in NOT_LAST and glyph.advance >= 0.9 and box else glyph.x


def shortfall(line, seen):
    return line.page.area[2] - box_end(seen[-1])


def right_edge(report):
    """Each line of prose but the last of a paragraph ends within 0.2 mm of the right edge."""
    return [f"{place(line)} {shortfall(line, seen) / MM:+.2f} mm" for line, seen in report.inner if abs(shortfall(line, seen)) > EDGE]


def is_han(char):
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or char >= "\U00020000"


def widest_gap(line):
    """The widest gap between two Han, in ems."""
    return max((((b.x - a.x) - a.width) / a.size for a, b in zip(line.glyphs, line.glyphs[1:]) if is_han(a.char) and is_han(b.char)),
               default=0)


def stretched(report):
    return [line for line, _ in report.inner if widest_gap(line) > WIDEST_GAP]


def stretched_few(report):
    """At most 0.5 % of the lines of prose have gaps over 0.09 em."""
    wide = stretched(report)
    if len(wide) <= STRETCHED * len(report.inner):
        return []
    return [f"{len(wide)} of {len(report.inner)} lines"] + [
        f"{place(line)} {widest_gap(line):.3f}" for line in sorted(wide, key=widest_gap, reverse=True)]


LISTED = re.compile(r"^疏排 第(\d+)面 (\d+) .*?“(.*)”$", re.M)


def stretched_listed(report):
    """The lines that `dump` lists as stretched are those that are."""
    listed = collections.defaultdict(list)
    for page, _, text in LISTED.findall(report.dump("pages")):
        listed[int(page)].append(folded(text))
    wrong = []
    for line, _ in report.inner:
        gap, said = widest_gap(line), any(text in folded(line.text) for text in listed[line.page.number] if len(text) > 3)
        if gap > WIDEST_GAP + UNSURE and not said:
            wrong.append(f"{place(line)} has gaps of {gap:.3f} em and is not listed")
    text = {page.number: [(folded(line.text), line) for line in page.lines] for page in report.pages}
    for number, runs in listed.items():
        for run in runs:
            lines = [line for seen, line in text.get(number, []) if run in seen]
            if lines and all(widest_gap(line) < WIDEST_GAP - UNSURE and hans(line) > 3 for line in lines):
                wrong.append(f"page {number} “{run[:24]}” is listed and has no wide gap")
    return wrong


def hans(line):
    return sum(is_han(glyph.char) for glyph in line.glyphs)


def lonely_ends(report):
    """No paragraph's last line is one character."""
    return [place(block.lines[-1][0]) for block in report.prose
            if len(block.lines) > 1 and sum(char in "…—" or char not in NOT_FIRST | NOT_LAST for char in (glyph.char for glyph in block.lines[-1][1])) == 1]


def units_kept(report):
    """No number is parted from its unit, nor inside; 第3条, 〔2023〕11号, 表3-1 stay whole."""
    wrong = []
    for line, following in breaks(report):
        before, after = folded(line.text), folded(following.text)
        digits = re.search(r"[\d.,]*$", before)[0] + re.match(r"[\d.,]*", after)[0]
        if ((re.search(r"[\d%％‰]$", before) and UNIT.match(after)) or (re.search(r"\d$", before) and re.match(r"[\d%]|[.,]\d", after))
                or (re.search(r"第$|〕$|[表图]$|附件$", before) and re.match(r"\d", after))):
            if len(digits) < 40 and not line.column:  # longer ones fit no line; a cell may be too narrow for anything
                wrong.append(f"{place(line)} | {after[:8]}")
    return wrong


# ---- pages ----

def headings_kept(report):
    """No heading is the last thing on its page."""
    wrong = []
    blocks = [block for block in report.blocks if block.lines or block.cells]
    for block, following in zip(blocks, blocks[1:]):
        if block.kind != "章节" or following.kind in ("附件", "换页") or not following.lines:
            continue
        if block.lines[-1][0].page is not following.lines[0][0].page:
            wrong.append(place(block.lines[-1][0]))
    return wrong


def widows_orphans(report):
    """A paragraph that goes over a page's end leaves two lines before it and two after."""
    wrong = []
    for block in report.prose:
        counts = list(collections.Counter(line.page.number for line, _ in block.lines).values())
        if len(counts) > 1 and (counts[0] < 2 or counts[-1] < 2):
            wrong.append(f"{place(block.lines[0][0])} {counts}")
    return wrong


def captions_kept(report):
    """A table's caption stands on the page of its header row and its first row."""
    wrong = []
    for table in report.tables:
        if not table.lines:
            continue
        line = table.lines[-1][0]
        below = {round(box[1]) for box in line.page.across if box[1] > line.y}
        if len(below) < 3:
            wrong.append(place(line))
    return wrong


def cells_of(table):
    """What stands in the cells of a table on each page, from the rules alone: page number -> texts."""
    cells = collections.defaultdict(lambda: collections.defaultdict(str))
    for glyph in table.table:
        if glyph.line.column:
            cells[glyph.line.page.number][glyph.line.column] += glyph.char
    return {number: set(texts.values()) for number, texts in cells.items()}


def labels_repeated(report):
    """The label of a row span stands on each page that has rows of it."""
    wrong = []
    for table in report.tables:
        seen = cells_of(table)
        often = collections.Counter(folded(cell.text) for cell in table.cells)
        rows = collections.defaultdict(set)  # row -> pages on which a text that only this row has stands in a cell
        for cell in table.cells:
            text = folded(cell.text)
            if cell.rows == 1 and not cell.header and often[text] == 1 and len(text) > 2:
                rows[cell.row] |= {number for number, texts in seen.items() if text in texts}
        for cell in table.cells:
            text = folded(cell.text)
            if cell.rows > 1 and not cell.header and 0 < len(text) <= LABEL:
                numbers = set().union(*(rows[row] for row in range(cell.row, cell.row + cell.rows)))
                wrong += [f"page {number} lacks “{text}”" for number in sorted(numbers) if text not in seen[number]]
    return wrong


def headers_repeated(report):
    """The first header row stands on each page of its table."""
    wrong = []
    for table in report.tables:
        header = {folded(cell.text) for cell in table.cells if cell.header and cell.row == 0 and cell.text}
        wrong += [f"page {number} lacks {sorted(header - texts)}" for number, texts in sorted(cells_of(table).items()) if header - texts]
    return wrong


def nothing_lost(report):
    """Each block of the document is on the pages, in order, with nothing between; no character of a table is lost."""
    wrong = [f"lost “{text[:40]}”" for text in report.lost] + [f"stray “{text[:40]}”" for text in report.stray]
    found = collections.Counter(glyph.char for glyph in report.glyphs + report.before)
    wanted = collections.Counter()
    for block in report.blocks:
        wanted.update(folded(block.text if block.kind in PROSE + ("附件",) else block.caption))
        for cell in block.cells:
            wanted.update(folded(cell.text))
    lacking = wanted - found
    return wrong + ([f"characters lost: {dict(lacking)}"] if lacking else [])


# ---- punctuation ----

def advances(line):
    """Advances of ，、；。 before Han on a line, in ems of the drawn size: (mark, advance)."""
    return [(a.char, (b.x - a.x) / (a.size * a.stretch)) for a, b in zip(line.glyphs, line.glyphs[1:])
            if a.char in MARKS and is_han(b.char) and a.font == b.font]


def unevenness(values):
    mean = sum(values) / len(values)
    return max(abs(value - mean) for value in values)


def even_marks(report):
    """On a line, ，、； before Han have advances within 0.08 em of their mean, and so has 。 (squeezed after the others)."""
    wrong = []
    for line, _ in report.inner:
        for marks in ("，、；", "。"):
            values = [advance for mark, advance in advances(line) if mark in marks]
            if values and unevenness(values) > UNEVEN:
                wrong.append(f"{place(line)} {unevenness(values):.3f}: {[round(value, 2) for value in values]}")
    return wrong


def even_over_document(report):
    """Over the document the advances of ，、；。 before Han have a standard deviation of at most 0.08 em."""
    values = [advance for line, _ in report.inner for _, advance in advances(line)]
    spread = statistics.pstdev(values) if len(values) >= ENOUGH else 0
    return [f"{spread:.3f} over {len(values)} marks"] if spread > UNEVEN else []


def marks_squeezed(report):
    """Two marks side by side in prose or a cell give up blank between them: “）。” and the like take at most 1.75 em."""
    opening, closing, wrong = set("“‘（〔［｛〈《【〖「『"), HALVED - set("！？"), []  # ！ and ？ are drawn in the middle of their cells
    lines = [line for block in report.prose for line, _ in block.lines]
    for line in lines + [line for page in report.pages for line in page.lines if line.column]:
        for a, b in zip(line.glyphs, line.glyphs[1:]) if widest_gap(line) <= WIDEST_GAP else ():
            pair = a.char in closing and b.char in HALVED | opening or a.char in opening and b.char in opening
            if pair and a.advance >= 0.9 and b.advance >= 0.9 and b.x - a.x > 0.75 * a.size:
                wrong.append(f"{place(line)}: “{a.char}{b.char}” {(b.x - a.x) / a.size:.2f} em")
    return wrong


def bold_drawn(report):
    """What is **bold** in the document is drawn so, by a stroke or in a bold font, and nothing else in prose is stroked."""
    wrong = []
    for block in report.prose:
        seen = [glyph for _, some in block.lines for glyph in some]
        for i, glyph in enumerate(seen):
            strong = any(start <= i < end for start, end in block.strong)
            if glyph.bold and not strong or strong and not (glyph.bold or "Bold" in glyph.font):
                wrong.append(f"{place(glyph.line)}: “{glyph.char}”")
                break
    return wrong


JUDGES = [line_starts, line_stops, inside_area, overlaps, right_edge, stretched_few, stretched_listed, lonely_ends, units_kept,
          headings_kept, widows_orphans, captions_kept, labels_repeated, headers_repeated, nothing_lost,
          even_marks, even_over_document, marks_squeezed, bold_drawn]


# ---- copying ----

def copied(reader):
    """A judge: what the reader copies out of prose is what was written; cells line by line. Stretched lines aside."""
    def judge(report):
        loose = set(stretched(report))
        wrong = [place(block.lines[0][0]) for block in readers.copied(reader, report, loose)]
        return wrong + [f"cell, {place(line)}" for line in readers.cells_copied(reader, report)]
    judge.__name__ = f"copied_{reader.__name__}"
    judge.__doc__ = f"{reader.__name__} gives back each paragraph as it was written and each line of a cell as it was drawn."
    return judge


def as_written(report):
    """Each paragraph of the generator is a block of the document, character by character."""
    texts = {folded(block.text) for block in report.blocks}
    ends = collections.defaultdict(set)  # a list's items have their labels before them
    for text in texts:
        for n in range(5):
            ends[text[n:n + 8]].add(text[n:])
    return [text[:30] for text in report.written or [] if folded(text) not in ends[folded(text)[:8]]]


JUDGES += [as_written] + [copied(reader) for reader in readers.READERS]


# ---- the table of measures ----

def measures(report):
    """What a reader of the log wants to know: name, value."""
    wide = stretched(report)
    marks = [advance for block in report.prose for line, _ in block.lines for _, advance in advances(line)]
    short = [shortfall(line, seen) for line, seen in report.inner]
    return [
        ("pages", len(report.pages)), ("blocks of prose", len(report.prose)), ("inner lines", len(report.inner)),
        ("glyphs", len(report.glyphs)),
        ("numbers parted from units", len(units_kept(report))),
        ("last lines of one character", len(lonely_ends(report))),
        ("inner lines more than 0.5 mm short", sum(value > 0.5 * MM for value in short)),
        ("furthest from the right edge, mm", round(max(map(abs, short)) / MM, 3)),
        ("lines with gaps over 0.09 em, %", round(100 * len(wide) / len(report.inner), 2)),
        ("widest gap, em", round(max(map(widest_gap, (line for line, _ in report.inner))), 3)),
        ("，、；。 before Han: on one line, most from the mean of its kind, em", round(max(
            unevenness(values) for line, _ in report.inner for kind in ("，、；", "。")
            for values in [[advance for mark, advance in advances(line) if mark in kind]] if values), 3)),
        ("，、；。 before Han: standard deviation over all lines, em", round(statistics.pstdev(marks), 3)),
        ("labels of row spans missing on a page", len(labels_repeated(report))),
    ]


def print_measures(report):
    lines = [f"{name:72} {value}" for name, value in measures(report)]
    print("\n".join([f"typography of {report.path.name}:"] + ["    " + line for line in lines]), flush=True)


# ---- the checks ----

def once(function):
    """Made once, by whoever asks first; others wait."""
    lock, made = threading.Lock(), {}

    @functools.wraps(function)
    def find(*key):
        with lock:
            if key not in made:
                made[key] = function(*key)
            return made[key]
    return find


@once
def stress_report():
    """The stress document."""
    folder, out = temp_folder() / stress.NAME, temp_folder()
    written = stress.write(folder)
    built("build", folder, "-o", out, "--only", "pdf")
    report = Report(out / f"{stress.NAME}.pdf", folder, written)
    expect(len(report.pages) >= 60, f"only {len(report.pages)} pages")
    return report


@once
def sample_report(path):
    return Report(path, harness.project_of(path))


def check(judge, find):
    report = find()
    wrong = judge(report)
    expect(not wrong, f"{len(wrong)} against “{judge.__doc__}”: " + "; ".join(map(str, wrong[:6])))


def measured():
    print_measures(stress_report())


def checks():
    found = [(f"typography {judge.__name__} {stress.NAME}", functools.partial(check, judge, stress_report)) for judge in JUDGES]
    for path in harness.built_files(".pdf"):
        find = functools.partial(sample_report, path)
        found += [(f"typography {judge.__name__} {label(path)}", functools.partial(check, judge, find))
                  for judge in JUDGES if judge is not as_written]
    return found + [("typography measured", measured)]


def main(arguments):
    if arguments:
        report = Report(Path(arguments[0]), Path(arguments[1]))
    else:
        report = stress_report()
    wanted = [judge for judge in JUDGES if not arguments[2:] or judge.__name__ in arguments[2:]]
    print(f"{report.path}: {len(report.pages)} pages, {len(report.inner)} inner lines of prose")
    bad = 0
    if not arguments[2:]:
        print_measures(report)
    for judge in wanted:
        wrong = judge(report)
        bad += bool(wrong)
        print(f"{judge.__name__:18} {len(wrong):5}  {judge.__doc__}")
        for line in wrong[:12]:
            print(f"    {line}")
    return bad


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    status = main(sys.argv[1:])
    harness.clean_up()
    sys.exit(1 if status else 0)
