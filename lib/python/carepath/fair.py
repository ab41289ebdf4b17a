"""A ranking in which no group is left out of its beginning, and how much attention each group gets.

    found = carepath.fair.adjusted(places=20, share=0.25, alpha=0.1)    # FA*IR: minimum numbers of each prefix
    ranking = carepath.fair.rerank(score, protected, found.minimum, tier=tier)
    ranking.order, ranking.passes
    carepath.fair.costs(score, ranking.order, group=protected, tier=tier).most_places    # who pays, and what
    carepath.fair.exposure([protected[i] for i in ranking.order]).mean    # of the protected, of the others

Groups are whole numbers from 0, -1 for people of none of them; or True and False: protected or not. Within
tiers each tier is a ranking of its own, and nobody leaves theirs.
"""
import ctypes as C

from . import _lowlevel as low
from ._library import call, lib
from ._memory import Doubles, choice, is_list, new_doubles, new_integers, number, structure, whole
from ._people import Integers
from .errors import InvalidError
from .queue import Measures

RULES = {
    "nearest": low.CPW_FAIR_NEAREST,
    "conservative": low.CPW_FAIR_CONSERVATIVE,
    "unadjusted": low.CPW_FAIR_UNADJUSTED,
}
ROUNDINGS = {"floor": low.CPW_FAIR_FLOOR, "ceil": low.CPW_FAIR_CEIL}
DISCOUNTS = {
    "log2": low.CPW_FAIR_LOG2,
    "reciprocal": low.CPW_FAIR_RECIPROCAL,
    "geometric": low.CPW_FAIR_GEOMETRIC,
    "top": low.CPW_FAIR_TOP,
}
MEASURES = {
    "rnd": low.CPW_FAIR_RND,
    "rkl": low.CPW_FAIR_RKL,
    "rrd": low.CPW_FAIR_RRD,
    "ndkl": low.CPW_FAIR_NDKL,
}


# ---------------------------------------------------------------- minimum numbers ------------------


def minimum(places, share, alpha):
    """Minimum numbers of FA*IR at one significance for every place. See cpw_fair_minimum."""
    view, out = new_integers((max(whole(places, "places"), 0),))
    call("cpw_fair_minimum", whole(places, "places"), number(share, "share"), number(alpha, "alpha"), out)
    return view


def failure(share, minimum):
    """Chance that a ranking drawn without regard to the group fails the minimum numbers."""
    table = Integers(minimum, "minimum")
    out = C.c_double()
    call("cpw_fair_failure", len(minimum), number(share, "share"), table.pointer, None, C.byref(out))
    return out.value


def adjusted(places, share, alpha, rule="nearest"):
    """Minimum numbers of FA*IR whose chance of failing is alpha over all places: `minimum`, `adjusted` (the
    significance of one place) and `chance`. The rule is nearest (as published), conservative or unadjusted."""
    view, out = new_integers((max(whole(places, "places"), 0),))
    level, chance = C.c_double(), C.c_double()
    call(
        "cpw_fair_adjusted",
        whole(places, "places"),
        number(share, "share"),
        number(alpha, "alpha"),
        choice(rule, "rule", RULES),
        None,
        out,
        C.byref(level),
        C.byref(chance),
    )
    return Measures({"minimum": view, "adjusted": level.value, "chance": chance.value})


def quota(places, share, rounding="floor"):
    """Minimum numbers (places x groups) of several groups from their shares."""
    shares = Doubles(share if is_list(share) else [share], "share")
    count, groups = whole(places, "places"), shares.shape[0]
    view, out = new_integers((max(count, 0), groups))
    call("cpw_fair_quota", count, groups, shares.pointer, choice(rounding, "rounding", ROUNDINGS), out)
    return view


# ---------------------------------------------------------------- groups ---------------------------


def _is_flag(value):
    return isinstance(value, bool) or type(value).__name__ in ("bool_", "bool")


def _flags(values):
    """Whether these are True and False; no values are."""
    if hasattr(values, "dtype"):
        return values.dtype.kind == "b"
    return all(_is_flag(v) for v in values)


