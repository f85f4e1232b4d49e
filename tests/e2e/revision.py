"""Checks of issued versions: what is kept, and what is noticed afterwards. (Killed runs and full disks: faults.py.)"""

import hashlib
import json
import os
import re
import shutil
import subprocess

from harness import BUILT, PROGRAM, ROOT, contents, copy_of, expect, jixiao, run, sample_folders, temp_folder, text_of
from pdf import pdfa

SAMPLE = "xinzhou-2021"


def checks():
    found = [("issue_keeps_all", issue_keeps_all),
             ("issue_twice_at_once", issue_twice_at_once),
             ("issue_stage", issue_stage), ("verify_build_notices", verify_build_notices),
             ("verify_build_explains", verify_build_explains), ("program_digest", program_digest),
             ("issue_again_same", issue_again_same), ("corrected", corrected), ("reasons", reasons),
             ("template_changed", template_changed), ("correction_table", correction_table),
             ("worked_correction", worked_correction),
             ("diff_versions", diff_versions), ("diff_pdf", diff_pdf),
             ("many_corrections", many_corrections), ("picture_exchanged", picture_exchanged)]
    return found


def sample(name=SAMPLE):
    return copy_of(next(folder for folder in sample_folders() if folder.name == name))


def issue(folder, *options, **how):
    return jixiao("issue", folder, *options, **how)


def issued(folder, *options):
    done = issue(folder, *options)
    expect(done.returncode == 0, text_of(done))
    return folder / "版本" / sorted(os.listdir(folder / "版本"))[-1]


def cover_text(pdf):
    done = subprocess.run(["pdftotext", "-l", "1", str(pdf), "-"], capture_output=True, text=True, check=True)
    return done.stdout


def issue_keeps_all():
    """Inputs, template library, outputs, hashes; the stage on the cover; the project's own files untouched."""
    folder = sample()
    before = contents(folder)
    version = issued(folder, "--stage", "征求意见稿")
    expect(version.name == "001", f"version {version.name}")
    after = {name: bytes_ for name, bytes_ in contents(folder).items() if not name.startswith("版本/")}
    expect(after == before, "the project's files changed")
    for name in ("项目.yaml", "评价.yaml", "正文.md"):
        expect((version / "输入" / name).read_bytes() == (folder / name).read_bytes(), f"{name} is no copy")
    for name in ("库1/自评报告.md", "库1/tables/附件1.yaml", "库1/schemes/忻州自评.yaml", "库1/styles/gbt9704.yaml"):
        expect((version / "输入" / name).is_file(), f"{name} is missing")
    record = (version / "记录.yaml").read_text("utf-8")
    expect(re.search(r'^总分: "89.5"$', record, re.M) and re.search(r'^等级: "良好"$', record, re.M), record)
    for part in ("输入", "输出"):
        for name, data in contents(version / part).items():
            digest = hashlib.sha256(data).hexdigest()
            expect(f'"{name}": {digest}' in record, f"{part}/{name} is not recorded")
    expect("征求意见稿" in cover_text(version / "输出/自评报告.pdf"), "no 稿次 on the cover")
    done = jixiao("verify-build", folder)
    expect(done.returncode == 0 and done.stdout.decode().endswith("\n一致\n"), text_of(done))


def visible(folder):
    return {name for name in os.listdir(folder) if not name.startswith(".")}


def issue_twice_at_once():
    """Of several issues at the same time at least one succeeds; the others fail cleanly or come after it."""
    folder = sample("framework-demo")
    stages = ("初稿", "征求意见稿", "送审稿", "报批稿", "定稿")
    children = [subprocess.Popen([str(PROGRAM), "issue", str(folder), "--stage", stage], stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE) for stage in stages]
    good = 0
    for child in children:
        out, err = child.communicate()
        good += child.returncode == 0
        expect(child.returncode in (0, 3), err.decode())
        expect(child.returncode == 0 or "正在出具" in err.decode(), err.decode())
    expect(good >= 1 and len(visible(folder / "版本")) == good, f"{good} succeeded: {visible(folder / '版本')}")
    for name in visible(folder / "版本"):
        done = jixiao("verify-build", folder, name)
        expect(done.returncode == 0, text_of(done))


