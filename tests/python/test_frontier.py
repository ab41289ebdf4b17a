"""Sweeps of the equity cap, and policies as orders of treatment, from Python."""
import math
import unittest

import carepath
from carepath import frontier

#: four people as in tests/frontier: need 0.5 0.4 0.3 0.2 (weight 0.8), two of them deprived (weight 0.2)
POLICY = carepath.Policy(
    tiers={"all": 25},
    cap="0.2 score",
    breaches="ignored",
    criteria={
        "need": {"weight": 0.8, "linear": {0: 0, 1: 1}},
        "deprived": {"weight": 0.2, "part": "equity", "linear": {0: 0, 1: 1}},
    },
)
PATIENTS = {"wait": [14, 7, 21, 0], "facts": {"need": [0.5, 0.4, 0.3, 0.2], "deprived": [0, 1, 0, 1]}}
GROUPS = ["rich", "poor", "rich", "poor"]


def service(**changes):
    return carepath.PatientList(**{"groups": ["poor", "rich"], "slots": 1, "periods": 6, **changes})


class Sweeps(unittest.TestCase):
    def test_four_people_by_hand(self):
        r = frontier.run(POLICY, PATIENTS, service(), settings=[0, 0.2], groups=GROUPS)
        self.assertEqual(list(r["wait_mean"]), [28, 28])
        self.assertEqual(list(r["gap"]), [-7, -21])
        for got, expected in zip(r["sii"], (14, 42)):
            self.assertAlmostEqual(got, expected, 12)
        self.assertEqual(list(r["delayed"]), [0, 2])
        self.assertEqual(list(r["days_exchanged"]), [0, 14])
        self.assertEqual(list(r["dominated_by"]), [-1, 0])
        self.assertTrue(math.isnan(r["sii_lower"][0]))

    def test_weights_and_policies_agree(self):
        free = dict(cap=None)
        plain = POLICY.replace(**free)
        none = carepath.Policy(
            tiers={"all": 25}, breaches="ignored",
            criteria={"need": {"weight": 1, "linear": {0: 0, 1: 1}},
                      "deprived": {"weight": 0, "part": "equity", "linear": {0: 0, 1: 1}}},
        )
        people = carepath.Patients(plain, **PATIENTS)
        a = frontier.run(plain, people, service(), sweep="weight", settings=[0, 1], groups=GROUPS)
        b = frontier.run(
            None, people, service(), sweep="policies", policies={"no equity": none, "equity": plain}, groups=GROUPS
        )
        for name in ("sii", "wait_p95", "delayed", "breaches"):
            self.assertEqual(list(a[name]), list(b[name]))

    def test_people_who_join(self):
        clinic = service(arrivals=1, group_shares=[0.5, 0.5], patience=("geometric", 20), periods=20)
        r = frontier.run(
            POLICY, PATIENTS, clinic, settings=[0, 0.2], groups=GROUPS, replications=8, everybody=True, threads=2,
            seed=3, joiner_tier=["all"], joiner_facts=[[[0.1, 1], [0.1, 0]]], objectives=["inequality", "breaches"],
            labels=["none", "some"],
        )
        self.assertEqual(r["people"][0], r["people"][1])
        self.assertLessEqual(r["people_lower"][0], r["people"][0])
        self.assertEqual(r["objectives"], 3)
        self.assertAlmostEqual(
            r["people"][1], r["treated"][1] + r["removed"][1] + r["waiting"][1], 9
        )

    def test_unknown_groups(self):
        clinic = service(groups=["poor", "rich", "not known"])
        r = frontier.run(
            POLICY, PATIENTS, clinic, settings=[0], groups=["rich", "poor", None, "poor"], unknown="not known"
        )
        self.assertEqual(r["gap"][0], (21 + 28) / 2 - 21)

    def test_what_is_refused(self):
        with self.assertRaisesRegex(carepath.InvalidError, "groups has 3 rows, expected 4"):
            frontier.run(POLICY, PATIENTS, service(), groups=GROUPS[:3])
        with self.assertRaisesRegex(carepath.InvalidError, "sweep"):
            frontier.run(POLICY, PATIENTS, service(), groups=GROUPS, sweep="slots")
        with self.assertRaisesRegex(carepath.InvalidError, "labels has 1 rows, expected 2"):
            frontier.run(POLICY, PATIENTS, service(), groups=GROUPS, settings=[0, 0.1], labels=["a"])
        with self.assertRaisesRegex(carepath.DomainError, r"settings\[1\] = 2 must be a cap"):
            frontier.run(POLICY, PATIENTS, service(), groups=GROUPS, settings=[0, 2])


class Shares(unittest.TestCase):
    def test_the_next_two(self):
        backlog = frontier.shares(POLICY, PATIENTS, range(6), 2, groups=GROUPS)
        # with the cap: the 2nd (poor, 7 days) and the 1st (rich, 14 days), a week later
        self.assertEqual(backlog["treated"][0][0][2], 1)
        self.assertEqual(backlog["treated"][1][0][3], 1)
        self.assertEqual(list(backlog["capacity"]), [1, 1])
        plan = carepath.project(backlog, periods=1)
        self.assertEqual(plan["treated"][0][0][2], 1)
        self.assertEqual(plan["treated"][1][0][3], 1)
        self.assertAlmostEqual(plan["total_closing"][0][0], 1, 12)


class Fronts(unittest.TestCase):
    def test_points(self):
        self.assertEqual(list(frontier.dominated([[1, 5], [2, 4], [3, 5]])), [-1, -1, 0])
        with self.assertRaisesRegex(carepath.InvalidError, "expected \\(points, measures\\)"):
            frontier.dominated([1, 2])


if __name__ == "__main__":
    unittest.main()
