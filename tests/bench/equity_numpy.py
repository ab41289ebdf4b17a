"""Inequality measures beside NumPy, in one run: the same numbers, and how long each takes.

    PYTHONPATH=lib/python CAREPATH_LIBRARY=build/libcarepath.so python3 tests/bench/equity_numpy.py

Prints the best of some rounds, never judges; stops if the two do not agree.
"""
import time

import numpy

from carepath import equity

PEOPLE, AREAS, GROUPS, DRAWS = 1_000_000, 42, 10, 100_000


def best(function, rounds):
    """(the answer, the least wall time in milliseconds)."""
    least = float("inf")
    for _ in range(rounds):
        begin = time.perf_counter()
        answer = function()
        least = min(least, time.perf_counter() - begin)
    return answer, 1e3 * least


def show(what, ours, theirs, rounds, agree):
    a, fast = best(ours, rounds)
    b, slow = best(theirs, rounds)
    if not agree(a, b):
        raise SystemExit(f"{what}: the two do not agree")
    print(f"  {what:<44} {fast:10.3f} ms  NumPy {slow:10.3f} ms  {slow / fast:6.1f} x")


def concentration(value, position):
    """C with its standard error; positions without ties."""
    order = numpy.argsort(position, kind="stable")
    y = value[order]
    n, mean = len(y), y.mean()
    rank = (numpy.arange(n) + 0.5) / n
    index = 2 * ((y - mean) * (rank - 0.5)).mean() / mean
    q = numpy.cumsum(y) / y.sum()
    a = y / mean * (2 * rank - 1 - index) + 2 - q - (q - y / y.sum())
    return index, numpy.sqrt(((a * a).mean() - (1 + index) ** 2) / n)


def dispersion(value):
    y = numpy.sort(value)
    n, mean = len(y), y.mean()
    gini = 2 * (y * (numpy.arange(n) + 0.5)).sum() / n / n / mean - 1
    u = y / mean
    return gini, (u * numpy.log(u)).mean(), -numpy.log(u).mean()


def coefficients(people):
    a = people / people.sum(axis=1, keepdims=True)
    rank = numpy.cumsum(a, axis=1) - a / 2 - 0.5
    return a, a * rank / (a * rank * rank).sum(axis=1, keepdims=True)


def exact(value, people, se):
    a, c = coefficients(people)
    slope = (c * value).sum(axis=1)
    return slope, 1.959963984540054 * numpy.sqrt((c * c * se * se).sum(axis=1))


def simulated(value, people, se):
    a, c = coefficients(people)
    random = numpy.random.default_rng(1)
    out = []
    for k in range(len(value)):
        y = random.normal(value[k], se[k], (DRAWS, value.shape[1]))
        slope = y @ c[k]
        start = y @ a[k] - slope / 2
        ratio = (start + slope) / start
        places = [DRAWS // 40 - 1, DRAWS - DRAWS // 40 - 1]
        out.append([*numpy.partition(slope, places)[places], *numpy.partition(ratio, places)[places]])
    return numpy.array(out)


def main():
    random = numpy.random.default_rng(7)
    wait, position = random.gamma(2, 9, PEOPLE), random.normal(size=PEOPLE)
    print(f"equity: {PEOPLE} people, {AREAS} x {GROUPS} areas, {DRAWS} draws; NumPy {numpy.__version__}")

    def close(a, b):
        return all(abs(x - y) <= 1e-9 * abs(y) for x, y in zip(a, b))

    def ours():
        c = equity.concentration(wait, position)
        return c.index, c.index_se

    show("concentration index and error", ours, lambda: concentration(wait, position), 5, close)

    def spread():
        d = equity.dispersion(wait)
        return d.gini, d.theil_t, d.theil_l

    show("Gini and Theil (here with three errors)", spread, lambda: dispersion(wait), 5, close)
    value, people = random.uniform(60, 90, (AREAS, GROUPS)), random.uniform(1e3, 1e4, (AREAS, GROUPS))
    se = random.uniform(0.5, 2, (AREAS, GROUPS))

    def line():
        s = equity.slope(value, people, se=se)
        return s.sii, s.sii_upper - s.sii

    show("slope, exact limits", line, lambda: exact(value, people, se), 50,
         lambda a, b: numpy.allclose(a[0], b[0], rtol=1e-9) and numpy.allclose(a[1], b[1], rtol=1e-9))

    def drawn():
        s = equity.slope(value, people, se=se, method="simulated", replications=DRAWS)
        return numpy.stack([s.sii_lower, s.sii_upper, s.rii_lower, s.rii_upper], axis=1)

    show("slope, simulated limits", drawn, lambda: simulated(value, people, se), 2,
         lambda a, b: numpy.all(numpy.abs(a - b) < 0.03 * numpy.abs(a - a[:, [1, 0, 3, 2]])))


if __name__ == "__main__":
    main()