def issue_stage():
    """Another stage is refused as wrong usage; a project with mistakes is not issued."""
    folder = sample()
    done = issue(folder, "--stage", "最终稿")
    expect(done.returncode == 2, text_of(done))
    (folder / "评价.yaml").write_text("格式: 1\n指标:\n  A1: { 业绩直: 1 }\n", "utf-8")
    done = issue(folder)
    expect(done.returncode == 1, text_of(done))
    expect(not (folder / "版本").exists(), "a version was made")


def verify_build_notices():
    """A changed frozen input, a changed output and a missing file are each named; status 1."""
    folder = sample()
    version = issued(folder)
    for name, spoil in (("输出/附件1.xlsx", b"x"), ("输入/正文.md", "\n多了一段。\n".encode())):
        path = version / name
        good = path.read_bytes()
        path.write_bytes(good + spoil)
        done = jixiao("verify-build", folder, "1")
        expect(done.returncode == 1 and f"被改动：{name}" in done.stdout.decode(), text_of(done))
        path.write_bytes(good)
    (version / "输入/评价.yaml").rename(temp_folder() / "评价.yaml")
    done = jixiao("verify-build", folder, "1")
    expect(done.returncode == 1 and "不见了：输入/评价.yaml" in done.stdout.decode(), text_of(done))
    done = jixiao("verify-build", folder, "7")
    expect(done.returncode == 1, text_of(done))


def verify_build_explains():
    """Another program, another library, another font: nothing said while the files are the same, each named when they differ."""
    folder = sample()
    record = issued(folder) / "记录.yaml"
    said = {}
    for line in text_of(jixiao("--version")).splitlines():
        name, _, version = line.rpartition(" ")
        said[name] = version
    text = record.read_text("utf-8")
    expect(f'源码: "{said["源码"]}"' in text and len(said["源码"]) == 64, text)
    expect(f'HarfBuzz {said["HarfBuzz"]}' in text and f'zlib {said["zlib"]}' in text, text)
    text = text.replace(said["源码"], "0" * 64).replace(f'HarfBuzz {said["HarfBuzz"]}', "HarfBuzz 0.9")
    text = re.sub(r'(?<="FandolFang-Regular.otf": )\w+', "0" * 64, text)
    record.write_text(text, "utf-8")
    done = jixiao("verify-build", folder, "1")
    expect(done.returncode == 0 and "原因" not in text_of(done), text_of(done))
    record.write_text(re.sub(r'(?<="附件1.xlsx": )\w+', "0" * 64, text), "utf-8")
    done = jixiao("verify-build", folder, "1")
    expect(done.returncode == 1, text_of(done))
    for reason in (f"程序（出具时 jixiao 0.1.0 源码 000000000000，现在 jixiao 0.1.0 源码 {said['源码'][:12]}）",
                   f"库（出具时 HarfBuzz 0.9，现在 HarfBuzz {said['HarfBuzz']}）"):
        expect(f"原因：不是同一个{reason}" in text_of(done), f"{reason} is not in {text_of(done)}")
    expect("ICU" not in text_of(done) and "原因：字体 FandolFang-Regular.otf 与" in text_of(done), text_of(done))


def program_digest():
    """The digest of the sources is that of their contents, wherever they are; one changed byte changes it."""
    root = temp_folder() / "别处"
    shutil.copytree(ROOT / "src", root / "src")
    shutil.copy(ROOT / "CMakeLists.txt", root)

    def digest():
        run("cmake", f"-DROOT={root}", f"-DOUT={root}/digest.c", "-P", ROOT / "src/cli/digest.cmake")
        return re.search("[0-9a-f]{64}", (root / "digest.c").read_text())[0]

    same = digest()
    expect(f"源码 {same}\n" in jixiao("--version").stdout.decode(), f"{same} is not what --version says")
    with open(root / "src/base/diag_codes.def", "a", encoding="utf-8") as file:
        file.write("\n")
    expect(digest() != same, "a changed byte changed nothing")


# ---- after an issue ----

def change(folder, name, *pairs):
    text = (folder / name).read_text("utf-8")
    for old, new in pairs:
        expect(old in text, f"{old} is not in {name}")
        text = text.replace(old, new)
    (folder / name).write_text(text, "utf-8")


def correct(folder):
    """预算执行率 was filed as 0 % and is 100 %."""
    change(folder, "评价.yaml", ("A1: { 业绩值: 0.00% }", "A1: { 业绩值: 100% }"), ("总分: 89.5", "总分: 99.5"),
           ("等级: 良好", "等级: 优"))


