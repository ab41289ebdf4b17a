"""Policies from files and from Python values; records of rankings that replay, and files of them."""
import hashlib
import io
import math
import os
import pathlib
import pickle
import random
import struct
import subprocess
import sys
import tempfile
import threading
import unittest

import carepath

EXAMPLE = pathlib.Path(__file__).resolve().parent.parent.parent / "examples" / "data" / "policy.txt"

MADE = {
    "tiers": {"P2": 28, "P3": (91, 0.5), "P4": None},
    "name": 'a "name" with \\ and\na line break',
    "version": "1",
    "cap": "0.1 score",
    "criteria": {
        "wait": {"weight": 0.4, "source": "wait", "linear": {0: 0, 300: 1}},
        "pain": {"weight": 0.4, "column": "pain level", "categories": {"none": 0, "some": 0.5, "much": 1},
                 "missing": 0.5},
        "imd": {"weight": 0.2, "part": "equity", "linear": [(1, 1), (10, 0)], "missing": 0.4},
    },
    "monitor": ["ethnicity", "sex"],
}


def made_up(count, seed=1):
    draw = random.Random(seed)
    return {
        "ids": [f"N {k}" for k in draw.sample(range(10 * count), count)],
        "wait": [draw.randrange(300) / 2 for _ in range(count)],
        "tier": [draw.choice(["P2", "P3", "P4"]) for _ in range(count)],
        "facts": {
            "pain level": [draw.choice(["none", "some", "much", None]) for _ in range(count)],
            "imd": [draw.choice([1, 2, 5, 10, math.nan]) for _ in range(count)],
            "not read": ["x"] * count,
        },
        "today": "2026-11-30",
    }


