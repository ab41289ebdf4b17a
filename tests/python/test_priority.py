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

    def test_numbers_that_are_names(self):
        policy = carepath.Policy(
            {"P": 1}, {"grade": {"weight": 1, "categories": {"1": 1, "2": 0.5, "3": 0}, "missing": 0.25}}, breaches="ignored"
        )
        for grades in (["1", "2", "3"], [1, 2, 3], [1.0, 2.0, 3.0], [1, "2", 3.0]):
            score = carepath.rank(policy, {"wait": [1, 1, 1], "facts": {"grade": grades}}).score
            self.assertEqual(list(score), [1, 0.5, 0])
        score = carepath.rank(policy, {"wait": [1, 1, 1], "facts": {"grade": [1, None, float("nan")]}}).score
        self.assertEqual(list(score), [1, 0.25, 0.25])
        for wrong in (0, 4, 1.5):
            with self.assertRaisesRegex(carepath.InvalidError, f"grade.1. = {wrong} must be one of 1, 2, 3"):
                carepath.rank(policy, {"wait": [1, 1], "facts": {"grade": [1, wrong]}})
        codes = carepath.Policy({"P": 1}, {"grade": {"weight": 1, "codes": [1, 0.5, 0]}}, breaches="ignored")
        score = carepath.rank(codes, {"wait": [1, 1, 1], "facts": {"grade": [0, 1, 2]}}).score
        self.assertEqual(list(score), [1, 0.5, 0])

    def test_a_list_under_another_policy(self):
        def policy(tiers, criteria, **more):
            return carepath.Policy(tiers, criteria, breaches="ignored", **more)

        line = {0: 0, 10: 1}
        facts = {"pain": [9, 1, 5], "imd": [1, 9, 5], "stage": ["ii", "i", None]}
        criteria = {
            "pain": {"weight": 0.5, "linear": line},
            "imd": {"weight": 0.25, "linear": line},
            "stage": {"weight": 0.25, "categories": {"i": 0, "ii": 1}, "missing": 0.5},
        }
        first = policy({"P1": 1, "P2": 28}, criteria)
        given = {
            "wait": [1, 2, 3], "ids": ["x", "y", "z"], "tier": ["P2", "P1", "P2"], "facts": facts, "today": "2026-11-30",
            "overrides": [
                {"patient": "z", "fact": ("imd", 3), "actor": "a", "reason": "b"},
                {"patient": "z", "fact": ("stage", "i"), "actor": "a", "reason": "b"},
                {"patient": "z", "fact": ("wait", 9), "actor": "a", "reason": "b"},
                {"patient": "x", "tier": "P1", "actor": "a", "reason": "b"},
            ],
        }
        turned = {name: criteria[name] for name in ("stage", "imd", "pain")}
        turned["stage"] = {"weight": 0.25, "categories": {"ii": 1, "iii": 0.75, "i": 0}, "missing": 0.5}
        patients = carepath.Patients(first, **given)
        for other in (
            first.replace(cap="0.1 score"), policy({"P2": 28, "P1": 1, "P0": 1}, turned),
            policy({"P1": 1, "P2": 28}, turned, cap="0.2 score"), first,
        ):
            expected = carepath.rank(other, given)
            for _ in range(2):
                found = carepath.rank(other, patients)
                for name in ("order", "score", "tier", "wait"):
                    self.assertEqual(list(getattr(found, name)), list(getattr(expected, name)))
            self.assertEqual(carepath.audit.data_digest(other, patients), carepath.audit.data_digest(other, given))
            # and back
            self.assertEqual(list(carepath.rank(first, patients.under(other)).score),
                             list(carepath.rank(first, given).score))
        one = carepath.Policy({"P1": 1, "P2": 28}, {"pain": {"weight": 1, "linear": line}}, breaches="ignored")
        given["overrides"] = []
        patients = carepath.Patients(first, **given)
        self.assertEqual(list(carepath.rank(one, patients).score), [0.9, 0.1, 0.5])
        self.assertIs(patients.under(first.replace(cap="0.1 score")), patients)

    def test_lists_that_another_policy_cannot_read(self):
        def policy(tiers=("P1", "P2"), **criteria):
            return carepath.Policy(list(tiers), {n: {"weight": 1 / len(criteria), **c} for n, c in criteria.items()})

        line, stages = {"linear": {0: 0, 10: 1}}, {"categories": {"i": 0, "ii": 1}}
        given = {"wait": [1, 2], "tier": ["P2", "P1"], "facts": {"pain": [1, 2], "stage": ["ii", "i"]}}
        patients = carepath.Patients(policy(pain=line, stage=stages), **given)
        decided = carepath.Patients(policy(pain=line, stage=stages), **given, overrides=[
            {"patient": 0, "fact": ("stage", "i"), "actor": "a", "reason": "b"}])
        unknown = carepath.Patients(policy(pain=line), **dict(given, tier=[0, 2]))
        for who, other, message in (
            (patients, policy(imd=line), "does not read 'imd', which this policy reads: make them anew"),
            (patients, policy(("P1",), pain=line), "with the tier 'P2': this policy has P1"),
            (patients, policy(stage=line), "reads 'stage' as names: this policy reads it as numbers"),
            (patients, policy(pain=stages), "reads 'pain' as numbers: this policy reads it as names"),
            (patients, policy(stage={"categories": {"ii": 0, "iii": 1}}),
             "with the category 'i' of 'stage': this policy has ii, iii"),
            (decided, policy(pain=line), "overrides.0.: the policy reads no column 'stage'"),
            (unknown, policy(("P1", "P2", "P3", "P4"), pain=line), "tier 2 is unknown"),
        ):
            with self.subTest(message=message), self.assertRaisesRegex(carepath.InvalidError, message):
                carepath.rank(other, who)

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
