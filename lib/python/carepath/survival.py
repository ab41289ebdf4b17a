"""How long people wait, by group, when many are still waiting: curves, percentiles, means, tests.

    from carepath import survival
    weeks = [3, 7, 12, 20, 5, 9, 31, 40]
    event = [1, 1, 0, 1, 1, 2, 1, 0]            # 0 still waiting, 1 treated, 2 removed
    fifth = ["most", "most", "most", "most", "least", "least", "least", "least"]
    found = survival.curves(weeks, event, fifth, limits=[18, 52])
    found["quantile"]                           # [group, probability]: median, 92nd and 95th percentile
    found["share"]                              # [group, cause, limit]: treated and removed by 18, 52 weeks
    survival.compare(weeks, event, fifth).p     # log-rank test

Arrays of NumPy are taken without a copy where their types are those of the library (float64, int32,
int64); lists and anything else that holds numbers are copied.
"""
import ctypes as C
from types import SimpleNamespace

from . import _lowlevel as low
from ._labels import present
from ._library import call
from ._memory import Doubles, choice, dimension, in_range, is_list, new_doubles, number, numpy, structure, whole
from .errors import InvalidError, WrongTypeError
from .result import Result

CONF_TYPES = {
    "plain": low.CPW_SURVIVAL_PLAIN,
    "log": low.CPW_SURVIVAL_LOG,
    "log-log": low.CPW_SURVIVAL_LOG_LOG,
}
TESTS = {
    "logrank": low.CPW_SURVIVAL_LOGRANK,
    "peto": low.CPW_SURVIVAL_PETO,
    "fleming-harrington": low.CPW_SURVIVAL_FLEMING_HARRINGTON,
    "gehan": low.CPW_SURVIVAL_GEHAN,
    "tarone-ware": low.CPW_SURVIVAL_TARONE_WARE,
}


def _vector(values, name, rows=None):
    made = Doubles(values, name)
    if len(made.shape) != 1 or (rows is not None and made.shape[0] != rows):
        wanted = "one dimension" if rows is None else f"({rows},)"
        raise InvalidError(f"{name} has the shape {made.shape}, expected {wanted}", low.CPW_EINVAL, name)
    return made


def _whole_numbers(values, name, rows, kind):
    """(pointer, what it points to) of whole numbers."""
    if len(values) != rows:
        raise InvalidError(f"{name} has {len(values)} rows, expected {rows}", low.CPW_EINVAL, name)
    if numpy is not None:
        given = numpy.asarray(values)
        if given.dtype.kind in "iub" and given.ndim == 1:
            wanted = numpy.int32 if kind is C.c_int32 else numpy.int64
            if given.size and not numpy.can_cast(given.dtype, wanted):
                in_range(int(given.min()), name, kind)
                in_range(int(given.max()), name, kind)
            data = numpy.ascontiguousarray(given, dtype=wanted)
            return data.ctypes.data_as(C.POINTER(kind)), data
    known = [whole(value, f"{name}[{i}]", kind) for i, value in enumerate(values)]
    data = (kind * max(rows, 1))(*known)
    return C.cast(data, C.POINTER(kind)), data


def _sorted(labels):
    """Different labels in their own order, or in that in which they come where they have none."""
    known = dict.fromkeys(labels)
    try:
        return sorted(known)
    except TypeError:
        return list(known)


def _unique(labels):
    """(labels in their order, index of each row) of an array of NumPy."""
    if labels.dtype.kind in "iub" and labels.size:
        low_, high = int(labels.min()), int(labels.max())
        if high - low_ <= 4 * labels.size:  # a table is faster than a sort
            offset = labels.astype(numpy.int64) - low_
            there = numpy.bincount(offset) > 0
            place = numpy.cumsum(there) - 1
            return (numpy.flatnonzero(there) + low_).tolist(), place[offset]
    names, index = numpy.unique(labels, return_inverse=True)
    return names.tolist(), index.reshape(-1)


def _place(names, order, name):
    """Where each of the names stands in the caller's order."""
    place = {label: i for i, label in enumerate(order)}
    if len(place) != len(order):
        raise InvalidError(f"{name}s has a label twice", low.CPW_EINVAL, name)
    for label in names:
        if label not in place:
            raise InvalidError(f"{name}: {label!r} is not among {name}s", low.CPW_EINVAL, name)
    return place


def _order(labels, name):
    """The caller's order of labels as a list."""
    labels = present(labels, name)
    return labels if isinstance(labels, list) else labels.tolist()


