/* Footprints after a reorganisation, and the people of each organisation before and after it.
 * Source: carepath/system_organisations.h; shares in steps of 2^-52, largest remainders.
 * Leaves counting people to holdings.c. */
#include "system_organisations/reorganise.h"

#include <string.h>

#define SHARE (-52)

typedef struct prints {
  cpwi_reorg_slots slots;
  int64_t *steps;                        /* (rows) of 2^-52 */
  cpw_exact_sum *given, *before, *after; /* (areas) shares */
  double *people;                        /* (areas) */
} prints;

/* a date as a number that is the same for the same date */
static int64_t bits_of(double date) {
  int64_t bits = 0;
  date += 0.0; /* -0 is 0 */
  memcpy(&bits, &date, sizeof bits);
  return bits;
}

static double date_of(int64_t bits) {
  double date = 0;
  memcpy(&date, &bits, sizeof date);
  return date;
}

/* Rows that are over by then are left out; of the others the time from the change on counts. */
static int key_of(const cpwi_reorg *k, int64_t row, int64_t *key) {
  const cpw_system_footprint *f = &k->s.footprint[row];
  if (!(f->until > k->c.week)) return 0;
  key[0] = cpwi_reorg_group(k, f->organisation, f->area);
  key[1] = f->area;
  key[2] = bits_of(f->from > k->c.week ? f->from : k->c.week);
  key[3] = bits_of(f->until);
  return 1;
}

static int32_t check_rows(const cpwi_reorg *k, cpw_error *err) {
  const cpw_system *s = &k->s;
  if (s->areas < 0 || s->footprints < 0 || s->peoples < 0 || (s->footprints > 0 && !s->footprint) ||
      (s->peoples > 0 && !s->people))
    return cpwi_fail(err, CPW_EINVAL, -1, k->where, "system.footprint or system.people is NULL");
  for (int64_t i = 0; i < s->footprints; i++) {
    const cpw_system_footprint *f = &s->footprint[i];
    int32_t e = cpwi_orgs_number(f->area, s->areas, "footprints", i, "area", k->where, err);
    if (e == CPW_OK)
      e = cpwi_orgs_number(f->organisation, s->organisations, "footprints", i, "organisation",
                           k->where, err);
    if (e != CPW_OK) return e;
    if (!(f->share > 0 && f->share <= 1))
      return cpwi_fail(err, CPW_EDOMAIN, i, k->where,
                       "footprints[%lld].share = %s must be above 0 and at most 1", (long long)i,
                       cpwi_number(f->share).text);
  }
  for (int64_t i = 0; i < s->peoples; i++) {
    int32_t e = cpwi_orgs_number(s->people[i].area, s->areas, "people", i, "area", k->where, err);
    if (e == CPW_OK)
      e = cpwi_orgs_amount(s->people[i].people, "people", i, "people", k->where, err);
    if (e != CPW_OK) return e;
  }
  return CPW_OK;
}

static int32_t reserve(const cpwi_reorg *k, prints *t, cpw_error *err) {
  t->steps = cpwi_alloc_zero(k->a, (size_t)t->slots.rows, sizeof *t->steps);
  t->given = cpwi_orgs_sums(k->s.areas, k->a);
  t->before = cpwi_orgs_sums(k->s.areas, k->a);
  t->after = cpwi_orgs_sums(k->s.areas, k->a);
  t->people = cpwi_alloc_zero(k->a, (size_t)k->s.areas, sizeof *t->people);
  cpw_exact_sum *sum = cpwi_orgs_sums(k->s.areas, k->a);
  int have = t->steps && t->given && t->before && t->after && t->people && sum;
  for (int64_t i = 0; have && i < k->s.peoples; i++)
    cpw_exact_sum_add(&sum[k->s.people[i].area], k->s.people[i].people);
  for (int64_t a = 0; have && a < k->s.areas; a++)
    t->people[a] = cpw_exact_sum_value(&sum[a]);
  cpwi_release(k->a, sum);
  return have ? CPW_OK
              : cpwi_fail(err, CPW_ENOMEM, -1, k->where, "no memory for %lld areas",
                          (long long)k->s.areas);
}

static int32_t share_row(cpwi_reorg *k, prints *t, int64_t row, cpw_error *err) {
  const cpw_system_footprint *f = &k->s.footprint[row];
  if (t->slots.first[row] == t->slots.first[row + 1]) return CPW_OK;
  const int64_t *to = t->slots.row + t->slots.first[row];
  int64_t steps = cpwi_reorg_steps(f->share, SHARE);
  int64_t giver = cpwi_reorg_group(k, f->organisation, f->area);
  int32_t status = cpwi_reorg_split(k, giver, steps, err);
  for (int64_t j = 0; status == CPW_OK && j < cpwi_reorg_parts(k, giver); j++)
    t->steps[to[j]] += k->whole[j];
  cpw_exact_sum_add(&t->given[f->area], f->share);
  cpw_exact_sum_add(&t->before[f->area],
                    t->slots.old[to[0]] == row ? f->share : cpwi_reorg_amount(steps, SHARE));
  return status;
}

static cpw_system_footprint new_row(const cpwi_reorg *k, const prints *t, int64_t i) {
  const int64_t *key = t->slots.key[i];
  if (t->slots.old[i] >= 0) return k->s.footprint[t->slots.old[i]];
  cpw_system_footprint f = {.area = (int32_t)key[1],
                            .organisation = (int32_t)key[0],
                            .share = cpwi_reorg_amount(t->steps[i], SHARE),
                            .from = date_of(key[2]),
                            .until = date_of(key[3])};
  return f;
}

