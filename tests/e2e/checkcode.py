"""Checks of 查验码: scanned from rendered pages by zbar, worked out anew from the frozen files, and what verify says of it."""

import functools
import hashlib
import json
import re
import subprocess

from harness import copy_of, expect, jixiao, built, run, sample_folders, temp_folder, text_of
from sign import by_preflight

SAMPLE = "shuozhou-2022"
FILE = "绩效评价报告.pdf"
DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE = re.compile(r"V\d+(?:-[0-9A-Z]{4}){5}-[0-9A-Z]{2}")


def checks():
    places = [(f"code_scanned {name}", functools.partial(scanned, *how)) for name, how in PLACES.items()]
    slips = [(f"code_slip {name}", functools.partial(slip, *how)) for name, how in SLIPS.items()]
    return places + slips + [
        ("code_draft", draft), ("code_same", same), ("code_of_files", code_of_files), ("code_verify", verify),
        ("code_verify_changed", verify_changed), ("code_verify_file", verify_file)]


PLACES = {
    "签章页": ("签章页", None),
    "封面": ("封面", None),
    "网址": ("封面", "https://czj.example.gov.cn/cy?c="),
}


def project(place="签章页", site=None):
    folder = copy_of(next(folder for folder in sample_folders() if folder.name == SAMPLE))
    path = folder / "项目.yaml"
    text = path.read_text("utf-8")
    text, n = re.subn(r"  查验码: 签章页.*\n", f"  查验码: {place}\n" + (f"  查验网址: {site}\n" if site else ""), text)
    expect(n == 1, "the sample has no 查验码")
    path.write_text(text, "utf-8")
    return folder


def issued(folder, *options):
    built("issue", folder, *options)
    return sorted((folder / "版本").iterdir())[-1]


def recorded(version):
    return re.search(CODE, (version / "记录.yaml").read_text("utf-8")).group()


def scan(pdf, *how):
    """What zbar reads from the page with the words of 查验码, drawn by poppler."""
    folder = temp_folder()
    pages = run("pdftotext", pdf, "-").stdout.decode().split("\f")
    page = 1 + next(k for k, text in enumerate(pages) if "查验码" in text)
    run("pdftoppm", "-f", str(page), "-l", str(page), *how, pdf, folder / "page")
    found = []
    for page in sorted(folder.iterdir()):
        done = run("zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", page)
        found += [done.stdout.decode().rstrip("\n")] if done.stdout else []
    return found


def scanned(place, site):
    """Read at 150 and 300 dpi, grey and in one bit; squares of exactly 0.5 mm with four of them free around; PDF/A-1b."""
    version = issued(project(place, site))
    code, pdf = recorded(version), version / "输出" / FILE
    want = site + code if site else f"晋恒升致远绩效评价[2023]第011号\n查验码 {code}"
    for how in (["-r", "150", "-gray"], ["-r", "300", "-gray"], ["-r", "150", "-mono"], ["-r", "300", "-mono"]):
        expect(scan(pdf, *how) == [want], f"{how}: {scan(pdf, *how)}")
    text = run("pdftotext", pdf, "-").stdout.decode()
    expect(f"查验码：{code}" in text and "第1版（定稿）" in text, "the words beside the code")
    squares(pdf)
    by_preflight(pdf)


def squares(pdf):
    """The vectors themselves: a white square, and in it runs of whole modules, none nearer to its edge than four."""
    trace = run("mutool", "trace", pdf).stdout.decode()
    paths = re.findall(r"<fill_path([^>]*)>\s*(.*?)</fill_path>", trace, re.S)
    white = [(head, path) for head, path in paths if re.search(r'color="1(?: 1 1)?"', head)]
    expect(len(white) == 1, f"{len(white)} white squares")
    at = paths.index(white[0])

    def points(path):
        return [(float(x), float(y)) for x, y in re.findall(r'x="([-\d.]+)" y="([-\d.]+)"', path)]

    ground = points(white[0][1])
    left, right = min(x for x, _ in ground), max(x for x, _ in ground)
    bottom, top = min(y for _, y in ground), max(y for _, y in ground)
    module = 1.417
    n = round((right - left) / module)
    expect(abs((right - left) - n * module) < 0.01 and abs((top - bottom) - (right - left)) < 0.01, "no square of whole modules")
    expect((n - 8 - 17) % 4 == 0, f"{n} modules are no QR code with its quiet zone")
    dark = points(paths[at + 1][1])
    for x, y in dark:
        for value, low in ((x, left), (y, bottom)):
            steps = (value - low) / module
            expect(abs(steps - round(steps)) < 0.01 and 4 <= round(steps) <= n - 4, f"a corner at {steps} modules")


def draft():
    """Before the first version, and after a change, there is no code: no squares, no identifier, and the page says so."""
    folder = project()
    for changed in (False, True):
        if changed:
            issued(folder)
            path = folder / "项目.yaml"
            path.write_text(path.read_text("utf-8").replace("[全年预算, 1961]", "[全年预算, 1962]"), "utf-8")
        built("build", folder, "--only", "pdf")
        pdf = folder / "输出" / FILE
        expect(scan(pdf, "-r", "150", "-gray") == [], "a draft can be scanned")
        text = run("pdftotext", pdf, "-").stdout.decode()
        expect("未出具，没有查验码" in text and not CODE.search(text), "the words of a draft")
        expect(b"dc:identifier" not in pdf.read_bytes(), "a draft has an identifier")


def same():
    """A build of what was issued is the issued file; a comment in the input changes nothing; verify-build makes it again."""
    folder = project()
    version = issued(folder)
    path = folder / "项目.yaml"
    for comment in ("", "# 另注\n"):
        path.write_text(path.read_text("utf-8") + comment, "utf-8")
        built("build", folder)
        expect((folder / "输出" / FILE).read_bytes() == (version / "输出" / FILE).read_bytes(), f"differs after “{comment}”")
    built("verify-build", folder)


