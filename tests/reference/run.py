"""Runs cases with known answers through the Python binding and compares.

    run.py FOLDER [--kinds KIND...] [--data FOLDER]

FOLDER/*.json hold {"about", "cases": [{"id", "kind", "inputs", "expected", "tolerance", ...}]}. How a
kind is computed stands in kinds_*.py beside this file, each with

    KINDS = {"kind": function(inputs) -> value in the shape of `expected`}
    IDS = {"id": function(inputs)}          cases whose kind only describes (optional)
    TOLERANCES = {"kind": 1e-12}            where a file's one text gives several (optional)
    PICK = {"kind": ("W", "lhs")}           compare these keys of `expected` only (optional)
    MORE = {"kind": "why"}                  more keys than a case expects are no miss (optional)

A kind that nobody computes is a failure. Cases that record a peer's bug stand in skip.txt: an id,
then the reason. An expected {"error": ...} is met by any error that the package raises. Every miss
is printed with expected and got; the last line is `N passed, M failed, K skipped`.
"""
import argparse
import importlib.util
import json
import math
import re
import sys
import traceback
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = [HERE.parent.parent.parent / "shared" / "data"]


class Missing(Exception):
    """A data file that is not there: the case is skipped, saying so."""


try:
    from carepath.errors import CarepathError as ModelError
except ImportError:

    class ModelError(Exception):
        """Stands in where the package is not importable: no handler works then anyway."""


def data_file(name):
    """The path of a data file of the cases, wherever it lies below the data folder."""
    for path in sorted(DATA[0].rglob(name)):
        return str(path)
    raise Missing(f"{name} is not below {DATA[0]}")


# ---------------------------------------------------------------- comparison ----------------------


class Tolerance:
    """What a case's text allows: '1e-8 relative', 1e-9, 'exact for integers ...; 1e-9 relative ...'."""

    def __init__(self, text):
        self.integers = isinstance(text, str) and "exact for integers" in text
        match = re.search(r"(\d[\d.]*(?:[eE][+-]?\d+)?)", str(text))
        if match is None:
            raise ValueError(f"tolerance not understood: {text}")
        self.relative = float(match.group(1))

    def allows(self, expected, got):
        return abs(got - expected) <= self.relative * abs(expected)


def number(value):
    """A float or int, also from the text of a number or a fraction; else None."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, str):
        if re.fullmatch(r"[+-]?\d+/\d+", value):
            return float(Fraction(value))
        if re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", value):
            return float(value)
        return {"NaN": math.nan, "Inf": math.inf, "-Inf": -math.inf}.get(value)
    return None


def plain(value):
    """NumPy arrays and scalars as lists and numbers; tuples and ranges as lists."""
    if hasattr(value, "tolist"):
        return value.tolist()
    return list(value) if isinstance(value, (tuple, range)) else value


def keyed(table):
    """The rows' key columns of a long table (columns of equal length, ids among them), else None."""
    if not all(isinstance(plain(c), list) for c in table.values()):
        return None
    keys = [name for name in table if name.endswith("_id")]
    lengths = {len(plain(c)) for c in table.values()}
    return keys if keys and len(lengths) == 1 else None


def in_order(table, keys):
    """The columns of a long table with its rows sorted by their ids."""
    columns = {name: plain(c) for name, c in table.items()}
    rows = range(len(next(iter(columns.values()))))
    order = sorted(rows, key=lambda i: [float(columns[k][i]) for k in keys])
    return {name: [c[i] for i in order] for name, c in columns.items()}


def differences(expected, got, tolerance, where=""):
    """Yields (where, expected, got, why) for each place where got is not what is expected."""
    got = plain(got)

    def differ(why):
        return (where or "value", expected, got, why)

    if isinstance(expected, dict):
        if not isinstance(got, dict):
            yield differ("not a dict")
            return
        keys = keyed(expected)
        if keys and keys == keyed({k: v for k, v in got.items() if k in expected} or {"": 0}):
            expected, got = in_order(expected, keys), in_order(got, keys)
        for name in expected:
            inner = f"{where}.{name}" if where else name
            if name in got:
                yield from differences(expected[name], got[name], tolerance, inner)
            else:
                yield (inner, expected[name], None, "missing")
        for name in got:
            if name not in expected:
                yield (f"{where}.{name}" if where else name, None, got[name], "not expected")
    elif isinstance(expected, list):
        if not isinstance(got, list) or len(got) != len(expected):
            yield differ(f"{len(expected)} elements expected")
            return
        for i, (a, b) in enumerate(zip(expected, got)):
            yield from differences(a, b, tolerance, f"{where}[{i}]")
    elif isinstance(expected, bool) or expected is None:
        if got is not expected:
            yield differ("not the same")
    elif expected == "NA":
        if got is not None and not (isinstance(got, float) and math.isnan(got)):
            yield differ("a missing value is None or NaN")
    elif number(expected) is not None:
        yield from (differ(why) for why in [numeric(expected, got, tolerance)] if why)
    elif got != expected:
        yield differ("not the same")