REASON = """格式: 1
更正:
  指标.A1.业绩值: { 原因: 填报时漏填, 依据: 2021年度决算报表, 日期: 2022-05-10, 提出方: 市财政局 }
"""


def build(folder):
    out = temp_folder() / "out"
    done = jixiao("build", folder, "-o", out)
    expect(done.returncode == 0, text_of(done))
    return out, done.stderr.decode()


def issue_again_same():
    """What was issued builds to the same bytes, and is not issued twice; another stage is."""
    folder = sample()
    version = issued(folder, "--stage", "征求意见稿")
    out, said = build(folder)
    expect(contents(out) == contents(version / "输出"), "another file than the issued one")
    expect("相比" not in said, said)
    done = issue(folder, "--stage", "征求意见稿")
    expect(done.returncode == 1 and "E912" in text_of(done), text_of(done))
    expect(issued(folder, "--stage", "定稿").name == "002", "no version 002")
    out, _ = build(folder)
    expect(contents(out) == contents(folder / "版本/002/输出"), "another file than version 002")


def corrected():
    """A changed value: 未出具 until issued; every effect told; then both versions build again, and the folder as the second."""
    folder = sample()
    first = issued(folder, "--stage", "征求意见稿")
    frozen = contents(first)
    correct(folder)
    out, said = build(folder)
    expect("未出具" in cover_text(out / "自评报告.pdf"), "no 未出具 on the cover")
    for line in ("业绩值：0.00%→100%", "A1 预算执行率 得分：0→10", "总分：89.5→99.5", "等级：良好→优"):
        expect(line in said, f"{line} is not told: {said}")
    expect("W920" in said, said)
    done = jixiao("build", "--strict", folder)
    expect(done.returncode == 1 and not (folder / "输出").exists(), "--strict lets a change without reason pass")
    done = issue(folder)
    expect(done.returncode == 1 and "E911" in text_of(done), text_of(done))
    (folder / "更正.yaml").write_text(REASON, "utf-8")
    second = issued(folder)
    expect(contents(first) == frozen, "version 001 changed")
    expect("未出具" not in cover_text(second / "输出/自评报告.pdf"), "未出具 on an issued cover")
    for number in ("1", "2"):
        done = jixiao("verify-build", folder, number)
        expect(done.returncode == 0, text_of(done))
    out, said = build(folder)
    expect(contents(out) == contents(second / "输出"), "another file than version 002")
    expect("W920" not in said and "W921" not in said, said)


def reasons():
    """diff --skeleton writes what is missing and never over a file; spellings are tolerated; unused reasons are told."""
    folder = sample()
    issued(folder)
    correct(folder)
    done = jixiao("diff", folder, "--skeleton")
    expect(done.returncode == 0 and (folder / "更正.yaml").is_file(), text_of(done))
    said = text_of(jixiao("check", folder))
    expect("更正.yaml:4:3: 警告[W923]" in said and "W920" not in said, f"a blank reason is not told once: {said}")
    done = jixiao("issue", folder)
    expect(done.returncode == 1 and "更正.yaml:4:3: 错误[E941]" in text_of(done) and "E911" not in text_of(done), text_of(done))
    done = jixiao("diff", folder, "--skeleton")
    expect(done.stdout == b"" and done.returncode == 0, f"an entry that is there: {text_of(done)}")
    change(folder, "更正.yaml", ("原因:", "原因: 漏填"))
    expect("W92" not in text_of(jixiao("check", folder)), text_of(jixiao("check", folder)))
    before = (folder / "更正.yaml").read_bytes()
    jixiao("diff", folder, "--skeleton")
    expect((folder / "更正.yaml").read_bytes() == before, "更正.yaml was written over")
    for path in ("指标/A1/业绩值", "指标.A1", "评价.yaml: 指标．Ａ１．业绩值", "资金.单位、指标.A1.业绩值"):
        (folder / "更正.yaml").write_text(f"更正:\n  \"{path}\": 漏填\n", "utf-8")
        said = text_of(jixiao("check", folder))
        expect("W92" not in said, f"{path}: {said}")
    for path in ("指标.A11.业绩值", "指标.A", "指标.A1.目标值"):
        (folder / "更正.yaml").write_text(f"更正:\n  {path}: 漏填\n", "utf-8")
        said = text_of(jixiao("check", folder))
        expect("W920" in said and "W921" in said, f"{path}: {said}")
    (folder / "更正.yaml").write_text(REASON + "意见:\n- { 提出单位: 甲, 意见内容: 乙, 采纳情况: 采纳, 更正: 指标.C9 }\n",
                                    "utf-8")
    expect("W922" in text_of(jixiao("check", folder)), "an opinion without its change is not told")


