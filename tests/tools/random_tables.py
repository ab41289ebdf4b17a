"""Prints lib/random/tables.c: every constant of the module that is not plain arithmetic.

    python3 tests/tools/random_tables.py | clang-format > lib/random/tables.c

Needs mpmath; nothing else needs this script. Each number is computed with 400 bits from its definition
and then rounded to the nearest double, so the output is the same on every machine.
"""

from mpmath import mp, mpf

mp.prec = 400

LOG_CELLS = 128  # of one octave of the argument
EXP_CELLS = 128  # of one octave of the value
QUANTILE_OCTAVES = 6  # of the tail probability, from 1/2 downwards
QUANTILE_CELLS = 32  # of one octave
TAIL_BREAKS = ["3.11", "4", "5.2", "6.8", "9", "12.2", "16.5"]


def text(value):
    """A double as C writes it without loss."""
    return float(value).hex()


def polynomial(f, a, b, degree):
    """Coefficients in s = -1..1 of the Chebyshev interpolant of f over [a, b], lowest first."""
    n = degree + 1
    nodes = [mp.cos(mp.pi * (2 * i + 1) / (2 * n)) for i in range(n)]
    values = [f((a + b) / 2 + (b - a) / 2 * x) for x in nodes]
    chebyshev = [
        2 * sum(v * mp.cos(mp.pi * k * (2 * i + 1) / (2 * n)) for i, v in enumerate(values)) / n
        for k in range(n)
    ]
    chebyshev[0] /= 2
    basis = [[mpf(1)], [mpf(0), mpf(1)]]  # Chebyshev polynomials by their recurrence
    while len(basis) < n:
        following = [mpf(0)] + [2 * v for v in basis[-1]]
        for i, v in enumerate(basis[-2]):
            following[i] -= v
        basis.append(following)
    out = [mpf(0)] * n
    for k in range(n):
        for i, v in enumerate(basis[k]):
            out[i] += chebyshev[k] * v
    return out


def polynomial_in_x(f, a, b, degree):
    """The same interpolant with coefficients in x itself, lowest first."""
    a, b = mpf(a), mpf(b)
    centre, half = (a + b) / 2, (b - a) / 2
    out = [mpf(0)]
    for c in reversed(polynomial(f, a, b, degree)):
        shifted = [mpf(0)] + [v / half for v in out]
        for i, v in enumerate(out):
            shifted[i] -= v * centre / half
        shifted[0] += c
        out = shifted
    return out[: degree + 1]


def quantile(tail):
    """x with P(Z > x) = tail for a standard normal Z: Newton's method on the logarithm."""
    x = mp.sqrt(2) * mp.erfinv(1 - 2 * tail) if tail > mpf(2) ** -20 else mp.sqrt(-2 * mp.log(tail))
    for _ in range(80):
        q = mp.erfc(x / mp.sqrt(2)) / 2
        density = mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi)
        step = (mp.log(q) - mp.log(tail)) * q / density
        x += step
        if abs(step) < mpf(10) ** -100:
            return x
    raise ArithmeticError("no convergence")


def rounded(value, bits):
    """The nearest multiple of 2^-bits."""
    return mp.nint(value * mpf(2) ** bits) / mpf(2) ** bits


def array(comment, declaration, rows):
    print("\n/* " + comment + " */")
    print("const double " + declaration + " = {")
    for row in rows:
        print("{" + ", ".join(map(text, row)) + "}," if isinstance(row, list) else text(row) + ",")
    print("};")


def log_rows():
    """1/c, and -log(1/c) in two parts, for the cells of 1 <= z < 2; from sqrt(2) on, z is halved."""
    for j in range(LOG_CELLS):
        centre = 1 + (mpf(j) + mpf(1) / 2) / LOG_CELLS
        halved = 1 + mpf(j) / LOG_CELLS > mp.sqrt(2)
        if halved:
            centre /= 2
        inverse = mpf(1) if j in (0, LOG_CELLS - 1) else rounded(1 / centre, 12)
        high = rounded(-mp.log(inverse), 42)
        low = -mp.log(inverse) - high
        yield [inverse / 2 if halved else inverse, high, low]


def exp_rows():
    for j in range(EXP_CELLS):
        exact = mpf(2) ** (mpf(j) / EXP_CELLS)
        high = mpf(float(exact))
        yield [high, (exact - high) / high]


