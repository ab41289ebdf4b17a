"""carepath.equity: the measures through the binding, with NumPy and without it."""
import math
import unittest

import carepath
from carepath import equity
from carepath.errors import CarepathError, DomainError, InvalidError

try:
    import numpy
except ImportError:
    numpy = None

RATES = [18.4, 17.1, 16.2, 15.5, 14.1]
PEOPLE = [2200, 2100, 2000, 1900, 1800]


class Groups(unittest.TestCase):
    def test_gaps(self):
        g = equity.gaps(RATES, PEOPLE)
        self.assertAlmostEqual(g.gap, 4.3, places=12)
        self.assertAlmostEqual(g.mean, 16.362, places=12)
        self.assertTrue(math.isnan(g.gap_lower))
        self.assertFalse(hasattr(g, "reserved"))
        g = equity.gaps(RATES, PEOPLE, compared=1, reference=3, se=[0.5] * 5, level=0.9)
        self.assertAlmostEqual(g.gap, 1.6, places=12)
        self.assertLess(g.gap_lower, g.gap)
        self.assertEqual(g.fieller_kind, "bounded")

    def test_missing_labels_are_refused(self):
        nan = float("nan")
        words = r"\[1\] is missing \((None|nan)\): leave such rows out, name the group .*equity.bounds"
        labels = [[1, nan, 1, nan], ["a", None, "a", "b"], ["a", nan, None, "b"]]
        if numpy is not None:
            labels += [numpy.array(x, dtype=kind) for x, kind in zip(labels, (float, object, object))]
        for group in labels:
            with self.assertRaisesRegex(InvalidError, "^group" + words) as raised:
                equity.decompose([1, 2, 3, 4], group)
            self.assertEqual((raised.exception.where, raised.exception.index), ("group", 1))
            with self.assertRaisesRegex(InvalidError, "^second" + words):
                equity.decompose_crossed([1, 2, 3, 4], [1, 1, 2, 2], group)
        if numpy is not None:
            masked = numpy.ma.array([1, 2, 1, 2], mask=[0, 1, 0, 1])
            with self.assertRaisesRegex(InvalidError, r"^group\[1\] is missing"):
                equity.decompose([1, 2, 3, 4], masked)
            with self.assertRaisesRegex(InvalidError, r"^group\[1\] is missing"):
                equity.decompose([1, 2], numpy.array(["2020-01-01", "NaT"], dtype="datetime64[D]"))
        self.assertEqual(equity.decompose([1, 2, 3, 4], ["nan", "None", "None", "nan"]).groups, ["None", "nan"])

    def test_wrong_input_names_the_argument(self):
        for name, call in (
            ("value", equity.gaps), ("value", equity.concentration), ("mean", equity.concentration_grouped),
            ("value", equity.dispersion), ("value", equity.ede), ("value", lambda x: equity.entropy(x, 1)),
            ("value", lambda x: equity.curve(x, 1)), ("value", lambda x: equity.decompose(x, [1])),
            ("mean", lambda x: equity.bounds(x, [1, 1], [1])), ("population", lambda x: equity.bounds([1, 2], x, [1])),
            ("unknown", lambda x: equity.bounds([1, 2], [1, 2], x)), ("value", equity.slope),
            ("group", lambda x: equity.decompose([1], x)),
        ):
            for wrong in (None, 5, "ab"):
                with self.assertRaisesRegex(InvalidError, "^" + name):
                    call(wrong)

    def test_the_last_group_is_minus_one(self):
        self.assertEqual(equity.gaps(RATES, compared=-1, reference=0).gap, equity.gaps(RATES, compared=4, reference=0).gap)
        swapped = equity.bounds([3, 1], [10, 10], [2], compared=-1, reference=0)
        self.assertEqual(swapped.gap.known, -2)
        for wrong in ({"compared": -2}, {"reference": -2}):
            with self.assertRaisesRegex(InvalidError, "= -2 must be 0 to 4"):
                equity.gaps(RATES, **wrong)

    def test_fieller_says_what_its_limits_mean(self):
        self.assertEqual(equity.fieller(3, 2, 0.01, 0.01).kind, "bounded")
        self.assertEqual(equity.fieller(3, 1, 0.01, 1).kind, "exclusive")
        self.assertEqual(equity.fieller(1, 1, 9, 9).kind, "unbounded")

    def test_decompose_takes_any_labels(self):
        waits = [52, 18, 78, 26, 5, 64, 40, 31]
        d = equity.decompose(waits, ["b", "b", "b", "a", "a", "a", "a", "b"])
        self.assertEqual(d.groups, ["a", "b"])
        self.assertAlmostEqual(d.total, 0.1843468101648894, places=14)
        self.assertAlmostEqual(d.between + d.within, d.total, places=15)
        self.assertAlmostEqual(d.mean[0], (26 + 5 + 64 + 40) / 4, places=12)
        self.assertAlmostEqual(sum(d.group_within), d.within, places=14)
        x = equity.decompose_crossed(waits, [1, 1, 2, 2, 1, 1, 2, 2], list("abababab"), "variance")
        self.assertEqual(x.total, x.first + x.second + x.interaction + x.within)
        with self.assertRaises(InvalidError):
            equity.decompose(waits, [1, 2])
        with self.assertRaises(InvalidError):
            equity.decompose(waits, [1, "a"] * 4)
        with self.assertRaisesRegex(InvalidError, "kind"):
            equity.decompose(waits, [1] * 8, "theil")

    def test_bounds(self):
        b = equity.bounds([20, 15, 12], [40, 50, 60], [5, 30, 11])
        self.assertTrue(b.exact)
        self.assertEqual(b.missing, 3)
        self.assertEqual(b.gap.known, 8)
        self.assertLess(b.gap.least, 8)
        self.assertGreater(b.gap.greatest, 8)
        self.assertAlmostEqual(b.gap.greatest, (800 + 30) / 41 - (720 + 5 + 11) / 62, places=12)
        self.assertLess(b.sii.least, b.sii.known)
        self.assertEqual(equity.bounds([20, 12], [1, 1], []).missing_share, 0)


