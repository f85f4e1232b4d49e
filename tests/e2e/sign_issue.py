"""Checks of signing while issuing, of signed files that no build writes over, and of locks."""

import functools
import hashlib
import json
import os
import re
import shutil
import subprocess
import time

from harness import PROGRAM, built, contents, copy_of, expect, jixiao, label, run, sample_folders, temp_folder, text_of
from sign import NOW, PASSPHRASE, by_bouncycastle, by_mupdf, by_openssl, by_poppler, by_preflight, by_qpdf, keys, p12, pem, report, places_of, signed

FILE = "绩效评价报告.pdf"


def checks():
    refused = [(f"issue_sign_refused {name}", functools.partial(refusal, *how)) for name, how in REFUSALS.items()]
    return refused + [
        ("issue_signed_by_one", by_one), ("issue_signed_by_all", by_all), ("issue_signed_later", signed_later),
        ("issue_passphrases", passphrases), ("build_spares_signed", spares_signed), ("watch_spares_signed", watch_spares),
        ("sign_lock", lock), ("sign_lock_of_template", lock_of_template), ("sign_lock_of_field", lock_of_field)]


def project():
    return copy_of(next(folder for folder in sample_folders() if folder.name == "shuozhou-2022"))


def versions(folder):
    return sorted(os.listdir(folder / "版本")) if (folder / "版本").exists() else []


LIST = """签名:
  - 签章处: 评价机构
    私钥: {keys}/ec.key
    证书: {keys}/ec.pem
    证书链: {keys}/chain.pem
    图章: 图章.png
    图章宽: 40
  - {{ 签章处: 主评人, p12: 主评人.p12, 口令文件: {keys}/pass, 事由: 同意 }}
  - {{ 签章处: 复核人, 私钥: {keys}/rsa.key, 证书: {keys}/rsa.pem, 证书链: {keys}/chain.pem, 不显示: 是, 锁定: 是 }}
"""


def sign_list(folder, text=LIST):
    """A list of three signers beside the project; paths in it count from its own folder."""
    shutil.copy(keys() / "rsa.p12", folder.parent / "主评人.p12")
    shutil.copy(keys() / "seal.png", folder.parent / "图章.png")
    path = folder.parent / "签名.yaml"
    path.write_text(text.format(keys=keys()), "utf-8")
    return path


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def expect_version(folder, count):
    """The version holds a report with so many good signatures, and the hashes of it before and after; it is made again from its inputs."""
    version = folder / "版本" / versions(folder)[-1]
    pdf, record = version / "输出" / FILE, (version / "记录.yaml").read_text("utf-8")
    data = pdf.read_bytes()
    bare = data[:re.search(rb"%%EOF\r?\n", data).end()]
    parts = dict(re.findall(r'^(\S+):\n((?:  .*\n)+)', record, re.M))
    expect(f'"{FILE}": {sha256(data)}' in parts["输出"], record)
    expect(parts["签名前"] == f'  "{FILE}": {sha256(bare)}\n', record)
    done = jixiao("verify", pdf, "--ca", keys() / "root.pem", "--project", folder)
    said = text_of(done)
    expect(done.returncode == 0 and f"{count} 个签名，都有效" in said and "签名前一字未改" in said, said)
    done = jixiao("verify-build", folder)
    expect(done.returncode == 0 and f"一致（签名之前）：{FILE}" in text_of(done), text_of(done))
    code = re.search(r'查验码: "(.*)"', record).group(1)
    done = jixiao("verify", "--code", code, "--project", folder)
    expect(done.returncode == 0, text_of(done))
    return pdf


def by_one():
    """The options of sign, at issue."""
    folder = project()
    built("issue", folder, "--place", "主评人", *p12())
    pdf = expect_version(folder, 1)
    by_poppler(pdf, 1)
    by_preflight(pdf)
    built("build", folder)
    data = (folder / "输出" / FILE).read_bytes()
    expect(pdf.read_bytes().startswith(data) and b"/ByteRange" not in data, "a build of what was issued is its file before signatures")
    expect(text_of(jixiao("diff", folder)).strip() == "" or jixiao("diff", folder).returncode == 0, "a difference")


def by_all():
    """Seal and two people, from a list; everybody finds all three good; the list and the keys are not kept with the version."""
    folder = project()
    path = sign_list(folder)
    inside = folder / "签名.yaml"
    shutil.copy(path, inside)
    shutil.copy(folder.parent / "主评人.p12", folder)
    shutil.copy(folder.parent / "图章.png", folder)
    built("issue", folder, "--sign", inside, "--date", NOW)
    pdf = expect_version(folder, 3)
    by_poppler(pdf, 3)
    by_mupdf(pdf, 3)
    expect(by_openssl(pdf) == 3, "signatures are missing")
    by_bouncycastle(pdf, 3)
    by_qpdf(pdf)
    by_preflight(pdf)
    kept = [name for name in contents(folder / "版本") if "签名.yaml" in name or name.endswith((".p12", "图章.png"))]
    expect(not kept, kept)


