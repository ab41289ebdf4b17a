"""England's 42 integrated care systems in a notebook's steps: run, compare, allocate, stress; a picture where Matplotlib is."""
import sys

from carepath.system import System

# %% Read: every file is checked, and every error named at once
england = System.read("examples/data/england")
print(england)

# %% As now, and three ways to spend: money -> capacity -> flow -> waits -> who waits
runs = {name: england.run(scenario=name, threads=2) for name in ("baseline", "universal", "targeted", "standard")}
base = runs["baseline"]
for name, run in runs.items():
    more = (float(run["total_spend"]) - float(base["total_spend"])) / 1e9
    beyond = float(run["total_beyond"]) / float(run["total_closing"])
    print(f"{name:10} {float(run['total_closing']) / 1e6:5.2f} million wait after three years, "
          f"{1 - beyond:.1%} within 18 weeks, {more:+5.2f} billion pounds")

# %% Who waits: weeks that the treated of the last quarter had waited, by deprivation fifth
groups, units = england.groups, range(len(england.units))
last = base.array("treated").shape[2] - 1


def mean_wait(run, group):
    treated, weeks = run["treated"], run["treated_weeks"]
    return sum(weeks[u][group][last] for u in units) / sum(treated[u][group][last] for u in units)


for g, group in enumerate(groups):
    waits = ", ".join(f"{name} {mean_wait(run, g):5.2f}" for name, run in runs.items())
    print(f"{group:16} {waits}")

# %% The best use of 200 million a year, and the most that any allocation could do
best = england.allocate(200_000_000, threads=2)
print(f"allocated {sum(best['spend']):,} pounds: {float(best['welfare']) / 1e6:.1f} million person-weeks of waiting less; "
      f"no allocation gains more than {float(best['upper_bound']) / 1e6:.1f} million; "
      f"by head it would be {float(best['capitation_welfare']) / 1e6:.1f} million")

# %% Shocks, each run with its own, the same for every question
shocks = england.stress(shocks=["winter", "staff", "site"], replications=20, seed=1, threads=2)
print(f"shocks: {float(shocks['loss_mean']) / 1e6:.0f} million person-weeks more on average, "
      f"{float(shocks['loss_cvar']) / 1e6:.0f} million in the worst tenth of the runs")

# %% What it all rests on
rests = england.bases()
row = rests.array("share").coords["headline"]["headline"].index("waiting")
print("people waiting:", ", ".join(
    f"{share:.0%} {basis or 'not said'}"
    for basis, share in zip(rests.array("share").coords["basis"]["basis"], rests["share"][row]) if share > 0))

# %% A picture
try:
    import matplotlib.pyplot
except ImportError:
    sys.exit(0)
from carepath.plot import PALETTE  # noqa: E402

figure, (left, right) = matplotlib.pyplot.subplots(1, 2, figsize=(10, 4), layout="constrained")
weeks = list(base["first_week"])
for color, (name, run) in zip(PALETTE, runs.items()):
    closing = run["closing"]
    left.plot(weeks, [sum(closing[u][g][t] for u in units for g in range(len(groups))) / 1e6 for t in range(last + 1)],
              color=color, label=name)
    right.plot(range(1, len(groups) + 1), [mean_wait(run, g) for g in range(len(groups))], "o-", color=color)
left.set(xlabel="week", ylabel="million people waiting", ylim=(0, None))
left.legend(frameon=False)
right.set(xlabel="deprivation fifth, 1 most deprived", ylabel="weeks waited by the treated")
figure.savefig(sys.argv[1] if len(sys.argv) > 1 else "build/systems.png")
