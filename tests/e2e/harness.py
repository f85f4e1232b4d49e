"""What all checks share: where things are, running programs, temporary folders, the samples."""

import functools
import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("JIXIAO", ROOT / "build/release/jixiao"))
BUILT = ROOT / "build/samples"
SAMPLES = ROOT / "samples"

# ---- the only places where samples are named ----

# What is known of a sample without asking the program: the published totals (none for a report without scores), the documents
# it makes, how many numbered figures, and names and amounts that its pages must show.
EXPECTED = {
    "xinzhou-2021": {"总分": "89.5", "等级": "良好", "图": 1, "文件": ["自评报告.pdf", "附件1.xlsx"]},
    "shuozhou-2022": {"总分": "81", "等级": "良", "图": 1, "文件": ["绩效评价报告.pdf"]},
    "zhongshan-2020": {"总分": "77", "等级": "中", "图": 0, "文件": ["核查评分意见表.pdf", "核查评分意见表.xlsx"]},
    "framework-demo": {"总分": "89.02", "等级": "良", "图": 5, "文件": ["绩效评价报告.pdf", "评分汇总表.xlsx"]},
    "qingdao-2020": {"总分": "", "等级": "", "图": 0, "文件": ["财政绩效评价报告.pdf", "附表.xlsx"],
                     "文字": ["项目支出财政绩效评价报告", "青岛市大数据发展管理局", "表1-1", "表1-2", "表1-3", "附件3", "政务云综合管理服务系统运维",
                              "（一）共性应用软件升级维护资金", "1191.00", "1087.80", "（二）政务大数据和云计算专项资金", "3409.00",
                              "3407.30", "4600.00", "4495.10", "3380.30", "≥99.9%", "全国前五名"]},
}
# The one that checks of the program copy and change.
SAMPLE = SAMPLES / "xinzhou-2021"

# ---- tools ----

TOOLS = ["qpdf", "pdffonts", "pdfinfo", "pdftotext", "pdfimages", "mutool", "java", "node", "soffice", "ssconvert",
         "openssl", "pdfsig", "certutil", "pk12util", "zbarimg", "pdftoppm"]
JARS = ["preflight", "pdfbox2", "pdfbox2-tools", "fontbox2", "xmpbox", "commons-logging", "commons-io", "jaxb-api",
        "javax.activation"]
CLASSPATH = ":".join(f"/usr/share/java/{jar}.jar" for jar in JARS)


class Failure(Exception):
    """A check found something wrong."""


def fail(why):
    raise Failure(why)


def expect(condition, why):
    if not condition:
        fail(why)


def run(*command, env=None, cwd=None, timeout=600):
    """Runs a program without standard input, with a fixed locale. Never raises on its exit status."""
    environment = dict(os.environ, LC_ALL="C.UTF-8", TZ="UTC")
    environment.update(env or {})
    return subprocess.run(
        [str(part) for part in command], env=environment, cwd=cwd, timeout=timeout,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def text_of(done):
    return (done.stdout + done.stderr).decode("utf-8", "replace").strip()


def jixiao(*arguments, **options):
    expect(PROGRAM.exists(), f"{PROGRAM} has not been built")
    return run(PROGRAM, *arguments, **options)


def complaints_of(done):
    """The errors that jixiao printed, or the end of what it said when there are none."""
    said = text_of(done)
    return " / ".join(line for line in said.splitlines() if "错误[" in line)[:800] or said[-600:]


def built(*arguments, **options):
    """Runs jixiao and demands success."""
    done = jixiao(*arguments, **options)
    expect(done.returncode == 0, f"jixiao {arguments[0]}: status {done.returncode}: {complaints_of(done)}")
    return done


def has_tool(tool):
    expect(shutil.which(tool), "not installed")


def has_jars():
    missing = [jar for jar in CLASSPATH.split(":") if not Path(jar).exists()]
    expect(not missing, f"missing {missing}")


def has_pdfjs():
    expect(Path("/usr/share/javascript/pdf/build/pdf.js").exists(), "not installed")


def has_openpyxl():
    __import__("openpyxl")


def has_freetype():
    __import__("freetype")


def tool_checks():
    checks = [(f"tool {tool}", functools.partial(has_tool, tool)) for tool in TOOLS]
    return checks + [("tool preflight", has_jars), ("tool pdf.js", has_pdfjs), ("tool openpyxl", has_openpyxl),
                     ("tool python3-freetype", has_freetype)]


# ---- temporary folders ----

_folders = []


def temp_folder():
    folder = Path(tempfile.mkdtemp(prefix="jixiao-e2e-"))
    _folders.append(folder)
    return folder


def clean_up():
    for folder in _folders:
        shutil.rmtree(folder, ignore_errors=True)


def copy_of(sample, name=None):
    """A copy of a sample folder that a check may change; without its outputs."""
    folder = temp_folder() / (name or sample.name)
    shutil.copytree(sample, folder, ignore=shutil.ignore_patterns("输出"))
    return folder


def contents(folder):
    """Relative path -> bytes of every file under a folder."""
    return {str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}


# ---- samples ----

def sample_folders():
    return sorted(path.parent for path in SAMPLES.glob("*/项目.yaml"))


def project_of(path):
    """The project folder that a document in build/samples was made from; of a correction the one with its versions."""
    name = path.parent.name
    return SAMPLES / name if (SAMPLES / name / "项目.yaml").is_file() else BUILT / name / "资料"


def built_files(suffix):
    return sorted(BUILT.glob(f"*/*{suffix}"))


def label(path):
    return f"{path.parent.name}/{path.name}"


def score_of(folder):
    return json.loads(built("score", folder, "--json").stdout)


def per_file(suffix, functions):
    """The checks of each built file; when there is none, one check that says so."""
    files = built_files(suffix)
    if not files:
        return [(f"{functions[0].__name__} samples{suffix}", functools.partial(fail, f"no {suffix} in {BUILT.relative_to(ROOT)}"))]
    return [(f"{function.__name__} {label(path)}", functools.partial(function, path))
            for path in files for function in functions]


def squeezed(text):
    """Without any white space."""
    return re.sub(r"\s+", "", text)
