"""Small numbers: what may be published of a table of counts of people.

    from carepath import disclosure
    shown = disclosure.table(counts, rows=providers, columns=groups)
    shown["published"]                     rounded counts, NaN where withheld
    shown.texts()                          the same as texts, "*" where withheld

The rule is that of Hospital Episode Statistics (1 to 7 withheld, the rest rounded to 5) and further cells are
withheld so that none can be worked out from the totals; rule="hes" leaves that to rounding, as published.
"""
import ctypes as C
from types import SimpleNamespace

from . import _lowlevel as low
from ._library import call, lib
from ._memory import choice, new_doubles, new_integers, single, structure
from ._whole import Integers, integers, matrix, set_texts, vector
from .errors import InvalidError
from .result import Result

ROUNDING = {
    "none": low.CPW_DISCLOSURE_ROUND_NONE,
    "nearest": low.CPW_DISCLOSURE_ROUND_NEAREST,
    "random": low.CPW_DISCLOSURE_ROUND_RANDOM,
}


class Table(Result):
    """What may be published of a table."""

    def texts(self, mark="*"):
        """The published counts as rows of texts, `mark` where one is withheld."""
        rows, columns = self.array("published").shape
        found = self["published"]

        def show(value):
            return mark if value != value else str(int(value))

        return [[show(float(found[i, j])) for j in range(columns)] for i in range(rows)]


def rules():
    """The published rules: name, description, source and what they ask for."""
    found = []
    index = 0
    while True:
        rule = lib.cpw_disclosure_rule_at(index)
        if not rule:
            return found
        fields = {name: getattr(rule.contents, name) for name, *_ in rule.contents._fields_ if name != "reserved"}
        found.append(
            SimpleNamespace(**{key: v.decode() if isinstance(v, bytes) else v for key, v in fields.items()})
        )
        index += 1


def _options(name, rule, values):
    if rule is not None:
        named = next((found for found in rules() if found.name == rule), None)
        if named is None:
            known = ", ".join(found.name for found in rules())
            raise InvalidError(f"rule = {rule!r} must be one of {known}", low.CPW_EINVAL, "rule")
        given = {key: getattr(named, key) for key in ("least", "base", "rounding", "zeros", "secondary")}
        values = {**given, **values}
    if "rounding" in values:
        values["rounding"] = choice(values["rounding"], "rounding", ROUNDING)
    values = {key: int(value) if isinstance(value, bool) else value for key, value in values.items()}
    return structure(low.cpw_disclosure_options, name, values)


def table(count, rows=None, columns=None, rule=None, **options):
    """What may be published of a table of counts: a Table. `rows` and `columns` are labels; a list of numbers is a
    table of one row. Options: least, base, rounding, zeros, secondary, row_totals, column_totals, grand_total,
    seed. See cpw_disclosure_table."""
    counts = matrix(count, "count", kind=Integers)
    made = _options("table", rule, options)
    set_texts(made, "rows", rows, counts.shape[0], "rows")
    set_texts(made, "columns", columns, counts.shape[1], "columns")
    out = C.POINTER(low.cpw_result)()
    call("cpw_disclosure_table", counts.pointer, *counts.shape, C.byref(made), C.byref(out))
    return Table(out)


def bounds(count, withheld, row_shown=None, column_shown=None, total_shown=True, floor=0):
    """Between which whole numbers a reader can place the counts of a table of which some are withheld: lower and
    upper. See cpw_disclosure_bounds."""
    counts = matrix(count, "count", kind=Integers)
    rows, columns = counts.shape

    def marks(values, name):
        return None if values is None else Integers(values, name, C.c_int32)

    hidden = matrix(withheld, "withheld", rows, columns, kind=lambda v, name: Integers(v, name, C.c_int32))
    by_row, by_column = marks(row_shown, "row_shown"), marks(column_shown, "column_shown")
    for name, made, length in (("row_shown", by_row, rows), ("column_shown", by_column, columns)):
        if made is not None and made.shape != (length,):
            raise InvalidError(f"{name} has the shape {made.shape}, expected ({length},)", low.CPW_EINVAL, name)
    lower, lower_pointer = new_doubles((rows, columns))
    upper, upper_pointer = new_doubles((rows, columns))
    call(
        "cpw_disclosure_bounds", counts.pointer, hidden.pointer, rows, columns, by_row.pointer if by_row else None,
        by_column.pointer if by_column else None, int(total_shown), floor, None, lower_pointer, upper_pointer,
    )
    return SimpleNamespace(lower=lower, upper=upper)


def rates(numerator, denominator, withheld=None, rule=None, **options):
    """What may be published of rates: published and reason. See cpw_disclosure_rates."""
    above = integers(numerator, "numerator")
    n = above.shape[0]
    below = integers(denominator, "denominator", n)
    marks = None if withheld is None else integers(withheld, "withheld", n)
    made = _options("rates", rule, options)
    published, published_pointer = new_doubles((n,))
    reason, reason_pointer = new_integers((n,))
    call(
        "cpw_disclosure_rates", above.pointer, below.pointer, marks.pointer if marks else None, n, C.byref(made),
        published_pointer, reason_pointer,
    )
    return SimpleNamespace(published=published, reason=reason)


def values(value, people, withheld=None, rule=None, **options):
    """What may be published of means beside counts: published and reason. See cpw_disclosure_values."""
    means = vector(value, "value")
    n = means.shape[0]
    counts = integers(people, "people", n)
    marks = None if withheld is None else integers(withheld, "withheld", n)
    made = _options("values", rule, options)
    published, published_pointer = new_doubles((n,))
    reason, reason_pointer = new_integers((n,))
    call(
        "cpw_disclosure_values", means.pointer, counts.pointer, marks.pointer if marks else None, n, C.byref(made),
        published_pointer, reason_pointer,
    )
    return SimpleNamespace(published=published, reason=reason)


def reason_text(reason):
    """Why a value is as it is, in words."""
    return lib.cpw_disclosure_reason_text(int(single(reason))).decode()
