"""Breaking a rule on purpose must make its judge fail.

Each mutant is one exact text of a source file and what it becomes: one rule of the page, disabled. The changed file alone is
compiled and linked with the objects of build/release, the stress document is set with that program, and the judge named must
find something wrong. A text that is no longer found, or found twice, fails too: then the rule has moved, and so must the mutant.
"""

import functools
import json
import re
import shlex
import sys
from collections import namedtuple

import stress
from harness import ROOT, expect, run, temp_folder, text_of

BUILD = ROOT / "build/release"
E2E = ROOT / "tests/e2e"

Mutant = namedtuple("Mutant", "name file old new judge")

MUTANTS = [
    Mutant("heading_last_on_page", "layout/blocks.c", "title || block->kind == JX_B_HEADING", "title", "headings_kept"),
    Mutant("orphan", "layout/lines.c", "(i >= 1 && i + 2 < n)", "(i + 2 < n)", "widows_orphans"),
    Mutant("widow", "layout/lines.c", "(i >= 1 && i + 2 < n)", "(i >= 1)", "widows_orphans"),
    Mutant("caption_parted", "layout/table.c", "{look, true, block->anchor, block->span}", "{look, false, block->anchor, block->span}",
           "captions_kept"),
    Mutant("page_overfull", "layout/fill.c", "y + box->height_mpt > height_mpt", "y + box->height_mpt > height_mpt + 20000", "inside_area"),
    Mutant("label_not_repeated", "layout/grid_draw.c", "if (is_label(set->cell) && set->n_shown == 0 && n <= fit)", "if (false)",
           "labels_repeated"),
    Mutant("header_not_repeated", "layout/grid.c", "if (r > row0 && grid->rows[row0].header &&", "if (r > row0 && !grid->rows[row0].header &&",
           "headers_repeated"),
    Mutant("cell_too_low", "layout/grid.c", "(int64_t)n_lines(set) * set->pitch_mpt", "(int64_t)(n_lines(set) + 1) / 2 * set->pitch_mpt",
           "overlaps"),
    Mutant("line_starts_with_mark", "text/break.c", "if (solid && (jx__is_start_forbidden(c->cp) || jx__is_end_forbidden(solid->cp)))",
           "if (solid && jx__is_start_forbidden(c->cp)) c->brk = JX__BREAK_LEGAL; else if (solid && jx__is_end_forbidden(solid->cp))",
           "line_starts"),
    Mutant("line_stops_with_mark", "text/break.c", "if (solid && (jx__is_start_forbidden(c->cp) || jx__is_end_forbidden(solid->cp)))",
           "if (solid && jx__is_end_forbidden(solid->cp)) c->brk = JX__BREAK_LEGAL; else if (solid && jx__is_start_forbidden(c->cp))",
           "line_stops"),
    Mutant("number_parted_from_unit", "text/keep.c", "        keep_unit(text, i);", "        (void)keep_unit;", "units_kept"),
    Mutant("year_parted_from_number", "text/keep.c", "        keep_year_bracket(text, i);", "        (void)keep_year_bracket;", "units_kept"),
    Mutant("one_character_last", "text/compose.c", "square(10 + badness(c, line)) + (line->lonely ? LONELY : 0)",
           "square(10 + badness(c, line))", "lonely_ends"),
    Mutant("marks_not_squeezed", "text/space.c", "b->gap_mpt = -at_most(a, b, blank_between(a, b));", "b->gap_mpt = 0;", "marks_squeezed"),
    Mutant("marks_squeezed_too_far", "text/space.c", "#define MOST_SQUEEZED 490", "#define MOST_SQUEEZED 500", "copied_poppler"),
    Mutant("wide_gap_to_latin", "text/space.c", "#define MIXED_GAP 80", "#define MIXED_GAP 250", "copied_pdfjs"),
    Mutant("right_edge_ragged", "text/line.c", "bool justified = measure->justify && !(cut->last || cut->forced);", "bool justified = false;",
           "right_edge"),
    Mutant("stretched_unlisted", "trace/trace.c", "#define WIDE_GAP_MILLI_EM 90", "#define WIDE_GAP_MILLI_EM 200", "stretched_listed"),
    Mutant("to_unicode_off_by_one", "pdf/cmap.c", "jx__put_utf16(buf, cp);", "jx__put_utf16(buf, cp + 1);", "nothing_lost"),
    Mutant("bold_too_heavy", "pdf/text.c", "#define BOLD_PART 30", "#define BOLD_PART 12", "outlines"),
    Mutant("bold_forgotten", "pdf/text.c", "run->stroke_bold ? run->size_mpt / BOLD_PART : 0", "0", "bold_drawn"),
    Mutant("glyphs_shifted", "pdf/text.c", "tj_move(tj, glyph->x_mpt);", "tj_move(tj, glyph->x_mpt / 100 * 99);", "right_edge"),
]


def command_of(source):
    """How build/release compiles a file, without its output and input."""
    entries = json.loads((BUILD / "compile_commands.json").read_text("utf-8"))
    words = next(shlex.split(entry["command"]) for entry in entries if entry["file"] == str(source))
    return words[:words.index("-o")]


def link_command():
    done = run("ninja", "-C", BUILD, "-t", "commands", "jixiao")
    expect(done.returncode == 0, text_of(done))
    words = shlex.split(done.stdout.decode().strip().split("\n")[-1])
    return words[words.index("&&") + 1:words.index("&&", words.index("&&") + 1)]


def mutated(mutant, folder):
    """The program with the mutant in it."""
    source = ROOT / "src" / mutant.file
    text = source.read_text("utf-8")
    expect(text.count(mutant.old) == 1, f"{mutant.file} holds {text.count(mutant.old)} times: {mutant.old}")
    changed, made, program = folder / source.name, folder / "mutant.o", folder / "jixiao"
    changed.write_text(text.replace(mutant.old, mutant.new), "utf-8")
    done = run(*command_of(source), "-w", "-Wno-error", "-O1", "-c", changed, "-o", made)
    expect(done.returncode == 0, f"the mutant does not compile: {text_of(done)[:600]}")
    words = link_command()
    words[words.index("-o") + 1] = str(program)
    words.insert(next(i for i, word in enumerate(words) if word.endswith("main.c.o")), str(made))
    done = run(*words, cwd=BUILD)
    expect(done.returncode == 0, f"the mutant does not link: {text_of(done)[:600]}")
    return program


@functools.cache
def project():
    folder = temp_folder() / stress.NAME
    stress.write(folder)
    return folder


def caught(mutant):
    """The judge finds something wrong with what the mutant makes."""
    folder = temp_folder()
    program = mutated(mutant, folder)
    done = run(program, "build", project(), "-o", folder, "--only", "pdf")
    expect(done.returncode == 0, f"the mutant does not build: {text_of(done)[-300:]}")
    script = "outlines.py" if mutant.judge == "outlines" else "typography.py"
    done = run(sys.executable, "-B", E2E / script, folder / f"{stress.NAME}.pdf", project(), mutant.judge, env={"JIXIAO": str(program)})
    said = done.stdout.decode("utf-8", "replace")
    found = re.search(rf"^{mutant.judge} +(\d+) ", said, re.M)
    expect(found, f"{mutant.judge} did not judge: {text_of(done)[-600:]}")
    expect(int(found[1]) > 0, f"{mutant.judge} found nothing wrong")


def checks():
    return [(f"mutant {mutant.name}", functools.partial(caught, mutant)) for mutant in MUTANTS]
