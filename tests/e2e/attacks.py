"""Published attacks on signed PDF files, each built here: what a reader would show is not what was signed, and verify says so; and
what may follow a signature.

Mladenov et al., "1 Trillion Dollar Refund" (2019): USF, ISA, SWA. "Shadow Attacks" (2021): hide, replace, hide-and-replace.
Mainka et al., "Breaking the Specification: PDF Certification" (2021): EAA, SSA.
"""

import functools
import re

from harness import expect
from verify import (CATALOG, DOC_MDP, FIELD, FILLED, NOTE, ROOM, append, byte_range, codes, judged, last_xref, numbers, page,
                    pdfsig_says, plain, said, signed, stream, swapped)

FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 300 200]"
EVIL = stream(b"1 1 1 rg 0 0 300 200 re f 0 g BT /F 20 Tf 20 150 Td (Total 99.5) Tj ET", FORM)
NOTHING = stream(b"", FORM)


def checks():
    found = [(f"verify shadow: {name}", functools.partial(shadow, *case)) for name, case in SHADOWS.items()]
    found += [(f"verify forgery: {name}", functools.partial(forgery, *case)) for name, case in FORGERIES.items()]
    return found + [(f"verify permitted: {name}", functools.partial(permitted, *case)) for name, case in PERMISSIONS.items()]


# ---- files ----

def page_with(resources, contents=b"/X Do", annots=b"10 0 R 11 0 R 12 0 R"):
    """Page 1 that shows more than its text: object 50 is what it shows first."""
    return {3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents[5 0 R 50 0 R]/Resources<</Font<</F 6 0 R>>%s>>/Annots[%s]>>"
            % (resources, annots), 50: stream(contents)}


def pointed(data, places, root=1):
    """An update of a cross-reference section only: object number -> offset of what stood there all along (None: free)."""
    out = data + b"xref\n"
    for number, at in places.items():
        out += b"%d 1\n" % number + (b"%010d 00000 n \n" % at if at is not None else b"0000000000 00001 f \n")
    return out + b"trailer\n<</Size 99/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (root, last_xref(data), len(data))


def hidden(objects):
    """A prepared file in which more objects stand that no cross-reference section names: {key: bytes}; returns it and their offsets."""
    head, places = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", {}
    for number, body in objects.items():
        places[number] = len(head)
        head += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    whole = plain()
    base = len(head) - len(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    moved = re.sub(rb"(\d{10}) 00000 n", lambda found: b"%010d 00000 n" % (int(found[1]) + base), whole[whole.index(b"1 0 obj"):])
    moved = re.sub(rb"startxref\n(\d+)", lambda found: b"startxref\n%d" % (int(found[1]) + base), moved)
    return head + moved, places


# ---- shadow attacks, and annotations and signatures that cover what was certified ----

TEXT = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(%s)/V(old)/Rect[0 0 300 200]/P 3 0 R/F 4/AP<</N 31 0 R>>>>"
IMAGE = b"/XObject<</X 30 0 R>>"
WITH_NEW = CATALOG.replace(b"12 0 R", b"12 0 R 40 0 R")
ANNOTS = b"10 0 R 11 0 R 12 0 R 40 0 R"
NEW_FIELD = b"<</Type/Annot/Subtype/Widget/FT/Sig/T(New)/Rect[0 0 300 200]/P 3 0 R/F 4/AP<</N 41 0 R>>%s>>"


def sneaky(more):
    return {1: WITH_NEW % b"", 3: page(5, ANNOTS), 40: NEW_FIELD % more, 41: EVIL}


# name: (prepared objects, objects of the update or a function that appends it, what is said, entries of the signature)
SHADOWS = {
    "hide, the cover is replaced": ({**page_with(IMAGE), 30: EVIL}, {30: NOTHING}, "第 1 页用的字体或图片改了", b""),
    "hide, the cover is freed": ({**page_with(IMAGE), 30: EVIL}, lambda data: pointed(data, {30: None}), "第 1 页用的字体或图片改了", b""),
    "hide, the cover is called P": ({**page_with(b"/XObject<</P 30 0 R>>", b"/P Do"), 30: NOTHING}, {30: EVIL},
                                    "第 1 页用的字体或图片改了", b""),
    "hide, the cover is called Parent": ({**page_with(b"/XObject<</Parent 30 0 R>>", b"/Parent Do"), 30: NOTHING}, {30: EVIL},
                                         "第 1 页用的字体或图片改了", b""),
    "hide, a cover within a cover": ({**page_with(IMAGE), 30: stream(b"/P Do", FORM + b"/Resources<</XObject<</P 32 0 R>>>>"), 32: NOTHING},
                                     {32: EVIL}, "第 1 页用的字体或图片改了", b""),
    "hide, contents kept ready": ({50: stream(b"BT /F 20 Tf 20 150 Td (Total 99.5) Tj ET")}, {3: page(50, b"10 0 R 11 0 R 12 0 R")},
                                  "第 1 页的内容改了", b""),
    "replace, a font called P": ({**page_with(b"/ExtGState<<>>", b""), 6: b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]"
                                  b"/FirstChar 65/LastChar 65/Widths[1]/Encoding<</Differences[65/P]>>/CharProcs<</P 30 0 R>>>>",
                                  30: stream(b"")}, {30: stream(b"0 0 1 1 re f")}, "第 1 页用的字体或图片改了", b""),
    "replace, the value instead of the looks": ({}, {1: CATALOG.replace(b"/SigFlags 3", b"/SigFlags 3/NeedAppearances true") % b""},
                                                "表单的设置改了", b""),
    "replace, a state of the looks called P": (
        {12: b"<</Type/Annot/Subtype/Widget/FT/Btn/T(Name)/V/P/AS/P/Rect[0 0 300 200]/F 4/AP<</N<</P 31 0 R>>>>>>", 31: NOTHING},
        {31: EVIL}, "“Name”的外观改了", b""),
    "replace, a field kept off the pages": (
        {1: WITH_NEW % b"", 40: TEXT % b"Off", 31: EVIL}, {3: page(5, ANNOTS)}, "第 1 页加了批注（Widget）", b""),
    "replace, a field shown on one more page": (
        {1: WITH_NEW % b"", 3: page(5, ANNOTS), 40: TEXT % b"Off", 31: EVIL}, {4: page(7, b"9 0 R 40 0 R")},
        "第 2 页加了批注（Widget）", b""),
    "replace, another order of annotations": (
        {3: page(5, b"10 0 R 11 0 R 12 0 R 40 0 R 42 0 R"), 31: EVIL,
         40: b"<</Type/Annot/Subtype/Stamp/Rect[0 0 300 200]/F 4/AP<</N 31 0 R>>>>",
         42: b"<</Type/Annot/Subtype/Square/Rect[0 0 300 200]/IC[1 1 1]/F 4>>"},
        {3: page(5, b"10 0 R 11 0 R 12 0 R 42 0 R 40 0 R")}, "第 1 页批注的次序变了", b""),
    "replace, the fourth place of a number": ({**page_with(b"/ExtGState<</G 30 0 R>>", b""), 30: b"<</LW 0.0001>>"}, {30: b"<</LW 0.0009>>"},
                                              "第 1 页用的字体或图片改了", b""),
    "EAA": ({}, {3: page(5, ANNOTS), 40: b"<</Type/Annot/Subtype/Stamp/Rect[0 0 300 200]/F 4/AP<</N 41 0 R>>>>", 41: EVIL},
            "第 1 页加了批注（Stamp）：不允许", DOC_MDP % 2),
    "SSA, a field that nobody signed": ({}, sneaky(b""), "“New”", DOC_MDP % 2),
    "SSA, a signature that is none": ({}, sneaky(b"/V 7"), "“New”", DOC_MDP % 2),
    "SSA, a signature of no format": ({}, sneaky(b"/V<</Type/Sig>>"), "“New”", DOC_MDP % 2),
}


