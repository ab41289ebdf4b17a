"""The binding of patients: a list patient by patient, held against what is known exactly."""
import datetime
import io
import itertools
import math
import os
import signal
import sys
import threading
import unittest
from unittest import mock

import carepath
from carepath import patients as module
from carepath._memory import numpy
from carepath._run import Bar, Run
from carepath.patients import RULES, STATUS, PatientsResult

QUICK = bool(os.environ.get("CAREPATH_QUICK"))

#: Q_w = max(Bin(Q_{w-1}, 0.98) + Poisson(100) - 105, 0) from 2000: exact chain
EXACT = {"treated": 26518.962994569407, "removed": 1476.0282182843293, "closing": 5.008787357903846}
EXACT_LIST = {1: 1955.0000000001196, 13: 1480.3003758364084, 52: 536.9342617019563, 156: 5.010839203778021}
EXACT_SD = {13: 37.160875908967306, 52: 51.18063318863921, 104: 37.39770974124827}


def weekly(**changes):
    """2000 people wait, 100 join a week, 2 % a week leave, 105 are treated, the urgent first."""
    fields = dict(
        arrivals={"urgent": 20, "routine": 80},
        waiting={"urgent": 400, "routine": 1600},
        patience=("geometric", 50),
        slots=105,
        rule="tiers",
        periods=260,
    )
    return carepath.PatientList(**{**fields, **changes})


def small(**changes):
    """Nothing random: one joins in each of five periods, one slot in each."""
    return carepath.PatientList(**{**dict(arrivals=1, dispersion=0, slots=1, periods=5), **changes})


def flat(values):
    """All numbers of an array, with or without NumPy."""
    if hasattr(values, "ravel"):
        return values.ravel().tolist()
    return list(getattr(values, "flat", values)) if hasattr(values, "__len__") else [values]


INTERRUPTS = []  # who heard Ctrl-C before these tests


def setUpModule():
    """Ctrl-C is heard as at a prompt, though whoever started the tests may ignore it."""
    INTERRUPTS.append(signal.signal(signal.SIGINT, signal.default_int_handler))


def tearDownModule():
    signal.signal(signal.SIGINT, INTERRUPTS.pop())


def bits(result, but=()):
    """Everything in a result, NaN included, to be compared bit by bit."""
    return {name: [float(x).hex() for x in flat(result[name])] for name in result if name not in but}


def record(records, field):
    """One field of the records, in the order in which their waits end."""
    return [r[field] for r in sorted(records, key=lambda r: (r["status"] == 0, r["ended"], r["number"]))]


def run(*arguments, **options):
    return carepath.simulate_patients(*arguments, **options)


class Figures(unittest.TestCase):
    def test_a_weekly_list_agrees_with_its_exact_chain(self):
        runs = run(weekly(), replications=100 if QUICK else 1000, level=0.999, probabilities=[0.5])
        for name, exact in EXACT.items():
            with self.subTest(name=name):
                self.assertLess(runs.pick(name + "_lower"), exact)
                self.assertGreater(runs.pick(name + "_upper"), exact)
        n = runs.pick("replications")
        for week, exact in EXACT_LIST.items():
            with self.subTest(week=week):
                sd = runs.pick("list_sd", period=week)
                self.assertLess(abs(runs.pick("list", period=week) - exact), 3.3 * sd / math.sqrt(n))
        for week, exact in EXACT_SD.items():
            with self.subTest(sd=week):
                # the spread of a standard deviation of n values is nearly sd / sqrt(2 n)
                self.assertLess(abs(runs.pick("list_sd", period=week) - exact), 4 * exact / math.sqrt(2 * n))

    def test_servers_agree_with_erlangs_formula(self):
        # M/M/3 at 80 %: Erlang C / (3 mu - lambda)
        a, c = 2.4, 3
        waits = a**c / math.factorial(c) / (1 - a / c)
        delay = waits / (sum(a**k / math.factorial(k) for k in range(c)) + waits)
        clinic = carepath.PatientList(
            arrivals=2.4, servers=3, duration=("exponential", 1), periods=2000 if QUICK else 20000
        )
        runs = run(clinic, replications=20, warm_up=200, level=0.999)
        exact = delay / (c - a)
        self.assertLess(runs.pick("wait_mean_lower"), exact)
        self.assertGreater(runs.pick("wait_mean_upper"), exact)
        self.assertLess(abs(runs.pick("utilisation") - 0.8), 0.01)
        soon = run(clinic, replications=20, warm_up=200, limits=0, level=0.999)
        self.assertLess(soon.pick("within_lower"), 1 - delay)
        self.assertGreater(soon.pick("within_upper"), 1 - delay)

    def test_people_are_conserved(self):
        runs = run(weekly(missed=0.1, missed_removed=0.3), replications=3, keep=True, warm_up=10)
        for who in ("all", "urgent", "routine"):
            path = {n: flat(runs[n + "_path"]) for n in ("opening", "joined", "treated", "removed", "closing")}
            self.assertEqual(len(path["opening"]), 9)
            for opening, joined, treated, removed, closing in zip(*path.values()):
                self.assertEqual(opening + joined, treated + removed + closing)
            self.assertGreater(runs.pick("missed", who=who), 0)

    def test_the_same_bits_for_any_number_of_threads(self):
        for patients in (weekly(periods=60), weekly(periods=60, rule="lottery", missed=0.05)):
            one = bits(run(patients, replications=40, keep=True, overtakes=True, threads=1))
            for threads in (2, 7):
                self.assertEqual(bits(run(patients, replications=40, keep=True, overtakes=True, threads=threads)), one)

    def test_parts_merge_to_one_run(self):
        patients = weekly(periods=30)
        whole = run(patients, replications=30, keep=True)
        parts = [
            run(patients, replications=n, first_replication=first, keep=True, threads=2)
            for first, n in ((17, 13), (0, 10), (10, 7))
        ]
        for order in itertools.permutations(parts):
            self.assertEqual(bits(carepath.merge(order)), bits(whole))
        self.assertEqual(carepath.merge(parts).pick("wait_mean", who="urgent"), whole.pick("wait_mean", who="urgent"))
        with self.assertRaisesRegex(ValueError, "keep=True"):
            carepath.merge([run(patients, replications=2), run(patients, replications=2, first_replication=2)])

    def test_precision_ends_early_and_says_when_it_does_not(self):
        enough = run(weekly(periods=60), replications=5000, precision=0.02)
        self.assertLess(enough.pick("replications"), 5000)
        self.assertLessEqual(enough.pick("precision"), 0.02)
        self.assertEqual(enough.outcome, "ok")
        self.assertEqual(run(weekly(periods=60), replications=8, precision=1e-6).outcome, "unreachable")

    def test_batches_of_one_long_run(self):
        runs = run(weekly(periods=3000), warm_up=400, batches=13)
        self.assertEqual(runs.pick("replications"), 1)
        self.assertLess(runs.pick("wait_mean_lower"), runs.pick("wait_mean"))
        self.assertLess(runs.pick("wait_mean"), runs.pick("wait_mean_upper"))


