/* Crossings: shown whole or not at all, because their lines add up to those of two characteristics.
 * Source: carepath/impact.h. Leaves characteristics by themselves to withhold.c. */
#include "impact/suppress.h"

/* Columns of a patient: people, three moves, the next or not before and after, later in a later week or not,
 * six bands of weeks, beyond the target or not before and after. */
enum { TOP = 4, WEEKS = 8, BANDS = 10, BREACHES = 16, COLUMNS = 20 };

static void count_patient(const cpwi_impact *m, const cpwi_withheld *w, int64_t i, int64_t *row) {
  const int64_t place[2] = {m->list.before[i], m->list.after[i]};
  row[0]++;
  row[place[1] < place[0] ? 1 : place[1] == place[0] ? 2 : 3]++;
  for (int side = 0; side < 2; side++) {
    if (w->top[0]) row[TOP + 2 * side + (place[side] > m->options.top)]++;
    if (w->breaches[0])
      row[BREACHES + 2 * side + !(cpwi_wait_at(m, i, place[side]) > m->list.target[i])]++;
  }
  if (!w->delayed || place[1] <= place[0]) return;
  double later = cpwi_week(m, place[1]) - cpwi_week(m, place[0]);
  row[WEEKS + (later <= 0.0)]++;
  if (later > 0.0) row[BANDS + cpwi_band(later)]++;
}

/* Whether any count is small, with those of whom one of the two groups is not known: 1, 0, or -1 without memory.
 */
static int has_small(const cpwi_impact *m, const cpwi_withheld *w, const cpwi_trait *t) {
  const cpwi_trait *a = &m->traits[t->one], *b = &m->traits[t->other];
  int64_t across = b->groups + 1, cells = (a->groups + 1) * across;
  int64_t *count = cpwi_alloc_zero(m->allocator, (size_t)cells, COLUMNS * sizeof *count);
  if (!count) return -1;
  for (int64_t i = 0; i < m->list.patients; i++)
    count_patient(m, w, i,
                  count + ((a->group[i] + 1) * across + (b->group[i] + 1)) * (int64_t)COLUMNS);
  int found = 0;
  for (int64_t k = 0; k < cells; k++) {
    const int64_t *row = count + k * COLUMNS;
    int is_line = row[0] > 0 || (k >= across && k % across > 0);
    for (int c = 0; c < COLUMNS && !found && is_line; c++) {
      int there = c < TOP        ? 1
                  : c < WEEKS    ? w->top[0] != NULL
                  : c < BREACHES ? w->delayed != NULL
                                 : w->breaches[0] != NULL;
      found = there && cpwi_disclosure_primary(&w->rule, row[c]) != CPW_DISCLOSURE_SHOWN;
    }
  }
  cpwi_release(m->allocator, count);
  return found;
}

static int anything_gone(const cpwi_withheld *w, const cpwi_trait *t) {
  int gone = 0;
  for (int family = 0; family < CPWI_FAMILIES; family++)
    for (int64_t g = 0; g < t->groups + (t->unknown > 0); g++)
      gone |= cpwi_gone(w, family)[t->first_line + g];
  return gone;
}

int32_t cpwi_withhold_cross(const cpwi_impact *m, const cpwi_withheld *w, const cpwi_trait *t,
                            cpw_error *err) {
  cpwi_withhold_trait(w, t);
  if (!w->rule.secondary) return CPW_OK;
  int gone = anything_gone(w, &m->traits[t->one]) || anything_gone(w, &m->traits[t->other]) ||
             anything_gone(w, t);
  if (!gone) gone = has_small(m, w, t);
  if (gone < 0) return cpwi_impact_no_memory(err);
  for (int family = 0; gone && family < CPWI_FAMILIES; family++)
    for (int64_t g = 0; g < t->groups + (t->unknown > 0); g++)
      cpwi_gone(w, family)[t->first_line + g] = 1;
  return CPW_OK;
}
