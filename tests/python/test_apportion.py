"""Whole parts from Python, against exact fractions unit by unit."""
import random
import unittest
from fractions import Fraction
from math import floor

import carepath
from carepath import apportion

METHODS = ("hamilton", "webster", "jefferson", "adams", "hill")


def plain(values):
    return values.tolist() if hasattr(values, "tolist") else list(values)


def price(method, weight, have):
    """Of the next unit, as something that can be compared."""
    w = Fraction(weight)
    if method == "webster":
        return 0, w / (have + Fraction(1, 2))
    if method == "jefferson":
        return 0, w / (have + 1)
    if method == "adams":
        return (0, w / have) if have else (1, w)
    return (0, w * w / (have * (have + 1))) if have else (1, w)


def unit_by_unit(method, total, weights, lower, upper, rank):
    parts = list(lower)
    for _ in range(total - sum(parts)):
        can = [i for i in range(len(parts)) if parts[i] < upper[i] and weights[i] > 0]
        if not can:
            return None
        best = max(price(method, weights[i], parts[i]) for i in can)
        parts[min((i for i in can if price(method, weights[i], parts[i]) == best), key=lambda i: (rank[i], i))] += 1
    return parts


def hamilton(total, weights, lower, upper, rank):
    w = [Fraction(x) for x in weights]
    upper = [u if x > 0 else low for u, low, x in zip(upper, lower, w)]
    if sum(upper) < total:
        return None

    def quotas(k):
        return [min(max(k * x, Fraction(low)), Fraction(u)) for x, low, u in zip(w, lower, upper)]

    points = sorted({Fraction(b) / x for x, low, u in zip(w, lower, upper) if x > 0 for b in (low, u)})
    k = max((p for p in points if sum(quotas(p)) <= total), default=Fraction(0))
    free = [i for i, x in enumerate(w) if x > 0 and lower[i] <= k * x < upper[i]]
    if free:
        k += (total - sum(quotas(k))) / sum(w[i] for i in free)
    q = quotas(k)
    assert sum(q) == total
    parts = [floor(x) for x in q]
    order = sorted((i for i in range(len(q)) if q[i] != parts[i]), key=lambda i: (parts[i] - q[i], rank[i], i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts


def weights_of(r, n):
    kind = r.randrange(6)
    if kind == 0:
        return [float(r.randint(0, 5)) for _ in range(n)]
    if kind == 1:
        return [r.random() for _ in range(n)]
    if kind == 2:
        return [r.random() * 10.0 ** r.randint(-300, 300) for _ in range(n)]
    if kind == 3:
        return [r.choice([1.0, 2.0, 1e-300, 1.0 + 2**-52, 5e-324]) for _ in range(n)]
    if kind == 4:
        return [r.choice([1, 3]) for _ in range(n)]
    return [r.randint(1, 10**7) for _ in range(n)]


class Divide(unittest.TestCase):
    def test_against_fractions(self):
        r = random.Random(6)
        for trial in range(1500):
            n, method = r.randint(1, 8), r.choice(METHODS)
            weights = weights_of(r, n)
            total = r.randint(0, 2**63 - 1) if method == "hamilton" and r.random() < 0.3 else r.randint(0, 60)
            share = total if r.random() < 0.5 else max(total // n, 1)
            lower = [r.randint(0, share) // r.choice([1, 2, 4]) if r.random() < 0.5 else 0 for _ in range(n)]
            upper = [min(2**63 - 1, low + r.randint(0, max(1, 2 * total // n))) for low in lower]
            rank = [r.randint(0, 2) for _ in range(n)]
            wanted = None
            if sum(lower) <= total:
                brute = hamilton if method == "hamilton" else lambda *a: unit_by_unit(method, *a)
                wanted = brute(total, weights, lower, upper, rank)
            with self.subTest(trial=trial, method=method, total=total, weights=weights, lower=lower, upper=upper):
                how = {"method": method, "lower": lower, "upper": upper, "tie_rank": rank}
                if wanted is None:
                    self.assertRaises(carepath.DomainError, apportion.divide, total, weights, **how)
                else:
                    self.assertEqual(plain(apportion.divide(total, weights, **how)), wanted)

    def test_by_id(self):
        seats = apportion.divide(26, {"A": 9061, "B": 7179, "C": 5259, "D": 3319, "E": 1182}, method="hill")
        self.assertEqual(seats, {"A": 9, "B": 7, "C": 6, "D": 3, "E": 1})
        self.assertEqual(apportion.divide(1, {"QYG": 1, "QE1": 1}), {"QYG": 0, "QE1": 1})
        self.assertEqual(apportion.divide(5, {"b": 1, "a": 1}, lower={"a": 0, "b": 4}), {"b": 4, "a": 1})
        with self.assertRaisesRegex(carepath.InvalidError, "lower has c, which no row is called"):
            apportion.divide(5, {"b": 1}, lower={"c": 1})
        with self.assertRaisesRegex(carepath.InvalidError, "upper has nothing for 'b'"):
            apportion.divide(5, {"b": 1}, upper={})

    def test_wholes_and_reals(self):
        self.assertEqual(plain(apportion.divide(1, [2**63 - 2, 2**63 - 1])), [0, 1])
        self.assertEqual(plain(apportion.divide(3, [0.5, 0.5, 1])), [1, 1, 1])
        self.assertEqual(plain(apportion.divide(0, [])), [])
        with self.assertRaisesRegex(carepath.DomainError, "20 above total = 100"):
            apportion.divide(100, [1, 1], lower=[60, 60])
        with self.assertRaisesRegex(carepath.InvalidError, "method = 'dean' must be one of"):
            apportion.divide(1, [1], method="dean")
        with self.assertRaisesRegex(carepath.InvalidError, "upper has 1 values, expected 2"):
            apportion.divide(1, [1, 1], upper=[1])

    def test_quotas(self):
        found = apportion.quotas(100, {"a": 50, "b": 30, "c": 20}, upper={"a": 40, "b": 99, "c": 99})
        self.assertEqual(found.quota["a"], 40)
        self.assertAlmostEqual(found.quota["b"], 36, places=12)
        self.assertAlmostEqual(found.scale, 1.2, places=14)
        self.assertEqual(plain(apportion.quotas(3, [1, 1]).quota), [1.5, 1.5])


if __name__ == "__main__":
    unittest.main()
