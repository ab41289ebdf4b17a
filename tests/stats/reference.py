"""Prints tests/stats/reference_values.h: expected values computed independently of the library.

Sums, means, variances, quantiles and scores in exact fractions; normal and t distributions with 50
digits (mpmath). Every number is rounded once to a double.

    python3 tests/stats/reference.py > tests/stats/reference_values.h
"""

import math
import textwrap
from fractions import Fraction

from mpmath import betainc, erfc, erfinv, findroot, loggamma, mp, mpf

mp.dps = 50
HALF = mpf(1) / 2


def text(value):
    """A double as C writes it without loss."""
    value = float(value)
    if math.isinf(value):
        return "(double)INFINITY" if value > 0 else "-(double)INFINITY"
    return value.hex()


def nearest(fraction):
    """The double nearest to a fraction: Python's division of integers is correctly rounded."""
    try:
        return fraction.numerator / fraction.denominator
    except OverflowError:
        return math.inf if fraction > 0 else -math.inf


def root(fraction):
    """The double nearest to the square root of a fraction >= 0."""
    shift = 2400
    scaled = (fraction.numerator << (2 * shift)) // fraction.denominator
    return nearest(Fraction(math.isqrt(scaled), 1 << shift))


def show(line):
    print("\n".join(textwrap.wrap(line, 98, subsequent_indent="    ", break_on_hyphens=False)))


def numbers(name, values):
    show(f"static const double {name}[] = {{" + ", ".join(text(v) for v in values) + "};")


def table(kind, name, rows):
    print(f"static const {kind} {name}[] = {{")
    for row in rows:
        show("  {" + ", ".join(row) + "},")
    print("};")


class Numbers:
    """A small generator of its own (Knuth's MMIX constants), so that no library's may change."""

    def __init__(self, seed):
        self.state = seed

    def bits(self, count):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return self.state >> (64 - count)

    def double(self, low, high):
        """Any sign, 53 random bits, a power of two from low to high."""
        mantissa = self.bits(53) / 2**52
        return (-1) ** self.bits(1) * math.ldexp(mantissa, low + self.bits(30) % (high - low + 1))


# ---------------------------------------------------------------- sums ------------------------


def sum_cases():
    n = Numbers(1)
    yield "cancel", [1e16, 1.0, -1e16]
    yield "tenths", [0.1] * 10
    yield "ties_even", [1.0, 2.0**-53]
    yield "ties_up", [1.0, 2.0**-53, 2.0**-1074]
    yield "ties_down", [1.0, 2.0**-53, -(2.0**-1074)]
    yield "squares_overflow", [1e308, -1e308, 1.5e308, 3.0]
    yield "sum_overflows", [1.7976931348623157e308, 1.7976931348623157e308]
    yield "back_from_beyond", [1.7976931348623157e308] * 2 + [-1.7976931348623157e308]
    yield "just_below_infinity", [1.7976931348623157e308, 9.979201547673598e291]
    yield "just_infinite", [1.7976931348623157e308, 9.979201547673599e291]
    yield "subnormal", [5e-324, 5e-324, 5e-324, -1e-323]
    yield "subnormal_mean", [5e-324, 1e-323]
    yield "subnormal_ties", [5e-324, 0.0]
    yield "subnormal_half", [1.5e-323, 0.0, 0.0, 0.0]
    yield "smallest_normal", [2.2250738585072014e-308, -5e-324]
    yield "shifted", [1e9 + k for k in (4.0, 7.0, 13.0, 16.0)]
    yield "constant", [0.1] * 7
    yield "carries", [2.0**31 - 1.0, 1.0, 2.0**63, -1.0, -(2.0**63)]
    yield "narrow", [n.double(-2, 2) for _ in range(40)]
    yield "wide", [n.double(-60, 60) for _ in range(40)]
    yield "full", [n.double(-1074, 1020) for _ in range(40)]
    yield "tiny", [n.double(-1074, -1040) for _ in range(20)]
    whole = [n.double(-400, 400) for _ in range(20)]
    yield "zero_in_the_end", whole + [-x for x in reversed(whole)]


