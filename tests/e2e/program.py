"""Checks of the built program: samples, sameness, mistakes in the input, the command line."""

import functools
import hashlib
import json
import re
import shutil
import threading
import time
from decimal import Decimal

from harness import (BUILT, EXPECTED, ROOT, SAMPLE, built, complaints_of, contents, copy_of, expect, jixiao,
                     sample_folders, score_of, temp_folder, text_of)

FINDINGS = "评价.yaml"
PROJECT = "项目.yaml"
DIAGNOSTIC = re.compile(r"^(?P<file>.+?):(?P<line>\d+):(?P<column>\d+): 错误\[[A-Z]\d+\]: .", re.M)
NO_PLACE = re.compile(r"错误\[[A-Z]\d+\]: .")  # for what has no line: a file that is not there


def checks():
    found = [("samples_made", samples_made), ("usage", usage), ("output_unwritable", output_unwritable),
             ("no_such_folder", no_such_folder), ("schema_is_json", schema_is_json),
             ("all_mistakes_at_once", all_mistakes_at_once), ("name_of_folder_does_not_matter", folder_name),
             ("order_and_jobs_do_not_matter", order_and_jobs), ("only_pdf_or_xlsx", only),
             ("readme_first_report", readme), ("readme_other_document", readme_other_document)]
    for folder in sample_folders():
        found.append((f"score {folder.name}", functools.partial(score, folder)))
        found.append((f"same_bytes {folder.name}", functools.partial(same_bytes, folder)))
    found += [(f"mistake {name}", functools.partial(mistake, *case)) for name, case in MISTAKES.items()]
    return found


# ---- the README ----