def of_digest(number, digest):
    value = (number << 100) + (int(digest, 16) >> 156)
    whole = value * 1024 + (1 - value * 1024) % 1021
    digits = "".join(DIGITS[whole >> 5 * k & 31] for k in reversed(range(22)))
    return f"V{number}-" + "-".join(digits[k:k + 4] for k in range(0, 22, 4))


def code_of_files():
    """The code worked out from the frozen files alone, as code.h says."""
    folder = project()
    for number, stage in ((1, "征求意见稿"), (2, "定稿")):
        version = issued(folder, "--stage", stage)
        root = version / "输入"
        files = sorted((str(path.relative_to(root)).encode(), path) for path in root.rglob("*") if path.is_file())
        lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name.decode()}\n" for name, path in files]
        text = f"jixiao 查验码 1\n版本 {number}\n稿次 {stage}\n" + "".join(lines)
        digest = hashlib.sha256(text.encode()).hexdigest()
        expect(digest in (version / "记录.yaml").read_text("utf-8"), "another 资料摘要")
        expect(recorded(version) == of_digest(number, digest), f"{recorded(version)}, not {of_digest(number, digest)}")


def asked(folder, text):
    done = jixiao("verify", "--code", text, "--project", folder, "--json")
    return done.returncode, json.loads(done.stdout)


def verify():
    """What a code stands for: version, stage, date, total, grade; superseded once there is a later version."""
    folder = project()
    first = recorded(issued(folder, "--stage", "征求意见稿"))
    status, said = asked(folder, first)
    found = said["版本"]
    expect(status == 0 and said["有效"] and found["查验码"] == first and not found["已取代"], said)
    expect([found[key] for key in ("版本", "稿次", "日期", "总分", "等级", "报告编号")] ==
           ["1", "征求意见稿", "2023-10", "81", "良", "晋恒升致远绩效评价[2023]第011号"], said)
    second = recorded(issued(folder))
    status, said = asked(folder, f"晋恒升致远绩效评价[2023]第011号\n查验码 {first.lower()}")
    expect(status == 0 and said["版本"]["已取代"] and said["版本"]["最后一版"] == "2", said)
    status, said = asked(folder, "https://x.cn/v1?c=" + second.replace("-", ""))
    expect(status == 0 and said["版本"]["稿次"] == "定稿" and not said["版本"]["已取代"], said)
    text = text_of(jixiao("verify", "--code", first, "--project", folder))
    expect("已由第 2 版（定稿，2023-10）取代" in text and "存档的 2 个文件与出具时相同" in text, text)


def codes(said):
    return {note["代码"] for note in said["信息"]}


def verify_changed():
    """Frozen inputs and outputs that were changed or lost after issuing, and a record that was."""
    version = issued(project())
    folder, code = version.parents[1], recorded(version)
    for name, want, key in (("输入/评价.yaml", "E935", "改动的资料"), (f"输出/{FILE}", "E936", "改动的文书")):
        path = version / name
        before = path.read_bytes()
        path.write_bytes(before + b"\n")
        status, said = asked(folder, code)
        expect(status == 1 and codes(said) == {want} and said["版本"][key] == [name.split("/")[1]], said)
        path.unlink()
        expect(codes(asked(folder, code)[1]) == {want}, f"{name} is gone")
        path.write_bytes(before)
    path = version / "记录.yaml"
    path.write_text(path.read_text("utf-8").replace('"评价.yaml": ', '"评价.yaml": 0'), "utf-8")
    expect("E934" in codes(asked(folder, code)[1]), "a changed record")


def verify_file():
    """Of a file: the issued one, one that pretends to be it, one of another project."""
    folder, other = project(), project("封面")
    pdf = issued(folder) / "输出" / FILE
    foreign = issued(other) / "输出" / FILE
    forged = temp_folder() / "forged.pdf"
    forged.write_bytes(pdf.read_bytes() + b"\n")
    plain = temp_folder() / "plain.pdf"
    subprocess.run(["qpdf", "--empty", plain], check=True)
    for path, status, want in ((pdf, 0, set()), (forged, 1, {"E937"}), (foreign, 1, {"E934"}), (plain, 1, {"E759"})):
        done = jixiao("verify", path, "--project", folder, "--json")
        said = json.loads(done.stdout)
        expect(done.returncode == status and codes(said) == want, f"{path}: {said}")
    workbook = next(pdf.parent.glob("*.xlsx"))
    done = jixiao("verify", workbook, "--project", folder)
    expect(done.returncode == 0 and "一字未改" in text_of(done), text_of(done))


SLIPS = {
    "抄错": (lambda code: code[:-1] + ("2" if code[-1] != "2" else "3"), "E932"),
    "换位": (lambda code: swap(code), "E932"),
    "少字": (lambda code: code[:-1], "E931"),
    "不是码": (lambda code: "报告编号 12", "E930"),
    "没有这版": (lambda code: of_digest(7, "ab" * 32), "E933"),
    "别的项目": (lambda code: of_digest(1, "ab" * 32), "E934"),
}


def swap(code):
    """The first two neighbours that differ change places."""
    at = next(k for k in range(3, len(code) - 1) if code[k] != code[k + 1] and "-" not in code[k:k + 2])
    return code[:at] + code[at + 1] + code[at] + code[at + 2:]


def slip(spoil, want):
    """A code that was copied wrong or belongs elsewhere."""
    folder = project()
    status, said = asked(folder, spoil(recorded(issued(folder))))
    expect(status == 1 and codes(said) == {want} and "版本" not in said, said)
