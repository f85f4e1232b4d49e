"""A correction leaves the rest alone: one paragraph after the other is changed, and what stands before it must not move."""

import collections
import functools
import re

from harness import built, copy_of, expect, sample_folders

ADDED = "更正之后"
EVERY = 2  # of the paragraphs of a sample every second is changed


def checks():
    return [(f"rest_unchanged {folder.name}", functools.partial(rest_unchanged, folder)) for folder in sample_folders()
            if (folder / "正文.md").exists()]


ITEM = re.compile(r"^  字 (-?\d+),(-?\d+) (\d+)x\d+ \S+ \d+ “(.*)”")
INDENT = 79370 + 31500  # where a paragraph of prose begins, in 1/1000 pt
GAP = 7000  # wider ones part the cells of a table


class Page:
    """dump: the page as printed; lines: (x, text), cells of a row apart; contents: has dots that lead to page numbers."""

    def __init__(self, dump):
        self.dump, self.lines, rows = dump, [], {}
        for match in filter(None, map(ITEM.match, dump.split("\n"))):
            x, y, width = map(int, match.groups()[:3])
            rows.setdefault(y, []).append((x, x + width, match[4]))
        for _, row in sorted(rows.items()):
            end = None
            for x, right, text in sorted(row):
                if end is None or x > end + GAP:
                    self.lines.append((x, ""))
                self.lines[-1] = (self.lines[-1][0], self.lines[-1][1] + text)
                end = right
        self.contents = "#节-" in dump and "虚" in dump

    def text(self):
        return "".join(text for _, text in self.lines)

    def without_numbers(self):
        return [text for _, text in self.lines if not text.isdigit()]


def pages_of(folder):
    dump = built("dump", folder, "--stage", "pages").stdout.decode()
    return [Page(part) for part in re.split(r"(?m)^(?=面 )", dump) if part.startswith("面 ")]


def snippets(text):
    """Places in the prose of 正文.md: twelve characters without any tag or sign, in different lines."""
    for match in re.finditer(r"(?m)^(?![#|{>`\-!\s])[^{\n]*?([\u4e00-\u9fff]{12})", text):
        if text.count(match[1]) == 1:
            yield match.start(1), match[1]


def first_page_with(pages, snippet):
    """The page on which the text begins; a line may end within it, and a page."""
    text, ends = "", []
    for page in pages:
        text += "" if page.contents else page.text()
        ends.append(len(text))
    at = text.find(snippet)
    return None if at < 0 or text.count(snippet) != 1 else next(i for i, end in enumerate(ends) if at < end)


def compare(before, after, snippet, page):
    """Earlier pages are the same, the contents but for page numbers; of the lines after only the paragraph's own are others."""
    for i in range(page):
        if before[i].contents:
            expect(before[i].without_numbers() == after[i].without_numbers(), f"“{snippet}”: the contents changed")
        else:
            expect(before[i].dump == after[i].dump, f"“{snippet}” is on page {page + 1}, page {i + 1} changed")
    old, new = ([line for part in pages[page:] for line in part.lines if not re.fullmatch(r"—\s*\d+\s*—", line[1])] for pages in (before, after))
    was, now = only_in(old, new), only_in(new, old)
    expect("".join(text for _, text in now).replace(ADDED, "", 1) == "".join(text for _, text in was),
           f"“{snippet}”: other words changed: {was} → {now}")
    expect(INDENT not in [x for x, _ in now[1:]], f"“{snippet}”: another paragraph has other lines: {now}")


def only_in(lines, others):
    """The lines that the others lack, in order."""
    left = collections.Counter(others)
    left.subtract(lines)
    found = []
    for line in reversed(lines):
        if left[line] < 0:
            left[line] += 1
            found.insert(0, line)
    return found


def rest_unchanged(sample):
    """Words added to a paragraph: earlier pages keep every item, and other paragraphs their lines."""
    folder = copy_of(sample)
    path = folder / "正文.md"
    text = path.read_text("utf-8")
    before = pages_of(folder)
    tried = 0
    for at, snippet in list(snippets(text))[::EVERY]:
        page = first_page_with(before, snippet)
        if page is None:
            continue
        path.write_text(text[:at + 6] + ADDED + text[at + 6:], "utf-8")
        compare(before, pages_of(folder), snippet, page)
        tried += 1
    expect(tried >= 3, f"only {tried} paragraphs were changed")
