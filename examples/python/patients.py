"""One specialty, patient by patient: who should be next? Three rules for the same people and the same slots."""
import carepath

# Monday to Friday, on the days that there are: the clinic is closed over Christmas and at Easter
slots = carepath.calendar_slots(
    52,
    {"mon": 10, "tue": 10, "wed": 10, "thu": 12, "fri": 8},
    start="2024-09-02",
    holidays=["2024-12-25", "2024-12-26", "2025-01-01", "2025-04-18", "2025-04-21"],
)
clinic = carepath.PatientList(
    periods=52,
    slots=slots,
    arrivals={"urgent": 9, "soon": 14, "routine": 25},  # referrals a week
    waiting={
        "urgent": [8, 6, 3],  # who has waited under 1 week, 1 to 2 weeks, ...
        "soon": [12] * 8,
        "routine": [22] * 12 + [8] * 8,
    },
    target={"urgent": 2, "soon": 8, "routine": 18},  # weeks
    patience=("geometric", 150),  # 1 in 150 of those who wait leaves in a week
    missed={"urgent": 0.03, "soon": 0.06, "routine": 0.08},
    missed_removed=0.4,
    rule="first_come",
)
weeks = carepath.compare_patients(
    clinic,
    {"urgency": {"rule": "tiers"}, "due date": {"rule": "due"}, "breaches": {"rule": "breach_first"}},
    replications=200,
    limits=[18],
    seed=2024,
)

print("after a year          list   over target at the end        mean wait of those treated")
print("                            urgent    soon  routine       urgent    soon  routine")
for rule, result in weeks.results.items():
    late = [result.pick("breaching", who=k) for k in clinic.classes]
    wait = [result.pick("wait_mean", who=k) for k in clinic.classes]
    print(
        f"{'longest wait' if rule == 'base' else rule:18}  {result.pick('closing'):6.0f}"
        f"  {late[0]:6.0f}  {late[1]:6.0f}  {late[2]:7.0f}       {wait[0]:6.1f}  {wait[1]:6.1f}  {wait[2]:7.1f}"
    )

print("\npeople treated after more than their target, against the longest wait first (95 % interval of the pairs)")
for rule, change in weeks.items():
    for who in ("all", "urgent"):
        more, least, most = (change.pick("breached" + part, who=who) for part in ("", "_lower", "_upper"))
        print(f"  {rule:9} {who:7} {more:+6.0f}  ({least:+.0f} to {most:+.0f})")

# a rule of one's own: a week counts double for the urgent, three people of an earlier clinic come first
promised = {"joined": [-30, -28, -31], "class": ["routine", "soon", "routine"], "score": [1000, 1000, 1000]}


def score(people):
    rate = [2, 1.5, 1]
    known = zip(people.row, people.score, people.wait, people.class_index)
    return [s if row >= 0 else wait * rate[k] for row, s, wait, k in known]


own = clinic.replace(rows=promised, rule="score", score=score, rescore=1)
found = carepath.simulate_patients(own, replications=1, seed=2024, records=True)
treated = {int(r["row"]): int(r["ended"]) for r in found.records if r["row"] >= 0 and r["status"] == 1}
print("\nown score: those who were promised are treated in week", [treated.get(row) for row in range(3)])
