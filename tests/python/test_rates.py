"""Rates, charts and small numbers from Python: shapes, labels, options, errors."""
import math
import unittest

from carepath import DomainError, InvalidError, disclosure, rates, spc


class Rates(unittest.TestCase):
    def test_limits_of_many(self):
        one = rates.crude([65, 3], [1000, 1000])
        self.assertEqual(tuple(one.lower.shape), (2,))
        self.assertAlmostEqual(float(one.lower[0]), 5016.31877104595, places=7)
        two = rates.crude([65, 3], [1000, 1000], level=[0.95, 0.998])
        self.assertEqual(tuple(two.upper.shape), (2, 2))
        self.assertEqual(float(two.lower[1][0]), float(one.lower[1]))
        exact = rates.proportion([5], [10], method="clopper")
        self.assertAlmostEqual(float(exact.lower[0]), 0.187086028447399, places=12)
        self.assertAlmostEqual(rates.share_interval(5, 10).upper, 0.812913971552601, places=12)
        self.assertAlmostEqual(rates.count_interval(5).lower, 1.62348639011842, places=12)

    def test_standardised(self):
        made = rates.direct([[4, 6], [10, 20]], [[100, 200], [50, 100]], [1, 1], groups=["a", "b"], multiplier=1)
        self.assertAlmostEqual(float(made["rate"][0]), (0.04 + 0.03) / 2, places=15)
        self.assertEqual(made.array("rate").index(group="b"), 1)
        with self.assertRaisesRegex(DomainError, "nobody in stratum 1"):
            rates.direct([4, 0], [100, 0], [1, 1])
        dropped = rates.direct([[4, 0], [4, 4]], [[100, 0], [100, 100]], [1, 1], empty="drop")
        self.assertEqual(float(dropped["empty_share"][0]), 0.5)
        ratio = rates.indirect([30], [[100, 200]], [10, 40], [100, 100])
        self.assertAlmostEqual(float(ratio["ratio"][0]), 1 / 3, places=15)
        with self.assertRaisesRegex(InvalidError, "population has the shape"):
            rates.direct([[4, 6]], [[1, 2, 3]], [1, 1])
        with self.assertRaises(TypeError):
            rates.direct([4], [100], [1], levle=3)

    def test_comparisons(self):
        self.assertAlmostEqual(rates.compare_counts(30, 1000, 12, 900).ratio, 2.25, places=14)
        self.assertAlmostEqual(rates.compare(0.03, 1e-5, 0.02, 2e-5).p_value, 0.067889154861829, places=12)

    def test_waits_by_labels(self):
        wait = [3, 5, 8, 13, 21, 2, 2, 7, 1, 4, 6, 9, 10, 12, 30, 31]
        group = ["poor"] * 8 + ["rich"] * 8
        kind = ["hip"] * 5 + ["eye"] * 3 + ["hip"] * 4 + ["eye"] * 4
        made = rates.waits(wait, group, kind)
        self.assertAlmostEqual(float(made["direct"][0]), 7.22916666666667, places=13)
        self.assertEqual(made.array("direct").index(group="rich"), 1)
        turned = rates.waits(wait, group, kind, groups=["rich", "poor"], standard={"hip": 9, "eye": 7})
        self.assertAlmostEqual(float(turned["direct"][1]), 7.22916666666667, places=13)
        self.assertAlmostEqual(float(rates.waits(wait, group, kind, over=8)["crude"][1]), 5 / 8, places=15)
        with self.assertRaisesRegex(InvalidError, "group: 'rich' is not one"):
            rates.waits(wait, group, kind, groups=["poor"])
        with self.assertRaisesRegex(InvalidError, "group has the shape"):
            rates.waits(wait, group[1:], kind)

    def test_a_standard_by_name_names_every_stratum(self):
        rows = ([1, 2, 3, 4], ["a", "a", "b", "b"])
        kind = ["x", "y", "x", "y"]
        made = rates.waits(*rows, kind, standard={"y": 0, "x": 1})
        self.assertEqual([float(x) for x in made["direct"]], [1, 3])
        with self.assertRaisesRegex(InvalidError, "standard: 'zz' is not one of the strata"):
            rates.waits(*rows, kind, standard={"x": 1, "y": 1, "zz": 5})
        with self.assertRaisesRegex(InvalidError, "standard has no weight for the stratum 'y': 0 leaves it out"):
            rates.waits(*rows, kind, standard={"x": 1})
        with self.assertRaisesRegex(InvalidError, "needs stratum"):
            rates.waits(*rows, standard={"x": 1})

    def test_a_missing_label_is_no_group(self):
        wait, kind = [1, 2, 3, 4], ["x", "y", "x", "y"]
        for group, said in ((["a", None, "b", None], "None"), ([1.0, math.nan, 2.0, math.nan], "nan")):
            with self.assertRaisesRegex(
                InvalidError, rf"group\[1\] is missing \({said}\): leave such rows out, name the group"
            ) as caught:
                rates.waits(wait, group)
            self.assertEqual(caught.exception.index, 1)
            with self.assertRaisesRegex(InvalidError, r"stratum\[1\] is missing"):
                rates.waits(wait, ["a", "a", "b", "b"], group)
            with self.assertRaisesRegex(InvalidError, "is missing"):
                rates.waits(wait, group, groups=[1.0, 2.0])
        with self.assertRaisesRegex(InvalidError, "group must be a list of labels, one a row"):
            rates.waits(wait, None)
        with self.assertRaisesRegex(InvalidError, "stratum must be a list of labels, one a row"):
            rates.waits(wait, kind, 3)
        with self.assertRaisesRegex(InvalidError, "group must be labels, one a row"):
            rates.waits(wait, [[1, 2], [3, 4]])

    def test_one_person_is_not_many(self):
        wait = [60] + [60] * 10 + [1] * 90 + [60, 1] * 50
        group = ["a"] * 101 + ["b"] * 100
        kind = ["eye"] + ["hip"] * 100 + ["eye"] * 50 + ["hip"] * 50
        made = rates.waits(wait, group, kind, standard={"eye": 1, "hip": 1}, over=52)
        self.assertAlmostEqual(float(made["variance"][0]), 0.25 * (0.24 + 0.1 * 0.9 / 100), places=15)
        self.assertLess(float(made["lower"][0][0]), 0.25)
        self.assertGreater(float(made["upper"][0][0]), 0.8)

    def test_funnels(self):
        late, seen = [65, 1, 3, 90, 9, 120], [200, 20, 30, 300, 100, 150]
        self.assertEqual([int(c) for c in rates.funnel(late, seen)["class"]], [0, -1, -1, -1, -2, 2])
        made = rates.funnel(late, seen, units="abcdef", limits="normal", dispersion="add")
        self.assertAlmostEqual(float(made["tau2"]), 0.0241286468794878, places=14)
        lines = rates.funnel_lines([100], 0.5, level=[0.95])
        self.assertEqual(tuple(lines.lower.shape), (1, 1))
        with self.assertRaisesRegex(InvalidError, "measure = 'rates' must be one of"):
            rates.funnel(late, seen, measure="rates")


