"""A system from Python: tables in, runs out, errors all at once."""
import os
import tempfile
import unittest

import carepath
from carepath.system import System

SMALL = os.path.join(os.path.dirname(__file__), "..", "..", "examples", "data", "system")


def flat(grid):
    """All numbers of an array, with NumPy or without."""
    return [x for row in grid for x in flat(row)] if hasattr(grid, "__len__") else [grid]


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

    def test_money_is_shared_to_the_pound(self):
        system = System.read(SMALL)
        best = system.allocate(1_000_000, weeks=52, guarantees=[("WEST", None, 100_000, -1)])
        self.assertLessEqual(int(sum(best["spend"])), 1_000_000)
        west = sum(s for s, (o, _) in zip(best["spend"], system.units) if o in ("INFIRMARY", "CLINIC"))
        self.assertGreaterEqual(int(west), 100_000)
        self.assertGreaterEqual(best["welfare"], best["capitation_welfare"])
        self.assertGreaterEqual(best["upper_bound"] * (1 + 1e-9), best["welfare"])

    def test_shocks(self):
        system = System.read(SMALL)
        found = system.stress(scenario="hub-winter", replications=8, weeks=52)
        self.assertEqual(len(found["loss"]), 8)
        self.assertEqual(len(system.margin(weeks=52)["rho"]), len(system.units))
        self.assertEqual(len(system.breaking(weeks=52)["size"]), len(system.units))
        self.assertEqual(len(system.response("HUB", [2, 8], replications=2, shocks=["WINTER"])["lag"]), 2)

    def test_where_a_number_comes_from(self):
        system = System.read(SMALL)
        change = system.explain(scenario="hub-winter", measure="waited")
        self.assertAlmostEqual(sum(flat(change["part"])), flat(change["change"])[0], places=3)
        self.assertEqual(set(flat(system.conservation(system.run())["difference"])), {0.0})
        self.assertEqual(len(system.digest()), 64)
        both = system.compare(["baseline", "hub"])
        self.assertEqual(len(both["value"]), 2)
        self.assertIn("run_digest", system.audit().notes)
        self.assertEqual(len(system.bases()["rows"][0]), 4)
        self.assertEqual(len(system.scorecard(system.run(), kind="ics")["waiting"]), 2)

    def test_every_pound(self):
        system = System.read(SMALL)
        ledger, report = system.ledger(years=2)
        self.assertEqual([int(x) for x in report["difference"]], [0, 0])
        self.assertEqual(ledger.trial_balance().difference, 0)
        traced = system.trace(None, years=2)
        self.assertEqual(sum(flat(traced["traced"])), sum(flat(traced["brought"])))

    def test_universal_against_targeted(self):
        found = System.read(SMALL).frontier(20_000, weeks=52, steps=2)
        self.assertEqual([float(x) for x in found["target"]][1:], [0.0, 0.5, 1.0])  # the first: no money

    def test_names_that_are_none(self):
        with self.assertRaisesRegex(carepath.InvalidError, "did you mean 'hub'"):
            System.read(SMALL).run(scenario="hubb")
        with self.assertRaises(carepath.InvalidError):
            System(organisation=[])

    def test_arrays_of_another_length(self):
        for call in (
            lambda s: s.run(money=[1]), lambda s: s.allocate(1, weight=[1, 2]), lambda s: s.allocate(1, lower=[1]),
            lambda s: s.stress(group_weight=[1, 2]), lambda s: s.explain(worth=[1]), lambda s: s.ledger(income=[1, 2]),
        ):
            with self.assertRaises(carepath.InvalidError):
                call(tiny())


if __name__ == "__main__":
    unittest.main()
