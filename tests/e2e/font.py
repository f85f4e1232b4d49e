"""Checks of fonts: rare characters everywhere, users' own fonts, collections, broken files."""

import functools
import json
import re
import struct
import xml.etree.ElementTree as ElementTree

from harness import ROOT, SAMPLES, built, contents, copy_of, expect, jixiao, run, squeezed, temp_folder, text_of
from pdf import pdfa, pdffonts, poppler_pages, qpdf, readers_agree

FONTS = ROOT / "fonts"
REPORT = SAMPLES / "framework-demo"  # a cover, a contents, signature places, tables, a workbook
# Beyond the BMP, and in CJK extension A; 𠮷 is in the last font of each chain only.
RARE = {"张某某": "张𠮷𬭎", "李某某": "李𫍽䶮", "某某会计师事务所": "㛃𣲘𠮷会计师事务所", "某某县": "𠮷𣲘县",
        "抽检水样": "抽检㛃𬭎",
        "角色: 复核人": "角色: 复核𬭎人"}


def checks():
    return [("rare_names", rare_names), ("fonts_by_role", fonts_by_role), ("user_font_in_style", user_font_in_style),
            ("user_font_on_command_line", user_font_on_command_line), ("collection_by_index", collection_by_index),
            ("missing_character_named_once", missing_character)] + [
        (f"hostile_font {name}", functools.partial(hostile_font, make)) for name, make in HOSTILE.items()]


# ---- rare characters ----

def renamed(folder, names):
    for name in ("项目.yaml", "评价.yaml", "正文.md"):
        text = (folder / name).read_text("utf-8")
        for old, new in names.items():
            text = text.replace(old, new)
        (folder / name).write_text(text, "utf-8")
    return folder


def objects_of(path):
    done = run("qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=inline", "--decode-level=none", path)
    expect(done.returncode == 0, text_of(done)[:500])
    return json.loads(done.stdout)["qpdf"][1]


def titles_of(entries):
    for entry in entries:
        yield entry["title"]
        yield from titles_of(entry.get("kids", []))


def rare_names():
    """Rare characters of names come through: cover, body, tables, bookmarks, Info, XMP, signature fields, workbook."""
    import openpyxl
    folder = renamed(copy_of(REPORT), RARE)
    prose = folder / "正文.md"
    prose.write_text(re.sub(r"^(# [^\n]*\n)", r"\1\n## 㛃𬭎𠮷的做法\n", prose.read_text("utf-8"), count=1, flags=re.M), "utf-8")
    out = temp_folder()
    done = built("build", folder, "-o", out)
    expect("W510" not in text_of(done), text_of(done))
    report, book = out / "绩效评价报告.pdf", out / "评分汇总表.xlsx"
    for judge in (qpdf, pdfa, pdffonts, readers_agree):
        judge(report)
    pages = [squeezed(page) for page in poppler_pages(report)]
    for name in ("𠮷𣲘县2023年", "㛃𣲘𠮷会计师事务所"):
        expect(name in pages[0], f"not on the cover: {name}")
    everything = "".join(pages[1:])
    for name in [name.removeprefix("角色: ") for name in RARE.values()]:
        expect(name in everything, f"not in the text: {name}")
    done = run("qpdf", "--json=2", "--json-key=outlines", report)
    titles = "".join(titles_of(json.loads(done.stdout)["outlines"]))
    expect("㛃𬭎𠮷的做法" in titles, f"not among the bookmarks: {titles}")
    objects = objects_of(report)
    text = json.dumps(objects, ensure_ascii=False)
    expect("u:复核𬭎人" in fields_of(objects), f"no such signature field: {fields_of(objects)}")
    expect('u:㛃𣲘𠮷会计师事务所（普通合伙）' in text, "not in Info")
    expect("㛃𣲘𠮷会计师事务所".encode() in report.read_bytes(), "not in XMP")
    sheets = openpyxl.load_workbook(book)
    values = "".join(str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row)
    expect("抽检㛃𬭎" in values, "not in the workbook")


def fields_of(objects):
    return [value["value"]["/T"] for value in objects.values()
            if isinstance(value.get("value"), dict) and value["value"].get("/FT") == "/Sig"]


