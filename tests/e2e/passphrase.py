"""Checks of passphrases: asked for on a terminal without echo, read from safe files only, and left behind nowhere."""

import functools
import os
import pty
import select
import shutil
import signal
import subprocess
import termios
import time
from pathlib import Path

from harness import PROGRAM, expect, temp_folder, text_of
from sign import NOW, PASSPHRASE, by_jixiao, keys, places_of, report

PROMPT = "私钥口令：".encode()


def checks():
    found = [(f"passphrase typed: {name}", functools.partial(typed, *case)) for name, case in TYPED.items()]
    found += [(f"passphrase file: {name}", functools.partial(from_file, name)) for name in FILES
              if name != "of another user" or os.geteuid() == 0]  # only root can give a file away
    return found + [("passphrase without a terminal", no_terminal), ("passphrase of an open file", from_descriptor)] + [
        (f"passphrase not left behind, {name}", functools.partial(left_behind, name)) for name in ("p12", "PEM")]


def key_of(name):
    if name == "p12":
        return ["--p12", keys() / "rsa.p12"]
    return ["--key", keys() / "locked.key", "--cert", keys() / "rsa.pem", "--chain", keys() / "chain.pem"]


def command(path, *more, key="p12"):
    return [str(part) for part in (PROGRAM, "sign", path, "--place", places_of(report())[0], "--date", NOW, *key_of(key), *more)]


def a_copy():
    return Path(shutil.copy(report(), temp_folder() / "a.pdf"))


# ---- on a terminal ----

class Dialogue:
    """The program with a terminal of its own."""

    def __init__(self, *arguments):
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.environ["LC_ALL"] = "C.UTF-8"
            signal.signal(signal.SIGHUP, signal.SIG_DFL)  # ignored when the checks run under nohup
            os.execv(arguments[0], arguments)
        self.said = b""

    def read(self):
        """False at the end."""
        expect(select.select([self.terminal], [], [], 60)[0], f"nothing more after {self.said}")
        try:
            piece = os.read(self.terminal, 1 << 16)
        except OSError:  # the last one has closed it
            piece = b""
        self.said += piece
        return bool(piece)

    def until(self, mark):
        while mark not in self.said:
            expect(self.read(), f"no prompt: {self.said.decode()}")

    def echoes(self):
        return bool(termios.tcgetattr(self.terminal)[3] & termios.ECHO)

    def end(self):
        """Exit status; negative: the signal."""
        while self.read():
            pass
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


TYPED = {  # name: (what is typed or the signal sent, exit status, what is said)
    "right": (PASSPHRASE.encode() + b"\n", 0, "a.pdf"),
    "wrong": ("错的口令\n".encode(), 1, "E882"),
    "nothing": (b"\n", 1, "E882"),
    "end of input": (b"\x04", 1, "E882"),
    "Ctrl-C": (b"ab\x03", 1, "E881"),
    "much too much": (b"x" * 3000 + b"\n", 1, "E881"),
    "terminated": (signal.SIGTERM, -signal.SIGTERM, ""),
    "hung up": (signal.SIGHUP, -signal.SIGHUP, ""),
}


def typed(answer, status, words):
    """The prompt, no echo while it waits, the echo back afterwards; what was typed is never shown."""
    path = a_copy()
    before = path.read_bytes()
    # The terminal is kept open by a shell around the program, which shows how it was left.
    dialogue = Dialogue("/bin/sh", "-c", '"$@"; code=$?; stty -a | tr ";" "\\n" | grep -o -- "-*echo\\b" | sed s/^/left:/; exit $code', "sh",
                        *command(path))
    dialogue.until(PROMPT)
    deadline = time.monotonic() + 20
    while dialogue.echoes() and time.monotonic() < deadline:
        time.sleep(0.01)
    expect(not dialogue.echoes(), "the passphrase would be seen")
    if isinstance(answer, bytes):
        for at in range(0, len(answer), 512):  # a terminal takes no longer lines at once
            os.write(dialogue.terminal, answer[at:at + 512])
    else:
        os.kill(child_of(dialogue.pid), answer)
    ended, said = dialogue.end(), dialogue.said.decode("utf-8", "replace")
    expect(ended == (status if status >= 0 else 128 - status) and words in said, f"{ended}: {said}")
    expect("left:echo" in said, f"the terminal stays silent: {said}")
    shown = answer.decode("utf-8", "replace").strip() if isinstance(answer, bytes) else ""
    expect(len(shown) < 3 or shown not in said, "the passphrase was shown")
    if status == 0:
        by_jixiao(path, 1)
    else:
        expect(path.read_bytes() == before and os.listdir(path.parent) == [path.name], "the file was changed")


