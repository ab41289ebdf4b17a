"""From need to pounds: fair shares of the 42 integrated care boards, how far each may move towards its own in two
years, and one board's money down to its places. Populations are published; opening allocations, the blend, the rules
and the places are made up, so nobody's real allocation is printed."""
import carepath
from carepath import capitation, devolve, pace
from carepath.table import Table

codes, names, people, people_before, opening = [], [], [], [], []
need = {"general_acute": [], "community": [], "mental_health": [], "maternity": [], "prescribing": []}
with Table("examples/data/icb_need.csv") as table:
    for row in table:
        codes.append(row["icb"])
        names.append(row["name"])
        people.append(row.number("population"))
        people_before.append(row.number("population_2024_25"))
        opening.append(row.integer("opening_illustrative"))
        for component, column in need.items():
            column.append(row.number("wp_" + component))

# 1. fair shares of a quantum that grows by 3 % a year
blend = {"general_acute": 0.57, "community": 0.13, "mental_health": 0.15, "maternity": 0.03, "prescribing": 0.12}
quantum = [sum(opening) * 103 // 100, sum(opening) * 106 // 100]
fair = capitation.assess(people, need, blend=blend, quantum=quantum[0], allocation=opening, codes=codes)
weighted = fair["weighted_population"].tolist()
print(f"{len(codes)} boards, {sum(people):,.0f} people, {sum(opening):,} pounds last year, {quantum[0]:,} this year")

# 2. two years with the same populations: cash grows by 1.5 % at least and nobody ends more than 5 % under. A cap of 5 % is in the way of that; one
# that rises for those further under is not
rules = [
    pace.rule("min cash", 0.015, name="minimum growth"),
    pace.rule("min distance", -0.05, name="5 % under"),
    pace.rule("max cash", [(-0.05, 0.05), (0, 0.025)], name="maximum growth"),
]
given = {"base_people": people_before, "people": [people, people], "codes": codes, "years": ["first", "second"]}
try:
    pace.path(opening, [weighted, weighted], quantum, rules=rules, **given)
except carepath.DomainError as problem:
    print(f"refused: {problem}")
rules[2] = pace.rule("max cash", [(-0.10, 0.10), (-0.05, 0.05), (0, 0.025)], name="maximum growth")
path = pace.path(opening, [weighted, weighted], quantum, rules=rules, **given)
allocation, closing = path["allocation"].tolist(), path["closing_distance"].tolist()
held, growth = path["held"].tolist(), path["growth"].tolist()
distance = fair["distance"].tolist()
assert [sum(year) for year in allocation] == quantum  # to the pound
by_distance = sorted(range(len(codes)), key=lambda i: (distance[i], codes[i]))
print("\ndistance from fair share, per cent      start  year 1  year 2  growth, year 1")
for i in by_distance[:4] + by_distance[-4:]:
    why = {-1: "  at its floor", 0: "", 1: "  at its cap"}[held[0][i]]
    steps = "".join(f"  {100 * x:+6.2f}" for x in (distance[i], closing[0][i], closing[1][i]))
    print(f"{codes[i]} {names[i][:32]:32}{steps}  {100 * growth[0][i]:+14.2f}{why}")
for year in range(2):
    print(f"year {year + 1}: {held[year].count(1)} at their caps, {held[year].count(-1)} at their floors, "
          f"{held[year].count(0)} free, furthest under {100 * min(closing[year]):+.2f} %")  # fmt: skip

# the same rows in another order: the same pounds for everybody
turned = list(reversed(range(len(codes))))
again = pace.path([opening[i] for i in turned], [[weighted[i] for i in turned]] * 2, quantum, rules=rules,
                  base_people=[people_before[i] for i in turned], people=[[people[i] for i in turned]] * 2,
                  codes=[codes[i] for i in turned])  # fmt: skip
print("in reverse order:", "the same" if again["allocation"].tolist()[0][::-1] == allocation[0] else "other", "pounds")

# 3. one board's money down to made-up places: 1 % and a reserve stay, no place has less than 1,660 a head
board = codes.index("QE1")
places = devolve.tree({"Coast": {"North Shore": 0.11, "Bay": 0.16}, "Valley": {"Mill": 0.34, "Moor": 0.21},
                       "Hills": 0.18}, root=names[board])  # fmt: skip
heads = [None if w is None else people[board] * share for w, share in
         zip(places["weight"], [0, 0, 0.10, 0.15, 0, 0.34, 0.22, 0.19])]  # fmt: skip
down = devolve.run(
    allocation[0][board], places["parent"], places["weight"], ids=places["ids"], people=heads,
    topslice=[0.01] + [0] * 7, reserve=[5_000_000] + [0] * 7, floor_per_head=1660,
)  # fmt: skip
print(f"\n{names[board]}: {down['kept'].tolist()[0][0]:,} kept")
for i, name in enumerate(places["ids"]):
    if i:
        print(f"{'  ' * down['level'][i]}{name.split('/')[-1]:{26 - 2 * down['level'][i]}}"
              f" {down['received'].tolist()[i][0]:>13,} pounds, {down['per_head'].tolist()[i][0]:8.2f} a head, "
              f"{devolve.BINDING[down['binding'].tolist()[i][0]]}")  # fmt: skip