def _numbered(labels, order, name, rows):
    """Labels by row as numbers: (pointer, what it points to, the labels in order)."""
    labels = present(labels, name)
    if len(labels) != rows:
        raise InvalidError(f"{name} has {len(labels)} rows, expected {rows}", low.CPW_EINVAL, name)
    order = None if order is None else _order(order, name + "s")
    if numpy is not None and isinstance(labels, numpy.ndarray) and labels.dtype.kind in "iubUS":
        names, index = _unique(labels)
        if order is not None:
            place = _place(names, order, name)
            index = numpy.array([place[label] for label in names], dtype=numpy.int64)[index]
        index = numpy.ascontiguousarray(index, dtype=numpy.int64)
        return index.ctypes.data_as(C.POINTER(C.c_int64)), index, names if order is None else order
    labels = list(labels.tolist() if hasattr(labels, "tolist") else labels)
    names = _sorted(labels)
    place = _place(names, names if order is None else order, name)
    index = (C.c_int64 * max(rows, 1))(*[place[label] for label in labels])
    return C.cast(index, C.POINTER(C.c_int64)), index, names if order is None else order


class _Rows:
    """cpw_survival_rows over the caller's arrays."""

    def __init__(self, time, event, group, weight, entry, groups, causes):
        self.c = structure(low.cpw_survival_rows, "survival", {})
        times = _vector(time, "time")
        self.rows = self.c.rows = times.shape[0]
        self.c.time = times.pointer
        self._keep = [times]
        event = [1] * self.rows if event is None else event
        self.c.event, kept = _whole_numbers(event, "event", self.rows, C.c_int32)
        self._keep.append(kept)
        for name, values in (("weight", weight), ("entry", entry)):
            if values is not None:
                made = _vector(values, name, self.rows)
                setattr(self.c, name, made.pointer)
                self._keep.append(made)
        self.names = ["all"] if groups is None else _order(groups, "groups")
        if group is not None:
            self.c.group, kept, self.names = _numbered(group, groups, "group", self.rows)
            self._keep.append(kept)
        self.c.groups = max(len(self.names), 1)
        self.causes = None
        self._count_causes(causes, kept=event)

    def _count_causes(self, causes, kept):
        if is_list(causes):
            self.causes = [str(cause) for cause in causes]
            self.c.causes = len(self.causes)
        elif causes is not None:
            self.c.causes = whole(causes, "causes")
        else:
            most = kept.max() if hasattr(kept, "max") and self.rows else max(kept, default=0)
            self.c.causes = min(max(int(most), 1), low.CPW_SURVIVAL_MAX_CAUSES)


def _list_option(options, count, field, values, keep):
    if values is None:
        return
    made = _vector(values, field)
    setattr(options, count, made.shape[0])
    setattr(options, field, made.pointer)
    keep.append(made)


def curves(
    time, event=None, group=None, *, weight=None, entry=None, groups=None, causes=None, cause=1,
    conf_type="log-log", level=0.95, start=0.0, tau=None, times=None, probabilities=None, limits=None,
):
    """Survival curves, percentiles, restricted means and cumulative incidences of every group.

    `event` is 0 for still waiting, otherwise the cause (None: everybody is treated); `group` a label a
    row, numbered in their order or in that of `groups`, and an error where one is missing (None, nan):
    leave such rows out, name the group they form, or see equity.bounds; `weight` people a row; `entry` the time waited
    when first seen. `causes` are their names or number; `cause` the one of "survival" (0: any). `times`
    is the grid of curves, or "every" for every time there is; `start` and `tau` are where curves begin
    (C: from) and restricted means end. The Result is that of cpw_survival_curves."""
    rows = _Rows(time, event, group, weight, entry, groups, causes)
    values = {"cause": cause, "conf_type": choice(conf_type, "conf_type", CONF_TYPES)}
    options = structure(low.cpw_survival_options, "curves", values)
    options.level = number(level, "level")
    setattr(options, "from", number(start, "start"))
    if tau is not None:
        options.tau = number(tau, "tau")
    keep = []
    if isinstance(times, str):
        options.every = choice(times, "times", {"every": 1})
    else:
        _list_option(options, "times", "time", times, keep)
    _list_option(options, "probabilities", "probability", probabilities, keep)
    _list_option(options, "limits", "limit", limits, keep)
    if group is not None or groups is not None:
        named = dimension("group", rows.names or ["nobody"], rows.c.groups)
        options.labels = C.pointer(named)
        keep.append(named)
    if rows.causes:
        labels = (C.c_char_p * len(rows.causes))(*[name.encode() for name in rows.causes])
        options.cause_labels = C.cast(labels, type(options.cause_labels))
        keep.append(labels)
    out = C.POINTER(low.cpw_result)()
    call("cpw_survival_curves", C.byref(rows.c), C.byref(options), C.byref(out))
    return Result(out)


