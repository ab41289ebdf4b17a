"""Money down a tree from Python: nested dicts, ids, every shape of argument."""
import unittest

import carepath
from carepath import devolve


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
