"""Adds up the line coverage of lib/ from the .gcda files of a build, with gcov alone.

    coverage.py BUILD [--floor PERCENT] [--lines]

Prints the share of each folder of lib/ and the lines that no test ran (ranges, with --lines for
every file, else for the folders below the floor), and last `coverage: lines of lib/ 97.1 % (n of m)`.
"""
import argparse
import json
import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path


def collect(build):
    """{file: {line: times run}} of the sources below lib/."""
    top = os.path.realpath(".")
    data = sorted(str(p) for p in Path(build, "lib").rglob("*.gcda"))
    notes = sorted(Path(build, "lib").rglob("*.gcno"))
    if not data:
        sys.exit(f"coverage: no .gcda files below {build}/lib: did the tests run?")
    counts = defaultdict(dict)
    # an object that no test ever ran has notes but no counts: gcov reads the notes then
    never = [str(n) for n in notes if not n.with_suffix(".gcda").exists()]
    out = subprocess.run(
        ["gcov", "--json-format", "--stdout", *data, *never], capture_output=True, text=True, check=True
    ).stdout
    for text in out.splitlines():
        if not text.startswith("{"):
            continue
        for entry in json.loads(text)["files"]:
            path = os.path.relpath(os.path.join(top, entry["file"]), top)
            if not path.startswith("lib" + os.sep):
                continue
            lines = counts[path]
            for row in entry["lines"]:
                number = row["line_number"]
                lines[number] = max(lines.get(number, 0), row["count"])
    return counts


def ranges(numbers):
    """[3, 4, 5, 9] -> '3-5, 9'."""
    parts = []
    for n in numbers:
        if parts and n == parts[-1][1] + 1:
            parts[-1][1] = n
        else:
            parts.append([n, n])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in parts)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build")
    parser.add_argument("--floor", type=float, default=95.0)
    parser.add_argument("--lines", action="store_true")
    options = parser.parse_args()
    counts = collect(options.build)
    folders = defaultdict(lambda: [0, 0])
    for path, lines in counts.items():
        folder = folders[os.path.dirname(path)]
        folder[0] += sum(1 for c in lines.values() if c)
        folder[1] += len(lines)
    for name, (run, total) in sorted(folders.items()):
        share = 100.0 * run / total if total else 100.0
        print(f"  {name:<16} {share:5.1f} % ({run} of {total})")
        for path in sorted(p for p in counts if os.path.dirname(p) == name):
            missed = sorted(n for n, c in counts[path].items() if not c)
            if missed and (options.lines or share < options.floor):
                print(f"    {path}: {ranges(missed)}")
    run = sum(f[0] for f in folders.values())
    total = sum(f[1] for f in folders.values())
    share = 100.0 * run / total
    print(f"coverage: lines of lib/ {share:.1f} % ({run} of {total})")
    if share < options.floor:
        sys.exit(f"coverage: below {options.floor:g} %")


if __name__ == "__main__":
    main()
