"""How much equity costs whom: a policy with one setting after the other, simulated on the same people.

    service = carepath.PatientList(
        classes=["urgent", "routine"], groups=["1", "2", "3", "4", "5"],     # quintiles, the most deprived first
        arrivals={"urgent": 40, "routine": 140}, group_shares=[0.24, 0.22, 0.2, 0.18, 0.16],
        patience=("geometric", 200), slots=180, periods=52,
    )
    sweep = carepath.frontier.run(
        policy, patients, service, sweep="cap", settings=[0, 0.05, 0.1, 0.2],
        classes=urgency, groups=quintile, replications=100, threads=0,
    )
    sweep["sii"], sweep["sii_change_lower"], sweep["breaches"], sweep["wait_p95"], sweep["delayed"]
    sweep["dominated_by"]                           # -1: on the front

    backlog = carepath.frontier.shares(policy, patients, range(53), slots=180, classes=urgency, groups=quintile)
    carepath.project(backlog, periods=4)            # the cohort engine in this order of treatment

See docs/explanation/frontier.md, cpw_frontier_run and cpw_discipline_shares.
"""
import ctypes as C

from . import _lowlevel as low
from ._library import call, lib
from ._memory import Doubles, choice, new_integers, structure, whole
from ._people import Kinds
from ._ranked import ranked
from ._run import Run
from .errors import InvalidError
from .result import Result
from .waitlist import Backlog, _bands

__all__ = ["run", "shares", "dominated"]

_SWEEPS = {
    "cap": low.CPW_FRONTIER_CAP,
    "weight": low.CPW_FRONTIER_WEIGHT,
    "policies": low.CPW_FRONTIER_POLICIES,
}
_OBJECTIVES = {
    "inequality": low.CPW_FRONTIER_INEQUALITY,
    "breaches": low.CPW_FRONTIER_BREACHES,
    "mean": low.CPW_FRONTIER_MEAN,
    "p95": low.CPW_FRONTIER_P95,
    "delayed": low.CPW_FRONTIER_DELAYED,
}


def _invalid(message, where):
    return InvalidError(message, low.CPW_EINVAL, where)


def _kinds(values, kinds, name, patients, unknown=None):
    """Numbers of the classes or groups of all patients, from their names or numbers."""
    if values is None:
        return None
    values = list(values)
    if len(values) != patients:
        raise _invalid(f"{name} has {len(values)} rows, expected {patients}", name)
    numbers = []
    for i, value in enumerate(values):
        if value is None and unknown is not None:
            numbers.append(unknown)
        else:
            numbers.append(kinds.position(value, name, i))
    return (C.c_int32 * max(len(numbers), 1))(*numbers)


def _tiers(policy, tier, classes):
    if tier is None:
        return None
    names = {t.name: k for k, t in enumerate(policy.tiers)}
    given = [tier[key] for key in (classes.names or range(classes.count))] if hasattr(tier, "keys") else list(tier)
    if len(given) != classes.count:
        raise _invalid(f"joiner_tier has {len(given)} rows, expected {classes.count}", "joiner_tier")
    numbers = []
    for value in given:
        if isinstance(value, str):
            if value not in names:
                raise _invalid(f"joiner_tier: {value!r} is none of {', '.join(names)}", "joiner_tier")
            value = names[value]
        numbers.append(whole(value, "joiner_tier", C.c_int32))
    return (C.c_int32 * max(len(numbers), 1))(*numbers)


class _People:
    """cpw_discipline_options, with what they point to."""

    def __init__(self, policy, patients, classes, groups, by_class, by_group, unknown, tier, facts, days):
        n = patients.c.patients
        self.c = structure(low.cpw_discipline_options, "people", {"days": days})
        self.c.classes, self.c.groups = classes.count, groups.count
        self._class = _kinds(by_class, classes, "classes", n)
        self._group = _kinds(by_group, groups, "groups", n, unknown)
        self._tier = _tiers(policy, tier, classes)
        self._facts = None
        if self._class is not None:
            self.c.class_index = C.cast(self._class, type(self.c.class_index))
        if self._group is not None:
            self.c.group_index = C.cast(self._group, type(self.c.group_index))
        if self._tier is not None:
            self.c.tier = C.cast(self._tier, type(self.c.tier))
        if facts is not None:
            self._facts = Doubles(facts, "joiner_facts", (classes.count, groups.count, patients.c.columns))
            self.c.joiner_fact = self._facts.pointer


def _objectives(names):
    if names is None:
        return low.CPW_FRONTIER_ALL
    return sum(choice(name, "objectives", _OBJECTIVES) for name in set(names))


