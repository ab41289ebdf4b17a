#!/usr/bin/env python3
"""Holds docs/reference/capabilities.md against the library.

Every row of its table says what the library can do, by which functions, in which example and which test:

    | 47 | Access against need ... | works | `cpw_system_access` | `examples/system_people.c` | `tests/.../check_x.c` |

What is checked: the numbers 1 to 68 are there once each, in order; the status is `works`, or `parameter` where that is
allowed; every function is exported by a public header; every example and test is there, and names at least one of the
row's functions (or, in Python, its name without `cpw_`, or, in a script, the command in the row); every function is
named by at least one of the row's tests. Prints what is wrong, one a line; exit code 1 if anything is.

    capabilities.py [FOLDER]      the top of the tree; default: two levels above this file
"""
import re
import sys
from pathlib import Path

ROWS = 68
PARAMETERS = {12, 58, 62, 65}
STATUSES = ("works", "parameter")
CODE = re.compile(r"`([^`]+)`")


def exported(top):
    """Names of all functions that the public headers declare."""
    names = set()
    for header in sorted((top / "include" / "carepath").glob("*.h")):
        text = re.sub(r"/\*.*?\*/", " ", header.read_text(encoding="utf-8"), flags=re.S)
        declared = re.findall(r"CPW_(?:API|INLINE)\b[^;{]*?\b(cpw_[a-z0-9_]+)\s*\(", text)
        names.update(declared)
    return names


def table(text):
    """(line, cells) of every row that begins with a number."""
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r"\|\s*\d+\s*\|", line):
            yield number, [cell.strip() for cell in line.strip().strip("|").split("|")]


def words(function, path):
    """What a file may call a function."""
    if path.suffix == ".py":
        return [function, function.removeprefix("cpw_")]
    return [function]


def mentions(text, names):
    return any(re.search(r"(?<![A-Za-z0-9_])" + re.escape(name) + r"(?![A-Za-z0-9_])", text) for name in names)


class Check:
    def __init__(self, top):
        self.top = top
        self.names = exported(top)
        self.problems = []
        self.texts = {}

    def wrong(self, line, message):
        self.problems.append(f"docs/reference/capabilities.md:{line}: {message}")

    def text_of(self, path):
        if path not in self.texts:
            self.texts[path] = (self.top / path).read_text(encoding="utf-8")
        return self.texts[path]

    def files(self, line, number, kind, cell, functions, commands):
        """The files of a cell that are there."""
        there = []
        listed = CODE.findall(cell)
        if not listed:
            self.wrong(line, f"row {number} names no {kind}")
        for name in listed:
            if not (self.top / name).is_file():
                self.wrong(line, f"row {number}: {kind} {name} is not there")
                continue
            there.append(name)
            known = [word for function in functions for word in words(function, Path(name))]
            if not mentions(self.text_of(name), known + commands):
                self.wrong(line, f"row {number}: {kind} {name} mentions none of its functions")
        return there

    def row(self, line, cells):
        number = int(cells[0])
        if len(cells) != 6:
            self.wrong(line, f"row {number} has {len(cells)} cells, not 6")
            return
        _, capability, status, how, example, test = cells
        if not capability:
            self.wrong(line, f"row {number} does not say what it is")
        if status not in STATUSES:
            self.wrong(line, f"row {number}: status {status!r} is none of {', '.join(STATUSES)}")
        if status == "parameter" and number not in PARAMETERS:
            self.wrong(line, f"row {number} must work: only {sorted(PARAMETERS)} may be parameters")
        functions = [name for name in CODE.findall(how) if name.startswith("cpw_")]
        commands = [name for name in CODE.findall(how) if name.startswith("carepath ")]
        if not functions:
            self.wrong(line, f"row {number} names no function")
        for name in functions:
            if name not in self.names:
                self.wrong(line, f"row {number}: {name} is in no public header")
        self.files(line, number, "example", example, functions, commands)
        tests = self.files(line, number, "test", test, functions, commands)
        for name in functions:
            if not any(mentions(self.text_of(path), words(name, Path(path))) for path in tests):
                self.wrong(line, f"row {number}: none of its tests mentions {name}")

    def run(self):
        path = self.top / "docs" / "reference" / "capabilities.md"
        if not path.is_file():
            self.problems.append(f"{path} is not there")
            return
        numbers = []
        for line, cells in table(path.read_text(encoding="utf-8")):
            numbers.append(int(cells[0]))
            self.row(line, cells)
        for number in range(1, ROWS + 1):
            if numbers.count(number) != 1:
                self.wrong(1, f"row {number} is there {numbers.count(number)} times")
        for number in sorted(set(numbers) - set(range(1, ROWS + 1))):
            self.wrong(1, f"row {number} is none of 1 to {ROWS}")
        if numbers != sorted(numbers):
            self.wrong(1, "the rows are not in order")


def main(arguments):
    top = Path(arguments[0]) if arguments else Path(__file__).resolve().parents[2]
    check = Check(top)
    check.run()
    for problem in check.problems:
        print(problem)
    print(f"capabilities: {ROWS} rows, {len(check.names)} functions, {len(check.problems)} problems")
    return 1 if check.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
