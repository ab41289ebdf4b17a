"""Weights from what people say."""
import math
import unittest

import carepath
from carepath import citizens, smaa

BALLOTS = [[6, 3, 1], [2, 2, 6], [0, 5, 5], [0, 0, 0]]


class Citizens(unittest.TestCase):
    def test_weights_by_class(self):
        said = citizens.weights(
            BALLOTS,
            kind="points",
            people=[2, 1, 1, 3],
            classes=["staff", "public", "public", "staff"],
            criteria=["need", "wait", "cost"],
            replications=500,
            seed=3,
        )
        self.assertEqual(list(said["people"]), [2, 2])
        self.assertEqual(list(said["abstained"]), [0, 3])
        self.assertEqual(said.array("people").coords["class"]["class"], ["public", "staff"])
        self.assertAlmostEqual(float(said["weight"][1][0]), 0.6)
        self.assertAlmostEqual(float(said["overall_weight"][0]), (0.2 + 0 + 0.6 * 2) / 4)
        self.assertEqual(tuple(said["draws"].shape), (500, 3))
        self.assertAlmostEqual(sum(float(x) for x in said["overall_first"]), 1.0)
        again = citizens.weights(
            list(reversed(BALLOTS)),
            kind="points",
            people=[3, 1, 1, 2],
            classes=["staff", "public", "public", "staff"],
            replications=500,
            seed=3,
            threads=2,
        )
        self.assertEqual([list(r) for r in again["draws"]], [list(r) for r in said["draws"]])
        equal = citizens.weights(
            BALLOTS, kind="points", classes=["a", "b", "b", "b"], class_weight={"b": 1, "a": 1}, replications=10
        )
        self.assertAlmostEqual(float(equal["overall_weight"][0]), (0.6 + 0.1) / 2)

    def test_handed_to_smaa(self):
        said = citizens.weights([[1, 0], [1, 0], [0, 1]], people=[10, 10, 10], replications=4000)
        mean, concentration = citizens.law(said["draws"])
        self.assertAlmostEqual(float(mean[0]), 21 / 32, delta=0.01)
        self.assertAlmostEqual(concentration, 32, delta=3)
        values = [[1.0, 0.0], [0.0, 1.0]]
        runs = smaa.simulate(
            values,
            weights=mean,
            directions=[1, 1],
            bounds=[[0, 1], [0, 1]],
            law="dirichlet",
            concentration=concentration,
            top=[1],
            replications=4000,
        )
        mine = citizens.ranks(values, said["draws"])
        self.assertAlmostEqual(float(mine[0][0]), float(runs["top_probability"][0][0]), delta=0.03)

    def test_pairs(self):
        fit = citizens.pairs([[0, 3], [1, 0]], criteria=["need", "wait"], replications=200)
        self.assertAlmostEqual(float(fit["weight"][0]), 0.75, places=12)
        self.assertAlmostEqual(float(fit["utility_se"][0]), math.sqrt(1 / 0.75) / 2, places=12)
        self.assertEqual(tuple(fit["draws"].shape), (200, 2))
        with self.assertRaises(carepath.DomainError) as raised:
            citizens.pairs([[0, 3], [0, 0]])
        self.assertIn("criteria 0 never stand below the others", str(raised.exception))
        self.assertGreater(float(citizens.pairs([[0, 3], [0, 0]], prior=1)["weight"][0]), 0.5)
        with self.assertRaises(carepath.InvalidError):
            citizens.pairs([[0, 3]])

    def test_best_worst(self):
        fit = citizens.best_worst(
            shown=[["need", "wait", "cost"], ["wait", "cost"], ["cost", "need"], ["need", "wait"]],
            best=["need", "wait", "cost", "wait"],
            worst=["cost", "cost", "need", "need"],
            criteria=["need", "wait", "cost"],
        )
        self.assertEqual(list(fit["shown"]), [3, 3, 3])
        self.assertAlmostEqual(sum(float(w) for w in fit["weight"]), 1.0)
        self.assertEqual(max(range(3), key=lambda j: fit["weight"][j]), 1)
        with self.assertRaises(carepath.InvalidError):
            citizens.best_worst([["need", "x"]], ["need"], ["x"], criteria=["need", "wait"])

    def test_summary(self):
        said = citizens.summarise([[0.5, 0.5], [0.2, 0.8]], criteria=["a", "b"])
        self.assertAlmostEqual(float(said["first"][0]), 0.25)
        with self.assertRaises(carepath.DomainError):
            citizens.summarise([[0.5, 0.4]])


class WrongInput(unittest.TestCase):
    def test_a_weight_for_a_class_that_nobody_is_in(self):
        with self.assertRaisesRegex(carepath.errors.CarepathError, "class_weight names 'zz', a class with nobody in it"):
            citizens.weights([[1, 0], [0, 1]], classes=["a", "b"], class_weight={"a": 1, "b": 1, "zz": 5})

    def test_what_is_no_list_is_named(self):
        for call, words in [
            (lambda: citizens.weights([[1, 0]], classes=3), "classes = 3 must be a sequence"),
            (lambda: citizens.best_worst(None, [0], [1]), "shown = None must be a sequence"),
            (lambda: citizens.best_worst([[0, 1]], None, [1]), "best = None must be a sequence"),
            (lambda: citizens.best_worst([[0, 1]], [0], None), "worst = None must be a sequence"),
            (lambda: citizens.weights(None), "ballots"),
            (lambda: citizens.pairs(None), "wins"),
            (lambda: citizens.summarise(None), "draws"),
        ]:
            with self.assertRaisesRegex(carepath.errors.CarepathError, words):
                call()


if __name__ == "__main__":
    unittest.main()