class Rules(unittest.TestCase):
    def test_every_rule_by_name(self):
        treated = set()
        for rule in RULES:
            patients = weekly(rule=rule, weight=[3, 1], periods=40)
            self.assertEqual(patients.rule, rule)
            treated.add(run(patients, replications=3).pick("wait_mean", who="urgent"))
        self.assertGreater(len(treated), 4)
        self.assertEqual(weekly(rule="first-come").rule, "first_come")
        self.assertEqual(weekly(rule="generalised-c-mu").rule, "generalised_cmu")
        with self.assertRaisesRegex(carepath.InvalidError, "rule = 'lifo' must be one of first_come, tiers"):
            weekly(rule="lifo")

    def test_tiers_keep_the_urgent_waiting_less(self):
        tiers = run(weekly(), replications=10)
        fair = run(weekly(rule="first_come"), replications=10)
        self.assertLess(tiers.pick("wait_mean", who="urgent"), 0.3)
        self.assertGreater(fair.pick("wait_mean", who="urgent"), 2)
        self.assertEqual(flat(tiers["joined"]), flat(fair["joined"]))

    def test_by_class_in_any_shape(self):
        first = run(weekly(tier={"routine": 0, "urgent": 1}), replications=3)
        for tier in ([1, 0], (1.0, 0.0)):
            self.assertEqual(bits(run(weekly(tier=tier), replications=3)), bits(first))
        one = bits(run(weekly(target=[4, 4]), replications=3))
        self.assertEqual(bits(run(weekly(target=4), replications=3)), one)
        self.assertEqual(bits(run(weekly(target={"urgent": 4, "routine": 4}), replications=3)), one)

    def test_who_overtook_whom(self):
        runs = run(weekly(periods=20), replications=3, overtakes=True)
        over = runs.array("overtook")
        self.assertEqual(over.shape, (2, 2))
        self.assertGreater(runs.pick("overtook", overtaker="urgent", overtaken="routine"), 0)
        self.assertEqual(runs.pick("overtook", overtaker="routine", overtaken="urgent"), 0)


