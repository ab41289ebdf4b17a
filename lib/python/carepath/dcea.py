"""Distributional cost-effectiveness, and what waiting costs each group.

    from carepath import dcea
    clinics = dcea.programme(recipients=[400, 100, 100, 100, 100], gain=[0.02] * 5, cost=[300] * 5)
    found = dcea.evaluate(dcea.table("calculator-qale-england").value, [100_000] * 5, clinics,
                          threshold=15_000, shares="love-koh-2020-steep", aversion="robson-2017-atkinson")
    found["net_benefit"], found["equity"], found["flip"]

Groups stand from the most to the least deprived. Health is in QALYs per head.
"""
import ctypes as C
from collections import namedtuple

from . import _lowlevel as low
from ._library import call, lib
from ._memory import Doubles, choice, dimension, is_list, new_doubles, number, single, structure, whole
from ._run import Run
from .errors import InvalidError
from .result import Result

MEASURES = {
    "atkinson": low.CPW_DCEA_ATKINSON,
    "kolm": low.CPW_DCEA_KOLM,
    "extended-gini": low.CPW_DCEA_EXTENDED_GINI,
}
FORMS = {
    "relative": low.CPW_DCEA_WEIGHT_RELATIVE,
    "normalised": low.CPW_DCEA_WEIGHT_NORMALISED,
    "marginal": low.CPW_DCEA_WEIGHT_MARGINAL,
}
AXES = {"ede": low.CPW_DCEA_AXIS_EDE, "slope": low.CPW_DCEA_AXIS_SLOPE, "gap": low.CPW_DCEA_AXIS_GAP}
QUADRANTS = ("neutral", "win-win", "win-lose", "lose-win", "lose-lose")
STATUSES = ("efficient", "extendedly dominated", "dominated")
HARMS = {"repeated": low.CPW_DCEA_HARM_REPEATED, "once": low.CPW_DCEA_HARM_ONCE}
KINDS = {
    low.CPW_DCEA_TABLE_AVERSION: "aversion",
    low.CPW_DCEA_TABLE_SHARES: "shares",
    low.CPW_DCEA_TABLE_HEALTH: "health",
}

Change = namedtuple("Change", [name for name, *_ in low.cpw_dcea_change._fields_])
# low and high: the published range of an aversion, nan where no source that was read has one
Table = namedtuple("Table", "name kind measure value low high source about")


def _vector(values, name):
    """Numbers of one dimension, which must be given."""
    made = Doubles(values, name)
    if len(made.shape) != 1:
        raise InvalidError(f"{name} has the shape {made.shape}, expected one dimension", low.CPW_EINVAL, name)
    return made


def _some(values, name):
    """One number or several."""
    return _vector(values if is_list(values) else [single(values)], name)


# ---------------------------------------------------------------- cited tables --------------------


def _table(row):
    row = row.contents
    measures = {v: k for k, v in MEASURES.items()}
    return Table(
        row.name.decode(),
        KINDS[row.kind],
        measures.get(row.measure),
        list(row.value[: row.count]),
        row.low,
        row.high,
        row.source.decode(),
        row.about.decode(),
    )


def tables():
    """Every cited table: aversions, shares of the opportunity cost, health by fifth."""
    found, index = [], 0
    while row := lib.cpw_dcea_table_at(index):
        found.append(_table(row))
        index += 1
    return found


def table(name):
    """A cited table by its name, such as "love-koh-2020-steep"."""
    row = lib.cpw_dcea_table_find(str(name).encode())
    if not row:
        names = ", ".join(t.name for t in tables())
        raise InvalidError(f"there is no table {name!r}, only {names}", low.CPW_EINVAL, "table")
    return _table(row)


def shares(table, people=None, groups=None):
    """Shares of equal parts (a list, or the name of a table) carried over to other groups: their
    `people`, or `groups` of equal size. See cpw_dcea_shares."""
    if isinstance(table, str):
        table = globals()["table"](table).value
    given = _vector(table, "table")
    count = None if people is None else _vector(people, "people")
    if count is not None:
        size = count.shape[0]
    else:
        size = given.shape[0] if groups is None else whole(groups, "groups")
    out, pointer = new_doubles((max(size, 0),))
    call("cpw_dcea_shares", given.pointer, given.shape[0], count and count.pointer, size, pointer)
    return out


def _named_shares(values, people):
    """A list, or a table's name: as it is for as many groups, by people for others."""
    if not isinstance(values, str):
        return values
    found = table(values)
    if found.kind != "shares":
        raise InvalidError(f"shares = {values!r} is a table of {found.kind}", low.CPW_EINVAL, "shares")
    return found.value if people.shape[0] == len(found.value) else shares(found.value, _as_list(people))


