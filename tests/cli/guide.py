"""Holds a guide against what it shows.

guide.py CAREPATH GUIDE [EXPECTED]...: each indented block of GUIDE that begins with build/bin/carepath is a
command and, after an empty line, exactly what it prints; each EXPECTED stands in GUIDE as a block.
"""
import subprocess
import sys
import textwrap


def blocks(text):
    """Runs of indented lines, empty ones within them included."""
    block = []
    for line in [*text.split("\n"), "end"]:
        if line.startswith("    ") or (not line and block):
            block.append(line)
        elif block:
            yield textwrap.dedent("\n".join(block)).strip("\n") + "\n"
            block = []


def main(carepath, guide, *expected):
    with open(guide, encoding="utf-8") as file:
        text = file.read()
    shown, failed, commands = list(blocks(text)), 0, 0
    for block in shown:
        if not block.startswith("build/bin/carepath "):
            continue
        command, _, wanted = block.partition("\n\n")
        command = command.replace("\\\n", " ").replace("build/bin/carepath", carepath)
        printed = subprocess.run(["sh", "-c", command], stdout=subprocess.PIPE, text=True, check=False).stdout
        commands += 1
        if printed != wanted:
            print(f"{guide}: {command}\nprints\n{printed}not\n{wanted}")
            failed += 1
    for name in expected:
        with open(name, encoding="utf-8") as file:
            lines = file.read()
        if not any(lines in block for block in shown):
            print(f"{guide}: does not show {name}")
            failed += 1
    return failed > 0 or commands == 0


sys.exit(main(*sys.argv[1:]))
