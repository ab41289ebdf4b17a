"""From a policy to a list with reasons: who is next, why, what would swap two, a record that replays to the same
bytes, and who is delayed by what equity counts. The patients are made up; the policy is examples/data/policy.txt."""
import os
import tempfile

import carepath
from carepath import audit, impact, priority

policy = carepath.Policy.read("examples/data/policy.txt")
print(policy, "reads", ", ".join(policy.columns))

# 800 people; the more deprived, the worse the pain and the longer the wait
stream = carepath.random.Stream(seed=3)
ids, tier, days, pain, oxford, decile, fifth, sex = [], [], [], [], [], [], [], []
for k in range(800):
    d = 1 + stream.below(10)
    ids.append(f"p{k:03d}")
    tier.append("P2" if stream.uniform() < 0.1 else "P3" if stream.uniform() < 0.4 else "P4")
    days.append(int(carepath.Duration("gamma", mean=110 - 4 * d, cv=0.6).draw(stream)))
    pain.append(("none", "mild", "moderate", "severe")[min(int(4 * stream.uniform() + (11 - d) / 8), 3)])
    oxford.append(None if stream.uniform() < 0.05 else 5 + stream.below(40))
    decile.append(None if stream.uniform() < 0.03 else d)
    fifth.append(decile[-1] and (d + 1) // 2)
    sex.append("female" if stream.uniform() < 0.55 else "male")
facts = {"pain": pain, "oxford_score": oxford, "imd_decile": decile}
seen = {"patient": "p007", "tier": "P2", "actor": "consultant 4", "reason": "getting worse, seen in clinic"}
patients = priority.Patients(
    policy, wait=days, tier=tier, ids=ids, facts=facts, today="2026-11-30", overrides=[seen]
)

# 1. the list
ranking = carepath.rank(policy, patients)
print(f"{ranking.breaches} beyond their target, {ranking.missing} facts not known, equity capped for {ranking.capped}")
print("place  id    tier  beyond  score  clinical  equity")
for row in ranking.order[:5]:
    print(
        f"{ranking.place[row]:5d}  {ids[row]}  {policy.tiers[ranking.tier[row]].name:4}"
        f"  {'yes' if ranking.breached[row] else 'no':6}  {ranking.score[row]:.3f}  {ranking.clinical[row]:8.3f}"
        f"  {ranking.equity[row]:6.3f}"
    )

# 2. why one stands where he or she stands, and what would swap two
why = priority.explain(policy, patients, "p007")
print(f"\np007 stands at place {why['place']} of {why['patients']}; {why.notes['override 1']}")
for k, criterion in enumerate(policy.criteria):
    print(f"  {criterion['name']:12} {why['weight'][k]:.2f} x {why['value'][k]:.3f} adds {why['contribution'][k]:.3f}")
first, second = (ids[row] for row in ranking.order[600:602])
swap = priority.compare(policy, patients, first, second)
print(f"{first} before {second}: by {priority.DECIDED_BY[int(swap['decided_by'])]}")
print("  nearest weights that swap them:", " ".join(f"{w:.3f}" for w in swap["swap_weights"]))
print(f"  or {swap['swap_wait']:.1f} days more of waiting")

# 3. the record: kept, verified, replayed
with tempfile.TemporaryDirectory() as folder:
    file = os.path.join(folder, "audit.txt")
    digest = audit.append(file, policy, patients, actor="waiting list office", time="2026-11-30T09:00:00Z")
    print(f"\nrecord {audit.read(file).number}: {audit.verify(file, last=digest).finding}")
    record = audit.read(file)
    print(f"replayed: {record.replay(patients).outcome}")
    facts["pain"][4] = "none" if pain[4] != "none" else "severe"
    changed = priority.Patients(policy, wait=days, tier=tier, ids=ids, facts=facts, today="2026-11-30")
    print(f"with one fact changed: {record.replay(changed).outcome}")

# 4. what equity changes, and for whom (before it is published: suppress=8, see docs/how-to/equality-impact.md)
without = carepath.rank(policy.replace(cap="0 score"), patients)
change = impact.measure(
    without.place, ranking.place, groups={"imd_fifth": fifth, "sex": sex}, ordered=["imd_fifth"],
    wait=days, slots=40, top=160,
)
print("\ngroup               people  earlier  later  among the next 160")
lines = change.array("people").coords["line"]
for k, (name, group) in enumerate(zip(lines["characteristic"], lines["group"])):
    cells = [change[c][k] for c in ("people", "earlier", "later", "top_before", "top_after")]
    people, earlier, later, before, after = (int(c) for c in cells)
    print(f"{name:10} {group:9} {people:5d}  {earlier:7d}  {later:5d}  {before:4d} -> {after}")
print(f"slope of waits at treatment: {change['slope_before'][0]:.1f} -> {change['slope_after'][0]:.1f} days")
