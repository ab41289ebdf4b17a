"""Patient rows to a projection: a made-up clinic, one row a patient, counted by month and calibrated."""
import carepath

# rows as a system would export them; here 2,000 patients are drawn, one in ten leaves untreated
stream = carepath.random.Stream(seed=3)
wait = carepath.Duration("gamma", mean=84, cv=0.7)  # days
opened, today = carepath.to_day("2022-01-01"), carepath.to_day("2024-05-31")
referral, removal, withdrawal = [], [], []
for _ in range(2000):
    joined = opened + stream.below(today - opened)
    left = joined + int(wait.draw(stream))
    gone = stream.uniform() < 0.1
    referral.append(joined)
    removal.append(left if left <= today and not gone else None)
    withdrawal.append(left if left <= today and gone else None)

rows = carepath.date_rows(referral, removal, withdrawal)
history = carepath.snapshots(rows, step="months", first="2023-01-01", last="2024-05-31", bands=9)
waiting, last = history["waiting"][0], -1
print("waiting at the end of May 2024, by months:", [int(n) for n in waiting[last]])
print("joined", int(history["starts"][0][last]), "treated", int(sum(history["treated"][0][last])),
      "removed", int(sum(history["removed"][0][last])))

backlog = carepath.calibrate(history)
print("treated in a month, by months waited:", [round(float(h), 3) for h in backlog["treatment_hazard"][0]])
plan = carepath.project(backlog, periods=12)
print(f"within 18 weeks: {plan['within_18'][0][0]:.3f} in June 2024, {plan['within_18'][0][11]:.3f} a year on")
