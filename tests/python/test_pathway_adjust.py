"""Changed networks from Python: changes by name, series of the stock-flow models, wrong ones."""
import unittest

import carepath
from carepath import pathway_adjust, stocks
from carepath.pathway import Network


def small():
    return Network(
        stages=[{"name": "clinic", "kind": "servers", "servers": 3}, {"name": "ward", "kind": "delay"}],
        groups=[{"name": "a"}, {"name": "b"}],
        routes=[{"from": "clinic", "to": "ward", "chance": 1}],
        durations={"stage": ["clinic", "ward"], "law": ["exponential", "exponential"], "mean": [0.5, 4]},
        arrivals=[{"stage": "clinic", "group": "a", "rate": 2}, {"stage": "clinic", "group": "b", "rate": 1}],
    )


class Adjusted(unittest.TestCase):
    def test_nothing_changed(self):
        network = small()
        self.assertEqual(pathway_adjust.adjusted(network).tables(), network.tables())

    def test_changes_by_name(self):
        network = small()
        changed = pathway_adjust.adjusted(
            network,
            {"kind": "capacity", "stage": "clinic", "values": [1, 2], "period": 10, "repeat": True},
            {"kind": "stay", "stage": "ward", "group": "b", "values": 1.5},
            {"kind": "arrivals", "values": 0.5},
        )
        self.assertEqual([changed.capacity("clinic", t) for t in (5, 15, 25)], [3, 6, 3])
        self.assertEqual(network.capacity("clinic", 15), 3)
        inside = changed.steady()["inside_mean"]  # Little: rate x mean stay
        self.assertAlmostEqual(float(inside[1][1]), 1 * 4, places=9)
        self.assertAlmostEqual(float(inside[1][2]), 0.5 * 6, places=9)

    def test_staff_become_capacity(self):
        staff = stocks.workforce({"nurse": dict(staff=[20], leave=[0.5])}, periods=24)
        values = pathway_adjust.series(staff, "workforce", unit=30)
        self.assertAlmostEqual(float(values[23]), 20 * 0.25 * 37.5 / 30, places=9)
        changed = pathway_adjust.adjusted(
            small(), {"kind": "capacity to", "stage": "clinic", "values": values, "period": 30}
        )
        self.assertAlmostEqual(changed.capacity("clinic", 1000), 6.25, places=9)

    def test_wrong_ones(self):
        network = small()
        for row in (
            {"kind": "capacity", "stage": "clinic", "values": [-1]},
            {"kind": "capacities", "values": [1]},
            {"kind": "capacity", "stage": "theatre", "values": [1]},
            {"kind": "capacity", "values": [1], "periods": 3},
            {"kind": "capacity"},
            {"kind": "stay", "values": [1, 2], "period": 3},
        ):
            with self.subTest(row=row), self.assertRaises(carepath.CarepathError):
                pathway_adjust.adjusted(network, row)
        with self.assertRaises(carepath.NotFoundError):
            pathway_adjust.series(network.steady(), "workforce")


if __name__ == "__main__":
    unittest.main()
