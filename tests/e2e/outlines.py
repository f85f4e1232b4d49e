"""Drawn glyphs against the fonts' outlines: two renderers draw pages, FreeType draws each glyph from the file in fonts/ at
the same place; a wrong, lost, shifted, too light or too heavy glyph shows as a difference.

    /usr/bin/python3 tests/e2e/outlines.py FILE.pdf    by hand
"""

import ctypes
import functools
import math
import shutil
import sys
from pathlib import Path

import glyphs
import stress
import typography
from harness import built_files, clean_up, expect, label, run, temp_folder, text_of

DPI = 300
SCALE = DPI / 72
GLYPHS = 200  # at least, of a document
PAGES = 8  # at most
BOLD = 1 / 30  # of the size: how much heavier a stroke makes a glyph, both sides together
# Renderers put glyphs on whole or quarter pixels: so far from their place, in pixels (0.06 mm), are they looked for.
SHIFTS = sorted(((x / 4, y / 4) for x in range(-3, 4) for y in range(-3, 4)), key=lambda shift: abs(shift[0]) + abs(shift[1]))
# Of a glyph's ink: what may differ pixel by pixel (another glyph differs by 0.6 and more), and in all.
GOOD, DIFFERENCE, WEIGHT = 0.10, 0.35, 0.12


def poppler(path, number):
    done = run("pdftoppm", "-r", DPI, "-gray", "-f", number, "-l", number, path)
    expect(done.returncode == 0, text_of(done))
    return grey(done.stdout)


def mupdf(path, number):
    out = temp_folder() / "page.pgm"
    done = run("mutool", "draw", "-q", "-r", DPI, "-c", "gray", "-o", out, path, number)
    expect(done.returncode == 0, text_of(done))
    return grey(out.read_bytes())


RENDERERS = [poppler, mupdf]


def grey(pgm):
    """A PGM file as darkness from 0 to 1, shape [rows, columns]."""
    import numpy
    magic, width, height, most, data = pgm.split(maxsplit=4)[:4] + [pgm[-int(pgm.split(maxsplit=3)[1]) * int(pgm.split(maxsplit=3)[2]):]]
    expect(magic == b"P5" and most == b"255", "not a PGM file")
    pixels = numpy.frombuffer(data, numpy.uint8).reshape(int(height), int(width))
    return 1 - pixels / 255.0


def drawn_by_freetype(glyph, shift):
    """(darkness [rows, columns], top row, left column) of a glyph on its page, moved by shift (pixels)."""
    import freetype
    import numpy
    x, y = glyph.x * SCALE + shift[0], glyph.y * SCALE + shift[1]
    column, row = math.floor(x), math.ceil(y)
    with glyphs.face_lock:
        face = glyphs.faces()[glyph.font]
        face.set_char_size(round(glyph.size * 64), 0, DPI, DPI)
        face.set_transform(freetype.Matrix(round(glyph.stretch * 0x10000), 0, 0, 0x10000), freetype.Vector(0, 0))
        face.load_char(glyph.char, freetype.FT_LOAD_NO_HINTING | freetype.FT_LOAD_NO_BITMAP)
        outline = ctypes.byref(face.glyph.outline._FT_Outline)
        x, y = round((x - column) * 64), round((row - y) * 64)
        if glyph.bold and not heavy(face):
            strength = round(glyph.size * SCALE * BOLD * 64)
            freetype.FT_Outline_Embolden(outline, strength)
            x, y = x - strength // 2, y - strength // 2
        freetype.FT_Outline_Translate(outline, x, y)
        face.glyph.render(freetype.FT_RENDER_MODE_NORMAL)
        face.set_transform(freetype.Matrix(0x10000, 0, 0, 0x10000), freetype.Vector(0, 0))
        bitmap = face.glyph.bitmap
        if not bitmap.rows:
            return None
        pixels = numpy.array(bitmap.buffer, numpy.uint8).reshape(bitmap.rows, bitmap.pitch)[:, :bitmap.width] / 255.0
        return pixels, row - face.glyph.bitmap_top, column + face.glyph.bitmap_left


