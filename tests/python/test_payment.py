"""What activity earns: published terms, tiers, caps, and back."""
import unittest

import carepath
from carepath import Payment
from carepath.payment import PRESETS


class Payments(unittest.TestCase):
    def test_published_terms(self):
        usual = {"fixed": 50_000_000, "plan": 5000, "price": 4000}
        self.assertEqual(Payment("api_2022_23", **usual).income(5400), 71_200_000)
        self.assertEqual(Payment("api_2023_25", **usual).income(5400), 71_600_000)
        self.assertEqual(Payment("api_2022_23", **usual).income(4000), 70_000_000)
        self.assertEqual(Payment("block", **usual).income(0), 70_000_000)
        self.assertIn("HFMA", PRESETS["api_2022_23"]["source"])
        with self.assertRaisesRegex(carepath.NotFoundError, "did you mean api_2022_23"):
            Payment("api_2022_32")

    def test_tiers_and_back(self):
        rule = Payment(plan=1000, price=200, tiers=[(1.1, 0.5), (1.3, 0)], cap=235_000)
        self.assertEqual(list(rule.income([0, 1000, 1200, 1400])), [0, 200_000, 230_000, 235_000])
        self.assertEqual(rule.marginal(1150), 100)
        self.assertEqual(rule.activity(230_000), 1200)
        self.assertEqual(rule.activity(240_000), float("inf"))
        self.assertEqual(rule.value(1050.5), 210_100)

    def test_errors(self):
        with self.assertRaisesRegex(carepath.DomainError, r"payment.below = 1.5 must be in \[0, 1\]"):
            Payment(below=1.5)
        with self.assertRaisesRegex(carepath.DomainError, r"activity\[1\] = -1 must be finite and >= 0"):
            Payment(price=2).income([1, -1])


if __name__ == "__main__":
    unittest.main()
