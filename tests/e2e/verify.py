"""Checks of `jixiao verify`: files signed by pdfsig and by openssl, spoilt in every way; pdfsig is the second judge."""

import functools
import json
import random
import re
import threading
import zlib

from harness import SAMPLE, built, copy_of, expect, jixiao, run, temp_folder, text_of

SEED = 20250320
_lock = threading.Lock()
RANDOM_CHANGES = 500  # in each of the files; one process each would be slow, but it is what users run


def checks():
    found = [("verify valid files", valid), ("verify second signature", second), ("verify unsigned", unsigned),
             ("verify chain", chain), ("verify foreign files", foreign), ("verify hostile", hostile),
             ("verify issued version", version), ("verify SM2", sm2), ("verify time stamp", time_stamp)]
    found += [(f"verify random change {kind}", functools.partial(random_changes, kind)) for kind in ("rsa", "ec")]
    found += [(f"verify change: {name}", functools.partial(changed, *case)) for name, case in CHANGES.items()]
    found += [(f"verify trick: {name}", functools.partial(trick, name)) for name in TRICKS]
    return found


# ---- making PDF files ----

def pdf(objects, before=b"", prev=None, root=1):
    """Appends objects {number: bytes} as one revision with a classic cross-reference table."""
    out = bytearray(before or b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    xref = len(out)
    out += b"xref\n"
    if prev is None:
        out += b"0 1\n0000000000 65535 f \n"
    for number in sorted(places):
        out += b"%d 1\n%010d 00000 n \n" % (number, places[number])
    size = max([*places, *map(int, re.findall(rb"/Size (\d+)", before)[-1:])]) + 1
    out += b"trailer\n<</Size %d/Root %d 0 R" % (size, root)
    if prev is not None:
        out += b"/Prev %d" % prev
    out += b">>\nstartxref\n%d\n%%%%EOF\n" % xref
    return bytes(out)


def last_xref(data):
    return int(re.findall(rb"startxref\s+(\d+)\s+%%EOF", data)[-1])


def append(data, objects, root=1):
    return pdf(objects, data, last_xref(data), root)


def stream(content, entries=b""):
    return b"<</Length %d%s>>\nstream\n" % (len(content), entries) + content + b"\nendstream"


def page(contents, annots=b"", number=2):
    return (b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 300 200]/Contents %d 0 R/Resources<</Font<</F 6 0 R>>>>"
            b"/Annots[%s]>>") % (number, contents, annots)


