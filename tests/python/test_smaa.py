"""Acceptability by chance and exactly, from Python."""
import math
import unittest

import carepath
from carepath import mcda, priority, smaa

THREE = [[0.9, 0.2], [0.5, 0.6], [0.1, 0.95]]
GIVEN = {"normalise": "none", "seed": 7}


class Acceptability(unittest.TestCase):
    def test_two_criteria_exactly_and_by_chance(self):
        share, central = smaa.two_criteria(THREE)
        for got, expected in zip(share[1], [1 / 30, 29 / 30, 0]):
            self.assertAlmostEqual(got, expected, 14)
        self.assertAlmostEqual(central[0], 0.75, 14)
        self.assertAlmostEqual(smaa.threshold(THREE[0], THREE[1]), 0.5, 14)
        self.assertTrue(math.isnan(smaa.threshold([1, 1], [0, 0])))
        runs = smaa.simulate(THREE, ranks=True, replications=20000, **GIVEN)
        for i in range(3):
            self.assertAlmostEqual(sum(runs["rank_acceptability"][i]), 1, 14)
            for k in range(3):
                self.assertAlmostEqual(runs["rank_acceptability"][i][k], share[i][k], delta=0.02)
        self.assertAlmostEqual(runs["first_weight"][0][0], 0.75, delta=0.01)

    def test_splits_merge(self):
        whole = smaa.simulate(THREE, top=[1, 2], pairs=True, replications=100, **GIVEN)
        first = smaa.simulate(THREE, top=[1, 2], pairs=True, replications=60, **GIVEN)
        rest = smaa.simulate(THREE, top=[1, 2], pairs=True, replications=40, first_replication=60, **GIVEN)
        self.assertEqual(carepath.merge([rest, first]).json(), whole.json())
        other = smaa.simulate(THREE, top=[1, 2], pairs=True, replications=40, normalise="none", seed=8)
        with self.assertRaises(carepath.DomainError):
            carepath.merge([first, other])

    def test_tiers_are_never_crossed(self):
        runs = smaa.simulate(THREE, tier=[2, 1, 2], top=1, replications=50, **GIVEN)
        self.assertEqual([row[0] for row in runs["top_probability"]], [0, 1, 0])

    def test_what_is_known_of_the_weights(self):
        corners = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        runs = smaa.simulate(corners, order=[2, 1, 3], ranks=True, **GIVEN)
        self.assertEqual(list(runs["rank_mean"]), [2, 1, 3])
        runs = smaa.simulate(corners, weights=[0.5, 0.3, 0.2], concentration=1e6, ranks=True, **GIVEN)
        self.assertEqual(list(runs["rank_mean"]), [1, 2, 3])
        runs = smaa.simulate(corners, weight_lower=[0, 0.6, 0], ranks=True, **GIVEN)
        self.assertEqual(runs["rank_acceptability"][1][0], 1)
        runs = smaa.simulate(corners, weight_upper=0.5, ranks=True, **GIVEN)
        self.assertLess(max(runs["weight_mean"]), 0.5)

    def test_values_that_are_not_sure_and_confidence(self):
        runs = smaa.simulate(
            [[10], [11]], uncertainty="normal", spread=[2], pairs=True, replications=20000, **GIVEN
        )
        expected = 0.5 * math.erfc(0.25)  # Phi(-1 / sqrt(8))
        self.assertAlmostEqual(runs["above_probability"][0][1], expected, delta=0.02)
        sure = smaa.confidence(
            [[10], [11]], [[1], [1]], uncertainty="normal", spread=[[2], [2]], replications=20000, **GIVEN
        )
        self.assertAlmostEqual(sure["confidence"][0], expected, delta=0.02)
        none = smaa.confidence(THREE, [[0.75, 0.25], [math.nan] * 2, [0.2, 0.8]], **GIVEN)
        self.assertEqual([none["confidence"][0], none["confidence"][2]], [1, 1])
        self.assertTrue(math.isnan(none["confidence"][1]))

    def test_what_is_refused(self):
        with self.assertRaises(carepath.InvalidError):
            smaa.simulate(THREE, **GIVEN)
        with self.assertRaises(carepath.DomainError):
            smaa.simulate(THREE, top=4, **GIVEN)
        with self.assertRaises(carepath.InvalidError):
            smaa.simulate(THREE, top=1, spread=[[1, 1]], uncertainty="normal", **GIVEN)
        with self.assertRaises(carepath.InvalidError):
            smaa.simulate(THREE, top=1, tier=[1], **GIVEN)
        with self.assertRaises(carepath.NoConvergenceError):
            smaa.simulate(THREE, top=1, order=[1, 2], weight_upper=[0.4, 1], **GIVEN)
        with self.assertRaises(carepath.InvalidError):
            smaa.two_criteria([[1, 2, 3]])