static int32_t write_rows(cpwi_reorg *k, prints *t, cpw_error *err) {
  int64_t *area = NULL, *organisation = NULL;
  double *share = NULL, *from = NULL, *until = NULL;
  int32_t s = cpw_result_add_dimension(k->r, "footprint", t->slots.rows, NULL, err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(k->r, "footprint_area", "", "which area", "footprint", &area, err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(k->r, "footprint_organisation", "", "whose", "footprint", &organisation,
                        err);
  if (s == CPW_OK)
    s = cpwi_orgs_real(k->r, "footprint_share", "share", "of its people", "footprint", &share, err);
  if (s == CPW_OK)
    s = cpwi_orgs_real(k->r, "footprint_from", "week", "from which it holds", "footprint", &from,
                       err);
  if (s == CPW_OK)
    s = cpwi_orgs_real(k->r, "footprint_until", "week", "until which it holds", "footprint", &until,
                       err);
  k->footprint = s == CPW_OK ? cpwi_alloc(k->a, (size_t)t->slots.rows, sizeof *k->footprint) : NULL;
  if (s == CPW_OK && !k->footprint)
    s = cpwi_fail(err, CPW_ENOMEM, -1, k->where, "no memory for %lld footprints",
                  (long long)t->slots.rows);
  for (int64_t i = 0; s == CPW_OK && i < t->slots.rows; i++) {
    cpw_system_footprint f = new_row(k, t, i);
    if (f.share > 1 + 1e-9)
      return cpwi_fail(err, CPW_EDOMAIN, -1, k->where,
                       "after the change organisation %s has area %d %s times: over 1",
                       cpwi_orgs_named(&k->s, f.organisation).text, (int)f.area,
                       cpwi_number(f.share).text);
    k->footprint[k->footprints++] = f;
    area[i] = f.area;
    organisation[i] = f.organisation;
    share[i] = f.share;
    from[i] = f.from;
    until[i] = f.until;
    cpw_exact_sum_add(&t->after[f.area], f.share);
  }
  return s;
}

/* shares of an area are the same to the last bit, and so are its people */
static void weigh(cpwi_reorg *k, const prints *t) {
  cpwi_reorg_kept *kept = &k->kept[CPWI_KEPT_PEOPLE];
  for (int64_t a = 0; a < k->s.areas; a++) {
    cpw_exact_sum_add(&kept->given, t->people[a] * cpw_exact_sum_value(&t->given[a]));
    cpw_exact_sum_add(&kept->before, t->people[a] * cpw_exact_sum_value(&t->before[a]));
    cpw_exact_sum_add(&kept->after, t->people[a] * cpw_exact_sum_value(&t->after[a]));
  }
}

int32_t cpwi_reorg_footprints(cpwi_reorg *k, cpw_error *err) {
  prints t;
  memset(&t, 0, sizeof t);
  int32_t status = check_rows(k, err);
  if (status == CPW_OK) status = cpwi_reorg_slots_make(k, k->s.footprints, key_of, &t.slots, err);
  if (status == CPW_OK) status = reserve(k, &t, err);
  for (int64_t i = 0; status == CPW_OK && i < k->s.footprints; i++)
    status = share_row(k, &t, i, err);
  if (status == CPW_OK) status = write_rows(k, &t, err);
  if (status == CPW_OK) weigh(k, &t);
  cpwi_reorg_slots_drop(k, &t.slots);
  cpwi_release(k->a, t.steps);
  cpwi_release(k->a, t.given);
  cpwi_release(k->a, t.before);
  cpwi_release(k->a, t.after);
  cpwi_release(k->a, t.people);
  return status;
}

/* ---------------------------------------------------------------- before and after ---------- */

/* the organisations as they are afterwards */
static cpw_system_organisation *organisations_after(const cpwi_reorg *k) {
  size_t n = (size_t)k->s.organisations;
  cpw_system_organisation *o = cpwi_alloc(k->a, n, sizeof *o);
  for (size_t i = 0; o && i < n; i++) {
    o[i] = k->s.organisation[i];
    o[i].parent = (int32_t)k->parent[i];
    if (k->ends[i]) o[i].until = k->c.week;
  }
  return o;
}

int32_t cpwi_reorg_people(cpwi_reorg *k, cpw_error *err) {
  double *before = NULL, *after = NULL;
  int32_t s = cpwi_orgs_real(k->r, "people_before", "people", "of its footprint",
                             "organisation group", &before, err);
  if (s == CPW_OK)
    s = cpwi_orgs_real(k->r, "people_after", "people", "of its footprint", "organisation group",
                       &after, err);
  if (s == CPW_OK) s = cpwi_orgs_people(&k->s, k->c.week, before, k->a, k->where, err);
  if (s != CPW_OK) return s;
  cpw_system then = k->s;
  cpw_system_organisation *o = organisations_after(k);
  if (!o)
    return cpwi_fail(err, CPW_ENOMEM, -1, k->where, "no memory for %lld organisations",
                     (long long)k->s.organisations);
  then.organisation = o;
  then.footprint = k->footprint;
  then.footprints = k->footprints;
  s = cpwi_orgs_people(&then, k->c.week, after, k->a, k->where, err);
  cpwi_release(k->a, o);
  return s;
}
