"""Checks of signing: keys are made here, signatures are judged by poppler, MuPDF, OpenSSL, BouncyCastle and preflight."""

import functools
import http.server
import os
import re
import shutil
import threading
import zlib
from pathlib import Path

from harness import (CLASSPATH, ROOT, built_files, expect, jixiao, label, run, temp_folder, text_of)

BOUNCY = ":".join(f"/usr/share/java/{jar}.jar" for jar in ("bcprov", "bcpkix", "bcutil", "pdfbox2", "fontbox2", "commons-logging"))
PASSPHRASE = "秘密 123"
NOW = "2027-03-05T10:15"  # within all certificates made here but the expired one
_lock = threading.Lock()


def checks():
    each = [(f"sign {label(path)}", functools.partial(signed_in_turn, path)) for path in built_files(".pdf")]
    refused = [(f"sign_refused {name}", functools.partial(refusal, name)) for name in REFUSALS]
    kinds = [(f"sign_key {name}", functools.partial(kind_of_key, name)) for name in ("pss", "p384", "p521", "sm2")]
    return each + kinds + refused + [
        ("sign_foreign", foreign), ("sign_time_stamp", time_stamp), ("sign_time_stamp_http", time_stamp_http),
        ("sign_external", external), ("sign_certify", certify), ("sign_same_bytes", same_bytes), ("sign_seal_first", seal_first)]


# ---- keys ----

def openssl(*arguments, **options):
    done = run("openssl", *arguments, **options)
    expect(done.returncode == 0, f"openssl {arguments[0]}: {text_of(done)[-300:]}")
    return done.stdout


KEYS = {  # how the key is made
    "rsa": ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:3072"],
    "weak": ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024"],
    "pss": ["-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:3072"],
    "ec": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
    "p384": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"],
    "p521": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-521"],
    "sm2": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2"],
    "ed": ["-algorithm", "ED25519"],
    "web": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
    "tsa": ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
}
EXTENSIONS = {
    "web": "keyUsage=digitalSignature\nextendedKeyUsage=serverAuth\n",
    "tsa": "keyUsage=digitalSignature\nextendedKeyUsage=critical,timeStamping\n",
}