def missing_character():
    """A character that no font has is named with its code and place, once however often it stands."""
    folder = renamed(copy_of(REPORT), {"张某某": "张𪛖", "某某会计师事务所": "𪛖𪛖会计师事务所"})
    done = jixiao("build", folder, "-o", temp_folder())
    lines = [line for line in done.stderr.decode().splitlines() if "W510" in line]
    expect(len(lines) == 1 and "𪛖" in lines[0] and "U+2A6D6" in lines[0], f"said {lines}")
    expect(re.match(r"正文.md:\d+:\d+: ", lines[0]), f"no place: {lines[0]}")


# ---- fonts by role ----

def fonts_of(folder, *options):
    rows = json.loads(built("fonts", folder, "--json", *options).stdout)
    return {(row["角色"], row["文件"], row["序号"]): row for row in rows}


def fonts_by_role():
    """`fonts` says for each role which file gave which characters, and lists those of fallbacks."""
    folder = renamed(copy_of(REPORT), RARE)
    fonts = fonts_of(folder)
    main = fonts["仿宋", "FandolFang-Regular.otf", 0]
    rare = fonts["仿宋", "NotoSerifCJK-Rare.otf", 0]
    expect(not main["后备"] and rare["后备"], "first font and fallback")
    expect("𠮷" in rare["字符"] and "𠮷" not in main["字符"], f"{rare['字符']}")
    expect(all(row["字数"] == len(row["字符"]) for row in fonts.values()), "numbers")
    text = built("fonts", folder).stdout.decode()
    expect("后备 NotoSerifCJK-Rare.otf" in text and "：𠮷" in text, text)


def styled(folder, fonts):
    """Gives the project a style sheet of its own that changes these fonts."""
    styles = folder / "模板/样式"
    styles.mkdir(parents=True, exist_ok=True)
    rows = "".join(f"  {role}: {file}\n" for role, file in fonts.items())
    (styles / "gbt9704.yaml").write_text(f"名称: gbt9704\n沿用: gbt9704\n字体:\n{rows}", "utf-8")
    return styles


def user_font_in_style():
    """A style's 字体 puts a file before the role's chain; what it lacks still comes from the chain."""
    folder = renamed(copy_of(REPORT), RARE)
    styles = styled(folder, {"仿宋": "mine.otf"})
    (styles / "mine.otf").write_bytes((FONTS / "FandolKai-Regular.otf").read_bytes())
    fonts = fonts_of(folder)
    expect(not fonts["仿宋", "mine.otf", 0]["后备"], f"{list(fonts)}")
    expect(fonts["仿宋", "NotoSerifCJK-Rare.otf", 0]["后备"], "the rest of the chain is a fallback")


def user_font_on_command_line():
    """--fonts 角色=文件 comes before the style's; a wrong role or file is refused in Chinese."""
    fonts = fonts_of(REPORT, "--fonts", f"仿宋={FONTS / 'FandolKai-Regular.otf'}")
    expect(not fonts["仿宋", "FandolKai-Regular.otf", 0]["后备"], f"{list(fonts)}")
    expect(("仿宋", "FandolFang-Regular.otf", 0) not in fonts, "FandolFang is not needed")
    for value, code, hint in ((f"访宋={FONTS / 'FandolKai-Regular.otf'}", "E507", "仿宋"), ("仿宋=没有.ttf", "E504", "")):
        done = jixiao("fonts", REPORT, "--fonts", value)
        said = done.stderr.decode()
        expect(done.returncode == 1 and code in said and hint in said, f"{value}: {done.returncode} {said[-300:]}")


def collection(*paths):
    """A TrueType collection of whole fonts."""
    offset = 12 + 4 * len(paths)
    head, body = struct.pack(">4sHHI", b"ttcf", 1, 0, len(paths)), b""
    for path in paths:
        font = bytearray(path.read_bytes())
        head += struct.pack(">I", offset + len(body))
        for i in range(struct.unpack_from(">H", font, 4)[0]):
            at = 12 + 16 * i + 8
            struct.pack_into(">I", font, at, struct.unpack_from(">I", font, at)[0] + offset + len(body))
        body += bytes(font) + b"\0" * (-len(font) % 4)
    return head + body