class Slopes(unittest.TestCase):
    VALUES = [[75.9, 78.3, 83.8, 83.6, 80.5], [70.5, 71.6, 72.5, 73.5, 73.1]]
    N = [[7291, 7997, 6105, 7666, 5790], [21675, 20065, 19750, 24713, 20112]]
    SE = [[1.6] * 5, [0.3] * 5]

    def test_one_area_is_numbers(self):
        s = equity.slope(self.VALUES[0], self.N[0])
        self.assertIsInstance(float(s.sii), float)
        self.assertFalse(hasattr(s, "sii_lower"))
        self.assertTrue(math.isnan(s.sii_se))
        s = equity.slope(self.VALUES[0], self.N[0], se=self.SE[0])
        self.assertAlmostEqual(s.sii_upper - s.sii, 1.959963984540054 * s.sii_se, places=10)
        self.assertEqual(s.rii_kind, "bounded")

    def test_many_areas_and_levels_are_arrays(self):
        s = equity.slope(self.VALUES, self.N, se=self.SE, level=[0.9, 0.95, 0.99])
        self.assertEqual(len(s.sii), 2)
        self.assertEqual([len(row) for row in s.sii_lower], [3, 3])
        self.assertEqual(s.rii_kind, [["bounded"] * 3] * 2)
        one = equity.slope(self.VALUES[1], self.N[1], se=self.SE[1], level=[0.9, 0.95, 0.99])
        self.assertEqual(list(one.sii_lower), list(s.sii_lower[1]))
        self.assertEqual(one.level, [0.9, 0.95, 0.99])
        flat = equity.slope(self.VALUES, self.N, se=self.SE, level=0.95)
        self.assertEqual(float(flat.sii_lower[1]), float(s.sii_lower[1][1]))

    def test_simulated_limits_do_not_depend_on_threads(self):
        options = {"se": self.SE, "method": "simulated", "replications": 2000, "seed": 5}
        a = equity.slope(self.VALUES, self.N, **options)
        b = equity.slope(self.VALUES, self.N, threads=2, **options)
        self.assertEqual(list(a.sii_lower), list(b.sii_lower))
        self.assertEqual(list(a.rii_upper), list(b.rii_upper))

    def test_progress_can_cancel(self):
        with self.assertRaises(CarepathError):
            equity.slope(self.VALUES, self.N, se=self.SE, method="simulated", replications=2000,
                         progress=lambda done: True)

    def test_residual_limits_need_no_errors(self):
        s = equity.slope(self.VALUES[0], self.N[0], method="residual")
        self.assertGreater(s.sii_upper, s.sii)

    def test_what_is_wrong_is_said(self):
        with self.assertRaisesRegex(InvalidError, "shape"):
            equity.slope(self.VALUES, self.N[0])
        with self.assertRaisesRegex(InvalidError, "method"):
            equity.slope(self.VALUES, self.N, method="bootstrap")
        with self.assertRaisesRegex(DomainError, r"value\[1\] = -1"):
            equity.slope([1, -1, 2], transform="log")
        with self.assertRaises(InvalidError):
            equity.slope(3.0)


