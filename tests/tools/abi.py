"""Holds the ABI of the built library against the committed snapshot (tests/abi/layout.txt).

    abi.py check|update --layout BUILD/layout.txt [--snapshot tests/abi/layout.txt]

The current ABI is what the compiled library says of itself (tests/abi/print_layout.c: structs, fields,
constants) with the signatures of the headers. The rule, until CPW_ABI is raised: what is in the
snapshot stays as it is; structs, fields at the end of a struct that starts with struct_size,
constants and functions may be added. `update` records additions and refuses a break.
"""
import argparse
import re
import sys
from pathlib import Path

import headers


def signatures(api):
    """Parameter names are left out: they are no part of the ABI."""
    for f in api.functions:
        yield f"function {f.name} {f.type.returns}({f.type.text()})"


def key(line):
    """What a line is about: its first two words."""
    return tuple(line.split(" ")[:2])


def growable(lines):
    """Structs that callers may know in an older, shorter form."""
    return {m.group(1) for line in lines if (m := re.match(r"field (\w+)\.struct_size 0 ", line))}


def breaks(old, new):
    """Sentences on what of the old ABI the new one does not keep."""
    now = {key(line): line for line in new}
    grow = growable(old)
    sizes = {key(line)[1]: int(line.split(" ")[2]) for line in old if line.startswith("struct ")}
    for line in old:
        kind, name = key(line)
        current = now.get((kind, name))
        if current == line or name.startswith("CPW_VERSION_"):
            continue
        if current is None:
            yield f"gone: {line}"
        elif kind == "struct" and name in grow and int(current.split(" ")[2]) > sizes[name]:
            continue
        else:
            yield f"changed: {line} -> {current}"
    before = {key(line) for line in old}
    for line in new:
        kind, name = key(line)
        if kind != "field" or (kind, name) in before:
            continue
        struct = name.split(".")[0]
        if struct in sizes and (struct not in grow or int(line.split(" ")[2]) < sizes[struct]):
            yield f"field added inside a struct that callers know: {line}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("action", choices=("check", "update"))
    parser.add_argument("--layout", required=True)
    parser.add_argument("--snapshot", default="tests/abi/layout.txt")
    parser.add_argument("--headers", default="include/carepath")
    options = parser.parse_args()
    try:
        api = headers.read(options.headers)
    except headers.HeaderError as problem:
        sys.exit(str(problem))
    new = Path(options.layout).read_text(encoding="utf-8").splitlines() + sorted(signatures(api))
    snapshot = Path(options.snapshot)
    old = snapshot.read_text(encoding="utf-8").splitlines() if snapshot.exists() else []
    broken = list(breaks(old, new)) if old and old[0] == new[0] else []
    for sentence in broken:
        print(f"abi: {sentence}")
    if broken:
        sys.exit(
            f"abi: {len(broken)} breaks within '{old[0]}'. Raise CPW_ABI in base.h, or, if this ABI was"
            f" never released, remove {snapshot} and run `make abi-update`"
        )
    if options.action == "update":
        snapshot.write_text("\n".join(new) + "\n", encoding="utf-8")
    elif old != new:
        for line in sorted(set(old) ^ set(new)):
            print(f"abi: {'no longer' if line in old else 'not recorded'}: {line}")
        sys.exit(f"abi: {snapshot} is not up to date: run `make abi-update` and commit it")
    count = {kind: sum(line.startswith(kind + " ") for line in new) for kind in ("struct", "function", "constant")}
    print(
        f"abi: {new[0]}, {count['struct']} structs, {count['function']} functions and"
        f" {count['constant']} constants as recorded"
    )


if __name__ == "__main__":
    main()