class Scores(unittest.TestCase):
    rows = {"joined": [0, 0, 0, 0, 2, 2], "score": [1.0, 5.0, 3.0, 4.0, 9.0, 2.0]}

    def people(self, score=None, **changes):
        fields = dict(rows=self.rows, slots=1, periods=8, rule="score", score=score)
        return carepath.PatientList(**{**fields, **changes})

    def test_the_highest_score_is_next(self):
        records = run(self.people(), replications=1, records=True).records
        self.assertEqual(record(records, "row"), [1, 4, 3, 2, 5, 0])
        self.assertEqual(record(records, "ended"), [1, 2, 3, 4, 5, 6])

    def test_a_function_that_gives_the_rows_own_score_changes_nothing(self):
        for patients in (self.people(), weekly(rule="score", weight=[3, 1], periods=50)):
            own = run(patients, replications=5, keep=True)
            asked = run(patients.replace(score=lambda people: people.score), replications=5, keep=True, threads=0)
            asked_by_a_function = ("list_digest",)
            self.assertEqual(bits(asked, asked_by_a_function), bits(own, asked_by_a_function))

    def test_what_a_function_sees(self):
        seen = []

        def score(people):
            self.assertEqual(len(people), len(people.number))
            self.assertIs(threading.current_thread(), threading.main_thread())
            rows = [list(map(float, getattr(people, n))) for n in ("number", "row", "joined", "score", "wait")]
            seen.append((people.now, list(people.class_index), list(people.group_index), *rows))
            return [0.0] * len(people)

        patients = self.people(
            score, rows={**self.rows, "class": ["b", "a", "a", "b", "a", "b"]}, classes=["a", "b"], periods=3
        )
        run(patients, replications=1, threads=4)
        self.assertEqual(seen[0][1:], ([1, 0, 0, 1], [0] * 4, [0, 1, 2, 3], [0, 1, 2, 3], [0] * 4, [1, 5, 3, 4], [seen[0][0]] * 4))  # fmt: skip
        self.assertEqual(seen[1][:3], (2, [0, 1], [0, 0]))
        self.assertEqual(seen[1][5:], ([2, 2], [9, 2], [0, 0]))
        self.assertEqual(len(seen), 2)

    def test_rescoring(self):
        # who has waited is worth less with every period: nobody of the first ones is next again
        def score(people):
            return [-float(w) for w in people.wait]

        patients = weekly(rule="score", score=score, periods=20)
        late = run(patients.replace(rescore=1), replications=2).pick("wait_mean")
        self.assertLess(late, run(weekly(rule="first_come", periods=20), replications=2).pick("wait_mean"))

    def test_one_number_for_all_is_first_come(self):
        asked = run(weekly(rule="score", score=lambda people: 1.0, periods=40), replications=4)
        fair = run(weekly(rule="first_come", periods=40), replications=4)
        self.assertEqual(flat(asked["treated_in"]), flat(fair["treated_in"]))
        self.assertEqual(flat(asked["wait_mean"]), flat(fair["wait_mean"]))

    def test_an_exception_reaches_the_caller(self):
        def score(people):
            raise LookupError("no such score")

        with self.assertRaisesRegex(LookupError, "no such score"):
            run(self.people(score))

    def test_none_and_stop_iteration_stop(self):
        def stops(people):
            raise StopIteration

        for score in (lambda people: None, stops):
            with self.assertRaises(carepath.CancelledError):
                run(self.people(score))

    def test_nan_is_an_error_that_names_the_patient(self):
        with self.assertRaises(carepath.DomainError) as caught:
            run(self.people(lambda people: [math.nan if n == 2 else 1.0 for n in people.number]))
        self.assertEqual(caught.exception.index, 2)
        self.assertIn("nan", str(caught.exception))

    def test_answers_of_another_shape(self):
        for answer in ([1.0], [[1.0]], "high", []):
            with self.subTest(answer=answer), self.assertRaises(carepath.InvalidError):
                run(self.people(lambda people: answer))

    def test_a_score_needs_its_rule(self):
        self.assertEqual(carepath.PatientList(slots=1, score=lambda people: 0).rule, "score")
        with self.assertRaisesRegex(carepath.InvalidError, "rule = 'tiers' must be 'score', or be left out"):
            run(self.people(lambda people: 0, rule="tiers"))
        with self.assertRaisesRegex(carepath.InvalidError, "must be a function"):
            self.people([1, 2])


