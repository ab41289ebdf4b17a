"""How many beds? The figures of docs/how-to/how-many-beds.md, by Python."""
from carepath import queue

stay = 4.5  # days, on average
medicine, surgery = 5.2, 3.1  # admissions a day

# beds of one ward: who finds it full goes elsewhere
for beds in (26, 29, 32):
    full = queue.erlang_b(load=medicine * stay, servers=beds)
    print(f"{beds} beds: full {100 * full:.1f} % of the time, {medicine * full:.2f} people a day elsewhere")

# or waits
need = queue.least_servers("wait_tail", arrivals=medicine, service_rate=1 / stay, share=0.05, time=4 / 24)
print(f"95 % within four hours: {need.servers:.0f} beds ({100 * need.before:.1f} % wait longer with one fewer)")

# by weekday: Monday first, the fourth week, when the pattern has settled
week = [6, 6, 6, 5.5, 5, 4, 3.9]
still_there = [0.95, 0.80, 0.62, 0.47, 0.36, 0.28, 0.22, 0.17, 0.14, 0.11, 0.09, 0.07, 0.06, 0.05, 0.04]
ward = queue.ward(4 * week, still_there, beds=30, chances=[0.05])
for day, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), start=21):
    print(
        f"{name}: {ward['mean'][day]:.1f} people at the count, {int(ward['beds'][day][0])} beds suffice on 95 %, "
        f"30 do not on {100 * ward['exceeded'][day]:.0f} %"
    )

# two wards as one
pooled = queue.pool([medicine, surgery], [29, 19], service_rate=1 / stay)
print(f"wait for a bed apart {24 * pooled.apart_wait:.1f} hours, together {24 * pooled.pooled_wait:.1f}")
print(f"beds for the wait they have apart: {pooled.same_servers:.0f}, saved {pooled.saved_servers:.0f}")