def template_changed():
    """The same values through another template: the build says so and is 未出具."""
    folder = sample()
    version = issued(folder)
    library = temp_folder() / "库"
    shutil.copytree(version / "输入/库1", library)
    with open(library / "自评报告.md", "a", encoding="utf-8") as file:
        file.write("\n特此说明。\n")
    out = temp_folder() / "out"
    done = jixiao("build", folder, "-o", out, "--lib", library)
    expect(done.returncode == 0 and "W924" in text_of(done), text_of(done))
    expect("改动了 库1/自评报告.md" in text_of(done), text_of(done))
    expect("未出具" in cover_text(out / "自评报告.pdf"), "no 未出具 on the cover")


# ---- corrections in the documents ----

def pages_of(pdf):
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True)
    return done.stdout.split("\f")


def printed_number(page):
    found = re.search(r"—\s*(\d+)\s*—", page)
    return found and found[1]


def correction_table():
    """The table of corrections, in the PDF and the workbook: values, reason, effect, and the pages that print the value."""
    folder = sample()
    issued(folder)
    correct(folder)
    (folder / "更正.yaml").write_text(REASON + "意见:\n- { 提出单位: 市财政局, 意见内容: 请核实预算执行率, 采纳情况: 采纳, "
                                    "更正: 指标.A1 }\n", "utf-8")
    version = issued(folder)
    pages = pages_of(version / "输出/自评报告.pdf")
    squeezed = re.sub(r"\s", "", "".join(pages[-3:]))
    for text in ("更正对照表", "0.00%", "填报时漏填", "2021年度决算", "市财政局", "意见反馈与采纳情况表", "请核实预算执行率"):
        expect(text in squeezed, f"{text} is not in the tables: {squeezed}")
    import openpyxl
    book = openpyxl.load_workbook(version / "输出/附件1.xlsx")
    expect({"更正对照表", "意见反馈与采纳情况表"} <= set(book.sheetnames), f"sheets {book.sheetnames}")
    cells = [str(cell.value) for row in book["更正对照表"].iter_rows() for cell in row if cell.value is not None]
    effect = next((cell for cell in cells if cell.startswith("得分")), "")
    expect(effect == "得分 0→10；总分 89.5→99.5；等级 良好→优", f"effect {effect}")
    place = next((cell for cell in cells if "页" in cell), "")
    numbers = re.findall(r"第(\d+)页", place)
    expect(len(numbers) == 2 and "附件1第" in place and "表2-1第" in place, f"place {place}")
    for number in numbers:
        page = next(page for page in pages if printed_number(page) == number)
        expect("预算执行率" in page and "100%" in page, f"page {number} does not print the value")
    out = temp_folder() / "out"
    jixiao("build", folder, "--only", "xlsx", "-o", out)
    expect((out / "附件1.xlsx").read_bytes() == (version / "输出/附件1.xlsx").read_bytes(), "--only xlsx differs")


def worked_correction():
    """samples/xinzhou-2021-更正: two versions that build again; no sentence of the second has the old total or grade."""
    project = BUILT / "xinzhou-2021-更正/资料"
    expect(visible(project / "版本") == {"001", "002"}, f"versions {visible(project / '版本')}")
    for number, total, grade in (("001", "89.5", "良好"), ("002", "99.5", "优")):
        record = (project / "版本" / number / "记录.yaml").read_text("utf-8")
        expect(f'\n总分: "{total}"\n等级: "{grade}"\n' in record, record)
        done = jixiao("verify-build", project, number)
        expect(done.returncode == 0 and "一致：自评报告.pdf\n一致：附件1.xlsx\n一致\n" in done.stdout.decode(), text_of(done))
    first, second = (pages_of(project / f"版本/{number}/输出/自评报告.pdf") for number in ("001", "002"))
    expect(any("对评分的影响" in page for page in second), "no table of corrections")
    first, body = "".join(first), "".join(page for page in second if "对评分的影响" not in page)
    for old, new in (("得分89.5分", "得分99.5分"), ("“良好”", "“优”")):
        expect(first.count(old) == body.count(new) > 0, f"{first.count(old)} times {old}, {body.count(new)} times {new}")
    for old in ("89.5", "良好"):
        expect(old not in body, f"{old} in the second version")
    said = (project.parent / "差别.txt").read_text("utf-8")
    expect("⇒ 总分 89.5→99.5 ⇒ 等级 良好→优" in said, said)