def plain(prepared=None):
    """Two pages, two signature fields, one text field, one annotation. prepared: objects put in or instead."""
    return pdf({
        1: b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[10 0 R 11 0 R 12 0 R]/SigFlags 3>>>>",
        2: b"<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>",
        3: page(5, b"10 0 R 11 0 R 12 0 R"), 4: page(7, b"9 0 R"),
        5: stream(b"BT /F 20 Tf 20 150 Td (Total 89.5) Tj ET"), 7: stream(b"BT /F 20 Tf 20 150 Td (Page 2) Tj ET"),
        6: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        9: b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(old)>>",
        10: FIELD % b"A", 11: FIELD % b"B",
        12: b"<</Type/Annot/Subtype/Widget/FT/Tx/T(Name)/V(old)/Rect[20 80 90 95]/P 3 0 R/F 4/AP<</N 13 0 R>>>>",
        13: stream(b"", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"),
        **(prepared or {})})


FIELD = b"<</Type/Annot/Subtype/Widget/FT/Sig/T(%s)/Rect[20 20 120 60]/P 3 0 R/F 4>>"
ROOM = 12000  # hexadecimal digits of Contents


def signed(data, name=b"A", field=10, value=20, cms=None, more=b"", sub_filter=b"ETSI.CAdES.detached", edit=None,
           place=None):
    """Signs a field in a new revision. cms: function of the bytes to sign; edit: changes the whole before it is signed."""
    body = b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/%s/ByteRange[0 AAAAAAAAAA BBBBBBBBBB CCCCCCCCCC]/Contents<%s>" \
           b"/M(D:20270101120000+08'00')%s>>" % (sub_filter, b"0" * ROOM, more)
    old = ((place or FIELD) % name)[:-2]
    out = append(data, {field: old + b"/V %d 0 R>>" % value, value: body})
    start = out.index(b"/Contents<0000", len(data)) + len(b"/Contents")
    end = start + ROOM + 2
    for mark, number in ((b"AAAAAAAAAA", start), (b"BBBBBBBBBB", end), (b"CCCCCCCCCC", len(out) - end)):
        out = out.replace(mark, b"%-10d" % number)
    if edit:
        out = edit(out)
    zero, first, second_start, rest = numbers(out[len(data):])  # as edited: what is signed is what the range says
    token = (cms or cms_of("rsa"))(out[zero:first] + out[second_start:second_start + rest]).hex().encode()
    expect(len(token) <= ROOM, "the signature does not fit")
    return out[:start + 1] + token.ljust(ROOM, b"0") + out[end - 1:]


# ---- keys ----

@functools.lru_cache(maxsize=None)
def make_keys():
    """A root, and a certificate of each kind of key under it. Returns the folder."""
    folder = temp_folder()

    def openssl(*arguments):
        done = run("openssl", *arguments, cwd=folder)
        expect(done.returncode == 0, text_of(done))
    kinds = {"rsa": ["RSA", "rsa_keygen_bits:2048"], "ec": ["EC", "ec_paramgen_curve:P-256"],
             "weak": ["RSA", "rsa_keygen_bits:1024"], "sm2": ["SM2", None], "tsa": ["RSA", "rsa_keygen_bits:2048"],
             "other": ["RSA", "rsa_keygen_bits:2048"], "old": ["RSA", "rsa_keygen_bits:2048"], "early": ["RSA", "rsa_keygen_bits:2048"],
             "short": ["EC", "ec_paramgen_curve:prime192v1"], "brainpool": ["EC", "ec_paramgen_curve:brainpoolP256r1"],
             "p521": ["EC", "ec_paramgen_curve:P-521"], "middle": ["RSA", "rsa_keygen_bits:2048"],
             "deep": ["EC", "ec_paramgen_curve:P-256"], "oldtsa": ["RSA", "rsa_keygen_bits:2048"]}
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "7000",
            "-utf8", "-subj", "/CN=测试根")
    (folder / "sign.ext").write_text("keyUsage=critical,digitalSignature,nonRepudiation\n")
    (folder / "tsa.ext").write_text("keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n")
    (folder / "other.ext").write_text("keyUsage=critical,keyEncipherment\n")
    (folder / "middle.ext").write_text("basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n")
    (folder / "index").write_text("")
    (folder / "ca.cnf").write_text(  # x509 cannot say when a certificate begins
        "[ca]\ndefault_ca=one\n[one]\ndatabase=index\nrand_serial=yes\nnew_certs_dir=.\npolicy=any\ndefault_md=sha256\n"
        "certificate=ca.pem\nprivate_key=ca.key\nunique_subject=no\n[any]\ncommonName=supplied\norganizationName=optional\n")
    periods = {"old": ("20200101000000Z", "20210101000000Z"), "oldtsa": ("20200101000000Z", "20210101000000Z"),
               "early": ("20900101000000Z", "20950101000000Z")}
    for name, (kind, option) in kinds.items():
        openssl("genpkey", "-algorithm", kind, *(["-pkeyopt", option] if option else []), "-out", f"{name}.key")
        openssl("req", "-new", "-key", f"{name}.key", "-out", f"{name}.csr", "-utf8",
                "-subj", f"/CN={name} 张三/O=云溪会计师事务所")
        extension = {"tsa": "tsa", "oldtsa": "tsa", "other": "other", "middle": "middle"}.get(name, "sign")
        if name in periods:
            openssl("ca", "-config", "ca.cnf", "-batch", "-utf8", "-in", f"{name}.csr", "-startdate", periods[name][0], "-enddate", periods[name][1],
                    "-extfile", f"{extension}.ext", "-notext", "-out", f"{name}.pem")
            continue
        issuer = "middle" if name == "deep" else "ca"
        openssl("x509", "-req", "-in", f"{name}.csr", "-CA", f"{issuer}.pem", "-CAkey", f"{issuer}.key", "-CAcreateserial",
                "-days", "3000", "-extfile", f"{extension}.ext", "-out", f"{name}.pem")
    return folder


