"""Choice of provider and footprints from Python."""
import math
import unittest

import carepath


class TestChoice(unittest.TestCase):
    def test_two_options_are_logistic(self):
        shares, nowhere, surplus = carepath.choice.shares([0.3, 1.0])
        self.assertAlmostEqual(shares[1], 1 / (1 + math.exp(-0.7)), places=14)
        self.assertEqual(nowhere, 0)
        self.assertAlmostEqual(surplus, math.log(math.exp(0.3) + math.exp(1.0)), places=14)

    def test_flows_sum_to_the_people(self):
        found = carepath.choice.describe(
            people=[100, 80], distance=[[3, 12], [9, 4]], wait=[20, 11], taste={"distance": -0.1, "wait": -0.05}
        )
        rows = [sum(row) for row in found["flows"].tolist()]
        self.assertEqual([round(x, 9) for x in rows], [100, 80])

    def test_a_coefficient_from_counts(self):
        found = carepath.choice.estimate(count=[[60, 40]], attribute=[[[3], [12]]])
        self.assertAlmostEqual(float(found["coefficient"][0]), math.log(60 / 40) / (3 - 12), places=9)

    def test_arrays_of_another_length(self):
        for more in ({"wait": [1]}, {"quality": [1, 2, 3]}, {"captive": [0]}, {"group": [0]}):
            with self.assertRaises(carepath.InvalidError):
                carepath.choice.describe(people=[1, 2], distance=[[1, 2], [3, 4]], taste={"distance": -1}, **more)

    def test_a_taste_that_is_none(self):
        with self.assertRaises(carepath.InvalidError):
            carepath.choice.describe(people=[1], distance=[[1]], taste={"colour": 1})


class TestFootprint(unittest.TestCase):
    def test_carried_measures_sum_to_the_whole(self):
        towns, boards = [(0, 0, 1.0), (1, 0, 0.5), (1, 1, 0.5)], [(0, 0, 1.0), (1, 1, 1.0)]
        out = carepath.footprint.carry(towns, boards, weight=[100, 300], measure=[250, 150])
        self.assertEqual([float(x) for x in out], [100.0, 300.0])

    def test_both_margins_are_met(self):
        out = carepath.footprint.fit([[1, 1], [1, 2]], row=[40, 60], column=[50, 50])
        self.assertAlmostEqual(float(out[0][0] + out[0][1]), 40, places=8)
        self.assertAlmostEqual(float(out[0][0] + out[1][0]), 50, places=8)

    def test_gaps_are_named(self):
        with self.assertRaises(carepath.CarepathError):
            carepath.footprint.carry([(0, 0, 1.0)], [(0, 0, 0.5)], weight=[100], measure=[1])


if __name__ == "__main__":
    unittest.main()