# ---- diff ----

def diff_versions():
    """Values, the chain of effects, words of the text; two versions, a version and now, two folders; statuses."""
    folder = sample()
    issued(folder, "--stage", "征求意见稿")
    done = jixiao("diff", folder)
    expect(done.returncode == 0 and "没有差别" in done.stdout.decode(), text_of(done))
    other = copy_of(folder)
    correct(other)
    (other / "更正.yaml").write_text(REASON, "utf-8")
    for sides in ((other,), (folder, other), (f"{other}@1", other)):
        done = jixiao("diff", *sides)
        said = done.stdout.decode()
        expect(done.returncode == 1, text_of(done))
        for text in ("业绩值：0.00%→100%（评价.yaml:7）", "得分 0→10 ⇒ ", "⇒ 总分 89.5→99.5 ⇒ 等级 良好→优",
                     "自评总得分[-89.5-]{+99.5+}分", "等级为“[-良好-]{+优+}”"):
            expect(text in said, f"{text} is not in {said}")
    found = json.loads(jixiao("diff", other, "--json").stdout)
    change_ = next(value for value in found["值"] if value["路径"] == "指标.A1.业绩值")
    expect(change_["更正前"] == "0.00%" and change_["更正后"] == "100%" and change_["影响"][-1] == "等级", str(change_))
    wording = copy_of(folder)
    change(wording, "评价.yaml", ("相关管理制度尚不健全", "有关的管理制度还不健全"))
    done = jixiao("diff", folder, wording)
    expect(done.returncode == 0 and "资料改动 1 处" in done.stdout.decode(), text_of(done))
    for wrong in ((), (folder, folder, folder), (f"{folder}@9",)):
        expect(jixiao("diff", *wrong).returncode in (1, 2), str(wrong))


