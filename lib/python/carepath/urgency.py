"""How urgent somebody is: published scales as data, scores of time waited, tables of points.

    swalis = carepath.urgency.scale("swalis")
    swalis.score(["A1", "C"], [10, 200])                      # per cent of the time that the class allows
    swalis.cumulative([[("C", 90), ("B", 30)]])               # a patient whose class has changed
    surgery = carepath.urgency.scale("surgery")
    surgery.score(["P2", "P4"], [30, 100], targets={"P4": 126})   # P4 has no target: it must be given

A table of points:

    table = carepath.PointsTable({"pain": {"mild": 0, "severe": 20}, "walking": {"far": 0, "home": 13}})
    table.score([["severe", "home"], {"pain": "mild", "walking": "home"}]).total
"""
import ctypes as C
import math

from . import _lowlevel as low
from ._library import call, lib
from ._memory import Doubles, choice, is_list, new_doubles, new_integers, number, structure, whole
from ._people import Integers
from .errors import InvalidError, NotFoundError
from .queue import Measures

#: word for a score -> its number
SCORES = {
    "ratio": low.CPW_URGENCY_RATIO,
    "percent": low.CPW_URGENCY_PERCENT,
    "days_left": low.CPW_URGENCY_DAYS_LEFT,
    "need_adjusted": low.CPW_URGENCY_NEED_ADJUSTED,
    "breached": low.CPW_URGENCY_BREACHED,
}
MISSING = {"refuse": low.CPW_URGENCY_REFUSE, "nan": low.CPW_URGENCY_NAN}


def _text(value):
    return None if value is None else value.decode()


class Scale:
    """A scale of urgency: classes from the most urgent on, each with a target in days or none.

    One of your own: Scale({"red": 14, "amber": 60, "green": None}, name="mine"), or a list of dicts with name,
    target_days (None: none), and optionally order, postponed, meaning and source. See cpw_urgency_scale."""

    def __init__(self, classes, name="own", title=None):
        if hasattr(classes, "items"):
            classes = [{"name": k, "target_days": v} for k, v in classes.items()]
        classes = [dict(c) for c in classes]
        self._rows = (low.cpw_urgency_class * max(len(classes), 1))()
        for i, given in enumerate(classes):
            self._fill(self._rows[i], given, i)
        self._c = low.cpw_urgency_scale(
            name=str(name).encode(),
            title=None if title is None else str(title).encode(),
            count=len(classes),
            row=C.cast(self._rows, C.POINTER(low.cpw_urgency_class)),
        )
        call("cpw_urgency_check", C.byref(self._c))

    @staticmethod
    def _fill(row, given, index):
        unknown = set(given) - {"name", "target_days", "order", "postponed", "meaning", "source"}
        if unknown or "name" not in given:
            what = f"has no field {sorted(unknown)[0]!r}" if unknown else "has no name"
            raise InvalidError(f"classes[{index}] {what}", low.CPW_EINVAL, "classes", index)
        target = given.get("target_days")
        row.name = str(given["name"]).encode()
        row.meaning = str(given["meaning"]).encode() if given.get("meaning") else None
        row.source = str(given["source"]).encode() if given.get("source") else None
        row.target_days = math.nan if target is None else number(target, f"classes[{index}].target_days")
        row.order = whole(given.get("order", index), f"classes[{index}].order", C.c_int32)
        row.postponed = 1 if given.get("postponed") else 0

    @classmethod
    def _built_in(cls, pointer):
        made = cls.__new__(cls)
        made._rows, made._c = None, pointer.contents
        return made

    @property
    def name(self):
        return _text(self._c.name)

    @property
    def title(self):
        return _text(self._c.title)

    @property
    def classes(self):
        """One dict a class: name, target_days (None: none), order, postponed, meaning, source."""
        return [
            {
                "name": _text(row.name),
                "target_days": None if math.isnan(row.target_days) else row.target_days,
                "order": row.order,
                "postponed": bool(row.postponed),
                "meaning": _text(row.meaning),
                "source": _text(row.source),
            }
            for row in (self._c.row[i] for i in range(self._c.count))
        ]

    def rows(self, classes):
        """Indices of classes by their names; case and spaces around them do not matter."""
        names = (C.c_char_p * max(len(classes), 1))(*[None if c is None else str(c).encode() for c in classes])
        view, out = new_integers((len(classes),), C.c_int32)
        call("cpw_urgency_classes", C.byref(self._c), len(classes), names, out)
        return view

    def _known(self, classes):
        if hasattr(classes, "dtype") and classes.dtype.kind in "iu":
            return Integers(classes, "classes", C.c_int32), len(classes)
        if len(classes) and all(isinstance(c, int) for c in classes):
            return Integers(classes, "classes", C.c_int32), len(classes)
        return Integers(list(self.rows(classes)), "classes", C.c_int32), len(classes)

    def _options(self, targets, missing):
        options = structure(low.cpw_urgency_options, "score", {"missing": choice(missing, "missing", MISSING)})
        if targets is None:
            return options
        if hasattr(targets, "items"):
            own = [math.nan] * self._c.count
            for name, days in targets.items():
                row = lib.cpw_urgency_class_find(C.byref(self._c), str(name).encode())
                if row < 0:
                    raise NotFoundError(f"targets: {name!r} is no class of the scale {self.name}", row, "targets")
                own[row] = number(days, f"targets[{name!r}]")
            targets = own
        made = Doubles(targets, "targets", (self._c.count,))
        options.target = made.pointer
        options._keep = made
        return options

    def targets(self, classes, targets=None, missing="refuse"):
        """Targets in days of people by class; `targets` gives one's own by class name."""
        rows, count = self._known(classes)
        view, out = new_doubles((count,))
        options = self._options(targets, missing)
        call("cpw_urgency_targets", C.byref(self._c), count, rows.pointer, C.byref(options), out, None)
        return view

    def tiers(self, classes):
        """Tiers of people by class: 0 is the most urgent."""
        rows, count = self._known(classes)
        view, out = new_integers((count,), C.c_int32)
        call("cpw_urgency_targets", C.byref(self._c), count, rows.pointer, None, None, out)
        return view

    def score(self, classes, days, score="percent", targets=None, missing="refuse"):
        """Scores of people by class and days waited: percent (SWALIS), ratio, days_left (earliest due date:
        the smallest first), need_adjusted, breached. See cpw_urgency_scores."""
        rows, count = self._known(classes)
        days = Doubles(days, "days", (count,))
        view, out = new_doubles((count,))
        kind, options = choice(score, "score", SCORES), self._options(targets, missing)
        call("cpw_urgency_scores", C.byref(self._c), count, rows.pointer, days.pointer, kind, C.byref(options), out)
        return view

    def cumulative(self, histories, score="percent", targets=None, missing="refuse"):
        """Scores of people whose class has changed: for each a list of (class, days) in order."""
        names, days, first = [], [], [0]
        for history in histories:
            for name, length in history:
                names.append(name)
                days.append(length)
            first.append(len(names))
        rows, _ = self._known(names)
        starts, times = Integers(first, "first"), Doubles(days, "days", (len(days),))
        view, out = new_doubles((len(first) - 1,))
        options = self._options(targets, missing)
        call(
            "cpw_urgency_cumulative",
            C.byref(self._c),
            len(first) - 1,
            starts.pointer,
            rows.pointer,
            times.pointer,
            choice(score, "score", SCORES),
            C.byref(options),
            out,
        )
        return view

    def __repr__(self):
        return f"Scale({self.name!r}: {', '.join(c['name'] for c in self.classes)})"


