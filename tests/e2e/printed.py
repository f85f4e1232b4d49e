"""What a spreadsheet program prints of a workbook: the glyphs of each page, the rules around them, and so the text of each
printed cell; what is cut off or hangs over a rule.

By hand, what a PDF that LibreOffice made of a workbook has in its cells:  /usr/bin/python3 tests/e2e/printed.py FILE.pdf
"""

import collections
import re
import sys

from harness import run, squeezed

# In points. Letters may touch the rule of their cell, but no more; a line's place is known to this.
TOLERANCE = 1.2
# Of the em box: above and below the baseline.
ASCENT, DESCENT = 0.8, 0.1

Glyph = collections.namedtuple("Glyph", "char left right top bottom cut")


class Page:
    def __init__(self, width, height):
        self.box = (0.0, 0.0, width, height)
        self.glyphs = []
        self.upright = []  # (x, y0, y1)
        self.level = []    # (y, x0, x1)


class Reader:
    """Reads MuPDF's trace line by line; y upwards."""

    def __init__(self):
        self.pages = []
        self.clips = []
        self.size = (0.0, 0.0)
        self.matrix = [1, 0, 0, 1, 0, 0]
        self.path = []
        self.kind = ""

    def read(self, text):
        for line in text.splitlines():
            found = re.match(r"\s*<(/?[a-z_]+)", line)
            action = found and getattr(self, "on_" + found.group(1).replace("/", "end_"), None)
            if action:
                action(dict(re.findall(r'(\w+)="([^"]*)"', line)))
        return self.pages

    def on_page(self, values):
        box = [float(part) for part in values["mediabox"].split()]
        self.pages.append(Page(box[2], box[3]))
        self.clips = [self.pages[-1].box]

    def begin(self, kind, values):
        self.kind, self.path = kind, []
        self.matrix = [float(part) for part in values.get("transform", "1 0 0 1 0 0").split()]

    def on_clip_path(self, values):
        self.begin("clip", values)

    def on_stroke_path(self, values):
        self.begin("stroke" if values.get("color") == "0 0 0" else "grey", values)

    def on_fill_path(self, values):
        self.begin("fill", values)

    def on_fill_text(self, values):
        self.begin("text", values)

    def on_pop_clip(self, _):
        self.clips.pop()

    def on_end_clip_path(self, _):
        xs, ys = zip(*self.path) if self.path else ((0,), (0,))
        self.clips.append((min(xs), min(ys), max(xs), max(ys)))

    def on_clip_text(self, _):
        self.clips.append(self.clips[-1])

    def on_clip_stroke_path(self, _):
        self.clips.append(self.clips[-1])

    def on_end_stroke_path(self, _):
        page = self.pages[-1]
        if self.kind != "stroke" or len(self.path) != 2:
            return  # the rules of tables are black and straight, those of charts grey or around something
        for (x0, y0), (x1, y1) in zip(self.path, self.path[1:]):
            if abs(x0 - x1) < 0.1:
                page.upright.append((x0, min(y0, y1), max(y0, y1)))
            elif abs(y0 - y1) < 0.1:
                page.level.append((y0, min(x0, x1), max(x0, x1)))

    def on_moveto(self, values):
        self.path.append((float(values["x"]), float(values["y"])))

    on_lineto = on_moveto

    def on_span(self, values):
        parts = [float(part) for part in values["trm"].split()]
        self.size = (abs(parts[0]), abs(parts[3]))

    def on_g(self, values):
        char = re.sub(r"&#x([0-9a-f]+);", lambda found: chr(int(found.group(1), 16)), values["unicode"])
        char = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"'}.get(char, char)
        if not char.strip() or char == "　":
            return
        left, base = float(values["x"]), float(values["y"])
        right = left + float(values["adv"]) * self.size[0]
        top, bottom = base + ASCENT * self.size[1], base - DESCENT * self.size[1]
        x0 = max(clip[0] for clip in self.clips)
        y0 = max(clip[1] for clip in self.clips)
        x1 = min(clip[2] for clip in self.clips)
        y1 = min(clip[3] for clip in self.clips)
        if right <= x0 + TOLERANCE or left >= x1 - TOLERANCE or top <= y0 + TOLERANCE or bottom >= y1 - TOLERANCE:
            return  # nothing of it is seen
        # marks such as 。 fill only the left half of their box
        cut = left < x0 - TOLERANCE or (left + right) / 2 > x1 or top > y1 + TOLERANCE or bottom < y0 - TOLERANCE
        self.pages[-1].glyphs.append(Glyph(char, left, right, top, bottom, cut))


def nearest(page, x, y):
    """The rules around a place: (left, lower, right, upper); None where there is none."""
    left = [at for at, low, high in page.upright if at <= x and low - 1 <= y <= high + 1]
    right = [at for at, low, high in page.upright if at > x and low - 1 <= y <= high + 1]
    lower = [at for at, low, high in page.level if at <= y and low - 1 <= x <= high + 1]
    upper = [at for at, low, high in page.level if at > y and low - 1 <= x <= high + 1]
    return (max(left) if left else None, max(lower) if lower else None,
            min(right) if right else None, min(upper) if upper else None)


class Cell:
    def __init__(self, rules):
        self.left, self.lower, self.right, self.upper = rules
        self.glyphs = []

    def text(self):
        """Lines from above, each from the left."""
        lines = []
        for glyph in sorted(self.glyphs, key=lambda glyph: -glyph.bottom):
            if lines and abs(lines[-1][0].bottom - glyph.bottom) < 0.4 * (glyph.top - glyph.bottom):
                lines[-1].append(glyph)
            else:
                lines.append([glyph])
        return "".join(glyph.char for line in lines for glyph in sorted(line, key=lambda glyph: glyph.left))

    def hangs_over(self):
        """Glyphs that stand over a rule of the cell, or that are cut."""
        return "".join(glyph.char for glyph in self.glyphs if glyph.cut or
                       (self.left is not None and glyph.left < self.left - TOLERANCE) or
                       (self.right is not None and (glyph.left + glyph.right) / 2 > self.right) or
                       (self.upper is not None and glyph.top > self.upper + TOLERANCE) or
                       (self.lower is not None and glyph.bottom < self.lower - TOLERANCE))


def cells_of(page):
    """The printed cells of a page. Glyphs without a rule left or right of them (titles, notes, charts) are left out."""
    found = {}
    for glyph in page.glyphs:
        rules = nearest(page, (glyph.left + min(glyph.right, glyph.left + 4)) / 2, (glyph.top + glyph.bottom) / 2)
        if rules[0] is None or rules[2] is None:
            continue
        found.setdefault(rules, Cell(rules)).glyphs.append(glyph)
    return list(found.values())


def read(pdf):
    """Pages of a PDF."""
    return Reader().read(run("mutool", "draw", "-F", "trace", pdf).stdout.decode("utf-8", "replace"))


def loose_text(page):
    """What stands outside of all cells, in the order in which it is drawn."""
    inside = {id(glyph) for cell in cells_of(page) for glyph in cell.glyphs}
    return squeezed("".join(glyph.char for glyph in page.glyphs if id(glyph) not in inside))


if __name__ == "__main__":
    for number, one in enumerate(read(sys.argv[1]), 1):
        for found in cells_of(one):
            print(number, found.text(), f"  <-- cut: {found.hangs_over()}" if found.hangs_over() else "")
