"""Methods for comparison from Python."""
import math
import unittest

import carepath
from carepath import mcda

VALUES = [
    [52, 3, 2, 34.5, 67, 4],
    [18, 2, 5, 71.2, 45, 7],
    [78, 4, 1, 22.0, 58, 2],
    [26, 3, 9, 55.0, 81, 9],
    [5, 2, 3, 88.0, 72, 6],
    [64, 4, 7, 41.3, 39, 1],
    [40, 3, 1, 63.7, 77, 8],
    [31, 4, 10, 15.9, 50, 3],
]
WEIGHTS = [0.25, 0.25, 0.15, 0.15, 0.1, 0.1]
DIRECTIONS = [1, -1, -1, 1, 1, 1]
BOUNDS = [(0, 104), (1, 4), (1, 10), (0, 100), (0, 120), (0, 10)]


class Methods(unittest.TestCase):
    def assertClose(self, got, expected):
        self.assertEqual(len(got), len(expected))
        for a, b in zip(got, expected):
            self.assertAlmostEqual(a, b, 13)

    def test_the_sum_is_that_of_the_scaled_values(self):
        for scale in ("fixed", "minmax", "vector", "sum", "max", "none"):
            scaled = mcda.normalise(VALUES, DIRECTIONS, BOUNDS, scale)
            score = mcda.weighted_sum(VALUES, WEIGHTS, DIRECTIONS, BOUNDS, scale)
            self.assertClose(score, [sum(w * r for w, r in zip(WEIGHTS, row)) for row in scaled])

    def test_every_method_has_a_score(self):
        scores = {name: mcda.score(VALUES, WEIGHTS, DIRECTIONS, BOUNDS, method=name) for name in mcda.METHODS}
        self.assertClose(scores["topsis"], mcda.topsis(VALUES, WEIGHTS, DIRECTIONS, BOUNDS))
        self.assertClose([-x for x in scores["spotis"]], mcda.spotis(VALUES, WEIGHTS, DIRECTIONS, BOUNDS))
        self.assertClose([-x for x in scores["vikor"]], mcda.vikor(VALUES, WEIGHTS, DIRECTIONS, BOUNDS).q)
        self.assertClose(scores["promethee"], mcda.promethee(VALUES, WEIGHTS, DIRECTIONS).net)
        product = mcda.weighted_product(VALUES, WEIGHTS, DIRECTIONS, BOUNDS)
        self.assertClose(scores["weighted_product"], product)

    def test_distances_of_topsis(self):
        score, best, worst = mcda.topsis(VALUES, WEIGHTS, DIRECTIONS, normalise="vector", distances=True)
        self.assertClose(score, [b / (a + b) for a, b in zip(best, worst)])

    def test_fixed_bounds_never_reorder_and_the_sample_does(self):
        for method in ("weighted_sum", "weighted_product", "topsis", "spotis"):
            self.assertEqual(mcda.reversals(VALUES, WEIGHTS, DIRECTIONS, BOUNDS, method=method), [])
        found = mcda.reversals(VALUES, WEIGHTS, DIRECTIONS, method="topsis", normalise="minmax", remove=[2])
        self.assertEqual(found, [mcda.Reversal(2, 4, 1)])

    def test_vikor_says_what_it_recommends(self):
        found = mcda.vikor([[10], [6], [0]], [1], normalise="minmax")
        self.assertEqual((found.best, found.second, found.count), (0, 1, 2))
        self.assertEqual((found.advantage_ok, found.stable_ok), (False, True))
        self.assertEqual(list(found.in_set), [1, 1, 0])
        self.assertAlmostEqual(found.advantage, 0.4, 14)
        self.assertEqual(found.threshold, 0.5)

    def test_shapes_of_preference(self):
        flows = mcda.promethee([[0, 5], [10, 5], [4, 6]], [0.5, 0.5], shape=["linear", "usual"], q=2, p=[6, 1])
        self.assertClose(flows.positive, [0, (1 + 1) / 4, (0.5 + 2) / 4])
        self.assertClose(flows.net, [a - b for a, b in zip(flows.positive, flows.negative)])
        one = mcda.promethee([[0], [3]], [1], shape="gaussian", s=2)
        self.assertClose(one.positive, [0, 1 - math.exp(-9 / 8)])

    def test_electre(self):
        got = mcda.electre1([[10, 1], [8, 3], [2, 2]], [0.7, 0.3], [1, -1])
        self.assertEqual([list(row) for row in got.outranks], [[0, 1, 1], [0, 0, 0], [0, 0, 0]])
        self.assertEqual(list(got.kernel), [1, 0, 0])
        self.assertTrue(math.isnan(got.concordance[0][0]))
        ring = mcda.electre1([[1, 2], [2, 1]], [0.5, 0.5], concordance=0.5, discordance=1, kernel="graph")
        self.assertEqual(list(ring.kernel), [1, 1])

    def test_ranks(self):
        self.assertEqual(list(mcda.rank([3, 1, 3, 2])), [1.5, 4, 1.5, 3])
        self.assertEqual(list(mcda.rank([3, 1, 3, 2], ties="min")), [1, 4, 1, 3])
        self.assertEqual(list(mcda.rank([3, 1, 3, 2], descending=False, ties="dense")), [3, 1, 3, 2])
        self.assertEqual(list(mcda.order([3, 1, 3, 2])), [0, 2, 3, 1])

    def test_what_is_refused(self):
        with self.assertRaises(carepath.InvalidError) as seen:
            mcda.topsis(VALUES, WEIGHTS, DIRECTIONS)
        self.assertIn("bounds= must be given", str(seen.exception))
        with self.assertRaises(carepath.DomainError) as seen:
            mcda.topsis(VALUES, [0.25] * 6, DIRECTIONS, BOUNDS)
        self.assertIn("weights sum to 1.5, must be 1", str(seen.exception))
        with self.assertRaises(carepath.DomainError) as seen:
            mcda.spotis([[1, 2], [3, 40]], [0.5, 0.5], bounds=[(0, 10), (0, 10)])
        self.assertEqual(seen.exception.index, 3)
        self.assertEqual(
            list(mcda.spotis([[1, 2], [3, 40]], [0.5, 0.5], bounds=[(0, 10), (0, 10)], outside="clamp")),
            [0.5 * 0.9 + 0.5 * 0.8, 0.5 * 0.7],
        )
        for wrong in (
            lambda: mcda.topsis([1, 2], [1]),
            lambda: mcda.topsis(VALUES, [1]),
            lambda: mcda.topsis(VALUES, WEIGHTS, [1, 1]),
            lambda: mcda.topsis(VALUES, WEIGHTS, DIRECTIONS, [(0, 1)]),
            lambda: mcda.topsis(VALUES, WEIGHTS, DIRECTIONS, BOUNDS, normalise="best"),
            lambda: mcda.promethee(VALUES, WEIGHTS, shape=["usual"]),
            lambda: mcda.rank([[1, 2]]),
        ):
            with self.assertRaises(carepath.InvalidError):
                wrong()

    def test_progress_may_stop_it(self):
        with self.assertRaises(carepath.CancelledError):
            mcda.promethee(VALUES, WEIGHTS, DIRECTIONS, progress=lambda done: True)


if __name__ == "__main__":
    unittest.main()
