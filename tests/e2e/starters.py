"""jixiao new: what it makes, that only what is to be filled in is missing, and that it builds when filled in."""

import functools
import re

from harness import ROOT, contents, expect, jixiao, temp_folder, text_of

STARTERS = ROOT / "templates/starters"
DOCUMENTS = sorted(folder.name for folder in STARTERS.iterdir() if folder.is_dir())
# To be filled in: no value yet (findings, funds that a formula divides by), and marks of the audit.
OPEN = {"W072", "E305", "E341", "E347", "E388", "E389", "E390"}


def checks():
    found = [("new_default", default), ("new_never_writes_over", never_writes_over), ("new_unknown", unknown)]
    found += [(f"new {name}", functools.partial(filled, name)) for name in DOCUMENTS]
    return found


def made(*document):
    folder = temp_folder() / "新项目"
    done = jixiao("new", folder, *document)
    expect(done.returncode == 0, text_of(done))
    return folder


def default():
    """Without a name it is the self-assessment."""
    expect(contents(made()) == contents(STARTERS / "自评报告"), "not the files of 自评报告")


def never_writes_over():
    folder = made()
    (folder / "正文.md").unlink()
    (folder / "评价.yaml").write_text("我的\n", "utf-8")
    before = contents(folder)
    done = jixiao("new", folder)
    expect(done.returncode == 1 and "E907" in text_of(done), text_of(done))
    expect(contents(folder) == before, "something was written")


def unknown():
    for name in ("自评", "../tables", "/", "."):
        folder = temp_folder() / "新项目"
        done = jixiao("new", folder, name)
        expect(done.returncode == 1 and "E906" in text_of(done) and "自评报告" in text_of(done), text_of(done))
        expect(not folder.exists(), f"{name}: the folder was made")


def fill(folder):
    """Fills in as a person would: marks, funds, the best findings."""
    for path in folder.iterdir():
        path.write_text(path.read_text("utf-8").replace("×××", "某某"), "utf-8")
    project = folder / "项目.yaml"
    text = project.read_text("utf-8")
    # Columns from the sources' first: 100 万元 of it, none of the others.
    text = re.sub(r"^( +- \[(?:年初预算|全年预算|实际到位|全年执行),.*)\]$",
                  lambda row: row[1].replace("~", "100", 1).replace("~", "0") + "]", text, flags=re.M)
    project.write_text(text, "utf-8")
    targets = dict(re.findall(r"^ +- \[(\w+), .*?[≥≤]?(\d+(?:%|个|万元)), +(?:比例|达标)\]$", text, re.M))
    weights = dict(re.findall(r"^ +- \[(\w+), .* (\d+), +~, +定性\]$", text, re.M))
    findings = folder / "评价.yaml"
    lines, key = [], None
    for line in findings.read_text("utf-8").splitlines():
        found = re.match(r" +(\w+):", line)
        key = found[1] if found and found[1] in targets | weights else key
        line = line.replace("业绩值: ~", f"业绩值: {targets.get(key)}").replace("评定: ~", "评定: 达成")
        line = line.replace("得分: ~", f"得分: {weights.get(key)}")
        points = re.search(r"（(\d+) 个要点）", line)
        if points:
            line = line.replace("要点: ~", f"要点: [{', '.join(['是'] * int(points[1]))}]")
        lines.append(line.replace("非常满意: ~", "非常满意: 50").replace("满意: ~", "满意: 0"))
    findings.write_text("\n".join(lines) + "\n", "utf-8")


def filled(document):
    """As made, only open places are told of, each once, and there is a form to hand out; filled in, full marks and no message but hints."""
    folder = made(document)
    done = jixiao("check", folder)
    codes = set(re.findall(r"(?:错误|警告)\[(\w+)\]", text_of(done)))
    expect(done.returncode == 1 and codes <= OPEN, f"{sorted(codes - OPEN)}: {text_of(done)}")
    each = re.findall(r"(评价\.yaml:\d+):.*错误", text_of(done))
    expect(len(each) == len(set(each)), f"a line told of twice: {text_of(done)}")
    out = temp_folder() / "out"
    done = jixiao("build", folder, "-o", out, "--blank")
    expect(done.returncode == 0 and list(out.glob("*.xlsx")), f"no form to hand out: {text_of(done)}")
    fill(folder)
    done = jixiao("build", folder, "-o", out, "--strict")
    expect(done.returncode == 0, text_of(done))
    expect("总分 100／100" in text_of(jixiao("score", folder)), text_of(jixiao("score", folder)))
