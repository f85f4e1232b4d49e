"""Checks of every PDF in build/samples/."""

import collections
import functools
import json
import re
import shutil
import xml.etree.ElementTree as ElementTree

from harness import (BUILT, CLASSPATH, EXPECTED, SAMPLE, SAMPLES, built, copy_of, expect, fail, per_file, project_of, run,
                     sample_folders, score_of, squeezed, temp_folder, text_of)

NOT_FIRST = "、，。；：！？”’）》〉】"
NOT_LAST = "“‘（《〈【"
LINES_PER_PAGE = 22  # GB/T 9704
PAGE_NUMBER = re.compile(r"^[—–\-]?\s*[0-9ivxIVX]+\s*[—–\-]?$")


def checks():
    each = [qpdf, pdffonts, pdfa, pdfinfo, mutool, readers_agree, line_ends, outline, scores_in_text, size]
    prose = [(f"prose_in_text {folder.name}", functools.partial(prose_in_text, folder))
             for folder in sample_folders() if (folder / "正文.md").exists()]
    drawn = [(f"figures {name}", functools.partial(figures, name)) for name in EXPECTED]
    return per_file(".pdf", each) + prose + drawn + [("lines_per_page", lines_per_page)]


# ---- structure ----

def qpdf(path):
    """qpdf finds nothing wrong, not even a warning."""
    done = run("qpdf", "--check", path)
    expect(done.returncode == 0 and b"WARNING" not in done.stderr, text_of(done))


def pdffonts(path):
    """Every font is embedded, a subset, and has a ToUnicode map; each font file is there once."""
    done = run("pdffonts", path)
    expect(done.returncode == 0 and not done.stderr, text_of(done))
    lines = done.stdout.decode().splitlines()
    expect(len(lines) > 2, "no font in the file")
    names = []
    for line in lines[2:]:
        fields = line.split()
        expect(fields[-5:-2] == ["yes", "yes", "yes"], f"emb sub uni: {line}")
        names.append(re.sub(r"^[A-Z]{6}\+", "", fields[0]))
    expect(len(names) == len(set(names)), f"a font embedded twice: {names}")


def pdfa(path):
    """PDF/A-1b, judged by PDFBox preflight."""
    copy = shutil.copy(path, temp_folder() / "file.pdf")  # a name that every Java locale can read
    done = run("java", "-cp", CLASSPATH, "org.apache.pdfbox.preflight.Validator_A1b", copy)
    expect("is a valid PDF/A-1b file" in text_of(done) and done.returncode == 0, text_of(done)[:1500])


def pdfinfo(path):
    """A title, no encryption, A4 pages."""
    done = run("pdfinfo", "-f", "1", "-l", "9999", path)
    expect(done.returncode == 0 and not done.stderr, text_of(done))
    text = done.stdout.decode()
    title = re.search(r"^Title:[ ]*(.*)$", text, re.M)
    expect(title and title[1].strip(), "no title")
    expect(re.search(r"^Encrypted:\s+no$", text, re.M), "encrypted")
    sizes = {frozenset((round(float(a)), round(float(b))))
             for a, b in re.findall(r"^Page +\d+ size: +([\d.]+) x ([\d.]+) pts", text, re.M)}
    expect(sizes == {frozenset((595, 842))}, f"page sizes {sizes}")


def mutool(path):
    """A second renderer draws every page without a complaint."""
    done = run("mutool", "draw", "-q", "-r", "36", "-o", temp_folder() / "%d.png", path)
    complaints = done.stderr.replace(b"warning: ICC support is not available\n", b"")  # true of Debian's build
    expect(done.returncode == 0 and not complaints, text_of(done))


def outline(path):
    """There are bookmarks, and each leads to a page."""
    done = run("qpdf", "--json=2", "--json-key=outlines", path)
    expect(done.returncode == 0, text_of(done))
    entries = json.loads(done.stdout)["outlines"]
    expect(entries, "no bookmarks")
    while entries:
        entry = entries.pop()
        expect(entry.get("destpageposfrom1"), f"{entry.get('title')} leads nowhere")
        entries.extend(entry.get("kids", []))


def size(path):
    """The PDF of each sample stays under 400 KB."""
    expect(path.stat().st_size < 400_000, f"{path.stat().st_size} bytes")


# ---- figures ----

