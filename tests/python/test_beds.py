"""Own and shared beds."""
import unittest

from carepath import beds, errors


class Beds(unittest.TestCase):
    def test_offered_load_and_delay(self):
        self.assertAlmostEqual(beds.offered_load([0.5, 2], [6, 1]), 5)
        chance = beds.delay(1, 8.145492831541219, range(9, 12))
        for found, expected in zip(chance, [0.1806494390660442, 0.128272801442051, 0.0867462527423271]):
            self.assertAlmostEqual(found, expected, 13)

    def test_pooling(self):
        ward = beds.pooling([8.145492831541219, 9.718217562619024], [11, 11], shared=4)
        self.assertAlmostEqual(ward["blocking"][0], 0.017, 3)
        self.assertAlmostEqual(ward["blocking"][1], 0.036, 3)
        for k, load in enumerate([8.145492831541219, 9.718217562619024]):
            self.assertAlmostEqual(ward["number"][k], load * (1 - ward["blocking"][k]), 12)

    def test_errors_name_the_value(self):
        with self.assertRaisesRegex(errors.CarepathError, r"load\[1\] = -1 must be finite and >= 0"):
            beds.pooling([1, -1], [1, 1])
        with self.assertRaisesRegex(errors.CarepathError, r"stay has the shape"):
            beds.delay([1, 2], [1], [3])


if __name__ == "__main__":
    unittest.main()
