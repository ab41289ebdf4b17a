"""How unequal: gaps between groups, slope and relative index, concentration, dispersion, what lies
between and within groups, and how far people of unknown group could move each of them.

    from carepath import equity
    equity.gaps([18.4, 17.1, 16.2, 15.5, 14.1], people).gap          # weeks, most less least deprived
    line = equity.slope(rates, people, se=errors, method="exact", level=[0.95, 0.998])
    line.sii, line.sii_lower, line.sii_upper                         # limits: one a level
    equity.concentration(waits, position=imd_rank).index
    equity.dispersion(waits).gini
    equity.ede(health, people, "atkinson", 10.95).ede
    equity.decompose(waits, specialty, "theil_t").between
    equity.bounds(means, people, waits_of_unknown).gap               # (known, least, greatest)

Groups and rows stand from the most deprived to the least; positions rise with being better off;
weights are people. What is not defined is nan.
"""
import ctypes as C
from types import SimpleNamespace

from . import _lowlevel as low
from ._labels import present
from ._library import call
from ._memory import Doubles, choice, is_list, new_doubles, numpy, single, structure
from ._run import Run
from .errors import InvalidError

SCALES = {"none": low.CPW_SCALE_NONE, "log": low.CPW_SCALE_LOG, "logit": low.CPW_SCALE_LOGIT}
SLOPE_METHODS = {
    "none": low.CPW_SLOPE_NONE,
    "exact": low.CPW_SLOPE_EXACT,
    "simulated": low.CPW_SLOPE_SIMULATED,
    "residual": low.CPW_SLOPE_RESIDUAL,
}
VARIANCES = {"rows": low.CPW_VARIANCE_ROWS, "counts": low.CPW_VARIANCE_COUNTS, "sample": low.CPW_VARIANCE_SAMPLE}
EDES = {"atkinson": low.CPW_EDE_ATKINSON, "kolm": low.CPW_EDE_KOLM, "gini": low.CPW_EDE_GINI}
PARTS = {
    "theil_t": low.CPW_PARTS_THEIL_T,
    "theil_l": low.CPW_PARTS_THEIL_L,
    "ge2": low.CPW_PARTS_GE2,
    "variance": low.CPW_PARTS_VARIANCE,
    "gini": low.CPW_PARTS_GINI,
}
_FIELLER = ("bounded", "exclusive", "unbounded")
_CURVES = ("equal", "below", "above", "crosses")
_BOUNDS = ("compared", "reference", "gap", "ratio", "sii", "rii", "concentration")


def _vector(values, name, length=None):
    """One dimension of doubles, of a given length; None stays None."""
    return None if values is None else _needed(values, name, length)


def _needed(values, name, length=None):
    """One dimension of doubles that must be given."""
    made = Doubles(values, name)
    if len(made.shape) != 1 or (length is not None and made.shape[0] != length):
        expected = "one dimension" if length is None else (length,)
        raise InvalidError(f"{name} has the shape {made.shape}, expected {expected}", low.CPW_EINVAL, name)
    return made


def _pointer(made):
    return None if made is None else made.pointer


def _some(values, name):
    """A list of numbers, and whether it was one number."""
    return (_needed(values, name), False) if is_list(values) else (_needed([single(values)], name), True)


def _plain(struct, **words):
    """A C struct as an object with the same fields; `words` name numbers."""
    fields = {name: getattr(struct, name) for name, *_ in struct._fields_ if name != "reserved"}
    fields.update({name: table[fields[name]] for name, table in words.items()})
    return SimpleNamespace(**fields)


def _column(structs, name, count):
    """A field of many structs as an array."""
    if numpy is not None:
        return numpy.frombuffer(structs, dtype=numpy.dtype(type(structs[0])))[name][:count].copy()
    return [getattr(structs[i], name) for i in range(count)]


def _rows(column, rows):
    """A column of rows x k as rows of k."""
    if numpy is not None:
        return column.reshape(rows, -1)
    k = len(column) // rows
    return [column[i * k : (i + 1) * k] for i in range(rows)]


