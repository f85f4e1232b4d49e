"""Checks with a fault at every single call that changes the disk (tests/support/fault.c): killed, disk full, no permission."""

import errno
import os
import shutil
import signal
from pathlib import Path

from harness import PROGRAM, contents, expect, jixiao, run, temp_folder, text_of

LIBRARY = PROGRAM.parent / "tests/fault.so"

# A small project with a template of its own: few files to freeze, so few calls.
PROJECT = {
    "项目.yaml": """格式: 1
文书: 小报告
方案: 财预2020-10号
项目名称: 云溪县乡村道路养护经费
年度: 2024
指标:
  列: [编号, 一级, 二级, 名称, 权重, 目标值, 规则]
  行:
    - [B1, 产出指标, 数量指标, 养护里程, 100, 126公里, 比例]
""",
    "评价.yaml": "格式: 1\n指标:\n  B1: { 业绩值: 120公里, 偏差原因: 汛期塌方 }\n",
    "模板/小报告.md": """---
模板: 小报告
文件名: 小报告.pdf
样式: gbt9704
工作簿:
  - 文件名: 小表.xlsx
    表: [小表]
---

# 结论

养护{{指标.B1.业绩值}}，得{{总分}}分。
""",
    "模板/表/小表.yaml": """名称: 小表
标题: 小表
列:
  - { 名: 一, 宽: 20 }
  - { 名: 二, 宽: 10 }
区段:
  - 单元: [ "得分", "{{总分}}" ]
""",
}
AGAIN = 3  # after every third kill the next run is tried too
OUTPUTS = {"小报告.pdf", "小表.xlsx"}


def checks():
    return [("fault_library", fault_library), ("issue_killed", issue_killed), ("issue_first_killed", issue_first_killed),
            ("issue_fails", issue_fails), ("build_killed", build_killed), ("build_fails", build_fails), ("standard_output", standard_output)]


def project(values="120公里"):
    folder = temp_folder() / "云溪"
    for name, text in PROJECT.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("120公里", values), "utf-8")
    return folder


def hidden(folder):
    return [str(path) for path in folder.rglob(".jixiao*")]


def faulty(at, do, *arguments, always=False):
    """Runs the program with a fault at the n-th call; 0 for none."""
    environment = {"LD_PRELOAD": str(LIBRARY), "JX_FAULT_AT": str(at), "JX_FAULT_DO": str(do)}
    return run(PROGRAM, *arguments, env=dict(environment, JX_FAULT_ALWAYS="1") if always else environment)


def calls_of(*arguments):
    """The names of the calls of a run without a fault."""
    log = temp_folder() / "log"
    done = run(PROGRAM, *arguments, env={"LD_PRELOAD": str(LIBRARY), "JX_FAULT_LOG": str(log)})
    expect(done.returncode == 0, text_of(done))
    return [line.split()[1] for line in log.read_text().splitlines()]


def fault_library():
    """The helper is there, and sees every kind of call."""
    expect(LIBRARY.exists(), f"{LIBRARY} has not been built")
    seen = set(calls_of("issue", project()))
    expect({"write", "fsync", "openat", "mkdir", "rename", "renameat", "flock"} <= seen, f"only {seen}")


class Ground:
    """A folder that is put back before each run, and what a run without a fault makes of it."""

    def __init__(self, folder, *arguments):
        self.folder = folder
        self.kept = temp_folder() / "kept"
        shutil.copytree(folder, self.kept)
        self.arguments = [folder if part == "DIR" else part for part in arguments]
        self.before = contents(folder)
        self.calls = calls_of(*self.arguments)
        self.after = contents(folder)
        expect(self.after != self.before and not hidden(folder), f"made nothing, or left {hidden(folder)}")

    def at(self, step=1, last=None):
        """The numbers of the calls (every so many; only the last), the folder as it was before each."""
        n_calls = len(self.calls)
        for n in range(1 if last is None else n_calls - last + 1, n_calls + 1, step):
            shutil.rmtree(self.folder)
            shutil.copytree(self.kept, self.folder)
            yield n

    def seen(self):
        """What is there, without hidden files."""
        return {name: data for name, data in contents(self.folder).items() if "/." not in f"/{name}"}

    def again(self, where):
        """The next run works, and leaves nothing behind."""
        done = faulty(0, 0, *self.arguments)
        expect(done.returncode == 0 and self.seen() == self.after, f"{where}: the next run: {text_of(done)}")
        expect(not hidden(self.folder), f"{where}: the next run left {hidden(self.folder)}")


def killed_everywhere(ground, last=None):
    done_at = []
    for n in ground.at(last=last):
        where = f"killed at call {n}, {ground.calls[n - 1]}"
        done = faulty(n, "kill", *ground.arguments)
        expect(done.returncode == -signal.SIGKILL, f"{where}: status {done.returncode}")
        seen = ground.seen()
        expect(seen in (ground.before, ground.after), f"{where}: {sorted(seen.keys() ^ ground.before.keys())}")
        if seen == ground.after:
            done_at.append(n)
        else:
            expect((ground.folder / "版本").exists() == any(name.startswith("版本/") for name in ground.before),
                   f"{where}: an empty 版本/ is left")
            if n % AGAIN == 0 or ground.calls[n - 1] == "rename":
                ground.again(where)
    expect(len(done_at) in range(1, 8) and done_at[-1] == len(ground.calls), f"there from calls {done_at} of {len(ground.calls)}")


