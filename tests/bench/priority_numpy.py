"""A tiered ranking of a million patients by carepath and by NumPy in one run. Prints plain lines, never judges.

    CAREPATH_LIBRARY=build/libcarepath.so PYTHONPATH=lib/python /usr/bin/python3 tests/bench/priority_numpy.py
"""
import ctypes as C
import time

import numpy

import carepath
from carepath import _lowlevel as low
from carepath import priority

N, M, ROUNDS = 1_000_000, 6, 5
AT, VALUE = (0, 20, 70, 100), (0, 0.5, 0.7, 1)

rng = numpy.random.default_rng(1)
facts = rng.uniform(0, 100, (M, N))
wait = rng.integers(0, 500, N).astype(float)
tier = rng.integers(0, 5, N).astype(numpy.int32)
target = numpy.array([1, 3, 28, 84, numpy.inf])
names = ["pain", "function", "delay", "need", "imd", "distance"]
policy = carepath.Policy(
    tiers={"P1a": 1, "P1b": 3, "P2": 28, "P3": 84, "P4": None},
    cap="0.15 score",
    criteria={
        name: {"weight": 1 / M, "part": "equity" if k > 3 else "clinical",
               "linear": dict(zip(AT, VALUE)) if k % 2 else {0: 0, 100: 1}}
        for k, name in enumerate(names)
    },
)


def by_numpy():
    """The same key: tier, breach, clinical + capped equity, wait, row."""
    value = [numpy.interp(facts[k], AT, VALUE) if k % 2 else facts[k] / 100 for k in range(M)]
    score = sum(value[:4]) / M + numpy.minimum(sum(value[4:]) / M, 0.15)
    breached = wait > target[tier]
    return numpy.lexsort((-wait, -score, ~breached, tier))


def by_carepath():
    patients = low.cpw_priority_list()
    carepath.lib.cpw_priority_list_init_sized(C.byref(patients), C.sizeof(patients))
    pointers = (C.POINTER(C.c_double) * M)(*[f.ctypes.data_as(C.POINTER(C.c_double)) for f in facts])
    patients.patients, patients.columns = N, M
    patients.wait = wait.ctypes.data_as(C.POINTER(C.c_double))
    patients.tier = tier.ctypes.data_as(C.POINTER(C.c_int32))
    patients.fact = C.cast(pointers, type(patients.fact))

    class Given:
        c = patients

    return priority.rank(policy, Given()).order


def best(work):
    took = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        result = work()
        took.append(time.perf_counter() - start)
    return min(took), sorted(took)[ROUNDS // 2], result


def main():
    ours, ours_median, order = best(by_carepath)
    theirs, theirs_median, other = best(by_numpy)
    print(f"tiered rank of {N} x {M}: least and median of {ROUNDS} runs, wall time")
    print(f"  carepath {1e3 * ours:7.1f} ms {1e3 * ours_median:7.1f} ms")
    print(f"  NumPy    {1e3 * theirs:7.1f} ms {1e3 * theirs_median:7.1f} ms, {theirs / ours:.1f} times as long")
    print(f"  places that differ (scores that round otherwise): {int((order != other).sum())}")


if __name__ == "__main__":
    main()