def child_of(pid):
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    expect(len(children) == 1, f"children: {children}")
    return int(children[0])


# ---- from elsewhere ----

def quiet(arguments, **options):
    """Without a terminal."""
    return subprocess.run(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
                          timeout=60, check=False, **options)


def no_terminal():
    """Says which options there are instead."""
    done = quiet(command(a_copy()))
    expect(done.returncode == 1 and "E881" in text_of(done) and "--pass-file" in text_of(done), text_of(done))


def from_descriptor():
    """Of an open file one line is taken; a number that is not open is said."""
    reading, writing = os.pipe()
    os.write(writing, PASSPHRASE.encode() + b"\nrest")
    os.close(writing)
    path = a_copy()
    done = quiet(command(path, "--pass-fd", str(reading)), pass_fds=[reading])
    expect(done.returncode == 0 and os.read(reading, 9) == b"rest", text_of(done))
    os.close(reading)
    by_jixiao(path, 1)
    done = quiet(command(a_copy(), "--pass-fd", "77"))
    expect(done.returncode == 1 and "E881" in text_of(done), text_of(done))


FILES = {"read by its group": "E898", "read by others": "E898", "written by others": "E898", "of another user": "E898", "folder": "E898",
         "pipe": "E898", "not there": "E902", "with a line end of Windows": "", "without a line end": ""}


def from_file(name):
    folder = temp_folder()
    file = folder / "口令"
    file.write_text(PASSPHRASE + {"with a line end of Windows": "\r\n"}.get(name, ""))
    os.chmod(file, {"read by its group": 0o640, "read by others": 0o604, "written by others": 0o602}.get(name, 0o600))
    if name in ("folder", "pipe", "not there"):
        file.unlink()
    if name == "folder":
        file.mkdir(mode=0o700)
    elif name == "pipe":
        os.mkfifo(file, 0o600)
    elif name == "of another user":
        os.chown(file, 4711, 4711)
    path = a_copy()
    done = quiet(command(path, "--pass-file", file))
    expect(done.returncode == (1 if FILES[name] else 0) and FILES[name] in text_of(done), text_of(done))
    expect(PASSPHRASE not in text_of(done), "the passphrase was printed")


# ---- afterwards ----

def memory_of(pid):
    """All that the process can write."""
    with open(f"/proc/{pid}/maps", encoding="utf-8") as maps, open(f"/proc/{pid}/mem", "rb") as memory:
        for line in maps:
            place, rights = line.split()[:2]
            start, end = (int(number, 16) for number in place.split("-"))
            if rights.startswith("rw") and "[vvar" not in line:
                memory.seek(start)
                yield memory.read(end - start)


def left_behind(key):
    """While the time stamp is fetched, the passphrase stands nowhere: not in memory, in the arguments, in the environment."""
    folder, path = temp_folder(), a_copy()
    wait = f"cat > /dev/null; touch '{folder}/ready'; while [ ! -e '{folder}/go' ]; do sleep 0.05; done; exit 1"
    child = subprocess.Popen(command(path, "--pass-file", keys() / "pass", "--tsa-cmd", wait, key=key), stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    deadline = time.monotonic() + 60
    while not (folder / "ready").exists() and child.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    expect((folder / "ready").exists(), "the time stamp was not asked for")
    whole = list(memory_of(child.pid))
    open_places = [(Path("/proc") / str(child.pid) / name).read_bytes() for name in ("cmdline", "environ")]
    limits = (Path("/proc") / str(child.pid) / "limits").read_text()
    (folder / "go").touch()
    said = child.communicate(timeout=60)[0].decode()
    expect(any(str(path).encode() in part for part in whole), "the scan finds nothing at all")
    for form in ("utf-8", "utf-16-be", "utf-16-le"):
        secret = PASSPHRASE.encode(form)
        expect(not any(secret in part for part in whole + open_places), f"the passphrase is left in memory as {form}")
    expect(PASSPHRASE not in said and child.returncode == 3, said)
    core = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
    expect(core.split()[4:6] == ["0", "0"], core)
