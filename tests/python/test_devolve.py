"""Money down a tree from Python: nested dicts, ids, every shape of argument."""
import csv
import os
import pathlib
import unittest

import carepath
from carepath import apportion, devolve

SHARED = os.environ.get("CAREPATH_SHARED") or pathlib.Path(__file__).resolve().parents[3] / "shared"
PRACTICES = pathlib.Path(SHARED) / "data" / "budget" / "practice_weighted_population_2025_26.csv"


def practices():
    """England down to its practices: ids, parents, weights, people."""
    made = {"ids": ["England"], "parent": [None], "weight": [None], "people": [None]}
    known = set(made["ids"])

    def add(name, above, weight=None, people=None):
        if name not in known:
            known.add(name)
            for key, value in zip(made, (name, above, weight, people)):
                made[key].append(value)

    with open(PRACTICES, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            place = f"{row['ICB']}/{row['LTLA']}"
            add(row["ICB"], "England")
            add(place, row["ICB"])
            add(f"{place}/{row['Practice_Code']}", place, float(row["Final WP"]), float(row["Population"]))
    return made


class Devolve(unittest.TestCase):
    def test_a_nested_dict(self):
        made = devolve.tree({"north": {"n1": 31.5, "n2": 28.0}, "south": 40.5})
        self.assertEqual(made["ids"], ["system", "north", "north/n1", "north/n2", "south"])
        found = devolve.run(1_000_000, **made, topslice=[0.025, 0, 0, 0, 0])
        self.assertEqual([int(row[0]) for row in found["received"]], [1_000_000, 580_125, 307_125, 273_000, 394_875])
        self.assertEqual(int(found["kept"][0][0]), 25_000)
        self.assertEqual(found.array("received").index(node="north/n1"), 2)
        self.assertEqual(found.notes["rule"], "levels")

    def test_shapes_of_arguments(self):
        ids, parent = ["s", "a", "b"], [None, "s", "s"]
        one = devolve.run([100, 50], parent, [None, 1, 3], ids=ids, lines=["beds", "clinics"])
        self.assertEqual([list(map(int, row)) for row in one["received"]], [[100, 50], [25, 13], [75, 37]])
        two = devolve.run([100, 50], [-1, 0, 0], [[None, None], [1, 1], [3, 1]], floor=[[None, None], [30, 0], [0, 0]])
        self.assertEqual([list(map(int, row)) for row in two["received"]], [[100, 50], [30, 25], [70, 25]])
        three = devolve.run(100, [-1, 0, 0], 1, people=[None, 10, 30], cap_per_head=[None, 4.5, None], devolved=0.9)
        self.assertEqual([int(row[0]) for row in three["received"]], [100, 45, 45])
        self.assertEqual([int(row[0]) for row in three["retained"]], [10, 45, 45])
        self.assertEqual(float(three["per_head"][0][0]), 2.5)
        four = devolve.run(100, [-1, 0, 0], [None, 1, 1], cap=[None, 10, None], rule="leaves")
        self.assertEqual([int(row[0]) for row in four["received"]], [100, 10, 90])
        self.assertEqual([devolve.BINDING[int(b[0])] for b in four["binding"]], ["free", "at most", "free"])

    @unittest.skipUnless(PRACTICES.exists(), f"{PRACTICES} is not there")
    def test_england_down_to_its_practices(self):
        made, total = practices(), 110_000_000_000
        for rule in devolve.RULES:
            found = devolve.run(total, **made, rule=rule)
            received = dict(zip(made["ids"], (int(row[0]) for row in found["received"])))
            self.assertEqual(sum(int(row[0]) for row in found["kept"]), total)
            if rule == "levels":  # the same as the systems alone
                icbs = [i for i, above in zip(made["ids"], made["parent"]) if above == "England"]
                weights = [float(found["weight"][made["ids"].index(i)][0]) for i in icbs]
                self.assertEqual([received[i] for i in icbs], list(apportion.divide(total, weights, ids=icbs)))
            bounded = devolve.run(total, **made, rule=rule, floor_per_head=1500, cap_per_head=2000.5)
            rates = [row[0] for row, w in zip(bounded["per_head"], made["weight"]) if w is not None]
            self.assertTrue(1500 <= min(rates) and max(rates) <= 2000.5)
            self.assertEqual(sum(int(row[0]) for row in bounded["kept"]), total)

    def test_large_amounts_are_exact(self):
        found = devolve.run(2**62 + 1, [-1, 0, 0], [None, 1, 1])
        self.assertEqual([int(row[0]) for row in found["received"]], [2**62 + 1, 2**61 + 1, 2**61])

    def test_errors(self):
        with self.assertRaisesRegex(carepath.NotFoundError, "did you mean 'north'"):
            devolve.run(1, [None, "nort"], 1, ids=["north", "x"])
        with self.assertRaisesRegex(carepath.InvalidError, "closes a cycle"):
            devolve.run(1, [-1, 2, 1], 1)
        with self.assertRaisesRegex(carepath.DomainError, "20 short") as caught:
            devolve.run(100, [-1, 0, 0], [None, 1, 1], floor=[0, 60, 60])
        self.assertIsNotNone(caught.exception.index)
        with self.assertRaises(carepath.InvalidError):
            devolve.run(1, [-1, 0], [1, 2, 3])
        with self.assertRaises(carepath.InvalidError):
            devolve.run(1, [-1, 0], [[1, 2], [1, 2]])
        with self.assertRaises(carepath.InvalidError):
            devolve.run(1, [-1, 0], 1, lines=["a", "b"])
        with self.assertRaises(carepath.InvalidError):
            devolve.run(1.5, [-1, 0], 1)
        with self.assertRaises(carepath.InvalidError):
            devolve.run(None, [-1, 0], 1)


if __name__ == "__main__":
    unittest.main()