def collection_by_index():
    """文件.ttc#k is the k-th font of a collection, from 0; one that is not there is refused."""
    folder = copy_of(REPORT)
    styles = styled(folder, {"西文": '"two.ttc#1"'})
    (styles / "two.ttc").write_bytes(collection(FONTS / "NotoSansSymbols2-Regular.ttf", FONTS / "LiberationSerif-Regular.ttf"))
    fonts = fonts_of(folder)
    expect(fonts["西文", "two.ttc", 1]["名称"] == "LiberationSerif", f"{list(fonts)}")
    out = temp_folder()
    built("build", folder, "-o", out, "--only", "pdf")
    for judge in (qpdf, pdfa, pdffonts, readers_agree):
        judge(out / "绩效评价报告.pdf")
    styled(folder, {"西文": '"two.ttc#2"'})
    done = jixiao("build", folder, "-o", out)
    expect(done.returncode == 1 and "gbt9704.yaml:4:" in done.stderr.decode() and "E505" in done.stderr.decode(),
           done.stderr.decode()[-400:])


# ---- broken files ----

def sound():
    return (FONTS / "LiberationSerif-Regular.ttf").read_bytes()


def table_at(font, tag):
    """Offset and length of a table."""
    for i in range(struct.unpack_from(">H", font, 4)[0]):
        name, _, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * i)
        if name == tag:
            return offset, length
    raise KeyError(tag)


def with_table(tag, change):
    font = bytearray(sound())
    offset, length = table_at(font, tag)
    change(font, offset, length)
    return bytes(font)


def fill(byte, start=0):
    def change(font, offset, length):
        font[offset + start:offset + length] = bytes([byte]) * (length - start)
    return change


def sparse(path):
    with open(path, "wb") as file:
        file.truncate(100_000_000)


HOSTILE = {
    "empty": lambda path: path.write_bytes(b""),
    "wrong magic": lambda path: path.write_bytes(b"%PDF" + sound()[4:]),
    "cut in the middle": lambda path: path.write_bytes(sound()[:len(sound()) // 2]),
    "cut in the header": lambda path: path.write_bytes(sound()[:40]),
    "folder": lambda path: path.mkdir(),
    "PNG": lambda path: path.write_bytes((SAMPLES / "xinzhou-2021/预览.png").read_bytes()),
    "100 MB of zeros": sparse,
    "cmap of 0xFF": lambda path: path.write_bytes(with_table(b"cmap", fill(0xFF))),
    "cmap that lies": lambda path: path.write_bytes(with_table(b"cmap", fill(0xFF, start=40))),
    "glyf of 0xFF": lambda path: path.write_bytes(with_table(b"glyf", fill(0xFF))),
    "glyf of 0": lambda path: path.write_bytes(with_table(b"glyf", fill(0))),
    "loca of 0xFF": lambda path: path.write_bytes(with_table(b"loca", fill(0xFF))),
    "head of 0xFF": lambda path: path.write_bytes(with_table(b"head", fill(0xFF))),
    "head of 0": lambda path: path.write_bytes(with_table(b"head", fill(0))),
    "hhea of 0xFF": lambda path: path.write_bytes(with_table(b"hhea", fill(0xFF))),
    "hmtx of 0xFF": lambda path: path.write_bytes(with_table(b"hmtx", fill(0xFF))),
    "maxp of 0xFF": lambda path: path.write_bytes(with_table(b"maxp", fill(0xFF))),
    "collection of itself": lambda path: path.write_bytes(struct.pack(">4sHHII", b"ttcf", 1, 0, 1, 0) + sound()),
}


def hostile_font(make):
    """A broken font file gives a Chinese message, or a report that readers can open; never a crash or half a file."""
    folder = copy_of(REPORT)
    styles = styled(folder, {"西文": "bad.ttf"})
    make(styles / "bad.ttf")
    out = temp_folder() / "out"
    done = jixiao("build", folder, "-o", out, timeout=60)
    said = done.stderr.decode("utf-8", "strict")
    expect(done.returncode in (0, 1), f"status {done.returncode}: {said[-300:]}")
    if done.returncode == 1:
        expect("bad.ttf" in said and "错误[E" in said, f"no message: {said[-300:]}")
        expect(not out.exists() or not contents(out), "files were left")
    else:
        qpdf(out / "绩效评价报告.pdf")
