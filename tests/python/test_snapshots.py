"""Patient rows as histories, and the guide to them, which runs."""
import contextlib
import csv
import io
import os
import pathlib
import re
import tempfile
import unittest

import carepath

GUIDE = pathlib.Path(__file__).resolve().parent.parent.parent / "docs" / "how-to" / "from-patient-rows.md"


def made_up(count):
    """Rows of two lists: a tenth withdraw, the others are treated after 11 weeks on average."""
    stream = carepath.random.Stream(seed=8)
    wait = carepath.Duration("gamma", mean=77, cv=0.6)
    first = carepath.to_day("2022-09-01")
    for _ in range(count):
        joined = first + stream.below(640)
        left = joined + int(wait.draw(stream))
        known = left <= carepath.to_day("2024-05-31")
        gone = known and stream.uniform() < 0.1
        yield {
            "referral": carepath.to_iso(joined),
            "removal": carepath.to_iso(left) if known and not gone else "",
            "withdrawal": carepath.to_iso(left) if gone else "",
            "specialty": "Hand" if stream.uniform() < 0.6 else "Foot",
        }


class Snapshots(unittest.TestCase):
    def test_lists_are_labelled_and_conserved(self):
        rows = carepath.date_rows(["2024-01-01", "2024-01-02", "2024-01-09"], [None, "2024-01-10", None])
        found = carepath.snapshots(rows, lists={"specialty": ["Hand", "Foot", "Hand"]}, bands=3, last="2024-01-14")
        self.assertEqual(tuple(found["starts"].shape), (2, 2))
        self.assertEqual([list(row) for row in found["starts"]], [[1, 1], [1, 0]])
        self.assertEqual(list(found["waiting"][0][1]), [1, 1, 0])
        self.assertEqual(found.array("starts").index(specialty="Foot"), 1)
        self.assertEqual(found.array("starts").index(period="2024-01-14"), 1)
        self.assertEqual(list(found["treated"][1][1]), [0, 1, 0])

    def test_calibration_has_nobody_unrecorded(self):
        table = list(made_up(800))
        dates = [[row[name] or None for row in table] for name in ("referral", "removal", "withdrawal")]
        found = carepath.snapshots(carepath.date_rows(*dates), step="months", last="2024-05-31")
        calibrated = carepath.calibrate(found)
        self.assertEqual(sum(calibrated["total_unrecorded"][0]), 0)
        self.assertEqual(sum(calibrated["total_removed"][0]), sum(sum(m) for m in found["removed"][0][1:]))

    def test_dates_and_edges_of_the_caller(self):
        rows = carepath.date_rows([0, 10], [None, None])
        found = carepath.snapshots(rows, step="dates", dates=[14, 28], bands=[0, 2, 4])
        self.assertEqual([list(r) for r in found["waiting"][0]], [[1, 1, 0], [0, 1, 1]])
        self.assertEqual(float(found["period_length"]), 2.0)

    def test_errors(self):
        rows = carepath.date_rows(["2024-01-01", "2024-01-05"], [None, "2024-01-04"])
        with self.assertRaisesRegex(carepath.DomainError, r"removal\[1\] = 2024-01-04 must not be before"):
            carepath.snapshots(rows)
        with self.assertRaisesRegex(carepath.InvalidError, "step = 'days' must be one of"):
            carepath.snapshots(rows, step="days")
        with self.assertRaisesRegex(carepath.InvalidError, "lists: list has 1 rows, expected 2"):
            carepath.snapshots(rows, lists=["Hand"])
        with self.assertRaises(carepath.InvalidError):
            carepath.snapshots(rows, lists={})
        with self.assertRaises(carepath.InvalidError):
            carepath.snapshots([1, 2])

    def test_the_guide_runs(self):
        code = "\n".join(re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.S))
        self.assertGreater(len(code), 500)
        here = os.getcwd()
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            try:
                with open("patients.csv", "w", newline="") as file:
                    writer = csv.DictWriter(file, ["referral", "removal", "withdrawal", "specialty"])
                    writer.writeheader()
                    writer.writerows(made_up(1500))
                with contextlib.redirect_stdout(io.StringIO()) as said:
                    exec(compile(code, str(GUIDE), "exec"), {"__name__": "guide"})
            finally:
                os.chdir(here)
        self.assertGreater(len(said.getvalue().splitlines()), 3)


if __name__ == "__main__":
    unittest.main()