class People(unittest.TestCase):
    Y = [16.68, 13.37, 11.46, 17.46, 11.09, 23.82, 18.06, 16.29, 4.64, 2.4, 5.07, 18.77]
    W = [1.2, 1.88, 1.44, 1.27, 1.25, 0.87, 0.52, 0.79, 1.54, 0.8, 1.05, 0.51]

    def test_concentration(self):
        c = equity.concentration(self.Y, weight=self.W)
        self.assertAlmostEqual(c.index, -0.11367105983655756, places=13)
        self.assertTrue(math.isnan(c.wagstaff))
        back = equity.concentration(self.Y[::-1], position=list(range(12))[::-1], weight=self.W[::-1])
        self.assertEqual(back.index, c.index)
        c = equity.concentration([0, 1, 1], lowest=0, highest=1, aversion=3, variance="sample")
        self.assertEqual(c.curve, "below")
        self.assertAlmostEqual(c.erreygers, 4 * c.generalised, places=14)
        with self.assertRaisesRegex(InvalidError, "variance"):
            equity.concentration(self.Y, variance="robust")

    def test_grouped(self):
        c = equity.concentration_grouped([18.4, 17.1, 16.2, 15.5, 14.1], [0.22, 0.21, 0.2, 0.19, 0.18])
        self.assertAlmostEqual(c.index, -0.0497176384305098, places=13)
        more = equity.concentration_grouped(RATES, PEOPLE, variance=[4] * 5)
        self.assertLess(more.index_se, equity.concentration_grouped(RATES, PEOPLE).index_se)

    def test_curve(self):
        self.assertEqual(equity.curve([1, 2, 5], 0), 0.0)
        self.assertEqual([round(float(x), 12) for x in equity.curve([5, 1, 2], [0.5, 1], position=[5, 1, 2])],
                         [0.25, 1.0])

    def test_dispersion_entropy_and_equivalents(self):
        x = [52, 18, 78, 26, 5, 64, 40, 31]
        d = equity.dispersion(x)
        self.assertAlmostEqual(d.gini, 0.32961783439490455, places=14)
        self.assertAlmostEqual(equity.entropy(x, 1), d.theil_t, places=15)
        self.assertAlmostEqual(list(equity.entropy(x, [0, 2]))[0], d.theil_l, places=15)
        a = equity.ede(x, kind="atkinson", aversion=1)
        self.assertAlmostEqual(a.index, 0.2223668396644597, places=14)
        self.assertAlmostEqual(a.ede, d.mean * (1 - a.index), places=11)
        many = equity.ede(x, [1] * 8, "gini", [1, 2])
        self.assertAlmostEqual(float(many.ede[1]), d.mean * (1 - d.gini), places=11)
        with self.assertRaisesRegex(DomainError, r"aversion\[0\] = -1"):
            equity.ede(x, aversion=-1)
        with self.assertRaisesRegex(InvalidError, "kind"):
            equity.ede(x, kind="theil")

    def test_the_module_is_exported(self):
        self.assertIs(carepath.equity, equity)
        self.assertIn("equity", carepath.__all__)


if __name__ == "__main__":
    unittest.main()