class People(unittest.TestCase):
    joined = [3.0, -2.0, 0.0, -2.0, 1.0]

    def list_of(self, rows, **changes):
        fields = dict(rows=rows, slots=1, periods=9, classes=["a", "b"], target=4)
        return carepath.PatientList(**{**fields, **changes})

    def test_rows_in_any_order(self):
        rows = {"joined": self.joined, "class": ["a", "b", "a", "b", 0], "removal": [9, 8, None, 7, math.inf]}
        records = run(self.list_of(rows), replications=1, records=True).records
        self.assertEqual(record(records, "row"), [1, 3, 2, 4, 0])
        self.assertEqual(record(records, "joined"), [-2, -2, 0, 1, 3])
        self.assertEqual(record(records, "class_index"), [1, 1, 0, 0, 0])
        sorted_rows = {n: [v[i] for i in (1, 3, 2, 4, 0)] for n, v in rows.items()}
        again = run(self.list_of(sorted_rows), replications=1)
        self.assertEqual(bits(again), bits(run(self.list_of(rows), replications=1)))

    def test_a_score_sees_the_rows_as_they_were_given(self):
        wanted = {0: 5.0, 1: 1.0, 2: 2.0, 3: 9.0, 4: 7.0}
        patients = self.list_of({"joined": self.joined}, score=lambda people: [wanted[int(r)] for r in people.row])
        records = run(patients, replications=1, records=True).records
        self.assertEqual(record(records, "row"), [3, 4, 0, 2, 1])
        given = self.list_of({"joined": self.joined, "score": [wanted[i] for i in range(5)]}, rule="score")
        self.assertEqual(record(run(given, replications=1, records=True).records, "row"), [3, 4, 0, 2, 1])

    def test_errors_name_the_row_that_was_given(self):
        with self.assertRaises(carepath.DomainError) as caught:
            run(self.list_of({"joined": self.joined, "removal": [2.0, 9, 9, 9, 9]}))
        self.assertEqual(caught.exception.index, 0)
        self.assertIn("rows.removal[0] = 2", str(caught.exception))
        with self.assertRaises(carepath.DomainError) as caught:
            run(self.list_of({"joined": [1.0, math.nan, 0.0]}))
        self.assertEqual(caught.exception.index, 1)

    def test_one_dictionary_a_person_and_a_frame(self):
        columns = {"joined": self.joined, "class": list("abaab")}
        wanted = bits(run(self.list_of(columns), replications=2))

        class Frame:
            columns = ("joined", "class")

            def __getitem__(self, name):
                return columns[name]

        people = [dict(zip(columns, values)) for values in zip(*columns.values())]
        for rows in (people, Frame(), {**columns, "group": None}):
            self.assertEqual(bits(run(self.list_of(rows), replications=2)), wanted)
        self.assertEqual(run(self.list_of([], arrivals=[1, 1]), replications=2).pick("opening"), 0)

    @unittest.skipIf(numpy is None, "NumPy is not installed")
    def test_arrays(self):
        wanted = bits(run(self.list_of({"joined": self.joined, "class": list("abaab")}), replications=2))
        data = numpy.zeros(5, dtype=[("joined", "f8"), ("class", "U1")])
        data["joined"], data["class"] = self.joined, list("abaab")
        self.assertEqual(bits(run(self.list_of(data), replications=2)), wanted)
        columns = {"joined": numpy.array(self.joined, dtype="f4"), "class": numpy.array([0, 1, 0, 0, 1], dtype="i2")}
        self.assertEqual(bits(run(self.list_of(columns), replications=2)), wanted)
        found = run(self.list_of(data), replications=1, records=True).records
        self.assertEqual(found.dtype.names[:4], ("number", "row", "joined", "ended"))
        dates = numpy.array(["2024-06-03", "2024-05-20", "NaT"], dtype="M8[D]")
        rows = {"joined": ["2024-05-01", "2024-05-01", "2024-05-01"], "removal": dates}
        with self.assertRaises(carepath.DomainError):  # one has left before the start
            run(self.list_of(rows, start="2024-06-01"))

    def test_dates(self):
        # periods are weeks from Monday 3 June: the Sunday before is on the list, the Monday joins in week 1
        rows = {
            "joined": ["2024-06-02", "2024-06-03", datetime.date(2024, 6, 10), "2024-05-20"],
            "removal": [None, "NA", "2024-06-30", None],
        }
        patients = self.list_of(rows, start="2024-06-03")
        records = run(patients, replications=1, records=True).records
        self.assertEqual(record(records, "row"), [3, 0, 1, 2])
        self.assertEqual(record(records, "joined"), [-1, 0, 1, 2])
        with self.assertRaisesRegex(carepath.InvalidError, "rows.joined.0. = '2024-06-02' is no number: for dates"):
            self.list_of(rows)

    def test_records(self):
        patients = weekly(periods=30, rows={"joined": [0, 5, 5], "class": ["urgent"] * 3})
        runs = run(patients, replications=2, records=True)
        first = run(patients, replications=1)
        self.assertEqual(sum(s == 1 for s in record(runs.records, "status")), first.pick("treated"))
        self.assertEqual(sum(s == 2 for s in record(runs.records, "status")), first.pick("removed"))
        self.assertEqual(sum(s == 0 for s in record(runs.records, "status")), first.pick("closing"))
        self.assertEqual(sorted(record(runs.records, "number")), list(range(len(runs.records))))
        self.assertEqual(sorted(r for r in record(runs.records, "row") if r >= 0), [0, 1, 2])
        waits = [e - j for e, j, s in zip(*(record(runs.records, n) for n in ("ended", "joined", "status"))) if s == 1]
        self.assertAlmostEqual(sum(waits) / len(waits), first.pick("wait_mean"), 9)
        self.assertEqual(len(run(patients, replications=1, records=10).records), 10)
        self.assertIsNone(first.records)
        self.assertEqual(STATUS, {0: "waiting", 1: "treated", 2: "removed"})

    def test_more_people_than_there_was_room_for(self):
        with mock.patch.object(module.PatientList, "_room", lambda self: 5):
            few = run(weekly(periods=3, waiting=None), replications=3, records=True)
        enough = run(weekly(periods=3, waiting=None), records=True)
        self.assertGreater(len(enough.records), 200)
        self.assertEqual(list(map(str, few.records)), list(map(str, enough.records)))

    def test_frame(self):
        try:
            import pandas  # noqa: F401
        except ImportError:
            self.skipTest("pandas is not installed")
        frame = run(weekly(periods=5), replications=1, records=True).records_frame()
        self.assertEqual(set(frame["class"]), {"urgent", "routine"})
        self.assertLess(set(frame["status"]), set(STATUS.values()) | {""})
        people = pandas.DataFrame({"joined": self.joined, "class": list("abaab"), "removal": [None, 8, None, 9, 9]})
        rows = {n: [None if v != v else v for v in people[n]] for n in people}
        wanted = bits(run(self.list_of(rows)))
        self.assertEqual(bits(run(self.list_of(people))), wanted)
        others = people.astype({"class": "category", "removal": "Int64"}).set_index(pandas.Index([5, 6, 5, 0, 1]))
        self.assertEqual(bits(run(self.list_of(others))), wanted)
        days = pandas.to_datetime(pandas.Series(["2024-06-24", "2024-05-20", "2024-06-02", "2024-05-20", "2024-06-10"]))
        dated = {"joined": days - pandas.Timedelta(days=1), "class": list("abaab"), "removal": rows["removal"]}
        self.assertEqual(bits(run(self.list_of(dated, start="2024-06-03"))), wanted)

    def test_wrong_columns(self):
        cases = (
            ({"joined": [0, 1], "klass": ["a", "b"]}, "rows has a column 'klass'.*did you mean class"),
            ({"class": ["a"]}, "rows has no column joined"),
            ({"joined": [0, 1], "class": ["a"]}, "rows.class has 1 rows, expected 2"),
            ({"joined": [0, 1], "score": [1]}, "rows.score has the shape .1,., expected .2,."),
            ({"joined": [0, 1], "class": ["a", "c"]}, "rows.class has the class 'c', the classes are 'a', 'b'"),
            ({"joined": [[0, 1]]}, "rows.joined.0. = .0, 1. is no number"),
            ("people.csv", "rows = str must be columns"),
            ([1, 2], "one dictionary a person"),
        )
        for rows, message in cases:
            with self.subTest(rows=rows), self.assertRaisesRegex(carepath.InvalidError, message):
                self.list_of(rows)