class Policies(unittest.TestCase):
    def test_the_example(self):
        policy = carepath.Policy.read(EXAMPLE)
        self.assertEqual(policy.name, "Elective orthopaedics, an example")
        self.assertEqual(policy.version, "2026-11")
        self.assertEqual([(t.name, t.target) for t in policy.tiers],
                         [("P1a", 1), ("P1b", 3), ("P2", 28), ("P3", 91), ("P4", 126)])
        self.assertEqual(policy.cap, (0.15, "score"))
        self.assertEqual((policy.rule, policy.tiers_are, policy.breaches), ("score", "order", "first"))
        self.assertEqual(policy.columns, ["pain", "oxford_score", "imd_decile"])
        self.assertEqual(policy.monitored, ["ethnicity", "sex", "age_band"])
        self.assertEqual(policy.weights, {"wait": 0.35, "pain": 0.25, "function": 0.25, "deprivation": 0.15})
        self.assertEqual(policy.criteria[2]["s-shaped"], ((10, 1), 25, (40, 0)))
        policy.check()

    def test_from_values_to_text_and_back(self):
        policy = carepath.Policy(**MADE)
        self.assertEqual(policy.name, MADE["name"])
        self.assertEqual(policy.tiers[1].rate, 0.5)
        self.assertIsNone(policy.tiers[2].target)
        self.assertEqual(policy.columns, ["pain level", "imd"])
        self.assertEqual(carepath.Policy.read(policy.text), policy)
        self.assertEqual(carepath.Policy.read(policy.text.encode()), policy)
        self.assertEqual(carepath.Policy.read(io.BytesIO(policy.text.encode())), policy)
        self.assertEqual(policy.replace(), policy)
        self.assertEqual(hash(policy.replace()), hash(policy))
        self.assertEqual(pickle.loads(pickle.dumps(policy)), policy)
        self.assertEqual(policy.replace(rule="score", cap=None).cap, None)
        self.assertNotEqual(policy.replace(cap=(28, "days")), policy)
        self.assertNotEqual(policy, "a text")
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "policy.txt")
            policy.write(path)
            self.assertEqual(carepath.Policy.read(path), policy)
            with open(path, "w", encoding="utf-8") as file:
                policy.write(file)
            self.assertEqual(carepath.Policy.read(path), policy)

    def test_every_kind_of_criterion(self):
        policy = carepath.Policy(
            tiers=["all"],
            criteria=[
                {"name": "a", "weight": 0.25, "s_shaped": ((0, 0), 5, (9, 1))},
                {"name": "b", "weight": 0.25, "codes": [0, 1]},
                {"name": "c", "weight": 0.25, "monotone": {0: 1, 1: 0.5, 2: 0}, "source": None},
                {"name": "age", "weight": 0.25, "part": "equity", "linear": {0: 0, 90: 1}, "protected": {
                    "characteristic": "age", "limit": 0.05, "until": "2027-03-31", "reason": "why"}},
            ],
            monitor="sex",
        )
        self.assertEqual(policy.replace(), policy)
        self.assertEqual(policy.criteria[1]["codes"], [0, 1])
        self.assertEqual(policy.criteria[3]["protected"]["until"].isoformat(), "2027-03-31")
        self.assertIn("1 tiers, 4 criteria", repr(policy))

    def test_what_is_wrong(self):
        with self.assertRaisesRegex(carepath.DataError, "line 2, column 1: unknown statement \"teir\": did you mean tier"):
            carepath.Policy.read("carepath-policy 1\nteir P2 28\n")
        with self.assertRaises(carepath.DataError) as caught:
            carepath.Policy({"a": 1}, {"x": {"weight": 0.9, "linear": {0: 0, 1: 1}}})
        self.assertIn("weights sum to 0.9, must sum to 1 (x 0.9)", str(caught.exception))
        with self.assertRaisesRegex(TypeError, "criterion 'x' has no 'wieght'"):
            carepath.Policy({"a": 1}, {"x": {"wieght": 1}})
        with self.assertRaisesRegex(carepath.InvalidError, "must be pairs"):
            carepath.Policy({"a": 1}, {"x": {"weight": 1, "linear": 5}})
        with self.assertRaisesRegex(carepath.InvalidError, "middle"):
            carepath.Policy({"a": 1}, {"x": {"weight": 1, "s_shaped": (1, 2)}})
        with self.assertRaisesRegex(carepath.InvalidError, "must be a dict of"):
            carepath.Policy({"a": 1}, {"x": {"weight": 1, "protected": "age"}})
        with self.assertRaisesRegex(TypeError, "replace.. has no argument 'colour'"):
            carepath.Policy(["a"]).replace(colour=1)
        with self.assertRaises(FileNotFoundError):
            carepath.Policy.read("no such file")
        with self.assertRaisesRegex(TypeError, "binary"):
            carepath.Policy.read(io.StringIO("carepath-policy 1\n"))


    def test_words_end_no_line(self):
        for change in (
            {"cap": "none\nname evil"}, {"rule": "score\nname evil"}, {"tiers_are": "order\nname evil"},
            {"breaches": "first\nname evil"}, {"monitor": "sex\nname evil"}, {"cap": ("0.1", "score\nname evil")},
        ):
            with self.subTest(change=change):
                try:
                    policy = carepath.Policy(["a"], **change)
                except (carepath.DataError, TypeError):
                    continue
                self.assertIsNone(policy.name)
                self.assertEqual(policy.monitored, ["sex\nname evil"])  # a heading, which may hold a line break
        for cap, found in (("0.1 score", (0.1, "score")), ("28 days", (28, "days")), ("none", None), (None, None),
                           ((3, "days"), (3, "days")), (0.5, (0.5, "score"))):
            self.assertEqual(carepath.Policy(["a"], cap=cap).cap, found)

    def test_a_column_is_read_in_one_way(self):
        with self.assertRaisesRegex(carepath.DataError, '"a" and "b" read one column: both must have the same'):
            carepath.Policy.read(
                "carepath-policy 1\ntier P 1\ncriterion a\ncolumn x\nweight 0.5\ncategories a:1 b:0\n"
                "criterion b\ncolumn x\nweight 0.5\ncategories b:0.5 a:0.25\n")
        with self.assertRaisesRegex(carepath.DataError, '"a" and "b" read one column'):
            carepath.Policy.read(
                "carepath-policy 1\ntier P 1\ncriterion a\ncolumn x\nweight 0.5\ncategories a:1 b:0\n"
                "criterion b\ncolumn x\nweight 0.5\nlinear 0:0 10:1\n")
        policy = carepath.Policy.read(
            "carepath-policy 1\ntier P 1\nbreaches ignored\ncriterion a\ncolumn x\nweight 0.5\ncategories a:1 b:0\n"
            "criterion b\ncolumn x\nweight 0.5\ncategories a:0.25 b:0.5\n")
        score = carepath.rank(policy, {"wait": [1, 1], "facts": {"x": ["a", "b"]}}).score
        self.assertEqual(list(score), [0.625, 0.25])

    def test_the_reference_shows_the_example(self):
        page = EXAMPLE.parent.parent.parent / "docs" / "reference" / "policy.md"
        text = page.read_text(encoding="utf-8")
        self.assertIn("```text\n" + EXAMPLE.read_text(encoding="utf-8") + "```\n", text)
        for word in list(carepath.policy.SHAPES) + list(carepath.policy.RULES) + ["codes", "wait-ratio", "protected"]:
            self.assertIn(word, text)

    def test_the_patient_of_the_reference(self):
        patients = {"wait": [91], "tier": ["P3"],
                    "facts": {"pain": ["severe"], "oxford_score": [25], "imd_decile": [1]}}
        file = io.BytesIO()
        carepath.audit.append(file, carepath.Policy.read(EXAMPLE), patients, actor="a")
        row = carepath.audit.read(file.getvalue()).rows[0]
        self.assertAlmostEqual(row.score, 0.7, places=12)