@functools.lru_cache(None)
def make_keys():
    """A root, an authority below it, and a certificate for each key; rsa.p12 with all of them and a passphrase."""
    folder = temp_folder()

    def authority(name, above):
        openssl("req", "-new", "-utf8", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr",
                "-subj", f"/C=CN/O=测试机构/CN={name}", cwd=folder)
        (folder / "ca.ext").write_text("basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign,cRLSign\n")
        by = ["-CA", f"{above}.pem", "-CAkey", f"{above}.key", "-CAcreateserial"] if above else ["-signkey", f"{name}.key"]
        openssl("x509", "-req", "-in", f"{name}.csr", *by, "-days", "3650", "-extfile", "ca.ext", "-out", f"{name}.pem", cwd=folder)

    authority("root", None)
    authority("middle", "root")
    for name, how in KEYS.items():
        openssl("genpkey", *how, "-out", f"{name}.key", cwd=folder)
        openssl("req", "-new", "-utf8", "-key", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/C=CN/O=恒昇致远/CN=张三{name}", cwd=folder)
        (folder / f"{name}.ext").write_text(EXTENSIONS.get(name, "keyUsage=digitalSignature,nonRepudiation\n"))
        openssl("x509", "-req", "-in", f"{name}.csr", "-CA", "middle.pem", "-CAkey", "middle.key", "-CAcreateserial", "-days", "1000",
                "-extfile", f"{name}.ext", "-out", f"{name}.pem", cwd=folder)
    (folder / "chain.pem").write_bytes((folder / "middle.pem").read_bytes() + (folder / "root.pem").read_bytes())
    (folder / "pass").write_text(PASSPHRASE + "\n")
    (folder / "wrong").write_text("错的\n")
    (folder / "open").write_text(PASSPHRASE + "\n")
    for name, mode in (("pass", 0o600), ("wrong", 0o600), ("open", 0o644)):
        os.chmod(folder / name, mode)
    openssl("pkcs12", "-export", "-in", "rsa.pem", "-inkey", "rsa.key", "-certfile", "chain.pem", "-out", "rsa.p12", "-passout", "file:pass",
            cwd=folder)
    openssl("pkey", "-in", "rsa.key", "-aes256", "-passout", "file:pass", "-out", "locked.key", cwd=folder)
    (folder / "seal.png").write_bytes(seal())
    return folder


def keys():
    with _lock:
        return make_keys()


def seal():
    """A red ring on nothing, half of it half transparent."""
    size, rows = 200, []
    for y in range(size):
        inside = [80 ** 2 < (x - 100) ** 2 + (y - 100) ** 2 < 98 ** 2 for x in range(size)]
        rows.append(b"\0" + b"".join(bytes((230, 0, 18, (128 if y < 100 else 255) if on else 0)) for on in inside))

    def chunk(kind, data):
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = size.to_bytes(4, "big") * 2 + bytes((8, 6, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"".join(rows))) + chunk(b"IEND", b"")


def pem(name):
    return ["--key", keys() / f"{name}.key", "--cert", keys() / f"{name}.pem", "--chain", keys() / "chain.pem", "--date", NOW]


def p12():
    return ["--p12", keys() / "rsa.p12", "--pass-file", keys() / "pass", "--date", NOW]


# ---- judges ----

def signatures_of(path):
    """(start of Contents, its end, DER) of each signature in order of the file."""
    data = path.read_bytes()
    found = []
    for match in re.finditer(rb"/ByteRange\[0 (\d+) (\d+) (\d+) *\]", data):
        start, after, _ = (int(number) for number in match.groups())
        der = bytes.fromhex(data[start + 1:after - 1].decode())
        length = 4 + int.from_bytes(der[2:4], "big")
        expect(der[:2] == b"\x30\x82" and not der[length:].strip(b"\0"), "Contents is no DER")
        found.append((match.groups(), der[:length]))
    return data, found


def by_openssl(path):
    """Each CMS verifies against the root, over exactly the bytes that ByteRange names."""
    data, found = signatures_of(path)
    folder = temp_folder()
    for (start, after, rest), der in found:
        (folder / "cms").write_bytes(der)
        (folder / "content").write_bytes(data[:int(start)] + data[int(after):int(after) + int(rest)])
        openssl("cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "cms", "-content", "content", "-CAfile", keys() / "root.pem",
                "-purpose", "any", "-attime", "1804212900", "-out", os.devnull, cwd=folder)
    return len(found)


def by_bouncycastle(path, count):
    copy = shutil.copy(path, temp_folder() / "file.pdf")
    done = run("java", "-cp", BOUNCY, ROOT / "tests/e2e/Signatures.java", copy)
    lines = [line for line in done.stdout.decode().splitlines() if line.startswith("ETSI.CAdES.detached")]
    expect(done.returncode == 0 and len(lines) == count, text_of(done)[-500:])
    for line in lines:
        expect("signers=1 valid=true signingTime=false certificate=true der=true" in line, line)
    return lines


def by_poppler(path, count):
    said = text_of(run("pdfsig", "-nocert", path))
    expect(said.count("Signature is Valid.") == count, said[-600:])
    expect(said.count("- Total document signed") == 1, "the last signature covers not all")


def by_mupdf(path, count):
    said = text_of(run("mutool", "sign", "-v", path))
    good = said.count("unchanged since signing") + said.count("The signature is valid but there have been edits")
    expect(good == count and said.count("unchanged since signing") == 1 and "Digest error" not in said, said[-600:])


def by_preflight(path):
    copy = shutil.copy(path, temp_folder() / "file.pdf")
    done = run("java", "-cp", CLASSPATH, "org.apache.pdfbox.preflight.Validator_A1b", copy)
    expect("is a valid PDF/A-1b file" in text_of(done), text_of(done)[:800])


def by_qpdf(path):
    """No warning at any revision of the file."""
    data = path.read_bytes()
    part = temp_folder() / "part.pdf"
    for match in re.finditer(rb"%%EOF\r?\n?", data):
        part.write_bytes(data[:match.end()])
        done = run("qpdf", "--check", part)
        expect(done.returncode == 0 and b"WARNING" not in done.stderr, text_of(done))


def by_jixiao(path, count):
    done = jixiao("verify", path, "--ca", keys() / "root.pem")
    said = text_of(done)
    expect(done.returncode == 0 and f"{count} 个签名，都有效" in said, said[:900])


# ---- what is signed ----

def report():
    """A sample's report to sign, the same for all checks that need but one."""
    return next(path for path in built_files(".pdf") if places_of(path))


def places_of(path):
    return re.findall(r"Signature Field Name: (.*)", text_of(run("pdfsig", "-nocert", path)))


def signed(path, *arguments):
    """The path of a signed copy."""
    target = temp_folder() / path.name
    done = jixiao("sign", path, *arguments, "-o", target)
    expect(done.returncode == 0, text_of(done))
    expect(target.read_bytes().startswith(path.read_bytes()), "an earlier byte was changed")
    return target


def signed_in_turn(path):
    """Up to three people sign in turn; after each, everybody finds all signatures good and the file PDF/A-1b."""
    places = [["--place", name] for name in places_of(path)[:3]]
    while len(places) < 3:
        n = len(places)
        places.append(["--place", f"另设{n}", "--page", "1", "--rect", f"{20 + 50 * n},200,42,42"])
    looks = [[], ["--invisible", "--reason", "同意", "--location", "忻州"], ["--seal", keys() / "seal.png", "--mm", "30"]]
    for n, (place, look, key) in enumerate(zip(places, looks, (p12(), pem("ec"), pem("rsa"))), 1):
        path = signed(path, *place, *look, *key)
        by_poppler(path, n)
        by_mupdf(path, n)
        expect(by_openssl(path) == n, "signatures are missing")
        by_jixiao(path, n)
        by_preflight(path)
    by_qpdf(path)
    by_bouncycastle(path, 3)


def kind_of_key(name):
    """Kinds of keys that not every reader knows: BouncyCastle verifies them."""
    path = signed(report(), "--place", places_of(report())[0], *pem(name))
    by_bouncycastle(path, 1)
    by_jixiao(path, 1)
    by_qpdf(path)


def foreign():
    """Files with cross-reference streams, linearized ones, and one without a form."""
    source = report()
    for how in (["--object-streams=generate"], ["--linearize"], ["--object-streams=generate", "--linearize"], ["--remove-page-labels"]):
        path = temp_folder() / "foreign.pdf"
        expect(run("qpdf", *how, source, path).returncode == 0, "qpdf")
        path = signed(path, "--place", places_of(path)[0], *pem("rsa"))
        path = signed(path, "--place", "另设", "--page", "1", "--rect", "20,20,50,20", *pem("ec"))
        by_poppler(path, 2)
        by_mupdf(path, 2)
        by_jixiao(path, 2)
        expect(run("qpdf", "--check", path).returncode == 0, "qpdf --check")


# ---- time stamps, other programs, certification ----

@functools.lru_cache(None)
def make_authority():
    """The configuration of `openssl ts` as a time stamping authority."""
    folder = keys()
    (folder / "serial").write_text("01\n")
    (folder / "tsa.cnf").write_text(
        "[tsa]\ndefault_tsa = one\n[one]\nserial = serial\nsigner_cert = tsa.pem\ncerts = chain.pem\nsigner_key = tsa.key\n"
        "signer_digest = sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha256\naccuracy = secs:1\nordering = yes\n"
        "ess_cert_id_alg = sha256\n")
    return folder


def stamp(query):
    folder = temp_folder()
    (folder / "query").write_bytes(query)
    return openssl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", folder / "query", cwd=make_authority())


def expect_stamp(path):
    line = by_bouncycastle(path, 1)[0]
    expect("stamp=true" in line, line)
    by_poppler(path, 1)
    by_preflight(path)


def time_stamp():
    """A time stamp by a command; a reply to another query is refused."""
    folder = make_authority()
    command = f"cd '{folder}' && cat > query.$$ && openssl ts -reply -config tsa.cnf -queryfile query.$$"
    expect_stamp(signed(report(), "--place", places_of(report())[0], *pem("ec"), "--tsa-cmd", command))
    other = temp_folder() / "reply"
    openssl("ts", "-query", "-data", folder / "tsa.cnf", "-sha256", "-out", other)
    other.write_bytes(stamp(other.read_bytes()))
    refuse(["--place", places_of(report())[0], *pem("ec"), "--tsa-cmd", f"cat > /dev/null; cat '{other}'"], "E892", 3)
    late = command.replace("tsa.cnf", "late.cnf")
    (folder / "late.cnf").write_text((folder / "tsa.cnf").read_text().replace("tsa.pem", "late.pem"))
    openssl("x509", "-req", "-in", "tsa.csr", "-CA", "middle.pem", "-CAkey", "middle.key", "-CAcreateserial", "-days", "-1", "-extfile",
            "tsa.ext", "-out", "late.pem", cwd=folder)
    refuse(["--place", places_of(report())[0], *pem("ec"), "--tsa-cmd", late], "E892", 3)


def time_stamp_http():
    """A time stamp over HTTP; an authority that is not there is said."""
    class Authority(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            reply = stamp(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Authority)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/tsa"
    try:
        expect_stamp(signed(report(), "--place", places_of(report())[0], *pem("rsa"), "--tsa", address))
    finally:
        server.shutdown()
        server.server_close()
    refuse(["--place", places_of(report())[0], *pem("ec"), "--tsa", address], "E891", 3)


def external():
    """A program signs (here OpenSSL's, which adds signingTime); what is no good signature is refused."""
    place, folder = ["--place", places_of(report())[0], "--date", NOW], keys()
    command = (f"openssl cms -sign -binary -cades -md sha256 -outform DER -nosmimecap -signer '{folder}/rsa.pem' -inkey '{folder}/rsa.key' "
               f"-certfile '{folder}/chain.pem'")
    path = signed(report(), *place, "--name", "张三", "--external", command)
    by_poppler(path, 1)
    by_mupdf(path, 1)
    for bad, code in ((f"{command} -nodetach", "E894"), (f"echo 别的 | {command}", "E894"), (command.replace("-cades ", ""), "E894"),
                      (f"{command} -nocerts", "E894"), ("echo 不是", "E894"), ("false", "E893"), ("cat > /dev/null", "E893")):
        refuse([*place, "--external", bad], code, 3)


def certify():
    """The first signature can allow no more than others; certified with 1, a file cannot be signed again."""
    names = places_of(report())
    path = signed(report(), "--place", names[0], "--certify", "2", *pem("rsa"))
    by_jixiao(path, 1)
    by_preflight(path)
    path = signed(path, "--place", names[1], *pem("ec"))
    by_jixiao(path, 2)
    by_mupdf(path, 2)
    refuse(["--place", names[2], "--certify", "2", *pem("rsa")], "E875", 1, path)
    path = signed(report(), "--place", names[0], "--certify", "1", *pem("rsa"))
    refuse(["--place", names[1], *pem("rsa")], "E874", 1, path)


def same_bytes():
    """The same key and time give the same bytes (RSA; ECDSA is random), in place as with -o."""
    place = ["--place", places_of(report())[0]]
    one = signed(report(), *place, *p12())
    two = Path(shutil.copy(report(), temp_folder() / "two.pdf"))
    done = jixiao("sign", two, *place, *p12())
    expect(done.returncode == 0, text_of(done))
    expect(one.read_bytes() == two.read_bytes(), "the bytes differ")


def seal_first():
    """A seal larger than its place makes it grow, but not behind a signature."""
    names, look = places_of(report()), ["--seal", keys() / "seal.png", "--mm", "50"]
    path = signed(report(), "--place", names[2], *look, *pem("rsa"))
    path = signed(path, "--place", names[0], *pem("ec"))
    by_jixiao(path, 2)
    path = signed(report(), "--place", names[0], *pem("ec"))
    refuse(["--place", names[2], *look, *pem("rsa")], "E899", 1, path)


# ---- what is refused ----

def refuse(arguments, code, status, path=None):
    """The message, the exit status, and the file as it was."""
    copy = Path(shutil.copy(path or report(), temp_folder() / "file.pdf"))
    before = copy.read_bytes()
    done = jixiao("sign", copy, *arguments)
    said = text_of(done)
    expect(done.returncode == status and f"[{code}]" in said, f"status {done.returncode}, wanted {status} and {code}: {said[:400]}")
    expect(copy.read_bytes() == before, "the file was changed")
    expect(PASSPHRASE not in said, "the passphrase was printed")
    expect(os.listdir(copy.parent) == [copy.name], "a file was left behind")


def cut(data):
    return data[:len(data) * 2 // 3]


def two_keys(key, cert):
    return ["--key", keys() / f"{key}.key", "--cert", keys() / f"{cert}.pem", "--date", NOW]


REFUSALS = {  # name: (arguments but --place, code); the file is spoilt by name
    "passphrase": (lambda: ["--p12", keys() / "rsa.p12", "--pass-file", keys() / "wrong"], "E882"),
    "passphrase of a PEM key": (lambda: ["--key", keys() / "locked.key", "--cert", keys() / "rsa.pem", "--pass-file", keys() / "wrong"], "E882"),
    "passphrase file of all": (lambda: ["--p12", keys() / "rsa.p12", "--pass-file", keys() / "open"], "E898"),
    "no key": (lambda: ["--p12", keys() / "rsa.pem"], "E880"),
    "another certificate": (lambda: two_keys("rsa", "ec"), "E884"),
    "weak": (lambda: pem("weak"), "E885"),
    "ed25519": (lambda: pem("ed"), "E886"),
    "expired": (lambda: [*pem("rsa")[:-1], "2040-01-01"], "E887"),
    "too early": (lambda: [*pem("rsa")[:-1], "2020-01-01"], "E888"),
    "web server": (lambda: pem("web"), "E889"),
    "no such place": (lambda: [*pem("rsa"), "--place", "某人"], "E870"),
    "which place": (lambda: [*pem("rsa"), "--place", ""], "E872"),
    "no such page": (lambda: [*pem("rsa"), "--place", "另设", "--page", "999", "--rect", "1,1,9,9"], "E878"),
    "place beyond the page": (lambda: [*pem("rsa"), "--place", "另设", "--page", "1", "--rect", "180,20,42,42"], "E781"),
    "seal where nothing is shown": (lambda: [*pem("rsa"), "--seal", keys() / "seal.png"], "E780"),
    "seal no picture": (lambda: [*pem("rsa"), "--seal", keys() / "rsa.pem"], "E896"),
    "hole": (lambda: [*pem("rsa"), "--hole", "1"], "E879"),
    "signed already": (lambda: pem("rsa"), "E873"),
    "cut": (lambda: pem("rsa"), "E752"),
    "no PDF": (lambda: pem("rsa"), "E750"),
    "encrypted": (lambda: pem("rsa"), "E751"),
}


def refusal(name):
    arguments, code = REFUSALS[name]
    path, place = temp_folder() / "spoilt.pdf", ["--place", places_of(report())[0]]
    shutil.copy(report(), path)
    if name == "signed already":
        path = signed(path, *place, *pem("ec"))
    elif name == "seal where nothing is shown":
        data = path.read_bytes()
        expect(b"/Rect[" in data, "no widgets")
        path.write_bytes(re.sub(rb"/Rect\[[^]]*\]", lambda found: b"/Rect[0 0 0 0]".ljust(len(found[0])), data))
    elif name == "cut":
        path.write_bytes(cut(report().read_bytes()))
    elif name == "no PDF":
        path.write_bytes((ROOT / "README.md").read_bytes())
    elif name == "encrypted":
        run("qpdf", "--encrypt", "", "x", "256", "--", report(), path)
    refuse([*place, *arguments()], code, 1, path)
