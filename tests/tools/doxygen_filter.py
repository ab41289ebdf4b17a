"""Doxygen reads the rest of a line after @par as its title; the headers write `@par Thread safety
Safe.` in one line, also several in a row. This filter gives each its own line and title."""
import re
import sys

TITLES = r"(Complexity and accuracy|Complexity|Thread safety|Example)"


def filtered(text):
    text = re.sub(r"(?<=[^\s*])[ \t]+(@(?:par|since|return|param)\b)", r"\n *  \1", text)
    return re.sub(rf"@par {TITLES}[ \t]+(?=\S)", r"@par \1:\n *  ", text)


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as source:
        sys.stdout.write(filtered(source.read()))