def _numbers(labels, name, length):
    """(int64 array, its labels): any labels, sorted; none may be missing."""
    labels = present(labels, name)
    if numpy is not None and isinstance(labels, numpy.ndarray) and labels.shape == (length,) and labels.dtype.kind in "iu":
        known, places = numpy.unique(labels, return_inverse=True)
        places = numpy.ascontiguousarray(places, dtype=numpy.int64)
        block = places.ctypes.data_as(C.POINTER(C.c_int64))
        block._keep = places
        return block, known.tolist()
    labels = labels if isinstance(labels, list) else labels.tolist()
    if len(labels) != length:
        raise InvalidError(f"{name} has the length {len(labels)}, expected {length}", low.CPW_EINVAL, name)
    try:
        known = sorted(set(labels))
    except TypeError:
        raise InvalidError(f"{name} must be labels that can be sorted", low.CPW_EINVAL, name) from None
    place = {label: i for i, label in enumerate(known)}
    block = (C.c_int64 * max(length, 1))(*[place[label] for label in labels])
    return block, known


def fieller(numerator, denominator, variance_n, variance_d, covariance=0.0, level=0.95):
    """Limits of a ratio of two normal estimates: estimate, lower, upper, kind ("bounded", "exclusive":
    outside the limits, "unbounded"). See cpw_equity_fieller."""
    out = low.cpw_fieller()
    call("cpw_equity_fieller", numerator, denominator, variance_n, variance_d, covariance, level, C.byref(out))
    return _plain(out, kind=_FIELLER)


def gaps(value, population=None, compared=0, reference=-1, se=None, level=0.95):
    """Gaps and ratios between groups, attributable risk, and spread between groups; limits with se.
    See cpw_gaps for the names."""
    value = _needed(value, "value")
    groups = value.shape[0]
    population, se = _vector(population, "population", groups), _vector(se, "se", groups)
    options = structure(
        low.cpw_gaps_options, "gaps", {"compared": compared, "reference": reference, "level": level}
    )
    options.se = _pointer(se)
    out = low.cpw_gaps()
    call("cpw_equity_gaps", value.pointer, _pointer(population), groups, C.byref(options), C.byref(out))
    return _plain(out, fieller_kind=_FIELLER)


def slope(
    value,
    population=None,
    se=None,
    lower=None,
    upper=None,
    limit_level=0.95,
    method=None,
    level=0.95,
    transform="none",
    scale="none",
    multiplier=1.0,
    replications=100000,
    seed=1,
    threads=1,
    progress=None,
):
    """Slope and relative index of inequality of one area (groups) or of many (areas, groups).

    method: "none", "exact", "simulated" or "residual"; by default "exact" where se or lower and upper are
    given. scale: that of the standard errors ("log" for rates, "logit" for proportions). Answers of
    one area are numbers, of many arrays; with several levels limits have one more dimension. See
    cpw_equity_slope."""
    value = Doubles(value, "value")
    if len(value.shape) not in (1, 2):
        raise InvalidError(f"value has the shape {value.shape}, expected (groups) or (areas, groups)",
                           low.CPW_EINVAL, "value")
    one = len(value.shape) == 1
    areas, groups = (1, *value.shape) if one else value.shape
    given = {"population": population, "se": se, "lower": lower, "upper": upper}
    arrays = {k: None if v is None else Doubles(v, k, value.shape) for k, v in given.items()}
    levels, one_level = _some(level, "level")
    if method is None:
        method = "none" if se is None and lower is None and upper is None else "exact"
    count = levels.shape[0]
    options = structure(
        low.cpw_slope_options,
        "slope",
        {
            "transform": choice(transform, "transform", SCALES),
            "scale": choice(scale, "scale", SCALES),
            "method": choice(method, "method", SLOPE_METHODS),
            "multiplier": multiplier,
            "limit_level": limit_level,
            "levels": count,
        },
    )
    options.se, options.lower, options.upper = (_pointer(arrays[k]) for k in ("se", "lower", "upper"))
    options.level = levels.pointer
    run = Run(progress, replications=replications, seed=seed, threads=threads)
    out = (low.cpw_slope * max(areas, 1))()
    limits = (low.cpw_slope_limits * max(areas * count, 1))()
    run.call(
        "cpw_equity_slope",
        value.pointer,
        _pointer(arrays["population"]),
        areas,
        groups,
        C.byref(options),
        run.pointer,
        out,
        limits,
    )
    found = {name: _column(out, name, areas) for name, *_ in low.cpw_slope._fields_}
    if options.method != low.CPW_SLOPE_NONE:
        for name in ("sii_lower", "sii_upper", "rii_lower", "rii_upper"):
            found[name] = _rows(_column(limits, name, areas * count), areas)
        kinds = [_FIELLER[limits[i].rii_kind] for i in range(areas * count)]
        found["rii_kind"] = [kinds[a * count : (a + 1) * count] for a in range(areas)]
        for name in ("sii_lower", "sii_upper", "rii_lower", "rii_upper", "rii_kind"):
            if one_level:
                column = found[name]
                first = hasattr(column, "ndim")
                found[name] = column[:, 0] if first else [row[0] for row in column]
        found["level"] = level
    return SimpleNamespace(**{k: v[0] if one and k != "level" else v for k, v in found.items()})