def _groups(values, groups, others):
    """(Integers, count, number of groups): True is the group 0, False the group `others`."""
    values = list(values) if not hasattr(values, "dtype") else values
    if len(values) and _flags(values):
        values = [0 if v else others for v in values]
        groups = others + 1 if groups is None and others >= 0 else groups
    made = Integers(values, "group", C.c_int32)
    if groups is None:
        groups = max([int(v) for v in values], default=0) + 1
    return made, len(values), max(whole(groups, "groups"), 1)


def _table(values, groups=None):
    """(Integers, rows, groups) of minimum numbers, by place or by place and group."""
    rows = values.tolist() if hasattr(values, "tolist") else list(values)
    nested = len(rows) > 0 and is_list(rows[0])
    width = len(rows[0]) if nested else 1
    if nested and any(len(row) != width for row in rows):
        raise InvalidError("minimum is ragged", low.CPW_EINVAL, "minimum")
    if groups is not None and width != groups:
        raise InvalidError(f"minimum has {width} groups, expected {groups}", low.CPW_EINVAL, "minimum")
    return Integers([x for row in rows for x in row] if nested else rows, "minimum"), len(rows), width


def _tiers(tier, count):
    if tier is None:
        return None
    if len(tier) != count:
        raise InvalidError(f"tier has {len(tier)} values, expected {count}", low.CPW_EINVAL, "tier")
    return Integers(tier, "tier", C.c_int32)


def _numbers(c):
    return {name: getattr(c, name) for name, *_ in c._fields_}


def _verdict(c):
    made = _numbers(c)
    made["passes"] = bool(made["passes"])
    for name in ("place", "group"):
        made[name] = None if made[name] < 0 else made[name]
    return made


# ---------------------------------------------------------------- re-ranking and testing -----------


def test(group, minimum, tier=None):
    """A ranking (the groups of its people, first to last) against minimum numbers: `passes`, `place` and
    `group` that fall short first, `shortfall` there, `failures`, `worst`."""
    table, rows, width = _table(minimum)
    groups, count, _ = _groups(group, width, -1)
    tiers = _tiers(tier, count)
    out = low.cpw_fair_verdict()
    call(
        "cpw_fair_test",
        count,
        width,
        groups.pointer,
        None if tiers is None else tiers.pointer,
        rows,
        table.pointer,
        None,
        C.byref(out),
    )
    made = _verdict(out)
    del made["moved"]
    return Measures(made)


def _people(score, group, tier, groups):
    scores = Doubles(score, "score")
    count = scores.shape[0] if scores.shape else 0
    made, given, _ = _groups([-1] * count if group is None else group, groups, -1)
    if given != count:
        raise InvalidError(f"group has {given} values, expected {count}", low.CPW_EINVAL, "group")
    tiers = _tiers(tier, count)
    people = structure(low.cpw_fair_people, "people", {"count": count, "groups": groups})
    people.score, people.group = scores.pointer, made.pointer
    if tiers is not None:
        people.tier = tiers.pointer
    people._keep = (scores, made, tiers)
    return people, count


def rerank(score, group, minimum, places=None, tier=None):
    """People by score within tiers so that every prefix has its minimum of every group: `order` (indices of
    people) and what `test` says of it, with `moved`. See cpw_fair_rerank."""
    table, rows, width = _table(minimum)
    people, count = _people(score, group, tier, width)
    wanted = count if places is None else whole(places, "places")
    view, out = new_integers((max(wanted, 0),))
    verdict = low.cpw_fair_verdict()
    call("cpw_fair_rerank", C.byref(people), wanted, rows, table.pointer, None, out, C.byref(verdict))
    return Measures({"order": view, **_verdict(verdict)})


def costs(score, order, group=None, tier=None):
    """What a ranking costs those who would stand earlier by score alone: `lost` (places, by person), `delayed`,
    `advanced`, `left_out`, `most_places`, the losses of score and whose they are. See cpw_fair_cost."""
    groups = 1
    if group is not None and len(group) and not _flags(group):
        groups = max(max(int(g) for g in group) + 1, 1)
    people, count = _people(score, group, tier, groups)
    ranking = Integers(order, "order")
    view, out = new_integers((count,))
    cost = low.cpw_fair_cost()
    call("cpw_fair_costs", C.byref(people), len(order), ranking.pointer, None, out, C.byref(cost))
    made = _numbers(cost)
    for name in ("most_delayed", "ordering_who", "selection_who"):
        made[name] = None if made[name] < 0 else made[name]
    return Measures({"lost": view, **made})


