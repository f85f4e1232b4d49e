"""What five ways of copying text out of a PDF give: poppler (plain and with layout), MuPDF, PDFBox, pdf.js."""

import functools
import re
import shutil
import unicodedata
from pathlib import Path

import glyphs
from harness import CLASSPATH, expect, run, temp_folder, text_of

FOLIO = re.compile(r"^[ \t]*—[ \t]*[0-9ivxlc]+[ \t]*—[ \t]*$", re.M)


def output(*command):
    done = run(*command)
    expect(done.returncode == 0, text_of(done))
    return done.stdout.decode("utf-8")


@functools.cache
def poppler(path):
    return output("pdftotext", "-enc", "UTF-8", path, "-").split("\f")[:-1]


@functools.cache
def poppler_layout(path):
    return output("pdftotext", "-layout", "-enc", "UTF-8", path, "-").split("\f")[:-1]


@functools.cache
def mupdf(path):
    return output("mutool", "draw", "-q", "-F", "txt", "-o", "-", path).split("\f")


@functools.cache
def pdfbox(path):
    """One text for all pages: PDFBox marks no page's end."""
    folder = temp_folder()
    copy, out = shutil.copy(path, folder / "file.pdf"), folder / "out.txt"  # a name that every Java locale can read
    output("java", "-cp", CLASSPATH, "org.apache.pdfbox.tools.ExtractText", "-encoding", "UTF-8", copy, out)
    return [out.read_text("utf-8")]


@functools.cache
def pdfjs(path):
    """pdf.js 2.14 itself takes … and its like apart (… becomes three full stops)."""
    return output("node", Path(__file__).with_name("pdfjs.js"), path).split("\f")[:-1]


READERS = [poppler, poppler_layout, mupdf, pdfbox, pdfjs]


def source_lines(block):
    """The source text of a block, cut where its lines end: blanks inside lines as written, those at their ends dropped."""
    text, at, lines = block.text, 0, []
    for _, seen in block.lines:
        start = end = None
        for _ in seen:
            while not glyphs.folded(text[at]):
                at += 1
            start = at if start is None else start
            at = end = at + 1
        lines.append(text[start:end])
    return lines


def as_read(reader, text):
    return unicodedata.normalize("NFKC", text) if reader is pdfjs else text


def pattern(reader, block, loose):
    """Matches the block's text as read: nothing added inside a line but in those that are `loose`."""
    parts = []
    for (line, _), text in zip(block.lines, source_lines(block)):
        text = as_read(reader, text)
        if line in loose:
            parts.append(r"\s*".join(map(re.escape, glyphs.folded(text))))
        else:
            parts.append(r"\s+".join(map(re.escape, filter(None, map(glyphs.folded, text.split())))))
    return re.compile(r"\s*".join(parts))


def whole_text(pages):
    """Pages run together, without page numbers."""
    return "\n".join(FOLIO.sub("", page) for page in pages)


def copied(reader, report, loose):
    """Blocks of prose that the reader does not give back as they were written."""
    text = as_read(reader, whole_text(reader(report.path)))
    return [block for block in report.prose if not pattern(reader, block, loose).search(text)]


def cells_copied(reader, report):
    """Lines of cells that the reader does not give back as drawn."""
    pages = reader(report.path)
    wrong = []
    for page in report.pages:
        text = as_read(reader, pages[page.number - 1 if len(pages) > 1 else 0])
        for line in page.lines:
            words = map(re.escape, as_read(reader, line.text).split())
            if line.column and not re.search(r"\s*".join(words), text):
                wrong.append(line)
    return wrong