def _concentration_options(variance, lowest, highest, aversion):
    fields = {"variance": choice(variance, "variance", VARIANCES), "aversion": aversion}
    fields.update({k: v for k, v in (("lowest", lowest), ("highest", highest)) if v is not None})
    return structure(low.cpw_concentration_options, "concentration", fields)


def concentration(value, position=None, weight=None, lowest=None, highest=None, aversion=2.0, variance="rows"):
    """Concentration index of people by position (rising with being better off; None: rows in order, the
    worst off first), with standard errors, corrections between the bounds lowest and highest, and the
    extended index. See cpw_concentration for the names."""
    value = _needed(value, "value")
    n = value.shape[0]
    position, weight = _vector(position, "position", n), _vector(weight, "weight", n)
    options = _concentration_options(variance, lowest, highest, aversion)
    out = low.cpw_concentration()
    call(
        "cpw_equity_concentration",
        value.pointer,
        _pointer(position),
        _pointer(weight),
        n,
        C.byref(options),
        C.byref(out),
    )
    return _plain(out, curve=_CURVES)


def concentration_grouped(mean, population=None, variance=None, lowest=None, highest=None, aversion=2.0):
    """Concentration index of groups, the worst off first; variance: of the value within each group."""
    mean = _needed(mean, "mean")
    groups = mean.shape[0]
    population, variance = _vector(population, "population", groups), _vector(variance, "variance", groups)
    options = _concentration_options("rows", lowest, highest, aversion)
    out = low.cpw_concentration()
    call(
        "cpw_equity_concentration_grouped",
        mean.pointer,
        _pointer(population),
        _pointer(variance),
        groups,
        C.byref(options),
        C.byref(out),
    )
    return _plain(out, curve=_CURVES)


def curve(value, share, position=None, weight=None):
    """The concentration curve at shares of the population; with position=value the Lorenz curve."""
    value = _needed(value, "value")
    n = value.shape[0]
    position, weight = _vector(position, "position", n), _vector(weight, "weight", n)
    share, one = _some(share, "share")
    view, pointer = new_doubles(share.shape)
    call(
        "cpw_equity_curve",
        value.pointer,
        _pointer(position),
        _pointer(weight),
        n,
        share.pointer,
        share.shape[0],
        None,
        pointer,
    )
    return float(view[0]) if one else view


def dispersion(value, weight=None):
    """Inequality of one distribution: mean, variance, cv, gini (corrected, with standard errors by influence
    function and jackknife), theil_t, theil_l. See cpw_dispersion."""
    value = _needed(value, "value")
    weight = _vector(weight, "weight", value.shape[0])
    out = low.cpw_dispersion()
    call("cpw_equity_dispersion", value.pointer, _pointer(weight), value.shape[0], None, C.byref(out))
    return _plain(out)


def entropy(value, a, weight=None):
    """Generalised entropy GE(a), for one a or many."""
    value = _needed(value, "value")
    weight = _vector(weight, "weight", value.shape[0])
    a, one = _some(a, "a")
    view, pointer = new_doubles(a.shape)
    call(
        "cpw_equity_entropy",
        value.pointer,
        _pointer(weight),
        value.shape[0],
        a.pointer,
        a.shape[0],
        None,
        pointer,
    )
    return float(view[0]) if one else view


