"""Who gains and who is delayed: the Python half of the module, and what is withheld."""
import math
import random
import unittest

import carepath
from carepath import impact

NAN = float("nan")


def orders(n, seed):
    draw = random.Random(seed)
    before = list(range(1, n + 1))
    after = before[:]
    draw.shuffle(after)
    return before, after, draw


def values(result, name):
    found = result[name]
    return [float(x) for x in found] if hasattr(found, "__len__") else [float(found)]


class Measure(unittest.TestCase):
    def test_by_hand(self):
        """Four people; the last becomes first."""
        r = impact.measure([1, 2, 3, 4], [2, 3, 4, 1], {"sex": ["f", "f", "m", "m"]}, slots=2, top=2,
                           wait=[70, 50, 30, 10])
        self.assertEqual(values(r, "people"), [2, 2])
        self.assertEqual(values(r, "later"), [2, 1])
        self.assertEqual(values(r, "earlier"), [0, 1])
        self.assertEqual(values(r, "places_gained"), [0, 3])
        self.assertEqual(values(r, "delayed"), [1, 0])
        self.assertEqual(values(r, "top_share_before"), [1, 0])
        self.assertEqual(values(r, "top_share_after"), [0.5, 0.5])
        self.assertEqual(values(r, "wait_after"), [(77 + 64) / 2, (44 + 17) / 2])
        self.assertEqual(float(r["places_exchanged"]), 3)

    def test_not_known_is_a_line(self):
        r = impact.measure([1, 2, 3], [3, 2, 1], {"sex": ["f", None, "m"]})
        self.assertEqual(values(r, "people"), [1, 1, 1])

    def test_errors(self):
        cases = [
            (lambda: impact.measure([1, 2], [1], {}), "after has 1 rows, expected 2"),
            (lambda: impact.measure([1, 2], [1, 1], {}), "after[1] = 1: the place comes twice"),
            (lambda: impact.measure([1, 2], [2, 1], {"g": [1]}), "groups: g has 1 rows, expected 2"),
            (lambda: impact.measure([1], [1], {"g": [1]}, crossings=[("g", "h")]), "crossings: there is no group 'h'"),
            (lambda: impact.measure([1], [1], {"g": [1]}, ordered=["h"]), "ordered: there is no group 'h'"),
            (lambda: impact.measure([1], [1], {"g": [1]}, suppress={"least": 0}),
             "options.least = 0 must be from 1 to 1000000"),
        ]
        for call, text in cases:
            with self.subTest(text), self.assertRaises(carepath.CarepathError) as caught:
                call()
            self.assertIn(text, str(caught.exception))


class Withheld(unittest.TestCase):
    def test_no_ratio_to_a_withheld_group(self):
        """120, 77 and 3 people: what the three are is not to be had by share / ratio, nor by subtraction."""
        before, after, _ = orders(200, 1)
        groups = {"ethnicity": ["A"] * 120 + ["B"] * 77 + ["D"] * 3}
        r = impact.measure(before, after, groups, top=50, suppress={"least": 8, "base": 5})
        shown = [x for x in values(r, "people") if not math.isnan(x)]
        self.assertEqual(shown, [120])
        for side in ("before", "after"):
            for share, ratio in zip(values(r, f"top_share_{side}"), values(r, f"top_ratio_{side}")):
                self.assertTrue(math.isnan(ratio) or ratio == 1.0)
                self.assertEqual(math.isnan(share), math.isnan(ratio))

    def test_top_and_weeks_do_not_add_up_to_what_is_withheld(self):
        for seed in range(40):
            before, after, draw = orders(400, seed)
            groups = {"e": [draw.choices("ABCD", [45, 40, 12, 3])[0] for _ in before]}
            given = {"slots": 20, "top": 50}
            r = impact.measure(before, after, groups, suppress={"least": 8, "rounding": "none"}, **given)
            for name in ("people", "top_before", "top_after", "earlier", "same", "later", "delayed"):
                gone = sum(math.isnan(x) for x in values(r, name))
                self.assertNotEqual(gone, 1, f"{name}, seed {seed}")
            for week in zip(*[[float(x) for x in line] for line in r["delayed_by"]]):
                self.assertNotEqual(sum(math.isnan(x) for x in week), 1)

    def test_shares_are_of_rounded_counts(self):
        before, after, draw = orders(403, 2)
        groups = {"e": [draw.choice("AB") for _ in before]}
        r = impact.measure(before, after, groups, top=101, suppress={"least": 8, "base": 5})
        self.assertEqual(float(r["patients"]), 405)
        for share, people, top, rate in zip(*(values(r, n) for n in ("share", "people", "top_before",
                                                                    "top_share_before"))):
            self.assertEqual(people % 5, 0)
            self.assertEqual(share, people / 405)
            self.assertEqual(rate, top / people)
        self.assertIn("counts below 8 are withheld with what would give them away; counts are rounded to 5",
                      r.notes["suppressed"])


if __name__ == "__main__":
    unittest.main()
