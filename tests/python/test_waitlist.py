"""The backlog model from Python: real data, own arrays, errors."""
import gzip
import io
import math
import os
import pathlib
import pickle
import tempfile
import unittest

import carepath

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ENGLAND = ROOT / "examples" / "data" / "england_rtt.csv"


def flat(values):
    """All numbers of an array, with or without NumPy."""
    if hasattr(values, "ravel"):
        return values.ravel().tolist()
    return list(getattr(values, "flat", values))


class England(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.history = carepath.read_history(ENGLAND, where="specialty=Total")
        cls.backlog = carepath.calibrate(cls.history, detail=True)

    def test_history(self):
        waiting = self.history.array("waiting")
        self.assertEqual(waiting.dims, ("list", "period", "band"))
        self.assertEqual(waiting.shape, (1, 13, 13))
        self.assertEqual(waiting.coords["period"]["period"][0], "2024-05")
        self.assertEqual(waiting.coords["list"]["specialty"], ["Total"])
        self.assertEqual(waiting.unit, "people")
        self.assertEqual(waiting.index(period="2025-05"), 12)
        with self.assertRaises(carepath.NotFoundError):
            waiting.index(period="1999-01")

    def test_sources_agree(self):
        data = ENGLAND.read_bytes()
        with tempfile.NamedTemporaryFile(suffix=".csv.gz") as file:
            file.write(gzip.compress(data))
            file.flush()
            with gzip.open(file.name) as stream:
                zipped = carepath.read_history(stream, where="specialty=Total")
        inside = carepath.read_history(data, where="specialty=Total")
        for other in (zipped, inside):
            self.assertEqual(flat(other["waiting"]), flat(self.history["waiting"]))
            self.assertEqual(flat(other["treated"]), flat(self.history["treated"]))

    def test_balance_is_exact(self):
        b = self.backlog
        for name in ("inflow", "unrecorded", "treated", "removed", "closing"):
            self.assertEqual(b.array(name).shape, (1, 12, 13))
        rows = zip(*(flat(b[n]) for n in ("inflow", "unrecorded", "treated", "removed", "closing")))
        for inflow, unrecorded, treated, removed, closing in rows:
            self.assertEqual(inflow + unrecorded - treated - removed, closing)
        totals = ("opening", "starts", "unrecorded", "treated", "removed", "closing")
        for o, s, u, t, r, c in zip(*(flat(b["total_" + n]) for n in totals)):
            self.assertEqual(o + s + u - t - r, c)

    def test_project(self):
        plan = carepath.project(self.backlog, periods=24, threads=2)
        self.assertEqual(plan.array("waiting").shape, (1, 24, 13))
        self.assertEqual(plan.outcome, "ok")
        totals = ("opening", "starts", "unrecorded", "treated", "removed", "closing")
        for o, s, u, t, r, c in zip(*(flat(plan["total_" + n]) for n in totals)):
            self.assertEqual(o + s + u - t - r, c)
        self.assertTrue(all(0 < share < 1 for share in flat(plan["within_18"])))
        self.assertTrue(all(n >= 0 for n in flat(plan["waiting"])))
        one = carepath.project(self.backlog, periods=24)
        self.assertEqual(flat(one["waiting"]), flat(plan["waiting"]))

    def test_shapes_of_starts_and_capacity(self):
        capacity = float(self.backlog["capacity"][0])
        base = carepath.project(self.backlog, periods=3)
        for given in (capacity, [capacity] * 3, [[capacity] * 3]):
            plan = carepath.project(self.backlog, periods=3, capacity=given)
            self.assertEqual(flat(plan["waiting"]), flat(base["waiting"]))
        with self.assertRaises(carepath.InvalidError):
            carepath.project(self.backlog, periods=3, capacity=[1, 2])

    def test_target(self):
        answer = carepath.target(self.backlog, share=0.65, periods=10)
        path = answer["capacity_path"]
        plan = carepath.project(self.backlog, periods=10, capacity=[flat(path)])
        self.assertEqual(float(plan["within_18"][0, 9]), float(answer["share_reached"][0]))
        self.assertGreaterEqual(float(answer["share_reached"][0]), 0.65)
        limited = carepath.target(self.backlog, share=0.99, periods=2, limit=1000.0)
        self.assertEqual(limited.outcome, "unreachable")
        self.assertIn("why", limited.notes)
        self.assertFalse(math.isnan(limited["capacity"][0]))

    def test_measures_agree(self):
        plan = carepath.project(self.backlog, periods=4)
        lower = flat(plan["band_lower"])
        share = carepath.within(plan["waiting"], 18, lower, "months")
        self.assertEqual(flat(share), flat(plan["within_18"]))
        wait, bound = carepath.percentile(plan["waiting"], 0.5, lower, "months")
        self.assertEqual(flat(wait), flat(plan["median_wait"]))
        self.assertEqual(set(flat(bound)), {0})

    def test_results_outlive_their_owner(self):
        values = carepath.project(carepath.calibrate(carepath.read_history(ENGLAND, where="specialty=Total")))[
            "waiting"
        ]
        import gc

        gc.collect()
        self.assertTrue(all(math.isfinite(v) for v in flat(values)))

    def test_writing(self):
        plan = carepath.project(self.backlog, periods=2)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "plan.csv")
            plan.write_csv(path, "within_18")
            text = pathlib.Path(path).read_text(encoding="utf-8")
            self.assertIn("within_18", text.splitlines()[0])
            self.assertEqual(len(text.splitlines()), 3)
            with self.assertRaises(carepath.ReadWriteError):
                plan.write_csv(os.path.join(folder, "nowhere", "plan.csv"))
        buffer = io.StringIO()
        plan.write_csv(buffer)
        self.assertIn("total_closing", buffer.getvalue())
        whole = plan.json()
        self.assertEqual(whole["arrays"]["waiting"]["values"], flat(plan["waiting"]))

        class Broken:
            mode = "wb"

            def write(self, _):
                raise RuntimeError("no paper")

        with self.assertRaisesRegex(RuntimeError, "no paper"):
            plan.write_json(Broken())

    def test_cancel(self):
        history = carepath.read_history(ENGLAND)
        with self.assertRaises(carepath.CancelledError):
            carepath.calibrate(history, progress=lambda done: True)