def readme():
    """The first report of README.md is the golden folder's, letter by letter, and builds."""
    folder = ROOT / "tests/golden/readme-first-report"
    blocks = re.findall(r"^```(?:yaml|markdown)\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.M | re.S)
    for name, block in zip((PROJECT, FINDINGS, "正文.md"), blocks[:3], strict=True):
        expect(block == (folder / name).read_text("utf-8"), f"{name} differs from README.md")
    out = temp_folder() / "out"
    done = jixiao("build", folder, "-o", out)
    expect(done.returncode == 0, text_of(done))
    expect(set(contents(out)) == {"自评报告.pdf", "附件1.xlsx"}, f"made {sorted(contents(out))}")


def readme_other_document():
    """The README's project makes the agency's report as well, when 文书 says so."""
    folder = copy_of(ROOT / "tests/golden/readme-first-report")
    spoil(folder, PROJECT, replace(r"^文书: .*$", "文书: 绩效评价报告"))
    out = temp_folder() / "out"
    done = jixiao("build", folder, "-o", out)
    expect(done.returncode == 0, text_of(done))
    expect(set(contents(out)) == {"绩效评价报告.pdf", "评分汇总表.xlsx"}, f"made {sorted(contents(out))}")


# ---- the samples ----

def samples_made():
    """Every sample of the table has its documents; every other sample has at least one."""
    expect(sample_folders(), "samples/ holds no project")
    for folder in sample_folders():
        made = {path.name for path in (BUILT / folder.name).glob("*")}
        expect(made, f"nothing was made of {folder.name}")
        missing = set(EXPECTED.get(folder.name, {}).get("文件", [])) - made
        expect(not missing, f"{folder.name}: missing {sorted(missing)}, made {sorted(made)}")
    unknown = set(EXPECTED) - {folder.name for folder in sample_folders()}
    expect(not unknown, f"not in samples/: {sorted(unknown)}")


def score(folder):
    """`score --json`: the published total and grade; the roots add up to the total, or to 小计 before deductions."""
    result = score_of(folder)
    for key in ("总分", "等级"):
        wanted = EXPECTED.get(folder.name, {}).get(key)
        expect(wanted in (None, result[key]), f"{key} is {result[key]}, published was {wanted}")
    if not result["总分"]:
        scored = [item for item in result["指标"] if item["得分"] or item["得分率"]]
        expect(not scored and not result["满分"], f"no total, but scores: {scored}")
        return
    top = min(int(item["级次"]) for item in result["指标"])
    roots = [Decimal(item["得分"]) for item in result["指标"] if int(item["级次"]) == top]
    subtotal = Decimal(result.get("小计", result["总分"]))
    if "折算" not in result:
        expect(sum(roots) == subtotal, f"roots {roots} against {subtotal}")
    expect(subtotal - Decimal(result.get("扣分", "0")) == Decimal(result["总分"]), f"deductions of {result}")


# ---- sameness ----

def digests(folder):
    return {name: hashlib.sha256(data).hexdigest() for name, data in contents(folder).items()}


def differing(one, other):
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def same_bytes(folder):
    """Two builds in different time zones, locales and folders, seconds apart, and the one in build/samples/."""
    first, second, elsewhere = temp_folder(), temp_folder(), temp_folder()
    built("build", folder, "-o", first, env={"TZ": "Pacific/Kiritimati", "LC_ALL": "C"})
    time.sleep(2.1)  # the clock of a zip entry counts in steps of two seconds
    built("build", folder, "-o", second, env={"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"},
          cwd=elsewhere)
    expect(digests(first), "nothing was made")
    expect(digests(first) == digests(second), f"two builds differ: {differing(digests(first), digests(second))}")
    earlier = digests(BUILT / folder.name)
    expect(digests(first) == earlier, f"differs from build/samples: {differing(digests(first), earlier)}")


def folder_name():
    """The bytes depend on the contents of the project folder alone."""
    out = temp_folder()
    built("build", copy_of(SAMPLE, "另一个 名字"), "-o", out)
    expect(digests(out) == digests(BUILT / SAMPLE.name), f"differs: {differing(digests(out), digests(BUILT / SAMPLE.name))}")


def order_and_jobs():
    """Several projects, in any order and by any number of jobs, give what each gives alone."""
    folders = sample_folders()
    expect(len(folders) > 1, "there is only one sample")
    one, other = temp_folder(), temp_folder()
    built("build", *folders, "-o", one, "--jobs", "1")
    built("build", *reversed(folders), "-o", other, "--jobs", "4")
    expect(digests(one) == digests(other), f"--jobs: {differing(digests(one), digests(other))}")
    for folder in folders:
        expect(digests(one / folder.name) == digests(BUILT / folder.name), f"{folder.name} differs from build/samples")


def only():
    """--only makes one kind of document, the same as without."""
    for kind in ("pdf", "xlsx"):
        out = temp_folder()
        built("build", SAMPLE, "-o", out, "--only", kind)
        made = digests(out)
        expect(made and all(name.endswith("." + kind) for name in made), f"--only {kind} made {sorted(made)}")
        whole = digests(BUILT / SAMPLE.name)
        expect(whole, f"nothing in {BUILT.relative_to(ROOT)}/{SAMPLE.name} to compare with: ./dev samples")
        expect(all(whole.get(name) == digest for name, digest in made.items()), f"--only {kind} differs")


# ---- mistakes in the input ----

def replace(pattern, by):
    """A spoiling of a text by one regular substitution; the pattern must be there."""
    def spoil(text):
        changed, n = re.subn(pattern, by, text, count=1, flags=re.M)
        expect(n == 1 and changed != text, f"the sample has nothing like {pattern}")
        return changed
    return spoil


def value(written):
    """Writes the first value that stands on a line of its own (业绩值: …) in another way."""
    return replace(r"^( +)业绩值: [^\n{}]+$", lambda m: f"{m[1]}业绩值: {written}")


def cell(column, written):
    """Writes one cell of the first row of 指标 in another way."""
    def spoil(text):
        table = re.search(r"^指标:.*?^ +列: \[(?P<columns>[^\]]*)\].*?^ +- \[(?P<cells>[^\]]*)\]", text, re.M | re.S)
        expect(table, "指标 is not written as 列/行 in the sample")
        columns = [name.strip() for name in table["columns"].split(",")]
        cells = table["cells"].split(",")
        cells[columns.index(column)] = f" {written}"
        return text[:table.start("cells")] + ",".join(cells) + text[table.end("cells"):]
    return spoil


REPEATED = replace(r"^(项目名称: .*)$", r"\1\n\1")

# name: (file, how its text is spoilt: None removes the file, a name of an encoding writes it in that one;
#        True where the message may point at any line)
MISTAKES = {
    "key misspelt": (PROJECT, replace(r"^项目名称:", "项目名秤:")),
    "column misspelt": (PROJECT, replace(r"权重,", "权种,")),
    "weight missing": (PROJECT, cell("权重", "~")),
    "weight no number": (PROJECT, cell("权重", "十分")),
    "weight in exponent form": (PROJECT, cell("权重", "1e1")),
    "number of an indicator unknown": (FINDINGS, replace(r"^  B3:", "  Z9:")),
    "key twice": (PROJECT, REPEATED),
    "not UTF-8": (FINDINGS, "gb18030"),
    "file missing": (PROJECT, None),
    "findings missing": (FINDINGS, None),
    "value begins with >": (FINDINGS, value(">90%")),
    "value begins with >=": (FINDINGS, value(">= 18")),
    "value begins with *": (FINDINGS, value("*重要")),
    "value begins with {{": (FINDINGS, value("{{总分}}分")),
    "value begins with [": (FINDINGS, value("[2021]11号")),
    "value begins with a quote": (FINDINGS, value('"三重一大"制度')),
    "quote not closed": (FINDINGS, value('"95%')),
    "value begins with @": (FINDINGS, value("@全体")),
    "full-width colon": (FINDINGS, replace(r"^( +)业绩值: ([^\n{}]+)$", r"\1业绩值：\2")),
    "no blank after the colon": (FINDINGS, replace(r"^( +)业绩值: ([^\n{}]+)$", r"\1业绩值:\2")),
    "no blank after the dash": (FINDINGS, replace(r"^( +)- 编号: J1", r"\1-编号: J1")),
    "comma in a number": (FINDINGS, replace(r"业绩值: 0\.00%", "业绩值: 31,250件")),
    "no blank after #": ("正文.md", replace(r"^# 项目概况", "#项目概况")),
    "tab": (FINDINGS, replace(r"^ +业绩值:", "\t业绩值:")),
    "alias bomb": (FINDINGS, lambda text: "".join(
        [f"x{i}: &x{i} [{', '.join([f'*x{i - 1}'] * 10) if i else '一, 二'}]\n" for i in range(12)]) + text, True),
}


def spoil(folder, name, how):
    path = folder / name
    if how is None:
        path.unlink()
    elif isinstance(how, str):
        path.write_bytes(path.read_text("utf-8").encode(how))
    else:
        path.write_text(how(path.read_text("utf-8")), "utf-8")


def first_difference(good, bad):
    """The number of the first line where two files differ."""
    one, other = good.read_bytes().split(b"\n"), bad.read_bytes().split(b"\n")
    return next(i for i, lines in enumerate(zip(one + [None], other), 1) if lines[0] != lines[1])


_good_lock = threading.Lock()
_good = []


def good_output():
    """A copy of what the sample gives before it is spoilt; made once."""
    with _good_lock:
        if not _good:
            out = temp_folder()
            built("build", SAMPLE, "-o", out)
            _good.append(out)
    return shutil.copytree(_good[0], temp_folder() / "out")


def mistake(name, how, anywhere=False):
    """Status 1, a message at the line that was spoilt, earlier outputs as they were."""
    folder = copy_of(SAMPLE)
    spoil(folder, name, how)
    out = good_output()
    before = contents(out)
    done = jixiao("build", folder, "-o", out, timeout=60)
    said = done.stderr.decode("utf-8", "strict")
    expect(done.returncode == 1, f"status {done.returncode}: {said[-400:]}")
    if how is None or anywhere:
        expect(NO_PLACE.search(said), f"no message: {said[:400]}")
    else:
        line = first_difference(SAMPLE / name, folder / name)
        places = [(found["file"], int(found["line"])) for found in DIAGNOSTIC.finditer(said)]
        expect((name, line) in places, f"no message at {name}:{line}: {said[:400]}")
    expect(contents(out) == before, "an earlier output was changed")


def all_mistakes_at_once():
    """One run reports the mistakes of both files."""
    folder = copy_of(SAMPLE)
    spoil(folder, PROJECT, cell("权重", "十分"))
    spoil(folder, FINDINGS, replace(r"^    业绩值:", "    业积值:"))
    done = jixiao("check", folder)
    said = done.stderr.decode()
    files = {name for name in (PROJECT, FINDINGS) for found in DIAGNOSTIC.finditer(said) if name in found["file"]}
    expect(done.returncode == 1 and len(files) == 2, f"status {done.returncode}: {said[:600]}")


# ---- the command line ----

USAGE = [[], ["没有这个命令"], ["build"], ["build", "--没有这个选项", SAMPLE], ["build", SAMPLE, "-o"],
         ["build", SAMPLE, "--only", "docx"], ["build", SAMPLE, "--jobs", "很多"], ["score"], ["score", SAMPLE, SAMPLE]]


def usage():
    """Wrong usage is status 2 with a Chinese message on stderr and nothing on stdout; help is status 0."""
    for arguments in USAGE:
        done = jixiao(*arguments)
        shown = " ".join(str(part) for part in arguments)
        expect(done.returncode == 2, f"jixiao {shown}: status {done.returncode}")
        expect(re.search("[一-龥]", done.stderr.decode()) and not done.stdout, f"jixiao {shown}: {text_of(done)[:200]}")
    for arguments in (["--help"], ["--version"]):
        done = jixiao(*arguments)
        expect(done.returncode == 0 and done.stdout and not done.stderr, f"jixiao {arguments[0]}: {text_of(done)[:200]}")


def no_such_folder():
    """A folder that is not there: a message, no outputs, status 1 or 3."""
    out = temp_folder() / "out"
    done = jixiao("build", temp_folder() / "没有", "-o", out)
    expect(done.returncode in (1, 3) and NO_PLACE.search(done.stderr.decode()), f"{done.returncode}: {text_of(done)[:300]}")
    expect(not out.exists() or not contents(out), "something was written")


def output_unwritable():
    """Where nothing can be written the status is 3, and what is in the way stays."""
    out = temp_folder() / "out"
    out.write_text("a file, not a folder")
    done = jixiao("build", SAMPLE, "-o", out)
    expect(done.returncode == 3, f"status {done.returncode}: {complaints_of(done)}")
    expect(out.read_text() == "a file, not a folder", "it was overwritten")


def schema_is_json():
    for kind in ("项目", "评价"):
        expect("properties" in json.loads(built("schema", kind).stdout), f"schema {kind} has no properties")