def print_sums():
    rows = []
    values = []
    for name, xs in sum_cases():
        exact = [Fraction(x) for x in xs]
        count, total = len(xs), sum(exact)
        squares = sum(x * x for x in exact)
        spread = squares - total * total / count
        rows.append(
            [f'"{name}"', str(len(values)), str(count)]
            + [
                text(v)
                for v in (
                    nearest(total),
                    nearest(total / count),
                    nearest(spread / (count - 1)),
                    nearest(spread / count),
                    root(spread / (count - 1)),
                    root(squares / count),
                    min(xs),
                    max(xs),
                )
            ]
        )
        values += xs
    print("/* name, first value, values; sum, mean, variance (n - 1 and n), sd, root mean square, least,")
    print(" * greatest */")
    numbers("sum_values", values)
    table("sum_case", "sum_cases", rows)


def print_divisions():
    n = Numbers(3)
    rows = []
    for i in range(120):
        high, low = n.bits(64) >> (n.bits(20) % 64), n.bits(64)
        if i % 3 == 0:
            high = 0
        first, second = [max(1, n.bits(62) >> (n.bits(20) % 62)) for _ in range(2)]
        exponent = -1150 if i % 10 == 0 else -64
        quotient = Fraction(high << 64 | low, first * second) * Fraction(2) ** exponent
        rows.append([f"{v}u" for v in (high, low)] + [str(exponent)] + [f"{v}u" for v in (first, second)] + [text(nearest(quotient))])
    print("/* (high, low) 2^exponent / (first second) */")
    table("division_case", "division_cases", rows)


# ---------------------------------------------------------------- quantiles -------------------


def hyndman_fan(xs, p, kind):
    """Definitions 1 to 9 word for word, in fractions."""
    xs = sorted(Fraction(x) for x in xs)
    n = len(xs)
    third, quarter, eighths = Fraction(1, 3), Fraction(1, 4), Fraction(3, 8)
    h = {
        1: n * p,
        2: n * p,
        3: n * p - Fraction(1, 2),
        4: n * p,
        5: n * p + Fraction(1, 2),
        6: (n + 1) * p,
        7: (n - 1) * p + 1,
        8: (n + third) * p + third,
        9: (n + quarter) * p + eighths,
    }[kind]
    j = math.floor(h)
    g = h - j
    if kind == 1:
        gamma = Fraction(g > 0)
    elif kind == 2:
        gamma = Fraction(1) if g > 0 else Fraction(1, 2)
    elif kind == 3:
        gamma = Fraction(0) if g == 0 and j % 2 == 0 else Fraction(1)
    else:
        gamma = g

    def order(k):
        return xs[min(max(k, 1), n) - 1]

    return (1 - gamma) * order(j) + gamma * order(j + 1)


QUANTILE_DATA = [
    [7.0],
    [3.0, 1.0],
    [2.0, 9.0, 4.0],
    [15.0, 20.0, 35.0, 40.0, 50.0],
    [3.0, 6.0, 7.0, 8.0, 8.0, 9.0, 10.0, 13.0, 15.0, 16.0, 20.0],
    [float((37 * k) % 100) for k in range(100)],
]
PROBABILITIES = [Fraction(k, 100) for k in (0, 1, 5, 7, 10, 20, 25, 29, 30, 33, 40, 50, 57, 60, 75, 90, 95, 99, 100)]
PROBABILITIES += [Fraction(1, 3), Fraction(2, 3), Fraction(1, 7)]


def print_quantiles():
    values, rows = [], []
    for xs in QUANTILE_DATA:
        for p in PROBABILITIES:
            answers = [text(nearest(hyndman_fan(xs, p, kind))) for kind in range(1, 10)]
            rows.append([str(len(values)), str(len(xs)), text(nearest(p)), "{" + ", ".join(answers) + "}"])
        values += xs
    numbers("quantile_values", values)
    table("quantile_case", "quantile_cases", rows)


def window_mean(xs, ws, p, size):
    """The mean of the inverse of the weighted distribution function over a window, by its pieces."""
    pairs = sorted((Fraction(x), Fraction(w)) for x, w in zip(xs, ws) if w > 0)
    total = sum(w for _, w in pairs)
    begin = p * (1 - 1 / size)
    end = begin + 1 / size
    reach, mean = Fraction(0), Fraction(0)
    for x, w in pairs:
        share = w / total
        mean += max(Fraction(0), min(reach + share, end) - max(reach, begin)) * x
        reach += share
    return mean * size


def inverse(xs, ws, p):
    pairs = sorted((Fraction(x), Fraction(w)) for x, w in zip(xs, ws) if w > 0)
    total, reach = sum(w for _, w in pairs), Fraction(0)
    for x, w in pairs:
        reach += w
        if reach >= p * total:
            return x
    raise AssertionError


