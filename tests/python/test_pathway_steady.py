"""The long run of a network from Python: figures by name, sizes, wrong arguments."""
import unittest

import carepath
from carepath import pathway_steady
from carepath.pathway import Network


def clinic(servers=3):
    return Network(
        stages=[{"name": "clinic", "kind": "servers", "servers": servers}],
        durations=[{"stage": "clinic", "law": "exponential", "mean": 0.5}],
        arrivals=[{"stage": "clinic", "rate": 4}],
    )


class Steady(unittest.TestCase):
    def test_it_is_the_queue_by_itself(self):
        run = clinic().steady(probabilities=[0.9])
        alone = carepath.queue.mmc(arrivals=4, service_rate=2, servers=3)
        self.assertAlmostEqual(float(run["wait_mean"][0][0]), float(alone["mean_wait"]), places=14)
        self.assertEqual(pathway_steady.methods(run), ["exact"])
        self.assertEqual(len(run["wait"][0]), 1)
        self.assertLess(float(run["wait_by_capacity"][0][0]), 0)

    def test_overload_is_an_outcome(self):
        run = clinic(2).steady()
        self.assertEqual(pathway_steady.methods(run), ["unstable"])

    def test_sizes(self):
        need = clinic().size([{"limit": 0.1}, {"goal": "utilisation", "share": 0.6, "stage": "clinic"}])
        self.assertEqual(float(need["needed"][0]), 4)

    def test_wrong_arguments(self):
        with self.assertRaises(carepath.InvalidError):
            pathway_steady.steady("clinic")
        with self.assertRaises(carepath.CarepathError):
            clinic().size([{"goal": "waits", "limit": 1}])
        with self.assertRaises(carepath.CarepathError):
            clinic().size([{"limits": 1}])
        with self.assertRaises(carepath.DomainError):
            clinic().steady(probabilities=[2])


if __name__ == "__main__":
    unittest.main()