def heavy(face):
    return b"Bold" in face.postscript_name


def difference(glyph, page, shift):
    drawn = drawn_by_freetype(glyph, shift)
    if drawn is None:
        return None
    pixels, top, left = drawn
    there = page[top:top + pixels.shape[0], left:left + pixels.shape[1]]
    if there.shape != pixels.shape or pixels.sum() < 1:
        return None
    return abs(there - pixels).sum() / pixels.sum(), there.sum() / pixels.sum() - 1


def differences(glyph, page):
    """Of its ink: the difference pixel by pixel, and in all, at the best place near its own. None for what draws nothing."""
    best = None
    for shift in SHIFTS:
        found = difference(glyph, page, shift)
        if found is None:
            return best
        best = min(best or found, found)
        if best[0] < GOOD:
            break
    return best


def comparable(glyph):
    """Drawn upright, and as the font's own table of characters has it: for a dash or dots shaping takes the Chinese form."""
    return not glyph.turned and not glyph.ligature and not glyph.char.isspace() and glyph.char not in "—…"


def sample_of(pages):
    """(page number, glyphs): pages with many glyphs not seen before, each kind of glyph once."""
    kinds = {page.number: {(g.font, g.char, g.bold): g for g in page.glyphs if comparable(g)} for page in pages}
    seen, chosen, n = set(), [], 0
    while kinds and len(chosen) < PAGES and (n < GLYPHS or len({font for font, _, _ in seen}) < len(fonts_of(pages))):
        number = max(sorted(kinds), key=lambda k: (len({kind[0] for kind in kinds[k]} - {s[0] for s in seen}), len(kinds[k].keys() - seen)))
        new = {kind: glyph for kind, glyph in kinds.pop(number).items() if kind not in seen}
        seen |= new.keys()
        n += len(new)
        chosen.append((number, list(new.values())))
    return chosen, n


def fonts_of(pages):
    return {glyph.font for page in pages for glyph in page.glyphs}


def misdrawn(renderer, path):
    """What of a sample of glyphs is not drawn as the outlines say, and how many were looked at."""
    copy = shutil.copy(path, temp_folder() / "file.pdf")
    chosen, n = sample_of(glyphs.pages_of(path))
    wrong = []
    for number, some in chosen:
        page = renderer(copy, number)
        for glyph in some:
            found = differences(glyph, page)
            if found and (found[0] > DIFFERENCE or abs(found[1]) > WEIGHT):
                wrong.append(f"page {number} {glyph.char} of {glyph.font}{' bold' if glyph.bold else ''} {glyph.size:.4g} pt "
                             f"at {glyph.x:.1f},{glyph.y:.1f}: {found[0]:.2f} {found[1]:+.2f}")
    return wrong, n


def drawn_as_designed(renderer, path):
    """At least 200 glyphs of all fonts are drawn as their outlines in fonts/ say, where the page says."""
    wrong, n = misdrawn(renderer, path)
    expect(n >= GLYPHS, f"only {n} glyphs")
    expect(not wrong, f"{len(wrong)} of {n} glyphs: " + "; ".join(wrong[:8]))


def stress_drawn(renderer):
    drawn_as_designed(renderer, typography.stress_report().path)


def checks():
    return [(f"outlines {renderer.__name__} {label(path)}", functools.partial(drawn_as_designed, renderer, path))
            for path in built_files(".pdf") for renderer in RENDERERS] + [
        (f"outlines {renderer.__name__} {stress.NAME}", functools.partial(stress_drawn, renderer)) for renderer in RENDERERS]


if __name__ == "__main__":
    all_wrong = [line for renderer in RENDERERS for line in misdrawn(renderer, Path(sys.argv[1]))[0]]
    print(f"outlines {len(all_wrong)} glyphs\n" + "\n".join(all_wrong[:20]))
    clean_up()
    sys.exit(1 if all_wrong else 0)