def signed_later():
    """Somebody signs the issued file in its folder: the version is still good, and the signed copy is its file."""
    folder = project()
    built("issue", folder)
    pdf = folder / "版本/001/输出" / FILE
    code = re.search(r'查验码: "(.*)"', (folder / "版本/001/记录.yaml").read_text("utf-8")).group(1)
    built("sign", pdf, "--place", "主评人", *pem("ec"))
    done = jixiao("verify", "--code", code, "--project", folder)
    expect(done.returncode == 0 and "后来加了签名" in text_of(done), text_of(done))
    done = jixiao("verify", pdf, "--project", folder)
    expect(done.returncode == 0 and "签名前一字未改" in text_of(done), text_of(done))


def passphrases():
    """One open file gives the passphrases of all, a line each, in the order of the list."""
    folder = project()
    text = "签名:\n" + "".join(f"  - {{{{ 签章处: {place}, p12: 主评人.p12 }}}}\n" for place in ("主评人", "复核人"))
    path = sign_list(folder, text)
    command = [str(PROGRAM), "issue", str(folder), "--sign", str(path), "--pass-fd", "0", "--date", NOW]
    done = subprocess.run(command, input=f"{PASSPHRASE}\n错的\n".encode(), capture_output=True, check=False)
    expect(done.returncode == 1 and "E882" in done.stderr.decode() and versions(folder) == [], done.stderr.decode())
    done = subprocess.run(command, input=f"{PASSPHRASE}\n{PASSPHRASE}\n".encode(), capture_output=True, check=False)
    expect(done.returncode == 0, done.stderr.decode())
    expect_version(folder, 2)


def edited(old, new):
    expect(old in LIST, old)
    return LIST.replace(old, new)


REFUSALS = {  # what is wrong with the list, exit status, code
    "口令不对": (lambda: edited("{keys}/pass", "{keys}/wrong"), 1, "E882"),
    "口令文件别人能读": (lambda: edited("{keys}/pass", "{keys}/open"), 1, "E898"),
    "没有这个签章处": (lambda: edited("复核人", "审核人"), 1, "E870"),
    "签两次": (lambda: edited("复核人", "主评人"), 1, "E873"),
    "证书不配": (lambda: edited("{keys}/rsa.pem", "{keys}/ec.pem"), 1, "E884"),
    "没有图章": (lambda: edited("图章: 图章.png", "图章: 没有.png"), 1, "E901"),
    "认证不是1到3": (lambda: edited("p12: 主评人.p12", "p12: 主评人.p12, 认证: 4294967297"), 1, "E940"),
    "没写密钥": (lambda: edited(", p12: 主评人.p12", ""), 1, "E940"),
    "两样密钥": (lambda: edited("p12: 主评人.p12", "p12: 主评人.p12, 外部命令: cat"), 1, "E940"),
    "写了口令": (lambda: edited("事由: 同意", "口令: 123"), 1, "E130"),
    "没有人": (lambda: "签名: []\n", 1, "E939"),
    "空文件": (lambda: "", 1, "E939"),
    "时间戳不通": (lambda: edited("不显示: 是", "时间戳命令: 'false'"), 3, "E893"),
}


def refusal(text, status, code):
    """Whoever of the three cannot sign: no version appears, nothing is left, the earlier version is as it was."""
    folder = project()
    built("issue", folder, "--stage", "征求意见稿")
    before = contents(folder)
    done = jixiao("issue", folder, "--sign", sign_list(folder, text()), "--date", NOW)
    said = text_of(done)
    expect(done.returncode == status and re.search(rf"\[(?:{code})", said) and "没有出具" in said, f"{done.returncode}: {said}")
    expect(contents(folder) == before and not [name for name in os.listdir(folder) if name.startswith(".jixiao")], "something was left")
    expect(PASSPHRASE not in said, "the passphrase is shown")