def _as_list(doubles):
    return doubles.pointer[: doubles.shape[0]]


def _from_table(kind, name):
    """(measure, aversion) of a table; `kind` is the measure asked for, or None."""
    found = table(name)
    if found.kind != "aversion":
        raise InvalidError(f"aversion = {name!r} is a table of {found.kind}", low.CPW_EINVAL, "aversion")
    if kind is not None and kind != MEASURES[found.measure]:
        asked = _words(kind)
        raise InvalidError(
            f"aversion = {name!r} is of the measure {found.measure!r}, but measure = {asked!r}", low.CPW_EINVAL,
            "aversion",
        )
    return MEASURES[found.measure], found.value[0]


def _words(kind):
    return next(word for word, known in MEASURES.items() if known == kind)


def _named_aversion(measure, aversion):
    """(measure, aversion, nan for the default). A table's name brings its own measure where none is asked
    for, and must be of the one that is."""
    kind = None if measure is None else choice(measure, "measure", MEASURES)
    if isinstance(aversion, str):
        return _from_table(kind, aversion)
    kind = MEASURES["atkinson"] if kind is None else kind
    return kind, float("nan") if aversion is None else number(aversion, "aversion")


def _settled_aversion(measure, aversion):
    """The same with the default of the measure in place of nan."""
    kind, value = _named_aversion(measure, aversion)
    if aversion is not None:
        return kind, value
    if kind == low.CPW_DCEA_EXTENDED_GINI:
        raise InvalidError(
            "aversion must be given for the extended Gini: no value was published for it", low.CPW_EINVAL, "aversion"
        )
    return _from_table(kind, "robson-2017-" + _words(kind))


# ---------------------------------------------------------------- welfare -------------------------


def _population(health, people, keep):
    head = Doubles(people, "people")
    if len(head.shape) != 1:
        raise InvalidError(f"people has the shape {head.shape}, expected one number a group", low.CPW_EINVAL, "people")
    made = low.cpw_dcea_population(groups=head.shape[0], people=head.pointer)
    keep.append(head)
    if health is not None:
        keep.append(Doubles(health, "health", head.shape))
        made.health = keep[-1].pointer
    return made, head


def _flat(values, name, head, keep):
    keep.append(Doubles(values, name, head.shape))
    return keep[-1].pointer


def assess(health, people, net_benefit, measure=None, aversion=None):
    """What a change of health (QALYs to each whole group) is worth: a Change. `measure`: "atkinson" (or
    None), "kolm", "extended-gini"; `aversion`: a number, a table's name, or None for that of Robson et al.
    2017 (there is none for the extended Gini). See cpw_dcea_assess."""
    keep = []
    population, head = _population(health, people, keep)
    kind, value = _settled_aversion(measure, aversion)
    out = low.cpw_dcea_change()
    call(
        "cpw_dcea_assess",
        C.byref(population),
        _flat(net_benefit, "net_benefit", head, keep),
        kind,
        value,
        None,
        C.byref(out),
    )
    return Change(*(getattr(out, name) for name in Change._fields))


def weights(health, people, measure=None, aversion=None, form="marginal", reference=-1):
    """Equity weights of the groups: "relative" to the group `reference` (-1: the last, least deprived),
    "normalised" to a mean of 1, or "marginal", the exact derivative; measure and aversion as in assess. See
    cpw_dcea_weights."""
    keep = []
    population, head = _population(health, people, keep)
    kind, value = _settled_aversion(measure, aversion)
    size = head.shape[0]
    out, pointer = new_doubles((size,))
    call(
        "cpw_dcea_weights",
        C.byref(population),
        kind,
        value,
        choice(form, "form", FORMS),
        whole(reference, "reference"),
        None,
        pointer,
    )
    return out


def flips(health, people, net_benefit, measure=None, lower=None, upper=None, most=64):
    """Aversions between `lower` and `upper` at which a change turns from better to worse or back: the
    first `most` of them. See cpw_dcea_flips."""
    keep = []
    population, head = _population(health, people, keep)
    kind = choice("atkinson" if measure is None else measure, "measure", MEASURES)
    most = whole(most, "most")
    if most < 0:
        raise InvalidError(f"most = {most} must be >= 0", low.CPW_EINVAL, "most")
    least = 1.0 if kind == low.CPW_DCEA_EXTENDED_GINI else 0.0
    greatest = 1.0 if kind == low.CPW_DCEA_KOLM else 30.0
    out, pointer = new_doubles((most,))
    count = C.c_int64()
    call(
        "cpw_dcea_flips",
        C.byref(population),
        _flat(net_benefit, "net_benefit", head, keep),
        kind,
        least if lower is None else lower,
        greatest if upper is None else upper,
        most,
        None,
        pointer,
        C.byref(count),
    )
    return out[: min(count.value, most)]


