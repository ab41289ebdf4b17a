"""A waiting list patient by patient: who joins, who leaves, and who is next.

    clinic = carepath.PatientList(
        arrivals={"urgent": 20, "routine": 80},   # a week
        waiting={"urgent": 400, "routine": 1600},
        patience=("geometric", 50),
        slots=105,
        rule="tiers",
        periods=260,
    )
    runs = carepath.simulate_patients(clinic, replications=200)
    runs.pick("wait_mean", who="routine")

    weeks = carepath.compare_patients(clinic, {"more": {"slots": 110}, "first come": {"rule": "first_come"}})
    print(weeks.text("wait_mean", "breaching"))

A score of your own is a Python function over arrays, called for everybody who joins in a period together:

    def score(people):
        return 10 * (people.class_index == 0) + people.number % 2

    carepath.simulate_patients(clinic.replace(rule="score", score=score))
"""
import array
import ctypes as C
import math
from collections.abc import Mapping

from . import _lowlevel as low
from ._library import call
from ._memory import Doubles, choice, new_doubles, numpy, structure
from ._people import NEEDED, Calendar, Integers, Kinds, Laws, Rows, Series, Table, Waiting, by_kind
from ._people import doubles, flat, integers, invalid, is_number, whole
from ._run import Run
from .dates import _day, _days
from .errors import CancelledError, CarepathError
from .result import Result

RULES = {
    "first_come": low.CPW_PATIENTS_FIRST_COME,
    "tiers": low.CPW_PATIENTS_TIERS,
    "due": low.CPW_PATIENTS_DUE,
    "breach_first": low.CPW_PATIENTS_BREACH_FIRST,
    "accumulating": low.CPW_PATIENTS_ACCUMULATING,
    "cmu": low.CPW_PATIENTS_CMU,
    "generalised_cmu": low.CPW_PATIENTS_GENERALISED_CMU,
    "max_weight": low.CPW_PATIENTS_MAX_WEIGHT,
    "lottery": low.CPW_PATIENTS_LOTTERY,
    "mixture": low.CPW_PATIENTS_MIXTURE,
    "score": low.CPW_PATIENTS_SCORE,
}
STATUS = {
    low.CPW_PATIENT_WAITING: "waiting",
    low.CPW_PATIENT_TREATED: "treated",
    low.CPW_PATIENT_REMOVED: "removed",
}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

# ---------------------------------------------------------------- a list and its rules

#: what may be given as one value, one a class, or by class in a dictionary, and what is left out there
_DOUBLES = {"release": 0.0, "missed": 0.0, "missed_removed": 0.0, "weight": NEEDED, "exponent": NEEDED, "target": NEEDED}
_WHOLE = {"batch": 1, "slots_needed": 1}
_SINGLES = ("periods", "dispersion", "session_slots", "cancelled", "rebook", "mixture", "rescore")


