"""Places, reasons and impact from Python."""
import unittest

import carepath
from carepath import impact, priority

POLICY = carepath.Policy(
    tiers={"P2": 28, "P3": 84, "P4": None},
    cap="0.1 score",
    criteria={
        "pain": {"weight": 0.5, "categories": {"none": 0, "mild": 0.2, "moderate": 0.6, "severe": 1}},
        "wait": {"weight": 0.3, "source": "wait", "linear": {0: 0, 126: 0.6, 364: 1}},
        "deprivation": {"weight": 0.2, "part": "equity", "column": "imd_decile", "linear": {1: 1, 10: 0}},
    },
)
PATIENTS = {
    "ids": ["A1", "B2", "C3", "D4", "E5"],
    "tier": ["P3", "P3", "P2", "P3", "P4"],
    "wait": [60, 60, 10, 90, 300],
    "facts": {"pain": ["moderate", "moderate", "severe", "none", "severe"], "imd_decile": [9, 2, 5, 5, 1]},
}


class Ranks(unittest.TestCase):
    def test_places(self):
        ranking = carepath.rank(POLICY, PATIENTS)
        self.assertEqual(list(ranking.order), [2, 3, 1, 0, 4])
        self.assertEqual(list(ranking.place), [4, 3, 1, 2, 5])
        self.assertEqual(list(ranking.breached), [0, 0, 0, 1, 0])
        self.assertEqual((ranking.missing, ranking.capped, ranking.breaches), (0, 4, 1))
        # A1: 0.5 x 0.6 + 0.3 x 0.6 x 60/126 + 0.2 x 1/9
        self.assertAlmostEqual(ranking.score[0], 0.3 + 0.3 * 0.6 * 60 / 126 + 0.2 / 9, 11)
        self.assertAlmostEqual(ranking.equity[1], 0.1, 15)
        two = carepath.rank(POLICY, PATIENTS, threads=2)
        self.assertEqual(list(two.order), list(ranking.order))

    def test_a_list_made_once(self):
        patients = carepath.Patients(POLICY, **PATIENTS)
        self.assertEqual(list(carepath.rank(POLICY, patients).order), [2, 3, 1, 0, 4])
        self.assertEqual(patients.row("D4"), 3)

    def test_values(self):
        values, block = priority.values(POLICY, PATIENTS)
        self.assertAlmostEqual(values[0][0], 0.6, 15)
        self.assertAlmostEqual(values[1][2], 8 / 9, 15)
        self.assertLess(block[2], block[3])
        self.assertLess(block[3], block[0])

    def test_overrides(self):
        changed = dict(
            PATIENTS, overrides=[{"patient": "E5", "tier": "P2", "actor": "consultant", "reason": "red flags"}]
        )
        self.assertEqual(carepath.rank(POLICY, changed).order[0], 4)
        why = priority.explain(POLICY, changed, "E5")
        self.assertEqual(why.notes["override 1"], "tier set to P2 by consultant: red flags")

    def test_wrong_lists(self):
        with self.assertRaisesRegex(carepath.InvalidError, "'P9' is none of P2, P3, P4"):
            carepath.rank(POLICY, dict(PATIENTS, tier=["P3", "P3", "P9", "P3", "P4"]))
        with self.assertRaisesRegex(carepath.InvalidError, 'id "A1" comes twice'):
            carepath.rank(POLICY, dict(PATIENTS, ids=["A1", "B2", "A1", "D4", "E5"]))
        missing = dict(PATIENTS["facts"], imd_decile=[9, None, 5, 5, 1])
        with self.assertRaisesRegex(carepath.DomainError, '"deprivation" of patient "B2" is missing') as caught:
            carepath.rank(POLICY, dict(PATIENTS, facts=missing))
        self.assertEqual(caught.exception.index, 1)
        with self.assertRaisesRegex(carepath.DomainError, "must be finite and >= 0"):
            carepath.rank(POLICY, dict(PATIENTS, wait=[60, -1, 10, 90, 300]))

    def test_protected(self):
        self.assertEqual(priority.protected("Ethnic group"), "race")
        self.assertIsNone(priority.protected("imd_decile"))


class Reasons(unittest.TestCase):
    def test_explain(self):
        why = priority.explain(POLICY, PATIENTS, "A1")
        ranking = carepath.rank(POLICY, PATIENTS)
        self.assertAlmostEqual(sum(why["contribution"]), ranking.score[0], 11)
        self.assertEqual(int(why["place"]), 4)
        # one place higher: before B2, with the same pain, at the wait where the scores meet
        more = carepath.rank(POLICY, dict(PATIENTS, wait=[float(why["next_wait"]), 60, 10, 90, 300]))
        self.assertLess(more.place[0], more.place[1])

    def test_compare(self):
        why = priority.compare(POLICY, PATIENTS, "A1", "B2")
        self.assertEqual(priority.DECIDED_BY[int(why["decided_by"])], "score")
        self.assertEqual(int(why["row_first"]), 1)
        self.assertAlmostEqual(sum(why["swap_weights"]), 1.0, 12)

    def test_panel(self):
        places = priority.panel(POLICY, PATIENTS, [[0.5, 0.3, 0.2], [0, 0, 1]], who=["A1", "B2"])
        # deprivation alone: both meet the cap and have waited 60 days, so the id decides
        self.assertEqual([list(row) for row in places], [[4, 3], [3, 4]])
        with self.assertRaisesRegex(carepath.DomainError, "weights of member 0 sum to 0.5"):
            priority.panel(POLICY, PATIENTS, [[0.5, 0, 0]])
        with self.assertRaisesRegex(carepath.InvalidError, "expected \\(members, 3\\)"):
            priority.panel(POLICY, PATIENTS, [[1, 0]])


class Impact(unittest.TestCase):
    def measure(self, **more):
        before = carepath.rank(POLICY.replace(cap="0 score"), PATIENTS).place
        after = carepath.rank(POLICY, PATIENTS).place
        return impact.measure(
            before, after, {"imd": [5, 1, 3, None, 1], "sex": ["f", "m", "f", "m", "f"]}, **more
        )

    def test_lines(self):
        found = self.measure(ordered=["imd"], crossings=[("imd", "sex")], wait=PATIENTS["wait"], slots=1, top=2)
        self.assertEqual(found.array("people").index(group="1 / f"), 6)
        self.assertEqual(sum(found["people"][:4]), 5)
        self.assertEqual(float(found["places_exchanged"]), sum(found["places_gained"][:4]))

    def test_wrong(self):
        with self.assertRaisesRegex(carepath.InvalidError, "there is no group 'area'"):
            self.measure(ordered=["area"])
        with self.assertRaisesRegex(carepath.InvalidError, "comes twice"):
            impact.measure([1, 1], [1, 2], {})
        with self.assertRaisesRegex(carepath.InvalidError, "3 is not in the order given|5 is not"):
            self.measure(ordered={"imd": [1, 2]})

    def test_suppress(self):
        found = self.measure(suppress=8)
        self.assertIn("suppressed", found.notes)
        self.assertTrue(all(value != value or value % 5 == 0 for value in found["people"]))


if __name__ == "__main__":
    unittest.main()
