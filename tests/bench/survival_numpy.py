"""Kaplan-Meier and log-rank test of a million people in ten groups: carepath beside NumPy, in one run.

    PYTHONPATH=lib/python CAREPATH_LIBRARY=build/libcarepath.so python3 tests/bench/survival_numpy.py

NumPy's side is written for speed: one sort, counts by distinct time and group by bincount and cumsum, the
covariance as one matrix product. Prints seconds of the processor, the best of three, and how far the two are apart.
"""
import time

import numpy

from carepath import survival

PEOPLE, GROUPS = 1_000_000, 10


def people(whole):
    draw = numpy.random.default_rng(1)
    group = draw.integers(0, GROUPS, PEOPLE)
    wait = draw.exponential(14 * (1 + 0.02 * group))
    until = draw.uniform(0, 104, PEOPLE)
    weeks = numpy.minimum(wait, until)
    return numpy.floor(weeks) if whole else weeks, (wait <= until).astype(numpy.int32), group


def in_numpy(weeks, event, group):
    """Survival and Greenwood's sum at every time by group, and the log-rank statistic."""
    times, at = numpy.unique(weeks, return_inverse=True)
    cells = at * GROUPS + group
    size = len(times) * GROUPS
    leave = numpy.bincount(cells, minlength=size).reshape(-1, GROUPS)
    dead = numpy.bincount(cells[event == 1], minlength=size).reshape(-1, GROUPS)
    risk = leave[::-1].cumsum(axis=0)[::-1]
    with numpy.errstate(divide="ignore", invalid="ignore"):
        s = numpy.cumprod(numpy.where(risk > 0, 1 - dead / risk, 1), axis=0)
        greenwood = numpy.cumsum(numpy.where(risk > dead, dead / (risk * (risk - dead)), 0), axis=0)
    n, d = risk.sum(axis=1), dead.sum(axis=1)
    share = risk / n[:, None]
    off = (dead - d[:, None] * share).sum(axis=0)
    c = numpy.where(n > 1, d * (n - d) / numpy.maximum(n - 1, 1), 0)
    v = numpy.diag((c[:, None] * share).sum(axis=0)) - share.T @ (c[:, None] * share)
    return s, greenwood, off[1:] @ numpy.linalg.solve(v[1:, 1:], off[1:])


def best(work):
    seconds = []
    for _ in range(3):
        start = time.process_time()
        found = work()
        seconds.append(time.process_time() - start)
    return min(seconds), found


def main():
    for whole in (True, False):
        weeks, event, group = people(whole)
        keys = {"groups": list(range(GROUPS))}
        curves, found = best(lambda: survival.curves(weeks, event, group, **keys, limits=[18, 52]))
        test, compared = best(lambda: survival.compare(weeks, event, group, **keys))
        both, (s, _, statistic) = best(lambda: in_numpy(weeks, event, group))
        last = numpy.searchsorted(numpy.unique(weeks), 18, side="right") - 1
        apart = max(numpy.abs(found["still"][:, 0] - s[last]).max(), abs(compared.statistic / statistic - 1))
        kind = "whole weeks" if whole else "distinct times"
        print(
            f"{kind:15s} carepath: curves {curves:.3f} s, test {test:.3f} s, both {curves + test:.3f} s;"
            f" NumPy: {both:.3f} s; apart by {apart:.1e}"
        )


if __name__ == "__main__":
    main()