class PatientList:
    """A waiting list, its capacity and its rule. See cpw_patients_list for every field.

    Names of the classes come from `classes` or from the first of arrivals, waiting, duration, tier, target,
    weight that is a dictionary. What differs by class is one value for all, one a class, or a
    dictionary; tables by period have a row a period (they start again after the last one); laws are
    carepath.Duration or ("exponential", 2), a number (always that long), None (never). With `start` the
    times in `rows` may be dates."""

    def __init__(
        self,
        *,
        periods=52,
        classes=None,
        groups=None,
        waiting=None,
        rows=None,
        start=None,
        period_days=7,
        arrivals=None,
        dispersion=1.0,
        batch=None,
        group_shares=None,
        patience=None,
        validation=None,
        slots=None,
        ring_fenced=None,
        release=None,
        session_slots=1,
        cancelled=0.0,
        slots_needed=None,
        servers=None,
        duration=None,
        busy=None,
        busy_left=None,
        busy_class=None,
        missed=None,
        missed_removed=None,
        rebook=1,
        rule=None,
        tier=None,
        target=None,
        weight=None,
        exponent=None,
        mixture=0.5,
        score=None,
        rescore=0,
    ):
        given = {name: value for name, value in locals().items() if name != "self"}
        named = [given[n] for n in ("arrivals", "waiting", "duration", "tier", "target", "weight")]
        self._given = given
        self._classes = Kinds("class", classes, named)
        self._groups = Kinds("group", groups)
        self._arrays = {}  # what self.c points to, by field
        self._people = 0
        self._rows = None
        if score is not None and not callable(score):
            raise invalid(f"score = {score!r} must be a function; scores by row belong to rows", "score")
        self.c = structure(low.cpw_patients_list, "PatientList", {n: given[n] for n in _SINGLES})
        self.c.rule = _rule(rule, score)
        self.c.classes, self.c.groups = self._classes.count, self._groups.count
        for field, kinds in (("class_labels", self._classes), ("group_labels", self._groups)):
            if kinds.names is not None:
                self._arrays[field] = kinds.labels()
                setattr(self.c, field, C.pointer(self._arrays[field]))
        self._by_class(given)
        self._who_waits(given)
        self._who_joins(given)
        self._capacity(given)

    def _set(self, name, made):
        self._arrays[name] = made
        setattr(self.c, name, made.pointer)
        return made

    def _by_class(self, given):
        kinds = self._classes
        for name, missing in _DOUBLES.items():
            if given[name] is not None:
                self._set(name, doubles(given[name], kinds, name, missing))
        for name, missing in _WHOLE.items():
            if given[name] is not None:
                self._set(name, integers(given[name], kinds, name, missing))
        if given["tier"] is not None:
            self._set("tier", integers(given["tier"], kinds, "tier", kind=C.c_int32))
        if given["patience"] is not None:
            self._set("patience", Laws(given["patience"], kinds, "patience", None))
        if given["duration"] is not None:
            self._set("duration", Laws(given["duration"], kinds, "duration"))

    def _who_waits(self, given):
        if given["waiting"] is not None:
            made = self._set("waiting", Waiting(given["waiting"], self._classes, self._groups))
            self.c.bands = made.bands
            self._people += made.people
        if given["rows"] is not None:
            calendar = Calendar(given["start"], given["period_days"])
            self._rows = Rows(given["rows"], self._classes, self._groups, calendar)
            self.c.rows = C.pointer(self._rows.c)
            self._people += self._rows.count

    def _who_joins(self, given):
        if given["arrivals"] is not None:
            self.c.arrival_rows = self._set("arrivals", Table(given["arrivals"], self._classes, "arrivals")).rows
        if given["validation"] is not None:
            self.c.validation_rows = self._set("validation", Series(given["validation"], "validation")).rows
        if given["group_shares"] is not None:
            self._set("group_shares", self._shares(given["group_shares"]))

    def _shares(self, values):
        """(classes, groups) from one set of shares for all classes or one a class."""
        groups, name = self._groups, "group_shares"
        of_groups = isinstance(values, Mapping) and not any(
            isinstance(v, Mapping) or hasattr(v, "__len__") for v in values.values()
        )
        if not isinstance(values, Mapping) and not hasattr(values, "__len__"):
            raise invalid(f"{name} = {values!r} must be one share a group, or (classes, groups)", name)
        if of_groups or (not isinstance(values, Mapping) and all(map(is_number, values))):
            rows = [by_kind(values, groups, name, 0.0)] * self._classes.count
        else:
            rows = [by_kind(v, groups, name, 0.0) for v in by_kind(values, self._classes, name)]
        return Doubles(rows, name)

    def _capacity(self, given):
        if given["slots"] is not None or given["ring_fenced"] is not None:
            slots = Series(0.0 if given["slots"] is None else given["slots"], "slots")
            if given["ring_fenced"] is not None:
                fenced = Table(given["ring_fenced"], self._classes, "ring_fenced", slots.rows)
                self._set("ring_fenced", fenced)
                slots = slots.repeated(fenced.rows)
            self.c.slot_rows = self._set("slots", slots).rows
        if given["servers"] is not None:
            self.c.server_rows = self._set("servers", Series(given["servers"], "servers", whole=True)).rows
        self._under_way(given)

    def _under_way(self, given):
        left, classes, busy = given["busy_left"], given["busy_class"], given["busy"]
        for name, values in (("busy_left", left), ("busy_class", classes)):
            if values is not None and (not hasattr(values, "__len__") or isinstance(values, (str, bytes))):
                raise invalid(f"{name} = {values!r} must be one value for each treatment under way", name)
        sizes = {len(x) for x in (left, classes) if x is not None}
        if busy is not None:
            sizes.add(whole(busy, "busy"))
        if len(sizes) > 1:
            raise invalid("busy, busy_left and busy_class must agree in number", "busy")
        self.c.busy = sizes.pop() if sizes else 0
        if left is not None:
            self._set("busy_left", Doubles([math.nan if x is None else x for x in left], "busy_left"))
        if classes is not None:
            places = [self._classes.position(k, "busy_class", i) for i, k in enumerate(classes)]
            self._set("busy_class", Integers(places, "busy_class", C.c_int32))

    # ---- as the reader sees it

    @property
    def classes(self):
        """Names of the classes."""
        return [self._classes.name(k) for k in range(self._classes.count)]

    @property
    def groups(self):
        """Names of the groups."""
        return [self._groups.name(g) for g in range(self._groups.count)]

    @property
    def rule(self):
        """Who is next, by name."""
        return next(name for name, number in RULES.items() if number == self.c.rule)

    def replace(self, **changes):
        """The same list with something changed: clinic.replace(slots=110, rule="due")."""
        return PatientList(**{**self._given, **changes})

    def __repr__(self):
        supply = f"{self.c.slot_rows} x slots" if self.c.slots else f"{self.c.server_rows} x servers"
        return f"<PatientList {', '.join(self.classes)}; {self.c.periods} periods, {supply}, {self.rule}>"

    def _room(self):
        """People that a replication will hardly ever exceed."""
        joining = flat(self._arrays["arrivals"].values) if self.c.arrivals else [0.0]
        rows, n = self.c.arrival_rows, self.c.classes
        mean = sum(sum(joining[(t % rows) * n : (t % rows + 1) * n]) for t in range(self.c.periods))
        batch = max(self.c.batch[:n]) if self.c.batch else 1
        spread = math.sqrt(mean * batch * max(self.c.dispersion, 1.0)) if math.isfinite(mean) else 0.0
        return int(self._people + (mean + 8 * spread if math.isfinite(mean) else 0)) + 64


