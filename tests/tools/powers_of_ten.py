"""The table of 128-bit powers of ten in lib/base/powers_of_ten.c, and the bounds its users rely on.

    python3 tests/tools/powers_of_ten.py > lib/base/powers_of_ten.c     writes the table
    python3 tests/tools/powers_of_ten.py --check                        checks table and bounds

Only exact integer arithmetic. Bounds checked:
  1. the multiply-and-shift logarithms used in lib/base/number.h are right over the range needed;
  2. for every double, 4 v / 10^k and the two ends of its rounding interval, where not whole, lie at
     least 2^-67 above a whole number and more than 2^-64 below the next: so the 128-bit power of
     ten, which is too large by less than one unit, gives the right whole part and the right answer
     to "is there a remainder" (Giulietti 2021, section 9).
"""
import sys
from fractions import Fraction

FIRST, LAST = -342, 324


def floor_log2_pow10(k):
    """floor(log2(10^k)), exactly."""
    if k >= 0:
        return (10**k).bit_length() - 1
    return -((10**-k - 1).bit_length()) if k else 0


def power(k):
    """10^k * 2^(127 - floor(log2 10^k)) as a whole number of 128 bits: exact for 0 <= k <= 55, cut
    off above, rounded up below zero."""
    shift = 127 - floor_log2_pow10(k)
    if k >= 0:
        exact = 10**k
        return exact << shift if shift >= 0 else exact >> -shift
    return -(-(1 << shift) // 10**-k)


def table():
    lines = [
        "/* 10^k for k = %d to %d, each as the 128 leading bits of its binary value: exact for" % (FIRST, LAST),
        " * 0 <= k <= 55, cut off above, rounded up below. Source: tests/tools/powers_of_ten.py, exact integers.",
        " * Leaves the error analysis to number_format.c and number_parse.c. Generated: do not edit. */",
        '#include "base/number.h"',
        "",
        "/* clang-format off */",
        "const cpwi_wide cpwi_powers_of_ten[CPWI_LAST_POWER - CPWI_FIRST_POWER + 1] = {",
    ]
    for k in range(FIRST, LAST + 1):
        g = power(k)
        assert 1 << 127 <= g < 1 << 128
        assert g + 1 < 1 << 128 and (g & (1 << 64) - 1) != (1 << 64) - 1  # + 1 never carries
        lines.append("  {UINT64_C(0x%016x), UINT64_C(0x%016x)}," % (g >> 64, g & ((1 << 64) - 1)))
    lines += ["};", "/* clang-format on */", ""]
    return "\n".join(lines)


def first(a, m, low, high):
    """Smallest n >= 0 with low <= a n mod m <= high, 0 <= low <= high < m; None if there is none."""
    if low == 0:
        return 0
    a %= m
    if a == 0:
        return None
    n = -(-low // a)
    if a * n <= high:
        return n
    # a n - m y within [low, high]: m y mod a must fall into the mirrored interval
    y = first(m % a, a, -high % a, -low % a)
    return None if y is None else -(-(low + m * y) // a)


def reaches(a, m, start, last, low, high):
    """Is low <= a n mod m <= high for any start <= n <= last?"""
    low, high = low - a * start, high - a * start
    if high // m != low // m:
        return True  # the interval holds 0: n = start
    n = first(a, m, low % m, high % m)
    return n is not None and start + n <= last


def check_reaches():
    """The search above against trying every n."""
    for a, m in [(7, 10), (355, 113), (1, 3), (617, 1000), (5, 1), (999, 1000), (12, 18)]:
        for start, last in [(0, 5), (3, 3), (7, 40)]:
            for low in range(0, m, max(1, m // 17)):
                for high in range(low, m, max(1, m // 17)):
                    tried = any(low <= a * n % m <= high for n in range(start, last + 1))
                    assert reaches(a, m, start, last, low, high) == tried, (a, m, start, last, low, high)


def too_close(a, b, start, last):
    """Has n a/b a fractional part within (0, 2^-67) or (1 - 2^-64, 1) for any start <= n <= last?"""
    above, below = (b - 1) >> 67, b - 1 - ((b - 1) >> 64)
    near = above >= 1 and reaches(a, b, start, last, 1, above)
    return near or (below < b - 1 and reaches(a, b, start, last, below + 1, b - 1))


def check():
    for q in range(-1100, 1100):
        exact = len(str(2**q)) - 1 if q >= 0 else -len(str(2**-q - 1)) if q else 0
        assert (q * 1262611) >> 22 == exact, q
        three_quarters = Fraction(3, 4) * Fraction(2) ** q
        k = (q * 1262611 - 524031) >> 22
        assert Fraction(10) ** k <= three_quarters < Fraction(10) ** (k + 1), q
    for k in range(FIRST, LAST + 1):
        assert (k * 1741647) >> 19 == floor_log2_pow10(k), k
    check_reaches()
    for q in range(-1074, 972):
        k = (q * 1262611) >> 22
        ratio = 2 * Fraction(2) ** q / Fraction(10) ** k  # times n / 2 for n = 4c - 2, 4c, 4c + 2
        start = 1 if q == -1074 else 2**53 - 1
        assert not too_close(ratio.numerator, ratio.denominator, start, 2**54 - 1), q
        k = (q * 1262611 - 524031) >> 22  # powers of two: the gap below is half as wide
        ratio = Fraction(2) ** q / Fraction(10) ** k
        for n in (2**54 - 1, 2**54, 2**54 + 2):
            assert not too_close(ratio.numerator, ratio.denominator, n, n), q
    with open("lib/base/powers_of_ten.c", encoding="ascii") as file:
        assert file.read() == table(), "lib/base/powers_of_ten.c is not what this script writes"
    print("powers of ten: %d rows as generated, logarithms and remainders within bounds" % (LAST - FIRST + 1))


if __name__ == "__main__":
    check() if sys.argv[1:] == ["--check"] else sys.stdout.write(table())
