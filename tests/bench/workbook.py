#!/usr/bin/python3
"""How long and how large: jixiao's workbook of a long table beside openpyxl (write-only) writing the same cells.

    python3 tests/bench/workbook.py PROGRAM FOLDER COLUMNS [RUNS]

FOLDER is one of rows.sh. Both are whole processes, run in turns; the medians are shown, and theirs over openpyxl's, which says
more than seconds do on a machine that is busy.
"""
import csv
import os
import statistics
import subprocess
import sys
import time


def write_cells(source, target, columns):
    """The cells of rows.sh, numbers with two digits, as a script would write them that wants little memory."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("清单")
    with open(source, encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        names = next(rows)
        sheet.append([names[c % 5] for c in range(columns)])
        for row in rows:
            cells = []
            for c in range(columns):
                cell = WriteOnlyCell(sheet, row[c % 5] if c % 5 < 2 else float(row[c % 5]))
                if c % 5 > 1:
                    cell.number_format = "0.00"
                cells.append(cell)
            sheet.append(cells)
    book.save(target)


def measured(command):
    """Seconds and MB of a process."""
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{command[0]}：{status}")
    return time.monotonic() - start, usage.ru_maxrss / 1024


def main(program, folder, columns, runs="5"):
    out = os.path.join(folder, "输出")
    os.makedirs(out, exist_ok=True)
    commands = {
        "jixiao": [program, "build", folder, "-o", out, "--only", "xlsx"],
        "openpyxl 只写": [sys.executable, __file__, "--write", os.path.join(folder, "合同.csv"),
                        os.path.join(out, "对照.xlsx"), columns],
    }
    figures = {name: [] for name in commands}
    for _ in range(int(runs)):
        for name, command in commands.items():
            figures[name].append(measured(command))
    medians = {name: [statistics.median(part) for part in zip(*runs)] for name, runs in figures.items()}
    for name, (seconds, size) in medians.items():
        print(f"{name}：{seconds:.2f} 秒，内存峰值 {size:.0f} MB")
    ours, theirs = medians.values()
    print(f"时间之比 {ours[0] / theirs[0]:.2f}，内存之比 {ours[1] / theirs[1]:.2f}")


if __name__ == "__main__":
    if sys.argv[1] == "--write":
        write_cells(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    else:
        main(*sys.argv[1:])