# ---------------------------------------------------------------- exposure and selection -----------


def discount(place, discount="log2", parameter=0.0):
    """Attention that a place gets, the first of which is 1."""
    kind = choice(discount, "discount", DISCOUNTS)
    return lib.cpw_fair_discount(kind, number(parameter, "parameter"), whole(place, "place"))


def _spread(c):
    made = _numbers(c)
    return Measures({k: None if k in ("largest", "smallest") and v < 0 else v for k, v in made.items()})


def exposure(group, groups=None, discount="log2", parameter=0.0, attention=None, merit=None):
    """Exposure of groups in a ranking: `mean`, `share` and `per_merit` by group, `spread` of the means,
    `treatment` (spread of per_merit). True and False are the groups 0 and 1."""
    made, count, groups = _groups(group, groups, 1)
    options = {"discount": choice(discount, "discount", DISCOUNTS), "parameter": number(parameter, "parameter")}
    options = structure(low.cpw_fair_exposure_options, "exposure", options)
    keep = [None if v is None else Doubles(v, n, (count,)) for n, v in (("attention", attention), ("merit", merit))]
    for name, values in zip(("attention", "merit"), keep):
        if values is not None:
            setattr(options, name, values.pointer)
    out = {name: new_doubles((groups,)) for name in ("mean", "share", "per_merit")}
    spread, treatment = low.cpw_fair_spread(), low.cpw_fair_spread()
    pointers = [pointer for _, pointer in out.values()]
    call(
        "cpw_fair_exposure",
        count,
        groups,
        made.pointer,
        C.byref(options),
        *pointers,
        C.byref(spread),
        C.byref(treatment),
    )
    found = {name: view for name, (view, _) in out.items()}
    return Measures({**found, "spread": _spread(spread), "treatment": _spread(treatment)})


def selection(group, first, groups=None):
    """Groups among the first: `selected`, `share`, `rate` (of the group's people), `spread` of the rates, whose
    ratio is the smallest rate over the largest. True and False are the groups 0 and 1."""
    made, count, groups = _groups(group, groups, 1)
    view, out = new_integers((groups,))
    more = {name: new_doubles((groups,)) for name in ("share", "rate")}
    spread = low.cpw_fair_spread()
    pointers = [pointer for _, pointer in more.values()]
    call(
        "cpw_fair_selection", count, groups, made.pointer, whole(first, "first"), None, out, *pointers, C.byref(spread)
    )
    found = {name: values for name, (values, _) in more.items()}
    return Measures({"selected": view, **found, "spread": _spread(spread)})


def skew(group, first, wished=None, groups=None):
    """Log of the share of groups among the first over the wished share (None: that of the whole): `skew`, and
    its ends in `spread`. True and False are the groups 0 and 1."""
    made, count, groups = _groups(group, groups, 1)
    shares = None if wished is None else Doubles(wished, "wished", (groups,))
    view, out = new_doubles((groups,))
    spread = low.cpw_fair_spread()
    pointer = None if shares is None else shares.pointer
    call("cpw_fair_skew", count, groups, made.pointer, whole(first, "first"), pointer, None, out, C.byref(spread))
    return Measures({"skew": view, "spread": _spread(spread)})


def divergence(group, measure="rkl", step=10, groups=None):
    """How far the prefixes of a ranking are from the shares of its groups: rnd, rkl, rrd (the group 0 or True
    against all others), ndkl. See cpw_fair_divergence."""
    kind = choice(measure, "measure", MEASURES)
    if kind == low.CPW_FAIR_NDKL:
        made, count, groups = _groups(group, groups, 1)
    else:
        flags = [g if _is_flag(g) else g == 0 for g in (group.tolist() if hasattr(group, "tolist") else group)]
        made, count, groups = _groups(flags, 1, -1)
    out = C.c_double()
    call("cpw_fair_divergence", count, groups, made.pointer, kind, whole(step, "step"), None, C.byref(out))
    return out.value
