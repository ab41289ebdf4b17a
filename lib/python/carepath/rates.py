"""Counts, rates and shares of groups with their limits; standardised comparisons; funnels.

    from carepath import rates
    rates.crude([65, 3], [1000, 1000])                     rates per 100000 and their limits
    rates.direct(count, population, standard)["rate"]      standardised for age, specialty or urgency
    rates.waits(weeks, group=deprivation, stratum=specialty)["direct"]
    rates.funnel(seen_late, patients)["class"]             who lies outside the limits

`level` is one confidence or several; with several, limits have a last dimension for them.
"""
import ctypes as C
from types import SimpleNamespace

from . import _lowlevel as low
from ._library import call
from ._memory import choice, is_list, new_doubles, structure
from ._whole import keep, matrix, numbered, set_levels, set_texts, vector
from .errors import InvalidError
from .result import Result

METHODS = {
    "auto": low.CPW_RATES_AUTO,
    "byar": low.CPW_RATES_BYAR,
    "exact": low.CPW_RATES_EXACT,
    "gamma": low.CPW_RATES_GAMMA,
}
SHARES = {"wilson": low.CPW_RATES_WILSON, "clopper": low.CPW_RATES_CLOPPER}
EMPTY = {"error": low.CPW_RATES_EMPTY_ERROR, "drop": low.CPW_RATES_EMPTY_DROP}
MEASURES = {
    "proportion": low.CPW_RATES_FUNNEL_PROPORTION,
    "rate": low.CPW_RATES_FUNNEL_RATE,
    "ratio": low.CPW_RATES_FUNNEL_RATIO,
}
LIMITS = {
    "published": low.CPW_RATES_LIMITS_PUBLISHED,
    "exact": low.CPW_RATES_LIMITS_EXACT,
    "normal": low.CPW_RATES_LIMITS_NORMAL,
}
DISPERSION = {
    "none": low.CPW_RATES_DISPERSION_NONE,
    "multiply": low.CPW_RATES_DISPERSION_MULTIPLY,
    "add": low.CPW_RATES_DISPERSION_ADD,
}


def _plain(struct):
    return SimpleNamespace(**{name: getattr(struct, name) for name, *_ in struct._fields_})


def count_interval(count, level=0.95, method="auto"):
    """Limits of the expectation of one count: estimate, lower, upper. See cpw_rates_count_interval."""
    out = low.cpw_interval()
    call("cpw_rates_count_interval", count, level, choice(method, "method", METHODS), C.byref(out))
    return _plain(out)


def share_interval(successes, trials, level=0.95):
    """Exact limits of one share (Clopper and Pearson); Wilson's are carepath.stats.wilson_interval."""
    out = low.cpw_interval()
    call("cpw_rates_share_interval", successes, trials, level, C.byref(out))
    return _plain(out)


def _many(function, above, below, multiplier, level, method):
    levels = vector(level if is_list(level) else [level], "level")
    shape = above.shape + levels.shape if is_list(level) else above.shape
    value, value_pointer = new_doubles(above.shape)
    lower, lower_pointer = new_doubles(shape)
    upper, upper_pointer = new_doubles(shape)
    call(
        function, above.pointer, below.pointer if below else None, above.shape[0], multiplier, levels.pointer,
        levels.shape[0], method, value_pointer, lower_pointer, upper_pointer,
    )
    return value, lower, upper


def crude(count, exposure=None, level=0.95, multiplier=100000, method="auto"):
    """Crude rates with limits: rate, lower, upper. Without `exposure`: counts, times the multiplier."""
    above = vector(count, "count")
    below = None if exposure is None else vector(exposure, "exposure", above.shape[0])
    rate, lower, upper = _many("cpw_rates_crude", above, below, multiplier, level, choice(method, "method", METHODS))
    return SimpleNamespace(rate=rate, lower=lower, upper=upper)


def proportion(successes, trials, level=0.95, multiplier=1, method="wilson"):
    """Shares with limits: share, lower, upper."""
    above = vector(successes, "successes")
    below = vector(trials, "trials", above.shape[0])
    made = _many("cpw_rates_proportion", above, below, multiplier, level, choice(method, "method", SHARES))
    return SimpleNamespace(share=made[0], lower=made[1], upper=made[2])


def _options(name, level, groups, strata, labels, values):
    if "method" in values:
        values["method"] = choice(values["method"], "method", METHODS)
    if "empty" in values:
        values["empty"] = choice(values["empty"], "empty", EMPTY)
    options = structure(low.cpw_rates_options, name, values)
    set_levels(options, level)
    set_texts(options, "groups", labels[0], groups, "groups")
    set_texts(options, "strata", labels[1], strata, "strata")
    return options


def direct(count, population, standard, level=0.95, groups=None, strata=None, **options):
    """Directly standardised rates of groups (rows) by strata (columns): a Result with rate, lower, upper, crude,
    variance, flags and more. `groups` and `strata` are labels. See cpw_rates_direct."""
    events = matrix(count, "count")
    people = matrix(population, "population", *events.shape)
    weights = vector(standard, "standard", events.shape[1])
    made = _options("direct", level, *events.shape, (groups, strata), options)
    out = C.POINTER(low.cpw_result)()
    call(
        "cpw_rates_direct", events.pointer, people.pointer, weights.pointer, *events.shape, C.byref(made), C.byref(out)
    )
    return Result(out)