def scales():
    """Names of the built-in scales."""
    names = []
    while True:
        found = lib.cpw_urgency_scale_at(len(names))
        if not found:
            return names
        names.append(_text(found.contents.name))


def scale(name):
    """A built-in scale by its name."""
    found = lib.cpw_urgency_scale_find(str(name).encode())
    if not found:
        raise NotFoundError(f"scale {name!r} must be one of {', '.join(scales())}", low.CPW_ENOTFOUND, "scale")
    return Scale._built_in(found)


# ---------------------------------------------------------------- indices of disciplines -----------


def ratio(wait, target):
    """Breach ratio: time waited over target."""
    return lib.cpw_urgency_ratio(wait, target)


def percent(wait, target):
    """Score of SWALIS: 100 x time waited over target."""
    return lib.cpw_urgency_percent(wait, target)


def left(wait, target):
    """Time left to the target: the smallest is the earliest due date."""
    return lib.cpw_urgency_left(wait, target)


def need_adjusted(wait, target, longest):
    """Need-adjusted waiting time: wait x longest / target."""
    return lib.cpw_urgency_need_adjusted(wait, target, longest)


def accumulated(start, rate, wait):
    """Accumulated priority: start + rate x wait."""
    return lib.cpw_urgency_accumulated(start, rate, wait)


def cmu(service_rate, cost):
    """The c-mu index."""
    return lib.cpw_urgency_cmu(service_rate, cost)


def max_weight(service_rate, waiting):
    """Max-weight index of a class: service rate x people waiting."""
    return lib.cpw_urgency_max_weight(service_rate, waiting)