def quantile_rows():
    for octave in range(QUANTILE_OCTAVES):
        base = mpf(2) ** -(octave + 2)
        for j in range(QUANTILE_CELLS):
            a = base * (1 + mpf(j) / QUANTILE_CELLS)
            b = base * (1 + mpf(j + 1) / QUANTILE_CELLS)
            yield polynomial(quantile, a, b, 7)


def tail_rows():
    """r (r - x) as a function of r = sqrt(-2 log tail)."""
    for a, b in zip(TAIL_BREAKS, TAIL_BREAKS[1:]):
        a, b = mpf(a), mpf(b)
        yield [a, b] + polynomial(lambda r: (r - quantile(mp.exp(-r * r / 2))) * r, a, b, 13)


def stirling(n):
    """log n! - log(sqrt(2 pi n) (n/e)^n); for n = 0 the limit of x! as used by a mass function."""
    if n == 0:
        return mpf(0)
    n = mpf(n)
    return mp.loggamma(n + 1) - mp.log(2 * mp.pi * n) / 2 - n * mp.log(n) + n


def bernoulli(n):
    """Coefficient of x^(1-2n) in the asymptotic series of Stirling's correction."""
    return mp.bernoulli(2 * n) / (2 * n * (2 * n - 1))


def main():
    small = mpf(2) ** -8
    print("/* Constants of the module: tables and polynomials for log, exp, the normal quantile and log gamma.")
    print(" * Source: printed by tests/tools/random_tables.py from the definitions; regenerate it rather than edit here.")
    print(" * Leaves to math.c, log_gamma.c and normal.c: what the numbers are for. */")
    print('#include "random/internal.h"')
    array("1/c, -log(1/c) high (a multiple of 2^-42) and low, by the first 7 bits of the argument",
          "cpwi_log_table[%d][3]" % LOG_CELLS, list(log_rows()))
    array("(log(1+r) - r + r^2/2) / r^3 for -2^-8 - 2^-12 <= r <= 2^-7", "cpwi_log_series[6]",
          polynomial_in_x(lambda r: (mp.log1p(r) - r + r * r / 2) / r**3, -small * (1 + mpf(2) ** -4),
                          2 * small, 5))
    array("2^(j/%d) and what its double leaves over, relative" % EXP_CELLS,
          "cpwi_exp_table[%d][2]" % EXP_CELLS, list(exp_rows()))
    width = mp.log(2) / (2 * EXP_CELLS) * (1 + mpf(2) ** -10)
    array("(exp(r) - 1 - r) / r^2 for |r| <= log(2)/%d" % (2 * EXP_CELLS), "cpwi_exp_series[5]",
          polynomial_in_x(lambda r: (mp.expm1(r) - r) / r**2 if abs(r) > mpf(10) ** -40 else mpf(1) / 2,
                          -width, width, 4))
    array("normal quantile of the tail probability t: octave by octave from 1/2 down, %d cells each,\n"
          " * coefficients in s = -1..1 across the cell" % QUANTILE_CELLS,
          "cpwi_quantile_table[%d][8]" % (QUANTILE_OCTAVES * QUANTILE_CELLS), list(quantile_rows()))
    array("r (r - x) as a polynomial across a <= r < b, where r = sqrt(-2 log t) and x is the quantile:\n"
          " * a, b, coefficients in s = -1..1", "cpwi_quantile_tail[%d][16]" % (len(TAIL_BREAKS) - 1),
          list(tail_rows()))
    array("Stirling's correction log n! - log(sqrt(2 pi n) (n/e)^n) for n = 0 (taken as 0) to 15",
          "cpwi_stirling_table[16]", [stirling(n) for n in range(16)])
    array("its asymptotic series in odd powers of 1/n: B(2k) / (2k (2k-1))", "cpwi_stirling_series[10]",
          [bernoulli(n) for n in range(1, 11)])
    one, two = mpf(1), mpf(2)
    array("log gamma(1+t) / t for -0.2 <= t <= 0.3", "cpwi_log_gamma_one[18]",
          polynomial_in_x(lambda t: mp.loggamma(one + t) / t, -0.2, 0.3, 17))
    array("log gamma(1.525+t) for |t| <= 0.225", "cpwi_log_gamma_middle[18]",
          polynomial_in_x(lambda t: mp.loggamma(mpf("1.525") + t), -0.225, 0.225, 17))
    array("log gamma(2+t) / t for -0.25 <= t <= 0.3", "cpwi_log_gamma_two[18]",
          polynomial_in_x(lambda t: mp.loggamma(two + t) / t, -0.25, 0.3, 17))


main()
