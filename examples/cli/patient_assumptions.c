/* What a simulated list rests on, in sentences.
 * Rules and clocks: carepath/patients.h.
 * Leaves scenarios to their tables. */
#include "patient_text.h"

#include <math.h>
#include <string.h>

static const char *const rule_words[] = {
    [CPW_PATIENTS_FIRST_COME] = "The longest wait is treated first.",
    [CPW_PATIENTS_TIERS] = "The lowest tier is treated first, within a tier the longest wait.",
    [CPW_PATIENTS_DUE] =
        "Whoever is due first is treated first: joined plus the target of the class.",
    [CPW_PATIENTS_BREACH_FIRST] =
        "Whoever is beyond the target is treated first, the longest beyond it before the others; "
        "then by tier.",
    [CPW_PATIENTS_ACCUMULATING] =
        "The highest weight times wait is treated first: priority accumulates (Kleinrock 1964).",
    [CPW_PATIENTS_CMU] =
        "The highest weight over mean treatment is treated first (c-mu, Cox and Smith 1961).",
    [CPW_PATIENTS_GENERALISED_CMU] =
        "The highest marginal cost of waiting over mean treatment is treated first (generalised "
        "c-mu, van Mieghem 1995).",
    [CPW_PATIENTS_MAX_WEIGHT] =
        "The highest weight times people waiting over mean treatment is treated first (max-weight, "
        "Tassiulas and Ephremides 1992).",
    [CPW_PATIENTS_LOTTERY] =
        "Anybody who waits may be next, with chances in proportion to the weight of the class.",
    [CPW_PATIENTS_MIXTURE] =
        "A share of the treatments goes by tier, the rest to the longest wait.",
    [CPW_PATIENTS_SCORE] = "The highest score is treated first, ties in order of joining.",
};

static int has_profile(const patient_settings *p) {
  return p->arrival_profile.count || p->arrival_week.count;
}

static void assume_data(assumptions *a, const patient_cases *c) {
  const patient_data *d = &c->data;
  if (d->rows)
    assume(a, "%lld %s from the file, by their own dates.", (long long)d->rows,
           d->rows == 1 ? "patient comes" : "patients come");
  if (d->left_before)
    assume(a, "Rows of the file left out, as gone before the start: %lld.",
           (long long)d->left_before);
  if (d->totals.count)
    assume(a, "Lists of the file left out, as sums of others: %lld.", (long long)d->totals.count);
  if (d->spans)
    assume(a,
           "The list at the start is that of the file%s%s, spread evenly within each band%s; whole "
           "people by whole %ss.",
           *d->as_of.text ? ", " : "", d->as_of.text,
           d->open_end ? ", the last one taken to be as wide as a period or the one before" : "",
           cases_period(c));
  if (c->set->patients.waiting.count)
    assume(a, "People of --waiting have joined lately: as many in each %s back as %s, by class.",
           cases_period(c), has_profile(&c->set->patients) ? "--arrivals says" : "join now");
}

static void assume_joining(assumptions *a, const patient_cases *c) {
  const patient_settings *p = &c->set->patients;
  const char *how = p->dispersion == 0   ? "evenly"
                    : p->dispersion == 1 ? "by chance (Poisson)"
                                         : "by chance, with the variance given";
  if (!p->arrivals.count)
    assume(a, "Nobody joins beside the people of the file.");
  else if (has_profile(p))
    assume(a, "People join %s, at a rate that changes%s%s%s.", how,
           p->arrival_profile.count
               ? phrased(" from %s to %s by the profile", cases_period(c), cases_period(c)).text
               : "",
           p->arrival_profile.count && p->arrival_week.count ? ", and" : "",
           !p->arrival_week.count ? ""
           : p->holidays.count    ? " with the days of the week, nobody on the closed ones"
                                  : " with the days of the week");
  else
    assume(a, "People join at the same rate all along, %s.", how);
}

static void assume_flows(assumptions *a, const patient_cases *c) {
  const patient_settings *p = &c->set->patients;
  assume_joining(a, c);
  if (c->data.groups.count && !p->groups.count)
    assume(a, "Those who join belong to the groups as the people of the file do.");
  if (c->data.has_removal)
    assume(a, "Patients of the file leave untreated when it says so%s.",
           p->patience.count ? ", the others when their patience ends" : "");
  else if (!p->patience.count && !p->validation.share.count)
    assume(a, "Nobody leaves untreated%s.",
           p->missed_removed.count ? " but those who do not attend" : "");
  if (p->validation.share.count)
    assume(a, "Validation finds people who need no treatment anywhere on the list.");
}

static phrase busy_words(const cpw_patients_list *l) {
  int64_t drawn = 0;
  for (int64_t i = 0; i < l->busy; i++)
    drawn += isnan(l->busy_left[i]);
  if (!l->busy) return phrased("all are free at the start");
  return phrased("%lld %s at the start, %s", (long long)l->busy,
                 l->busy == 1 ? "treatment is under way" : "treatments are under way",
                 !drawn ? "the time left as given"
                 : drawn == l->busy
                     ? "the time left drawn"
                     : phrased("the time left of %lld drawn", (long long)drawn).text);
}

static void assume_capacity(assumptions *a, const patient_cases *c) {
  const patient_settings *p = &c->set->patients;
  if (c->item[0].list.list.servers)
    assume(a, "Servers work without a pause; %s. A wait ends when treatment begins.",
           busy_words(&c->item[0].list.list).text);
  else
    assume(
        a,
        "In each %s those whose patience has ended leave, then people join, then slots are given "
        "out: waits are whole %ss. A slot that nobody is there for is lost.",
        cases_period(c), cases_period(c));
  if (p->missed.count)
    assume(a,
           "Who does not attend loses the slot, is booked again for %lld %s%s later and keeps the "
           "place in time.",
           (long long)p->rebook, cases_period(c), p->rebook == 1 ? "" : "s");
  if (p->target.count)
    assume(a, "A breach is somebody treated after more than the target of the class.");
  else
    assume(a, "A breach is somebody treated after more than 18 %ss.", cases_period(c));
}

void patient_assumptions(const patient_cases *c, assumptions *out) {
  const patient_settings *p = &c->set->patients;
  out->count = 0;
  assume_data(out, c);
  assume_flows(out, c);
  assume_capacity(out, c);
  assume(out, "%s", rule_words[p->rule]);
  if (p->batches)
    assume(out, "One run (seed %lld); intervals from %lld equal spans of it.",
           (long long)c->set->seed, (long long)p->batches);
  else
    assume(out,
           "%lld replication%s (seed %lld); intervals of the means by Student's law. Waits are "
           "those of people treated.",
           (long long)c->data.record.replications, c->data.record.replications == 1 ? "" : "s",
           (long long)c->set->seed);
  if (p->warm_up)
    assume(out, p->warm_up == 1 ? "The first %s does not count." : "The first %s do not count.",
           p->warm_up == 1 ? cases_period(c) : cases_long(c, p->warm_up).text);
  int apart = 0;
  for (int i = 1; i < c->count; i++)
    apart |= !c->item[i].list.list.servers != !c->item[0].list.list.servers;
  if (apart)
    assume(
        out,
        "Slots and servers are two clocks: a scenario with the other one does not meet the same "
        "patients and counts waits otherwise (slots: in whole %ss); small differences to it mean "
        "nothing.",
        cases_period(c));
  else if (c->count > 1)
    assume(out,
           "All scenarios meet the same patients (common random numbers); their differences are "
           "paired, replication by replication.");
  if (cases_missed_precision(c))
    assume(out, "The precision asked for was not reached in that many replications.");
}
