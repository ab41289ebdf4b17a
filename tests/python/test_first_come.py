"""The binding of first_come: traces, laws and times, parts that merge, errors as exceptions."""
import unittest

import carepath
from carepath import Duration


def flat(values):
    """All numbers of an array, with or without NumPy."""
    if hasattr(values, "ravel"):
        return values.ravel().tolist()
    if isinstance(values, (float, int)):
        return [values]
    return list(getattr(values, "flat", values))


BETWEEN = Duration("exponential", 1.0)
SERVICE = Duration("lognormal", 1.6, cv=0.8)


class Waits(unittest.TestCase):
    def test_by_hand(self):
        waits, ends = carepath.first_come_waits([0, 1, 2, 6], [3, 1, 2, 1])
        self.assertEqual(flat(waits), [0, 2, 2, 0])
        self.assertEqual(flat(ends), [3, 4, 6, 7])
        waits, _ = carepath.first_come_waits([0, 0, 2, 9], [1, 1, 1, 1], servers=2, start=[5, 1])
        self.assertEqual(flat(waits), [1, 2, 1, 0])

    def test_errors(self):
        with self.assertRaises(carepath.DomainError) as caught:
            carepath.first_come_waits([0, 2, 1], [1, 1, 1])
        self.assertEqual(caught.exception.index, 2)
        with self.assertRaises(carepath.InvalidError):
            carepath.first_come_waits([0, 2, 3], [1, 1])
        with self.assertRaises(carepath.InvalidError):
            carepath.first_come_waits([0, 2, 3], [1, 1, 1], servers=2, start=[0])


class Simulate(unittest.TestCase):
    def test_shapes(self):
        runs = carepath.first_come(
            BETWEEN, SERVICE, servers=2, customers=2000, warm_up=100, limits=[0.5, 2], replications=4, keep=True
        )
        self.assertEqual(tuple(runs["within"].shape), (2,))
        self.assertEqual(tuple(runs["wait_quantile"].shape), (5,))
        self.assertEqual(tuple(runs["wait_path"].shape), (4,))
        self.assertEqual(tuple(runs["within_path"].shape), (4, 2))
        self.assertEqual(sum(flat(runs["wait_count"])), 4 * 1900)

    def test_times_are_the_trace(self):
        arrivals, services = [0, 1, 2, 6], [3, 1, 2, 1]
        runs = carepath.first_come(arrivals, services, probabilities=[1])
        self.assertEqual(runs["wait_mean"], 1)
        self.assertEqual(flat(runs["wait_quantile"]), [2])
        self.assertEqual(flat(runs["wait_max"]), [2])

    def test_parts_merge(self):
        how = {"servers": 2, "customers": 500, "keep": True}
        whole = carepath.first_come(BETWEEN, SERVICE, replications=9, **how)
        parts = [
            carepath.first_come(BETWEEN, SERVICE, replications=5, first_replication=4, **how),
            carepath.first_come(BETWEEN, SERVICE, replications=4, **how),
        ]
        merged = carepath.merge(parts)
        for name in whole:
            self.assertEqual(repr(flat(whole[name])), repr(flat(merged[name])), name)

    def test_errors(self):
        with self.assertRaises(carepath.DomainError):
            carepath.first_come(BETWEEN, SERVICE, servers=0)
        with self.assertRaises(carepath.InvalidError):
            carepath.first_come(1.0, SERVICE)
        with self.assertRaises(carepath.InvalidError):
            carepath.first_come([0, 1, 2], SERVICE, customers=4)
        with self.assertRaises(carepath.CancelledError):
            carepath.first_come(BETWEEN, SERVICE, replications=50, progress=lambda done: True)


if __name__ == "__main__":
    unittest.main()
