"""Lists in steady state, waits of patients and standards from Python."""
import math
import pathlib
import unittest

import carepath

ENGLAND = pathlib.Path(__file__).resolve().parent.parent.parent / "examples" / "data" / "england_rtt.csv"


class Steady(unittest.TestCase):
    def test_closed_forms(self):
        self.assertAlmostEqual(carepath.steady_size(1), 7.12665631779689, 10)
        self.assertAlmostEqual(carepath.steady_rate() * carepath.steady_size(1), 1.0, 12)
        self.assertAlmostEqual(carepath.steady_capacity(100, 0.0), 100.0, 12)
        self.assertAlmostEqual(sum(carepath.steady_geometric(0.5, 4)), 1.0, 14)

    def test_programme_and_search(self):
        removal, profile = [0.1, 0.05, 0.04, 0.04, 0.05, 0.05], [0.3, 0.25, 0.2, 0.1, 0.1, 0.05]
        found = carepath.steady_lp(1000, removal, profile, limit=3.0)
        self.assertEqual(found.outcome, "ok")
        self.assertAlmostEqual(float(found["limit_wait"]), 3.0, 8)
        self.assertTrue(all(n >= 0 for n in found["waiting"]))
        search = carepath.steady_search(12000, [0.02] * 7, first_service=2651)
        self.assertEqual(search.outcome, "ok")
        with self.assertRaises(carepath.DomainError):
            carepath.steady_lp(1000, [2.0], [1.0])


class England(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.backlog = carepath.calibrate(carepath.read_history(ENGLAND, where="specialty=Total"))

    def test_standard(self):
        first = carepath.steady_standard(self.backlog)
        self.assertAlmostEqual(float(first["within"][0]), 0.92, 12)
        out = sum(first["treated"][0]) + sum(first["removed"][0])
        self.assertAlmostEqual(out / float(self.backlog["starts"][0]), 1.0, 12)
        ours = carepath.steady_standard(self.backlog, order="hazards")
        self.assertGreater(float(ours["capacity"][0]), float(first["capacity"][0]))
        with self.assertRaises(carepath.InvalidError):
            carepath.steady_standard(self.backlog, order="alphabet")

    def test_waits(self):
        waits = carepath.expected_waits(self.backlog, waited=[0, 12, 30])
        self.assertEqual(waits.array("treated_mean").shape, (1, 3))
        for k in range(3):
            ends = float(waits["treated_ever"][0, k]) + float(waits["removed_ever"][0, k])
            self.assertAlmostEqual(ends, 1.0, 12)
        self.assertEqual(float(waits["weeks_waited"][1]), 12.0)
        alone = carepath.expected_waits(self.backlog, waited=12.0)
        self.assertEqual(float(alone["mean_wait"][0, 0]), float(waits["mean_wait"][0, 1]))

    def test_waits_with_more_capacity(self):
        capacity = 1.2 * float(self.backlog["capacity"][0])
        plan = carepath.project(self.backlog, periods=24, capacity=capacity)
        treatment, removal = carepath.projected_hazards(plan)
        faster = carepath.expected_waits(self.backlog, treatment=treatment, removal=removal)
        today = carepath.expected_waits(self.backlog)
        self.assertGreater(float(faster["treated_within"][0, 0]), float(today["treated_within"][0, 0]))
        with self.assertRaises(carepath.InvalidError):
            carepath.expected_waits(self.backlog, treatment=treatment)
        with self.assertRaises(carepath.InvalidError) as caught:  # and does not read beyond the shorter one
            carepath.expected_waits(self.backlog, treatment=[treatment[0][:2]], removal=removal)
        self.assertIn("removal", str(caught.exception))
        with self.assertRaises(carepath.InvalidError):
            carepath.expected_waits(self.backlog, waited=[])

    def test_clearance_and_counts(self):
        self.assertEqual(carepath.clearance_weeks(100, 8), 12.5)
        self.assertTrue(math.isinf(carepath.time_to_clear(10, 5, 5)))
        found = carepath.incidence([100, 75], [20, 30], [5, 0], bands=[0, 1])
        self.assertAlmostEqual(float(found["treated_by"][0, 1]), 0.5, 14)
        self.assertAlmostEqual(float(found["treated_by_se"][0, 1]), 0.05, 14)


class Standards(unittest.TestCase):
    def test_by_date(self):
        rows = {row["key"]: row for row in carepath.standards("2025-12-01").rows()}
        self.assertEqual(rows["rtt_2025_26_national"]["status"], "due")
        self.assertEqual(rows["rtt_2025_26_national"]["due"], "2026-03-31")
        self.assertEqual(rows["rtt_92"]["limit_weeks"], 18.0)
        self.assertNotIn("rtt_2026_27_national", rows)
        self.assertFalse(rows["rtt_65w_moved"]["verified"])

    def test_own(self):
        own = carepath.read_standards(b"key,kind,limit_days,share,due\nmine,within,84,0.9,2030-01-01\n")
        self.assertEqual(own.rows()[0]["limit_weeks"], 12.0)
        self.assertEqual(len(carepath.standards("2031-01-01", own).rows()), 1)
        with self.assertRaises(carepath.DataError):
            carepath.read_standards(b"key,kind,limit_days,share\nmine,within,84,92\n")
        with self.assertRaises(carepath.ReadWriteError):
            carepath.read_standards("there/is/no/such/file.csv")


if __name__ == "__main__":
    unittest.main()