def issue_killed():
    """kill -9 at every call of an issue: the earlier version whole, the new one whole or not there; the next issue works."""
    folder = project()
    expect(jixiao("issue", folder, "--stage", "初稿").returncode == 0, "the first version was not issued")
    killed_everywhere(Ground(folder, "issue", "DIR", "--stage", "定稿"))


def issue_first_killed():
    """The same of the first version: no 版本/ without a version in it."""
    killed_everywhere(Ground(project(), "issue", "DIR"), last=30)


def fails_everywhere(ground, error, always, step=1):
    """Status 3 and all as before, with nothing hidden left; or, where the call does not matter, status 0 and all made."""
    failed = 0
    for n in ground.at(step):
        where = f"{errno.errorcode[error]} at call {n}, {ground.calls[n - 1]}"
        done = faulty(n, error, *ground.arguments, always=always)
        expect(done.returncode in (0, 3), f"{where}: status {done.returncode}: {text_of(done)[-300:]}")
        if ground.arguments[0] == "issue" or done.returncode == 0 or "renameat" not in ground.calls[:n - 1]:
            expect(ground.seen() == (ground.after if done.returncode == 0 else ground.before), f"{where}: status {done.returncode}")
        else:  # between the documents of a build there is no going back
            expect(all(data in (ground.before[name], ground.after[name]) for name, data in ground.seen().items()), where)
        if done.returncode == 3:
            failed += 1
            expect("错误[" in done.stderr.decode() or "无法" in done.stderr.decode(), f"{where}: no message: {text_of(done)}")
            expect(not hidden(ground.folder), f"{where}: left {hidden(ground.folder)}")
            expect((ground.folder / "版本").exists() == (ground.kept / "版本").exists(), f"{where}: an empty 版本/ is left")
    expect(failed * step >= len([name for name in ground.calls if name in ("write", "renameat")]), f"only {failed} failed")


def issue_fails():
    """A full disk, and no permission, at every call of an issue."""
    folder = project()
    expect(jixiao("issue", folder, "--stage", "初稿").returncode == 0, "the first version was not issued")
    ground = Ground(folder, "issue", "DIR", "--stage", "定稿")
    fails_everywhere(ground, errno.ENOSPC, always=True)
    fails_everywhere(ground, errno.EACCES, always=False, step=3)
    fails_everywhere(Ground(project(), "issue", "DIR"), errno.EROFS, always=True, step=5)


def rebuilt():
    """A project that was changed after its documents were made."""
    folder = project()
    expect(jixiao("build", folder).returncode == 0, "no documents")
    old = contents(folder / "输出")
    expect(set(old) == OUTPUTS, f"made {sorted(old)}")
    path = folder / "评价.yaml"
    path.write_text(path.read_text("utf-8").replace("120公里", "99公里"), "utf-8")
    return Ground(folder, "build", "DIR")


def build_killed():
    """kill -9 at every call of a build: each document is the old one or the new one; the next build works and cleans up."""
    ground = rebuilt()
    for n in ground.at():
        where = f"killed at call {n}, {ground.calls[n - 1]}"
        done = faulty(n, "kill", *ground.arguments)
        expect(done.returncode == -signal.SIGKILL, f"{where}: status {done.returncode}")
        seen = ground.seen()
        for name, data in seen.items():
            expect(data in (ground.before[name], ground.after[name]), f"{where}: {name} is neither")
        renamed = ground.calls[:n - 1].count("renameat")
        fresh = [name for name in OUTPUTS if seen[f"输出/{name}"] == ground.after[f"输出/{name}"]]
        expect(len(fresh) == renamed, f"{where}: new are {fresh}")
        ground.again(where)
    first = ground.calls.index("renameat")
    expect("write" not in ground.calls[first:], "a document is renamed before all are written")


def build_fails():
    """A full disk and a broken one at every call of a build: until the first has its name no document is changed; nothing left."""
    ground = rebuilt()
    fails_everywhere(ground, errno.ENOSPC, always=True)
    fails_everywhere(ground, errno.EIO, always=False)


def standard_output():
    """What could not be printed is told, with status 3."""
    with open("/dev/full", "wb") as full:
        child = os.posix_spawn(PROGRAM, [str(PROGRAM), "score", str(project()), "--json"], os.environ,
                               file_actions=[(os.POSIX_SPAWN_DUP2, full.fileno(), 1)])
    _, status = os.waitpid(child, 0)
    expect(os.waitstatus_to_exitcode(status) == 3, f"status {status}")
    expect(Path("/dev/full").is_char_device(), "/dev/full is a file")