def aversion(first, second, people=None, measure=None, most=None):
    """The aversion of somebody to whom two distributions of health by group are equally good, as a question
    of a survey has them: the least from none to below `most` (1000, "kolm" 30), nan where there is no such.
    `people` of the groups (None: one each). A range of aversions is then that of the answers."""
    before = _vector(first, "first")
    size = before.shape[0]
    after = Doubles(second, "second", (size,))
    head = Doubles([1.0] * size if people is None else people, "people", (size,))
    kind = choice("atkinson" if measure is None else measure, "measure", MEASURES)
    change = [(b - a) * n for a, b, n in zip(_as_list(before), _as_list(after), _as_list(head))]
    most = (30.0 if kind == low.CPW_DCEA_KOLM else 1000.0) if most is None else number(most, "most")
    least = 1.0 if kind == low.CPW_DCEA_EXTENDED_GINI else 0.0
    given = _as_list(before), _as_list(head), change, kind
    if any(change) and assess(*given, least).efficiency == 0:
        return least
    # one range lies over the next: what turns at an end of the one is inside the other
    for lower, upper in ((least, 3.0), (2.0, 40.0), (30.0, most)):
        found = flips(*given, lower, min(upper, most), 1) if lower < most else []
        if len(found):
            return float(found[0])
    return float("nan")


def quadrant(efficiency, equity):
    """The quadrant of the equity-impact plane, in words."""
    return QUADRANTS[lib.cpw_dcea_quadrant(efficiency, equity)]


# ---------------------------------------------------------------- programmes ----------------------

Programme = namedtuple("Programme", "recipients gain cost fixed_cost name")


def programme(recipients, gain, cost=None, fixed_cost=0.0, name=None):
    """One option: people reached, QALYs gained and cost per recipient, by group; a cost of its own."""
    return Programme(recipients, gain, cost, fixed_cost, name)


def _programme(given, head, keep, made):
    if not isinstance(given, Programme):
        raise InvalidError(f"{given!r}: make each programme with dcea.programme", low.CPW_EINVAL, "programmes")
    made.recipients = _flat(given.recipients, "recipients", head, keep)
    if given.gain is not None:
        made.gain = _flat(given.gain, "gain", head, keep)
    if given.cost is not None:
        made.cost = _flat(given.cost, "cost", head, keep)
    made.fixed_cost = number(given.fixed_cost, "fixed_cost")
    return made


def net_benefit(people, programme, threshold, shares=None):
    """(net benefit by group in QALYs, total cost) of a programme. See cpw_dcea_net_benefit."""
    keep = []
    population, head = _population(None, people, keep)
    made = _programme(programme, head, keep, low.cpw_dcea_programme())
    out, pointer = new_doubles(head.shape)
    cost = C.c_double()
    borne = None if shares is None else _flat(_named_shares(shares, head), "shares", head, keep)
    call("cpw_dcea_net_benefit", C.byref(population), C.byref(made), threshold, borne, pointer, C.byref(cost))
    return out, cost.value


def _options(head, measure, aversion, threshold, shares, weight, axis, groups, keep):
    kind, value = _named_aversion(measure, aversion)
    options = structure(
        low.cpw_dcea_options,
        "dcea",
        {"measure": kind, "aversion": value, "threshold": threshold, "axis": choice(axis, "axis", AXES)},
    )
    if shares is not None:
        options.shares = _flat(_named_shares(shares, head), "shares", head, keep)
    if weight is not None:
        options.weight = _flat(weight, "weight", head, keep)
    if groups is not None:
        keep.append(dimension("group", groups, head.shape[0]))
        options.group_labels = C.pointer(keep[-1])
    return options


def _set_grid(options, values, count, field, keep):
    if values is not None:
        keep.append(_some(values, field))
        setattr(options, count, keep[-1].shape[0])
        setattr(options, field, keep[-1].pointer)


