"""Weights from data beside NumPy in the same run: 1,000,000 rows of 6 criteria, the best of five.

    CAREPATH_LIBRARY=build/libcarepath.so PYTHONPATH=lib/python python3 tests/bench/weights_numpy.py [ROWS]

NumPy's half is the formulae written out, as the usual packages have them (without their checks).
Prints, never judges.
"""
import sys
import time

import numpy

from carepath import weights


def entropy(x):
    p = x / x.sum(axis=0)
    e = 1 + (p * numpy.log(p)).sum(axis=0) / numpy.log(len(x))
    return e / e.sum()


def critic(x):
    z = (x - x.min(axis=0)) / (x.max(axis=0) - x.min(axis=0))
    c = z.std(axis=0) * (1 - numpy.corrcoef(z.T)).sum(axis=0)
    return c / c.sum()


def merec(x):
    logs = numpy.abs(numpy.log(x.min(axis=0) / x))
    all_of_them = numpy.log1p(logs.mean(axis=1))
    without = numpy.log1p((logs.sum(axis=1)[:, None] - logs) / x.shape[1])
    e = numpy.abs(without - all_of_them[:, None]).sum(axis=0)
    return e / e.sum()


def gini(x):
    s, n = numpy.sort(x, axis=0), len(x)
    g = ((2 * numpy.arange(1, n + 1) - n - 1)[:, None] * s).sum(axis=0) / (n * s.sum(axis=0))
    return g / g.sum()


def sd(x):
    z = (x - x.min(axis=0)) / (x.max(axis=0) - x.min(axis=0))
    s = z.std(axis=0)
    return s / s.sum()


def best_of(function, *arguments, **options):
    best, cpu = float("inf"), float("inf")
    for _ in range(5):
        start, used = time.perf_counter(), time.process_time()
        result = function(*arguments, **options)
        best = min(best, time.perf_counter() - start)
        cpu = min(cpu, time.process_time() - used)
    return best, cpu, result


def main(rows=1000000):
    x = numpy.random.default_rng(1).uniform(1, 100, (rows, 6))
    for name, formula in (("entropy", entropy), ("critic", critic), ("merec", merec), ("gini", gini), ("sd", sd)):
        theirs, their_cpu, expected = best_of(formula, x)
        ours, our_cpu, got = best_of(weights.objective, x, name)
        apart = float(numpy.abs(numpy.asarray(got) - expected).max())
        print(
            f"{name:8} {rows} x 6   NumPy {1e3 * theirs:7.1f} ms (CPU {1e3 * their_cpu:7.1f})   "
            f"carepath {1e3 * ours:7.1f} ms (CPU {1e3 * our_cpu:7.1f})   apart {apart:.1e}"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