class Wrong(unittest.TestCase):
    """Wrong input: the class of the exception, the place and the rule."""

    def history(self, **changes):
        given = {
            "starts": [[10, 10, 10]],
            "treated": [[[1, 1], [1, 1], [1, 1]]],
            "waiting": [[[9, 5], [9, 5], [9, 5]]],
            "bands": [0, 1],
        }
        given.update(changes)
        return carepath.history(**given)

    def test_negative_and_nan(self):
        with self.assertRaises(carepath.DomainError) as caught:
            carepath.calibrate(self.history(starts=[[10, -1, 10]]))
        self.assertIn("-1", str(caught.exception))
        with self.assertRaises(ValueError):
            carepath.calibrate(self.history(waiting=[[[9, 5], [9, math.nan], [9, 5]]]))

    def test_bands(self):
        with self.assertRaises(carepath.InvalidError):
            carepath.calibrate(self.history(bands=[0, 0]))
        with self.assertRaises(carepath.InvalidError):
            carepath.calibrate(self.history(bands=[1, 2]))
        with self.assertRaises(carepath.InvalidError):
            self.history(bands=[0, 1, 2])

    def test_one_period(self):
        one = {"starts": [[10]], "treated": [[[1, 1]]], "waiting": [[[9, 5]]]}
        with self.assertRaises(carepath.InvalidError):
            carepath.calibrate(self.history(**one))
        carepath.calibrate(self.history(**one), steady=True)

    def test_file(self):
        with self.assertRaises(carepath.ReadWriteError) as caught:
            carepath.read_history("nowhere.csv")
        self.assertIsInstance(caught.exception, OSError)
        text = b"period,type,months_waited,count\n2024-05,incomplete,0,12\n2024-05,incomplete,1,x\n"
        with self.assertRaises(carepath.DataError) as caught:
            carepath.read_history(text)
        self.assertEqual((caught.exception.line, caught.exception.column), (3, 4))
        again = pickle.loads(pickle.dumps(caught.exception))
        self.assertEqual(again.line, 3)
        with self.assertRaises(carepath.DataError):
            carepath.read_history(b"period,type,months_waited,count\n")

    def test_words(self):
        history = self.history()
        with self.assertRaisesRegex(carepath.InvalidError, "pooled, mean"):
            carepath.calibrate(history, estimator="median")
        with self.assertRaises(TypeError):
            carepath.calibrate(history, recency="often")

    def test_values_that_do_not_fit(self):
        history = self.history()
        with self.assertRaises(carepath.LimitError):
            carepath.calibrate(history, first_period=2**64 + 1)
        backlog = carepath.calibrate(history)
        with self.assertRaises(carepath.LimitError):
            carepath.project(backlog, periods=2**64 + 5)
        with self.assertRaises(carepath.LimitError):
            carepath.project(backlog, periods=2, threads=2**32 + 1)
        with self.assertRaisesRegex(carepath.InvalidError, "backlog"):
            carepath.project(history)
        with self.assertRaisesRegex(carepath.InvalidError, "history"):
            carepath.calibrate(backlog)
        with self.assertRaisesRegex(carepath.InvalidError, "fortnights"):
            self.history(unit="fortnights")
        with self.assertRaises(carepath.InvalidError):
            self.history(starts=[["ten", 1, 2]])
        with self.assertRaises(carepath.InvalidError):
            self.history(starts=[[1j, 1, 2]])
        with self.assertRaises(carepath.InvalidError):
            carepath.read_history(b"a", where={"specialty": "Total"})

    def test_progress_that_raises(self):
        def report(_done):
            raise RuntimeError("enough")

        with self.assertRaisesRegex(RuntimeError, "enough"):
            carepath.calibrate(self.history(), progress=report)

    def test_results_are_not_pickled(self):
        with self.assertRaisesRegex(TypeError, "json"):
            pickle.dumps(carepath.calibrate(self.history()))

    def test_file_object_that_fails(self):
        class Broken:
            def read(self, _):
                raise RuntimeError("wire cut")

        with self.assertRaisesRegex(RuntimeError, "wire cut"):
            carepath.read_history(Broken())
        with self.assertRaises(TypeError):
            carepath.read_history(io.StringIO("text"))


