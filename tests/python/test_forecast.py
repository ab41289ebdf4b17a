"""Forecasts from Python: list sizes, histories, own series, errors."""
import io
import math
import pathlib
import unittest

import carepath

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SIZES = ROOT / "examples" / "data" / "rtt_sizes.csv"
ENGLAND = ROOT / "examples" / "data" / "england_rtt.csv"


def flat(values):
    """All numbers of an array, with or without NumPy."""
    if hasattr(values, "ravel"):
        return values.ravel().tolist()
    return list(getattr(values, "flat", values))


class Lists(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.data = carepath.read_sizes(SIZES)

    def test_read(self):
        total = self.data.array("total")
        self.assertEqual(total.dims, ("list", "period"))
        self.assertEqual(total.shape[1], 38)
        self.assertEqual(total.coords["list"]["org"][0], "ENG")
        self.assertEqual(flat(self.data["parent"])[:2], [-1, 0])
        again = carepath.read_sizes(io.BytesIO(SIZES.read_bytes()))
        self.assertEqual(repr(flat(again["over_52"])), repr(flat(self.data["over_52"])))
        self.assertEqual(repr(flat(carepath.read_sizes(SIZES.read_bytes())["total"])), repr(flat(self.data["total"])))

    def test_forecast(self):
        ahead = carepath.forecast(self.data, periods=11)
        mean = ahead.array("mean")
        self.assertEqual(mean.dims, ("list", "measure", "period"))
        self.assertEqual(mean.coords["period"]["period"][0], "2025-06")
        self.assertEqual(
            mean.coords["measure"]["measure"], ["total", "within_18", "within_18wk", "over_52"]
        )
        for low, middle, high in zip(flat(ahead["q10"]), flat(ahead["mean"]), flat(ahead["q90"])):
            self.assertLessEqual(low, middle)
            self.assertLessEqual(middle, high)
        own = carepath.forecast(self.data, periods=11, probabilities=[0.1, 0.9], damping=0)
        self.assertIn("q10", own)
        self.assertNotIn("q50", own)

    def test_backtest(self):
        test = carepath.forecast_backtest(self.data, periods=6)
        self.assertEqual(test.array("error").shape[2], 6)
        self.assertTrue(all(0 < e < 1 for e in flat(test["error"])))
        self.assertTrue(all(0 <= c <= 1 for c in flat(test["coverage_80"])))

    def test_history(self):
        history = carepath.read_history(ENGLAND, where="specialty=Total")
        both = carepath.forecast(self.data, history)
        alone = carepath.forecast(history=history)
        self.assertEqual(flat(both["cohort"])[0], 1)
        self.assertEqual(alone.array("mean").shape, (1, 4, 12))
        self.assertEqual(both.array("flow_mean").shape, (1, 3, 12))
        self.assertTrue(all(x > 0 for x in flat(both["flow_mean"])))

    def test_errors(self):
        with self.assertRaises(carepath.DataError) as caught:
            carepath.read_sizes(b"period,measure,count\n2024-01,total,-1\n")
        self.assertIn("count", str(caught.exception))
        with self.assertRaises(carepath.DomainError):
            carepath.forecast(self.data, periods=0)
        with self.assertRaises(carepath.InvalidError):
            carepath.forecast()
        with self.assertRaises(carepath.InvalidError):
            carepath.forecast("sizes.csv")


class Series(unittest.TestCase):
    def test_trend(self):
        values = [math.exp(5 + 0.01 * t) - 0.5 for t in range(20)]
        ahead = carepath.forecast_series(values, damping=1, fade=1, periods=3)
        for h, mean in enumerate(flat(ahead["mean"])):
            self.assertAlmostEqual(math.log(mean + 0.5), 5 + 0.01 * (20 + h), places=9)

    def test_share_of_parent(self):
        labels = [f"{2023 + t // 12}-{t % 12 + 1:02}" for t in range(15)]
        ahead = carepath.forecast_series(
            [[6] * 15, [50] * 15], whole=[[10] * 15, [100] * 15], kind="share", parent=[1, -1], labels=labels, periods=2
        )
        for value, expected in zip(flat(ahead["mean"]), [0.6, 0.6, 0.5, 0.5]):
            self.assertAlmostEqual(value, expected, places=9)
        self.assertEqual(ahead.array("mean").coords["period"]["period"], ["2024-04", "2024-05"])

    def test_backtest_by_group(self):
        values = [[100 + (t * 7 + i) % 5 for t in range(20)] for i in range(4)]
        test = carepath.forecast_series_backtest(values, group=[0, 0, 1, 1], periods=2, month=4)
        self.assertEqual(test.array("error").shape, (2, 2))

    def test_errors(self):
        with self.assertRaises(carepath.InvalidError):
            carepath.forecast_series([1, 2], kind="shares")
        with self.assertRaises(carepath.InvalidError):
            carepath.forecast_series([1, 2], parent=[0, 1])
        with self.assertRaises(carepath.DomainError):
            carepath.forecast_series([1, -2])


if __name__ == "__main__":
    unittest.main()
