"""Coalitions: games from functions and forms, values, stability, power, and the sharing of a gain."""
import unittest

import carepath
from carepath import coalition


class Coalition(unittest.TestCase):
    def test_games(self):
        values = coalition.table(lambda members: len(members) ** 2, 3)
        self.assertEqual(list(values), [0, 1, 1, 4, 1, 4, 4, 9])
        self.assertEqual(list(coalition.shapley(values)), [3, 3, 3])
        self.assertEqual(list(coalition.table("max", [3, 1])), [0, 3, 1, 3])
        facts = coalition.describe(values)
        self.assertTrue(facts.convex and facts.superadditive and facts.monotone and facts.essential)
        self.assertEqual(facts.gain, 6)
        self.assertEqual(coalition.members_of(5), (0, 2))
        with self.assertRaisesRegex(carepath.InvalidError, "values has 3 numbers"):
            coalition.shapley([0, 1, 2])
        with self.assertRaises(ZeroDivisionError):
            coalition.table(lambda members: 1 / 0, 3)

    def test_airport(self):
        costs = [10, 20, 35, 60]
        for a, b in zip(coalition.airport(costs), (5 / 2, 35 / 6, 40 / 3, 115 / 3)):
            self.assertAlmostEqual(a, b, places=12)
        values = coalition.table("max", costs)
        for a, b in zip(coalition.nucleolus(values, costs=True), coalition.airport(costs, "nucleolus")):
            self.assertAlmostEqual(a, b, places=9)

    def test_who_would_leave(self):
        # majority of three: no core
        values = coalition.table("vote", [1, 1, 1], 2)
        found = coalition.test_core(values, [1, 0, 0])
        self.assertFalse(found.in_core)
        self.assertEqual(coalition.members_of(found.coalition), (1, 2))
        self.assertEqual(found.complaint, 1)
        self.assertAlmostEqual(coalition.least_core(values).complaint, 1 / 3, places=12)
        self.assertTrue(coalition.test_core([0, 1, 1, 4], [2, 2]).in_core)
        self.assertEqual(list(coalition.tau([0, 1, 1, 4])), [2, 2])
        with self.assertRaisesRegex(carepath.DomainError, r"the members have 6 alone and 4 together \(gap 2\)"):
            coalition.nucleolus([0, 3, 3, 4])

    def test_power(self):
        found = coalition.power([50, 49, 1], 51)
        for a, b in zip(found.shapley_shubik, (2 / 3, 1 / 6, 1 / 6)):
            self.assertAlmostEqual(a, b, places=12)
        self.assertEqual(list(found.banzhaf), [0.75, 0.25, 0.25])
        self.assertEqual(list(coalition.banzhaf([0, 1, 1, 4], normalise=True)), [2, 2])

    def test_sample(self):
        found = coalition.sample(lambda members: len(members) ** 2, 30, replications=10)
        for share in found.shares:  # an order and its reverse: exact for squares
            self.assertAlmostEqual(share, 30, places=9)
        with self.assertRaises(KeyError):
            coalition.sample(lambda members: {}[1], 3)

    def test_gain_shares(self):
        found = coalition.share_gain([10, 20, 30], [25, 15, 33], ids=["a", "b", "c"])
        self.assertEqual(list(found.shares), [15, 24, 34])
        self.assertEqual(list(found.payments), [-10, 9, 1])
        self.assertEqual((found.gain, found.outcome, found.transfer, found.lifted), (13, "ok", 10, 0))
        loss = coalition.share_gain([10, 20], [5, 20])
        self.assertEqual((loss.gain, loss.outcome), (-5, "unreachable"))
        with self.assertRaisesRegex(carepath.InvalidError, "books.values must be given with this rule"):
            coalition.share_gain([1, 2], [2, 3], rule="shapley")


if __name__ == "__main__":
    unittest.main()
