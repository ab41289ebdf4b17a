"""Our linear programmes beside GLPK (glpsol) and HiGHS (SciPy), on random ones of many kinds.

    PYTHONPATH=lib/python python3 tests/bench/linear_solvers.py [COUNT] [SEED]

Solvers: Debian's glpk-utils and python3-scipy; what is not installed is left out. Prints every
disagreement on status or objective (beyond 1e-9 relative) and ends with a count; exit code 1 if there was one.
"""
import math
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

from carepath import linear

try:
    import numpy
    from scipy.optimize import linprog
except ImportError:
    linprog = None
GLPSOL = shutil.which("glpsol")
INF = math.inf


class Program:
    """One random programme, as lists."""

    def __init__(self, source, kind, rows, columns):
        self.kind = kind
        self.maximise = source.random() < 0.5
        whole = source.random() < 0.5
        number = (lambda: source.randint(-9, 9)) if whole else (lambda: source.gauss(0, 1) * 10 ** source.uniform(-2, 2))
        share = source.choice([0.1, 0.3, 1.0])
        self.entries = [(i, j, number()) for i in range(rows) for j in range(columns) if source.random() < share]
        self.entries = [e for e in self.entries if e[2] != 0]
        self.cost = [number() for _ in range(columns)]
        self.lower, self.upper = [], []
        for _ in range(columns):
            low, high = source.choice([(0, INF), (0, 5), (-INF, INF), (-3, 2), (1, 1), (-INF, 4), (0, 1), (0, INF)])
            self.lower.append(float(low))
            self.upper.append(float(high))
        self._rows(source, rows, columns, whole)

    def _rows(self, source, rows, columns, whole):
        """Rows through a point within the bounds, so that the programme is feasible; some kinds spoil that."""
        point = [
            min(max(0.0 if self.kind == "degenerate" else source.uniform(-2, 3), low), high)
            for low, high in zip(self.lower, self.upper)
        ]
        if whole:
            point = [float(min(max(round(p), low), high)) for p, low, high in zip(point, self.lower, self.upper)]
        activity = [0.0] * rows
        for i, j, v in self.entries:
            activity[i] += v * point[j]
        self.row_lower, self.row_upper = [], []
        for a in activity:
            slack = 0.0 if self.kind == "degenerate" else float(source.choice([0, 0, 1, 5]))
            off = source.choice([0, 0, 0, 7]) if self.kind == "infeasible" else 0
            low, high = source.choice([(a, a), (a - slack, INF), (-INF, a + slack), (a - slack, a + 2 * slack)])
            self.row_lower.append(low + off)
            self.row_upper.append(high + off)
        if self.kind != "unbounded":  # a box around everything
            for j in range(columns):
                self.lower[j], self.upper[j] = max(self.lower[j], -50.0), min(self.upper[j], 50.0)


def ours(p):
    found = linear.solve(
        p.cost, None, p.row_lower, p.row_upper, p.lower, p.upper, p.maximise, triplets=list(zip(*p.entries)) or [[]] * 3
    )
    return found.status, found.objective, found


def highs(p):
    rows, columns = len(p.row_lower), len(p.cost)
    matrix = numpy.zeros((rows, columns))
    for i, j, v in p.entries:
        matrix[i, j] += v
    sign = -1.0 if p.maximise else 1.0
    equal = [i for i in range(rows) if p.row_lower[i] == p.row_upper[i]]
    up = [i for i in range(rows) if i not in equal and p.row_upper[i] < INF]
    down = [i for i in range(rows) if i not in equal and p.row_lower[i] > -INF]
    upper = numpy.vstack([matrix[up], -matrix[down]]) if up or down else None
    right = [p.row_upper[i] for i in up] + [-p.row_lower[i] for i in down]
    found = linprog(
        sign * numpy.array(p.cost),
        upper,
        right or None,
        matrix[equal] if equal else None,
        [p.row_lower[i] for i in equal] or None,
        list(zip(p.lower, p.upper)),
        method="highs",
    )
    status = {0: "optimal", 2: "infeasible", 3: "unbounded"}.get(found.status, "unknown")
    return status, sign * found.fun if status == "optimal" else None, found