def shadow(prepared, update, words, entries):
    """The signature itself holds, also for pdfsig; the update is named, and the file is not valid."""
    data = signed(plain(prepared), more=entries)
    expect(judged(data)[0] == 0, "not valid before the attack")
    data = update(data) if callable(update) else append(data, update)
    status, result = judged(data)
    expect(status == 1 and words in said(result), f"status {status}: {said(result)}")
    expect(pdfsig_says(data)[0], "pdfsig finds the signature itself broken")


# ---- forgeries ----

def ranged(*four):
    """Signed as if the range were right, which then says something else."""
    data = signed(plain())
    return swapped(data, byte_range(data), b"/ByteRange[%d %d %d %d]" % four)


def hide_and_replace():
    data, places = hidden({5: stream(b"BT /F 20 Tf 20 150 Td (Total 99.5) Tj ET")})
    return pointed(signed(data), places)


def hide_and_replace_all():
    data, places = hidden({90: b"<</Type/Catalog/Pages 91 0 R>>", 91: b"<</Type/Pages/Count 1/Kids[92 0 R]>>",
                           92: page(93, b"", 91), 93: stream(b"BT /F 20 Tf 20 150 Td (Total 99.5) Tj ET")})
    return pointed(signed(data), places, 90)


def copied_signature():
    data = signed(plain())
    value = re.search(rb"\n20 0 obj\n(.*?)\nendobj\n", data, re.S)[1]
    return append(data, {5: stream(b"BT /F 20 Tf 20 150 Td (Total 99.5) Tj ET"), 20: value})


def moved_signature():
    """The whole signed file stands, changed, in front, and the signed bytes behind as a stream that no one shows."""
    data = signed(plain())
    _, start, after, length = numbers(data)
    front = append(plain(), {5: stream(b"(evil)"), 90: stream(data)})
    at = front.index(data)
    value = re.search(rb"\n20 0 obj\n(.*?)\nendobj\n", data, re.S)[1]
    value = value.replace(byte_range(data), (b"/ByteRange[%d %d %d %d]" % (at, start, at + after, length)).ljust(len(byte_range(data))))
    return append(front, {10: (FIELD % b"A")[:-2] + b"/V 20 0 R>>", 20: value})