class Formulae(unittest.TestCase):
    def test_rules_of_thumb(self):
        self.assertAlmostEqual(carepath.load(30, 27), 30 / 27, places=15)
        self.assertEqual(carepath.target_mean_wait(18), 4.5)
        self.assertEqual(carepath.target_size(30, 52), 390)
        self.assertAlmostEqual(carepath.relief_capacity(30, 1200, 390), 30 + 810 / 26, places=12)
        self.assertEqual(carepath.pressure(9, 18), 1)
        self.assertEqual([carepath.priority_days(p) for p in (1, 2, 3, 4, 9)], [7, 28, 84, 365, 365])
        self.assertEqual(carepath.upper_demand(30, 0, 1), 30)
        self.assertAlmostEqual(carepath.upper_demand(30, 100, 1), 30 / 0.8, places=12)

    def test_conversion_keeps_people(self):
        weeks = [[100.0 + w for w in range(105)]]
        months = carepath.weeks_to_months(weeks, 2024, 11, 13)
        self.assertAlmostEqual(sum(flat(months)), sum(weeks[0]), places=6)
        back = carepath.months_to_weeks(months, 2024, 11, 105)
        self.assertAlmostEqual(sum(flat(back)), sum(weeks[0]), places=6)


if __name__ == "__main__":
    unittest.main()
