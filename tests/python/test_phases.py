"""Phases through Python: laws, matches, fits, and the example of the module."""
import math
import unittest

import carepath
from carepath import phases
from carepath.errors import DomainError, InvalidError

DAYS = [1, 2, 2, 3, 5, 8, 0, 13, 4, 6, 30, 2]
DISCHARGED = [1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 0, 1]


class Laws(unittest.TestCase):
    def test_values(self):
        law = phases.Phases([1, 0], [[0, 2], [0, 0]], [0, 2])
        self.assertEqual(law.moments(), (1, 1.5, 3))
        self.assertAlmostEqual(law.survival([1])[0], 3 * math.exp(-2), places=14)
        self.assertAlmostEqual(law.density([1])[0], 4 * math.exp(-2), places=14)
        self.assertAlmostEqual(law.survival(law.quantile([0.25]))[0], 0.75, places=13)
        there, gone = law.propagate(1)
        self.assertAlmostEqual(sum(there) + gone, 1, places=14)
        self.assertEqual(list(law.equilibrium()), [0.5, 0.5])
        again = phases.Phases.from_generator([1, 0], [[-2, 2], [0, -2]])
        self.assertEqual((again.initial, again.rates, again.exits), (law.initial, law.rates, law.exits))
        stream = carepath.random.Stream(1)
        self.assertEqual(len(law.draw(stream, 5)), 5)

    def test_chains(self):
        chain = phases.two_moments(7, 2)
        self.assertAlmostEqual(chain.moments()[1], 49 * 5, places=10)
        self.assertEqual((len(chain.rate), chain.onward[1], chain.matched), (2, 0, 2))
        stay = carepath.Duration("lognormal", mean=7, cv=1.3, zero=0.1)
        chain = phases.match(stay)
        for got, want in zip(chain.moments(), stay.moments()):
            self.assertAlmostEqual(got / want, 1, places=11)
        self.assertAlmostEqual(sum(chain.equilibrium()), 1, places=14)
        self.assertGreaterEqual(chain.draw(carepath.random.Stream(2)), 0)
        self.assertEqual(phases.Coxian([1, 2, 3]).onward, [1, 1, 0])
        self.assertEqual(phases.three_moments(1, 2, 6).rate, [1])
        self.assertIn("Coxian([", repr(chain))

    def test_errors(self):
        with self.assertRaisesRegex(DomainError, "law: nobody leaves phase 1"):
            phases.Phases([1, 0], [[0, 1], [0, 0]], [1, 0])
        with self.assertRaisesRegex(InvalidError, "onward has 3 chances for 2 phases"):
            phases.Coxian([1, 2], [1, 1, 0])
        with self.assertRaisesRegex(InvalidError, "must be a carepath.Duration"):
            phases.match(7)


class Fits(unittest.TestCase):
    def test_a_fit(self):
        fitted = phases.fit(DAYS, ended=DISCHARGED, phases=6, branches=2)
        self.assertAlmostEqual(fitted.law.zero, 1 / 12, places=15)
        self.assertEqual(fitted.weight, 12)
        self.assertAlmostEqual(fitted.aic, 2 * fitted.parameters - 2 * fitted.log_likelihood, places=12)
        self.assertAlmostEqual(fitted.law.phases().survival([0])[0], 11 / 12, places=14)
        one = phases.fit(DAYS, DISCHARGED, shapes=[1])
        self.assertAlmostEqual(one.law.mean[0], 76 / 9, places=4)
        self.assertEqual((one.law.shape, one.law.share, one.tried), ([1], [1], 1))
        with self.assertRaisesRegex(InvalidError, "criterion = 'dic' must be one of"):
            phases.fit(DAYS, criterion="dic")

    def test_a_mixture_by_hand(self):
        law = phases.HyperErlang([0.25, 0.75], [1, 4], [1, 2])
        self.assertAlmostEqual(law.phases().moments()[0], 3.25, places=14)
        with self.assertRaisesRegex(InvalidError, "must be as long"):
            phases.HyperErlang([1], [1, 2], [1])

    def test_the_example_runs(self):
        lines = [line[4:] for line in phases.__doc__.splitlines() if line.startswith("    ")]
        exec(compile("import carepath\n" + "\n".join(lines), "phases", "exec"), {"days": DAYS, "discharged": DISCHARGED})


if __name__ == "__main__":
    unittest.main()