def _take_settings(options, sweep, settings, policies, labels):
    """Settings, policies and labels put into the options; returns what they point to."""
    keep = []
    if sweep == low.CPW_FRONTIER_POLICIES:
        if not policies:
            raise _invalid("policies must be given with sweep='policies'", "policies")
        if hasattr(policies, "items"):
            labels = list(policies) if labels is None else labels
            policies = list(policies.values())
        kind = C.POINTER(low.cpw_priority_policy)
        pointers = (kind * len(policies))(*[C.cast(p.pointer, kind) for p in policies])
        options.policies = C.cast(pointers, type(options.policies))
        options.setting_count = len(policies)
        keep += [policies, pointers]
    elif settings is not None:
        values = Doubles(settings, "settings")
        options.settings = values.pointer
        options.setting_count = values.shape[0] if values.shape else 0
        keep.append(values)
    if labels is not None:
        texts = [str(label).encode() for label in labels]
        if not options.setting_count or len(texts) != options.setting_count:
            raise _invalid(f"labels has {len(texts)} rows, expected {options.setting_count}", "labels")
        table = (C.c_char_p * len(texts))(*texts)
        options.labels = C.cast(table, type(options.labels))
        keep += [texts, table]
    return keep


def run(
    policy,
    patients,
    service,
    *,
    sweep="cap",
    settings=None,
    policies=None,
    labels=None,
    classes=None,
    groups=None,
    unknown=None,
    joiner_tier=None,
    joiner_facts=None,
    days=7.0,
    everybody=False,
    follow=0,
    delay=28.0,
    level=0.95,
    objectives=None,
    replications=1,
    seed=1,
    first_replication=0,
    threads=1,
    progress=None,
):
    """Simulates a list under a policy with one setting after the other: a Result by setting.

    `service`: a PatientList with slots, without waiting and rows; `sweep`: "cap", "weight" or "policies" (a list, or
    policies by name; policy may then be None if `patients` are Patients); `settings`: caps or factors, the first
    is what the others are compared with; `classes`, `groups`: class and group of every patient, by name or number;
    `unknown`: the service's group of those whose group is None; `joiner_tier`, `joiner_facts` (classes, groups,
    columns): what is known of those who join, instead of facts drawn from the list; `objectives`: of inequality,
    breaches, mean, p95, delayed. See cpw_frontier_run."""
    if policy is None and policies:
        first = next(iter(policies.values())) if hasattr(policies, "items") else policies[0]
    else:
        first = policy
    people = ranked(first, patients)
    unknown = None if unknown is None else service._groups.position(unknown, "unknown")
    about = _People(
        first, people, service._classes, service._groups, classes, groups, unknown, joiner_tier, joiner_facts, days
    )
    options = structure(
        low.cpw_frontier_options, "frontier",
        {"follow": follow, "delay": delay, "level": level, "everybody": int(bool(everybody))},
    )
    options.sweep = choice(sweep, "sweep", _SWEEPS)
    options.objectives = _objectives(objectives)
    options.unknown = -1 if unknown is None else unknown
    options.people = C.pointer(about.c)
    keep = _take_settings(options, options.sweep, settings, policies, labels)
    how = Run(
        progress, seed=seed, replications=replications, first_replication=first_replication, threads=threads
    )
    handle = C.POINTER(low.cpw_result)()
    how.call(
        "cpw_frontier_run", first.pointer, C.byref(people.c), C.byref(service.c), C.byref(options), how.pointer,
        C.byref(handle),
    )
    del keep
    return Result(handle)


def shares(policy, patients, bands, slots, periods=1, *, classes=None, groups=None, days=7.0, unit="weeks"):
    """Whom a policy treats next, by class, group and band of time waited: a calibration that carepath.project takes.

    `bands`: lower edges, a number a band, in weeks or months; `slots`: treatments a period of so many days;
    `classes`, `groups`: class and group of every patient, names or numbers as they sort. The lists of the cohort
    engine are all classes with all groups, numbered from 1. See cpw_discipline_shares."""
    people = ranked(policy, patients)
    kinds = [Kinds(noun, _found(values)) for noun, values in (("class", classes), ("group", groups))]
    about = _People(policy, people, *kinds, classes, groups, None, None, None, days)
    cut = _bands(list(bands), unit, 1.0)
    cut.period = days / 7.0 / cut.unit_weeks
    discipline, handle = C.POINTER(low.cpw_discipline)(), C.POINTER(low.cpw_result)()
    call("cpw_discipline_new", policy.pointer, C.byref(people.c), C.byref(about.c), C.byref(discipline))
    try:
        call("cpw_discipline_shares", discipline, C.byref(cut), slots, periods, None, C.byref(handle))
    finally:
        lib.cpw_discipline_free(discipline)
    return Backlog(handle)


def _found(values):
    """The kinds there are, in their order."""
    if values is None:
        return 1
    return sorted(set(values), key=lambda value: (str(type(value)), value)) or 1


def dominated(values):
    """Which points (points, measures; low is good) are dominated: for each the number of a better one on the front,
    -1 for those on it. See cpw_frontier_dominated."""
    given = Doubles(values, "values")
    if len(given.shape) != 2:
        raise _invalid(f"values has the shape {given.shape}, expected (points, measures)", "values")
    found, pointer = new_integers((given.shape[0],))
    call("cpw_frontier_dominated", given.pointer, given.shape[0], given.shape[1], pointer)
    return found
