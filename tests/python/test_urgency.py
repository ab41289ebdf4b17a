"""Scales of urgency, scores and tables of points from Python."""
import math
import unittest

import carepath
from carepath import urgency

try:
    import numpy
except ImportError:
    numpy = None


def plain(values):
    return values.tolist() if hasattr(values, "tolist") else list(values)


class Scales(unittest.TestCase):
    def test_built_in_scales_are_data(self):
        self.assertIn("swalis", urgency.scales())
        surgery = urgency.scale("surgery")
        targets = {c["name"]: c["target_days"] for c in surgery.classes}
        self.assertEqual((targets["P2"], targets["P3"], targets["P4"]), (28, 91, None))
        self.assertTrue(surgery.classes[-1]["postponed"])
        self.assertTrue(all(c["source"] for name in urgency.scales() for c in urgency.scale(name).classes))
        self.assertEqual(repr(urgency.scale("swalis")), "Scale('swalis': A1, A2, A3, B, C, D)")
        with self.assertRaisesRegex(carepath.NotFoundError, "must be one of surgery"):
            urgency.scale("nobody")

    def test_a_class_without_a_target_is_never_a_number(self):
        surgery = urgency.scale("surgery")
        with self.assertRaisesRegex(carepath.InvalidError, r"rows\[1\] is P4, for which the scale surgery has no target"):
            surgery.score(["P2", "P4"], [30, 100])
        given = surgery.score(["P2", "p4 "], [28, 63], targets={"P4": 126})
        self.assertEqual(plain(given), [100, 50])
        open_ended = surgery.score(["P2", "P4"], [28, 63], score="ratio", missing="nan")
        self.assertEqual(open_ended[0], 1)
        self.assertTrue(math.isnan(open_ended[1]))
        self.assertEqual(plain(surgery.tiers(["P6", "P1a"])), [5, 0])
        self.assertEqual(plain(surgery.targets(["P3"], targets=[math.nan, 3, 28, 84, 126, 365, 365])), [84])
        with self.assertRaisesRegex(carepath.NotFoundError, "'P9' is no class"):
            surgery.score(["P2"], [1], targets={"P9": 1})
        with self.assertRaisesRegex(carepath.NotFoundError, "'P9' is no class of the scale surgery"):
            surgery.rows(["P9"])

    def test_scores(self):
        swalis = urgency.scale("swalis")
        self.assertEqual(plain(swalis.score([0, 5], [10, 340], score="days_left")), [5, 20])
        self.assertAlmostEqual(swalis.cumulative([[("C", 90), ("B", 30), ("A3", 10)]])[0], 400 / 3, places=10)
        self.assertEqual(plain(swalis.score(["B"], [61], score="breached")), [1])
        self.assertEqual(plain(swalis.score(["B"], [30], score="need_adjusted")), [180])
        self.assertEqual(plain(swalis.score([], [])), [])
        with self.assertRaisesRegex(carepath.DomainError, r"days\[0\] = -1 must be finite and >= 0"):
            swalis.score(["B"], [-1])
        if numpy is not None:
            self.assertEqual(plain(swalis.score(numpy.array([3, 4]), numpy.array([30.0, 90.0]))), [50, 50])

    def test_scales_of_ones_own(self):
        mine = urgency.Scale({"red": 14, "amber": 60, "green": None}, name="mine")
        self.assertEqual(plain(mine.score(["AMBER"], [30])), [50])
        self.assertEqual((mine.name, mine.title), ("mine", None))
        also = urgency.Scale([{"name": "now", "target_days": 1, "order": 0, "meaning": "today", "source": "ours"}])
        self.assertEqual(also.classes[0]["meaning"], "today")
        with self.assertRaisesRegex(carepath.DomainError, r"scale.row\[1\].target_days = 7 must not be below 14"):
            urgency.Scale({"red": 14, "amber": 7})
        with self.assertRaisesRegex(carepath.InvalidError, r"classes\[0\] has no field 'days'"):
            urgency.Scale([{"name": "red", "days": 14}])
        with self.assertRaisesRegex(carepath.InvalidError, r"classes\[0\] has no name"):
            urgency.Scale([{"target_days": 14}])

    def test_indices(self):
        self.assertEqual(urgency.generalised_cmu(2, 1, 10), 20)
        index = urgency.generalised_cmu([2, 1, 0.5], [1, 3, 4], [10, 4, 6])
        self.assertEqual(plain(index), [20, 12, 12])
        self.assertEqual(urgency.next_in_line(index), 0)
        self.assertEqual(plain(urgency.generalised_cmu(2, [1, 2], 5, exponent=1)), [2, 4])
        self.assertEqual(plain(urgency.accumulate([1, 2], 3, start=[10, 0])), [13, 6])
        self.assertEqual(urgency.accumulated(1, 2, 3), 7)
        self.assertEqual((urgency.cmu(2, 3), urgency.max_weight(0.5, 8)), (6, 4))
        self.assertEqual((urgency.ratio(3, 4), urgency.percent(3, 4), urgency.left(3, 4)), (0.75, 75, 1))
        self.assertEqual(urgency.need_adjusted(30, 60, 360), 180)
        with self.assertRaisesRegex(carepath.InvalidError, "are of different lengths"):
            urgency.accumulate([1, 2], [1, 2, 3])


class Points(unittest.TestCase):
    table = carepath.PointsTable({"pain": {"mild": 0, "severe": 20}, "walking": {"far": 0, "home": 13.5}}, name="made up")

    def test_totals(self):
        found = self.table.score([["severe", "home"], {"walking": "home", "pain": "mild"}])
        self.assertEqual(plain(found.total), [33.5, 13.5])
        self.assertEqual([plain(row) for row in found.contribution], [[20, 13.5], [0, 13.5]])
        self.assertEqual(found.scaled[0], 100)
        self.assertEqual(plain(self.table.maximum().item), [20, 13.5])
        self.assertEqual(self.table.maximum().maximum, 33.5)
        self.assertEqual(self.table.items, ["pain", "walking"])
        self.assertEqual(self.table.answers("pain"), {"mild": 0, "severe": 20})

    def test_what_is_missing_is_refused(self):
        with self.assertRaisesRegex(carepath.InvalidError, r"answers\[0\]\[1\] = -1: walking has no answer"):
            self.table.score([{"pain": "mild"}])
        with self.assertRaisesRegex(carepath.NotFoundError, r"'none' is no answer to pain \(mild, severe\)"):
            self.table.score([["none", "far"]])
        with self.assertRaisesRegex(carepath.NotFoundError, "'age' is no item"):
            self.table.score([{"pain": "mild", "walking": "far", "age": "old"}])
        with self.assertRaisesRegex(carepath.InvalidError, "has 1 answers, expected 2"):
            self.table.score([["mild"]])
        with self.assertRaisesRegex(carepath.DomainError, r"table.item\[0\].points\[0\] = -1"):
            carepath.PointsTable({"pain": {"mild": -1}})


if __name__ == "__main__":
    unittest.main()
