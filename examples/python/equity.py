"""Who waits longer, and is it more than chance? Waits by deprivation when many still wait and some are removed,
adjusted for specialty; a funnel of hospitals; the gap month by month. All figures are made up."""
import sys

import carepath
from carepath import equity, rates, spc, survival

# 6,000 people, a fifth a group: more of the deprived are in the specialty with long waits, more are removed
stream = carepath.random.Stream(seed=11)
weeks, event, fifth, specialty = [], [], [], []
for person in range(6000):
    group = person % 5 + 1
    kind = "orthopaedics" if stream.uniform() < 0.95 - 0.17 * group else "eyes"
    treated = carepath.Duration("gamma", mean=(32 if kind == "orthopaedics" else 14) - 0.5 * group, cv=0.7).draw(stream)
    removed = carepath.Duration("exponential", mean=60 + 20 * group).draw(stream)
    today = 78 * stream.uniform()  # joined so many weeks ago
    weeks.append(min(treated, removed, today))
    event.append(0 if today < min(treated, removed) else 1 if treated < removed else 2)
    fifth.append(group)
    specialty.append(kind)

# 1. everybody counts: those who still wait and those who were removed. The median is that of a list from which nobody
# is removed, the shares are what happens to people
curves = survival.curves(weeks, event, fifth, causes=["treated", "removed"], times=range(79), limits=[18])
print("fifth  still waiting  median wait (95 % interval)  treated by 18 weeks  removed by 18 weeks")
for g in range(5):
    print(
        f"{g + 1:5d}  {curves['waiting'][g]:13.0f}  {curves['quantile'][g][0]:11.1f}"
        f" ({curves['quantile_lower'][g][0]:.1f} to {curves['quantile_upper'][g][0]:.1f})"
        f"  {curves['share'][g][0][0]:19.3f}  {curves['share'][g][1][0]:19.3f}"
    )
for name, stratum in (("all together", None), ("within specialties", specialty)):
    test = survival.compare(weeks, event, fifth, stratum=stratum)
    print(f"log-rank, {name}: chi-square {test.statistic:.1f}, p = {test.p:.1g}; trend z = {test.trend:.1f}")

# 2. those who still wait, as if all fifths had the same mix of specialties
still = [i for i, e in enumerate(event) if e == 0]
found = rates.waits([weeks[i] for i in still], [fifth[i] for i in still], stratum=[specialty[i] for i in still])
print("\nfifth  mean weeks waited so far  with the same mix (95 % interval)")
for g in range(5):
    print(
        f"{g + 1:5d}  {found['crude'][g]:24.1f}  {found['direct'][g]:17.1f}"
        f" ({found['lower'][g][0]:.1f} to {found['upper'][g][0]:.1f})"
    )
for name, mean, least, most in (
    ("as they are", "crude", "crude_lower", "crude_upper"), ("with the same mix", "direct", "lower", "upper")
):
    limits = {"lower": [row[0] for row in found[least]], "upper": [row[0] for row in found[most]]}
    line = equity.slope(found[mean], found["people"], **limits)
    print(f"slope index, {name}: {line.sii:+.1f} weeks ({line.sii_lower:+.1f} to {line.sii_upper:+.1f})")

# 3. people waiting over a year at eight hospitals: who is outside what chance explains?
waiting = [420, 1310, 800, 2600, 640, 1750, 950, 3100]
over = [9, 31, 42, 70, 11, 46, 18, 62]
funnel = rates.funnel(over, waiting, limits="exact")
print(f"\nover a year: {funnel['target']:.1%} of all")
for k, outside in enumerate(funnel["class"]):
    if outside:
        lower, upper = funnel["lower"][k][1], funnel["upper"][k][1]
        print(f"hospital {k + 1}: {over[k] / waiting[k]:.1%}; 99.8 % limits at its size: {lower:.1%} to {upper:.1%}")

# 4. the gap between the ends, month by month: has anything changed?
gap = [5.1, 4.8, 5.3, 5.0, 4.7, 5.2, 4.9, 5.1, 5.0, 4.6, 4.2, 4.1, 4.3, 3.9, 4.0, 4.2, 3.8]
chart = spc.xmr(gap, improvement="down", baseline=9)
print(f"\nthe gap: {chart.variation}")
for month, (code, cause) in enumerate(zip(chart["cause"], chart.causes()), 1):
    if code:
        print(f"month {month}: {gap[month - 1]} weeks, {cause}")


def picture(path):
    """Curves of the first and the last fifth, and the chart of the gap."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(9, 4), layout="constrained")
    for g in (0, 4):
        left.step(range(79), list(curves["incidence"][g][0]), where="post", label=f"fifth {g + 1}")
    left.set(xlabel="weeks", ylabel="share treated by then", ylim=(0, 1))
    left.legend(frameon=False)
    months = range(1, len(gap) + 1)
    right.plot(months, gap, marker="o")
    for line in ("mean", "lower", "upper"):
        right.plot(months, list(chart[line]), linestyle="--", linewidth=1, color="#000000")
    right.set(xlabel="month", ylabel="gap in weeks")
    figure.savefig(path)


try:
    picture(sys.argv[1] if len(sys.argv) > 1 else "build/equity.png")
except ImportError:
    pass  # without Matplotlib there is no picture
