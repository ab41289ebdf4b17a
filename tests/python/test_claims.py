"""Dividing what is not enough: the rules by name, to the pound, with names and weights."""
import unittest

import carepath
from carepath import claims


class Claims(unittest.TestCase):
    def test_the_table_of_the_mishna(self):
        # Ketubot 93a: claims of 100, 200, 300
        for estate, expected in ((100, [100 / 3] * 3), (200, [50, 75, 75]), (300, [50, 100, 150])):
            for a, b in zip(claims.divide(estate, [100, 200, 300], "talmud"), expected):
                self.assertAlmostEqual(a, b, places=12)

    def test_names_of_rules(self):
        self.assertEqual(list(claims.divide(30, [10, 50], "cea")), [10, 20])
        self.assertEqual(list(claims.divide(30, [10, 50], "cel")), [0, 30])
        self.assertEqual(len(claims.compare(5, [3, 4])), 8)
        self.assertEqual(list(claims.compare(5, [3, 4], ["talmud"])), ["talmud"])
        self.assertNotIn("random_arrival", claims.compare(5, [1] * 40))
        with self.assertRaisesRegex(carepath.InvalidError, "rule = 'fair' must be one of proportional"):
            claims.divide(1, [2], "fair")

    def test_pounds_and_who_gets_the_odd_one(self):
        self.assertEqual(list(claims.divide_whole(100, [100, 200, 300], "cea")), [33, 33, 34])
        self.assertEqual(list(claims.divide_whole(1, [5, 5])), [1, 0])
        self.assertEqual(list(claims.divide_whole(1, [5, 5], ids=["north", "east"])), [0, 1])
        big = 2**62
        self.assertEqual(sum(int(a) for a in claims.divide_whole(2**63 - 1, [big, big, big + 1])), 2**63 - 1)

    def test_weights(self):
        self.assertEqual(list(claims.divide(30, [100, 100], "equal_awards", weights=[1, 2])), [10, 20])
        with self.assertRaisesRegex(carepath.InvalidError, "weights must not be given with random_arrival"):
            claims.divide(30, [100, 100], "random_arrival", weights=[1, 2])

    def test_drawn_orders(self):
        awards, error = claims.random_arrival(200, [100, 200, 300], replications=4000, seed=3)
        for a, e, exact in zip(awards, error, (100 / 3, 250 / 3, 250 / 3)):
            self.assertLess(abs(a - exact), 5 * e)
        again, _ = claims.random_arrival(200, [100, 200, 300], replications=4000, seed=3, threads=2)
        self.assertEqual(list(awards), list(again))

    def test_errors(self):
        with self.assertRaisesRegex(carepath.DomainError, r"estate = 7 must not be above the claims, 6 together \(short by 1\)"):
            claims.divide(7, [1, 2, 3])
        with self.assertRaisesRegex(carepath.DomainError, r"claims\[1\] = -2 must be >= 0"):
            claims.divide_whole(1, [4, -2])
        with self.assertRaises(carepath.InvalidError):
            claims.divide_whole(1, [4, 2], ids=["a"])
        self.assertEqual(list(claims.divide(0, [])), [])


if __name__ == "__main__":
    unittest.main()