WEIGHTED_DATA = [
    ([1.0, 2.0, 3.0], [1.0, 1.0, 1.0]),
    ([5.0, 1.0, 4.0, 2.0], [1.0, 2.0, 4.0, 8.0]),
    ([10.0, 20.0, 30.0, 40.0, 50.0], [3.0, 0.0, 1.0, 5.0, 2.0]),
    ([0.0, 1.0, 1.0, 2.0, 7.0, -3.0], [0.5, 0.25, 0.25, 4.0, 16.0, 2.0]),
]


def print_weighted():
    values, weights, rows = [], [], []
    for xs, ws in WEIGHTED_DATA:
        exact = [Fraction(w) for w in ws]
        kish = sum(exact) ** 2 / sum(w * w for w in exact)
        for p in PROBABILITIES:
            answers = [inverse(xs, ws, p), window_mean(xs, ws, p, kish), window_mean(xs, ws, p, sum(exact))]
            cells = ", ".join(text(nearest(a)) for a in answers)
            rows.append([str(len(values)), str(len(xs)), text(nearest(p)), "{" + cells + "}"])
        values += xs
        weights += ws
    numbers("weighted_values", values)
    numbers("weighted_weights", weights)
    table("weighted_case", "weighted_cases", rows)


# ---------------------------------------------------------------- distributions ---------------


def normal_tail(z):
    return erfc(z / mp.sqrt(2)) / 2


def print_normal():
    rows = []
    for z in [k / 8 for k in range(-300, 80, 7)] + [k / 7 for k in range(-262, 70, 5)] + [-37.5, -1e-8, 0.0, 1e-300, 8.25]:
        rows.append([text(z), text(normal_tail(-mpf(z))), text(mp.npdf(mpf(z)))])
    table("normal_case", "normal_cases", rows)
    rows = []
    for p in [1e-300, 1e-100, 1e-20, 1e-9, 1e-4, 0.01, 0.025, 0.07, 0.0749, 0.075, 0.0751, 0.2, 0.4, 0.4999999, 0.5]:
        z = mp.sqrt(2) * erfinv(2 * mpf(p) - 1) if p > 0.01 else findroot(
            lambda x: mp.log(normal_tail(-x)) - mp.log(mpf(p)), -mp.sqrt(-2 * mp.log(mpf(p)))
        )
        rows.append([text(p), text(z)])
    for p in [0.6, 0.925, 0.9251, 0.975, 0.999, 1 - 2.0**-53]:
        rows.append([text(p), text(mp.sqrt(2) * erfinv(2 * mpf(p) - 1))])
    table("point", "normal_quantiles", rows)


def density(t, df):
    log_constant = loggamma((df + 1) / 2) - loggamma(df / 2) - mp.log(mp.pi * df) / 2
    return mp.exp(log_constant - (df + 1) / 2 * mp.log1p(t * t / df))


def series(start, step):
    total = term = mpf(start)
    n = 0
    while term > total * mpf(10) ** (-mp.dps):
        term *= step(n)
        total += term
        n += 1
    return total


def area_within(t, df):
    a, y = df / 2, t * t / (df + t * t)
    return t * density(t, df) * series(1, lambda n: (a + HALF + n) / (mpf(3) / 2 + n) * y)


def area_beyond(t, df):
    """The series in df/(df + t^2), or 1/2 less the other area with digits to spare."""
    a, x = df / 2, df / (df + t * t)
    if x < HALF:
        return t * density(t, df) * series(1, lambda n: (a + HALF + n) / (a + 1 + n) * x) / (2 * a)
    with mp.workdps(mp.dps + int(0.6 * float(t * t) / 2) + 30):
        return HALF - area_within(mpf(t), mpf(df))


def student_quantile(p, df):
    """t for the tail p < 1/2: steps to beyond it, halving, then Newton on whichever area is exact."""
    p, df = mpf(p), mpf(df)

    def miss(u):
        t = mp.exp(u)
        if p > mpf(2) / 5 and t * t < df:
            return area_within(t, df) - (HALF - p)
        return p - area_beyond(t, df)

    high = mpf(-30)
    while miss(high) < 0:
        high += 1
    low = high - 1
    for _ in range(12):
        middle = (low + high) / 2
        if miss(middle) < 0:
            low = middle
        else:
            high = middle
    u = (low + high) / 2
    for _ in range(5):
        t = mp.exp(u)
        u -= miss(u) / (t * density(t, df))
    return mp.exp(u)


