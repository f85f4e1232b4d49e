"""Checks of what a signature shows: on pages turned, cropped or measured in other units it stands upright, at its place, in its size.
And of what is signed: files of other programs, of any version and shape."""

import functools
import re
import time
import zlib

import numpy

from harness import PROGRAM, built_files, expect, run, temp_folder, text_of
from sign import by_jixiao, by_mupdf, by_openssl, by_poppler, pem, report, signed
from verify import last_xref, pdf, plain, stream

DPI = 144
PLACE = (30, 20, 40, 24)  # left, top, width, height in millimetres, as a reader measures on paper
SEAL_MM = 18


def checks():
    found = [(f"sign_page turned {turn}{' cropped' if crop else ''}, unit {unit}", functools.partial(turned_page, turn, crop, unit))
             for turn in (0, 90, 180, 270, -90, 450) for crop in (False, True) for unit in (1, 2.5)]
    found += [(f"sign_page turned {turn}: lines", functools.partial(turned_lines, turn)) for turn in (90, 180, 270)]
    return found + [(f"sign_file {name}", functools.partial(other_file, make)) for name, make in OTHERS.items()] + [
        ("sign_file large", large_file)]


# ---- files ----

def one_page(turn, crop, unit):
    """A page of 420 × 300 points on paper as it is stored, with a field made by another program, which has a Rect only."""
    width, height = 420 / unit, 300 / unit
    left, bottom = (37, 51) if crop else (0, 0)
    around = b"[%g %g %g %g]" % (left, bottom, left + width, bottom + height)
    media = b"[-10 -20 %g %g]" % (left + width + 30, bottom + height + 40)
    boxes = b"/MediaBox%s/CropBox%s" % (media, around) if crop else b"/MediaBox%s" % around
    return pdf({
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count 1/Kids[3 0 R]/Rotate %d>>" % turn,
        3: b"<</Type/Page/Parent 2 0 R%s/Contents 4 0 R/Resources<<>>%s>>" % (boxes, b"/UserUnit %g" % unit if unit != 1 else b""),
        4: stream(b"")})


def seal():
    """Red, with a blue quarter top left: whatever way it is turned or mirrored, it shows."""
    size = 60
    rows = [b"\0" + b"".join(bytes((0, 0, 255) if x < size // 2 and y < size // 2 else (255, 0, 0)) for x in range(size))
            for y in range(size)]

    def chunk(kind, data):
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size.to_bytes(4, "big") * 2 + bytes((8, 2, 0, 0, 0))) +
            chunk(b"IDAT", zlib.compress(b"".join(rows))) + chunk(b"IEND", b""))


# ---- what is seen ----

def picture(path):
    """A PPM file as an array of rows, columns and colours."""
    head, rest = path.read_bytes().split(b"\n255\n", 1)
    width, height = (int(number) for number in head.split()[1:3])
    return numpy.frombuffer(rest, numpy.uint8).reshape(height, width, 3).astype(int)


def drawn(path, unit):
    """Page 1 by each reader; poppler knows no UserUnit and draws units as points."""
    folder = temp_folder()
    for name, command in (("mupdf", ["mutool", "draw", "-r", DPI, "-o", folder / "mupdf.ppm", path, 1]),
                          ("poppler", ["pdftoppm", "-r", DPI * unit, "-singlefile", "-cropbox", path, folder / "poppler"])):
        done = run(*command)
        expect(done.returncode == 0, f"{name}: {text_of(done)}")
        yield name, picture(folder / f"{name}.ppm")


def box_of(mask):
    """Left, top, right, bottom of what is set, in millimetres."""
    rows, columns = numpy.flatnonzero(mask.any(1)), numpy.flatnonzero(mask.any(0))
    expect(rows.size, "nothing is shown")
    return [edge * 25.4 / DPI for edge in (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)]


def expect_box(name, what, mask, wanted):
    found = box_of(mask)
    expect(all(abs(one - other) < 0.5 for one, other in zip(found, wanted)), f"{name}: {what} at {found}, wanted {wanted}")


# ---- the checks ----

def signed_page(turn, crop, unit, *look):
    folder = temp_folder()
    (folder / "page.pdf").write_bytes(one_page(turn, crop, unit))
    (folder / "seal.png").write_bytes(seal())
    path = signed(folder / "page.pdf", "--place", "新", "--page", "1", "--rect", ",".join(map(str, PLACE)), *pem("rsa"),
                  *(part if part != "SEAL" else folder / "seal.png" for part in look))
    by_poppler(path, 1)
    by_jixiao(path, 1)
    return path


def turned_page(turn, crop, unit):
    path = signed_page(turn, crop, unit, "--seal", "SEAL", "--mm", str(SEAL_MM))
    left = PLACE[0] + (PLACE[2] - SEAL_MM) / 2
    top = PLACE[1] + (PLACE[3] - SEAL_MM) / 2
    for name, page in drawn(path, unit):
        red, blue = (page[:, :, k] - page[:, :, 2 - k] > 100 for k in (0, 2))
        expect_box(name, "the seal", red | blue, (left, top, left + SEAL_MM, top + SEAL_MM))
        expect_box(name, "its first quarter", blue, (left, top, left + SEAL_MM / 2, top + SEAL_MM / 2))