def mps(p):
    """Free MPS; minimises: costs are turned where the programme maximises."""
    sign = -1.0 if p.maximise else 1.0
    lines, rhs, ranges = ["NAME p", "ROWS", " N obj"], [], []
    for i, (low, high) in enumerate(zip(p.row_lower, p.row_upper)):
        kind = "E" if low == high else "G" if high == INF else "L"
        lines.append(f" {kind} r{i}")
        rhs.append(f" RHS r{i} {low if kind == 'G' else high!r}")
        if kind == "L" and low > -INF:
            ranges.append(f" RNG r{i} {high - low!r}")
    lines.append("COLUMNS")
    by_column = [[] for _ in p.cost]
    for i, j, v in p.entries:
        by_column[j].append((i, v))
    for j, c in enumerate(p.cost):
        lines.append(f" x{j} obj {sign * c!r}")
        lines += [f" x{j} r{i} {v!r}" for i, v in by_column[j]]
    lines += ["RHS", *rhs, "RANGES", *ranges, "BOUNDS"]
    for j, (low, high) in enumerate(zip(p.lower, p.upper)):
        lines.append(f" LO BND x{j} {low!r}" if low > -INF else f" MI BND x{j}")
        if high < INF:
            lines.append(f" UP BND x{j} {high!r}")
    return "\n".join([*lines, "ENDATA", ""])


def glpk(p, folder):
    model, answer = folder / "p.mps", folder / "p.sol"
    model.write_text(mps(p))
    answer.unlink(missing_ok=True)
    command = [GLPSOL, "--freemps", model, "--min", "--nopresol", "--tmlim", "10", "-w", answer]
    text = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    for line in answer.read_text().splitlines() if answer.exists() else []:
        words = line.split()
        if words[:2] == ["s", "bas"]:
            primal, dual, value = words[4], words[5], float(words[6])
            if primal == "f" and dual == "f":
                return "optimal", -value if p.maximise else value, None
    if "NO PRIMAL FEASIBLE" in text:
        return "infeasible", None, None
    if "UNBOUNDED" in text or "NO DUAL FEASIBLE" in text:
        return "unbounded", None, None
    return "unknown", None, None


def agree(a, b):
    if a[0] != b[0]:
        # a programme that is infeasible and unbounded in its dual may be called either by a presolver
        return b[0] == "unknown" or {a[0], b[0]} == {"infeasible", "unbounded"} and b[2] is not None
    near = 1e-9 if b[2] is not None else 1e-6  # GLPK's own tolerance
    return a[0] != "optimal" or abs(a[1] - b[1]) <= near * max(1.0, abs(a[1]), abs(b[1]))


def sound(p, found):
    """What our answer says of itself."""
    scale = max(1.0, abs(found.objective))
    if found.status == "optimal":  # the gap closes, but for the rounding of large prices
        gap = 1e-9 * scale + 1e-13 * sum(abs(v) for v in found.dual)
        return abs(found.objective - found.bound) <= gap and found.primal_error <= 1e-9 * scale
    if found.status == "infeasible":
        return found.shortfall > 0.0
    gain = sum(c * r for c, r in zip(p.cost, found.ray))
    return gain > 0 if p.maximise else gain < 0


def main(count, seed):
    peers = {"highs": highs} if linprog else {}
    if GLPSOL:
        peers["glpk"] = None
    spent = dict.fromkeys(["ours", *peers], 0.0)
    seen, wrong = {}, 0
    with tempfile.TemporaryDirectory() as folder:
        if GLPSOL:
            peers["glpk"] = lambda p: glpk(p, pathlib.Path(folder))
        for k in range(count):
            source = random.Random(f"{seed}/{k}")
            kind = source.choice(["feasible", "degenerate", "infeasible", "unbounded"])
            p = Program(source, kind, source.randint(0, 30), source.randint(1, 40))
            since = time.perf_counter()
            mine = ours(p)
            spent["ours"] += time.perf_counter() - since
            seen[mine[0]] = seen.get(mine[0], 0) + 1
            if not sound(p, mine[2]):
                wrong += 1
                print(f"{seed}/{k} {kind}: ours is not sound: {mine[:2]} {vars(mine[2])['bound']}"
                      f" {mine[2].primal_error} {mine[2].shortfall}")
            for name, solver in peers.items():
                since = time.perf_counter()
                theirs = solver(p)
                spent[name] += time.perf_counter() - since
                if not agree(mine, theirs):
                    wrong += 1
                    print(f"{seed}/{k} {kind}: ours {mine[:2]}, {name} {theirs[:2]}")
    print(f"{count} programmes: {seen}; seconds {({k: round(v, 3) for k, v in spent.items()})}; {wrong} disagreements")
    return 1 if wrong else 0


if __name__ == "__main__":
    arguments = [int(a) for a in sys.argv[1:]]
    sys.exit(main(*(arguments + [400, 1][len(arguments) :])))
