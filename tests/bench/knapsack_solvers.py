"""The same knapsacks by carepath and, where they are installed, GLPK, CBC and HiGHS (SciPy): seconds to the optimum.

    PYTHONPATH=lib/python python3 tests/bench/knapsack_solvers.py [--seconds 20] [FILE...]

FILE is a .json with {"profits", "weights", "capacity"} or {"classes": [[[profit, cost]...]...], "capacity"}; without
one, instances of bench_knapsack (built first: make build/tests/bench/bench_knapsack) are used. Each peer has so
many seconds. Debian: glpk-utils, coinor-cbc, python3-scipy.
"""
import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

from carepath import knapsack

try:
    import numpy
    from scipy import optimize, sparse
except ImportError:
    optimize = None

BENCH = pathlib.Path(__file__).resolve().parents[2] / "build/tests/bench/bench_knapsack"
#: name, number of the class in bench_knapsack, options, range
DRAWN = [
    ("uncorrelated", 0, 1000, 1000),
    ("strongly", 2, 1000, 1000),
    ("inverse strongly", 3, 1000, 1000),
    ("subset sum", 5, 1000, 1000000),
    ("multiple strongly", 10, 1000, 1000),
]


class Instance:
    """Values, costs, a budget, and classes where exactly one of each must be chosen."""

    def __init__(self, name, value, cost, budget, classes=None):
        self.name, self.value, self.cost, self.budget, self.classes = name, value, cost, budget, classes


def read(path):
    data = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    name = pathlib.Path(path).stem
    if "profits" in data:
        return Instance(name, data["profits"], data["weights"], data["capacity"])
    flat = [item for options in data["classes"] for item in options]
    first = [0]
    for options in data["classes"]:
        first.append(first[-1] + len(options))
    return Instance(name, [i[0] for i in flat], [i[1] for i in flat], data["capacity"], first)


def drawn():
    for name, kind, n, size in DRAWN:
        text = subprocess.run(
            [str(BENCH), str(kind), str(n), str(size), "1"], check=True, capture_output=True, text=True
        ).stdout.split()
        numbers = [int(x) for x in text]
        yield Instance(f"{name} n {n} R {size}", numbers[2::2], numbers[3::2], numbers[1])


def write_lp(instance, path):
    def terms(numbers):
        return "\n".join(f"+ {a} x{j}" for j, a in enumerate(numbers))

    rows = [f"budget: {terms(instance.cost)} <= {instance.budget}"]
    first = instance.classes or [0]
    for i in range(len(first) - 1):
        rows.append(f"one{i}: " + " + ".join(f"x{j}" for j in range(first[i], first[i + 1])) + " = 1")
    names = "\n".join(f"x{j}" for j in range(len(instance.value)))
    body = "\n".join(rows)
    path.write_text(
        f"Maximize\nvalue: {terms(instance.value)}\nSubject To\n{body}\nBinary\n{names}\nEnd\n", encoding="utf-8"
    )


def by_carepath(instance, _seconds):
    if instance.classes:
        best = knapsack.choose(instance.value, instance.cost, instance.classes, instance.budget)
    else:
        best = knapsack.solve(instance.value, instance.cost, instance.budget)
    return best.value, best.proven


def by_command(instance, command, value, proven, seconds):
    with tempfile.TemporaryDirectory() as folder:
        lp, out = pathlib.Path(folder) / "p.lp", pathlib.Path(folder) / "out"
        write_lp(instance, lp)
        try:
            run = subprocess.run(
                command(str(lp), str(out), seconds), capture_output=True, text=True, timeout=2 * seconds + 10
            )
        except subprocess.TimeoutExpired:
            return None, False
        text = run.stdout + (out.read_text(encoding="utf-8") if out.exists() else "")
        found = re.search(value, text)
        return (abs(round(float(found.group(1)))) if found else None), bool(re.search(proven, text))


def by_glpk(instance, seconds):
    def command(lp, out, limit):
        return ["glpsol", "--lp", lp, "-o", out, "--tmlim", str(int(limit)), "--cuts"]

    return by_command(instance, command, r"Objective:\s+value = (\S+)", r"INTEGER OPTIMAL", seconds)


def by_cbc(instance, seconds):
    def command(lp, out, limit):
        return ["cbc", lp, "sec", str(seconds), "ratio", "0", "allow", "0", "solve", "solu", out]

    return by_command(instance, command, r"Objective value:\s+(\S+)", r"Result - Optimal solution found", seconds)


def by_highs(instance, seconds):
    n = len(instance.value)
    rules = [optimize.LinearConstraint(sparse.csr_matrix([instance.cost]), -numpy.inf, instance.budget)]
    if instance.classes:
        first = instance.classes
        rows = [i for i in range(len(first) - 1) for _ in range(first[i], first[i + 1])]
        ones = sparse.csr_matrix((numpy.ones(n), (rows, range(n))), shape=(len(first) - 1, n))
        rules.append(optimize.LinearConstraint(ones, 1, 1))
    found = optimize.milp(
        -numpy.asarray(instance.value, dtype=float),
        constraints=rules,
        integrality=numpy.ones(n),
        bounds=optimize.Bounds(0, 1),
        options={"time_limit": seconds, "mip_rel_gap": 0},
    )
    return (round(-found.fun) if found.fun is not None else None), found.status == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="*")
    parser.add_argument("--seconds", type=float, default=20)
    given = parser.parse_args()
    if not given.files and not BENCH.exists():
        sys.exit(f"{BENCH.name} is not built: make build/tests/bench/bench_knapsack")
    solvers = [("carepath", by_carepath)]
    solvers += [("GLPK", by_glpk)] if shutil.which("glpsol") else []
    solvers += [("CBC", by_cbc)] if shutil.which("cbc") else []
    solvers += [("HiGHS", by_highs)] if optimize else []
    for instance in [read(path) for path in given.files] or drawn():
        for name, solver in solvers:
            start = time.perf_counter()
            value, proven = solver(instance, given.seconds)
            took = time.perf_counter() - start
            state = "optimal" if proven else "not proven"
            print(f"  {instance.name:<32} {name:<9} {took:9.3f} s  {value}  {state}", flush=True)


if __name__ == "__main__":
    main()
