"""Rows of dates from Python: kinds of dates, figures, schedules, errors."""
import datetime
import math
import unittest

import carepath


class Dates(unittest.TestCase):
    def setUp(self):
        self.referral = ["2024-01-01", "2024-01-04", "2024-01-10", "2024-01-16"]
        self.removal = ["2024-01-08", None, "NA", ""]
        self.rows = carepath.date_rows(self.referral, self.removal)

    def test_days(self):
        for iso in ("1970-01-01", "2000-02-29", "0001-01-01", "9999-12-31"):
            day = carepath.to_day(iso)
            expected = datetime.date.fromisoformat(iso).toordinal() - datetime.date(1970, 1, 1).toordinal()
            self.assertEqual(day, expected)
            self.assertEqual(carepath.to_day(datetime.date.fromisoformat(iso)), expected)
            self.assertEqual(carepath.to_iso(day), iso)
        self.assertIsNone(carepath.to_day("NA"))

        class Nanoseconds:
            """As numpy.datetime64("2024-01-31", "ns"): its text goes on after the day."""

            def astype(self, kind):
                return {"datetime64[D]": "2024-01-31"}[kind]

        self.assertEqual(carepath.to_day(Nanoseconds()), carepath.to_day("2024-01-31"))
        self.assertIsNone(carepath.to_iso(None))
        self.assertIsNone(carepath.to_day(float("nan")))
        with self.assertRaises(carepath.DataError) as caught:
            carepath.date_rows(["2024-01-01", "yesterday"])
        self.assertIn("referral[1]", str(caught.exception))

    def test_figures(self):
        published = carepath.list_stats(self.rows, published=True)
        self.assertAlmostEqual(published["pressure"], 2 / 3, 12)
        self.assertEqual(published["count_demand"], 5)
        mended = carepath.list_stats(self.rows)
        self.assertAlmostEqual(mended["pressure"], 2 / 3 / 7, 12)
        self.assertEqual(mended["count_demand"], 4)
        self.assertTrue(math.isnan(mended["relief_capacity"]))
        self.assertEqual(carepath.referral_stats(self.rows)["demand_count"], 4)
        self.assertEqual(carepath.removal_stats(self.rows)["removal_count"], 1)

    def test_queue(self):
        found = carepath.queue_size(self.rows, start="2024-01-07", end="2024-01-10")
        self.assertEqual([int(n) for n in found["queue_size"]], [2, 1, 1, 2])
        self.assertEqual(carepath.to_iso(int(found["date"][0])), "2024-01-07")

    def test_schedule(self):
        slots = ["2024-01-03", "2024-01-05", "2024-01-18"]
        removal, patient = carepath.schedule(self.rows, slots)
        self.assertEqual(patient, [None, 1, 2])
        self.assertEqual(removal, ["2024-01-08", "2024-01-05", "2024-01-18", None])
        urgent = carepath.date_rows(self.referral, self.removal, priority=[4, 4, 4, 1])
        self.assertEqual(carepath.schedule(urgent, slots)[1], [None, 1, 3])
        self.assertEqual(carepath.even_slots("2024-01-01", 10, 0.4)[-1], "2024-01-09")

    def test_errors(self):
        with self.assertRaises(carepath.InvalidError):
            carepath.date_rows(self.referral, [None])
        with self.assertRaises(carepath.InvalidError):
            carepath.date_rows(self.referral, priority=[1])
        with self.assertRaises(carepath.InvalidError):
            carepath.date_rows(self.referral, priority=[1] * 5)
        for far in (2**32, -(2**40)):  # no other day for want of bits
            with self.assertRaises(carepath.LimitError):
                carepath.date_rows([far])
            with self.assertRaises(carepath.LimitError):
                carepath.standards(far)
            with self.assertRaises(carepath.LimitError):
                carepath.to_iso(far)
        with self.assertRaises(carepath.DomainError):
            carepath.list_stats(carepath.date_rows(["2024-01-02"], ["2024-01-01"]))
        with self.assertRaises(carepath.InvalidError):
            carepath.schedule(self.rows, [], order="alphabet")

    def test_histograms(self):
        p, se = carepath.geometric_fit([50, 25, 25])
        self.assertAlmostEqual(p, 0.5, 14)
        self.assertAlmostEqual(se, 0.5 * math.sqrt(0.5 / 75), 14)
        self.assertEqual(carepath.cohort_removals([10, 8, 5], [12, 7, 9]), 3 + 4)


if __name__ == "__main__":
    unittest.main()
