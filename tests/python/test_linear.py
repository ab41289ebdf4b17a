"""Linear programmes from Python: matrices of every form, bounds, names, warm starts, and Debian's solvers beside."""
import importlib.util
import math
import pathlib
import random
import unittest

import carepath
from carepath import linear

BENCH = pathlib.Path(__file__).resolve().parent.parent / "bench" / "linear_solvers.py"
GLASS = [[1, 0], [0, 2], [3, 2]]


class Linear(unittest.TestCase):
    def test_textbook(self):
        found = linear.solve([3, 5], GLASS, row_upper=[4, 12, 18], maximise=True)
        self.assertEqual(found.status, "optimal")
        self.assertAlmostEqual(found.objective, 36.0, 12)
        self.assertAlmostEqual(found.bound, 36.0, 12)
        for got, expected in ((found.x, [2, 6]), (found.dual, [0, 1.5, 1]), (found.activity, [2, 12, 18])):
            for a, b in zip(got, expected):
                self.assertAlmostEqual(a, b, 12)
        again = linear.solve([3, 5], GLASS, row_upper=[4, 12, 18], maximise=True, start=found)
        self.assertEqual(again.iterations, 0)
        self.assertIn("optimal", repr(again))

    def test_forms_of_a_matrix(self):
        triplets = ([0, 1, 2, 2], [0, 1, 0, 1], [1, 2, 3, 2])
        found = linear.solve([3, 5], triplets=triplets, row_upper=[4, 12, 18], maximise=True)
        self.assertAlmostEqual(found.objective, 36.0, 12)
        with self.assertRaises(carepath.InvalidError):
            linear.solve([3, 5], GLASS, triplets=triplets)
        with self.assertRaises(carepath.InvalidError):
            linear.solve([3, 5, 1], GLASS)
        try:
            from scipy import sparse
        except ImportError:
            return
        found = linear.solve([3, 5], sparse.csr_matrix(GLASS), row_upper=[4, 12, 18], maximise=True)
        self.assertAlmostEqual(found.objective, 36.0, 12)

    def test_bounds(self):
        found = linear.solve([1, -1], lower=[None, 0], upper=[None, 4])
        self.assertEqual(found.status, "unbounded")
        self.assertEqual(list(found.ray), [-1.0, 0.0])
        found = linear.solve([1, -1], lower=-2, upper=[5, 4], offset=10)
        self.assertEqual((found.objective, list(found.x)), (4.0, [-2.0, 4.0]))
        found = linear.solve([1], [[1]], row_lower=2, row_upper=math.inf)
        self.assertEqual(list(found.x), [2.0])

    def test_who_is_in_the_way(self):
        found = linear.solve([1], [[1], [1]], [2, None], [None, 1], row_names=["need", "means"])
        self.assertEqual(found.status, "infeasible")
        self.assertEqual(found.conflicts, {"need": 1.0, "means": -1.0})
        self.assertAlmostEqual(found.shortfall, 1.0, 12)
        self.assertEqual((found.conflict_row, found.conflict_column), (0, None))

    def test_bad_input(self):
        with self.assertRaises(carepath.DomainError):
            linear.solve([math.nan])
        with self.assertRaises(TypeError):
            linear.solve([1], tolerence=1e-9)
        with self.assertRaises(carepath.InvalidError):
            linear.solve([1], [[1]], row_names=["a", "b"])
        with self.assertRaises(carepath.CancelledError):
            linear.solve([3, 5], GLASS, row_upper=[4, 12, 18], maximise=True, progress=lambda done: True)

    def test_beside_other_solvers(self):
        spec = importlib.util.spec_from_file_location("linear_solvers", BENCH)
        beside = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(beside)
        kinds = ["feasible", "degenerate", "infeasible", "unbounded"]
        for k in range(200):
            source = random.Random(f"test/{k}")
            p = beside.Program(source, kinds[k % 4], source.randint(0, 20), source.randint(1, 25))
            mine = beside.ours(p)
            with self.subTest(programme=k):
                self.assertTrue(beside.sound(p, mine[2]))
                if beside.linprog:
                    self.assertTrue(beside.agree(mine, beside.highs(p)))


if __name__ == "__main__":
    unittest.main()