def second_hole():
    """A range of three parts, which leaves a second hole."""
    data = signed(plain())
    _, start, after, length = numbers(data)
    return swapped(data, byte_range(data), b"/ByteRange[0 9 11 %d %d %d]" % (start - 11, after, length))


FORGERIES = {  # name: (the file, its code)
    "hide and replace": (hide_and_replace, "E769"),
    "hide and replace, all pages": (hide_and_replace_all, None),
    "ISA with a copy of the signature": (copied_signature, "E762"),
    "SWA in a stream": (moved_signature, "E762"),
    "USF, a negative range": (lambda: ranged(0, -1, 5, 9), "E762"),
    "USF, nothing is signed": (lambda: ranged(0, 0, 0, 0), "E762"),
    "USF, both parts overlap": (lambda: ranged(0, 900, 300, 400), "E762"),
    "USF, behind the end": (lambda: ranged(0, numbers(signed(plain()))[1], numbers(signed(plain()))[2], 9999999), "E762"),
    "USF, a number too large": (lambda: ranged(0, 2 ** 63, 1, 1), "E754"),
    "USF, a second hole": (second_hole, "E762"),
    "USF, no contents": (lambda: signed(plain()).replace(b"/Contents<", b"/Contentz<", 1), "E761"),
    "USF, contents of an odd length": (lambda: re.sub(rb"0>/M", b">/M ", signed(plain())), "E762"),
    "USF, contents as a reference": (lambda: append(re.sub(rb"/Contents<[0-9a-f]{%d}>" % ROOM, b"/Contents 70 0 R".ljust(ROOM + 11),
                                                           signed(plain())), {70: b"<3000>"}), "E761"),
}


def forgery(make, code):
    """Not valid, and told as what it is."""
    status, result = judged(make())
    expect(status == 1 and (code is None or code in codes(result)), f"status {status}: {said(result)}")


# ---- what may follow ----

def lock(action, fields=b""):
    """As others write it: with Data, which leads to the catalogue."""
    return b"/Reference[<</Type/SigRef/TransformMethod/FieldMDP/Data 1 0 R/TransformParams<</Action/%s%s>>>>]" % (action, fields)


def signed_anew(data, rect=b"0 0 0 0"):
    """Signed by another in a field of its own."""
    place = FIELD.replace(b"20 20 120 60", rect)
    return signed(append(data, {1: WITH_NEW % b"", 3: page(5, ANNOTS), 40: place % b"New"}), b"New", 40, 60, place=place)


NUMBERS = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/A %s/B %s>>"
FOLLOWING = {
    "filled in": lambda data: append(data, FILLED),
    "signed": lambda data: signed(data, b"B", 11, 21),
    "annotated": lambda data: append(data, {3: page(5, ANNOTS), 40: NOTE}),
    "place": lambda data: append(data, {1: WITH_NEW % b"", 40: b"<</FT/Sig/T(New)>>"}),
    "validation data": lambda data: append(data, {1: CATALOG % b"/DSS<</Certs[]>>"}),
}
ALLOWED = {  # entries of the first signature: what may follow
    "nothing said": (b"", "filled in, signed, place, validation data"),
    "certified 1": (DOC_MDP % 1, "validation data"),
    "certified 2": (DOC_MDP % 2, "filled in, signed, place, validation data"),
    "certified 3": (DOC_MDP % 3, "filled in, signed, annotated, place, validation data"),
    "certified, P not said": (DOC_MDP.replace(b"/P %d", b""), "filled in, signed, place, validation data"),
    "all locked": (lock(b"All"), "place, validation data"),
    "one locked": (lock(b"Include", b"/Fields[(Name)]"), "signed, place, validation data"),
    "the others locked": (lock(b"Exclude", b"/Fields[(Name)]"), "filled in, place, validation data"),
    "names below locked": (lock(b"Include", b"/Fields[(Nam)(N)]"), "filled in, signed, place, validation data"),
}
PERMISSIONS = {f"{name}, {what}": (entries, FOLLOWING[what], what in allowed.split(", "))
               for name, (entries, allowed) in ALLOWED.items() for what in FOLLOWING}
PERMISSIONS["numbers written otherwise"] = (b"", lambda data: append(data, {6: NUMBERS % (b".5", b"-2.0")}), True)
PERMISSIONS["a new place shown, W758"] = (b"", lambda data: signed_anew(data, b"0 0 300 200"), True)
PERMISSIONS["a new place shown, certified 2"] = (DOC_MDP % 2, lambda data: signed_anew(data, b"0 0 300 200"), False)
PERMISSIONS["a new place not shown, certified 2"] = (DOC_MDP % 2, signed_anew, True)


def permitted(entries, follow, allowed):
    data = signed(plain({6: NUMBERS % (b"0.500", b"-2")}), more=entries)
    expect(judged(data)[0] == 0, "not valid before")
    status, result = judged(follow(data))
    expect((status == 0) == allowed, f"status {status}: {said(result)}")
    expect(allowed or "E769" in codes(result), said(result))
    if "New" in said(result) and allowed:
        expect(("W758" in codes(result)) == (entries == b"" and follow not in FOLLOWING.values()), said(result))