def keys():
    with _lock:
        return make_keys()


def cms_of(name, *options):
    """A signer by openssl."""
    def sign(data):
        folder, work = keys(), temp_folder()
        (work / "data").write_bytes(data)
        done = run("openssl", "cms", "-sign", "-binary", "-cades", "-md", "sha256", "-in", work / "data", "-outform", "DER",
                   "-signer", folder / f"{name}.pem", "-inkey", folder / f"{name}.key", *options, "-out", work / "cms")
        expect(done.returncode == 0, text_of(done))
        return (work / "cms").read_bytes()
    return sign


# ---- DER, for what openssl cannot make ----

def der(tag, *parts):
    body = b"".join(parts)
    n = len(body)
    size = bytes([n]) if n < 128 else bytes([0x80 | (n.bit_length() + 7) // 8]) + n.to_bytes((n.bit_length() + 7) // 8, "big")
    return bytes([tag]) + size + body


def oid(dotted):
    numbers = [int(part) for part in dotted.split(".")]
    out = bytes([numbers[0] * 40 + numbers[1]])
    for number in numbers[2:]:
        digits = [number & 127]
        while number > 127:
            number >>= 7
            digits.insert(0, number & 127 | 128)
        out += bytes(digits)
    return der(6, out)


def sm3(data):
    work = temp_folder()
    (work / "data").write_bytes(data)
    return bytes.fromhex(run("openssl", "dgst", "-sm3", "-r", work / "data").stdout.split()[0].decode())


def sm2_cms(data, identity="1234567812345678"):
    """SignedData with SM2 and SM3, put together from openssl's raw signature."""
    folder, work = keys(), temp_folder()
    run("openssl", "x509", "-in", folder / "sm2.pem", "-outform", "DER", "-out", work / "cert")
    certificate = (work / "cert").read_bytes()
    algorithm = der(0x30, oid("1.2.156.10197.1.401"), der(5))
    serial = bytes.fromhex(run("openssl", "x509", "-in", folder / "sm2.pem", "-noout", "-serial").stdout.decode()
                           .strip().split("=")[1])
    name = der(0x30, der(0x31, der(0x30, oid("2.5.4.3"), der(0x0C, "测试根".encode()))))
    attributes = sorted([
        der(0x30, oid("1.2.840.113549.1.9.3"), der(0x31, oid("1.2.840.113549.1.7.1"))),
        der(0x30, oid("1.2.840.113549.1.9.4"), der(0x31, der(4, sm3(data)))),
        der(0x30, oid("1.2.840.113549.1.9.16.2.47"),
            der(0x31, der(0x30, der(0x30, der(0x30, algorithm, der(4, sm3(certificate)))))))])
    (work / "attributes").write_bytes(der(0x31, *attributes))
    done = run("openssl", "pkeyutl", "-sign", "-rawin", "-digest", "sm3", "-inkey", folder / "sm2.key", "-in", work / "attributes",
               "-pkeyopt", f"distid:{identity}", "-out", work / "signature")
    expect(done.returncode == 0, text_of(done))
    info = der(0x30, der(2, b"\x01"), der(0x30, name, der(2, b"\0" * (serial[0] > 127) + serial)), algorithm,
               der(0xA0, *attributes), der(0x30, oid("1.2.156.10197.1.501"), der(5)),
               der(4, (work / "signature").read_bytes()))
    signed_data = der(0x30, der(2, b"\x01"), der(0x31, algorithm), der(0x30, oid("1.2.840.113549.1.7.1")),
                      der(0xA0, certificate), der(0x31, info))
    return der(0x30, oid("1.2.840.113549.1.7.2"), der(0xA0, signed_data))


def token(data, name="tsa"):
    """A time-stamp token over data, by openssl ts."""
    folder, work = keys(), temp_folder()
    (work / "data").write_bytes(data)
    (work / "serial").write_text("01\n")
    (work / "tsa.cnf").write_text(
        f"[tsa]\ndefault_tsa=t\n[t]\nserial={work}/serial\nsigner_cert={folder}/{name}.pem\nsigner_key={folder}/{name}.key\n"
        "signer_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256\ness_cert_id_alg=sha256\n")
    for command in (["ts", "-query", "-data", work / "data", "-sha256", "-cert", "-out", work / "query"],
                    ["ts", "-reply", "-config", work / "tsa.cnf", "-queryfile", work / "query", "-token_out", "-out",
                     work / "token"]):
        done = run("openssl", *command)
        expect(done.returncode == 0, text_of(done))
    return (work / "token").read_bytes()


# ---- judging ----

def judged(data, *options):
    """Exit status and the JSON of `jixiao verify`."""
    file = temp_folder() / "a.pdf"
    file.write_bytes(data)
    done = jixiao("verify", file, "--json", "--ca", keys() / "ca.pem", *options)
    expect(done.returncode in (0, 1), f"status {done.returncode}: {text_of(done)[-300:]}")
    return done.returncode, json.loads(done.stdout)


def codes(result):
    return {note["代码"] for part in [result, *result["签名"]] for note in part["信息"]}


def said(result):
    return " / ".join(note["信息"] for part in [result, *result["签名"]] for note in part["信息"])


def good(data):
    status, result = judged(data)
    expect(status == 0 and result["有效"], f"not valid: {said(result)}")
    return result


def pdfsig_says(data):
    """What pdfsig thinks of each signature: True valid."""
    file = temp_folder() / "a.pdf"
    file.write_bytes(data)
    done = run("pdfsig", "-nocert", file)
    parts = done.stdout.split(b"Signature #")[1:]
    return [b"Signature is Valid" in part for part in parts if b"is not signed" not in part]


# ---- the checks ----

def valid():
    """RSA, RSA-PSS and ECDSA, with what is said of them; pdfsig agrees."""
    for name, options, scheme in (("rsa", [], "RSA"), ("rsa", ["-keyopt", "rsa_padding_mode:pss"], "RSA-PSS"),
                                  ("ec", [], "ECDSA")):
        data = signed(plain(), cms=cms_of(name, *options))
        one = good(data)["签名"][0]
        expect((one["签名域"], one["页"], one["算法"], one["摘要"], one["证书链"]) == ("A", 1, scheme, "SHA-256", "成立"), one)
        expect(one["签名人"] == f"{name} 张三" and one["单位"] == "云溪会计师事务所", one)
        expect(one["所称时间"] == "2027-01-01 12:00:00 +08:00" and one["盖到字节"] == len(data), one)
        if scheme != "RSA-PSS":
            expect(pdfsig_says(data) == [True], f"pdfsig refuses {scheme}")


def second():
    """The second signature leaves the first valid and is named in its notes; filling in a field is allowed too."""
    data = signed(append(signed(plain()), FILLED), b"B", 11, 21)
    first, other = good(data)["签名"]
    notes = " ".join(note["信息"] for note in first["信息"])
    expect("“B”处加了签名，在第 1 页：允许" in notes and "“Name”由“old”改为“new”：允许" in notes, notes)
    expect(first["盖到版本"] == 2 and other["盖到版本"] == 4 and not other["信息"], other)


def unsigned():
    """A file without signatures is not valid, and says so."""
    status, result = judged(plain())
    expect(status == 1 and codes(result) == {"E760"}, said(result))


def chain():
    """Other roots, other uses and weak keys are told; without --ca the chain counts as not judged."""
    own = temp_folder() / "own.pem"
    done = run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "/dev/null", "-out", own, "-subj", "/CN=x")
    expect(done.returncode == 0, text_of(done))
    file = temp_folder() / "a.pdf"
    file.write_bytes(signed(plain()))
    done = jixiao("verify", file, "--ca", own)
    expect(done.returncode == 1 and "E771" in text_of(done), text_of(done))
    done = jixiao("verify", file)
    expect(done.returncode == 0 and "未核对" in text_of(done), text_of(done))
    for name, options, code in (("other", [], "E772"), ("weak", [], "E767"), ("rsa", ["-md", "sha1"], "E767"), ("short", [], "E767"),
                                ("old", [], "E777"), ("early", [], "E777")):
        result = judged(signed(plain(), cms=cms_of(name, *options)))[1]
        expect(code in codes(result), f"{name}: {said(result)}")
    for name in ("brainpool", "p521"):
        good(signed(plain(), cms=cms_of(name)))
    alone = signed(plain(), cms=cms_of("deep"))
    expect("E771" in codes(judged(alone)[1]), "an authority in between is missing")
    good(signed(plain(), cms=cms_of("deep", "-certfile", keys() / "middle.pem")))
    late = signed(plain(), more=b"", edit=lambda out: out.replace(b"D:2027", b"D:2001"))
    expect("E777" in codes(judged(late)[1]), "a time before the certificate's")


def version():
    """With --project the file before its signatures must be an output of an issued version."""
    folder = copy_of(SAMPLE)
    built("issue", folder)
    report = next((folder / "版本").glob("*/输出/*.pdf"))
    sign_by_pdfsig(report, folder / "signed.pdf")
    status, result = judged((folder / "signed.pdf").read_bytes(), "--project", folder)
    expect(status == 0 and result["出具"].startswith("第 1 版"), said(result))
    status, result = judged(signed(plain()), "--project", folder)
    expect(status == 1 and codes(result) == {"E759"}, said(result))


def sm2():
    """A signature with SM2 and SM3 is verified; a changed one is refused."""
    data = signed(plain(), cms=sm2_cms)
    one = good(data)["签名"][0]
    expect((one["算法"], one["摘要"]) == ("SM2", "SM3"), one)
    expect("E763" in codes(judged(data.replace(b"89.5", b"98.5"))[1]), "changed content")
    wrong = signed(plain(), cms=functools.partial(sm2_cms, identity="8765432187654321"))
    expect("E764" in codes(judged(wrong)[1]), "another identity")


def time_stamp():
    """A document time stamp counts; one over other bytes does not."""
    one = good(signed(plain(), cms=token, sub_filter=b"ETSI.RFC3161"))["签名"][0]
    expect(one["时间戳"] and one["时间戳时间"], one)
    wrong = signed(plain(), cms=lambda data: token(data + b"x"), sub_filter=b"ETSI.RFC3161")
    expect("E773" in codes(judged(wrong)[1]), "a token over something else")
    late = signed(plain(), cms=functools.partial(token, name="oldtsa"), sub_filter=b"ETSI.RFC3161")
    expect("E773" in codes(judged(late)[1]), "a token by an expired certificate")


def random_changes(kind):
    """Every changed byte within the range is found (fixed seed); pdfsig finds it too, or we are the stricter one."""
    data = signed(plain(), cms=cms_of(kind))
    chance = random.Random(SEED)
    start, length = data.index(b"/Contents<") + 10, len(cms_of(kind)(b"")) * 2
    for _ in range(RANDOM_CHANGES):
        at = chance.randrange(len(data) - 1)
        while start <= at < start + ROOM:
            at = chance.randrange(len(data) - 1)
        changed_data = bytearray(data)
        changed_data[at] ^= 1 << chance.randrange(8)
        status, result = judged(bytes(changed_data))
        expect(status == 1, f"byte {at} changed to {changed_data[at]}: {result}")
    expect(length < ROOM, "no padding")


def foreign():
    """Files of other makers: object streams, linearized, and signed by pdfsig."""
    work = temp_folder()
    (work / "plain.pdf").write_bytes(plain())
    for options in (["--object-streams=generate"], ["--linearize"], ["--linearize", "--object-streams=generate"]):
        done = run("qpdf", *options, work / "plain.pdf", work / "q.pdf")
        expect(done.returncode == 0, text_of(done))
        status, result = judged((work / "q.pdf").read_bytes())
        expect(status == 1 and codes(result) == {"E760"}, f"{options}: {said(result)}")
        sign_by_pdfsig(work / "q.pdf", work / "s.pdf")
        result = good((work / "s.pdf").read_bytes())
        expect(result["签名"][0]["盖到版本"] == 2, result)


def sign_by_pdfsig(source, target):
    folder = keys()
    if not (folder / "db").exists():
        (folder / "db").mkdir()
        for command in (["openssl", "pkcs12", "-export", "-in", folder / "rsa.pem", "-inkey", folder / "rsa.key", "-name", "rsa",
                         "-passout", "pass:", "-out", folder / "rsa.p12"],
                        ["certutil", "-N", "-d", folder / "db", "--empty-password"],
                        ["pk12util", "-i", folder / "rsa.p12", "-d", folder / "db", "-W", ""],
                        ["certutil", "-A", "-d", folder / "db", "-n", "ca", "-t", "CT,CT,CT", "-i", folder / "ca.pem"]):
            done = run(*command)
            expect(done.returncode == 0, text_of(done))
    done = run("pdfsig", "-add-signature", "-nssdir", folder / "db", "-nick", "rsa", source, target,
               "-new-signature-field-name", "S")
    expect(target.exists(), text_of(done))


def hostile():
    """Cut, repeated and nested files end soon with a message, never with a crash."""
    data = signed(plain())
    chance = random.Random(SEED)
    cases = [data[:chance.randrange(len(data))] for _ in range(40)]
    cases += [b"", b"%PDF-1.4", b"%PDF-1.4\nstartxref\n9\n%%EOF", b"%PDF-1.4\n" + b"[" * 100000,
              pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Kids[2 0 R]>>"}),
              pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"[" * 5000 + b"]" * 5000}),
              pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"2 0 R"}),
              pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Length 2 0 R>>\nstream\nx\nendstream"}),
              pdf({1: stream(zlib.compress(b"\0" * (300 << 20), 9), b"/Type/ObjStm/N 1/First 2/Filter/FlateDecode")})]
    for case in cases:
        status, _ = judged(case)
        expect(status == 1, f"valid: {case[:60]}")


