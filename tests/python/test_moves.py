"""Events, transfers, skews and series of demand from Python."""
import unittest

import carepath


def flat(values):
    """All numbers of an array, with or without NumPy."""
    return values.ravel().tolist() if hasattr(values, "ravel") else list(getattr(values, "flat", values))


def two_lists():
    return carepath.backlog(
        waiting=[[50.0, 40.0, 30.0, 20.0]] * 2,
        treatment_hazard=[[0.2] * 4] * 2,
        removal_hazard=[[0.05] * 4] * 2,
        starts=[60.0, 30.0],
        capacity=[40.0, 30.0],
        bands=[0, 1, 2, 3],
        unit="months",
    )


class Moves(unittest.TestCase):
    def test_events_and_transfers_balance(self):
        plan = carepath.project(
            two_lists(),
            periods=4,
            events=[
                carepath.event(0, 1, share=0.5, lower_weeks=2 * carepath.waitlist.MONTHS),
                carepath.event(1, 0, people=10, kind="treat"),
                carepath.event(1, 2, people=5, kind="add", upper_weeks=4),
            ],
            transfers=[carepath.transfer(0, 1, share=1, first_period=2)],
        )
        names = ("opening", "starts", "added", "moved_in", "treated", "removed", "withdrawn")
        names += ("extra_treated", "moved_out", "closing")
        rows = zip(*(flat(plan["total_" + n]) for n in names))
        for o, s, a, i, t, r, w, x, m, c in rows:
            self.assertEqual(o + s + a + i - t - r - w - x - m, c)
        self.assertEqual(flat(plan["total_closing"])[2:4], [0.0, 0.0])
        self.assertEqual(flat(plan["event_done"])[1:], [10.0, 5.0])
        self.assertEqual(flat(plan["total_moved_in"])[4:], flat(plan["total_moved_out"])[:4])

    def test_nothing_that_happens_has_its_arrays(self):
        part = carepath.project(two_lists(), periods=2, events=[])
        self.assertEqual(flat(part["event_done"]), [])
        self.assertEqual(flat(part["total_added"]), [0.0] * 4)
        self.assertEqual(flat(part["total_closing"]), flat(carepath.project(two_lists(), periods=2)["total_closing"]))

    def test_hazards_by_band(self):
        moved = carepath.project(two_lists(), periods=1, transfers=[carepath.transfer(0, 1, hazard=[0, 1, 0, 0])])
        self.assertEqual(flat(moved["moved_in"])[4:], [0.0, 50.0, 0.0, 0.0])
        with self.assertRaises(carepath.InvalidError):
            carepath.project(two_lists(), transfers=[carepath.transfer(0, 1, hazard=[0, 1])])

    def test_urgent_and_multiplier(self):
        plan = carepath.project(two_lists(), periods=2, urgent=0.5)
        self.assertEqual(flat(plan["urgent_treated"]), [30.0, 30.0, 15.0, 15.0])
        by_list = carepath.project(two_lists(), periods=2, urgent=[0.5, 0])
        self.assertEqual(flat(by_list["urgent_treated"]), [30.0, 30.0, 0.0, 0.0])
        factors = carepath.skew("rotate", 0.8, 4)
        one = carepath.project(two_lists(), periods=2, multiplier=factors)
        both = carepath.project(two_lists(), periods=2, multiplier=[flat(factors)] * 2)
        self.assertEqual(flat(one["treated"]), flat(both["treated"]))
        self.assertNotEqual(flat(one["treated"]), flat(carepath.project(two_lists(), periods=2)["treated"]))

    def test_published_rules(self):
        plan = carepath.project(two_lists(), periods=2, capacity=1000, surplus="evenly")
        self.assertEqual(plan.array("adjusted").shape, (2, 2, 4))
        self.assertEqual(flat(carepath.redistribute([[10, 20, -6, 30]], "evenly")), [8, 18, 0, 28])
        self.assertEqual(
            flat(carepath.redistribute([10, -5, 20, 0, -3], "prioritise-long-waiters")), [10, 0, 12, 0, 0]
        )
        self.assertEqual(flat(carepath.skew("uniform", 2, 5, pivot=3)), [1, 0.5, 0.5, 2, 2])

    def test_demand(self):
        series = carepath.demand_series([100, 10], periods=13, growth=0.1, mode="linear")
        self.assertEqual(series.shape, (2, 13))
        self.assertAlmostEqual(flat(series)[12], 110)
        self.assertEqual(flat(carepath.demand_series(5, periods=3)), [5, 5, 5])
        seasonal = carepath.demand_series(series=[1, 2, 3], season=[1, 2], first_season=1)
        self.assertEqual(flat(seasonal), [2, 2, 6])
        self.assertEqual(carepath.band_of_label("5-6", 13), 5)

    def test_two_stages(self):
        text = "period,type,months_waited,count\n"
        for period in ("2025-01", "2025-02"):
            text += "".join(f"{period},incomplete,{m},{90 - 20 * m}\n" for m in range(3))
            text += "".join(f"{period},incomplete_dta,{m},{10 + 15 * m}\n" for m in range(3))
            text += f"{period},new_clock_starts,,100\n{period},completed_nonadmitted,1,30\n"
            text += f"{period},completed_admitted,2,20\n"
        history = carepath.read_history(text.encode(), stages=True)
        found = carepath.stages(history)
        links = found.transfers
        self.assertEqual(len(links), 1)
        plan = carepath.project(found, periods=6, transfers=links)
        self.assertEqual(flat(plan["total_moved_out"])[:6], flat(plan["total_moved_in"])[6:])
        self.assertTrue(all(0 <= h <= 1 for h in flat(found["decision_hazard"])))

    def test_what_is_refused(self):
        with self.assertRaises(carepath.InvalidError):
            carepath.event(0, 1)
        with self.assertRaises(carepath.InvalidError):
            carepath.transfer(0, 1, people=1, share=1)
        with self.assertRaises(carepath.InvalidError):
            carepath.event(0, 1, people="many")
        with self.assertRaises(carepath.InvalidError):
            carepath.project(two_lists(), events=[(0, 1)])
        with self.assertRaises(carepath.DomainError) as caught:
            carepath.project(two_lists(), periods=2, events=[carepath.event(0, 2, people=1)])
        self.assertIn("options.events[0].period = 2", str(caught.exception))
        with self.assertRaises(carepath.DataError):
            carepath.band_of_label("long", 13)


if __name__ == "__main__":
    unittest.main()
