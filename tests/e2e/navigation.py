"""Checks of what lies around the pages of every PDF in build/samples/: metadata, page labels, bookmarks, links."""

import functools
import json
import re
import xml.etree.ElementTree as ElementTree

from harness import SAMPLES, built, copy_of, expect, per_file, run, squeezed, temp_folder, text_of
from pdf import pdfa, poppler_pages

REPORT = SAMPLES / "framework-demo"
NEAR = 3  # points: how far the top of a heading may be from where its bookmark leads
SPACES = {"rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "dc": "http://purl.org/dc/elements/1.1/",
          "pdf": "http://ns.adobe.com/pdf/1.3/", "xmp": "http://ns.adobe.com/xap/1.0/",
          "pdfaid": "http://www.aiim.org/pdfa/ns/id/"}


def checks():
    return per_file(".pdf", [metadata, page_labels, bookmarks, links]) + [
        (f"metadata of {name}", functools.partial(hostile_metadata, names)) for name, names in NAMES.items()]


class Document:
    """The objects of a file, as qpdf reads them."""

    def __init__(self, path):
        done = run("qpdf", "--json=2", "--json-key=qpdf", "--json-key=outlines", "--json-key=pages",
                   "--json-key=pagelabels", path)
        expect(done.returncode == 0, text_of(done)[:500])
        parsed = json.loads(done.stdout)
        self.path = path
        self.objects = parsed["qpdf"][1]
        self.outlines = parsed["outlines"]
        self.pages = [page["object"] for page in parsed["pages"]]
        self.label_ranges = parsed["pagelabels"]
        self.trailer = self.objects["trailer"]["value"]
        self.catalog = self.at(self.trailer["/Root"])

    def at(self, value):
        """What a reference leads to; any other value as it is."""
        if not (isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value)):
            return value
        found = self.objects["obj:" + value]
        return found["value"] if "value" in found else found["stream"]["dict"]

    def labels(self):
        """What a reader shows as the number of each page."""
        shown = []
        for index in range(len(self.pages)):
            found = max((row for row in self.label_ranges if row["index"] <= index), key=lambda row: row["index"])
            number = found["label"].get("/St", 1) + index - found["index"]
            style = found["label"].get("/S")
            shown.append({None: "", "/D": str(number), "/r": roman(number)}[style])
        return shown


def roman(number):
    digits = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    text = ""
    for value, letters in digits:
        while number >= value:
            number, text = number - value, text + letters
    return text


# ---- metadata ----

def text_property(packet, name):
    found = packet.find(f".//{name}", SPACES)
    if found is None:
        return None
    return "".join(found.itertext()).strip()


def digits_of(date):
    """2023-10-31T00:00:00+08:00 or D:20231031000000+08'00' as digits."""
    return None if date is None else re.sub(r"\D", "", date)


def metadata(path):
    """Info and XMP say the same; the identifier is there; the output intent has a profile of three channels."""
    document = Document(path)
    info = {key: value.removeprefix("u:") for key, value in document.at(document.trailer["/Info"]).items()}
    number = document.catalog["/Metadata"].split()[0]
    raw = run("qpdf", f"--show-object={number}", "--raw-stream-data", path).stdout
    expect(raw in path.read_bytes(), "the XMP packet cannot be read without unpacking")
    packet = ElementTree.fromstring(raw.decode("utf-8"))
    same = {"/Title": "dc:title", "/Author": "dc:creator", "/Subject": "dc:description", "/Keywords": "pdf:Keywords",
            "/Creator": "xmp:CreatorTool", "/Producer": "pdf:Producer"}
    for key, name in same.items():
        expect(info.get(key) == text_property(packet, name), f"{key}: {info.get(key)} and {text_property(packet, name)}")
    for key, name in (("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate")):
        expect(digits_of(info.get(key)) == digits_of(text_property(packet, name)), f"{key} differs")
    expect(text_property(packet, "pdfaid:part") == "1" and text_property(packet, "pdfaid:conformance") == "B", "not 1B")
    first, second = document.trailer["/ID"]
    expect(first == second and len(first) >= 32, f"ID {first} {second}")
    intent = document.at(document.at(document.catalog["/OutputIntents"])[0])
    expect(intent["/S"] == "/GTS_PDFA1" and document.at(intent["/DestOutputProfile"])["/N"] == 3, f"{intent}")


NAMES = {
    "markup": "<b>&amp; “甲” & '乙' </rdf:li> ]]>",
    "rare characters": "𠮷𬭎𫍽䶮㛃𣲘",
    "blanks": "甲　　乙",
    "great length": "长名" * 3000,
}


def hostile_metadata(name):
    """The author's name comes through unharmed in both places, and the file is PDF/A still."""
    folder = copy_of(REPORT)
    project = folder / "项目.yaml"
    text = project.read_text("utf-8")
    quoted = json.dumps(name, ensure_ascii=False)
    project.write_text(re.sub(r"^评价机构: .*$", lambda match: f"评价机构: {quoted}", text, flags=re.M), "utf-8")
    out = temp_folder()
    built("build", folder, "-o", out, "--only", "pdf", timeout=120)
    metadata(out / "绩效评价报告.pdf")
    pdfa(out / "绩效评价报告.pdf")