# ---- changes after signing ----

FILLED = {12: b"<</Type/Annot/Subtype/Widget/FT/Tx/T(Name)/V(new)/Rect[20 80 90 95]/P 3 0 R/F 4/AP<</N 14 0 R>>>>",
          14: stream(b"1 0 0 1 0 0 cm", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")}
NOTE = b"<</Type/Annot/Subtype/FreeText/Rect[10 140 200 170]/Contents(Total 99.5)/F 4>>"
DOC_MDP = b"/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/V/1.2/P %d>>>>]"
FIELD_MDP = b"/Reference[<</Type/SigRef/TransformMethod/FieldMDP/TransformParams<</Action/Include/Fields[(Name)]>>>>]"
CATALOG = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[10 0 R 11 0 R 12 0 R]/SigFlags 3>>%s>>"

# name: (objects of a revision after the signature, what is said, whether it is allowed, entries of the signature)
CHANGES = {
    "contents": ({5: stream(b"BT /F 20 Tf 20 150 Td (Total 98.5) Tj ET")}, "第 1 页的内容改了", False, b""),
    "contents of page 2": ({4: page(30, b"9 0 R"), 30: stream(b"")}, "第 2 页的内容改了", False, b""),
    "font": ({6: b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>"}, "第 1 页用的字体或图片改了", False, b""),
    "page added": ({2: b"<</Type/Pages/Count 3/Kids[3 0 R 30 0 R 4 0 R]>>", 30: page(5)}, "加了第 2 页", False, b""),
    "page removed": ({2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>"}, "删去了原来的第 2 页", False, b""),
    "pages swapped": ({2: b"<</Type/Pages/Count 2/Kids[4 0 R 3 0 R]>>"}, "页的次序变了", False, b""),
    "inherited rotation": ({2: b"<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]/Rotate 90>>"}, "第 1 页的大小或方向改了", False, b""),
    "annotation over text": ({3: page(5, b"10 0 R 11 0 R 12 0 R 30 0 R"), 30: NOTE}, "第 1 页加了批注（FreeText）", False, b""),
    "annotation permitted": ({3: page(5, b"10 0 R 11 0 R 12 0 R 30 0 R"), 30: NOTE}, "第 1 页加了批注（FreeText）", True,
                             DOC_MDP % 3),
    "annotation changed": ({9: b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(new)>>"}, "第 2 页的批注（Text）改了", False, b""),
    "annotation removed": ({4: page(7)}, "第 2 页少了批注（Text）", False, b""),
    "field filled": (FILLED, "表单项“Name”由“old”改为“new”", True, b""),
    "field filled, certified 1": (FILLED, "表单项“Name”由“old”改为“new”", False, DOC_MDP % 1),
    "field filled, certified 2": (FILLED, "表单项“Name”由“old”改为“new”", True, DOC_MDP % 2),
    "field filled, locked": (FILLED, "表单项“Name”由“old”改为“new”", False, FIELD_MDP),
    "appearance": ({13: stream(b"0 0 9 9 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")}, "“Name”的外观改了", False, b""),
    "signature moved": ({10: (FIELD % b"A").replace(b"20 20 120 60", b"20 20 290 190")[:-2] + b"/V 20 0 R>>"}, "“A”的设置改了",
                        False, b""),
    "field added": ({1: CATALOG.replace(b"12 0 R", b"12 0 R 30 0 R") % b"",
                     30: b"<</FT/Tx/T(New)/V(x)/Subtype/Widget/Rect[0 0 1 1]>>"}, "加了表单项“New”", False, b""),
    "field removed": ({1: CATALOG.replace(b" 12 0 R", b"") % b""}, "删去了表单项“Name”", False, b""),
    "open action": ({1: CATALOG % b"/OpenAction<</S/JavaScript/JS(app.alert)>>"}, "打开文件时的动作改了", False, b""),
    "layers": ({1: CATALOG % b"/OCProperties<</D<<>>/OCGs[]>>"}, "图层改了", False, b""),
    "validation data": ({1: CATALOG % b"/DSS<</Certs[]>>"}, "加了供长期验证的证书资料", True, DOC_MDP % 1),
    "saved again": ({30: b"(nothing points here)"}, "又存过一次", True, b""),
    "other catalogue": ({31: CATALOG % b"/AA<<>>"}, "自动执行的动作改了", False, b""),
}


def changed(objects, words, allowed, entries):
    """A change by a later revision is named, and allowed or not; the signature itself still holds for pdfsig."""
    data = append(signed(plain(), more=entries), objects, 31 if 31 in objects else 1)
    status, result = judged(data)
    expect(words in said(result), f"not named: {said(result)}")
    expect((status == 0) == allowed, f"status {status}: {said(result)}")
    expect(pdfsig_says(data) == [True], "pdfsig finds the signature itself broken")


# ---- tricks with ranges ----

def swapped(data, old, new):
    expect(old in data, f"{old} is not there")
    return data.replace(old, new.ljust(len(old)), 1)


def byte_range(data):
    return re.search(rb"/ByteRange\[[^\]]*\]", data)[0]


def numbers(data):
    return [int(number) for number in byte_range(data)[11:-1].split()]


def wrapped(data):
    """The old signed tail is kept behind a changed document, and the range points at it."""
    zero, start, end, length = numbers(data)
    evil = append(data[:end] + b"/X 1", {5: stream(b"(evil)")}) + b"\n"
    return swapped(evil, byte_range(data), b"/ByteRange[0 %d %d %d]" % (start, len(evil), length)) + data[end:]


def twice(data):
    return data.replace(b"/SubFilter", b"/Contents<00>/SubFilter", 1)


TRICKS = {
    "no range": lambda: swapped(signed(plain()), b"/ByteRange", b"/ByteRangX"),
    "null range": lambda: swapped(signed(plain()), byte_range(signed(plain())), b"/ByteRange null"),
    "empty contents": lambda: re.sub(rb"/Contents<[0-9a-f]{%d}>" % ROOM, b"/Contents<>" + b" " * ROOM, signed(plain())),
    "contents is null": lambda: re.sub(rb"/Contents<[0-9a-f]{%d}>" % ROOM, b"/Contents null".ljust(ROOM + 11), signed(plain())),
    "zero contents": lambda: re.sub(rb"/Contents<[0-9a-f]{%d}>" % ROOM, b"/Contents<" + b"0" * ROOM + b">", signed(plain())),
    "bytes in the padding": lambda: signed(plain()).replace(b"0" * 40 + b">/M", b"0" * 32 + b"41414141>/M"),
    "wider gap": lambda: signed(plain(), edit=lambda out: swapped(
        out, byte_range(out), b"/ByteRange[0 %d %d %d]" % (numbers(out)[1], numbers(out)[2] + 8, numbers(out)[3] - 8))),
    "range ends early": lambda: signed(plain(), edit=lambda out: swapped(
        out, byte_range(out), b"/ByteRange[0 %d %d %d]" % (numbers(out)[1], numbers(out)[2], numbers(out)[3] - 30))),
    "wrapping": lambda: wrapped(signed(plain())),
    "contents twice": lambda: signed(plain(), edit=twice),
    "tail without a table": lambda: signed(plain()) + b"5 0 obj\n" + stream(b"(evil)") + b"\nendobj\n",
    "tail with a trailer only": lambda: signed(plain()) + b"trailer\n<</Root 31 0 R>>\n%%EOF\n",
    "signature taken out": lambda: append(signed(plain()), {10: FIELD % b"A"}),
    "field taken out": lambda: append(signed(plain()), {1: CATALOG.replace(b"10 0 R ", b"") % b""}),
    "signature replaced": lambda: append(signed(plain()), {20: b"<</Type/Sig>>"}),
    "same range for another": lambda: append(signed(plain()), {11: (FIELD % b"B")[:-2] + b"/V 20 0 R>>"}),
    "old revision announced again": lambda: append(signed(plain()), {5: stream(b"(evil)")}) +
    b"startxref\n%d\n%%%%EOF\n" % last_xref(plain()),
}


# Those whose digest would be right: only the shape of the range gives them away.
SHAPES = {"no range", "null range", "wider gap", "range ends early", "bytes in the padding", "same range for another"}


def trick(name):
    """A known attack on the range or the dictionary is not valid, and told as what it is."""
    status, result = judged(TRICKS[name]())
    expect(status == 1, f"valid: {result}")
    expect(name not in SHAPES or "E762" in codes(result), said(result))