def _set_gradients(options, gradients, head, keep):
    if gradients is None:
        return
    if isinstance(gradients, str):
        gradients = [gradients]
    if not is_list(gradients):
        raise InvalidError(
            f"gradients = {gradients!r} must be {{name: shares}} or names of tables", low.CPW_EINVAL, "gradients"
        )
    if not isinstance(gradients, dict):
        gradients = {name: name for name in gradients}
    rows = [_named_shares(values, head) for values in gradients.values()]
    keep.append(Doubles(rows, "gradients", (len(rows), head.shape[0])))
    options.gradients = len(rows)
    options.gradient_shares = keep[-1].pointer
    keep.append(dimension("gradient", list(gradients), len(rows)))
    options.gradient_labels = C.pointer(keep[-1])


def evaluate(
    health,
    people,
    programmes,
    threshold,
    shares=None,
    measure=None,
    aversion=None,
    weight=None,
    axis="ede",
    aversions=None,
    thresholds=None,
    gradients=None,
    flip_between=None,
    groups=None,
):
    """Programmes valued by group and as a whole, each against doing nothing: a Result. See
    cpw_dcea_evaluate. `aversion` and `shares` may be names of tables, an aversion of the `measure` if one is
    given (None: that of the table, or "atkinson"); `aversions` and `thresholds` are
    grids; `gradients` {name: shares} or names of tables; `flip_between` (lower, upper) aversions."""
    keep = []
    population, head = _population(health, people, keep)
    options = _options(head, measure, aversion, threshold, shares, weight, axis, groups, keep)
    given = [programmes] if isinstance(programmes, Programme) else programmes
    if not is_list(given):
        raise InvalidError(
            f"programmes = {given!r} must be made with dcea.programme, one or a list", low.CPW_EINVAL, "programmes"
        )
    given = list(given)
    made = (low.cpw_dcea_programme * max(len(given), 1))()
    for place, one in zip(made, given):
        _programme(one, head, keep, place)
    if any(one.name for one in given):
        names = [one.name or str(k + 1) for k, one in enumerate(given)]
        keep.append(dimension("programme", names, len(given)))
        options.programme_labels = C.pointer(keep[-1])
    _set_grid(options, aversions, "aversions", "aversion_grid", keep)
    _set_grid(options, thresholds, "thresholds", "threshold_grid", keep)
    _set_gradients(options, gradients, head, keep)
    if flip_between is not None:
        if not is_list(flip_between) or len(flip_between) != 2:
            raise InvalidError(
                f"flip_between = {flip_between!r} must be (lower, upper)", low.CPW_EINVAL, "flip_between"
            )
        options.flip_lower, options.flip_upper = (number(at, "flip_between") for at in flip_between)
    out = C.POINTER(low.cpw_result)()
    call("cpw_dcea_evaluate", C.byref(population), made, len(given), C.byref(options), C.byref(out))
    return Result(out)


def draws(
    health,
    people,
    programme,
    gains,
    costs=None,
    level=0.95,
    keep_draws=False,
    threshold=None,
    shares=None,
    measure=None,
    aversion=None,
    axis="ede",
    groups=None,
    threads=1,
    progress=None,
):
    """What uncertain gains and costs, (draws, groups) per recipient, make of a programme: chances of
    each quadrant, means and limits. See cpw_dcea_draws."""
    keep = []
    population, head = _population(health, people, keep)
    nan = float("nan")
    options = _options(
        head, measure, aversion, nan if threshold is None else threshold, shares, None, axis, groups, keep
    )
    made = _programme(programme, head, keep, low.cpw_dcea_programme())
    matrix = Doubles(gains, "gains")
    if len(matrix.shape) != 2:
        raise InvalidError(f"gains has the shape {matrix.shape}, expected (draws, groups)", low.CPW_EINVAL, "gains")
    matrix._check("gains", (matrix.shape[0], head.shape[0]))
    price = None if costs is None else Doubles(costs, "costs", matrix.shape)
    run = Run(progress, threads=threads)
    out = C.POINTER(low.cpw_result)()
    run.call(
        "cpw_dcea_draws",
        C.byref(population),
        C.byref(made),
        matrix.pointer,
        price and price.pointer,
        matrix.shape[0],
        level,
        1 if keep_draws else 0,
        C.byref(options),
        run.pointer,
        C.byref(out),
    )
    return Result(out)


# ---------------------------------------------------------------- waiting -------------------------


class WaitLaw:
    """What a week of waiting costs: QALYs lost a week (a number, or one a piece that begins at the weeks
    of `start`), harms a week, QALYs lost by a harm; "once" for harms that end the wait, as death does."""

    def __init__(self, loss, start=None, hazard=None, harm_loss=0.0, harm="repeated"):
        self._keep = [_some(loss, "loss")]
        pieces = self._keep[0].shape
        self._keep.append(Doubles([0.0] if start is None else start, "start", pieces))
        self.c = low.cpw_dcea_wait_law(pieces=pieces[0], loss=self._keep[0].pointer, start=self._keep[1].pointer)
        if hazard is not None:
            self._keep.append(Doubles(hazard if is_list(hazard) else [single(hazard)], "hazard", pieces))
            self.c.hazard = self._keep[-1].pointer
        self.c.harm_loss = number(harm_loss, "harm_loss")
        self.c.harm = choice(harm, "harm", HARMS)