class UnderAPolicy(unittest.TestCase):
    POLICY = carepath.Policy(
        tiers={"P2": 28, "P3": 84},
        cap="0.1 score",
        criteria={
            "pain": {"weight": 0.5, "linear": {0: 0, 10: 1}},
            "deprivation": {"weight": 0.5, "part": "equity", "column": "imd_decile", "linear": {1: 1, 10: 0}},
        },
    )
    PATIENTS = {
        "ids": ["A", "B", "C", "D"],
        "tier": ["P3", "P3", "P3", "P2"],
        "wait": [5, 5, 100, 1],
        "facts": {"pain": [6, 0, 0, 0], "imd_decile": [10, 1, 10, 10]},
    }

    def test_the_cap_counts(self):
        # D by tier, C by breach; then A before B where 0.6 w > min(0.1, 1 - w): w > 1/6
        runs = smaa.policy(self.POLICY, self.PATIENTS, top=[2, 3], law="uniform", replications=20000, seed=3)
        share = [list(row) for row in runs["top_probability"]]
        self.assertEqual([row[0] for row in share], [0, 0, 1, 1])
        self.assertAlmostEqual(share[0][1], 5 / 6, delta=0.015)
        self.assertAlmostEqual(share[0][1] + share[1][1], 1, 12)
        self.assertEqual(list(runs.array("top_count").coords["row"]["row"]), ["A", "B", "C", "D"])

    def test_what_is_known_by_name(self):
        given = {"top": 3, "law": "uniform", "replications": 200}
        runs = smaa.policy(self.POLICY, self.PATIENTS, weight_lower={"pain": 0.2}, **given)
        self.assertEqual(runs["top_probability"][0][0], 1)
        self.assertGreater(runs["weight_mean"][0], 0.5)
        runs = smaa.policy(self.POLICY, self.PATIENTS, weight_upper={"pain": 0.1}, **given)
        self.assertEqual(runs["top_probability"][0][0], 0)
        runs = smaa.policy(self.POLICY, self.PATIENTS, order={"pain": 2, "deprivation": 1}, **given)
        self.assertLess(runs["weight_mean"][0], 0.5)
        sure = smaa.policy(self.POLICY, self.PATIENTS, top=3, concentration=1e6, replications=200)
        self.assertAlmostEqual(sure["weight_mean"][0], 0.5, delta=0.001)
        with self.assertRaisesRegex(carepath.NotFoundError, "'age' is no criterion of the policy: pain, deprivation"):
            smaa.policy(self.POLICY, self.PATIENTS, weight_upper={"age": 0.1}, **given)
        with self.assertRaisesRegex(carepath.InvalidError, "order does not say it of 'deprivation'"):
            smaa.policy(self.POLICY, self.PATIENTS, order={"pain": 1}, **given)
        with self.assertRaisesRegex(carepath.InvalidError, "weight_lower has the shape"):
            smaa.policy(self.POLICY, self.PATIENTS, weight_lower=[0.1], **given)

    def test_blocks_and_splits(self):
        patients = carepath.Patients(self.POLICY, **self.PATIENTS)
        values, block = priority.values(self.POLICY, patients)
        runs = smaa.simulate(values, bounds=(0, 1), top=2, tier=block, replications=50)
        self.assertEqual([row[0] for row in runs["top_probability"]], [0, 0, 1, 1])
        whole = smaa.policy(self.POLICY, patients, top=3, replications=90)
        parts = [
            smaa.policy(self.POLICY, patients, top=3, replications=n, first_replication=k)
            for k, n in ((40, 50), (0, 40))
        ]
        self.assertEqual(carepath.merge(parts).json(), whole.json())
        with self.assertRaisesRegex(carepath.DomainError, "some of them are in more than one result"):
            carepath.merge([whole, parts[0]])


class Words(unittest.TestCase):
    def says(self, message, call, *given, **more):
        with self.assertRaises(carepath.CarepathError) as caught:
            call(*given, **more)
        self.assertTrue(str(caught.exception).endswith(message), str(caught.exception))
        self.assertEqual(caught.exception.args[0], caught.exception.message)

    def test_errors_speak_python(self):
        self.says('bounds= must be given with normalise="fixed"', smaa.simulate, THREE, top=1)
        self.says('bounds= must be given with normalise="fixed"', mcda.weighted_sum, THREE, [0.5, 0.5])
        self.says(": nothing is wanted: top, ranks or pairs must be given", smaa.simulate, THREE, **GIVEN)
        self.says(": top[0] = 9 must be 0 to 3 and above the one before", smaa.simulate, THREE, top=9, **GIVEN)
        self.says(": replications = 0 must be >= 1", smaa.simulate, THREE, top=1, replications=0, **GIVEN)
        self.says(
            'spread must not be given with uncertainty="exact"', smaa.simulate, THREE, top=1, spread=[1, 1], **GIVEN
        )
        self.says(
            "upper bounds[1] = 0 must be above lower bounds[1] = 0 by a finite range",
            smaa.simulate, THREE, top=1, bounds=[(0, 1), (0, 0)],
        )  # fmt: skip
        self.says("or one pair for all", smaa.simulate, THREE, top=1, bounds=(0, 1, 2))

    def test_one_pair_for_all(self):
        a = mcda.weighted_sum(THREE, [0.5, 0.5], bounds=(0, 1))
        b = mcda.weighted_sum(THREE, [0.5, 0.5], bounds=[(0, 1), (0, 1)])
        self.assertEqual(list(a), list(b))


if __name__ == "__main__":
    unittest.main()