class Shapes(unittest.TestCase):
    def opening(self, **fields):
        runs = run(carepath.PatientList(slots=1, periods=2, **fields), replications=1)
        who = runs.array("opening").coords["who"]["who"]
        return dict(zip(who, flat(runs.array("opening").values)))

    def test_nobody_joins_at_first(self):
        self.assertEqual(run(carepath.PatientList(arrivals=0, slots=1, periods=3)).pick("joined"), 0)
        few = carepath.PatientList(arrivals={"a": 5, "b": 0.01}, slots=9, periods=9, rule="tiers")
        self.assertGreater(run(few).pick("joined", who="a"), 0)

    def test_waiting(self):
        classes, groups = ["a", "b"], ["x", "y", "z"]
        whole = [[[1, 2], [3, 4], [5, 6]], [[7, 8], [9, 10], [11, 12]]]
        wanted = self.opening(waiting=whole, classes=classes, groups=groups)
        self.assertEqual((wanted["all"], wanted["a"], wanted["y"], wanted["b / z"]), (78, 21, 26, 23))
        by_class = {"b": whole[1], "a": dict(zip(groups, whole[0]))}
        self.assertEqual(self.opening(waiting=by_class, classes=classes, groups=groups), wanted)
        ragged = {"a": {"x": [1, 2], "z": 5}, "b": [7, 0, 2]}
        found = self.opening(waiting=ragged, classes=classes, groups=groups)
        self.assertEqual((found["a / x"], found["a / y"], found["a / z"], found["b / x"]), (3, 0, 5, 7))
        self.assertEqual(self.opening(waiting=[4, 5], classes=classes)["b"], 5)
        self.assertEqual(self.opening(waiting=[[4, 5], [6, 7]], classes=classes)["b"], 13)
        self.assertEqual(self.opening(waiting=[4, 5, 6])["all"], 15)
        self.assertEqual(self.opening(waiting=7)["all"], 7)
        self.assertEqual(self.opening(waiting=[[1, 2, 3]])["all"], 6)
        self.assertEqual(self.opening(waiting=[[[1, 2, 3]]])["all"], 6)
        self.assertEqual(self.opening(waiting=[[[4, 5], [6, 7]]], groups=["x", "y"])["y"], 13)
        self.assertEqual(self.opening(waiting=[[4, 5], [6, 7], [8, 9]], groups=groups)["z"], 17)

    def test_waiting_times_are_kept(self):
        runs = run(carepath.PatientList(waiting=[0, 0, 0, 2], slots=1, periods=2), replications=1, records=True)
        self.assertEqual(record(runs.records, "joined"), [-3, -3])

    def test_waiting_errors(self):
        cases = (
            (dict(waiting=[[1, 2], [3, 4]], classes=3), carepath.InvalidError, "waiting has the shape .2, 2., expected .3 classes, 1 groups, bands."),
            (dict(waiting=[1.5]), carepath.DomainError, "waiting.0. = 1.5 must be a whole number"),
            (dict(waiting=["many"]), carepath.InvalidError, "waiting is not an array of numbers"),
            (dict(waiting={"c": 1}, classes=["a"]), carepath.InvalidError, "waiting has the class 'c'"),
            (dict(waiting=[math.nan]), carepath.DomainError, "must be a whole number"),
        )  # fmt: skip
        for fields, kind, message in cases:
            with self.subTest(fields=fields), self.assertRaisesRegex(kind, message):
                carepath.PatientList(slots=1, **fields)
        with self.assertRaisesRegex(carepath.DomainError, "list.waiting.1. = -2"):
            run(carepath.PatientList(slots=1, waiting=[3, -2]))

    def joined(self, arrivals, **fields):
        runs = run(carepath.PatientList(arrivals=arrivals, dispersion=0, slots=9, periods=4, **fields))
        return flat(runs["joined_in"])

    def test_arrivals(self):
        self.assertEqual(self.joined(2), [2] * 4)
        self.assertEqual(self.joined([1, 2]), [1, 2, 1, 2])
        by_class = self.joined({"a": 1, "b": 2})
        self.assertEqual(by_class, [3, 1, 2] * 4)
        self.assertEqual(self.joined([1, 2], classes=["a", "b"]), by_class)
        table = self.joined([[1, 2], [3, 4]], classes=2)
        self.assertEqual(table, [3, 1, 2, 7, 3, 4] * 2)
        self.assertEqual(self.joined({"a": [1, 3], "b": [2, 4]}), table)
        self.assertEqual(self.joined({"a": [1, 3], "b": 2})[:6], [3, 1, 2, 5, 3, 2])
        for arrivals, message in (
            (3, r"arrivals has the shape \(\), expected one a class \(2\) or \(periods, 2\)"),
            ([1, 2, 3], "arrivals has the shape"),
            ({"a": [1, 2], "b": [1, 2, 3]}, "arrivals has 2 and 3 periods"),
        ):
            with self.subTest(arrivals=arrivals), self.assertRaisesRegex(carepath.InvalidError, message):
                self.joined(arrivals, classes=["a", "b"])

    def test_capacity_by_period(self):
        def treated(**fields):
            return flat(run(carepath.PatientList(waiting=[50], periods=4, **fields), replications=1)["treated_in"])

        self.assertEqual(treated(slots=[3, 1]), [3, 1, 3, 1])
        fenced = dict(waiting={"a": 50, "b": 50}, periods=4)
        runs = run(carepath.PatientList(slots=[2, 0], ring_fenced={"b": 1}, **fenced), replications=1)
        self.assertEqual(flat(runs["treated_in"]), [3, 2, 1, 1, 0, 1] * 2)
        runs = run(carepath.PatientList(slots=2, ring_fenced={"b": [1, 0]}, **fenced), replications=1)
        self.assertEqual(flat(runs["treated_in"])[::3], [3, 2, 3, 2])
        runs = run(carepath.PatientList(ring_fenced=[0, 1], **fenced), replications=1)
        self.assertEqual(flat(runs["treated_in"])[:3], [1, 0, 1])
        with self.assertRaisesRegex(carepath.InvalidError, "ring_fenced has 2 and 3 periods"):
            carepath.PatientList(slots=[1, 2, 3], ring_fenced={"a": [1, 2]}, classes=["a"])
        with self.assertRaisesRegex(carepath.InvalidError, "ring_fenced has the class .a., but they are numbered .* give classes"):
            carepath.PatientList(slots=1, ring_fenced={"a": 1})
        with self.assertRaisesRegex(carepath.DomainError, r"servers\[0\] = 1.5"):
            carepath.PatientList(servers=1.5, duration=1)
        with self.assertRaisesRegex(carepath.InvalidError, "one of list.slots and list.servers"):
            run(carepath.PatientList(arrivals=1))

    def test_laws(self):
        # one server, everybody takes exactly 2 periods, one waits already and one is treated for 1 more
        clinic = carepath.PatientList(
            waiting=[1], servers=1, duration=2, busy_left=[1.0], busy_class=[0], periods=9, rows={"joined": [1.5]}
        )
        runs = run(clinic, replications=1, records=True)
        self.assertEqual(record(runs.records, "ended"), [1, 3])
        law = carepath.Duration("lognormal", mean=2, cv=0.5)
        seen = carepath.random.Empirical([1.0, 3.0])
        shapes = (law, ("lognormal", 2, 0.5), [("lognormal", 2, 0.5), law], {"a": law, "b": ("lognormal", 2, 0.5)})
        base = dict(classes=["a", "b"], arrivals=[0.5, 0.5], servers=3)
        wanted = bits(run(carepath.PatientList(duration=law, **base), replications=3))
        for shape in shapes:
            self.assertEqual(bits(run(carepath.PatientList(duration=shape, **base), replications=3)), wanted)
        drawn = carepath.PatientList(duration=carepath.Duration("empirical", empirical=seen), **base)
        del seen
        self.assertGreater(run(drawn, replications=3).pick("treated"), 0)
        leaves = run(small(slots=[0, 0, 0, 0, 1], patience=1), replications=1)
        self.assertEqual(leaves.pick("removed"), 4)
        with self.assertRaisesRegex(carepath.InvalidError, "duration has nothing for the class 'b'"):
            carepath.PatientList(duration={"a": 1}, **base)
        with self.assertRaisesRegex(carepath.InvalidError, "patience.0. = <object"):
            carepath.PatientList(slots=1, patience=[object()])
        with self.assertRaisesRegex(carepath.InvalidError, "law = 'normal' must be one of"):
            carepath.PatientList(slots=1, patience=("normal", 1))

    def test_group_shares(self):
        def joined(shares, **fields):
            patients = carepath.PatientList(arrivals=50, slots=9, periods=3, groups=["x", "y"], group_shares=shares, **fields)
            runs = run(patients, replications=4)
            return runs.pick("joined", who="all"), runs.pick("joined", who="x")

        both, none = joined([0.5, 0.5]), joined({"y": 1})
        self.assertTrue(0 < both[1] < both[0])
        self.assertEqual(none, (both[0], 0))
        self.assertEqual(joined([[0.5, 0.5]]), both)
        self.assertEqual(joined({0: [0.5, 0.5]}), both)
        self.assertEqual(joined([{"x": 0.5, "y": 0.5}]), both)

    def test_labels(self):
        runs = run(weekly(periods=3), replications=2)
        self.assertEqual(runs.array("treated").coords["who"]["who"], ["all", "urgent", "routine"])
        unnamed = carepath.PatientList(classes=2, groups=2, arrivals=[1, 1], slots=1)
        self.assertEqual(unnamed.classes, ["class 1", "class 2"])
        self.assertEqual(unnamed.groups, ["group 1", "group 2"])
        self.assertEqual(run(unnamed, replications=2).array("treated").shape, (9,))
        self.assertEqual(repr(weekly()), "<PatientList urgent, routine; 260 periods, 1 x slots, tiers>")
        tiers = carepath.PatientList(classes=[1, 2, 3], rows={"joined": [0, 0], "class": [3, 1]}, slots=1)
        self.assertEqual(flat(run(tiers, replications=1)["opening"]), [2, 1, 0, 1])
        for classes, message in (("urgent", "must be a list of names"), (["a", "a"], "must differ"), (1.5, "must be")):
            with self.assertRaisesRegex(carepath.InvalidError, message):
                carepath.PatientList(classes=classes, slots=1)

    def test_wrong_lengths_and_options(self):
        with self.assertRaisesRegex(carepath.InvalidError, "target has 3 values, expected one a class: 2"):
            weekly(target=[1, 2, 3])
        with self.assertRaisesRegex(carepath.InvalidError, "weight has nothing for the class 'routine'"):
            weekly(weight={"urgent": 3})
        with self.assertRaisesRegex(carepath.InvalidError, "did you mean 'routine'"):
            weekly(missed={"rutine": 0.1})
        with self.assertRaises(TypeError):
            carepath.PatientList(slots=1, capacity=2)
        with self.assertRaisesRegex(carepath.InvalidError, "takes a PatientList, got dict"):
            run({"slots": 1})
        with self.assertRaisesRegex(carepath.DomainError, r"list.missed\[1\] = 1 must be"):
            run(weekly(missed={"routine": 1.0}))
        with self.assertRaisesRegex(carepath.InvalidError, "limits has the shape"):
            run(small(), limits=[[1, 2]])
        with self.assertRaisesRegex(carepath.InvalidError, "busy, busy_left and busy_class must agree"):
            carepath.PatientList(servers=2, duration=1, busy=2, busy_left=[1])

    def test_whatever_is_given_is_refused_by_name(self):
        odd = (-1, 1.5, math.nan, "x", [], {}, [[]], [None], object(), [[1, 2], [3]], {"a": None}, {1, 2}, True, 10**30)
        fields = set(weekly()._given) - {"periods", "rows"}
        options = ("warm_up", "limits", "probabilities", "level", "batches", "precision", "records", "seed", "threads", "progress")  # fmt: skip
        refused = 0
        for name, value in itertools.product((*sorted(fields), *options), odd):
            base = dict(arrivals=1, waiting=[3], periods=3, slots=1)
            if name in ("servers", "duration", "busy", "busy_left", "busy_class"):
                base = dict(arrivals=1, waiting=[3], periods=3, servers=1, duration=1)
            given = {name: value} if name in options else {}
            if name in fields:
                base[name] = value
            try:
                run(carepath.PatientList(**base), replications=2, **given)
            except carepath.CarepathError:
                refused += 1
            except TypeError as problem:
                self.assertIn(f"{name} = ", str(problem))
                refused += 1
        self.assertGreater(refused, 300)

    def test_replace(self):
        more = weekly().replace(slots=110, rule="first_come")
        self.assertEqual(more.rule, "first_come")
        self.assertEqual(more.c.slots[0], 110)
        self.assertEqual(weekly().c.slots[0], 105)

    def test_pick(self):
        runs = run(weekly(periods=30), replications=3, limits=[4, 18], probabilities=[0.5, 0.92])
        within = runs.array("within").values
        self.assertEqual(runs.pick("within", who="routine", limit=18), within[2][1] if numpy is None else within[2, 1])
        self.assertEqual(runs.pick("within", **{"class": "routine", "limit": 4}), flat(within)[4])
        self.assertIsInstance(runs.pick("wait", who="urgent", quantile=0.92), float)
        halves = run(weekly(periods=30), replications=2, limits=[2.0, 8.5, 18])
        self.assertEqual(halves.pick("within", limit=2.0), halves.pick("within", limit=2))
        self.assertEqual(halves.pick("within", limit=8.5), flat(halves["within"])[1])
        with self.assertRaises(carepath.NotFoundError):
            halves.pick("within", limit=2.5)
        with self.assertRaisesRegex(carepath.InvalidError, "within has several positions of limit"):
            runs.pick("within")
        with self.assertRaises(carepath.NotFoundError):
            runs.pick("within", who="elective", limit=18)
        with self.assertRaises(carepath.NotFoundError):
            runs.pick("treated", colour="red")