DEGREES = [0.1, 0.3, 0.5, 1, 1.5, 2, 3, 4, 7.5, 30, 100, 1e3, 1e6, 1e9, 1e12]
TAILS = [1e-20, 1e-10, 1e-6, 1e-3, 0.005, 0.025, 0.05, 0.1, 0.25, 0.3, 0.31, 0.4, 0.45, 0.4999, 0.5 - 2.0**-40]


def print_student():
    check = area_beyond(mpf(3), mpf(7)) / (betainc(mpf(7) / 2, HALF, 0, mpf(7) / 16, regularized=True) / 2)
    assert abs(check - 1) < mpf(10) ** -40
    rows = []
    for df in DEGREES:
        for p in TAILS:
            if df > 3 and p < 1e-10:
                continue
            rows.append([text(df), text(p), text(student_quantile(p, df))])
    table("student_case", "student_cases", rows)
    rows = []
    for df in DEGREES:
        for t in [1e-9, 0.3, 1.0, 1.7320508, 1.7320509, 2.5, 6.0, 20.0]:
            if df > 1e5 and t > 6:
                continue
            rows.append([text(df), text(t), text(area_beyond(mpf(t), mpf(df)))])
    table("student_case", "student_tails", rows)


# ---------------------------------------------------------------- scores ----------------------


def crps(xs, ws, y, fair):
    xs, ws = [Fraction(x) for x in xs], [Fraction(w) for w in ws]
    total, y = sum(ws), Fraction(y)
    ws = [w / total for w in ws]
    first = sum(w * abs(x - y) for x, w in zip(xs, ws))
    second = sum(a * b * abs(x - z) for x, a in zip(xs, ws) for z, b in zip(xs, ws)) / 2
    return first - second / (1 - sum(w * w for w in ws) if fair else 1)


def print_crps():
    n = Numbers(7)
    members, weights, rows = [], [], []
    for size in (2, 3, 7, 20):
        for equal in (True, False):
            xs = [n.double(-3, 4) for _ in range(size)]
            ws = [1.0] * size if equal else [n.bits(10) / 64 for _ in range(size)]
            for y in (min(xs) - 1.5, xs[0], n.double(-3, 3), max(xs) + 0.25):
                answers = [text(nearest(crps(xs, ws, y, fair))) for fair in (False, True)]
                rows.append([str(len(members)), str(size), str(int(equal)), text(y)] + answers)
            members += xs
            weights += ws
    numbers("crps_members", members)
    numbers("crps_weights", weights)
    print("/* first member, members, equal weights, observed, standard, fair */")
    table("crps_case", "crps_cases", rows)
    rows = []
    for mean, sd, y in ((0.0, 1.0, 0.0), (0.0, 1.0, 0.5), (2.0, 3.0, -7.0), (5.0, 0.01, 4.9), (0.0, 2.0, 100.0), (1.0, 0.5, 30.0)):
        z = (mpf(y) - mpf(mean)) / mpf(sd)
        score = mpf(sd) * (z * (1 - 2 * normal_tail(z)) + 2 * mp.npdf(z) - 1 / mp.sqrt(mp.pi))
        rows.append([text(mean), text(sd), text(y), text(score)])
    table("crps_normal_case", "crps_normal_cases", rows)


def wilson(s, n, level):
    s, n = mpf(s), mpf(n)
    z = mp.sqrt(2) * erfinv(mpf(level))
    spread = z * mp.sqrt(s * (n - s) / n + z * z / 4)
    return (s + z * z / 2 - spread) / (n + z * z), (s + z * z / 2 + spread) / (n + z * z)


def print_wilson():
    rows = []
    for s, n, level in ((65, 100, 0.95), (1, 100, 0.95), (0, 100, 0.95), (100, 100, 0.95), (3, 7, 0.5), (1, 1e9, 0.99), (2.5, 10, 0.8), (0, 1e12, 0.9), (1e-9, 3, 1e-6)):
        low, high = wilson(s, n, level)
        rows.append([text(s), text(n), text(level), text(max(low, mpf(0)) if s else 0), text(high)])
    table("wilson_case", "wilson_cases", rows)


def main():
    print("/* Expected values of the module stats, by tests/stats/reference.py: not written by hand. */")
    print("#ifndef REFERENCE_VALUES_H")
    print("#define REFERENCE_VALUES_H")
    print()
    print('#include "stats/check_stats.h"')
    print()
    print("/* clang-format off */")
    for part in (print_sums, print_divisions, print_quantiles, print_weighted, print_normal, print_student, print_crps, print_wilson):
        print()
        part()
    print("#endif")


main()