def words_of(pdf):
    """Of each page: the words with their places."""
    done = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, text=True, check=True)
    return [set(re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="[\d.]+">(.*?)</word>', page))
            for page in done.stdout.split("<page ")[1:]]


def diff_pdf():
    """A marked copy: the list of changes, then the later report with every word where it was; PDF/A; nothing to sign; same bytes."""
    folder = sample()
    issued(folder, "--stage", "征求意见稿")
    correct(folder)
    change(folder, "正文.md", ("使数据管得住、", "使数据存得下、管得住、"), ("以上，达到了目标值", "以上"))
    plain, _ = build(folder)
    out = temp_folder() / "标记稿.pdf"
    done = jixiao("diff", folder, "--pdf", out)
    expect(done.returncode == 1 and str(out) in done.stdout.decode(), text_of(done))
    pdfa(out)
    report, marked = words_of(plain / "自评报告.pdf"), words_of(out)
    n_list = len(marked) - len(report)
    expect(1 <= n_list <= 4, f"{n_list} pages of changes")
    for number, words in enumerate(report):
        lost = words - marked[n_list + number]
        expect(not lost, f"page {number + 1}: {sorted(lost)[:3]} stand elsewhere")
    pages = pages_of(out)
    for page in pages[:-1]:
        expect("修改标记稿" in page and "与第1版（征求意见稿）比较" in page, f"no head: {page[:200]}")
    listed = re.sub(r"\s", "", "".join(pages[:n_list]))
    for text in ("总分由89.5改为99.5，等级由良好改为优", "数据存得下、管得住", "，达到了目标值"):
        expect(text in listed, f"{text} is not listed: {listed}")
    fields = run("mutool", "show", out, "trailer/Root/AcroForm").stdout.decode("utf-8", "replace")
    expect("Fields" not in fields, f"a marked copy can be signed: {fields}")
    titles = run("mutool", "show", out, "outline").stdout.decode("utf-8", "replace")
    expect("修改说明" in titles and "修改 二、项目绩效情况" in titles, titles)
    again = jixiao("diff", f"{folder}@1", folder, "--pdf", temp_folder() / "b.pdf", "--json")
    expect(again.returncode == 1 and json.loads(again.stdout)["值"], text_of(again))
    version = temp_folder() / "c.pdf"
    done = jixiao("diff", folder, f"{folder}@1", "--pdf", version)
    expect(done.returncode == 1, text_of(done))
    words = words_of(version)
    issued_words = words_of(folder / "版本/001/输出/自评报告.pdf")
    expect(all(a <= b for a, b in zip(issued_words, words[-len(issued_words):])), "a version is set in another way")
    done = jixiao("diff", folder, "--pdf", version / "x.pdf")
    expect(done.returncode == 3, text_of(done))


def many_corrections():
    """Values, an indicator and a row more, a problem less, prose edited, put in and moved: entries as written, filled, satisfy an issue."""
    folder = sample()
    issued(folder, "--stage", "征求意见稿")
    correct(folder)
    change(folder, "项目.yaml", ("3130.4,", "3135.4,"),
           ("    - [16,   视频会议系统维护费,                   8,    2021年]",
            "    - [16,   视频会议系统维护费,                   8,    2021年]\n    - [17,   数据备份服务, 5, 2021年]"),
           ("项目持续发挥作用,                                     10,", "项目持续发挥作用, 5,"),
           ("    - [D1,   满意", "    - [C5,   ~, 社会效益, 群众办事便利程度, 5, 80, 比例]\n    - [D1,   满意"))
    change(folder, "评价.yaml", ("  D1: {", "  C5: { 业绩值: 85% }\n  D1: {"), ("    问题: [P1]\n", "    问题: [P2]\n"))
    text = (folder / "评价.yaml").read_text("utf-8")
    first, second = text.index("  - 编号: P1"), text.index("  - 编号: P2")
    (folder / "评价.yaml").write_text(text[:first] + text[second:], "utf-8")
    change(folder, "正文.md", ("# 必要性\n", "# 必要性\n\n项目实施前，各部门分散建设机房。\n"),
           ("业绩值全部达到目标值。\n", "业绩值均达到目标值。\n"), ("以上，达到了目标值", "以上"))
    text = (folder / "正文.md").read_text("utf-8")
    start, table, end = (text.index(mark) for mark in ("项目由{{子项目|个数}}", "表：项目实施计划", "# 预算执行分析"))
    (folder / "正文.md").write_text(text[:start] + text[table:end] + text[start:table] + text[end:], "utf-8")
    jixiao("diff", folder, "--skeleton")
    skeleton = (folder / "更正.yaml").read_text("utf-8")
    for path in ("子项目.17:", "指标.C5:", "问题.P1:", "指标.C4.权重:", "正文.必要性.第1段:", "正文.实施计划.第3段:"):
        expect(f"\n  {path}" in skeleton, f"{path} is no entry of {skeleton}")
    expect(skeleton.count("原因:") == 11 and "{{" not in skeleton, skeleton)
    (folder / "更正.yaml").write_text(skeleton.replace("原因:", "原因: 核实"), "utf-8")
    version = issued(folder)
    done = jixiao("verify-build", folder, "2")
    expect(done.returncode == 0, text_of(done))
    tables = re.sub(r"\s", "", "".join(pages_of(version / "输出/自评报告.pdf")[-4:]))
    for text in ("正文必要性", "第一部分（一）2.", "第三部分（三）", "（原第1段）"):
        expect(text in tables, f"{text} is not in {tables}")
    out = temp_folder() / "c.pdf"
    expect(jixiao("diff", f"{folder}@1", f"{folder}@2", "--pdf", out).returncode == 1, "the total changed")
    pdfa(out)


def picture_exchanged():
    """Another picture under the same name is told, and marked beside it; nothing material."""
    folder = sample("framework-demo")
    issued(folder)
    other = copy_of(folder)
    shutil.copy(other / "图/管沟.jpg", other / "图/水厂.jpg")
    out = temp_folder() / "d.pdf"
    done = jixiao("diff", folder, other, "--json", "--pdf", out)
    expect(done.returncode == 0, text_of(done))
    found = json.loads(done.stdout)["文字"]
    expect([pair["类"] for pair in found] == ["图"] and "附件3" in found[0]["章节"], str(found))
    listed = re.sub(r"\s", "", pages_of(out)[0])
    (other / "正文.md").write_text((other / "正文.md").read_text("utf-8").replace("。\n", "，已核实。\n"), "utf-8")
    said = jixiao("diff", folder, other).stdout.decode()
    expect("\n  摘　要［正文］" in said and "\n  一、基本情况" in said, said[:800])
    expect("文字改动1处" in listed and "总分和等级没有变" in listed, listed)
