"""Stocks and flows from Python: every model, names of fields, shapes, and the same numbers as by hand."""
import math
import unittest

import carepath
from carepath import Duration, stocks


def plain(values):
    return values.tolist() if hasattr(values, "tolist") else list(values)


CURVE = [0.1, 0.2, 0.3, 0.2, 0.1, 0.05, 0.05, 0, 0, 0, 0, 0]
SERVICES = {
    "peer": dict(success=0.3, months=1, decay=0.4, treat=1, contacts=4, voluntary=1),
    "iapt": dict(success=0.6, months=3, decay=0.5, treat=0.8, contacts=2),
    "cmht": dict(success=0.4, months=6, decay=0.5, treat=0.9, contacts=3),
}


class Small(unittest.TestCase):
    def test_discharge(self):
        found = stocks.discharge_queue(12, [5, 7], [6, 20])
        self.assertEqual((plain(found.waiting), plain(found.discharged), plain(found.unused)), ([11, 0], [6, 18], [0, 2]))
        with self.assertRaisesRegex(carepath.DomainError, r"demand\[1\] = -1 must be finite and >= 0"):
            stocks.discharge_queue(0, [1, -1], [1, 1])
        with self.assertRaisesRegex(carepath.InvalidError, r"capacity has the shape \(1,\), expected \(2,\)"):
            stocks.discharge_queue(0, [1, 1], [1])

    def test_formulae(self):
        self.assertEqual(stocks.liaison_ratio(14_500, 245, 800_000), 4.440625)
        self.assertAlmostEqual(stocks.prevention_profile(8, lag=2, build_up=4, decay=0.1), 0.81)
        self.assertEqual(stocks.projection_phase(0.5, 1, over=4), 0.875)
        self.assertEqual(plain(stocks.returns_lags(Duration("fixed", mean=1.5), 3)), [0, 0, 1])
        row = plain(stocks.projection_scale_row([0.9, 0.06, 0.04], 0, 1, 0.5))
        self.assertAlmostEqual(row[0], 0.93)
        with self.assertRaisesRegex(carepath.DomainError, "takes more than the part that does not change"):
            stocks.projection_scale_row([0.4, 0.6], 0, 1, 2)
        with self.assertRaisesRegex(carepath.InvalidError, "method = 'sideways' must be one of"):
            stocks.projection_scale_row([0.4, 0.6], 0, 1, 1, method="sideways")

    def test_waterfall(self):
        steps = stocks.mitigators_steps([1, 2, 3], [0, 2, 6], {"a": 1.5, "b": [2, 2, 2], "c": 0.5})
        self.assertEqual(list(steps), ["a", "b", "c", "interaction"])
        self.assertEqual(plain(steps["interaction"]), [-2, -2, 0])
        self.assertEqual(plain(stocks.mitigators_steps([1], [3], {})["interaction"]), [2])


class Services(unittest.TestCase):
    def test_liaison(self):
        found = stocks.liaison(years=2, bed_days=[14_500, 0], cost=[800_000, 0], unit=245)
        self.assertEqual(found["saving"][0], 3_552_500)
        self.assertTrue(math.isnan(found["ratio"][1]))
        with self.assertRaisesRegex(TypeError, "liaison has no field 'beddays'; did you mean bed_days?"):
            stocks.liaison(years=1, beddays=[1])
        with self.assertRaisesRegex(carepath.InvalidError, "cost has 1 values, expected 2"):
            stocks.liaison(years=2, cost=[1])

    def test_surge(self):
        group = {"all": dict(size=10_000, share=0.5, curve=CURVE)}
        needs = {
            "all": {
                "anxiety": {
                    "share": 0.2,
                    "split": {"peer": 1, "iapt": 1, "cmht": 0},
                    "next": {"peer": ("iapt", 0.5), "iapt": ("cmht", 0.5)},
                }
            }
        }
        found = stocks.surge(group, SERVICES, needs)
        self.assertEqual(found.array("in_treatment").coords["flow"]["service_of"], ["peer", "iapt", "cmht"])
        self.assertGreater(sum(plain(found["stepped_up"])[2]), 0)
        inside = sum(row[-1] for row in plain(found["in_treatment"])) + plain(found["at_risk"])[0][-1]
        self.assertAlmostEqual(inside + plain(found["no_needs"])[-1], 4750, places=8)
        self.assertAlmostEqual(sum(plain(found["voluntary_contacts"])), sum(plain(found["service_contacts"])[0]), places=9)
        with self.assertRaisesRegex(carepath.InvalidError, "needs: nobody is not known"):
            stocks.surge(group, SERVICES, {"nobody": needs["all"]})
        needs["all"]["anxiety"]["next"] = {"peer": ("ward", 1)}
        with self.assertRaisesRegex(carepath.InvalidError, "the step from peer to ward is of no split"):
            stocks.surge(group, SERVICES, needs)

    def test_advice_and_returns(self):
        found = stocks.advice([100] * 3, diverted=0.6, rebound=0.25, reply=Duration("fixed", mean=1))
        self.assertEqual(plain(found["replies"]), [0, 100, 100])
        self.assertEqual(plain(found["fees"]), [2000] * 3)
        with self.assertRaisesRegex(carepath.InvalidError, "reply = 1 must be a carepath.Duration"):
            stocks.advice([100], reply=1)
        back = stocks.returns({"a": dict(suppressed=[100, 0], share=0.5, lags=[0.5, 0.25])})
        self.assertEqual(plain(back["returned"]), [[25, 12.5]])
        self.assertEqual(back.array("returned").coords["group"]["group"], ["a"])


