"""Presets from Python: every one is a network; parameters by name; wrong ones."""
import unittest

import carepath
from carepath import pathway_presets as presets


class Presets(unittest.TestCase):
    def test_every_one_runs(self):
        for name in presets.names():
            with self.subTest(preset=name):
                self.assertTrue(presets.summary(name))
                run = presets.build(name).fluid(horizon=10)
                self.assertGreater(float(run["number_in_system"][0]), 0)

    def test_parameters_say_where_they_come_from(self):
        for row in presets.parameters("discharge"):
            self.assertTrue(row["source"])
            self.assertLessEqual(row["least"], row["value"])

    def test_a_value_is_taken(self):
        beds = presets.build("discharge", p2_beds=70).steady(derivatives=False)["capacity_mean"]
        self.assertEqual(float(beds[2]), 70)

    def test_wrong_ones(self):
        with self.assertRaises(carepath.NotFoundError):
            presets.build("electiv")
        with self.assertRaises(carepath.NotFoundError):
            presets.build("elective", bedz=3)
        with self.assertRaises(carepath.DomainError):
            presets.build("elective", missed=2)
        with self.assertRaises(carepath.CarepathError):
            presets.build("elective", beds="many")


if __name__ == "__main__":
    unittest.main()