def generalised_cmu(service_rate, theta, wait, exponent=2.0):
    """Generalised c-mu index mu theta w^(exponent - 1), of one person or of arrays."""
    if not any(is_list(v) for v in (service_rate, theta, wait)):
        return lib.cpw_urgency_generalised_cmu(service_rate, theta, wait, exponent)
    count = _length(service_rate=service_rate, theta=theta, wait=wait)
    made = [_column(v, n, count) for n, v in (("service_rate", service_rate), ("theta", theta), ("wait", wait))]
    view, out = new_doubles((count,))
    call("cpw_urgency_generalised_cmus", count, *[m.pointer for m in made], number(exponent, "exponent"), out)
    return view


def accumulate(rate, wait, start=None):
    """Accumulated priorities of many people: start (0) + rate x wait."""
    given = {"rate": rate, "wait": wait} if start is None else {"rate": rate, "wait": wait, "start": start}
    count = _length(**given)
    made = {n: _column(v, n, count) for n, v in given.items()}
    view, out = new_doubles((count,))
    begin = made["start"].pointer if "start" in made else None
    call("cpw_urgency_accumulate", count, begin, made["rate"].pointer, made["wait"].pointer, out)
    return view


def next_in_line(index):
    """Who is next by an index: the largest, of equals the first."""
    made = Doubles(index, "index")
    out = C.c_int64()
    call("cpw_urgency_next", made.shape[0] if made.shape else 1, made.pointer, C.byref(out))
    return out.value


def _length(**columns):
    """The length that the columns share; a number stands for a whole column."""
    lengths = {len(v) for v in columns.values() if is_list(v)}
    if len(lengths) > 1:
        raise InvalidError(f"{', '.join(columns)} are of different lengths", low.CPW_EINVAL, "shape")
    return lengths.pop() if lengths else 1


def _column(values, name, count):
    return Doubles(values if is_list(values) else [number(values, name)] * count, name, (count,))


# ---------------------------------------------------------------- tables of points -----------------


class PointsTable:
    """A table of points: {item: {answer: points}}. See cpw_points_table."""

    def __init__(self, items, name=None):
        self._items = {str(k): {str(a): number(p, f"{k}: {a}") for a, p in v.items()} for k, v in items.items()}
        self._keep = []
        rows = (low.cpw_points_item * max(len(self._items), 1))()
        for row, (item, answers) in zip(rows, self._items.items()):
            level = (C.c_char_p * max(len(answers), 1))(*[a.encode() for a in answers])
            points = (C.c_double * max(len(answers), 1))(*answers.values())
            self._keep += [level, points]
            row.name, row.levels = item.encode(), len(answers)
            row.level = C.cast(level, C.POINTER(C.c_char_p))
            row.points = C.cast(points, C.POINTER(C.c_double))
        self._keep.append(rows)
        self._c = low.cpw_points_table(
            name=None if name is None else str(name).encode(),
            items=len(self._items),
            item=C.cast(rows, C.POINTER(low.cpw_points_item)),
        )
        call("cpw_points_check", C.byref(self._c))

    items = property(lambda self: list(self._items))

    def answers(self, item):
        """Points of the answers to an item."""
        return dict(self._items[item])

    def maximum(self):
        """The most points of each item, and of the table under `maximum`."""
        view, out = new_doubles((len(self._items),))
        most = C.c_double()
        call("cpw_points_maximum", C.byref(self._c), out, C.byref(most))
        return Measures({"item": view, "maximum": most.value})

    def _level(self, item, answer):
        if answer is None:
            return -1
        out = C.c_int32()
        call("cpw_points_level", C.byref(self._c), item, str(answer).encode(), C.byref(out))
        return out.value

    def _row(self, row, who):
        if hasattr(row, "items"):
            unknown = set(row) - set(self._items)
            if unknown:
                raise NotFoundError(
                    f"answers[{who}]: {sorted(unknown)[0]!r} is no item of the table", low.CPW_ENOTFOUND, "answers", who
                )
            row = [row.get(name) for name in self._items]
        if len(row) != len(self._items):
            raise InvalidError(
                f"answers[{who}] has {len(row)} answers, expected {len(self._items)}", low.CPW_EINVAL, "answers", who
            )
        return [self._level(i, answer) for i, answer in enumerate(row)]

    def score(self, answers):
        """Points of people: `total`, `contribution` (people x items), `scaled` to 100. Answers are names, in the
        order of the items or by item; a missing one is refused."""
        count, items = len(answers), len(self._items)
        flat = [level for who, row in enumerate(answers) for level in self._row(row, who)]
        levels = Integers(flat, "answers", C.c_int32)
        made = {"total": (count,), "contribution": (count, items), "scaled": (count,)}
        made = {name: new_doubles(shape) for name, shape in made.items()}
        call("cpw_points_score", C.byref(self._c), count, levels.pointer, *[out for _, out in made.values()])
        return Measures({name: view for name, (view, _) in made.items()})
