"""Pace of change from Python: rules, glide paths, and the 42 systems to the pound in any order."""
import csv
import math
import os
import random
import unittest
from pathlib import Path

import carepath
from carepath import capitation, pace

DATA = Path(os.environ.get("CAREPATH_SHARED", "../shared")) / "data" / "budget"


def plain(values):
    return values.tolist() if hasattr(values, "tolist") else list(values)


class Rules(unittest.TestCase):
    def test_values(self):
        c = pace.rule("convergence", [(-0.05, 0.0075), (-0.025, 0), (0.025, 0), (0.1, -0.015)])
        self.assertAlmostEqual(c(-0.04), 0.0045, places=16)
        self.assertEqual(c(1), -0.015)
        step = pace.rule("min cash", [(0.1, 0.01), (0.1, -math.inf)], year=1, name="floor")
        self.assertEqual((step(0.1), step(0.2)), (0.01, -math.inf))
        self.assertEqual((step.year, step.name), (1, "floor"))
        with self.assertRaisesRegex(carepath.InvalidError, "kind = 'max speed' must be one of"):
            pace.rule("max speed", 1)
        with self.assertRaisesRegex(carepath.InvalidError, "must be a number or points"):
            pace.rule("min cash", [(1, 2, 3)])

    def test_two_years(self):
        rules = [pace.rule("max cash", 0.2), pace.rule("min cash", -0.1), pace.rule("min cash", 0, year=1, name="freeze")]
        found = pace.path(
            [100, 100, 100], [[5, 3, 2], [50, 30, 20]], [330, 360], rules, codes="ABC", years=["2026/27", "2027/28"]
        )
        self.assertEqual(plain(found["allocation"]), [[120, 120, 90], [144, 126, 90]])
        self.assertEqual(found.array("allocation").dims, ("year", "row"))
        fall = plain(found["waterfall"])[0][0]
        self.assertAlmostEqual(sum(fall[:-1]), fall[-1], places=9)

    def test_refusals(self):
        with self.assertRaisesRegex(carepath.DomainError, r"floors need 360, 30 above the quantum = 330.*row\[2\] \(C\)"):
            pace.path([100, 100, 100], [5, 3, 2], 330, [pace.rule("min cash", 0.2)], codes="ABC")
        with self.assertRaisesRegex(carepath.InvalidError, "quantum has another number of years"):
            pace.path([1], [1], [1, 2])
        with self.assertRaisesRegex(carepath.InvalidError, "weighted has the shape"):
            pace.path([1, 2], [1], 1)
        capped = pace.path([100, 100], [1, 1], 204, [pace.rule("min cash", 0.1), pace.rule("max cash", 0.02)], conflict="cap")
        self.assertEqual(plain(capped["allocation"]), [[102, 102]])


@unittest.skipUnless(DATA.is_dir(), "the shared data are not here")
class Systems(unittest.TestCase):
    """2023/24 shares of 100 bn moved over two years towards those of 2024/25 and 2025/26."""

    quantum = [103_500_000_000, 109_000_000_000]
    rules = [
        pace.rule("min head", [(0.1, 0.01), (0.1, -math.inf)]),
        pace.rule("min cash", 0.005),
        pace.rule("max head", [(-0.02, 0.08), (0.0, 0.045), (0.02, 0.03)]),
        pace.rule("min distance", -0.05),
    ]

    @classmethod
    def setUpClass(cls):
        cls.tables = []
        for year in ("2023_24", "2024_25", "2025_26"):
            with open(DATA / f"icb_weighted_population_{year}.csv", encoding="utf-8-sig", newline="") as f:
                cls.tables.append({r["icb_code"]: r for r in csv.DictReader(f)})

    def allocate(self, codes, **how):
        first, *later = self.tables
        # a start that differs from the targets by up to 6 %, the same for a system in any order
        skewed = [1 + 0.06 * math.sin(sum(map(ord, code)) * 7.0) for code in codes]
        share = [float(first[c]["wp_overall_core"]) * s for c, s in zip(codes, skewed)]
        base = [float(math.floor(x)) for x in capitation.targets(100_000_000_000, share)]
        return base, pace.path(
            base,
            [[float(t[c]["wp_overall_core"]) for c in codes] for t in later],
            self.quantum,
            self.rules,
            base_people=[float(first[c]["population"]) for c in codes],
            people=[[float(t[c]["population"]) for c in codes] for t in later],
            deflator=[0.02, 0.02],
            codes=codes,
            **how,
        )

    def test_to_the_pound_within_bounds(self):
        base, found = self.allocate(sorted(self.tables[0]))
        for year, total in enumerate(self.quantum):
            self.assertEqual(sum(plain(found["allocation"])[year]), total)
            for x, low, high in zip(*(plain(found[n])[year] for n in ("allocation", "lower", "upper"))):
                self.assertTrue(math.ceil(low) <= x <= high)
            self.assertTrue(all(d >= -0.05 for d in plain(found["closing_distance"])[year]))
        held = sum(plain(found["held_below"])) + sum(plain(found["held_above"]))
        self.assertGreater(held, 10)

    def test_any_order_of_rows(self):
        codes = sorted(self.tables[0])
        _, found = self.allocate(codes)
        wanted = [dict(zip(codes, year)) for year in plain(found["allocation"])]
        r = random.Random(42)
        for rounding in ("hamilton", "webster", "hill"):
            _, found = self.allocate(codes, rounding=rounding)
            wanted = [dict(zip(codes, year)) for year in plain(found["allocation"])]
            for _ in range(10):
                turned = codes[:]
                r.shuffle(turned)
                _, again = self.allocate(turned, rounding=rounding)
                self.assertEqual([dict(zip(turned, year)) for year in plain(again["allocation"])], wanted)

    def test_the_additive_way_comes_to_the_same_total(self):
        codes = sorted(self.tables[0])
        first, second = self.tables[:2]
        base = plain(capitation.targets(100_000_000_000, [float(first[c]["population"]) for c in codes]))
        c = pace.rule("convergence", [(-0.05, 0.0075), (-0.025, 0.0), (0.025, 0.0), (0.1, -0.015)])
        found = pace.path(base, [float(second[x]["wp_overall_core"]) for x in codes], self.quantum[0], [c], method="add", codes=codes)
        self.assertEqual(sum(plain(found["allocation"])[0]), self.quantum[0])
        k, opening = plain(found["k"])[0], plain(found["opening_distance"])[0]
        for b, d, x in zip(base, opening, plain(found["exact"])[0]):
            self.assertAlmostEqual(x, b * (1 + 0.035 + c(d) + k), delta=1e-11 * x)


if __name__ == "__main__":
    unittest.main()