def _law(given):
    """The C struct of a WaitLaw."""
    if not isinstance(given, WaitLaw):
        raise InvalidError(f"law = {given!r} must be a dcea.WaitLaw", low.CPW_EINVAL, "law")
    return C.byref(given.c)


def wait_loss(law, start, end):
    """(QALYs, harms) of somebody who has waited `start` weeks, up to week `end`. See cpw_dcea_wait_loss."""
    loss, harms = C.c_double(), C.c_double()
    call("cpw_dcea_wait_loss", _law(law), start, end, C.byref(loss), C.byref(harms))
    return loss.value, harms.value


def _waiting(people, lower, last_width, name, keep):
    """(groups, bands) or (groups, lists, bands)."""
    counts = Doubles(people, name)
    if len(counts.shape) == 2:
        counts.shape = (counts.shape[0], 1, counts.shape[1])
    if len(counts.shape) != 3:
        raise InvalidError(
            f"{name} has the shape {counts.shape}, expected (groups, lists, bands)", low.CPW_EINVAL, name
        )
    edges = Doubles(range(counts.shape[2]) if lower is None else lower, "lower", counts.shape[2:])
    keep += [counts, edges]
    return low.cpw_dcea_waiting(
        groups=counts.shape[0],
        lists=counts.shape[1],
        bands=counts.shape[2],
        lower=edges.pointer,
        last_width=number(last_width, "last_width"),
        people=counts.pointer,
    )


def _wait_options(waiting, weight, hazard_weight, groups, lists, keep):
    options = structure(low.cpw_dcea_wait_options, "wait", {})
    for values, field in ((weight, "weight"), (hazard_weight, "hazard_weight")):
        if values is not None:
            keep.append(Doubles(values, field, (waiting.lists,)))
            setattr(options, field, keep[-1].pointer)
    for labels, field, size in ((groups, "group", waiting.groups), (lists, "list", waiting.lists)):
        if labels is not None:
            keep.append(dimension(field, labels, size))
            setattr(options, field + "_labels", C.pointer(keep[-1]))
    return options


def wait_cost(
    waiting,
    law,
    lower=None,
    last_width=0.0,
    remaining=None,
    weight=None,
    hazard_weight=None,
    people=None,
    groups=None,
    lists=None,
):
    """QALYs and harms that waiting has cost those on the list, (groups, bands) or (groups, lists, bands),
    and will cost them over the weeks `remaining`: a Result. `lower`: edges of the bands in weeks, 0, 1, 2,
    ... without; `people`: of each whole group. See cpw_dcea_wait_cost."""
    keep = []
    made = _waiting(waiting, lower, last_width, "waiting", keep)
    options = _wait_options(made, weight, hazard_weight, groups, lists, keep)
    if remaining is not None:
        keep.append(Doubles(remaining, "remaining"))
        if len(keep[-1].shape) == 2:
            keep[-1].shape = (keep[-1].shape[0], 1, keep[-1].shape[1])
        keep[-1]._check("remaining", (made.groups, made.lists, made.bands))
        options.remaining = keep[-1].pointer
    if people is not None:
        keep.append(Doubles(people, "people", (made.groups,)))
        options.group_people = keep[-1].pointer
    out = C.POINTER(low.cpw_result)()
    call("cpw_dcea_wait_cost", C.byref(made), _law(law), C.byref(options), C.byref(out))
    return Result(out)


def wait_gain(before, after, law, lower=None, last_width=0.0, weight=None, hazard_weight=None):
    """(recipients, QALYs gained per recipient, harms avoided) by group, from people by how long they wait
    in all, before and after. See cpw_dcea_wait_gain."""
    keep = []
    first = _waiting(before, lower, last_width, "before", keep)
    then = _waiting(after, lower, last_width, "after", keep)
    options = _wait_options(first, weight, hazard_weight, None, None, keep)
    answers = [new_doubles((first.groups,)) for _ in range(3)]
    call(
        "cpw_dcea_wait_gain",
        C.byref(first),
        C.byref(then),
        _law(law),
        C.byref(options),
        *(pointer for _, pointer in answers),
    )
    return tuple(array for array, _ in answers)