def _rule(rule, score):
    if rule is None:
        return RULES["score" if score is not None else "first_come"]
    plain = rule.replace("-", "_").replace("c_mu", "cmu") if isinstance(rule, str) else rule
    # a wrong one as it was given, for the message
    number = choice(plain if isinstance(plain, str) and plain in RULES else rule, "rule", RULES)
    if score is not None and number != low.CPW_PATIENTS_SCORE:
        raise invalid(f"rule = {rule!r} must be 'score', or be left out, where a score is given", "rule")
    return number


# ---------------------------------------------------------------- scores


class People:
    """Those who are to be scored, as arrays of one length: number, row, joined, score, class_index,
    group_index, wait. `now` is the time. NumPy arrays, sequences of numbers where NumPy is missing."""

    if numpy is not None:
        _TYPE = numpy.dtype(low.cpw_patient)

        def __init__(self, patients, count, now, rows):
            # a copy: the library uses its memory again
            data = numpy.frombuffer(C.string_at(patients, count * self._TYPE.itemsize), self._TYPE)
            self.now = now
            for name in ("number", "row", "joined", "score", "class_index", "group_index"):
                setattr(self, name, data[name])
            if rows is not None and rows.order is not None and rows.count:
                self.row = numpy.where(self.row < 0, self.row, rows.order[self.row])

        @property
        def wait(self):
            """Time waited so far."""
            return self.now - self.joined

    else:

        def __init__(self, patients, count, now, rows):
            size = C.sizeof(low.cpw_patient)
            data = memoryview(C.string_at(patients, count * size))
            self.now = now
            for name, kind in low.cpw_patient._fields_:
                code, place = {C.c_int64: "q", C.c_double: "d", C.c_int32: "i"}[kind], getattr(low.cpw_patient, name)
                every = data.cast(code)[place.offset // place.size :: size // place.size]
                setattr(self, name, every)
            if rows is not None and rows.order is not None:
                self.row = [rows.row(r) for r in self.row]

        @property
        def wait(self):
            """Time waited so far."""
            return [self.now - joined for joined in self.joined]

    def __len__(self):
        return len(self.number)


def _plain(answer, count):
    try:
        return array.array("d", [answer] * count if is_number(answer) else answer)
    except TypeError as problem:
        raise invalid(f"score returned no array of numbers: {problem}", "score") from None


def _write_scores(answer, scores, count):
    if numpy is not None:
        found = Doubles(answer, "score")
        values = numpy.broadcast_to(found._keep, (count,)) if found.shape == () else found._keep
        values = numpy.ascontiguousarray(values)
        memory, shape = values.ctypes.data, values.shape
    else:
        found = _plain(answer, count)
        memory, shape = found.buffer_info()[0], (len(found),)
    if shape != (count,):
        raise invalid(f"score returned the shape {shape}, expected one number a person: ({count},)", "score")
    C.memmove(scores, memory, 8 * count)


def _scorer(run, function, rows):
    """`function` as the library calls it."""

    def score(_context, patients, count, now, scores):
        def work():
            try:
                answer = function(People(patients, count, now, rows))
            except StopIteration:
                return 1
            if answer is None:
                return 1
            _write_scores(answer, scores, count)
            return 0

        return run.attend(work)

    return low.cpw_patients_list_score_t(score)


# ---------------------------------------------------------------- results


class Records:
    """Room for the patients of the first replication."""

    def __init__(self, room):
        self.room = room
        self.count = C.c_int64()
        if numpy is not None:
            self.memory = numpy.zeros(room, numpy.dtype(low.cpw_patient_record))
            self.pointer = self.memory.ctypes.data_as(C.POINTER(low.cpw_patient_record))
        else:
            self.memory = (low.cpw_patient_record * max(room, 1))()
            self.pointer = C.cast(self.memory, C.POINTER(low.cpw_patient_record))

    def give(self, options):
        options.records = self.pointer
        options.record_room = self.room
        options.record_count = C.pointer(self.count)

    def values(self, rows):
        """A structured array, or a list of dictionaries where NumPy is missing."""
        count = min(self.count.value, self.room)
        if numpy is not None:
            found = self.memory[:count].copy()
            if rows is not None and rows.order is not None and rows.count:
                known = found["row"] >= 0
                found["row"][known] = rows.order[found["row"][known]]
            return found
        names = [name for name, _ in low.cpw_patient_record._fields_]
        found = [{name: getattr(self.memory[i], name) for name in names} for i in range(count)]
        for record in found:
            record["row"] = rows.row(record["row"]) if rows is not None else record["row"]
        return found


class PatientsResult(Result):
    """What a simulation of a list gave. See cpw_patients_simulate for the arrays."""

    def __init__(self, handle, patients=None, records=None):
        super().__init__(handle)
        self.patients = patients
        self.records = records

    def _like(self, handle):
        return PatientsResult(handle, self.patients)

    def _lacks(self):
        return None if "wait_counts" in self else "to be merged, results need simulate_patients(..., keep=True)"

    def pick(self, name, **labels):
        """One number by its labels: pick("within", who="urgent", limit=18). `who` is "all" where it is
        left out."""
        found = self.array(name)
        if "who" in found.dims and not {"who", "class", "group"} & set(labels):
            labels["who"] = "all"
        place = [None] * len(found.dims)
        for key, label in labels.items():
            axis = next((d for d, dim in enumerate(found.dims) if key in found.coords[dim]), None)
            place[axis if axis is not None else 0] = found.index(**{key: label})
        for axis, dim in enumerate(found.dims):
            if place[axis] is None and found.shape[axis] == 1:
                place[axis] = 0
            elif place[axis] is None:
                raise invalid(f"{name} has several positions of {dim}: pick one", "pick")
        value = found.values[tuple(place)] if place else found.values
        return value.item() if hasattr(value, "item") else value

    def records_frame(self):
        """The records as a pandas DataFrame with the names of classes and groups."""
        import pandas

        if self.records is None:
            raise invalid("the result has no records: simulate_patients(..., records=True)", "records_frame")
        frame = pandas.DataFrame(self.records)
        frame["class"] = [self.patients.classes[k] for k in frame.pop("class_index")]
        frame["group"] = [self.patients.groups[g] for g in frame.pop("group_index")]
        frame["status"] = [STATUS[s] for s in frame["status"]]
        return frame


# ---------------------------------------------------------------- the simulation


def _array(options, name, values, kept):
    if values is not None:
        given = Doubles([values] if is_number(values) else values, name)
        if len(given.shape) != 1:
            raise invalid(f"{name} has the shape {given.shape}, expected one dimension", name)
        kept.append(given)
        setattr(options, name, given.pointer)
        setattr(options, {"limits": "limit_count"}.get(name, "probability_count"), given.shape[0])


def _named_row(error, rows):
    """An error about a row names the caller's row."""
    if rows is not None and rows.order is not None and error.index is not None and ": rows." in str(error):
        at = rows.row(error.index)
        error.message = str(error).replace(f"[{error.index}]", f"[{at}]", 1)
        error.args = (error.message,)
        error.index = at
    return error


def _simulate(patients, options, run, kept):
    """The library's call, with the list's score where it has one."""
    view = low.cpw_patients_list.from_buffer_copy(patients.c)
    score = patients._given["score"]
    if score is not None:
        run.direct = True
        run.c.threads = 1  # Python runs one thread at a time; the figures are the same
        view.score = _scorer(run, score, patients._rows)
        kept.append(view.score)
    out = C.POINTER(low.cpw_result)()
    try:
        run.call("cpw_patients_simulate", C.byref(view), C.byref(options), run.pointer, C.byref(out))
    except CancelledError:
        raise
    except CarepathError as problem:
        raise _named_row(problem, patients._rows) from None
    return out


def _recorded(patients, options, run_fields, records, kept):
    """Runs the first replication again where the room was not enough."""
    if records.count.value <= records.room:
        return records
    more = Records(records.count.value)
    more.give(options)
    options.precision = 0.0
    options.keep = 0
    run = Run(None, **{**run_fields, "replications": 1})
    PatientsResult(_simulate(patients, options, run, kept))
    return more


def simulate_patients(
    patients,
    replications=None,
    warm_up=0,
    limits=None,
    probabilities=None,
    level=0.95,
    batches=0,
    precision=0.0,
    keep=False,
    overtakes=False,
    records=False,
    seed=1,
    first_replication=0,
    threads=0,
    progress=None,
):
    """Runs a PatientList many times, patient by patient. See cpw_patients_simulate.
    `replications` is 100 by default, 1 with batches, the most with `precision`. `records`: True for all
    patients of the first replication, or how many of them. `keep`: True for results that are to be merged
    (carepath.merge) or compared. `progress`: True for a bar on a terminal,
    or a function that is called with the share done and may answer true to cancel. A score in Python is
    called on this thread alone, whatever `threads` says; the figures do not depend on it."""
    if not isinstance(patients, PatientList):
        raise invalid(f"simulate_patients takes a PatientList, got {type(patients).__name__}", "simulate_patients")
    if replications is None:
        replications = 1 if batches else 100
    options = structure(
        low.cpw_patients_options,
        "simulate_patients",
        {
            "warm_up": warm_up,
            "level": level,
            "batches": batches,
            "precision": precision,
            "keep": int(bool(keep)),
            "overtakes": int(bool(overtakes)),
        },
    )
    kept = []
    _array(options, "limits", limits, kept)
    _array(options, "probabilities", probabilities, kept)
    fields = dict(threads=threads, seed=seed, replications=replications, first_replication=first_replication)
    if records is not False and records is not None:
        room = Records(patients._room() if records is True else whole(records, "records"))
        room.give(options)
    out = _simulate(patients, options, Run(progress, **fields), kept)
    result = PatientsResult(out, patients)
    if records is not False and records is not None:
        if records is True:
            room = _recorded(patients, options, fields, room, kept)
        result.records = room.values(patients._rows)
    return result


# ---------------------------------------------------------------- comparing


class Comparison(Mapping):
    """Scenarios beside a base: comparison["more slots"] holds the paired differences, `results` every
    scenario's own figures, the base's under `base`."""

    def __init__(self, results, differences):
        self.results = results
        self._differences = differences

    def __getitem__(self, name):
        return self._differences[name]

    def __iter__(self):
        return iter(self._differences)

    def __len__(self):
        return len(self._differences)

    def __repr__(self):
        return f"<Comparison with {', '.join(map(repr, self))}>"

    def table(self, *figures, **labels):
        """Rows of the given figures (default wait_mean) by scenario: value, then difference from the
        base with its interval (None for the base). Labels as in PatientsResult.pick."""
        rows = []
        for name, result in self.results.items():
            for figure in figures or ("wait_mean",):
                known = {k: v for k, v in labels.items() if any(k in c for c in result.array(figure).coords.values())}
                row = {"scenario": name, "figure": figure, "value": result.pick(figure, **known)}
                changed = self._differences.get(name)
                for column, suffix in (("difference", ""), ("lower", "_lower"), ("upper", "_upper")):
                    row[column] = changed.pick(figure + suffix, **known) if changed is not None else None
                rows.append(row)
        return rows

    def text(self, *figures, **labels):
        """The table as text, to be printed."""
        rows = self.table(*figures, **labels)
        long = max(len(r["scenario"]) for r in rows)
        wide = max(len(r["figure"]) for r in rows)
        lines = [f"{'':{long}}  {'':{wide}}  {'value':>10}  {'change':>10}  {'from':>10}  {'to':>10}"]
        for r in rows:
            line = f"{r['scenario']:{long}}  {r['figure']:{wide}}  {_short(r['value'])}"
            if r["difference"] is not None:
                line += "".join(f"  {_short(r[name], '+')}" for name in ("difference", "lower", "upper"))
            lines.append(line)
        return "\n".join(lines)


def _short(x, sign=""):
    return f"{x:{sign}10,.0f}" if abs(x) >= 1000 else f"{x:{sign}10.4g}"


def _scenarios(base, scenarios):
    """name -> PatientList from dictionaries by name and lists without one."""
    found = {}
    for number, scenario in enumerate(scenarios, 1):
        named = scenario if isinstance(scenario, Mapping) else {f"scenario {number}": scenario}
        for name, change in named.items():
            if not isinstance(change, (PatientList, Mapping)):
                raise invalid(f"the scenario {name!r} must be a PatientList or the changes to the base", "scenarios")
            if name in found or name == "base":
                raise invalid(f"the scenario {name!r} is there twice", "scenarios")
            found[str(name)] = change if isinstance(change, PatientList) else base.replace(**change)
    return found


def compare_patients(base, *scenarios, level=0.95, **options):
    """Runs scenarios with the base's random numbers and subtracts the base replication by replication,
    which shows differences that two separate simulations would hide. Scenarios are PatientLists, or
    dictionaries by name of lists or of what is changed in the base: {"more": {"slots": 110}}. The options
    are those of simulate_patients. See cpw_patients_difference."""
    if options.get("precision") or options.get("batches"):
        raise invalid("compare_patients takes a number of replications, not precision or batches", "compare_patients")
    options["keep"] = True
    lists = {"base": base, **_scenarios(base, scenarios)}
    results = {name: simulate_patients(patients, level=level, **options) for name, patients in lists.items()}
    differences = {}
    for name, result in results.items():
        if name != "base":
            out = C.POINTER(low.cpw_result)()
            call("cpw_patients_difference", results["base"].handle, result.handle, level, None, C.byref(out))
            differences[name] = PatientsResult(out, lists[name])
    return Comparison(results, differences)


# ---------------------------------------------------------------- capacity by calendar


def _week(week):
    """Seven numbers from Monday on, or {"mon": 4, "thu": 6}."""
    if isinstance(week, Mapping):
        unknown = [d for d in week if str(d).lower()[:3] not in WEEKDAYS]
        if unknown:
            raise invalid(f"week has the day {unknown[0]!r}, expected {', '.join(WEEKDAYS)}", "week")
        by_day = {str(d).lower()[:3]: value for d, value in week.items()}
        return [by_day.get(day, 0.0) for day in WEEKDAYS]
    return flat(Doubles(week, "week", (7,)))


def calendar_slots(
    periods, week, start="2024-01-01", holidays=(), period_days=7, ramp_first=0, ramp_periods=0, ramp_to=1.0
):
    """Slots (or arrivals) by period from a week of sessions on real days: seven numbers from Monday on,
    or {"mon": 4, "thu": 6}. Closed days count nothing; from period `ramp_first` (0 is the first) on the
    week grows to `ramp_to` times its size within `ramp_periods`. See cpw_patients_slots."""
    values = {"period_days": period_days, "ramp_first": ramp_first, "ramp_periods": ramp_periods, "ramp_to": ramp_to}
    calendar = structure(low.cpw_patients_calendar, "calendar_slots", values)
    calendar.start = _day(start, "start", 0)
    calendar.week = (C.c_double * 7)(*_week(week))
    days, count = _days(holidays, "holidays")
    if count:
        calendar.holidays = C.cast(days, C.POINTER(C.c_int32))
        calendar.holiday_count = count
    slots, pointer = new_doubles((periods,))
    call("cpw_patients_slots", C.byref(calendar), periods, pointer)
    return slots
