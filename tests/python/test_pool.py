"""Pooled funds from Python: by names, with the ledger of the year."""
import unittest

import carepath
from carepath import pool


def usual(spend, **more):
    return pool.year(
        partners=["ICB", "Council"],
        lines=["care", "aids"],
        contribution=[[600, 100], [200, 150]],
        spend=spend,
        fences={"DFG": ("Council", 120, ["aids"])},
        **more,
    )


class Pool(unittest.TestCase):
    def test_a_year_by_hand(self):
        year = usual([850, 230])
        self.assertEqual([int(x) for x in year["partner_net"]], [720, 360])
        self.assertEqual([int(x) for x in year["overspend"]], [30, 0])
        self.assertEqual(year.ledger.balance("partner ICB"), -720)
        self.assertEqual(year.ledger.trial_balance().difference, 0)
        self.assertEqual(year.notes["overspend"], "contribution")

    def test_rules_by_name(self):
        year = usual([850, 230], overspend="limit", limit=[5, 7], lead="Council")
        self.assertEqual([int(x) for x in year["partner_added"]], [5, 25])
        year = usual([740, 100], underspend="carry", fence_opening={"DFG": 10}, opening=[5, 0])
        self.assertEqual([int(x) for x in year["carried_forward"]], [65, 130])
        self.assertEqual(int(year["fence_carried_forward"][0]), 30)
        year = usual([740, 100], underspend="shares", share=[90, 10], virement=False)
        self.assertEqual([int(x) for x in year["partner_returned"]], [171, 39])

    def test_purposes_conditions_places(self):
        year = usual(
            [800, 200],
            purposes={"housing": (240, ["aids"])},
            conditions=[("ICB", "care", 50, False), ("ICB", "aids", 10, True)],
            partner_place=["North", "South"],
            line_place=["North", "South"],
            provider=["Trust", "Trust"],
            leakage=[0.1, 0],
            minimum=[700, 350],
            alone=[[600, 100], [200, 100]],
        )
        self.assertEqual(int(year["purpose_short"][0]), 40)
        self.assertEqual([int(x) for x in year["condition_withheld"]], [50, 0])
        self.assertEqual(int(year["leaked"][0]), 80)
        self.assertEqual(year.ledger.balance("provider Trust"), 920)

    def test_a_ring_fence_for_a_provider(self):
        year = pool.year(
            ["A"], ["x", "y", "z"], [[50, 50, 50]], [50, 50, 50], provider=["Trust", "Home", "Trust"],
            fences={"F": ("A", 90, None, ["Trust"]), "G": ("A", 40, ["y", "z"], ["Home"])},
        )  # fmt: skip
        self.assertEqual([list(map(int, row)) for row in year["fence_use"]], [[50, 0, 40], [0, 40, 0]])
        with self.assertRaises(carepath.NotFoundError):
            pool.year(["A"], ["x"], [[5]], [5], provider=["Trust"], fences={"F": ("A", 1, None, ["Home"])})

    def test_minimums_and_packages(self):
        self.assertEqual(pool.uplift([1000000], 0.0566), [1056600.0])
        self.assertEqual([int(x) for x in pool.minimums([1000000, 2345678], 0.0566)], [1056600, 2478444])
        self.assertEqual([list(map(int, row)) for row in pool.packages([100, 11], [50, 50])], [[50, 50], [6, 5]])
        self.assertEqual([list(map(int, row)) for row in pool.packages([100], [[0.25, 0.75]])], [[25, 75]])

    def test_errors(self):
        with self.assertRaisesRegex(carepath.DomainError, "fence 'DFG' of 151 does not fit"):
            pool.year(["A"], ["x", "y"], [[0, 150]], [0, 0], fences={"DFG": ("A", 151, ["y"])})
        with self.assertRaises(carepath.NotFoundError):
            usual([0, 0], lead="Leeds")
        with self.assertRaises(carepath.NotFoundError):
            pool.year(["A"], ["x"], [[1]], [0], fences={"F": ("A", 1, ["z"])})
        with self.assertRaises(carepath.InvalidError):
            usual([0, 0], overspend="somehow")
        with self.assertRaises(carepath.InvalidError):
            usual([0])
        with self.assertRaisesRegex(carepath.DomainError, "must be 1 .or 100."):
            pool.packages([5], [0.5, 0.4])


if __name__ == "__main__":
    unittest.main()
