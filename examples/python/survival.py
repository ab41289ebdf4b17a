"""Do people from deprived areas wait longer? Waits by group when many still wait and some are removed."""
import carepath
from carepath import survival

# a made-up list: a fifth a group, in the most deprived one waits are longer and more people are removed
stream = carepath.random.Stream(seed=5)
weeks, event, fifth = [], [], []
for person in range(3000):
    group = person % 5 + 1
    treated = carepath.Duration("gamma", mean=24 - group, cv=0.8).draw(stream)
    removed = carepath.Duration("exponential", mean=60 + 20 * group).draw(stream)
    today = 52 * stream.uniform()  # joined so many weeks ago
    weeks.append(min(treated, removed, today))
    event.append(0 if today < min(treated, removed) else 1 if treated < removed else 2)
    fifth.append(group)

found = survival.curves(weeks, event, fifth, limits=[18, 52])
print("fifth  people  treated  removed  waiting  median wait (95 % interval)  by 18 weeks: treated  removed")
for g in range(5):
    print(
        f"{g + 1:5d}  {found['people'][g]:6.0f}  {found['events'][g][0]:7.0f}  {found['events'][g][1]:7.0f}"
        f"  {found['waiting'][g]:7.0f}  {found['quantile'][g][0]:11.1f} ({found['quantile_lower'][g][0]:.1f} to"
        f" {found['quantile_upper'][g][0]:.1f})  {found['share'][g][0][0]:21.3f}  {found['share'][g][1][0]:7.3f}"
    )

naive = sorted(w for w, e, f in zip(weeks, event, fifth) if e == 1 and f == 1)
print(f"median wait of those treated, most deprived fifth: {naive[len(naive) // 2]:.1f} (who still waits is left out)")

test = survival.compare(weeks, event, fifth)
print(f"log-rank: chi-square {test.statistic:.1f}, {test.degrees} degrees of freedom; trend z = {test.trend:.2f}")
ratio = survival.ratios(weeks, event, fifth, reference=1)
print("treated so many times as fast as the first fifth:", " ".join(f"{r:.2f}" for r in ratio.ratio))
