"""Back-tests and the newer choices of calibrate from Python: names, shapes, errors."""
import unittest

import carepath

LOWER = [0, 1, 2, 3]
PERIODS = 10


def flat(array):
    return array.tolist()


def small(lists=3):
    """Lists that lose a fifth of every band to treatment and a twentieth to removal, less in spring."""
    starts, treated, waiting = [], [], []
    for l in range(lists):
        for rows in (starts, treated, waiting):
            rows.append([])
        for t in range(PERIODS):
            joined = 100.0 * (l + 1) + 7 * ((t * 3 + l) % 5)
            before = waiting[l][t - 1] if t else [80.0, 60.0, 40.0, 90.0]
            inflow = [joined, before[0], before[1], before[2] + before[3]]
            share = [0.2 + 0.02 * ((t + m + l) % 3) for m in range(4)]
            starts[l].append(joined)
            treated[l].append([c * i for c, i in zip(share, inflow)])
            waiting[l].append([i * (0.95 - c) for c, i in zip(share, inflow)])
    return carepath.history(starts=starts, treated=treated, waiting=waiting, bands=LOWER, unit="months")


class Backtest(unittest.TestCase):
    def test_names_and_shapes(self):
        test = carepath.backtest(small(), weeks=12, bands=True)
        self.assertEqual(len(flat(test["list_mape"])), 3)
        self.assertEqual(len(flat(test["list_mape"])[0]), PERIODS - 4)
        self.assertEqual(len(flat(test["predicted_waiting"])[0][0][0]), 4)
        self.assertEqual(len(flat(test["coverage"])), 3)
        self.assertIn("method", test.notes)
        self.assertEqual(flat(test["lists_used"]), [3] * (PERIODS - 4))
        self.assertLess(max(flat(test["median_list_mape"])), 0.05)

    def test_every_method_and_flow(self):
        for method in ("default", "published-a", "published-b", "plain", "naive", "own"):
            for flows in ("observed", "level"):
                with self.subTest(method=method, flows=flows):
                    test = carepath.backtest(small(), method=method, flows=flows, weeks=12, threads=2)
                    self.assertGreaterEqual(min(flat(test["median_list_mape"])), 0.0)

    def test_given_flows_and_own_calibration(self):
        history = small()
        starts = [[[1000.0] * 2] * 6] * 3
        test = carepath.backtest(
            history, flows="given", method="own", starts=starts, capacity=starts, horizon=2, weeks=12,
            calibration={"recency": 0.5, "parent": [1, -1, 1]},
        )
        self.assertEqual(len(flat(test["end_error"])), 3)
        with self.assertRaisesRegex(carepath.InvalidError, "lists, origins, horizon"):
            carepath.backtest(history, flows="given", starts=[[1.0]], capacity=starts, horizon=2)
        with self.assertRaisesRegex(carepath.InvalidError, "starts is NULL"):
            carepath.backtest(history, flows="given", weeks=12)
        with self.assertRaises(carepath.InvalidError):
            carepath.backtest(history, method="guess")

    def test_calibrate_s_newer_choices(self):
        history = small()
        shrunk = carepath.calibrate(history, parent=[2, 2, -1], variance=True)
        self.assertEqual(flat(shrunk["shrink_weight"])[2], [1.0] * 4)
        self.assertEqual(len(flat(shrunk["removal_variance"])[0]), 4)
        days = carepath.calibrate(history, seasonal="months", first=(2024, 5))
        self.assertEqual(flat(days["working_days"])[:2], [20.0, 23.0])
        self.assertIn("seasonal", days.notes)
        for keywords in ({"unrecorded": "cohort"}, {"estimator": "combined"}, {"removal_recency": 0.9}):
            self.assertEqual(len(flat(carepath.calibrate(history, **keywords)["waiting"])), 3)
        with self.assertRaisesRegex(carepath.InvalidError, "one a list: 3"):
            carepath.calibrate(history, parent=[-1])
        self.assertEqual(carepath.working_days(2025, 5), 20)


if __name__ == "__main__":
    unittest.main()
