/* Which lines of a characteristic keep which of their counts to themselves.
 * Source: carepath/impact.h; the possible values of a cell of a table with known totals r, c of n are
 * max(0, r + c - n) to min(r, c) (Frechet), more than one unless r or c is 0 or n. Leaves crossings to cross.c. */
#include "impact/suppress.h"

enum { MOST_COLUMNS = 6 };

int cpwi_family_there(const cpwi_withheld *w, int family) {
  switch (family) {
  case CPWI_TOP_BEFORE:
  case CPWI_TOP_AFTER:
    return w->top[0] != NULL;
  case CPWI_DELAYED:
  case CPWI_BANDS:
    return w->delayed != NULL;
  case CPWI_BREACHES_BEFORE:
  case CPWI_BREACHES_AFTER:
    return w->breaches[0] != NULL;
  default:
    return 1;
  }
}

static int parent_of(int family) {
  return family == CPWI_DELAYED ? CPWI_MOVES : family == CPWI_BANDS ? CPWI_DELAYED : CPWI_PEOPLE;
}

static int columns_of(int family) {
  return family == CPWI_PEOPLE ? 1 : family == CPWI_MOVES ? 3 : family == CPWI_BANDS ? 6 : 2;
}

/* What the counts of a family are the parts of. */
static double whole_of(const cpwi_withheld *w, int family, int64_t line) {
  return family == CPWI_DELAYED ? w->move[2][line]
         : family == CPWI_BANDS ? w->delayed[line]
                                : w->people[line];
}

/* Of the families of two parts the second is the rest: who can subtract has it, too. */
static double part_of(const cpwi_withheld *w, int family, int64_t line, int column) {
  if (family == CPWI_PEOPLE) return w->people[line];
  if (family == CPWI_MOVES) return w->move[column][line];
  if (family == CPWI_BANDS) return w->bands[line * CPWI_WEEK_BANDS + column];
  double count = family == CPWI_DELAYED           ? w->delayed[line]
                 : family <= CPWI_TOP_AFTER       ? w->top[family - CPWI_TOP_BEFORE][line]
                 : family == CPWI_BREACHES_BEFORE ? w->breaches[0][line]
                                                  : w->breaches[1][line];
  return column ? whole_of(w, family, line) - count : count;
}

static int is_small(const cpwi_withheld *w, double count) {
  return cpwi_disclosure_primary(&w->rule, (int64_t)count) != CPW_DISCLOSURE_SHOWN;
}

/* The lines of a trait of which a family is withheld, taken together: a reader has their sums. */
typedef struct pool {
  int64_t rows, own;         /* lines; of these, those whose whole is shown */
  int64_t filled;            /* lines with people in the whole */
  double sum[MOST_COLUMNS];  /* by column, of the lines in the pool */
  double list[MOST_COLUMNS]; /* by column, of all */
} pool;

static pool pool_of(const cpwi_withheld *w, int family, int64_t first, int64_t end) {
  pool p = {0};
  const int32_t *gone = cpwi_gone(w, family), *parent = cpwi_gone(w, parent_of(family));
  for (int64_t line = first; line < end; line++) {
    for (int c = 0; c < columns_of(family); c++) {
      p.list[c] += part_of(w, family, line, c);
      if (gone[line]) p.sum[c] += part_of(w, family, line, c);
    }
    if (!gone[line]) continue;
    p.rows++;
    p.own += !parent[line];
    p.filled += whole_of(w, family, line) > 0.0;
  }
  return p;
}

/* People: the sum of what is withheld must not be small, nor leave each one person. */
static int people_are_safe(const cpwi_withheld *w, const pool *p) {
  double least = w->rule.zeros ? 1.0 : (double)p->rows + 1.0;
  return !p->rows || (p->rows > 1 && p->sum[0] >= least && p->sum[0] >= (double)w->rule.least);
}

/* Whether a column must get people from a further line. */
static int is_wanted(const cpwi_withheld *w, int family, const pool *p, int column) {
  int filled = 0;
  for (int c = 0; c < columns_of(family); c++)
    filled += p->sum[c] > 0.0;
  return p->sum[column] <= 0.0 && p->list[column] > 0.0 && (filled < 2 || w->rule.zeros);
}

static int is_safe(const cpwi_withheld *w, int family, const pool *p) {
  if (family == CPWI_PEOPLE) return people_are_safe(w, p);
  /* without own lines each count varies with its whole, but a column of none is known to be that */
  if (!p->rows || (!p->own && !w->rule.zeros)) return 1;
  int wanted = 0;
  for (int c = 0; c < columns_of(family); c++)
    wanted |= is_wanted(w, family, p, c);
  return p->filled > 1 && !wanted;
}

/* The smallest shown line that helps; -1: none. */
static int64_t helper(const cpwi_withheld *w, int family, const pool *p, int64_t first,
                      int64_t end) {
  const int32_t *gone = cpwi_gone(w, family);
  int64_t found = -1;
  for (int64_t line = first; line < end; line++) {
    double whole = whole_of(w, family, line);
    if (gone[line] || !(whole > 0.0)) continue;
    int helps = family == CPWI_PEOPLE || p->filled < 2;
    for (int c = 0; c < columns_of(family) && !helps; c++)
      helps = is_wanted(w, family, p, c) && part_of(w, family, line, c) > 0.0;
    if (helps && (found < 0 || whole < whole_of(w, family, found))) found = line;
  }
  return found;
}

static void withhold_more(const cpwi_withheld *w, int family, int64_t first, int64_t end) {
  int32_t *gone = cpwi_gone(w, family);
  pool p = pool_of(w, family, first, end);
  while (!is_safe(w, family, &p)) {
    int64_t line = helper(w, family, &p, first, end);
    if (line < 0) break;
    gone[line] = 1;
    p = pool_of(w, family, first, end);
  }
  /* one line is the whole list, or all is in one column: nothing of the family is shown */
  for (int64_t line = first; line < end && !is_safe(w, family, &p); line++)
    gone[line] = 1;
}

static void withhold_small(const cpwi_withheld *w, int family, int64_t first, int64_t end) {
  int32_t *gone = cpwi_gone(w, family);
  const int32_t *parent = cpwi_gone(w, parent_of(family));
  for (int64_t line = first; line < end; line++) {
    gone[line] = family != CPWI_PEOPLE && parent[line];
    for (int c = 0; c < columns_of(family); c++)
      gone[line] |= is_small(w, part_of(w, family, line, c));
  }
}

void cpwi_withhold_trait(const cpwi_withheld *w, const cpwi_trait *t) {
  int64_t first = t->first_line, end = first + t->groups + (t->unknown > 0);
  for (int family = 0; family < CPWI_FAMILIES; family++) {
    if (!cpwi_family_there(w, family)) continue;
    withhold_small(w, family, first, end);
    if (w->rule.secondary) withhold_more(w, family, first, end);
  }
}

int cpwi_is_one_each(const cpwi_withheld *w, const cpwi_trait *t) {
  pool p = pool_of(w, CPWI_PEOPLE, t->first_line, t->first_line + t->groups + (t->unknown > 0));
  return !w->rule.zeros && p.rows > 1 && p.sum[0] <= (double)p.rows;
}
