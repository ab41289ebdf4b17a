"""Queues over time from Python."""
import math
import unittest

import carepath

try:
    import numpy
except ImportError:
    numpy = None


class Courses(unittest.TestCase):
    def test_transient(self):
        course = carepath.queue.transient(2.8, 1.0, 3, [1, 10], levels=[6], distribution=True)
        self.assertAlmostEqual(float(course["number"][1]), 5.594236055206808, 11)
        self.assertAlmostEqual(float(course["level_chance"][1, 0]), 0.6586364483972694, 11)
        self.assertAlmostEqual(sum(course["chance"][0]), 1.0, 13)
        alone = carepath.queue.transient(2.8, 1.0, 3, 10.0)
        self.assertEqual(float(alone["number"][0]), float(course["number"][1]))

    def test_starts(self):
        halves = carepath.queue.transient(1.0, 1.0, 2, 0.5, start=[0.5, 0.0, 0.5])
        none = carepath.queue.transient(1.0, 1.0, 2, 0.5)
        two = carepath.queue.transient(1.0, 1.0, 2, 0.5, start=2)
        middle = (float(none["number"][0]) + float(two["number"][0])) / 2
        self.assertAlmostEqual(float(halves["number"][0]), middle, 13)

    def test_periods(self):
        course = carepath.queue.periods(4.0, [2, 4, 8], 1.0, [8, 8, 6], patience=0.1)
        before = 0.0
        for k in range(3):
            out = float(course["served"][k]) + float(course["abandoned"][k]) + float(course["number"][k])
            self.assertAlmostEqual(before + float(course["joined"][k]), out, 11)
            before = float(course["number"][k])
        with self.assertRaises(carepath.InvalidError):
            carepath.queue.periods(4.0, [2, 4, 8], 1.0, [8, 8])
        with self.assertRaises(carepath.InvalidError):
            carepath.queue.periods(4.0, [2, 4], 1.0, [8, 1.5])

    def test_numbers_of_any_kind(self):
        q = carepath.queue
        one = q.transient(2.8, 1, 3, [1.0])
        self.assertEqual(float(q.transient(2.8, 1, 3.0, 1)["number"][0]), float(one["number"][0]))
        self.assertEqual(float(q.transient(2.8, 1, 3, [1], start=0.0)["number"][0]), float(one["number"][0]))
        if numpy is not None:
            alone = q.transient(numpy.array(2.8), 1, numpy.int64(3), numpy.array(1.0))
            self.assertEqual(float(alone["number"][0]), float(one["number"][0]))
            self.assertEqual(len(q.periods(4.0, [2, 4], 1.0, numpy.array(8))["served"]), 2)
        self.assertEqual(len(q.weekly(3.0, 2, 3.0, quantiles=0.5)["mean"]), 3)
        self.assertEqual(len(q.ward(4.0, 0.5, chances=0.1)["mean"]), 1)
        self.assertEqual(q.tandem_open(0.6, 1, 1, 12.0), q.tandem_open(0.6, 1, 1, 12))

    def test_what_is_no_number(self):
        q, nan = carepath.queue, float("nan")
        for words, wrong in (
            ("servers = 3.5", lambda: q.transient(2.8, 1, 3.5, [1])),
            ("arrivals = 'x'", lambda: q.transient("x", 1, 3, [1])),
            ("times", lambda: q.transient(2.8, 1, 3, "x")),
            (r"servers\[1\] = nan", lambda: q.periods(4.0, [2, 4], 1.0, [8, nan])),
            ("weeks = 3.5", lambda: q.weekly(3.5, 2, 3)),
            ("opening = nan", lambda: q.weekly(3, 2, 3, opening=nan)),
            ("room1 = 12.5", lambda: q.tandem_open(0.6, 1, 1, 12.5)),
            ("opening = None", lambda: q.infinite([1.0], 1.0, opening=None)),
            ("times has the shape", lambda: q.sinusoid(6.0, 0.5, 24.0, 1.0, 8, [[1, 2], [3, 4]])),
            ("opening has the shape", lambda: q.weekly(3, 2, 3, opening=[[0.5, 0.5]])),
            ("weeks = -3", lambda: q.weekly(-3, 2, 3)),
            ("branch_means has the shape", lambda: q.infinite(1, 1, branch_chances=[0.5, 0.5], branch_means=1)),
            ("levels\\[0\\] = 1.5", lambda: q.transient(2.8, 1, 3, 1, levels=1.5)),
            ("formula = 5", lambda: q.evaluate(5)),
            ("base = 'x'", lambda: q.infinite_sinusoid([1.0], "x", 0.5, 24)),
        ):
            with self.subTest(words=words), self.assertRaisesRegex(carepath.InvalidError, words):
                wrong()

    def test_sinusoid(self):
        course = carepath.queue.sinusoid(6.0, 0.5, 24.0, 1.0, 8, [12.0])
        self.assertAlmostEqual(float(course["number"][0]), 14.48648167998663, 8)
        self.assertAlmostEqual(float(course["arrivals"][0]), 6.0, 14)

    def test_progress(self):
        seen = []
        carepath.queue.transient(2.8, 1.0, 3, [50], progress=seen.append)
        self.assertEqual(seen[-1], 1.0)
        with self.assertRaises(carepath.CancelledError):
            carepath.queue.transient(2.8, 1.0, 3, [50], progress=lambda done: True)
        with self.assertRaises(carepath.DomainError):
            carepath.queue.transient(-1.0, 1.0, 3, [50])