class People(unittest.TestCase):
    def test_workforce(self):
        staff = stocks.workforce({"nurse": dict(staff=[200], leave=[0.15], posts=[180] * 24)}, periods=24)
        self.assertAlmostEqual(plain(staff["staff"])[0][-1], 200 * 0.85**2, places=10)
        self.assertAlmostEqual(plain(staff["capacity"])[0][-1], 200 * 0.85**2 * 37.5, places=8)
        with self.assertRaisesRegex(carepath.DomainError, r"groups\[0\].leave\[0\] = 2 must be 0 to 1"):
            stocks.workforce({"nurse": dict(staff=[200], leave=[2])}, periods=24)
        with self.assertRaisesRegex(carepath.InvalidError, r"groups\[0\].leave has the shape"):
            stocks.workforce({"nurse": dict(staff=[200, 1], leave=[0.1, 0.1, 0.1])}, periods=24)
        with self.assertRaisesRegex(TypeError, r"groups\[0\] has no field 'leaves'"):
            stocks.workforce({"nurse": dict(staff=[200], leaves=[0.1])}, periods=24)

    def test_volunteers_and_carers(self):
        found = stocks.volunteers({"ward": dict(start=40, fade=[0.5, 0.25], hours=4, released=0.5, slot_hours=10)}, 2)
        self.assertEqual(plain(found["volunteers"]), [[20, 15]])
        band = dict(carers=1000, hours=60, breakdown=0.2, end=0.1, support=1, effect=0.5)
        found = stocks.carers({"50+": band}, periods=12)
        self.assertAlmostEqual(plain(found["carers"])[0][-1], 1000 * math.exp(-0.2), places=9)

    def test_prevention(self):
        groups = {
            "most": dict(people=1000, incidence=0.1, reach=0.75, effect=0.5),
            "least": dict(people=2000, incidence=0.05, reach=0.25, effect=0.4),
        }
        found = stocks.prevention(groups, [10_000, 0, 0], place_cost=100, case_cost=10_000)
        self.assertEqual(plain(found["avoided"])[0][0], 3.75)
        self.assertEqual(found["break_even"], 0)
        self.assertEqual(stocks.prevention(groups, [10_000], place_cost=100).outcome, "unreachable")


class Activity(unittest.TestCase):
    def test_projection(self):
        people = [[1000, 100], [500, 200]]
        moves = [[[0.9, 0.1], [0.25, 0.75]], [[0.8, 0.2], [0, 1]]]
        found = stocks.projection(people, 2, moves, strata=["young", "old"], segments=["well", "ill"])
        self.assertAlmostEqual(plain(found["people"])[1][0][0], 925)
        self.assertEqual(found.array("people").coords["segment"]["segment"], ["well", "ill"])
        half = stocks.projection(people, 1, moves, [{"from": 0, "to": 1, "scale": 0.5, "over": 0, "start": 0}])
        self.assertAlmostEqual(plain(half["people"])[1][0][0], 925)  # the first period is still without
        runs = [stocks.projection(people, 2, moves, method="drawn", replications=3, threads=k) for k in (1, 2)]
        self.assertEqual(plain(runs[0]["people"]), plain(runs[1]["people"]))
        self.assertEqual({sum(map(sum, r[-1])) for r in plain(runs[0]["people"])}, {1800})
        with self.assertRaisesRegex(carepath.InvalidError, r"transitions has the shape"):
            stocks.projection(people, 2, [[0.5, 0.5]])

    def test_mitigators(self):
        factors = {
            "growth": dict(kind="growth", low=1.1, high=1.3),
            "avoid": dict(kind="avoid", low=0.8, high=0.9, exposure=[1, 0]),
        }
        found = stocks.mitigators([1000, 500], [5, 2], factors, rows=["x", "y"], replications=4)
        self.assertAlmostEqual(plain(found["admissions"])[0][1], 1020)
        self.assertEqual(len(found["drawn_admissions"]), 4)
        self.assertEqual(found.array("bed_day_steps").coords["step"]["step"], ["growth", "avoid", "interaction"])
        with self.assertRaisesRegex(carepath.InvalidError, "kind = None must be one of"):
            stocks.mitigators([1], factors={"a": dict(low=1, high=1)})


if __name__ == "__main__":
    unittest.main()
