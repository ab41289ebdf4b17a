"""Networks from Python: tables of every kind, errors that name the place, folders there and back."""
import os
import pathlib
import tempfile
import unittest

import carepath
from carepath import pathway

DATA = pathlib.Path(__file__).resolve().parents[2] / "examples" / "data" / "pathway"

STAGES = [{"name": "clinic", "kind": "servers", "servers": 3}, {"name": "ward", "kind": "beds", "servers": 20}]
ROUTES = [{"from": "clinic", "to": "ward", "chance": 0.4}, {"from": "clinic", "to": "out", "chance": 0.6}]
DURATIONS = {"stage": ["clinic", "ward"], "law": ["exponential", "gamma"], "mean": [0.3, 5], "cv": [None, 1.25]}
ARRIVALS = [{"stage": "clinic", "rate": 8}]


def made(**more):
    return pathway.Network(**{**dict(stages=STAGES, routes=ROUTES, durations=DURATIONS, arrivals=ARRIVALS), **more})


class NetworkTest(unittest.TestCase):
    def test_tables_of_every_kind(self):
        network = made(time_unit="weeks", deadlock="stop")
        self.assertEqual(network.stages, ["clinic", "ward"])
        self.assertEqual(network.groups, ["all"])
        self.assertEqual((network.stage("ward"), network.group("all")), (1, 0))
        self.assertEqual(network.time_unit, "weeks")
        self.assertEqual(network.capacity("ward"), 20)
        self.assertEqual(network.capacity(0, 7.5), 3)
        self.assertEqual(network.rows("arrivals")[0]["rate"], "8")
        self.assertIs(network.check(), network)
        again = pathway.Network(**{k: v for k, v in network.tables().items() if k != "settings"})
        self.assertEqual(again.time_unit, "days")
        self.assertIn("2 stages", repr(again))
        self.assertEqual(pathway.columns("uses"), ["stage", "pool", "units", "rank"])

    def test_replace(self):
        network = made(time_unit="weeks").replace(arrivals=[{"stage": "ward", "rate": 1.5}])
        self.assertEqual(network.rows("arrivals")[0]["stage"], "ward")
        self.assertEqual(network.time_unit, "weeks")

    def test_data_frames(self):
        try:
            import pandas
        except ImportError:
            self.skipTest("pandas is not installed")
        network = made(stages=pandas.DataFrame(STAGES), durations=pandas.DataFrame(DURATIONS))
        self.assertEqual(network.tables(), made().tables())

    def test_errors_name_the_place(self):
        with self.assertRaises(carepath.errors.CarepathError) as caught:
            made(arrivals=[{"stage": "clinik", "rate": 8}])
        self.assertIn('line 2, field 1 (stage): there is no stage "clinik" (did you mean "clinic"?)', str(caught.exception))
        with self.assertRaises(carepath.errors.CarepathError) as caught:
            made(routes=[{"from": "clinic", "to": "ward", "chance": 1.0}, {"from": "clinic", "chance": 0.1}])
        self.assertIn('route of stage "clinic": the chances sum to 1.1, not 1', str(caught.exception))
        with self.assertRaises(carepath.errors.CarepathError):
            made(routes=[("clinic", "ward")])
        with self.assertRaises(carepath.errors.CarepathError):
            made(durations={"stage": ["clinic"], "law": []})
        with self.assertRaises(carepath.errors.CarepathError):
            made(arrivals=[{"stage": ["clinic"], "rate": 8}])
        with self.assertRaises(carepath.errors.CarepathError):
            pathway.columns("nothing")
        with self.assertRaises(carepath.errors.CarepathError):
            made().stage("nothing")

    def test_folders(self):
        network = pathway.Network.read(DATA)
        self.assertEqual(network.stages[-1], "home")
        with tempfile.TemporaryDirectory() as folder:
            network.write(os.path.join(folder, "new"))
            self.assertEqual(pathway.Network.read(os.path.join(folder, "new")).tables(), network.tables())
            with self.assertRaises(OSError):
                pathway.Network.read(folder)


if __name__ == "__main__":
    unittest.main()