class Charts(unittest.TestCase):
    def test_a_chart_speaks(self):
        y = [10 + i % 3 for i in range(12)] + [math.nan] + [20 + 0.1 * (i % 2) for i in range(12)]
        chart = spc.xmr(y, points=[f"m{i}" for i in range(25)], changes=[13], target=18)
        self.assertEqual(chart.assurance, "will consistently meet the target")
        self.assertEqual(chart.variation, "common cause")
        self.assertEqual(chart.types()[12], "missing")
        self.assertEqual(chart.array("value").index(point="m3"), 3)
        whole = spc.xmr(y, improvement="down")
        self.assertEqual(whole.types()[24], "special cause: concern, high")
        self.assertIn(whole.causes()[0], ("below the lower limit", "run below the mean"))
        self.assertEqual(spc.limits_of([1, 3, 1, 3]).mean, 2)
        p = spc.attributes([12, 15, 9, 20], [100, 120, 90, 150], laney=False)
        self.assertEqual(float(p["sigma_z"][0]), 1)
        with self.assertRaisesRegex(InvalidError, "improvement = 'more' must be one of"):
            spc.xmr(y, improvement="more")
        with self.assertRaisesRegex(InvalidError, "trajectory has the shape"):
            spc.xmr(y, trajectory=[1])


class Disclosure(unittest.TestCase):
    counts = [[20, 3, 14, 30], [40, 25, 60, 9], [10, 12, 33, 80]]

    def test_a_table(self):
        shown = disclosure.table(self.counts, rows=["a", "b", "c"])
        self.assertEqual(shown.texts()[0], ["*", "*", "15", "30"])
        self.assertEqual(shown.array("published").index(row="b"), 1)
        self.assertEqual(int(shown["exposed"]), 0)
        published = disclosure.table(self.counts, rule="hes")
        self.assertEqual(published.texts(mark="-")[0], ["20", "-", "15", "30"])
        self.assertIn("hes", [rule.name for rule in disclosure.rules()])
        with self.assertRaisesRegex(InvalidError, "rule = 'ons' must be one of"):
            disclosure.table(self.counts, rule="ons")
        for bad in ([[1.5]], [[1, 2], [3]], None, [[math.nan, 1]]):
            with self.assertRaisesRegex(InvalidError, "count"):
                disclosure.table(bad)

    def test_bounds_and_rates(self):
        withheld = [[1, 1, 0, 0], [0, 0, 0, 0], [1, 1, 0, 0]]
        found = disclosure.bounds(self.counts, withheld, floor=1)
        self.assertEqual([float(found.lower[0][1]), float(found.upper[0][1])], [1, 14])
        open_rows = disclosure.bounds(self.counts, withheld, row_shown=[0, 1, 1], total_shown=False)
        self.assertGreaterEqual(float(open_rows.upper[0][1]), 14)
        made = disclosure.rates([50, 3, 97], [100, 100, 100])
        self.assertEqual([disclosure.reason_text(r)[:8] for r in made.reason], ["shown", "withheld", "withheld"])
        for seed in range(50):
            random = disclosure.rates([6, 12], [9, 14], rounding="random", base=10, least=2, seed=seed)
            self.assertTrue(all(not float(x) > 1 for x in random.published))
        with self.assertRaisesRegex(InvalidError, r"withheld\[0\] = 99 must be a reason, 0 to 5"):
            disclosure.rates([50], [100], withheld=[99])
        means = disclosure.values([1.5, 2.5], [8, 7])
        self.assertEqual(float(means.published[0]), 1.5)
        self.assertTrue(math.isnan(float(means.published[1])))


if __name__ == "__main__":
    unittest.main()
