"""Survival through Python: labels, lists and arrays, words for options, and the example of the module."""
import contextlib
import io
import math
import unittest

from carepath import survival
from carepath.errors import DomainError, InvalidError, LimitError, WrongTypeError

try:
    import numpy
except ImportError:
    numpy = None

WEEKS = [3, 7, 12, 20, 5, 9, 31, 40]
EVENT = [1, 1, 0, 1, 1, 2, 1, 0]
FIFTH = ["most"] * 4 + ["least"] * 4


class Curves(unittest.TestCase):
    def test_groups_are_labelled_in_their_order(self):
        found = survival.curves(WEEKS, EVENT, FIFTH, limits=[18, 52], causes=["treated", "removed"])
        self.assertEqual(found.array("people").coords["group"]["group"], ["least", "most"])
        self.assertEqual(found.array("share").coords["cause"]["cause"], ["treated", "removed"])
        self.assertEqual(tuple(found["share"].shape), (2, 2, 2))
        self.assertEqual(list(found["people"]), [4, 4])
        self.assertAlmostEqual(found["still"][1][0], 0.5)
        self.assertAlmostEqual(found["share"][0][1][0], 0.25)
        other = survival.curves(WEEKS, EVENT, FIFTH, groups=["most", "least", "middle"])
        self.assertEqual(other.array("people").coords["group"]["group"], ["most", "least", "middle"])
        self.assertEqual(list(other["people"]), [4, 4, 0])
        self.assertTrue(math.isnan(other["quantile"][2][0]))

    def test_everybody_is_treated_unless_said(self):
        found = survival.curves([1, 2, 3, 4], times="every", probabilities=[0.5], limits=[])
        self.assertEqual(list(found["times"]), [1, 2, 3, 4])
        self.assertEqual(list(found["survival"][0]), [0.75, 0.5, 0.25, 0])
        self.assertEqual(found["quantile"][0][0], 2.5)
        self.assertNotIn("still", found)

    def test_options_have_words(self):
        plain = survival.curves(WEEKS, EVENT, conf_type="plain", level=0.9, tau=20, start=4, cause=0, times=[10, 20])
        log = survival.curves(WEEKS, EVENT, conf_type="log", level=0.9, tau=20, start=4, cause=0, times=[10, 20])
        self.assertEqual(plain["survival"].tolist(), log["survival"].tolist())
        self.assertNotEqual(plain["survival_lower"].tolist(), log["survival_lower"].tolist())
        self.assertEqual(plain["tau"], 20)
        with self.assertRaisesRegex(InvalidError, "conf_type = 'log_log_log' must be one of plain, log, log-log"):
            survival.curves(WEEKS, EVENT, conf_type="log_log_log")
        with self.assertRaisesRegex(InvalidError, "times = 'all' must be one of every"):
            survival.curves(WEEKS, EVENT, times="all")

    def test_nobody(self):
        found = survival.curves([], [], [])
        self.assertEqual(list(found["people"]), [0])

    def test_errors_name_the_place(self):
        with self.assertRaises(DomainError) as caught:
            survival.curves([1, -2], [1, 1])
        self.assertEqual(str(caught.exception), "cpw_survival_curves: time[1] = -2 must be finite and >= 0")
        self.assertEqual(caught.exception.index, 1)
        with self.assertRaisesRegex(InvalidError, "event has 1 rows, expected 2"):
            survival.curves([1, 2], [1])
        with self.assertRaisesRegex(InvalidError, r"weight has the shape \(1,\), expected \(2,\)"):
            survival.curves([1, 2], [1, 1], weight=[1])
        with self.assertRaisesRegex(InvalidError, "group has 1 rows, expected 2"):
            survival.curves([1, 2], [1, 1], ["a"])
        with self.assertRaisesRegex(InvalidError, "group: 'b' is not among groups"):
            survival.curves([1, 2], [1, 1], ["a", "b"], groups=["a"])
        with self.assertRaisesRegex(InvalidError, "groups has a label twice"):
            survival.curves([1, 2], [1, 1], ["a", "b"], groups=["a", "b", "a"])
        with self.assertRaises(WrongTypeError):
            survival.curves([1, 2], [1, 0.5])
        with self.assertRaises((LimitError, InvalidError)):
            survival.curves([1, 2], [1, 2**40])

    @unittest.skipIf(numpy is None, "NumPy is not installed")
    def test_arrays_are_as_lists(self):
        listed = survival.curves(WEEKS, EVENT, FIFTH, times="every")
        for kind in (numpy.int8, numpy.int32, numpy.int64):
            given = survival.curves(
                numpy.array(WEEKS, dtype=float), numpy.array(EVENT, dtype=kind), numpy.array(FIFTH), times="every"
            )
            self.assertEqual(given.array("people").coords["group"]["group"], ["least", "most"])
            self.assertEqual(repr(given["survival"].tolist()), repr(listed["survival"].tolist()))
        for group in ([9, 2, 9, 2, 2, 9, 9, 2], [10**12, -5, 10**12, -5, -5, 10**12, 10**12, -5]):
            given = survival.compare(WEEKS, EVENT, numpy.array(group))
            self.assertEqual((given.groups, given.statistic), (sorted(set(group)), survival.compare(WEEKS, EVENT, group).statistic))
            turned = survival.compare(WEEKS, EVENT, numpy.array(group), groups=[max(group), 7, min(group)])
            self.assertEqual(turned.observed.tolist(), [given.observed[1], 0, given.observed[0]])


