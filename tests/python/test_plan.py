"""carepath.plan: goals, limits, results and errors through the binding."""
import math
import unittest

import carepath


def england():
    return carepath.calibrate(carepath.read_history("examples/data/england_rtt.csv", where="specialty=Total"))


class Plan(unittest.TestCase):
    def test_two_dates(self):
        backlog = england()
        goals = [carepath.goal(0.75, by=10), carepath.goal(0.01, weeks=52, by=12, kind="long-share")]
        plan = carepath.plan(backlog, goals, profile="periods", objective="smooth", longest_first=0.3)
        self.assertEqual(plan.outcome, "ok")
        self.assertEqual([int(x) for x in plan["goal_met"][0]], [1, 1])
        path = [float(x) for x in plan["capacity_path"][0]]
        self.assertEqual(len(path), 12)
        again = carepath.project(backlog, periods=12, capacity=[path], longest_first=0.3)
        self.assertEqual(float(again["within_18"][0, 9]), float(plan["goal_value"][0, 0]))
        self.assertGreater(float(plan["per_demand"][0]), 0)

    def test_limits_as_numbers(self):
        plan = carepath.plan(
            england(), carepath.goal(0.65, by=10), profile="periods", upper=1.6e6, lower=1.4e6, change=2e4,
            longest_first=0.3, sensitivity=False,
        )
        path = [float(x) for x in plan["capacity_path"][0]]
        self.assertLessEqual(max(path), 1.6e6)
        self.assertGreaterEqual(min(path) + 1, 1.4e6)
        self.assertNotIn("marginal", list(plan))

    def test_a_shape_and_labels(self):
        plan = carepath.plan(
            england(), [carepath.goal(0.62, by=2)], profile="shape", shape=[[1, 2]], period_labels=["a", "b"]
        )
        path = plan["capacity_path"][0]
        self.assertAlmostEqual(float(path[1]) / float(path[0]), 2, 6)

    def test_errors(self):
        backlog = england()
        for goals, kind in (
            ([], carepath.InvalidError),
            ([0.92], carepath.InvalidError),
            (carepath.goal(by=0), carepath.DomainError),
            (carepath.goal(level=1.2), carepath.DomainError),
            (carepath.goal(list=7), carepath.InvalidError),
            (carepath.goal(weeks=60), carepath.DomainError),
        ):
            with self.assertRaises(kind):
                carepath.plan(backlog, goals)
        with self.assertRaises(carepath.InvalidError):
            carepath.goal(kind="longest")
        with self.assertRaises(carepath.InvalidError):
            carepath.plan(backlog, carepath.goal(), profile="free")

    def test_as_published(self):
        factors, outcomes = carepath.plan_published(england(), share=0.35, surplus="prioritise", tolerance=5e-4)
        self.assertEqual(len(factors), 1)
        self.assertTrue(outcomes[0] == 0 or not math.isfinite(factors[0]))


if __name__ == "__main__":
    unittest.main()
