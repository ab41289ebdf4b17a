"""Knapsacks from Python."""
import itertools
import random
import unittest

import carepath
from carepath import knapsack


class Knapsacks(unittest.TestCase):
    def test_the_example(self):
        bought = knapsack.solve(value=[60, 100, 120], cost=[10, 20, 30], budget=50)
        self.assertEqual((bought.value, bought.cost, bought.unspent), (220, 50, 0))
        self.assertEqual(bought.chosen.tolist(), [0, 1, 1])
        self.assertTrue(bought.proven)
        self.assertEqual((bought.ended, bought.count, bought.greedy), ("proven", 2, 160))
        self.assertEqual((bought.break_item, bought.relaxed, bought.price), (2, 240.0, 4.0))
        self.assertEqual((bought.next, bought.next_value, bought.next_extra), (0, 60, 10))
        self.assertEqual(repr(bought), "<carepath.knapsack.Answer value 220 (proven), cost 50>")

    def test_floats_are_exact(self):
        bought = knapsack.solve(value=[0.5, 0.375, 0.25], cost=[3, 2, 2], budget=4)
        self.assertEqual((bought.value, bought.unit, bought.chosen.tolist()), (0.625, 0.125, [0, 1, 1]))

    def test_classes(self):
        value, cost, first = [0, 5, 9, 0, 4], [0, 3, 6, 0, 2], [0, 3, 5]
        best = knapsack.choose(value, cost, first, 6)
        self.assertEqual((best.value, best.chosen.tolist()), (9, [1, 4]))
        none = knapsack.choose(value[1:], cost[1:], [0, 2, 4], 1, at_most_one=True)
        self.assertEqual((none.value, none.chosen.tolist()), (0, [-1, -1]))
        with self.assertRaisesRegex(carepath.DomainError, "class 1 costs most: 5"):
            knapsack.choose([1, 1], [3, 5], [0, 1, 2], 7)
        with self.assertRaisesRegex(carepath.InvalidError, "first ends with 3"):
            knapsack.choose(value, cost, [0, 2, 3], 6)

    def test_rules(self):
        value, cost = [-1, 9, 7, 3], [2, 3, 4, 1]
        best = knapsack.select(value, cost, 8, needs={1: [0]}, group=[-1, 0, 0, -1])
        self.assertEqual((best.value, best.chosen.tolist()), (11, [1, 1, 0, 1]))
        must = knapsack.select(value, cost, 8, needs=[[], [0], [], []], group=[-1, 0, 0, -1], must=[1], settled=[-1, 0, 0, 0])
        self.assertEqual(must.chosen.tolist(), [0, 0, 1, 1])
        with self.assertRaisesRegex(carepath.InvalidError, "needs itself by way of"):
            knapsack.select(value, cost, 8, needs={1: [0], 0: [1]})

    def test_all_subsets(self):
        draw = random.Random(5)
        for _ in range(50):
            n = draw.randint(0, 8)
            value = [draw.randint(-5, 30) for _ in range(n)]
            cost = [draw.randint(0, 30) for _ in range(n)]
            budget = draw.randint(0, 100)
            best = max(
                sum(v for v, x in zip(value, xs) if x)
                for xs in itertools.product((0, 1), repeat=n)
                if sum(c for c, x in zip(cost, xs) if x) <= budget
            )
            self.assertEqual(knapsack.solve(value, cost, budget).value, best)

    def test_wrong_input(self):
        with self.assertRaisesRegex(carepath.InvalidError, "cost has 1 values, expected 2"):
            knapsack.solve([1, 2], [1], 3)
        with self.assertRaisesRegex(carepath.InvalidError, "max_states = 0 must be >= 1"):
            knapsack.solve([1], [1], 3, max_states=0)
        with self.assertRaisesRegex(carepath.DomainError, "5 short of 0"):
            knapsack.solve([1], [1], -5)
        with self.assertRaises(carepath.LimitError):
            knapsack.solve([1], [1], 2**63)

    def test_what_is_no_list(self):
        for call, words in (
            (lambda: knapsack.solve([1], None, 2), "cost = None must be a list"),
            (lambda: knapsack.choose([1], [1], None, 1), "first = None must be a list"),
            (lambda: knapsack.select([5], None, 2), "cost = None must be a list"),
            (lambda: knapsack.select([5, 3], [1, 1], 2, needs=3), "needs = 3 must be a dict"),
            (lambda: knapsack.select([5, 3], [1, 1], 2, needs=[3, 4]), r"needs\[0\] = 3 must be a list"),
            (lambda: knapsack.select([5, 3], [1, 1], 2, group=[0, 0], must=1), "must = 1 must be a list"),
        ):
            with self.assertRaisesRegex(carepath.InvalidError, words):
                call()
        with self.assertRaisesRegex(carepath.DomainError, r"group\[0\] = nan must be a whole number"):
            knapsack.select([5, 3], [1, 1], 2, group=[float("nan"), 1])
        with self.assertRaisesRegex(carepath.LimitError, "sum of .values. is beyond"):
            knapsack.solve([1e308, 1e308], [1, 1], 2)

    def test_needs_of_no_option(self):
        for key in (9, -1, "1", 1.5, True):
            with self.assertRaisesRegex(carepath.InvalidError, "which is no option: keys are 0 to 1"):
                knapsack.select([5, 3], [1, 1], 2, needs={key: [0]})

    def test_limits_are_said(self):
        draw = random.Random(1)
        value = [draw.randint(1, 10**9) for _ in range(200)]
        bought = knapsack.solve(value, [v + draw.randint(-9, 9) for v in value], sum(value) // 2, max_steps=50)
        self.assertFalse(bought.proven)
        self.assertEqual(bought.ended, "steps")
        self.assertGreater(bought.bound, bought.value)
        self.assertLessEqual(bought.bound, bought.relaxed)

    def test_a_baseline(self):
        bought = knapsack.solve([3, 4], [2, 3], 3, baseline=[1, 0])
        self.assertEqual((bought.baseline, bought.value), (3, 4))


if __name__ == "__main__":
    unittest.main()
