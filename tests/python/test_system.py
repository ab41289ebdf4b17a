"""A system from Python: tables in, runs out, errors all at once."""
import os
import tempfile
import unittest

import carepath
from carepath.system import System

SMALL = os.path.join(os.path.dirname(__file__), "..", "..", "examples", "data", "system")


def tiny(**more):
    tables = {
        "groups": [{"id": "all"}],
        "organisations": [{"id": "A", "kind": "acute"}, {"id": "B", "kind": "acute"}],
        "services": [{"id": "eyes", "unit_cost": 1000, "longest_first": 1}],
        "lists": [
            {"organisation": "A", "service": "eyes", "group": "all", "waiting": 100, "starts": 8},
            {"organisation": "B", "service": "eyes", "group": "all", "waiting": 40, "starts": 8},
        ],
        "capacity": {"organisation": ["A", "B"], "service": ["eyes", "eyes"], "treatments": [12, 8]},
    }
    return System(name="tiny", weeks=10, **{**tables, **more})


class TestSystem(unittest.TestCase):
    def test_a_list_by_hand(self):
        run = tiny().run(every=5)
        self.assertEqual(run["closing"].tolist(), [[[80.0, 60.0]], [[40.0, 40.0]]])
        self.assertEqual(run["total_closing"], 100)

    def test_totals_with_money(self):
        totals = tiny().plan().totals(money=[0, 2000])
        self.assertEqual(totals["closing"], [[60.0], [20.0]])
        self.assertEqual(totals["treated"], [[120.0], [100.0]])

    def test_policies_by_name(self):
        merged = tiny(
            policies=[{"id": "merge"}],
            effects=[{"policy": "merge", "lever": "reorganise", "organisation": "B", "to": "A", "amount": 1}],
        )
        self.assertEqual(merged.policies, ["merge"])
        run = merged.run(policies=["merge"], every=10)
        self.assertEqual(run["closing"].tolist(), [[[100.0]], [[0.0]]])
        self.assertEqual(run["moved_in"].tolist(), [[[40.0]], [[0.0]]])

    def test_every_error_at_once(self):
        with self.assertRaises(carepath.DataError) as caught:
            tiny(lists=[{"organisation": "C", "service": "eyse", "group": "all", "waiting": -1}])
        rules = [p["message"] for p in caught.exception.problems if p["severity"] == "error"]
        self.assertEqual(len(rules), 2)
        self.assertTrue(any("eyes" in rule for rule in rules), rules)

    def test_folder_and_back(self):
        system = System.read(SMALL)
        self.assertEqual(len(system.units), 5)
        with tempfile.TemporaryDirectory() as folder:
            system.write(folder)
            again = System.read(folder)
        self.assertEqual(again.table("lists"), system.table("lists"))
        self.assertEqual(again.run()["total_waited"], system.run()["total_waited"])

    def test_replications_are_the_same_bits_on_two_threads(self):
        system = System.read(SMALL)
        one = system.replicate(replications=4, seed=3, weeks=26)
        two = system.replicate(replications=4, seed=3, weeks=26, threads=2)
        self.assertEqual(one["total"].tolist(), two["total"].tolist())

    def test_forecast_and_capacity(self):
        plan = tiny().plan()
        self.assertEqual(plan.capacity(("A", "eyes"), money=500), 12.5)
        self.assertEqual(plan.block(1), 1)
        self.assertEqual(plan.forecast(("A", "eyes"), waited=0)["treated_by"][0], 0.12)

    def test_names_that_are_none(self):
        with self.assertRaises(carepath.InvalidError):
            tiny().run(scenario="none")
        with self.assertRaises(carepath.InvalidError):
            System(organisation=[])


if __name__ == "__main__":
    unittest.main()
