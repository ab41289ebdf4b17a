"""Importance weights from Python: shapes, names, errors, with NumPy and without it."""
import array
import math
import unittest

import carepath
from carepath import weights

PANEL = [[0.5, 0.3, 0.2], [0.2, 0.3, 0.5], [0.4, 0.4, 0.2], [0.3, 0.3, 0.4]]


class Weights(unittest.TestCase):
    def near(self, got, expected, places=12):
        got = list(got)
        self.assertEqual(len(got), len(expected))
        for a, b in zip(got, expected):
            self.assertAlmostEqual(a, b, places)

    def test_points_and_ranks(self):
        weights.check([0.5, 0.25, 0.25])
        self.near(weights.equal(4), [0.25] * 4)
        self.near(weights.from_points([100, 60, 40], "swing"), [0.5, 0.3, 0.2])
        self.near(weights.from_ranks(3), [11 / 18, 5 / 18, 2 / 18])
        self.near(weights.from_ranks([2, 1, 2], "sum"), [0.25, 0.5, 0.25])
        self.near(weights.from_ranks(3, "exponent", exponent=0), [1 / 3] * 3)

    def test_judgements(self):
        w, found = weights.ahp([[1, 2, 8], [0.5, 1, 4], [math.nan, 0.25, 1]])
        self.near(w, [8 / 13, 4 / 13, 1 / 13])
        self.assertAlmostEqual(found.lambda_max, 3)
        self.assertEqual((found.missing, found.worst_row), (0, -1))
        w, found = weights.ahp([[1, 2, 1], [0.5, 1, 4], [1, 0.25, 1]], "geometric")
        self.assertEqual(len(w), 3)
        self.assertGreater(found.ratio_saaty, 0.1)
        self.assertGreaterEqual(found.worst_row, 0)
        self.assertEqual(weights.random_index(4), 0.90)
        self.assertEqual(weights.random_index(4, "tummala-ling"), 0.8921)
        self.assertTrue(math.isnan(weights.random_index(16)))
        self.assertEqual(weights.gci_threshold(3), 0.31)

    def test_best_worst(self):
        found = weights.best_worst([1, 2, 4, 8], [8, 4, 2, 1], 0, 3)
        self.near(found.weights, [8 / 15, 4 / 15, 2 / 15, 1 / 15])
        self.near(found.lower, list(found.upper))
        self.assertEqual(found.consistency.output_ratio, 0)

    def test_data(self):
        x = [[3, 10, 1.0], [1, 40, 9.0], [4, 20, 5.0], [9, 30, 2.0]]
        for method in weights.METHODS:
            w = weights.objective(x, method, direction=[1, -1, 1], threads=2)
            weights.check(w)
            self.assertEqual(list(w), list(weights.objective(x, method, direction=[1, -1, 1])))
        raw = weights.objective(x, "sd", scale="raw")
        self.assertGreater(raw[1], 0.5)
        weights.check(weights.objective(x, correlation="spearman"))
        one = weights.objective([[1, 5], [2, 5]])
        self.assertEqual(list(one), [1, 0])

    def test_panel_weights(self):
        self.near(weights.combine(PANEL, "mean"), [0.35, 0.325, 0.325])
        w, raw = weights.combine(PANEL, "trimmed", trim=0.25, unscaled=True)
        self.near(raw, [0.35, 0.3, 0.3])
        self.near(w, [0.35 / 0.95, 0.3 / 0.95, 0.3 / 0.95])
        self.near(weights.combine(PANEL, member_weights=[1, 0, 0, 0]), PANEL[0])
        for measure in weights.REGRETS:
            found = weights.compromise(PANEL, measure)
            weights.check(found.weights)
            self.assertAlmostEqual(max(found.regret), found.largest_regret)
        one = weights.distances(PANEL, PANEL[0])
        self.assertEqual(one[0].moved, 0)
        self.assertAlmostEqual(one[1].moved, 0.3)
        self.assertAlmostEqual(weights.rank_correlations(PANEL)[0][1], -1)
        classes = weights.disagreement(PANEL, ["patient", "clinician", "patient", "clinician"])
        self.assertEqual(classes.classes, ["patient", "clinician"])
        self.near(classes.means[0], [0.45, 0.35, 0.2])
        self.assertAlmostEqual(classes.between[0] + classes.within[0], 0.0125)
        aij = weights.combine_judgements([[[1, 2], [0.5, 1]], [[1, 8], [0.125, 1]]])
        self.assertAlmostEqual(aij[0][1], 4)

    def test_orders(self):
        circle = [[1, 2, 3], [3, 1, 2], [2, 3, 1]]
        found = weights.kemeny(circle)
        self.assertEqual([list(o) for o in found.orders], [[0, 1, 2], [1, 2, 0], [2, 0, 1]])
        self.assertEqual((found.optimal, found.distance), (3, 4))
        self.assertEqual(len(weights.kemeny(circle, room=2).orders), 2)
        self.assertEqual(weights.kemeny(circle, counts=[2, 1, 1]).optimal, 1)
        self.assertEqual(list(weights.borda(circle)), [3, 3, 3])
        self.assertEqual(list(weights.copeland(circle, counts=[5, 1, 1])), [2, 1, 0])
        test = weights.concordance([[1, 2, 3], [1, 2, 3]])
        self.assertEqual((test.w, test.df, test.mean_spearman), (1, 2, 1))
        self.assertAlmostEqual(test.p, math.exp(-2))

    def test_any_sequence_of_numbers(self):
        self.near(weights.from_points(array.array("d", [1, 3])), [0.25, 0.75])
        self.near(weights.combine(tuple(map(tuple, PANEL)), "mean"), [0.35, 0.325, 0.325])

    def test_errors(self):
        for message, call in (
            ("the weights sum to 0.9, must be 1", lambda: weights.check([0.5, 0.4])),
            (r"matrix\[0\]\[1\] \* matrix\[1\]\[0\] = 2 must be 1", lambda: weights.ahp([[1, 2], [1, 1]])),
            ("expected a square", lambda: weights.ahp([[1, 2]])),
            ("expected 2 dimensions", lambda: weights.combine([0.5, 0.5])),
            ("expected 2 dimensions", lambda: weights.objective([])),
            ("method = 'mode' must be one of", lambda: weights.combine(PANEL, "mode")),
            ("every column of x is constant", lambda: weights.objective([[1, 2], [1, 2]])),
            ("direction has 1 values, expected 2", lambda: weights.objective([[1, 2], [2, 1]], direction=[1])),
            ("direction = 0.5 must be a whole", lambda: weights.objective([[1, 2], [2, 1]], direction=[0.5, 1])),
            ("classes has 1 labels, expected 4", lambda: weights.disagreement(PANEL, ["a"])),
            ("member_weights has the shape", lambda: weights.combine(PANEL, member_weights=[1])),
            ("n = 0 must be", lambda: weights.equal(0)),
            ("room = -1 must be >= 0", lambda: weights.kemeny([[1, 2]], room=-1)),
        ):
            with self.subTest(message), self.assertRaisesRegex(carepath.CarepathError, message):
                call()


if __name__ == "__main__":
    unittest.main()
