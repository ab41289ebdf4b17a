"""Concave allocation beside SciPy and NumPy in the same run: exponential curves with bounds and one budget.

    CAREPATH_LIBRARY=build/libcarepath.so PYTHONPATH=lib/python python3 tests/bench/budget_scipy.py [N]

NumPy's half is bisection of the multiplier, written out (100 steps); SciPy's is SLSQP with gradients, on a
hundredth of the options, because its cost grows with their cube. Prints, never judges.
"""
import sys
import time

try:
    import numpy
except ImportError:
    sys.exit("budget_scipy: NumPy is not installed: skipped")
try:
    from scipy.optimize import minimize
except ImportError:
    minimize = None

from carepath import Curves, budget


def instance(n):
    random = numpy.random.default_rng(1)
    a, t = random.uniform(10, 100, n), random.uniform(1, 20, n)
    return a, t, random.uniform(0, 2, n), random.uniform(5, 40, n), 10.0 * n


def bisection(a, t, lower, upper, money):
    low, high = 0.0, (a / t).max()
    for _ in range(100):
        price = 0.5 * (low + high)
        x = numpy.clip(t * numpy.log(a / (t * price)), lower, upper)
        if x.sum() > money:
            low = price
        else:
            high = price
    return x


def slsqp(a, t, lower, upper, money):
    start = lower + (upper - lower) * (money - lower.sum()) / (upper - lower).sum()
    return minimize(
        lambda x: -(a * -numpy.expm1(-x / t)).sum(),
        start,
        jac=lambda x: -(a / t * numpy.exp(-x / t)),
        bounds=list(zip(lower, upper)),
        constraints={"type": "ineq", "fun": lambda x: money - x.sum(), "jac": lambda x: -numpy.ones(len(x))},
        method="SLSQP",
        options={"maxiter": 1000, "ftol": 1e-12},
    ).x


def value(a, t, x):
    return float((a * -numpy.expm1(-x / t)).sum())


def best(work, times):
    took = []
    for _ in range(times):
        start = time.perf_counter()
        found = work()
        took.append(time.perf_counter() - start)
    return min(took), found


def show(name, n, seconds, objective, spent, money):
    print(f"  {name:<28} n {n:>8}  {1e3 * seconds:10.3f} ms  value {objective:.12g}  money left {money - spent:.2e}")


def compare(n, peers):
    a, t, lower, upper, money = instance(n)
    curves = Curves("exponential", a=a, t=t)
    seconds, found = best(lambda: budget.allocate(curves, money, lower=lower, upper=upper), 10)
    show("carepath", n, seconds, found.value, found.spend.sum(), money)
    for name, solve, times in peers:
        seconds, x = best(lambda: solve(a, t, lower, upper, money), times)
        show(name, n, seconds, value(a, t, x), x.sum(), money)


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    print("concave allocation, best of some runs")
    compare(n, [("NumPy, 100 bisections", bisection, 10)])
    if minimize is None:
        print("  SciPy is not installed: skipped")
    else:
        compare(max(n // 100, 2), [("NumPy, 100 bisections", bisection, 10), ("SciPy SLSQP", slsqp, 3)])


if __name__ == "__main__":
    main()
