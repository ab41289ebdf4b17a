"""Fair ranking from Python: minimum numbers, re-ranking, exposure."""
import math
import random
import unittest

import carepath
from carepath import fair

try:
    import numpy
except ImportError:
    numpy = None


def plain(values):
    return values.tolist() if hasattr(values, "tolist") else list(values)


class Minimum(unittest.TestCase):
    def test_tables(self):
        found = fair.adjusted(20, 0.25, 0.1)
        self.assertEqual(plain(found.minimum), [0] * 8 + [1] * 7 + [2] * 5)
        self.assertAlmostEqual(found.chance, fair.failure(0.25, found.minimum), places=15)
        self.assertLessEqual(fair.adjusted(20, 0.25, 0.1, rule="conservative").chance, 0.1)
        self.assertEqual(plain(fair.adjusted(20, 0.25, 0.1, rule="unadjusted").minimum), plain(fair.minimum(20, 0.25, 0.1)))
        self.assertEqual([plain(row) for row in fair.quota(4, [0.5, 0.25])], [[0, 0], [1, 0], [1, 0], [2, 1]])
        self.assertEqual([plain(row) for row in fair.quota(3, 0.5, rounding="ceil")], [[1], [1], [2]])
        with self.assertRaisesRegex(carepath.DomainError, "rounding up asks for too many"):
            fair.quota(4, [0.5, 0.25], rounding="ceil")
        with self.assertRaisesRegex(carepath.DomainError, "alpha = 2 must be above 0 and below 1"):
            fair.minimum(4, 0.5, 2)


class Ranking(unittest.TestCase):
    def setUp(self):
        drawn = random.Random(5)
        self.protected = [drawn.random() < 0.4 for _ in range(200)]
        self.score = [drawn.random() - 0.3 * p for p in self.protected]
        self.tier = [drawn.randrange(3) for _ in range(200)]
        self.table = fair.adjusted(200, 0.4, 0.1).minimum

    def test_a_re_ranking_passes_its_own_test(self):
        by_score = sorted(range(200), key=lambda i: -self.score[i])
        before = fair.test([self.protected[i] for i in by_score], self.table)
        self.assertFalse(before.passes)
        found = fair.rerank(self.score, self.protected, self.table)
        self.assertTrue(found.passes)
        self.assertIsNone(found.place)
        after = fair.test([self.protected[i] for i in found.order], self.table)
        self.assertEqual((after.passes, after.failures, after.group), (True, 0, None))
        self.assertEqual(sorted(plain(found.order)), list(range(200)))

    def test_tiers_are_never_crossed(self):
        found = fair.rerank(self.score, self.protected, self.table, places=150, tier=self.tier)
        tiers = [self.tier[i] for i in found.order]
        self.assertEqual(tiers, sorted(tiers))
        cost = fair.costs(self.score, found.order, group=self.protected, tier=self.tier)
        self.assertEqual(sum(plain(cost.lost)), 0)
        self.assertGreater(cost.delayed, 0)
        self.assertIsNotNone(cost.most_delayed)

    def test_several_groups(self):
        groups = [i % 4 - 1 for i in range(200)]
        score = [200 - i - 40 * g for i, g in enumerate(groups)]
        table = fair.quota(200, [0.2, 0.2, 0.2])
        found = fair.rerank(score, groups, table)
        self.assertTrue(found.passes)
        self.assertEqual(fair.costs(score, found.order, group=groups).left_out, 0)
        if numpy is not None:
            again = fair.rerank(numpy.array(score), numpy.array(groups), numpy.array(table.tolist()))
            self.assertEqual(plain(again.order), plain(found.order))
        with self.assertRaisesRegex(carepath.InvalidError, r"group\[1\] = 3 must be -1 to 2"):
            fair.rerank([1, 2], [0, 3], table)

    def test_arguments(self):
        with self.assertRaisesRegex(carepath.InvalidError, "group has 1 values, expected 2"):
            fair.rerank([1, 2], [True], [0, 0])
        with self.assertRaisesRegex(carepath.InvalidError, "tier has 1 values, expected 2"):
            fair.rerank([1, 2], [True, False], [0, 0], tier=[1])
        with self.assertRaisesRegex(carepath.InvalidError, "minimum is ragged"):
            fair.test([0, 1], [[0, 0], [1]])
        short = fair.test([False, True], [1, 1])
        self.assertEqual((short.passes, short.place, short.group, short.shortfall), (False, 0, 0, 1))
        empty = fair.rerank([], [], [0])
        self.assertTrue(empty.passes)
        self.assertEqual(plain(empty.order), [])


class Measures(unittest.TestCase):
    ranked = [False, True, False, False, True, False]

    def test_exposure(self):
        found = fair.exposure(self.ranked)
        shares = [1 / math.log2(2 + i) for i in range(6)]
        self.assertAlmostEqual(found.mean[0], (shares[1] + shares[4]) / 2, places=14)
        self.assertAlmostEqual(found.share[0] + found.share[1], 1, places=14)
        self.assertEqual((found.spread.largest, found.spread.smallest), (1, 0))
        self.assertIsNone(found.treatment.largest)
        merit = fair.exposure([0, 1], merit=[2, 1], attention=[1, 1])
        self.assertEqual(plain(merit.per_merit), [0.5, 1])
        self.assertEqual(merit.treatment.gap, 0.5)
        self.assertEqual(fair.discount(3), 0.5)
        self.assertEqual(fair.discount(3, "geometric", 0.5), 0.25)

    def test_selection(self):
        found = fair.selection(self.ranked, 3)
        self.assertEqual(plain(found.selected), [1, 2])
        self.assertEqual(plain(found.rate), [0.5, 0.5])
        self.assertEqual(found.spread.ratio, 1)
        self.assertAlmostEqual(fair.skew(self.ranked, 4, wished=[0.5, 0.5]).skew[0], math.log(0.5), places=14)
        self.assertEqual(fair.skew(self.ranked, 6).spread.gap, 0)

    def test_divergence(self):
        for measure in ("rnd", "rkl", "rrd"):
            self.assertEqual(fair.divergence([0, 1] * 10, measure, step=2), 0)
            if measure != "rrd":  # all of a minority first is the worst that there is
                self.assertEqual(fair.divergence([True] * 5 + [False] * 15, measure, step=5), 1)
        self.assertGreater(fair.divergence([0, 0, 1, 1, 2, 2], "ndkl", step=1), 0)
        with self.assertRaisesRegex(carepath.InvalidError, "measure = 'xyz' must be one of"):
            fair.divergence([0, 1], "xyz")


if __name__ == "__main__":
    unittest.main()
