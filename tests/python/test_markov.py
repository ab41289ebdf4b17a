"""Markov chains through Python: tables, panels, words for kinds, and the example of the module."""
import math
import unittest

import carepath
from carepath import markov
from carepath.errors import DomainError, InvalidError

RATES = [[0, 0.2, 0.05], [0.1, 0, 0.15], [0, 0, 0]]
SUBJECT = ["a", "a", "a", "b", "b", "c", "c", "c", "d", "d", "e", "e", "e"]
YEAR = [0, 1, 2, 0, 2, 0, 1.5, 4, 0, 3, 0, 1, 2.5]
STATE = [0, 1, 2, 0, 0, 1, 0, -1, 1, 2, 0, 1, 0]
MOVES = [(0, 1), (1, 0), (0, 2), (1, 2)]


class Chains(unittest.TestCase):
    def test_the_future(self):
        p = markov.probabilities(RATES, 5)
        self.assertAlmostEqual(sum(p[0]), 1, places=14)
        then = markov.propagate(RATES, [100, 50, 0], [0, 5])
        self.assertEqual(list(then[0]), [100, 50, 0])
        self.assertAlmostEqual(then[1][2], 100 * p[0][2] + 50 * p[1][2], places=10)
        self.assertAlmostEqual(sum(markov.time_in_states(RATES, 10)[1]), 10, places=12)
        self.assertEqual(list(markov.time_in_states(RATES, math.inf)[0])[2], math.inf)

    def test_the_chain_itself(self):
        self.assertAlmostEqual(markov.sojourn(RATES)[0], 4)
        self.assertEqual(markov.sojourn(RATES)[2], math.inf)
        self.assertAlmostEqual(markov.next_state(RATES)[0][1], 0.8)
        passage = markov.first_passage(RATES, [2])
        # m0 = 4 + 0.8 m1, m1 = 4 + 0.4 m0
        self.assertAlmostEqual(passage[0], 7.2 / 0.68, places=12)
        self.assertEqual(list(markov.first_passage(RATES, 0))[2], math.inf)
        self.assertAlmostEqual(markov.passage(RATES, 2, 5)[0], markov.probabilities(RATES, 5)[0][2], places=14)
        self.assertEqual(list(markov.stationary(RATES)), [0, 0, 1])
        self.assertEqual(markov.absorption(RATES)[0][2], 1)

    def test_a_share_is_no_rate(self):
        self.assertAlmostEqual(markov.hazard_from_probability(0.5), math.log(2), places=15)
        self.assertAlmostEqual(markov.probability_from_hazard(math.log(2) / 12, 12), 0.5, places=15)

    def test_errors_name_the_place(self):
        with self.assertRaisesRegex(DomainError, r"rates\[1\]\[0\] = -1 must be finite and >= 0"):
            markov.sojourn([[0, 1], [-1, 0]])
        with self.assertRaisesRegex(InvalidError, "expected a square"):
            markov.sojourn([[0, 1]])
        with self.assertRaisesRegex(InvalidError, "targets: 3 must be from 0 to 2"):
            markov.passage(RATES, 3, 1)


class Panels(unittest.TestCase):
    def test_a_fit(self):
        fit = markov.fit(SUBJECT, YEAR, STATE, moves=MOVES, died=[2], state_labels=["well", "ill", "dead"])
        self.assertEqual(fit.array("rate").coords["move"]["move"][0], "well -> ill")
        self.assertEqual(fit["subjects"], 5)
        self.assertEqual(fit["intervals"], 8)
        self.assertTrue(all(abs(g) < 1e-4 for g in fit["gradient"]))
        again = markov.fit(SUBJECT, YEAR, STATE, moves=MOVES, died=[2], start=fit["rate"], iterations=0)
        self.assertAlmostEqual(again["log_likelihood"], fit["log_likelihood"], places=12)

    def test_kinds_and_effects(self):
        kind = ["censored" if s == -1 else "died" if s == 2 else "seen" for s in STATE]
        possible = [[0, 1] if s == -1 else None for s in STATE]
        x = [[1.0] if s in "bd" else [0.0] for s in SUBJECT]
        effect = [[0], [0], [0], [1]]
        options = {"start": [0.2, 0.3, 0.1, 0.2], "iterations": 0}
        one = markov.fit(SUBJECT, YEAR, STATE, moves=MOVES, kind=kind, possible=possible, covariates=x,
                         effect=effect, covariate_labels=["x"], **options)
        two = markov.fit(SUBJECT, YEAR, STATE, moves=MOVES, died=[2], **options)
        self.assertEqual(one["log_likelihood"], two["log_likelihood"])
        self.assertTrue(math.isnan(one["effect"][0][0]))
        self.assertEqual(one["effect"][3][0], 0)
        self.assertEqual(one.array("effect").coords["covariate"]["covariate"], ["x"])
        self.assertEqual(one.array("gradient").coords["parameter"]["parameter"][-1], "x: 1 -> 2")

    def test_what_cannot_be(self):
        with self.assertRaisesRegex(DomainError, "cannot be in state 0 after state 2"):
            markov.fit([1, 1], [0, 1], [2, 0], moves=MOVES)
        with self.assertRaisesRegex(InvalidError, "covariates has 1 rows, expected 2"):
            markov.fit([1, 1], [0, 1], [0, 1], moves=MOVES, covariates=[1.0])

    def test_the_example_runs(self):
        lines = [line[4:] for line in markov.__doc__.splitlines() if line.startswith("    ")]
        names = {"subject": SUBJECT, "year": YEAR, "state": STATE}
        exec(compile("\n".join(lines), "markov", "exec"), names)
        self.assertIs(carepath.markov, markov)


if __name__ == "__main__":
    unittest.main()