def spares_signed():
    """A build onto a signed file: refused when it says something else, silent when it is that file; -o elsewhere, and issue, go on."""
    folder = project()
    built("build", folder)
    pdf = folder / "输出" / FILE
    built("sign", pdf, "--place", "主评人", *pem("ec"))
    before = contents(folder / "输出")
    done = jixiao("build", folder)
    expect(done.returncode == 0 and "已签名，内容没有变" in text_of(done), text_of(done))
    expect(contents(folder / "输出") == before, "changed by a build of the same")
    path = folder / "项目.yaml"
    path.write_text(path.read_text("utf-8").replace("[全年预算, 1961]", "[全年预算, 1960]"), "utf-8")
    for options in ((), ("--only", "pdf")):
        done = jixiao("build", folder, *options)
        expect(done.returncode == 1 and "E938" in text_of(done), text_of(done))
        expect(contents(folder / "输出") == before, "something was written")
    built("build", folder, "--only", "xlsx")
    expect(pdf.read_bytes() == before[FILE], "the report was written")
    built("build", folder, "-o", folder / "另存")
    built("issue", folder)
    expect(pdf.read_bytes() == before[FILE], "an issue wrote over it")


def watch_spares():
    """build --watch says so at each save, and goes on once the signed file is moved away."""
    folder = project()
    built("build", folder)
    pdf = folder / "输出" / FILE
    built("sign", pdf, "--place", "主评人", *pem("ec"))
    before, path = pdf.read_bytes(), folder / "项目.yaml"
    path.write_text(path.read_text("utf-8").replace("[全年预算, 1961]", "[全年预算, 1960]"), "utf-8")
    log = temp_folder() / "log"
    with open(log, "wb") as out:
        child = subprocess.Popen([str(PROGRAM), "build", str(folder), "--watch"], stdout=out, stderr=out)
    try:
        wait(lambda: "E938" in log.read_text("utf-8"), "no refusal")
        expect(pdf.read_bytes() == before, "written over")
        pdf.rename(folder / "签了名.pdf")
        path.write_text(path.read_text("utf-8") + "# 再存\n", "utf-8")
        wait(pdf.exists, "no report after the signed one was moved")
    finally:
        child.terminate()
        child.wait()


def wait(condition, why):
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    expect(False, why)


def lock():
    """After --lock a further signature is a change that is not allowed."""
    names = places_of(report())
    path = signed(report(), "--place", names[0], "--lock", *pem("rsa"))
    by_preflight(path)
    by_poppler(path, 1)
    done = jixiao("verify", path)
    expect(done.returncode == 0, text_of(done))
    path = signed(path, "--place", names[1], *pem("ec"))
    done = jixiao("verify", path)
    expect(done.returncode == 1 and "E769" in text_of(done), text_of(done))


def lock_of_template():
    """A place with 锁定: 是: whoever signs there locks the others, also by another program."""
    folder = project()
    path = folder / "项目.yaml"
    text, n = re.subn(r"(- \{ 角色: 评价机构,)", r"\1 锁定: 是,", path.read_text("utf-8"))
    expect(n == 1, "the sample has no such place")
    path.write_text(text, "utf-8")
    built("build", folder, "--only", "pdf")
    pdf = folder / "输出" / FILE
    by_preflight(pdf)
    path = signed(pdf, "--place", "主评人", *pem("rsa"))
    path = signed(path, "--place", "评价机构", *pem("ec"))
    by_preflight(path)
    by_qpdf(path)
    by_poppler(path, 2)
    expect(path.read_bytes().count(b"/FieldMDP") == 1, "one signature locks")
    done = jixiao("verify", path)
    expect(done.returncode == 0, text_of(done))
    done = jixiao("verify", signed(path, "--place", "复核人", *pem("rsa")))
    expect(done.returncode == 1 and "E769" in text_of(done), text_of(done))


def lock_of_field():
    """A field that has a Lock of its own: the signature repeats it; only the fields it names are locked."""
    names = places_of(report())
    source = temp_folder() / "lock.json"
    document = json.loads(run("qpdf", "--json=2", report()).stdout)
    objects = document["qpdf"][1]
    named = {objects[key]["value"].get("/T"): key for key in objects if isinstance(objects[key].get("value"), dict)
             and objects[key]["value"].get("/FT") == "/Sig"}
    one = named[f"u:{names[0]}"]
    objects[one]["value"]["/Lock"] = {"/Type": "/SigFieldLock", "/Action": "/Include", "/Fields": [f"u:{names[1]}"]}
    source.write_text(json.dumps({"qpdf": [document["qpdf"][0], {one: objects[one]}]}), "utf-8")
    path = temp_folder() / "locked.pdf"
    done = run("qpdf", report(), f"--update-from-json={source}", path)
    expect(done.returncode == 0, text_of(done))
    path = signed(path, "--place", names[0], *pem("rsa"))
    expect(b"/FieldMDP" in path.read_bytes(), "the lock is not in the signature")
    good = signed(path, "--place", names[2], *pem("ec"))
    done = jixiao("verify", good)
    expect(done.returncode == 0, text_of(done))
    bad = signed(path, "--place", names[1], *pem("ec"))
    done = jixiao("verify", bad)
    expect(done.returncode == 1 and "E769" in text_of(done), text_of(done))