def numeric(expected, got, tolerance):
    """Why a number is not the expected one, or None."""
    a = number(expected)
    if isinstance(expected, str) and got == expected:
        return None
    if isinstance(got, bool) or not isinstance(got, (int, float)):
        return "not a number"
    if math.isnan(a) or math.isinf(a):
        return None if got == a or (math.isnan(a) and math.isnan(got)) else "not the same"
    if math.isnan(got) or math.isinf(got):
        return "not finite"
    if tolerance.integers and isinstance(expected, int):
        return None if got == expected else "integers are compared exactly"
    if tolerance.allows(a, got):
        return None
    size = abs(got - a) / abs(a) if a else math.inf
    return f"relative difference {size:.3g} > {tolerance.relative:g}"


# ---------------------------------------------------------------- running -------------------------


class Handlers:
    """What kinds_*.py offer, together."""

    def __init__(self):
        self.kinds, self.ids, self.tolerances, self.pick, self.more = {}, {}, {}, {}, {}

    def load(self, path):
        spec = importlib.util.spec_from_file_location(path.stem, path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        for name, into in (
            ("KINDS", self.kinds),
            ("IDS", self.ids),
            ("TOLERANCES", self.tolerances),
            ("PICK", self.pick),
            ("MORE", self.more),
        ):
            for key, value in getattr(module, name, {}).items():
                if key in into:
                    raise SystemExit(f"{path}: {name} has {key}, which another file has too")
                into[key] = value

    def find(self, case):
        return self.ids.get(case["id"]) or self.kinds.get(case["kind"])


def shorten(value):
    text = json.dumps(value, default=str) if not isinstance(value, float) else repr(value)
    return text if len(text) <= 160 else text[:157] + "..."


def run_case(case, handlers):
    """The misses of one case as lines; raises Missing where a data file is not there."""
    handler = handlers.find(case)
    if handler is None:
        return ["nobody computes this kind"]
    expected = case["expected"]
    wants_error = isinstance(expected, dict) and set(expected) == {"error"}
    try:
        got = plain(handler(json.loads(json.dumps(case["inputs"]))))
    except Missing:
        raise
    except Exception as problem:  # a handler's own mistake is a failure of this case, not of the run
        if wants_error and isinstance(problem, ModelError):
            return []
        last = traceback.extract_tb(problem.__traceback__)[-1]
        return [f"{type(problem).__name__}: {problem} ({Path(last.filename).name}:{last.lineno})"]
    if wants_error:
        return [f"expected an error ({expected['error']}), got {shorten(got)}"]
    chosen = handlers.pick.get(case["kind"])
    if chosen and isinstance(expected, dict) and isinstance(got, dict):
        expected = {k: v for k, v in expected.items() if k in chosen}
        got = {k: v for k, v in got.items() if k in chosen}
    if case["kind"] in handlers.more and isinstance(expected, dict) and isinstance(got, dict):
        got = {k: v for k, v in got.items() if k in expected}
    tolerance = Tolerance(handlers.tolerances.get(case["kind"], case["tolerance"]))
    return [
        f"{where}: expected {shorten(a)}, got {shorten(b)} ({why})"
        for where, a, b, why in differences(expected, got, tolerance)
    ]


def run(cases, handlers, skips, kinds=None, say=print):
    """(passed, failed, skipped) of the cases whose kind is asked for (all without kinds)."""
    passed = failed = skipped = 0
    for case in cases:
        name = f"{case['id']} ({case['kind']})"
        if kinds and case["kind"] not in kinds and case["id"] not in kinds:
            continue
        if case["id"] in skips:
            say(f"skipped {name}: {skips[case['id']]}")
            skipped += 1
            continue
        try:
            misses = run_case(case, handlers)
        except Missing as absent:
            say(f"skipped {name}: {absent}")
            skipped += 1
            continue
        for line in misses[:10]:
            say(f"MISS {name}: {line}")
        if len(misses) > 10:
            say(f"MISS {name}: and {len(misses) - 10} more")
        failed, passed = (failed + 1, passed) if misses else (failed, passed + 1)
    return passed, failed, skipped


def read_skips(path):
    skips = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        if line.strip() and not line.startswith("#"):
            name, _, reason = line.partition(" ")
            if not reason.strip():
                raise SystemExit(f"{path}: {name} is skipped without a reason")
            skips[name] = reason.strip()
    return skips


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kinds", nargs="+", default=None)
    parser.add_argument("--data", type=Path, default=None)
    options = parser.parse_args()
    DATA[0] = options.data or DATA[0]
    # kinds_*.py say `from run import data_file`: this module, not a second copy of it
    sys.modules["run"] = sys.modules[__name__]
    handlers = Handlers()
    for path in sorted(HERE.glob("kinds_*.py")):
        handlers.load(path)
    cases = []
    files = sorted(options.folder.glob("*.json"))
    if not files:
        raise SystemExit(f"reference: no .json files in {options.folder}")
    for path in files:
        cases += json.loads(path.read_text(encoding="utf-8"))["cases"]
    kinds = set(options.kinds) if options.kinds else None
    unknown = (kinds or set()) - {c["kind"] for c in cases} - {c["id"] for c in cases}
    for kind in sorted(unknown):
        print(f"MISS {kind}: no case of this kind in {options.folder}")
    passed, failed, skipped = run(cases, handlers, read_skips(HERE / "skip.txt"), kinds)
    failed += len(unknown)
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