def figures_of(name):
    """For each figure of a sample's document: (caption with number, categories), and how many different pictures there are."""
    dump = built("dump", "--stage", "document", SAMPLES / name).stdout.decode()
    found, pictures = [], set()
    for line in dump.splitlines():
        head = re.match(r"^图 (?:#\S+ )?\[(.+?)\] (.*)$", line)
        if head:
            found.append((head[1] + head[2], []))
        elif found and re.match(r"^    .*：( \S+=\S+)+$", line):
            found[-1][1].extend(pair.split("=")[0] for pair in line.split("：", 1)[1].split())
        picture = re.match(r"^  图片 .*像素 (\S+) .*字节 (\d+)", line)
        if picture:
            pictures.add(picture.groups())
    return found, len(pictures)


def figures(name):
    """Captions are found in the text, a chart's categories on the page of its caption; each picture is stored once, unmasked."""
    path = BUILT / name / next(file for file in EXPECTED[name]["文件"] if file.endswith(".pdf"))
    found, n_pictures = figures_of(name)
    expect(len(found) == EXPECTED[name]["图"], f"{len(found)} figures in the document")
    pages = [squeezed(page) for page in poppler_pages(path, "-raw")]
    for caption, categories in found:
        here = [page for page in pages if squeezed(caption) in page]
        expect(len(here) == 1, f"{caption} on {len(here)} pages")
        for category in categories:
            expect(squeezed(category) in here[0], f"{caption}: no {category}")
    listed = run("pdfimages", "-list", path).stdout.decode().splitlines()[2:]
    expect(all(line.split()[2] == "image" for line in listed), f"masks: {listed}")
    objects = {line.split()[10] for line in listed}
    expect(len(objects) == n_pictures, f"{len(objects)} images stored, {n_pictures} in the document")


# ---- text ----

def poppler_pages(path, *options):
    done = run("pdftotext", "-enc", "UTF-8", *options, path, "-")
    expect(done.returncode == 0 and not done.stderr, text_of(done))
    return done.stdout.decode().split("\f")[:-1]


def readers_agree(path):
    """poppler, MuPDF and PDFBox read the same characters on each page."""
    count = functools.partial(map, lambda page: collections.Counter(squeezed(page)))
    poppler = list(count(poppler_pages(path)))
    done = run("mutool", "draw", "-q", "-F", "txt", path)
    # MuPDF writes SIGN into signature fields that nobody has signed yet.
    mupdf = list(count(done.stdout.decode().replace("SIGN\n", "").split("\f")))[:len(poppler)]
    copy, out = shutil.copy(path, temp_folder() / "file.pdf"), temp_folder() / "out.txt"
    done = run("java", "-cp", CLASSPATH, "org.apache.pdfbox.tools.ExtractText", "-encoding", "UTF-8", copy, out)
    box = collections.Counter(squeezed(out.read_text("utf-8")) if done.returncode == 0 else fail(text_of(done)))
    for number, (one, other) in enumerate(zip(poppler, mupdf), 1):
        expect(one == other, f"page {number}: poppler {dict(one - other)}, MuPDF {dict(other - one)}")
    expect(len(poppler) == len(mupdf), f"{len(poppler)} and {len(mupdf)} pages")
    whole = sum(poppler, collections.Counter())
    expect(whole == box, f"poppler {dict(whole - box)}, PDFBox {dict(box - whole)}")


def line_boxes(path):
    """For each page, the lines as poppler sees them: (x0, y0, x1, y1, text)."""
    done = run("pdftotext", "-bbox-layout", "-enc", "UTF-8", path, "-")
    expect(done.returncode == 0, text_of(done))
    tree = ElementTree.fromstring(re.sub(rb' xmlns="[^"]*"', b"", done.stdout))
    pages = []
    for page in tree.iter("page"):
        pages.append([tuple(float(line.get(key)) for key in ("xMin", "yMin", "xMax", "yMax"))
                      + ("".join(word.text or "" for word in line.iter("word")),) for line in page.iter("line")])
    return pages


def joined(line, others, before):
    """Does another box of the same line end just before (or begin just after) this one? Squeezed marks overlap."""
    x0, y0, x1, y1, _ = line
    em = y1 - y0
    for other in others:
        same_line = min(y1, other[3]) - max(y0, other[1]) > em / 2
        gap = x0 - other[2] if before else other[0] - x1
        on_that_side = other[0] < x0 if before else other[2] > x1
        if other is not line and same_line and on_that_side and abs(gap) < em:
            return True
    return False


def line_ends(path):
    """No line begins with a closing mark or ends with an opening one."""
    wrong = []
    for number, lines in enumerate(line_boxes(path), 1):
        for line in lines:
            text = line[4]
            if text[:1] in NOT_FIRST and text and not joined(line, lines, before=True):
                wrong.append(f"page {number} begins {text[:12]}")
            if text[-1:] in NOT_LAST and text and not joined(line, lines, before=False):
                wrong.append(f"page {number} ends {text[-12:]}")
    expect(not wrong, "; ".join(wrong[:10]))