class Tests(unittest.TestCase):
    def test_two_groups(self):
        found = survival.compare(WEEKS, EVENT, FIFTH)
        self.assertEqual((found.degrees, found.groups), (1, ["least", "most"]))
        self.assertAlmostEqual(found.trend**2, found.statistic, 12)
        self.assertAlmostEqual(found.trend_p, found.p, 12)
        self.assertAlmostEqual(sum(found.observed), sum(found.expected), 12)
        self.assertAlmostEqual(found.variance[0][0], -found.variance[0][1], 12)
        for test in ("peto", "gehan", "tarone-ware", "tarone_ware"):
            self.assertNotEqual(survival.compare(WEEKS, EVENT, FIFTH, test=test).statistic, found.statistic)
        same = survival.compare(WEEKS, EVENT, FIFTH, test="fleming-harrington", rho=1)
        self.assertEqual(same.statistic, survival.compare(WEEKS, EVENT, FIFTH, test="peto").statistic)

    def test_scores_and_strata(self):
        by_label = survival.compare(WEEKS, EVENT, FIFTH, score={"most": 1, "least": 5})
        by_place = survival.compare(WEEKS, EVENT, FIFTH, score=[5, 1])
        self.assertEqual(by_label.trend, by_place.trend)
        self.assertEqual(by_label.trend, -survival.compare(WEEKS, EVENT, FIFTH).trend)
        within = survival.compare(WEEKS, EVENT, FIFTH, stratum=["a", "b"] * 4)
        self.assertNotEqual(within.statistic, survival.compare(WEEKS, EVENT, FIFTH).statistic)

    def test_pairs_and_ratios(self):
        group = ["a", "b", "c", "a", "b", "c", "a", "b"]
        pairs = survival.pairwise(WEEKS, EVENT, group)
        self.assertEqual(pairs.groups, ["a", "b", "c"])
        self.assertEqual(pairs.p[0][1], pairs.p[1][0])
        known = sorted(pairs.p[g][h] for g in range(3) for h in range(g + 1, 3))
        self.assertEqual(min(pairs.adjusted[0][1], pairs.adjusted[0][2], pairs.adjusted[1][2]), min(1, 3 * known[0]))
        ratios = survival.ratios(WEEKS, EVENT, group, reference="b")
        self.assertEqual((ratios.ratio[1], ratios.lower[1], ratios.upper[1]), (1, 1, 1))
        self.assertLess(ratios.lower[0], ratios.ratio[0])
        with self.assertRaisesRegex(InvalidError, "reference = 'd' must be one of"):
            survival.ratios(WEEKS, EVENT, group, reference="d")


class Missing(unittest.TestCase):
    def test_missing_labels_are_refused(self):
        nan = float("nan")
        labels = [[1, nan, 1, nan], ["a", None, "a", None]]
        if numpy is not None:
            labels += [numpy.array(labels[0]), numpy.array(labels[1], dtype=object)]
        for group in labels:
            for call in (survival.curves, survival.compare, survival.pairwise, survival.ratios):
                with self.assertRaisesRegex(
                    InvalidError, r"^group\[1\] is missing \((nan|None)\): leave such rows out, name .*equity.bounds"
                ) as raised:
                    call([1, 2, 3, 4], [1] * 4, group)
                self.assertEqual((raised.exception.where, raised.exception.index), ("group", 1))
            with self.assertRaisesRegex(InvalidError, r"^stratum\[1\] is missing"):
                survival.compare([1, 2, 3, 4], [1] * 4, [1, 2, 1, 2], stratum=group)
        with self.assertRaisesRegex(InvalidError, r"^groups\[1\] is missing"):
            survival.curves([1, 2], [1, 1], ["a", "b"], groups=["a", None, "b"])

    def test_named_they_are_a_group(self):
        found = survival.curves([1, 2, 3, 4], [1] * 4, ["a", "not known", "a", "not known"])
        self.assertEqual(list(found["people"]), [2, 2])

    def test_scores_by_label_are_complete(self):
        with self.assertRaisesRegex(InvalidError, "score has no number for the group 'b'"):
            survival.compare([1, 2, 3, 4], [1] * 4, list("abab"), score={"a": 1})
        with self.assertRaisesRegex(InvalidError, "score: 'c' is not one of the groups"):
            survival.compare([1, 2, 3, 4], [1] * 4, list("abab"), score={"a": 1, "b": 2, "c": 3})
        for wrong in (None, 5):
            with self.assertRaisesRegex(InvalidError, "^time"):
                survival.curves(wrong)
        with self.assertRaisesRegex(InvalidError, "^group"):
            survival.curves([1], [1], 5)


class Example(unittest.TestCase):
    def test_the_example_runs(self):
        lines = [line[4:] for line in survival.__doc__.splitlines() if line.startswith("    ")]
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile("\n".join(lines), "survival", "exec"), {})


if __name__ == "__main__":
    unittest.main()