class Compare(unittest.TestCase):
    def test_paired_differences(self):
        both = carepath.compare_patients(
            weekly(periods=80), {"more": {"slots": 110}, "fair": weekly(periods=80, rule="first_come")}, replications=20
        )
        self.assertEqual(list(both), ["more", "fair"])
        self.assertEqual(len(both), 2)
        base, more = both.results["base"], both.results["more"]
        found = both["more"].pick("wait_mean")
        self.assertAlmostEqual(found, more.pick("wait_mean") - base.pick("wait_mean"), 9)
        self.assertEqual(both["more"].pick("joined_sd"), 0)
        # the pairs tell more than two separate simulations would
        self.assertLess(both["more"].pick("wait_mean_sd"), 0.5 * base.pick("wait_mean_sd"))
        paths = zip(flat(base["treated_path"])[::3], flat(more["treated_path"])[::3])
        self.assertAlmostEqual(both["more"].pick("treated"), sum(b - a for a, b in paths) / 20, 9)

    def test_table(self):
        both = carepath.compare_patients(weekly(periods=20), weekly(periods=20, slots=120), replications=5)
        rows = both.table("wait_mean", "within", who="routine", limit=18)
        self.assertEqual([r["scenario"] for r in rows], ["base", "base", "scenario 1", "scenario 1"])
        self.assertIsNone(rows[0]["difference"])
        self.assertLess(rows[2]["lower"], rows[2]["difference"])
        lines = both.text("wait_mean").splitlines()
        self.assertEqual(len(lines), 3)
        self.assertRegex(lines[2], r"^scenario 1  wait_mean +[\d.]+ +-[\d.]+ +-[\d.]+ +-[\d.]+$")
        treated = both.text("treated", who="routine").splitlines()[1]
        self.assertRegex(treated, r"^base +treated +1,\d\d\d$")
        self.assertEqual(repr(both), "<Comparison with 'scenario 1'>")

    def test_errors(self):
        with self.assertRaisesRegex(carepath.InvalidError, "number of replications, not precision"):
            carepath.compare_patients(weekly(), precision=0.1)
        with self.assertRaisesRegex(carepath.InvalidError, "the scenario 'x' must be a PatientList"):
            carepath.compare_patients(weekly(), {"x": 110})
        with self.assertRaisesRegex(carepath.InvalidError, "is there twice"):
            carepath.compare_patients(weekly(), {"x": {}}, {"x": {}})
        with self.assertRaisesRegex(carepath.InvalidError, "must have the same"):
            carepath.compare_patients(weekly(periods=5), {"x": small()}, replications=3)
        with self.assertRaises(TypeError):
            carepath.compare_patients(weekly(), {"x": {"capacity": 3}})