def turned_lines(turn):
    """Name and date are drawn as on a page that is not turned."""
    plain = dict(drawn(signed_page(0, False, 1), 1))
    for name, page in drawn(signed_page(turn, False, 1), 1):
        left, top, width, height = (round(part * DPI / 25.4) for part in PLACE)
        one, other = (image[top - 2:top + height + 2, left - 2:left + width + 2] for image in (page, plain[name]))
        expect((other < 128).sum() > 500, f"{name}: hardly anything is shown")
        expect((page < 128).sum() == (page[top - 2:top + height + 2, left - 2:left + width + 2] < 128).sum(), f"{name}: ink outside")
        expect(min(abs(one - numpy.roll(other, (y, x), (0, 1))).mean() for y in (-1, 0, 1) for x in (-1, 0, 1)) < 12,
               f"{name}: {abs(one - other).mean()}")


# ---- files of other programs ----

def office(options):
    """A workbook of the samples as LibreOffice writes it."""
    def make(folder):
        done = run("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
                   f"pdf:calc_pdf_Export:{options}", "--outdir", folder, built_files(".xlsx")[0])
        made = next(folder.glob("*.pdf"), None)
        expect(made, text_of(done))
        return made
    return make


def by(*command):
    """Made of a sample's report by a program: IN and OUT stand for the files."""
    def make(folder):
        done = run(*({"IN": report(), "OUT": folder / "out.pdf"}.get(part, part) for part in command))
        expect((folder / "out.pdf").exists(), text_of(done))
        return folder / "out.pdf"
    return make


def written(data):
    def make(folder):
        (folder / "out.pdf").write_bytes(data())
        return folder / "out.pdf"
    return make


def hybrid():
    """A table for old readers, and behind it a stream that says where the newer ones find more (ISO 32000-1 7.5.8.4)."""
    data = plain()
    at = len(data)
    rows = b"".join(b"\x01" + at.to_bytes(4, "big") + b"\x00" for _ in (0,))
    more = b"90 0 obj\n(more)\nendobj\n"
    table = at + len(more)
    data += more + b"91 0 obj\n" + stream(rows, b"/Type/XRef/Size 92/W[1 4 1]/Index[90 1]/Root 1 0 R") + b"\nendobj\n"
    start = len(data)
    return data + (b"xref\n0 0\ntrailer\n<</Size 92/Root 1 0 R/Prev %d/XRefStm %d>>\nstartxref\n%d\n%%%%EOF\n"
                   % (last_xref(plain()), table, start))


def old_line_ends():
    """With carriage returns alone, as old Macintosh programs wrote."""
    data = plain()
    head, tail = data.split(b"xref\n0 1", 1)
    return head + b"xref\r0 1" + re.sub(rb"(?<! )\n", b"\r", tail)


OTHERS = {
    "LibreOffice": office("{}"),
    "LibreOffice, PDF/A-2": office('{"SelectPdfVersion":{"type":"long","value":"2"}}'),
    "LibreOffice, PDF/A-3, tagged": office('{"SelectPdfVersion":{"type":"long","value":"3"},"UseTaggedPDF":{"type":"boolean","value":"true"}}'),
    "LibreOffice, PDF/UA": office('{"PDFUACompliance":{"type":"boolean","value":"true"}}'),
    "cairo": by("pdftocairo", "-pdf", "-l", "2", "IN", "OUT"),
    "MuPDF": by("mutool", "clean", "-gggz", "IN", "OUT"),
    "qpdf, PDF 2.0": by("qpdf", "--force-version=2.0", "--object-streams=generate", "IN", "OUT"),
    "qpdf, linearized twice": by("qpdf", "--linearize", "--newline-before-endstream", "IN", "OUT"),
    "hybrid": written(hybrid),
    "carriage returns": written(old_line_ends),
    "no line end at the end": written(lambda: plain().rstrip()),
}


def other_file(make):
    """Two sign it; pdfsig, MuPDF, OpenSSL and verify find both good, qpdf finds nothing wrong that was not there before."""
    before = make(temp_folder())
    path = signed(before, "--place", "甲", "--page", "1", "--rect", "10,10,40,20", *pem("rsa"))
    path = signed(path, "--place", "乙", "--page", "1", "--rect", "55,10,40,20", *pem("ec"))
    by_poppler(path, 2)
    by_mupdf(path, 2)
    expect(by_openssl(path) == 2, "signatures are missing")
    by_jixiao(path, 2)
    first, last = (run("qpdf", "--check", file) for file in (before, path))
    expect(last.returncode <= first.returncode, text_of(last))


def large_file():
    """60 MB are signed without being held three times, in a few seconds."""
    folder = temp_folder()
    (folder / "large.pdf").write_bytes(pdf({
        1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<<>>>>", 4: stream(bytes(60 << 20))}))
    start = time.monotonic()
    done = run("/bin/sh", "-c", 'ulimit -v 240000; exec "$@"', "sh", PROGRAM, "sign", folder / "large.pdf", "--place", "甲", "--page", "1",
               "--rect", "20,20,40,20", "--invisible", *pem("rsa"))
    expect(done.returncode == 0, text_of(done))
    expect(time.monotonic() - start < 60, "too slow")
    by_jixiao(folder / "large.pdf", 1)
