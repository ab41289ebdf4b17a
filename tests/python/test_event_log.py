"""Logs from Python: what is in them, a network of what was seen, wrong rows."""
import pathlib
import unittest

import carepath
from carepath.event_log import EventLog

DATA = pathlib.Path(__file__).resolve().parents[2] / "examples/data/pathway_log.csv"


class Logs(unittest.TestCase):
    def test_shares_by_hand(self):
        log = EventLog(["x", "x", "y", "z"], ["a", "b", "a", "a"], [0, 2, 1, 3], [2, 5, 4, None])
        self.assertEqual(log.stages, ["a", "b"])
        counts = log.check()
        self.assertEqual((counts["patients"], counts["stays"], counts["going_on"]), (3, 4, 1))
        self.assertEqual([int(x) for x in log.routes()["moves"][0][0]], [0, 1, 1])

    def test_a_log_becomes_a_network_that_runs(self):
        log = EventLog.read(DATA)
        run = log.network().steady()
        at = log.stages.index("GP")
        self.assertAlmostEqual(float(run["arrival_rate"][at][0]), 40, delta=3)
        self.assertAlmostEqual(float(log.durations()["mean"][0][at]), 0.1, delta=0.01)
        self.assertGreater(float(log.backtest(14)["crps"][at]), 0)
        self.assertEqual(int(log.state(10)["inside"][0][at]) >= 0, True)

    def test_the_order_of_rows_does_not_matter(self):
        columns = {
            "patient": [1, 2, 3, 1], "stage": ["a", "a", "b", "b"], "start": [0.0, 1.0, 2.0, 4.0], "end": [3.0, 5.0, 6.0, None],
        }
        back = {name: values[::-1] for name, values in columns.items()}
        one, other = (EventLog(**c).durations(until=9.0) for c in (columns, back))
        self.assertEqual([float(x) for x in one["km_mean"][0]], [float(x) for x in other["km_mean"][0]])

    def test_wrong_rows(self):
        with self.assertRaises(carepath.CarepathError):
            EventLog([1], ["a"], [3], [2])
        with self.assertRaises(carepath.CarepathError):
            EventLog([1, 1], ["a", "b"], [0, 1], [2, 3]).check()
        with self.assertRaises(carepath.InvalidError):
            EventLog([1, 2], ["a"], [0], [1])
        with self.assertRaises(TypeError):
            EventLog([1], ["a"], [0], [1]).check(untill=3)
        with self.assertRaises(OSError):
            EventLog.read("no such file")


if __name__ == "__main__":
    unittest.main()
