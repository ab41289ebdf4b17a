"""Budgets from Python."""
import math
import unittest

import carepath
from carepath import budget
from carepath.errors import DomainError, InvalidError


class Budgets(unittest.TestCase):
    def setUp(self):
        # a / (t + x) equal: x = a (43 + 7) / 10 - t
        self.logs = carepath.Curves("log", a=[2, 3, 5], t=[1, 4, 2])

    def test_allocate(self):
        found = budget.allocate(self.logs, 43, baseline=[20, 20, 3])
        for got, wanted in zip(found.spend, [9, 11, 23]):
            self.assertAlmostEqual(got, wanted, 11)
        self.assertAlmostEqual(found.multiplier, 0.2, 12)
        self.assertGreater(found.baseline_gain, 0)
        self.assertLessEqual(found.gap, 1e-12)
        both = budget.allocate(self.logs, 43, threads=2)
        self.assertEqual(list(found.spend), list(both.spend))

    def test_groups_and_units(self):
        rules = {"group": [0, 0, 1], "parent": [-1, -1], "cap": [10, math.inf]}
        found = budget.allocate(self.logs, 43, **rules)
        self.assertAlmostEqual(found.spend[0] + found.spend[1], 10, 12)
        self.assertAlmostEqual(found.spend[2], 33, 12)
        whole = budget.allocate_units(self.logs, 43, group=[0, 0, 1], cap=[10, 100])
        self.assertEqual(list(whole.spend), [5, 5, 33])
        self.assertEqual(list(budget.allocate_units(self.logs, 43).spend), [9, 11, 23])

    def test_shaped(self):
        twins = carepath.Curves("hill", a=[10, 10], t=4, shape=4)
        found = budget.allocate(twins, 5, gap=1e-4, nodes=500)
        self.assertGreaterEqual(found.bound, found.value)
        self.assertGreaterEqual(found.value, twins[0].value(5) * (1 - 1e-3))

    def test_fair(self):
        lines = carepath.Curves("linear", a=[1, 0.5])
        found = budget.fair(lines, 90, math.inf)
        self.assertAlmostEqual(found.spend[1], 60, 11)
        self.assertAlmostEqual(found.price_of_fairness, 1 / 3, 12)

    def test_welfare(self):
        lines = carepath.Curves("log", a=[1, 1], t=1)
        found = budget.welfare(lines, 5, [1, 1], [1, 2], [[1, 0], [0, 1]], aversion=2)
        self.assertGreater(found.spend[0], found.spend[1])
        self.assertGreaterEqual(found.ede_bound, found.ede_after)
        self.assertEqual(len(found.after), 2)

    def test_report(self):
        told = budget.report(self.logs, 43, [9, 11, 23], names=["a", "b", "c"], group=[0, 0, 1], cap=[20, 50],
                             groups=["north", "south"])
        self.assertEqual(list(told["limit"]), [4, 4, 0])
        self.assertEqual(budget.LIMITS[4], "cap")
        self.assertEqual(list(told["group_spend"]), [20, 23])

    def test_marginal_analysis(self):
        line = budget.league([600, 100, 300], [30, 10, 10], 500)
        self.assertEqual((list(line.order), line.funded, line.next), ([1, 0, 2], 1, 0))
        moved = budget.reinvest(self.logs, 43, [40, 2, 0])
        self.assertEqual(list(moved.units), [9, 11, 23])
        self.assertEqual(moved.moves[0].giver, -1)
        self.assertGreater(moved.gain, 0)

    def test_what_is_no_curve(self):
        for curves in (None, 3, "exponential", [1, 2]):
            with self.assertRaisesRegex(InvalidError, "^curves = .* must be carepath.Curves"):
                budget.allocate(curves, 10)

    def test_refused(self):
        with self.assertRaisesRegex(DomainError, "budget = 5 is 7 less than the lower bounds and floors sum to"):
            budget.allocate(self.logs, 5, lower=[4, 4, 4])
        with self.assertRaisesRegex(InvalidError, r"upper has the shape \(2,\), expected \(3,\)"):
            budget.allocate(self.logs, 5, upper=[4, 4])
        with self.assertRaisesRegex(InvalidError, "names has 1 labels, expected 3"):
            budget.report(self.logs, 5, [0, 0, 0], names=["a"])
        with self.assertRaises(TypeError):
            budget.allocate_units(self.logs, 5.5)


if __name__ == "__main__":
    unittest.main()