class Records(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "audit.txt")
        self.policy = carepath.Policy(**MADE)

    def test_append_verify_read_replay(self):
        patients = made_up(50)
        decided = dict(patients, overrides=[
            {"patient": patients["ids"][3], "place": 2, "actor": "booking office", "reason": "has a date"},
            {"patient": patients["ids"][4], "tier": "P2", "actor": "a surgeon", "reason": "worse", "date": "2026-11-29"},
            {"patient": patients["ids"][5], "fact": ("pain level", "much"), "actor": "appeals", "reason": "wrong"},
            {"patient": patients["ids"][6], "fact": ("wait", 200), "actor": "appeals", "reason": "clock start"},
        ])
        carepath.audit.append(self.path, self.policy, patients, actor="office", time="then", rows=10)
        digest = carepath.audit.append(self.path, self.policy, decided, actor="office", note="decided", seed=2**64 - 1)
        found = carepath.audit.verify(self.path, last=digest)
        self.assertTrue(found.sound)
        self.assertEqual((found.records, found.record, found.digest), (2, None, digest))
        first, last = carepath.audit.read(self.path, 1), carepath.audit.read(self.path)
        self.assertEqual((first.time, first.note, len(first.rows), first.previous), ("then", None, 10, None))
        self.assertEqual((last.number, last.previous, last.note), (2, first.digest, "decided"))
        self.assertEqual((last.seed, last.today, last.patients), (2**64 - 1, "2026-11-30", 50))
        self.assertEqual(last.policy, self.policy)
        self.assertEqual(last.rows[1].id, patients["ids"][3])
        self.assertEqual([o.kind for o in last.overrides], ["place", "tier", "fact", "fact"])
        self.assertEqual([o.value for o in last.overrides], [2, "P2", "much", 200])
        self.assertEqual([o.column for o in last.overrides], [None, None, "pain level", None])
        self.assertEqual(last.overrides[1].date, "2026-11-29")
        self.assertEqual(last.overrides[0].after, 2)
        for record in (first, last):  # the list in another order, without overrides
            turned = {k: v[::-1] for k, v in patients.items() if isinstance(v, list)}
            turned["facts"] = {k: v[::-1] for k, v in patients["facts"].items()}
            replay = record.replay(dict(turned, today=patients["today"]), threads=2)
            self.assertTrue(replay.same, replay.message)
            self.assertTrue(replay.same_library)
        patients["wait"][7] += 0.5
        self.assertEqual(last.replay(patients).outcome, "other data")

    def test_changes_are_found(self):
        for _ in range(3):
            carepath.audit.append(self.path, self.policy, made_up(5), actor="office", before=None)
        text = pathlib.Path(self.path).read_bytes()
        changed = text.replace(b"\nactor office", b"\nactor others", 1)
        found = carepath.audit.verify(changed)
        self.assertEqual((found.sound, found.finding, found.record, found.line), (False, "changed", 1, 4))
        self.assertIn("record 1, line 4", found.message)
        start = text.index(b"carepath-audit", 5)
        self.assertEqual(carepath.audit.verify(text[start:]).finding, "unchained")
        previous = carepath.audit.read(text, 1).digest
        self.assertTrue(carepath.audit.verify(text[start:], previous=previous).sound)
        self.assertEqual(carepath.audit.verify(text[:start], last="0" * 64).finding, "other end")
        self.assertEqual(carepath.audit.verify(text[:-9]).finding, "unreadable")
        with self.assertRaises(carepath.DataError):  # a broken last record is not continued
            pathlib.Path(self.path).write_bytes(changed[:start])
            carepath.audit.append(self.path, self.policy, made_up(5), actor="office")

    def test_several_processes(self):
        program = (
            "import sys, carepath\n"
            "policy = carepath.Policy({'a': 1}, {'x': {'weight': 1, 'linear': {0: 0, 9: 1}}})\n"
            "for k in range(5):\n"
            "    patients = {'wait': [1] * 3000, 'facts': {'x': [k] * 3000}}\n"
            "    carepath.audit.append(sys.argv[1], policy, patients, actor='p' + sys.argv[2])\n"
        )
        running = [subprocess.Popen([sys.executable, "-c", program, self.path, str(k)]) for k in range(4)]
        self.assertEqual([process.wait() for process in running], [0] * 4)
        found = carepath.audit.verify(self.path)
        self.assertTrue(found.sound, found.message)
        self.assertEqual(found.records, 20)

    def test_several_threads(self):
        def work(k):
            for _ in range(5):
                carepath.audit.append(self.path, self.policy, made_up(100, k), actor=f"thread {k}")

        threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        found = carepath.audit.verify(self.path)
        self.assertEqual((found.sound, found.records), (True, 20), found.message)

    def test_a_chain_is_not_broken_by_hand(self):
        first = carepath.audit.append(self.path, self.policy, made_up(3), actor="a")
        before = pathlib.Path(self.path).read_bytes()
        for change, message in (
            ({"previous": "0" * 64, "number": 2}, "previous = '0+' does not follow the last record"),
            ({"previous": first, "number": 3}, "number = 3 does not follow the last record of .*, which needs 2"),
            ({"number": 1}, "number = 1 does not follow"),
            ({"actor": ""}, "entry.actor must be given"),
        ):
            with self.subTest(message=message), self.assertRaisesRegex(carepath.InvalidError, message):
                carepath.audit.append(self.path, self.policy, made_up(3), **{"actor": "a", **change})
            self.assertEqual(pathlib.Path(self.path).read_bytes(), before)
        second = carepath.audit.append(self.path, self.policy, made_up(3), actor="a", previous=first, number=2)
        self.assertTrue(carepath.audit.verify(self.path, last=second).sound)
        going_on = self.path + ".2"  # a new file that goes on from this one
        carepath.audit.append(going_on, self.policy, made_up(3), actor="a", previous=second, number=3)
        self.assertTrue(carepath.audit.verify(going_on, previous=second).sound)

    def test_a_record_is_written_whole_or_not_at_all(self):
        carepath.audit.append(self.path, self.policy, made_up(3), actor="a")

        class Full:
            def __init__(self, file):
                self.file, self.left = file, 100

            def __getattr__(self, name):
                return getattr(self.file, name)

            def write(self, data):
                if not self.left:
                    raise OSError("no space left")
                count = self.file.write(data[: self.left])
                self.left -= count
                return count

        before = pathlib.Path(self.path).read_bytes()
        with open(self.path, "a+b", buffering=0) as log:
            with self.assertRaisesRegex(OSError, "no space left"):
                carepath.audit._write_whole(Full(log), b"x" * 200)
        self.assertEqual(pathlib.Path(self.path).read_bytes(), before)

    def test_an_appeal_supplies_what_is_missing(self):
        policy = carepath.Policy({"P2": 28}, {"a": {"weight": 1, "linear": {0: 0, 10: 1}}})
        patients = {"wait": [5, 4, 3], "ids": ["A", "B", "C"], "facts": {"a": [2, None, 1]}, "overrides": [
            {"patient": "B", "fact": ("a", 5), "actor": "a surgeon", "reason": "measured"},
            {"patient": "C", "place": 1, "actor": "office", "reason": "has a date"}]}
        carepath.audit.append(self.path, policy, patients, actor="office")
        record = carepath.audit.read(self.path)
        self.assertEqual([(r.id, r.before) for r in record.rows], [("C", 3), ("B", None), ("A", 2)])
        self.assertEqual([(o.before, o.after) for o in record.overrides], [(None, 2), (3, 1)])
        self.assertIn(b" places - 2", pathlib.Path(self.path).read_bytes())
        del patients["overrides"]
        self.assertTrue(record.replay(patients).same)
        # what a record says of its overrides can be given again
        patients["overrides"] = [
            {"patient": o.id, o.kind: (o.column, o.value) if o.kind == "fact" else o.value, "actor": o.actor,
             "reason": o.reason, "date": o.date} for o in record.overrides]
        self.assertEqual(list(carepath.rank(policy, patients).order), [2, 1, 0])

    def test_an_id_that_no_line_can_hold(self):
        patients = made_up(3)
        for wrong in ("x" * 4097, "\x01"):
            patients["ids"][1] = wrong
            with self.assertRaisesRegex(carepath.InvalidError, "an id must be UTF-8 of at most 4096 bytes") as caught:
                carepath.audit.data_digest(self.policy, patients)
            self.assertEqual(caught.exception.index, 1)

    def test_places_before(self):
        patients = made_up(6)
        places = [3, None, 1, 2, 5, 4]
        carepath.audit.append(self.path, self.policy, patients, actor="office", before=places)
        record = carepath.audit.read(self.path)
        self.assertEqual(record.before_kind, "given")
        self.assertEqual({r.id: r.before for r in record.rows}, dict(zip(patients["ids"], places)))
        self.assertTrue(record.replay(patients).same)
        self.assertTrue(record.replay(patients, before=places).same)
        self.assertEqual(record.replay(patients, before=[3, 6, 1, 2, 5, 4]).outcome, "other places")
        with self.assertRaisesRegex(carepath.InvalidError, "before has 2 rows, expected 6"):
            carepath.audit.append(self.path, self.policy, patients, actor="office", before=[1, 2])

    def test_a_file_object(self):
        file = io.BytesIO()
        one = carepath.audit.append(file, self.policy, made_up(3), actor="a")
        two = carepath.audit.append(file, self.policy, made_up(3), actor="a", previous=one, number=2)
        self.assertTrue(carepath.audit.verify(file.getvalue(), last=two).sound)
        with self.assertRaisesRegex(carepath.InvalidError, "entry.actor must be given"):
            carepath.audit.append(file, self.policy, made_up(3), actor="")
        with self.assertRaises(carepath.NotFoundError):
            carepath.audit.read(file.getvalue(), 3)

    def test_the_digest_as_documented(self):
        patients = {"ids": ["C", "A"], "wait": [3.5, 1], "tier": [2, 0], "today": "2026-11-30",
                    "facts": {"pain level": [None, "some"], "imd": [10, math.nan]}}
        whole, real = (lambda x: struct.pack("<q", x)), (lambda x: struct.pack("<d", x))
        nan = struct.pack("<Q", 0x7FF8000000000000)

        def text(words):
            return whole(len(words.encode())) + words.encode()

        made = b"carepath-data 1\n" + whole(carepath.to_day("2026-11-30")) + whole(2) + whole(1) + whole(2)
        made += text("pain level") + text("imd")
        made += text("A") + whole(0) + real(1) + real(1) + nan
        made += text("C") + whole(2) + real(3.5) + nan + real(10)
        self.assertEqual(carepath.audit.data_digest(self.policy, patients), hashlib.sha256(made).hexdigest())

    def test_patients_that_are_wrong(self):
        for change, message in (
            ({"tier": ["P9"] * 3}, "tier.0. = 'P9' is none of P2, P3, P4"),
            ({"tier": [0]}, "tier has 1 rows, expected 3"),
            ({"ids": ["a"]}, "ids has 1 rows, expected 3"),
            ({"facts": {"imd": [1, 2, 3]}}, "facts has no column 'pain level'"),
            ({"facts": {"imd": [1, 2, 3], "pain level": ["none", "awful", "some"]}}, "'awful' must be one of none, some"),
            ({"facts": {"imd": [1, 2], "pain level": ["none"] * 3}}, "imd has 2 rows, expected 3"),
            ({"facts": {"imd": [1, 2, 3], "pain level": [0, 1, 2]}}, "pain level.0. = 0 must be one of none, some, much"),
            ({"facts": {"imd": [1, "2", None], "pain level": ["none"] * 3}}, "imd.1. = '2' must be a number"),
            ({"ids": ["a", None, "b"]}, "ids.1. = None: every patient must have an id"),
            ({"ids": ["a", math.nan, "b"]}, "ids.1. = nan: every patient must have an id"),
            ({"ids": ["a", "x\0y", "x\0z"]}, "must not hold a NUL"),
            ({"overrides": [{"patient": "N 1", "place": 1, "actor": "a\0b", "reason": "b"}], "ids": ["N 1", "b", "c"]},
             "actor = 'a.x00b' must not hold a NUL"),
            ({"overrides": [{"patient": "?", "place": 1, "actor": "a", "reason": "b"}]}, "there is no patient '.'"),
            ({"overrides": [{"patient": "?", "actor": "a", "reason": "b"}]}, "one of tier, place or fact"),
            ({"overrides": [{"patient": None, "fact": ("colour", 1)}]}, "there is no patient"),
        ):
            with self.subTest(message=message), self.assertRaisesRegex(carepath.InvalidError, message):
                carepath.audit.data_digest(self.policy, dict(made_up(3), **change))
        with self.assertRaisesRegex(carepath.InvalidError, "patients must be"):
            carepath.audit.data_digest(self.policy, 7)


if __name__ == "__main__":
    unittest.main()