class Calendars(unittest.TestCase):
    def test_weeks_and_holidays(self):
        slots = carepath.calendar_slots(
            3, [4, 4, 4, 4, 4, 0, 0], start="2024-12-16", holidays=["2024-12-25", datetime.date(2024, 12, 26)]
        )
        self.assertEqual(flat(slots), [20, 12, 20])
        self.assertEqual(flat(carepath.calendar_slots(2, {"mon": 3, "Thursday": 5}, period_days=1))[:2], [3, 0])
        self.assertEqual(flat(carepath.calendar_slots(2, {"thu": 5}, start=datetime.date(2024, 2, 1), period_days=1)), [5, 0])

    def test_ramp(self):
        # two periods as they are, then up to one and a half times within two
        slots = carepath.calendar_slots(5, [10, 0, 0, 0, 0, 0, 0], ramp_first=2, ramp_periods=2, ramp_to=1.5)
        self.assertEqual(flat(slots), [10, 10, 12.5, 15, 15])

    def test_errors(self):
        for week, message in (([1, 2], "week has the shape"), ({"fry": 1}, "week has the day 'fry'")):
            with self.assertRaisesRegex(carepath.InvalidError, message):
                carepath.calendar_slots(2, week)
        with self.assertRaises(carepath.DomainError):
            carepath.calendar_slots(2, [-1, 0, 0, 0, 0, 0, 0])
        with self.assertRaisesRegex(carepath.DataError, "holidays.0. = 'Easter'"):
            carepath.calendar_slots(2, [1] * 7, holidays=["Easter"])


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Runs(unittest.TestCase):
    def test_progress(self):
        seen = []
        run(weekly(periods=20), replications=200, progress=seen.append)
        self.assertEqual(seen[-1], 1.0)
        self.assertEqual(seen, sorted(seen))
        seen.clear()
        run(weekly(periods=60), replications=5000, precision=0.02, progress=seen.append)
        self.assertEqual(seen, sorted(seen))
        with self.assertRaises(carepath.CancelledError):
            run(weekly(periods=20), progress=lambda done: True)

        def fails(done):
            raise LookupError("no terminal")

        with self.assertRaisesRegex(LookupError, "no terminal"):
            run(weekly(periods=20), progress=fails)

    def test_bar(self):
        with mock.patch.object(sys, "stderr", Terminal()):
            run(weekly(periods=20), replications=50, progress=True)
            drawn = sys.stderr.getvalue()
        self.assertRegex(drawn, r"^\r\[#* *\] +\d+%")
        self.assertEqual(drawn[-1], "\r")
        self.assertEqual(drawn.split("\r")[-2].strip(), "")
        with mock.patch.object(sys, "stderr", io.StringIO()):
            run(weekly(periods=20), replications=50, progress=True)
            self.assertEqual(sys.stderr.getvalue(), "")
        bar = Bar(Terminal())
        bar.close()
        self.assertEqual(bar.file.getvalue(), "")

    def interrupts(self, seconds=0.05):
        timer = threading.Timer(seconds, signal.raise_signal, (signal.SIGINT,))
        if hasattr(signal, "pthread_kill"):
            timer = threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGINT))
        timer.start()
        return timer

    def test_ctrl_c_ends_the_work(self):
        self.assertIs(signal.getsignal(signal.SIGINT), signal.default_int_handler)
        long = dict(replications=12800, threads=2)
        cases = {
            "alone": dict(),
            "bar": dict(progress=True),
            "progress": dict(progress=lambda done: None),
        }
        for name, options in cases.items():
            with self.subTest(name):
                self.interrupts()
                with self.assertRaises(KeyboardInterrupt):
                    run(weekly(periods=100), **long, **options)
                self.assertIs(signal.getsignal(signal.SIGINT), signal.default_int_handler)
        with self.subTest("one long replication"):
            self.interrupts()
            with self.assertRaises(KeyboardInterrupt):
                run(weekly(periods=1000000), batches=10)
        with self.subTest("score"):
            self.interrupts()
            with self.assertRaises(KeyboardInterrupt):
                run(weekly(score=lambda people: 1.0, rule="score"), **long)

    def test_ctrl_c_at_the_very_callback_is_not_lost(self):
        for _ in range(20):
            with self.assertRaises(KeyboardInterrupt):
                run(weekly(periods=5), progress=lambda done: os.kill(os.getpid(), signal.SIGINT))

    def test_a_second_ctrl_c_is_raised_where_it_comes(self):
        came = []

        def never(people):
            os.kill(os.getpid(), signal.SIGINT)
            came.append("first")
            os.kill(os.getpid(), signal.SIGINT)
            came.append("second")

        with self.assertRaises(KeyboardInterrupt):
            run(weekly(score=never, rule="score"))
        self.assertEqual(came, ["first"])

    def test_a_programs_own_handler_is_its_own(self):
        heard = []
        before = signal.signal(signal.SIGINT, lambda *_: heard.append(1))
        try:
            self.interrupts(0.01).join()
            run(weekly(periods=50), replications=100)
        finally:
            signal.signal(signal.SIGINT, before)
        self.assertEqual(heard, [1])

        class Told(Exception):
            pass

        def tell(*_):
            raise Told

        before = signal.signal(signal.SIGINT, tell)
        try:
            self.interrupts()
            with self.assertRaises(Told):
                run(weekly(periods=100), replications=12800)
        finally:
            signal.signal(signal.SIGINT, before)

    def test_other_threads_may_simulate(self):
        wanted, found = bits(run(weekly(periods=20), replications=5)), []
        threads = [threading.Thread(target=lambda: found.append(bits(run(weekly(periods=20), replications=5)))) for _ in range(3)]  # fmt: skip
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(found, [wanted] * 3)

    def test_what_a_run_is_given(self):
        self.assertNotEqual(bits(run(weekly(periods=9), seed=2)), bits(run(weekly(periods=9), seed=3)))
        with self.assertRaises(carepath.LimitError):
            run(small(), seed=-1)
        with self.assertRaisesRegex(ValueError, "run.replications = 0"):
            run(small(), replications=0)
        self.assertFalse(Run().interrupted)
        self.assertIsInstance(run(small()), PatientsResult)


if __name__ == "__main__":
    unittest.main()
