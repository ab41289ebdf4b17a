"""Laws of durations from Python."""
import math
import unittest

import carepath
from carepath.duration import DURATIONS


class Durations(unittest.TestCase):
    def setUp(self):
        self.stream = carepath.random.Stream(seed=5)

    def test_laws_by_name(self):
        self.assertEqual(DURATIONS["never"], 0)
        self.assertEqual(len(DURATIONS), 10)
        stay = carepath.Duration("lognormal", mean=7, cv=1.2, zero=0.1)
        self.assertEqual((stay.law, stay.mean, stay.cv, stay.zero), ("lognormal", 7.0, 1.2, 0.1))
        self.assertEqual(repr(stay), "Duration('lognormal', mean=7.0, cv=1.2, zero=0.1)")

    def test_draws_are_the_same_one_by_one(self):
        stay = carepath.Duration("weibull", mean=3, cv=0.6)
        many = stay.draw(self.stream, size=20)
        self.assertEqual(self.stream.position, 20)
        self.stream.seek(7)
        self.assertEqual(stay.draw(self.stream), many[7])

    def test_exponential_forgets_and_moments_are_known(self):
        service = carepath.Duration("exponential", mean=2)
        self.assertEqual(service.moments(), (2.0, 8.0, 48.0))
        self.assertAlmostEqual(service.survival(2), math.exp(-1), 14)
        self.stream.seek(0)
        first = service.remaining(self.stream, 100)
        self.stream.seek(0)
        self.assertEqual(service.residual(self.stream), first)

    def test_data(self):
        seen = carepath.random.Empirical([1.0, 3.0], weights=[3, 1])
        law = carepath.Duration("empirical", empirical=seen)
        self.assertEqual(law.moments()[0], 1.5)
        self.assertEqual(law.remaining(self.stream, 1), 2.0)
        self.assertEqual(set(law.draw(self.stream, size=50)), {1.0, 3.0})

    def test_errors(self):
        with self.assertRaisesRegex(carepath.DomainError, "duration.mean = -1 must be finite and > 0"):
            carepath.Duration("gamma", mean=-1, cv=1)
        with self.assertRaisesRegex(carepath.InvalidError, "law = 'normal' must be one of never, fixed"):
            carepath.Duration("normal")
        with self.assertRaises(carepath.InvalidError):
            carepath.Duration("empirical", empirical=[1, 2])
        with self.assertRaises(carepath.InvalidError):
            carepath.Duration("never").draw("stream")
        self.assertTrue(math.isnan(carepath.Duration("fixed", mean=1).remaining(self.stream, -1)))


if __name__ == "__main__":
    unittest.main()