def indirect(observed, population, standard_count, standard_population, level=0.95, groups=None, **options):
    """Observed over expected events, and the rate of it: a Result. See cpw_rates_indirect."""
    events = vector(observed if is_list(observed) else [observed], "observed")
    people = matrix(population, "population", events.shape[0])
    above = vector(standard_count, "standard_count", people.shape[1])
    below = vector(standard_population, "standard_population", people.shape[1])
    made = _options("indirect", level, *people.shape, (groups, None), options)
    out = C.POINTER(low.cpw_result)()
    call(
        "cpw_rates_indirect", events.pointer, people.pointer, above.pointer, below.pointer, *people.shape,
        C.byref(made), C.byref(out),
    )
    return Result(out)


def compare(a, variance_a, b, variance_b, level=0.95):
    """Difference and ratio of two independent rates by their variances. See cpw_rates_compare."""
    out = low.cpw_rates_comparison()
    call("cpw_rates_compare", a, variance_a, b, variance_b, level, C.byref(out))
    return _plain(out)


def compare_counts(count_a, exposure_a, count_b, exposure_b, level=0.95):
    """Difference and ratio of two crude rates by their counts, exactly. See cpw_rates_compare_counts."""
    out = low.cpw_rates_comparison()
    call("cpw_rates_compare_counts", count_a, exposure_a, count_b, exposure_b, level, C.byref(out))
    return _plain(out)


def _standard(weights, labels):
    """{stratum: weight} as a list: every stratum must be named, and no other."""
    if labels is None:
        raise InvalidError("standard = {stratum: weight} needs stratum", low.CPW_EINVAL, "standard")
    for label in weights:
        if label not in labels:
            raise InvalidError(f"standard: {label!r} is not one of the strata", low.CPW_EINVAL, "standard")
    for label in labels:
        if label not in weights:
            raise InvalidError(
                f"standard has no weight for the stratum {label!r}: 0 leaves it out", low.CPW_EINVAL, "standard"
            )
    return [weights[label] for label in labels]


def waits(wait, group, stratum=None, standard=None, level=0.95, groups=None, strata=None, **options):
    """Waits of groups, adjusted for the strata (specialties, urgencies) of their people: a Result. `group` and
    `stratum` are labels, one a row; `groups` and `strata` say which there are and in which order; `standard` is a
    weight a stratum in that order, or {stratum: weight} with a weight (0 leaves it out) for every one; over=52 compares the share who wait longer than that;
    empty="drop" leaves out strata where a group has nobody, with bounds. See cpw_rates_waits."""
    weeks = vector(wait, "wait")
    rows = weeks.shape[0]
    group, group_labels = numbered(group, "group", groups)
    kind, kind_labels = (None, None) if stratum is None else numbered(stratum, "stratum", strata)
    for name, made in (("group", group), ("stratum", kind)):
        if made is not None and made.shape != (rows,):
            raise InvalidError(f"{name} has the shape {made.shape}, expected ({rows},)", low.CPW_EINVAL, name)
    count = len(kind_labels) if kind_labels else 1
    if isinstance(standard, dict):
        standard = _standard(standard, kind_labels)
    weights = None if standard is None else vector(standard, "standard", count)
    made = _options("waits", level, len(group_labels), count, (group_labels, kind_labels), options)
    keep(made, (weeks, group, kind, weights))
    out = C.POINTER(low.cpw_result)()
    call(
        "cpw_rates_waits", weeks.pointer, group.pointer, kind.pointer if kind else None, rows, len(group_labels), count,
        weights.pointer if weights else None, C.byref(made), C.byref(out),
    )
    return Result(out)


def _funnel_options(name, values):
    level = values.pop("level", None)
    for key, names in (("measure", MEASURES), ("limits", LIMITS), ("dispersion", DISPERSION)):
        if key in values:
            values[key] = choice(values[key], key, names)
    options = structure(low.cpw_rates_funnel_options, name, values)
    if level is not None:
        set_levels(options, level)
    return options, 2 if level is None else options.levels


def funnel_lines(size, target, dispersion_value=0, **options):
    """Lines of a funnel at given sizes: lower and upper of shape (sizes, levels). See cpw_rates_funnel_lines."""
    sizes = vector(size, "size")
    made, levels = _funnel_options("funnel_lines", options)
    lower, lower_pointer = new_doubles((sizes.shape[0], levels))
    upper, upper_pointer = new_doubles((sizes.shape[0], levels))
    call(
        "cpw_rates_funnel_lines", sizes.pointer, sizes.shape[0], target, dispersion_value, C.byref(made), lower_pointer,
        upper_pointer,
    )
    return SimpleNamespace(lower=lower, upper=upper)


def funnel(value, size, units=None, **options):
    """A funnel of units: a Result with value, z, z_adjusted, class, lower, upper, target, phi, tau2 and more.
    measure="proportion", "rate" or "ratio"; limits="published", "exact" or "normal"; dispersion="none",
    "multiply" or "add" (with limits="normal"). See cpw_rates_funnel."""
    values = vector(value, "value")
    sizes = vector(size, "size", values.shape[0])
    made, _ = _funnel_options("funnel", options)
    set_texts(made, "units", units, values.shape[0], "units")
    out = C.POINTER(low.cpw_result)()
    call("cpw_rates_funnel", values.pointer, sizes.pointer, values.shape[0], C.byref(made), C.byref(out))
    return Result(out)
