"""Networks over time from Python: flows, whole people, derivatives, errors."""
import unittest

import carepath
from carepath import pathway, pathway_fluid


def overloaded(**more):
    return pathway.Network(
        stages=[{"name": "clinic", "kind": "servers", "servers": 10}],
        durations={"stage": ["clinic"], "law": ["exponential"], "mean": [1]},
        arrivals=[{"stage": "clinic", "rate": 15}],
        initial=[{"stage": "clinic", "state": "in_service", "people": 10}],
        **more,
    )


class FluidTest(unittest.TestCase):
    def test_flows(self):
        run = overloaded().fluid(horizon=20)
        queue = run["queue"]
        self.assertAlmostEqual(queue[10][0][0], 50, places=6)
        self.assertAlmostEqual(run["wait_mean"][0][0], 20 / 6, places=6)
        self.assertEqual(run.array("queue").dims, ("time", "stage", "who"))

    def test_whole_people(self):
        network = overloaded()
        one = network.fluid(horizon=10, cohort=True)
        self.assertEqual(one["queue"][5][0][0] % 1, 0)
        self.assertEqual(one["opening"][0] + one["entered"][0], one["left"][0] + one["closing"][0])
        a = network.fluid(horizon=10, cohort=True, replications=7, seed=3)
        b = network.fluid(horizon=10, cohort=True, replications=7, seed=3, threads=2)
        self.assertEqual([list(x[0]) for x in a["queue"]], [list(x[0]) for x in b["queue"]])

    def test_derivatives(self):
        network = overloaded()
        values, slopes = pathway_fluid.gradient(
            network, [("queue", "clinic", None, "end"), "throughput"], [("capacity", "clinic"), ("arrivals", 0)], horizon=20
        )
        self.assertAlmostEqual(values[0], 100, places=5)
        self.assertAlmostEqual(slopes[0][1], 20, places=5)
        self.assertLess(slopes[0][0], -18)
        self.assertAlmostEqual(values[1], 10, places=5)

    def test_errors(self):
        with self.assertRaisesRegex(carepath.DomainError, "options.horizon = -1 must be finite and > 0"):
            overloaded().fluid(horizon=-1)
        with self.assertRaisesRegex(carepath.InvalidError, "network must be"):
            pathway_fluid.fluid({})
        with self.assertRaisesRegex(carepath.CarepathError, "there is no stage 'ward'"):
            pathway_fluid.gradient(overloaded(), [("queue", "ward")], [])


if __name__ == "__main__":
    unittest.main()
