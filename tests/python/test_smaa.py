"""Acceptability by chance and exactly, from Python."""
import math
import unittest

import carepath
from carepath import smaa

THREE = [[0.9, 0.2], [0.5, 0.6], [0.1, 0.95]]
GIVEN = {"normalise": "none", "seed": 7}


class Acceptability(unittest.TestCase):
    def test_two_criteria_exactly_and_by_chance(self):
        share, central = smaa.two_criteria(THREE)
        for got, expected in zip(share[1], [1 / 30, 29 / 30, 0]):
            self.assertAlmostEqual(got, expected, 14)
        self.assertAlmostEqual(central[0], 0.75, 14)
        self.assertAlmostEqual(smaa.threshold(THREE[0], THREE[1]), 0.5, 14)
        self.assertTrue(math.isnan(smaa.threshold([1, 1], [0, 0])))
        runs = smaa.simulate(THREE, ranks=True, replications=20000, **GIVEN)
        for i in range(3):
            self.assertAlmostEqual(sum(runs["rank_acceptability"][i]), 1, 14)
            for k in range(3):
                self.assertAlmostEqual(runs["rank_acceptability"][i][k], share[i][k], delta=0.02)
        self.assertAlmostEqual(runs["first_weight"][0][0], 0.75, delta=0.01)

    def test_splits_merge(self):
        whole = smaa.simulate(THREE, top=[1, 2], pairs=True, replications=100, **GIVEN)
        first = smaa.simulate(THREE, top=[1, 2], pairs=True, replications=60, **GIVEN)
        rest = smaa.simulate(THREE, top=[1, 2], pairs=True, replications=40, first_replication=60, **GIVEN)
        self.assertEqual(carepath.merge([rest, first]).json(), whole.json())
        other = smaa.simulate(THREE, top=[1, 2], pairs=True, replications=40, normalise="none", seed=8)
        with self.assertRaises(carepath.DomainError):
            carepath.merge([first, other])

    def test_tiers_are_never_crossed(self):
        runs = smaa.simulate(THREE, tier=[2, 1, 2], top=1, replications=50, **GIVEN)
        self.assertEqual([row[0] for row in runs["top_probability"]], [0, 1, 0])

    def test_what_is_known_of_the_weights(self):
        corners = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        runs = smaa.simulate(corners, order=[2, 1, 3], ranks=True, **GIVEN)
        self.assertEqual(list(runs["rank_mean"]), [2, 1, 3])
        runs = smaa.simulate(corners, weights=[0.5, 0.3, 0.2], concentration=1e6, ranks=True, **GIVEN)
        self.assertEqual(list(runs["rank_mean"]), [1, 2, 3])
        runs = smaa.simulate(corners, weight_lower=[0, 0.6, 0], ranks=True, **GIVEN)
        self.assertEqual(runs["rank_acceptability"][1][0], 1)
        runs = smaa.simulate(corners, weight_upper=0.5, ranks=True, **GIVEN)
        self.assertLess(max(runs["weight_mean"]), 0.5)

    def test_values_that_are_not_sure_and_confidence(self):
        runs = smaa.simulate(
            [[10], [11]], uncertainty="normal", spread=[2], pairs=True, replications=20000, **GIVEN
        )
        expected = 0.5 * math.erfc(0.25)  # Phi(-1 / sqrt(8))
        self.assertAlmostEqual(runs["above_probability"][0][1], expected, delta=0.02)
        sure = smaa.confidence(
            [[10], [11]], [[1], [1]], uncertainty="normal", spread=[[2], [2]], replications=20000, **GIVEN
        )
        self.assertAlmostEqual(sure["confidence"][0], expected, delta=0.02)
        none = smaa.confidence(THREE, [[0.75, 0.25], [math.nan] * 2, [0.2, 0.8]], **GIVEN)
        self.assertEqual([none["confidence"][0], none["confidence"][2]], [1, 1])
        self.assertTrue(math.isnan(none["confidence"][1]))

    def test_what_is_refused(self):
        with self.assertRaises(carepath.InvalidError):
            smaa.simulate(THREE, **GIVEN)
        with self.assertRaises(carepath.DomainError):
            smaa.simulate(THREE, top=4, **GIVEN)
        with self.assertRaises(carepath.InvalidError):
            smaa.simulate(THREE, top=1, spread=[[1, 1]], uncertainty="normal", **GIVEN)
        with self.assertRaises(carepath.InvalidError):
            smaa.simulate(THREE, top=1, tier=[1], **GIVEN)
        with self.assertRaises(carepath.NoConvergenceError):
            smaa.simulate(THREE, top=1, order=[1, 2], weight_upper=[0.4, 1], **GIVEN)
        with self.assertRaises(carepath.InvalidError):
            smaa.two_criteria([[1, 2, 3]])


if __name__ == "__main__":
    unittest.main()
