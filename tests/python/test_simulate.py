"""The binding of simulate: shapes, splits that merge, errors as exceptions."""
import unittest

import carepath


def backlog():
    return carepath.backlog(
        waiting=[[120, 80, 50]],
        treatment_hazard=[[0.2, 0.3, 0.5]],
        removal_hazard=[[0.05, 0.1, 0.02]],
        starts=[70],
        capacity=[60],
        bands=[0, 10, 20],
        period=10,
    )


def flat(values):
    """All numbers of an array, with or without NumPy."""
    if hasattr(values, "ravel"):
        return values.ravel().tolist()
    return list(getattr(values, "flat", values))


class Simulate(unittest.TestCase):
    def test_shapes(self):
        runs = carepath.simulate(backlog(), replications=50, periods=5, bands=True, keep=True)
        self.assertEqual(tuple(runs["total_closing"].shape), (1, 5, 7))
        self.assertEqual(tuple(runs["total_closing_mean"].shape), (1, 5))
        self.assertEqual(tuple(runs["total_closing_path"].shape), (50, 1, 5))
        self.assertEqual(tuple(runs["waiting_mean"].shape), (1, 5, 3))

    def test_parts_merge(self):
        whole = carepath.simulate(backlog(), replications=30, keep=True)
        parts = [
            carepath.simulate(backlog(), replications=20, first_replication=10, keep=True, threads=2),
            carepath.simulate(backlog(), replications=10, keep=True),
        ]
        merged = carepath.merge(parts)
        for name in ("total_closing", "within_18_mean", "total_treated_path"):
            self.assertEqual(flat(merged[name]), flat(whole[name]))

    def test_paths_and_levels(self):
        runs = carepath.simulate(
            backlog(), replications=4, periods=2, starts_dispersion=0, starts_paths=[[1, 2], [3, 4]], keep=True
        )
        self.assertEqual(flat(runs["total_starts_path"]), [1, 2, 3, 4, 1, 2, 3, 4])
        runs = carepath.simulate(backlog(), replications=3, periods=2, starts=9, starts_dispersion=0)
        self.assertEqual(flat(runs["total_starts_mean"]), [9, 9])

    def test_hazards(self):
        past = carepath.history(
            starts=[[70, 75, 65]],
            treated=[[[10, 20, 30]] * 3],
            waiting=[[[120, 80, 50], [118, 82, 55], [121, 79, 51]]],
            bands=[0, 10, 20],
            period=10,
        )
        calm = {"process": False, "starts_dispersion": 0, "replications": 40}
        runs = carepath.simulate(backlog(), history=past, block=1, calibrate={"recency": 1.0}, **calm)
        self.assertGreater(flat(runs["total_closing_sd"])[3], 0)
        runs = carepath.simulate(backlog(), removal_variance=1e-4, hazard_correlation=0.5, **calm)
        self.assertGreater(flat(runs["total_closing_sd"])[3], 0)
        runs = carepath.simulate(backlog(), probabilities=[0.5], **calm)
        plan = carepath.project(backlog())
        self.assertEqual(flat(runs["total_closing"]), flat(plan["total_closing"]))

    def test_errors(self):
        with self.assertRaises(carepath.DomainError) as caught:
            carepath.simulate(backlog(), starts_dispersion=0.5)
        self.assertIn("starts_dispersion = 0.5", str(caught.exception))
        with self.assertRaises(carepath.InvalidError):
            carepath.simulate(backlog(), periods=3, starts_paths=[[1, 2]])
        with self.assertRaises(carepath.InvalidError):
            carepath.simulate(carepath.simulate(backlog(), replications=2))


if __name__ == "__main__":
    unittest.main()