# ---- pages ----

def page_labels(path):
    """The cover has no label, the contents i ii, the text 1 2; each is the number printed on its page."""
    labels = Document(path).labels()
    expect("1" in labels, f"no first page: {labels}")
    first = labels.index("1")
    contents = [label for label in labels[:first] if label]
    expect(contents == [roman(i + 1) for i in range(len(contents))], f"before the text: {labels[:first]}")
    expect(labels[first:] == [str(i + 1) for i in range(len(labels) - first)], f"text: {labels[first:]}")
    for number, (label, page) in enumerate(zip(labels, poppler_pages(path), strict=True), 1):
        printed = re.findall(r"^\s*—\s*([0-9ivx]+)\s*—\s*$", page, re.M)
        expect(printed == ([label] if label else []), f"page {number}: label {label!r}, printed {printed}")


def words_of(path):
    """For each page, (x0, y0, x1, y1, text) of its words, y downwards, as a reader shows the page."""
    done = run("pdftotext", "-bbox", "-enc", "UTF-8", path, "-")
    expect(done.returncode == 0, text_of(done))
    tree = ElementTree.fromstring(re.sub(rb' xmlns="[^"]*"', b"", done.stdout))
    return [[tuple(float(word.get(key)) for key in ("xMin", "yMin", "xMax", "yMax")) + (word.text or "",)
             for word in page.iter("word")] for page in tree.iter("page")]


class Targets:
    """Where links and bookmarks lead, and what stands there."""

    def __init__(self, path):
        self.document = Document(path)
        self.words = words_of(path)

    def shown(self, page, x, y):
        """A point of a page in PDF's coordinates, as shown."""
        entry = self.document.at(self.document.pages[page])
        if entry.get("/Rotate", 0) == 90:
            return y, x
        return x, entry["/MediaBox"][3] - y

    def place(self, destination):
        page = self.document.pages.index(destination[0])
        expect(destination[1] == "/XYZ", f"{destination}")
        return page, self.shown(page, destination[2], destination[3])

    def below(self, page, at, height):
        """The text of the words that begin within so many points below a point, and not left of it."""
        x, y = at
        found = [word for word in self.words[page] if y - NEAR <= word[1] <= y + height and word[0] >= x - NEAR]
        found.sort(key=lambda word: (round((word[1] + word[3]) / 16), word[0]))
        return squeezed("".join(word[4] for word in found))

    def inside(self, page, rect):
        """The text of the words in a rectangle in PDF's coordinates."""
        (x0, y0), (x1, y1) = self.shown(page, rect[0], rect[1]), self.shown(page, rect[2], rect[3])
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        found = [word for word in self.words[page]
                 if x0 - 1 <= (word[0] + word[2]) / 2 <= x1 + 1 and y0 <= (word[1] + word[3]) / 2 <= y1]
        return squeezed("".join(word[4] for word in sorted(found)))


def entries_of(outlines):
    for entry in outlines:
        yield entry
        yield from entries_of(entry["kids"])


def bookmarks(path):
    """Each bookmark leads to the top of its heading."""
    targets = Targets(path)
    wrong = []
    for entry in entries_of(targets.document.outlines):
        page, at = targets.place(entry["dest"])
        text, title = targets.below(page, at, 90), squeezed(entry["title"])
        if not text.startswith(title[:8]):
            wrong.append(f"{title} leads to page {page + 1}, {text[:20]}")
    expect(not wrong, "; ".join(wrong[:5]))


def links(path):
    """A line of the contents leads to its heading on the page it names; a reference to what it names."""
    targets = Targets(path)
    labels = targets.document.labels()
    n, wrong = 0, []
    for page, reference in enumerate(targets.document.pages):
        for annotation in targets.document.at(targets.document.at(reference).get("/Annots", [])):
            link = targets.document.at(annotation)
            if link["/Subtype"] != "/Link" or "/Dest" not in link:
                continue
            n += 1
            text = targets.inside(page, link["/Rect"])
            there, at = targets.place(link["/Dest"])
            found = targets.below(there, at, 120)
            in_contents = re.fullmatch(r"(.+?)[.…·]*([0-9]+|[ivx]+)", text) if labels[page].isalpha() else None
            if in_contents:
                good = in_contents[1][:8] in found and in_contents[2] == labels[there]
            else:  # a reader may join the words beside a reference to it
                good = any(text[i:i + 3] in found for i in range(max(1, len(text) - 2)))
            if not good:
                wrong.append(f"page {page + 1}: {text} leads to page {there + 1}, {found[:30]}")
    expect(n > 0 or not any(label.isalpha() for label in labels), "contents without a link")
    expect(not wrong, f"{len(wrong)} of {n}: " + "; ".join(wrong[:5]))
