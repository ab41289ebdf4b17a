"""Fair shares from Python: by hand, and the published populations of the 42 systems and 6,348 practices."""
import csv
import os
import unittest
from pathlib import Path

import carepath
from carepath import apportion, capitation

DATA = Path(os.environ.get("CAREPATH_SHARED", "../shared")) / "data" / "budget"
YEARS = ("2023_24", "2024_25", "2025_26")


def plain(values):
    return values.tolist() if hasattr(values, "tolist") else list(values)


def rows(name):
    with open(DATA / name, encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


class ByHand(unittest.TestCase):
    people = [1000, 3000, 2000, 4000]
    need = {"acute": [60, 120, 40, 180], "drugs": [1000, 2000, 3000, 4000]}

    def near(self, got, wanted):
        for a, b in zip(plain(got), wanted, strict=True):
            self.assertAlmostEqual(a, b, delta=1e-12 * (1 + abs(b)))

    def test_columns(self):
        self.assertEqual(capitation.imbalance(self.people, self.need["drugs"]), 0)
        self.near(capitation.normalise(self.people, self.need["acute"]), [1500, 3000, 1000, 4500])
        self.assertEqual(capitation.group(self.people, ["x", "y", "x", "y"]), {"x": 3000, "y": 7000})
        self.assertEqual(capitation.group([], []), {})
        self.near(capitation.index(self.people, self.need["acute"]), [1.5, 1, 0.5, 1.125])
        place = ["N", "N", "S", "S"]
        self.near(capitation.index(self.people, self.need["acute"], place)[:2], [4 / 3, 8 / 9])
        self.near(capitation.targets(200, [1, 3]), [50, 150])
        self.near(capitation.distance([30, 70], [50, 150]), [-0.4, 70 / 150 - 1])
        self.near(capitation.distance([30, 70], [50, 150], scaled=True), [0.2, -5 / 75])
        with self.assertRaisesRegex(carepath.InvalidError, "weighted has 1 values, expected 4"):
            capitation.normalise(self.people, [1])
        with self.assertRaisesRegex(carepath.InvalidError, "parent has 1 values, expected 4"):
            capitation.index(self.people, self.people, ["N"])

    def test_the_formula(self):
        blend = {"drugs": 0.25, "acute": 0.75}
        self.near(capitation.weighted(self.people, self.need, blend), [1375, 2750, 1500, 4375])
        mff = {"market forces": [2, 1, 1, 1]}
        some = capitation.weighted(self.people, self.need, blend, factors=mff, applies_to={"market forces": "drugs"})
        self.near(some, [1125 + 500 / 1.1, 2250 + 500 / 1.1, 750 + 750 / 1.1, 3375 + 1000 / 1.1])
        found = capitation.assess(
            self.people, self.need, blend, quantum=2001, unmet_share=0.1, unmet_index=[5, 0, 0, 0],
            allocation=[100, 300, 200, 400], parent=["N", "N", "S", "S"], codes="ABCD",
        )  # fmt: skip
        self.assertEqual(sum(plain(found["target_pounds"])), 2001)
        self.near(found["weighted_population"], [0.9 * 1375 + 1000, 2475, 1350, 3937.5])
        self.assertEqual(found.array("contribution").dims, ("component", "row"))
        with self.assertRaisesRegex(carepath.InvalidError, "blend has the components acute, but need has acute, drugs"):
            capitation.weighted(self.people, self.need, {"acute": 1})
        with self.assertRaisesRegex(carepath.InvalidError, "applies_to must name factors"):
            capitation.weighted(self.people, self.need, blend, factors=mff, applies_to={"age": "drugs"})
        with self.assertRaisesRegex(carepath.DomainError, "blend sums to 0.5, must be 1"):
            capitation.weighted(self.people, self.need, [0.25, 0.25])


@unittest.skipUnless(DATA.is_dir(), "the shared data are not here")
class Published(unittest.TestCase):
    def test_every_column_sums_to_the_registered_total(self):
        for year in YEARS:
            table = rows(f"icb_weighted_population_{year}.csv")
            people = [float(r["population"]) for r in table]
            self.assertEqual(len(table), 42)
            for name in table[0]:
                if name.startswith("wp_"):
                    with self.subTest(year=year, column=name):
                        # published to 4 decimals: 42 roundings of 5e-5 in 6e7
                        off = capitation.imbalance(people, [float(r[name]) for r in table])
                        self.assertLess(abs(off), 1e-10)

    def test_need_indices_are_those_published(self):
        for year in YEARS:
            table = rows(f"icb_weighted_population_{year}.csv")
            people = [float(r["population"]) for r in table]
            index = capitation.index(people, [float(r["wp_overall_core"]) for r in table])
            for got, row in zip(plain(index), table):
                self.assertAlmostEqual(got, float(row["overall_need_index"]), delta=2e-8)

    def test_practices_through_the_levels(self):
        table = rows("practice_weighted_population_2025_26.csv")
        people = [float(r["Population"]) for r in table]
        need = [float(r["Final WP"]) for r in table]
        system = [r["ICB"] for r in table]
        self.assertEqual(len(table), 6348)
        within = plain(capitation.index(people, need, system))
        upper = capitation.group(people, system)
        names = list(upper)
        between = capitation.index(list(upper.values()), list(capitation.group(need, system).values()))
        between = dict(zip(names, plain(between)))
        for got, one, name in zip(plain(capitation.index(people, need)), within, system):
            self.assertAlmostEqual(got, one * between[name], delta=1e-13 * got)
        pounds = apportion.divide(100_000_000_001, need, ids=[r["Practice_Code"] for r in table])
        self.assertEqual(sum(plain(pounds)), 100_000_000_001)


if __name__ == "__main__":
    unittest.main()