class Beds(unittest.TestCase):
    def test_infinite(self):
        grow = carepath.queue.infinite([1.0, 50.0], 5.0, mean=2.0)
        self.assertAlmostEqual(float(grow[0]), 10.0 * (1.0 - math.exp(-0.5)), 13)
        self.assertAlmostEqual(float(grow[1]), 10.0, 9)
        fixed = carepath.queue.infinite([2.0, 3.5], [5.0, 0.0], length=[3.0, 9.0], law="deterministic")
        self.assertEqual([float(m) for m in fixed], [5.0, 2.5])
        mixed = carepath.queue.infinite(
            [1e3], 1.0, law="hyperexponential", branch_chances=[0.5, 0.5], branch_means=[1.0, 3.0]
        )
        self.assertAlmostEqual(float(mixed[0]), 2.0, 12)
        swing = carepath.queue.infinite_sinusoid([0.0, 6.0], 4.0, 0.0, 24.0, law="erlang", mean=3.0, stages=2)
        self.assertAlmostEqual(float(swing[1]), 12.0, 12)
        with self.assertRaises(carepath.InvalidError):
            carepath.queue.infinite([1.0], 1.0, law="normal")

    def test_beds(self):
        self.assertEqual(carepath.queue.poisson_beds(1.0, 0.27), 1.0)
        ward = carepath.queue.ward([4.0] * 30, [0.9, 0.5, 0.2], opening=[3, 1], beds=8, chances=[0.05])
        self.assertAlmostEqual(float(ward["mean"][29]), 6.4, 12)
        self.assertEqual(int(ward["beds"][29, 0]), int(carepath.queue.poisson_beds(6.4, 0.05)))
        self.assertLess(float(ward["exceeded"][29]), 1.0)


class Weekly(unittest.TestCase):
    def test_list(self):
        course = carepath.queue.weekly(52, 20, 22, 0.02, opening=100, quantiles=[0.5, 0.95])
        before = 100.0
        for k in range(52):
            out = float(course["treated"][k]) + float(course["removed"][k]) + float(course["mean"][k])
            self.assertAlmostEqual(before + 20.0, out, 10)
            before = float(course["mean"][k])
        self.assertLessEqual(int(course["list_quantile"][51, 0]), int(course["list_quantile"][51, 1]))
        self.assertGreater(float(course["mean_wait"][0]), float(course["mean_wait"][51]))
        bare = carepath.queue.weekly(52, 20, 22, 0.02, opening=100, waits=False)
        self.assertNotIn("mean_wait", bare)
        self.assertEqual(float(bare["mean"][51]), before)

    def test_cancelled_slots(self):
        ever = carepath.queue.weekly(2, 5, 10, opening=[0.0, 1.0], cancel=1.0)
        self.assertAlmostEqual(float(ever["mean"][1]), 11.0, 12)
        self.assertEqual(float(ever["unused"][0]), 0.0)


class Tandem(unittest.TestCase):
    def test_blocking(self):
        full = carepath.queue.tandem_saturated(1.0, 1.0)
        self.assertAlmostEqual(full["throughput"], 2 / 3, 15)
        self.assertTrue(math.isnan(full["loss_chance"]))
        some = carepath.queue.tandem_open(0.6, 1.0, 1.0, 12)
        self.assertAlmostEqual(some["throughput"], 0.58539240534453905068, 13)
        with self.assertRaises(carepath.InvalidError):
            carepath.queue.tandem_open(0.6, 1.0, 1.0, 0)


if __name__ == "__main__":
    unittest.main()
