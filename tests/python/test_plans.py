"""Choices under a budget and joint plans from Python."""
import itertools
import math
import unittest

import carepath
from carepath import plans

COSTS = [33, 60, 40, 59, 54, 34, 33, 37]
BENEFIT = [80, 29, 28, 70, 65, 85, 83, 28]


class Choices(unittest.TestCase):
    def test_whole_options_against_every_plan(self):
        needs, exclusive = [(0, 3)], [[5, 6]]
        found = plans.choose(BENEFIT, COSTS, 150, whole=True, needs=needs, exclusive=exclusive)
        best = 0
        for x in itertools.product((0, 1), repeat=8):
            fits = sum(c * k for c, k in zip(COSTS, x)) <= 150
            if fits and all(x[a] <= x[b] for a, b in needs) and x[5] + x[6] <= 1:
                best = max(best, sum(b * k for b, k in zip(BENEFIT, x)))
        self.assertEqual(float(found["value"]), best)
        self.assertEqual(int(found["proven"]), 1)
        self.assertGreaterEqual(float(found["relaxation"]), best)

    def test_names_and_guarantees(self):
        found = plans.choose(
            [5, 4], [[3, 3]], [2], whole=True, guarantees=[([0, 1], 1)],
            options=["clinic", "van"], budgets=["revenue"], guarantee_names=["North"],
        )
        self.assertEqual(found.outcome, "unreachable")
        self.assertEqual(
            found.notes["conflict"], "guarantee North, budget revenue: 1 more of budget revenue is needed"
        )
        self.assertEqual(list(found["short_by"]), [1.0])

    def test_measures(self):
        futures = [[10, 0], [0, 8]]
        worst = plans.choose(futures, [1, 1], 1, measure="maximin")
        self.assertAlmostEqual(float(worst["value"]), 80 / 18, 12)
        regret = plans.choose(futures, [1, 1], 1, measure="minimax_regret")
        self.assertEqual(list(regret["scenario_best"]), [10.0, 8.0])
        self.assertAlmostEqual(float(regret["value"]), 80 / 18, 12)
        tail = plans.choose(futures, [1, 1], 1, measure="cvar", level=0.0)
        self.assertAlmostEqual(float(tail["value"]), 5.0, 12)
        with self.assertRaises(carepath.InvalidError):
            plans.choose(futures, [1, 1], 1, measure="luck")

    def test_no_limit(self):
        found = plans.choose([1, 2], [[1, 1], [5, 5]], [None, 5], lower=0, upper=1)
        self.assertEqual(float(found["value"]), 2.0)
        self.assertEqual(float(found["price"][0]), 0.0)
        self.assertTrue(math.isinf(found["unspent"][0]))

    def test_bad_input(self):
        with self.assertRaises(carepath.DomainError):
            plans.choose([1], [-1], 1)
        with self.assertRaises(carepath.InvalidError) as raised:
            plans.choose([1, 1], [1, 1], 1, needs=[(0, 1), (1, 0)])
        self.assertIn("needs itself through others", str(raised.exception))


class Joint(unittest.TestCase):
    def plan(self, **more):
        return plans.joint(
            [[900, 1100], [500, 300]], [[400, 420], [210, 190]], [[1200, 1500], [4100, 5100]],
            [[800, 400], [450, 150]], more.pop("budget", 2e6), **more,
        )

    def test_gap_rules_cost_something(self):
        free, even = self.plan(), self.plan(gaps=[(0, 1, 0.0)])
        self.assertAlmostEqual(float(even["gap"][0]), 0.0, 12)
        self.assertGreaterEqual(float(even["weighted_end_list"]), float(free["weighted_end_list"]) - 1e-9)
        self.assertAlmostEqual(float(even["without_gap_rules"]), float(free["weighted_end_list"]), 9)
        self.assertGreater(float(free["price"][0]), 0.0)

    def test_periods(self):
        found = self.plan(budget=[1e6, 1e6, 1e6], carry=True, groups=["a", "b"], period_weights=[1, 1, 1])
        self.assertEqual(found.array("end_list").shape, (3, 2, 2))
        self.assertLessEqual(sum(found["spend"]), 3e6 + 1e-6)
        before = self.plan(budget=[1e6, 1e6, 1e6], period_weights=[1, 1, 1])
        self.assertLessEqual(float(found["weighted_end_list"]), float(before["weighted_end_list"]) + 1e-7)

    def test_bad_input(self):
        with self.assertRaises(carepath.InvalidError):
            plans.joint([[1, 2]], [[1, 2], [3, 4]], [[1]], [[1]], 1)
        with self.assertRaises(carepath.InvalidError):
            self.plan(gaps=[(0, 2, 0.0)])


if __name__ == "__main__":
    unittest.main()