def scores_in_text(path):
    """The report prints the total, the grade and every score that the program computes, and what was published of it."""
    text = squeezed(" ".join(poppler_pages(path)))
    score = score_of(project_of(path))
    wanted = [score["总分"], score["等级"]] + [item["得分"] for item in score["指标"] if item.get("得分")]
    wanted += EXPECTED.get(path.parent.name, {}).get("文字", [])
    missing = sorted({value for value in wanted if squeezed(value) not in text})
    expect(not missing, f"not in the text: {missing}")


def without_running_lines(pages):
    """The text of all pages run together, page numbers and running heads taken out."""
    edges = collections.Counter()
    split = [[line.strip() for line in page.splitlines() if line.strip()] for page in pages]
    for lines in split:
        edges.update(set(lines[:1] + lines[-1:]))
    heads = {line for line, n in edges.items() if n > max(2, len(pages) / 2)}
    kept = [line for lines in split for line in lines if not PAGE_NUMBER.match(line) and line not in heads]
    return squeezed("".join(kept))


def plain_sentences(markdown):
    """The sentences of a Markdown text that hold no tag, link or table."""
    body = re.sub(r"^---\n.*?^---\n", "", markdown, flags=re.S | re.M)
    body = re.sub(r"^(```|~~~).*?^\1[^\n]*$", "", body, flags=re.S | re.M)
    body = re.sub(r"<!--.*?-->", "", body, flags=re.S)
    for paragraph in re.split(r"\n\s*\n|\n(?=#|[-*+] |\d+[.)] )", body):
        paragraph = re.sub(r"^\s*([-*+]|\d+[.)]|>)\s+", "", paragraph.strip())
        if paragraph.startswith(("#", "|", "[")):
            continue
        paragraph = squeezed(paragraph.replace("**", "").replace("\\", ""))
        for sentence in re.findall(r"[^。！？；]+[。！？；]?", paragraph):
            if len(sentence) > 3 and not re.search(r"[{}\[\]|`_*]", sentence):
                yield sentence


def prose_in_text(folder):
    """Copied text is the source text: each plain sentence of 正文.md is found in the report."""
    reports = sorted((BUILT / folder.name).glob("*.pdf"))
    expect(reports, "no report was made")
    text = "".join(without_running_lines(poppler_pages(report, *options))
                   for report in reports for options in ([], ["-raw"]))
    sentences = list(plain_sentences((folder / "正文.md").read_text("utf-8")))
    expect(sentences, "正文.md has no plain sentence")
    missing = [sentence for sentence in sentences if sentence not in text]
    expect(not missing, f"{len(missing)} of {len(sentences)} not found: {missing[:3]}")


# ---- the grid of GB/T 9704 ----

FILLER = "项目单位按照批复的绩效目标组织实施，各项任务依次开展并留存了完整的过程资料，评价组据此逐项核对"
PARAGRAPH = "，".join([FILLER] * 60) + "。"  # more than four pages


def lengthened(markdown):
    """The first slots (headings with text under them) begin with a long plain paragraph."""
    return re.sub(r"^(#+ [^\n]*\n)(?=\n*[^#\n])", lambda m: f"{m[1]}\n{PARAGRAPH}\n\n", markdown, count=3, flags=re.M)


def lines_per_page():
    """A page filled with prose has 22 lines of 28 characters."""
    folder = copy_of(SAMPLE)
    prose = folder / "正文.md"
    expect(prose.exists(), f"{SAMPLE.name} has no 正文.md")
    longer = lengthened(prose.read_text("utf-8"))
    expect(PARAGRAPH in longer, "no slot to lengthen in 正文.md")
    prose.write_text(longer, "utf-8")
    out = temp_folder()
    built("build", folder, "-o", out, "--only", "pdf")
    pages = [[line for line in lines if not PAGE_NUMBER.match(line[4].strip())]
             for lines in line_boxes(out / EXPECTED[SAMPLE.name]["文件"][0])]
    # The page before the end of the paragraph may be shorter by the line that keeps the last one company.
    inside = [page for page, following in zip(pages, pages[1:]) if only_filler(page) and only_filler(following)]
    expect(inside, "no page holds only the prose put in")
    counts = [len({round((line[1] + line[3]) / 10) for line in page}) for page in inside]
    expect(set(counts) == {LINES_PER_PAGE}, f"lines on full pages: {counts}")
    widths = [max(len(line[4]) for line in page) for page in inside]
    expect(all(27 <= width <= 31 for width in widths), f"characters on the longest lines: {widths}")


def only_filler(page):
    return len(page) > 10 and all(line[4] in PARAGRAPH[:-1] for line in page)