def _scores(score, names):
    """Scores by label in the order of the groups: one for each, and none for another."""
    for label in names:
        if label not in score:
            raise InvalidError(f"score has no number for the group {label!r}", low.CPW_EINVAL, "score")
    for label in score:
        if label not in names:
            raise InvalidError(f"score: {label!r} is not one of the groups {names}", low.CPW_EINVAL, "score")
    return [score[label] for label in names]


def _test_options(name, rows, values, stratum, score):
    options = structure(low.cpw_survival_test_options, name, values)
    keep = []
    if stratum is not None:
        options.stratum, kept, strata = _numbered(stratum, None, "stratum", rows.rows)
        options.strata = max(len(strata), 1)
        keep.append(kept)
    if score is not None:
        given = _scores(score, rows.names) if hasattr(score, "keys") else score
        made = _vector(given, "score", rows.c.groups)
        options.score = made.pointer
        keep.append(made)
    return options, keep


def compare(
    time, event=None, group=None, *, weight=None, entry=None, groups=None, causes=None, cause=1,
    test="logrank", rho=0.0, gamma=0.0, stratum=None, score=None,
):
    """Whether groups wait differently: an object with statistic, p, degrees, trend, trend_p, groups (their
    labels), observed, expected and variance. `test` is "logrank", "peto", "fleming-harrington" (with
    rho and gamma), "gehan" or "tarone-ware"; `stratum` a label a row; `score` of the trend by group, a
    list in the order of the groups or a dict by label. See cpw_survival_compare."""
    rows = _Rows(time, event, group, weight, entry, groups, causes)
    values = {"cause": cause, "test": choice(test, "test", TESTS)}
    options, keep = _test_options("compare", rows, values, stratum, score)
    options.rho, options.gamma = number(rho, "rho"), number(gamma, "gamma")
    k = rows.c.groups
    found = low.cpw_survival_test()
    observed, first = new_doubles((k,))
    expected, second = new_doubles((k,))
    variance, third = new_doubles((k, k))
    call("cpw_survival_compare", C.byref(rows.c), C.byref(options), C.byref(found), first, second, third)
    del keep
    return SimpleNamespace(
        statistic=found.statistic, p=found.p, degrees=found.degrees, trend=found.trend, trend_p=found.trend_p,
        groups=rows.names, observed=observed, expected=expected, variance=variance,
    )


def pairwise(
    time, event=None, group=None, *, weight=None, entry=None, groups=None, causes=None, cause=1,
    test="logrank", rho=0.0, gamma=0.0, stratum=None,
):
    """Every pair of groups compared by the people of the two alone: an object with groups (their labels),
    statistic, p and adjusted (by Holm's method), each [group, group]. See cpw_survival_pairwise."""
    rows = _Rows(time, event, group, weight, entry, groups, causes)
    values = {"cause": cause, "test": choice(test, "test", TESTS)}
    options, keep = _test_options("pairwise", rows, values, stratum, None)
    options.rho, options.gamma = number(rho, "rho"), number(gamma, "gamma")
    k = rows.c.groups
    statistic, first = new_doubles((k, k))
    p, second = new_doubles((k, k))
    adjusted, third = new_doubles((k, k))
    call("cpw_survival_pairwise", C.byref(rows.c), C.byref(options), first, second, third)
    del keep
    return SimpleNamespace(groups=rows.names, statistic=statistic, p=p, adjusted=adjusted)


def ratios(
    time, event=None, group=None, *, reference=None, level=0.95, weight=None, entry=None, groups=None,
    causes=None, cause=1, stratum=None,
):
    """Hazard ratios of groups against the `reference` (a label; None: the first), in one step from the
    log-rank test: an object with groups (their labels), ratio, lower and upper. See cpw_survival_ratios."""
    rows = _Rows(time, event, group, weight, entry, groups, causes)
    options, keep = _test_options("ratios", rows, {"cause": cause}, stratum, None)
    if reference is not None and reference not in rows.names:
        raise WrongTypeError(f"reference = {reference!r} must be one of {rows.names}", low.CPW_EINVAL, "reference")
    k = rows.c.groups
    made = [new_doubles((k,)) for _ in range(3)]
    place = 0 if reference is None else rows.names.index(reference)
    call(
        "cpw_survival_ratios", C.byref(rows.c), C.byref(options), place, number(level, "level"),
        *[pointer for _, pointer in made],
    )
    del keep
    ratio, lower, upper = [array for array, _ in made]
    return SimpleNamespace(groups=rows.names, ratio=ratio, lower=lower, upper=upper)
