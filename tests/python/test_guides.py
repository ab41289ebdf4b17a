"""Guides whose code runs as it stands and prints what stands below it."""
import contextlib
import io
import pathlib
import re
import unittest

import carepath  # noqa: F401  a guide without the library is a failure, not a skip

FOLDER = pathlib.Path(__file__).resolve().parent.parent.parent / "docs" / "how-to"


def pieces(text):
    """(code, what must be printed) of every Python piece: the indented block that follows it, if any."""
    found = re.split(r"```python\n(.*?)```\n", text, flags=re.S)
    for code, after in zip(found[1::2], found[2::2]):
        block = re.match(r"\n((?:    .*\n|\n(?=    ))+)", after)
        yield code, "" if block is None else re.sub("^    ", "", block.group(1), flags=re.M)


class Guides(unittest.TestCase):
    maxDiff = None

    def check(self, name):
        path, scope, count = FOLDER / name, {"__name__": "guide"}, 0
        for code, expected in pieces(path.read_text(encoding="utf-8")):
            with contextlib.redirect_stdout(io.StringIO()) as said:
                exec(compile(code, str(path), "exec"), scope)
            self.assertEqual(said.getvalue(), expected, code)
            count += expected != ""
        self.assertGreater(count, 3)

    def test_equality_impact(self):
        self.check("equality-impact.md")

    def test_weights_with_a_panel(self):
        self.check("weights-with-a-panel.md")


if __name__ == "__main__":
    unittest.main()
