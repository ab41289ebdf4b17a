"""Response curves from Python."""
import math
import unittest

import carepath
from carepath import response
from carepath.errors import DomainError, InvalidError


class Responses(unittest.TestCase):
    def test_a_curve_and_its_inverses(self):
        r = carepath.Response("exponential", a=400, t=2.0)
        self.assertEqual((r.kind, r.a, r.t, r.shape, r.x), ("exponential", 400.0, 2.0, 0.0, None))
        self.assertAlmostEqual(r.value(1), 400 * (1 - math.exp(-0.5)), 10)
        self.assertAlmostEqual(r.slope(1), 200 * math.exp(-0.5), 10)
        self.assertAlmostEqual(r.spend(r.value(1)), 1, 12)
        self.assertEqual([round(v, 6) for v in r.value([0, 1])], [0, round(r.value(1), 6)])
        self.assertEqual([round(v, 6) for v in r.slope([0, 1])], [200, round(r.slope(1), 6)])
        self.assertAlmostEqual(r.gain(1, 3), r.value(3) - r.value(1), 10)
        self.assertAlmostEqual(r.demand(r.slope(1)).least, 1, 12)
        self.assertEqual(repr(r), "Response('exponential', a=400.0, t=2.0)")

    def test_shapes(self):
        h = carepath.Response("hill", a=10, t=4, shape=2)
        self.assertAlmostEqual(h.inflection(), 4 / math.sqrt(3), 12)
        chord = h.envelope(0, 100)
        self.assertAlmostEqual(chord.to, 4, 12)
        self.assertAlmostEqual(chord.slope, 1.25, 12)

    def test_points(self):
        core = response.tiers([100, 40, 60], [700, 900, 1100])
        self.assertEqual(core.x, [0, 70000, 106000, 172000])
        self.assertEqual(core.y, [0, 100, 140, 200])
        self.assertEqual(core.slope(70000, "left"), 100 / 70000)
        self.assertEqual(list(response.concave([0, 1, 2, 4, 6], [1, 2, 5, 3, 5])), [1, 3, 5, 5, 5])

    def test_fits(self):
        x = [0.5 * i for i in range(1, 12)]
        truth = carepath.Response("log", a=7, t=3)
        found = response.fit("log", x, truth.value(x))
        self.assertAlmostEqual(found.response.a, 7, 4)
        self.assertLess(found.error, 1e-10)

    def test_many(self):
        many = carepath.Curves("log", a=[1, 2, 3], t=2)
        self.assertEqual(len(many), 3)
        self.assertEqual((many[2].a, many[-1].t), (3.0, 2.0))
        listed = carepath.Curves([many[0], response.tiers([1], [2])])
        self.assertEqual([c.kind for c in (listed[0], listed[1])], ["log", "points"])
        self.assertEqual(listed[1].x, [0, 2])

    def test_refused(self):
        with self.assertRaisesRegex(DomainError, r"response\.t = 0 must be > 0"):
            carepath.Response("log", a=1)
        with self.assertRaisesRegex(InvalidError, "must be one of linear"):
            carepath.Response("cubic")
        with self.assertRaisesRegex(InvalidError, "different lengths"):
            carepath.Curves("log", a=[1, 2], t=[1, 2, 3])
        with self.assertRaises(IndexError):
            carepath.Curves("linear", a=[1, 2])[2]


if __name__ == "__main__":
    unittest.main()