def ede(value, weight=None, kind="atkinson", aversion=1.0):
    """Equally distributed equivalent (.ede) and the inequality it implies (.index) for one aversion or many;
    kind: "atkinson", "kolm" or "gini". See cpw_equity_ede."""
    value = _needed(value, "value")
    weight = _vector(weight, "weight", value.shape[0])
    aversion, one = _some(aversion, "aversion")
    found, found_pointer = new_doubles(aversion.shape)
    index, index_pointer = new_doubles(aversion.shape)
    call(
        "cpw_equity_ede",
        value.pointer,
        _pointer(weight),
        value.shape[0],
        choice(kind, "kind", EDES),
        aversion.pointer,
        aversion.shape[0],
        None,
        found_pointer,
        index_pointer,
    )
    return SimpleNamespace(ede=float(found[0]), index=float(index[0])) if one else SimpleNamespace(ede=found, index=index)


def decompose(value, group, kind="theil_t", weight=None):
    """Inequality between and within groups, whose labels may be anything that can be sorted: total, between,
    within, overlap (of "gini"), and for each of .groups the lists population, share, mean, inequality,
    group_within, group_between. A missing label (None, nan) is an error: leave the row out, name the group,
    or see bounds. See cpw_equity_decompose."""
    value = _needed(value, "value")
    n = value.shape[0]
    weight = _vector(weight, "weight", n)
    numbers, labels = _numbers(group, "group", n)
    out, each = low.cpw_decomposition(), (low.cpw_decomposition_group * max(len(labels), 1))()
    call(
        "cpw_equity_decompose",
        value.pointer,
        _pointer(weight),
        numbers,
        n,
        len(labels),
        choice(kind, "kind", PARTS),
        None,
        C.byref(out),
        each,
    )
    found = _plain(out)
    found.groups = labels
    for name in ("population", "share", "mean", "inequality"):
        setattr(found, name, _column(each, name, len(labels)))
    found.group_within = _column(each, "within", len(labels))
    found.group_between = _column(each, "between", len(labels))
    return found


def decompose_crossed(value, first, second, kind="theil_t", weight=None):
    """Inequality by two crossed groupings: total = first + second + interaction + within."""
    value = _needed(value, "value")
    n = value.shape[0]
    weight = _vector(weight, "weight", n)
    (a, a_labels), (b, b_labels) = _numbers(first, "first", n), _numbers(second, "second", n)
    out = low.cpw_crossed_decomposition()
    call(
        "cpw_equity_decompose_crossed",
        value.pointer,
        _pointer(weight),
        a,
        b,
        n,
        len(a_labels),
        len(b_labels),
        choice(kind, "kind", PARTS),
        None,
        C.byref(out),
    )
    return _plain(out)


def bounds(mean, population, unknown, compared=0, reference=-1, blocks=low.CPW_BOUNDS_BLOCKS):
    """Measures of groups with people of unknown group, whose values are `unknown`: for each of compared,
    reference, gap, ratio, sii, rii and concentration its .known, .least and .greatest value over every way
    in which they could belong to the groups. See cpw_equity_bounds."""
    mean = _needed(mean, "mean")
    groups = mean.shape[0]
    population, unknown = _needed(population, "population", groups), _needed(unknown, "unknown")
    options = structure(
        low.cpw_bounds_options, "bounds", {"compared": compared, "reference": reference, "blocks": blocks}
    )
    out = low.cpw_bounds()
    call(
        "cpw_equity_bounds",
        mean.pointer,
        population.pointer,
        groups,
        unknown.pointer,
        unknown.shape[0],
        C.byref(options),
        C.byref(out),
    )
    found = SimpleNamespace(
        missing=out.missing, missing_share=out.missing_share, mean=out.mean, exact=bool(out.exact)
    )
    for i, name in enumerate(_BOUNDS):
        setattr(found, name, SimpleNamespace(known=out.known[i], least=out.least[i], greatest=out.greatest[i]))
    return found
