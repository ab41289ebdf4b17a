/* Small numbers withheld: nobody may work out a withheld count from what is published. The reader of these tests
 * knows all that is published, every total of the list, and that a withheld group has people; for each withheld
 * count we look for other counts that agree with all of that. */
#include "carepath.h"
#include "suites.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 200, LINES = 48, LEAVES = 9, BANDS = 6, CHARACTERISTICS = 3 };
/* Leaves: earlier, same, later in the same week, then by weeks later. */
enum { EARLIER, SAME, SAME_WEEK, FIRST_BAND };

typedef struct world {
  int64_t before[MOST], after[MOST];
  double wait[MOST], target[MOST];
  int32_t group[CHARACTERISTICS][MOST];
  cpw_impact_characteristic characteristics[CHARACTERISTICS];
  cpw_impact_list list;
  cpw_impact_options options;
  cpw_disclosure_options rule;
} world;

static const char *const NAMES[] = {"imd_quintile", "sex", "ethnicity"};
static const int64_t GROUPS[] = {5, 2, 4};
static const int32_t CROSS[] = {0, 1};

static void order(int64_t *place, const double *key, int64_t n) {
  for (int64_t i = 0; i < n; i++) {
    place[i] = 1;
    for (int64_t j = 0; j < n; j++)
      place[i] += key[j] < key[i] || (key[j] == key[i] && j < i);
  }
}

static int32_t draw_group(cpw_stream *s, int64_t groups, double skew) {
  if (cpw_random_uniform(s) < 0.05) return -1;
  int32_t g = 0;
  while (g + 1 < groups && cpw_random_uniform(s) < skew)
    g++;
  return g;
}

static void make(world *w, uint64_t seed) {
  cpw_stream s;
  double key[MOST] = {0};
  memset(w, 0, sizeof *w);
  cpw_stream_init(&s, seed, 0, 0, 6);
  int64_t n = 5 + (int64_t)cpw_random_below(&s, MOST - 5);
  for (int64_t i = 0; i < n; i++)
    key[i] = (double)i;
  order(w->before, key, n);
  double spread = cpw_random_below(&s, 3) ? (double)n * cpw_random_uniform(&s) : 1.5;
  double skew = 0.3 + 0.6 * cpw_random_uniform(&s);
  for (int64_t i = 0; i < n; i++) {
    key[i] += spread * cpw_random_uniform(&s);
    w->wait[i] = (double)cpw_random_below(&s, 200);
    w->target[i] = 126.0;
    for (int k = 0; k < CHARACTERISTICS; k++)
      w->group[k][i] = draw_group(&s, GROUPS[k], skew);
  }
  order(w->after, key, n);
  for (int k = 0; k < CHARACTERISTICS; k++)
    w->characteristics[k] =
        (cpw_impact_characteristic){NAMES[k], GROUPS[k], NULL, w->group[k], k == 0, 0};
  cpw_impact_list_init(&w->list);
  w->list.patients = n;
  w->list.before = w->before;
  w->list.after = w->after;
  w->list.wait = w->wait;
  w->list.target = w->target;
  w->list.characteristics = w->characteristics;
  w->list.characteristic_count = CHARACTERISTICS;
  cpw_impact_options_init(&w->options);
  static const double SLOTS[] = {1.0, 3.0, 7.5, 20.0};
  w->options.slots = SLOTS[cpw_random_below(&s, 4)];
  w->options.top = 1 + (int64_t)cpw_random_below(&s, (uint64_t)n);
  w->options.crossing = CROSS;
  w->options.crossing_count = 1;
  cpw_disclosure_options_init(&w->rule);
  w->rule.least = 2 + (int64_t)cpw_random_below(&s, 8);
  w->rule.rounding = CPW_DISCLOSURE_ROUND_NONE;
  w->rule.zeros = cpw_random_below(&s, 4) == 0;
}

static cpw_result *measure(world *w, int suppressed) {
  cpw_result *out = NULL;
  cpw_error err;
  w->options.suppress = suppressed ? &w->rule : NULL;
  int32_t status = cpw_impact_measure(&w->list, &w->options, &out, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return out;
}

static const double *real(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || !a->real) ck_abort_msg("%s is not there", name);
  return a->real;
}

/* -------- the table of one characteristic, as it is and as a reader has it */

enum { COUNTS = 5 + BANDS }; /* people, earlier, same, later, delayed, and the bands */

typedef struct table {
  int64_t lines, least_people;
  double leaf[LINES][LEAVES];
  double shown[LINES][COUNTS]; /* NaN: withheld */
  int varies[LINES][COUNTS];   /* another value was found that agrees with all that is shown */
  double other[LINES][LEAVES]; /* a table that agrees with all that is shown */
} table;

static void counts_of(const double *leaf, double *count) {
  double delayed = 0.0;
  for (int b = 0; b < BANDS; b++)
    delayed += count[5 + b] = leaf[FIRST_BAND + b];
  count[1] = leaf[EARLIER];
  count[2] = leaf[SAME];
  count[3] = leaf[SAME_WEEK] + delayed;
  count[4] = delayed;
  count[0] = count[1] + count[2] + count[3];
}

static void take(table *t, const cpw_result *truth, const cpw_result *shown, int64_t first,
                 int64_t lines, int zeros) {
  static const char *const COUNT[] = {"people", "earlier", "same", "later", "delayed"};
  memset(t, 0, sizeof *t);
  t->lines = lines;
  t->least_people = zeros ? 0 : 1;
  for (int64_t g = 0; g < lines; g++) {
    double *leaf = t->leaf[g];
    leaf[EARLIER] = real(truth, "earlier")[first + g];
    leaf[SAME] = real(truth, "same")[first + g];
    leaf[SAME_WEEK] = real(truth, "later")[first + g] - real(truth, "delayed")[first + g];
    for (int b = 0; b < BANDS; b++) {
      leaf[FIRST_BAND + b] = real(truth, "delayed_by")[(first + g) * BANDS + b];
      t->shown[g][5 + b] = real(shown, "delayed_by")[(first + g) * BANDS + b];
    }
    for (int k = 0; k < 5; k++)
      t->shown[g][k] = real(shown, COUNT[k])[first + g];
  }
}

/* Whether a line could be so, by what is shown of it. */
static int agrees(const table *t, int64_t g, const double *leaf) {
  double count[COUNTS];
  for (int l = 0; l < LEAVES; l++)
    if (leaf[l] < 0.0) return 0;
  counts_of(leaf, count);
  for (int k = 0; k < COUNTS; k++)
    if (!isnan(t->shown[g][k]) && count[k] != t->shown[g][k]) return 0;
  return !isnan(t->shown[g][0]) || count[0] >= (double)t->least_people;
}

static void note_change(table *t, int64_t g, const double *leaf) {
  double was[COUNTS], is[COUNTS];
  counts_of(t->leaf[g], was);
  counts_of(leaf, is);
  for (int k = 0; k < COUNTS; k++)
    t->varies[g][k] |= was[k] != is[k];
}

/* One person of g at `from` changes with one of h at `to`: all totals of the list stay. Or g's person at `from` is
 * one of h (to < 0). Where it agrees with all that is shown the other table is so. */
static void try_change(table *t, int64_t g, int64_t h, int from, int to) {
  double one[LEAVES], two[LEAVES];
  memcpy(one, t->other[g], sizeof one);
  memcpy(two, t->other[h], sizeof two);
  one[from]--;
  two[from]++;
  if (to >= 0) {
    one[to]++;
    two[to]--;
  }
  if (!agrees(t, g, one) || !agrees(t, h, two)) return;
  note_change(t, g, one);
  note_change(t, h, two);
  memcpy(t->other[g], one, sizeof one);
  memcpy(t->other[h], two, sizeof two);
}

static int64_t unresolved(const table *t, int zeros);

/* Which count another is a part of. */
static int whole_of(int k) {
  return k >= 5 ? 4 : k == 4 ? 3 : 0;
}

/* Lines with people in the whole, and whether the count is none or all of it in the whole list. */
static int only_one_way(const table *t, int k) {
  int64_t lines = 0;
  double part = 0.0, whole = 0.0;
  for (int64_t g = 0; g < t->lines; g++) {
    double count[COUNTS];
    counts_of(t->leaf[g], count);
    lines += count[whole_of(k)] > 0.0;
    part += count[k];
    whole += count[whole_of(k)];
  }
  return lines < 2 || part == 0.0 || (k > 0 && part == whole);
}

/* The first withheld count of which no other value was found: line x COUNTS + count; -1: none. */
static int64_t unresolved(const table *t, int zeros) {
  for (int64_t g = 0; g < t->lines; g++)
    for (int k = 0; k < COUNTS; k++) {
      double count[COUNTS];
      counts_of(t->leaf[g], count);
      if (!isnan(t->shown[g][k]) || t->varies[g][k] || only_one_way(t, k)) continue;
      if (count[k] > 0.0 || zeros) return g * COUNTS + k;
    }
  return -1;
}

/* One change away, then by a walk of many. */
static void find_others(table *t, int zeros, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 7);
  memcpy(t->other, t->leaf, sizeof t->other);
  for (int64_t g = 0; g < t->lines; g++)
    for (int64_t h = 0; h < t->lines; h++)
      for (int from = 0; from < LEAVES && g != h; from++)
        for (int to = -1; to < LEAVES; to++) {
          if (to != from) try_change(t, g, h, from, to);
          memcpy(t->other, t->leaf, sizeof t->other);
        }
  for (int64_t step = 0; step < 400000; step++) {
    if (step % 1000 == 0 && unresolved(t, zeros) < 0) return;
    int64_t g = (int64_t)cpw_random_below(&s, (uint64_t)t->lines);
    int64_t h = (int64_t)cpw_random_below(&s, (uint64_t)t->lines);
    int from = (int)cpw_random_below(&s, LEAVES), to = (int)cpw_random_below(&s, LEAVES + 1) - 1;
    if (g != h && from != to) try_change(t, g, h, from, to);
  }
}

static void check_table(table *t, const world *w, double patients, uint64_t seed) {
  find_others(t, w->rule.zeros, seed);
  double together = 0.0;
  int64_t gone = 0;
  for (int64_t g = 0; g < t->lines; g++) {
    double count[COUNTS];
    counts_of(t->leaf[g], count);
    if (isnan(t->shown[g][0])) together += count[0], gone++;
    for (int k = 0; k < COUNTS; k++) {
      if (!isnan(t->shown[g][k])) {
        ck_assert(count[k] == t->shown[g][k]);
        ck_assert(count[k] >= (double)w->rule.least || (count[k] == 0.0 && !w->rule.zeros));
      }
    }
  }
  /* each line one person: known only to who knows how many there are */
  if (gone == t->lines && isnan(patients)) return;
  int64_t left = unresolved(t, w->rule.zeros);
  ck_assert_msg(left < 0, "seed %d: count %d of line %d has one possible value", (int)seed,
                (int)(left % COUNTS), (int)(left / COUNTS));
  if (gone && gone < t->lines) ck_assert_double_ge(together, (double)w->rule.least);
}

/* -------- counts that are a part and the rest of the people */

/* Two withheld lines with people, who are not all the one or the other: one more here, one less there. */
static void check_parts(const world *w, const cpw_result *truth, const cpw_result *shown,
                        const char *name, int64_t first, int64_t lines, uint64_t seed) {
  const double *people = real(truth, "people") + first, *part = real(truth, name) + first;
  const double *left = real(shown, name) + first, *known = real(shown, "people") + first;
  int64_t filled = 0, withheld = 0, unknown = 0;
  double sum = 0.0, whole = 0.0, all = 0.0, among = 0.0;
  for (int64_t g = 0; g < lines; g++) {
    filled += people[g] > 0.0;
    all += people[g];
    among += part[g];
    if (!isnan(left[g])) {
      ck_assert(left[g] == part[g] && !isnan(known[g]));
      double rest = people[g] - part[g];
      ck_assert(part[g] >= (double)w->rule.least || (part[g] == 0.0 && !w->rule.zeros));
      ck_assert(rest >= (double)w->rule.least || (rest == 0.0 && !w->rule.zeros));
      continue;
    }
    withheld += people[g] > 0.0;
    unknown += isnan(known[g]);
    sum += part[g];
    whole += people[g];
  }
  if (!withheld || filled < 2 || among == 0.0 || among == all) return;
  if (sum == 0.0 && !w->rule.zeros) return;
  ck_assert_msg(withheld > 1, "seed %d: %s of one line alone is withheld", (int)seed, name);
  /* all of them: then each varies with its people, where these are withheld, too */
  ck_assert_msg((sum > 0.0 && sum < whole) || unknown > 1,
                "seed %d: %s of all withheld is %g of %g", (int)seed, name, sum, whole);
}

START_TEST(nothing_withheld_can_be_worked_out)
{
  static world w;
  static table t;
  static const char *const PARTS[] = {"top_before", "top_after", "breaches_before",
                                      "breaches_after"};
  const uint64_t step = getenv("CAREPATH_QUICK") ? 6 : 1;
  for (uint64_t seed = (uint64_t)_i * 250; seed < (uint64_t)(_i + 1) * 250; seed += step) {
    make(&w, seed);
    cpw_result *truth = measure(&w, 0), *shown = measure(&w, 1);
    int64_t first = 0;
    for (int k = 0; k < CHARACTERISTICS; k++) {
      int64_t lines = GROUPS[k];
      for (int64_t i = 0; i < w.list.patients; i++)
        if (w.group[k][i] < 0) lines = GROUPS[k] + 1;
      take(&t, truth, shown, first, lines, w.rule.zeros);
      check_table(&t, &w, real(shown, "patients")[0], seed);
      for (int p = 0; p < 4; p++)
        check_parts(&w, truth, shown, PARTS[p], first, lines, seed);
      first += lines;
    }
    cpw_result_free(truth);
    cpw_result_free(shown);
  }
}
END_TEST

/* -------- what is made of counts is made of the published ones */

static void equal(double got, double wanted, const char *name) {
  int same = isnan(wanted) ? isnan(got) : got == wanted;
  ck_assert_msg(same, "%s = %.17g, expected %.17g", name, got, wanted);
}

static double share_of(double part, double whole) {
  return part > whole ? 1.0 : part / whole;
}

/* Quotients of 0 and 0 are NaN, as they are when withheld. */
static void check_derived(const cpw_result *r, int64_t first, int64_t lines, int64_t known) {
  const double *people = real(r, "people") + first, *top = real(r, "top_after") + first;
  const double *share = real(r, "top_share_after") + first,
               *ratio = real(r, "top_ratio_after") + first;
  double most = 0.0;
  for (int64_t g = 0; g < known; g++)
    if (share[g] > most) most = share[g];
  for (int64_t g = 0; g < lines; g++) {
    equal(real(r, "share")[first + g], people[g] / real(r, "patients")[0], "share");
    equal(share[g], share_of(top[g], people[g]), "top_share_after");
    equal(ratio[g], most > 0.0 ? share[g] / most : (double)NAN, "top_ratio_after");
    double lost = real(r, "mean_lost")[first + g], later = real(r, "later")[first + g];
    equal(real(r, "places_lost")[first + g], later == 0.0 ? 0.0 : lost * later, "places_lost");
    ck_assert_double_nan(real(r, "most_lost")[first + g]);
    ck_assert_double_nan(real(r, "most_weeks")[first + g]);
  }
}

static int is_multiple(double x, double base) {
  return isnan(x) || fabs(fmod(x, base)) <= 1e-9 || fabs(fmod(x, base)) >= base - 1e-9;
}

static void check_rounded(const cpw_result *r) {
  static const char *const NAMES_OF[] = {
      "people",    "earlier", "same",       "later",           "top_before",
      "top_after", "delayed", "delayed_by", "breaches_before", "breaches_after",
      "patients",  "moved",   "later_all"};
  static const char *const WHOLE[] = {"mean_before",  "mean_after", "mean_lost",
                                      "wait_before",  "wait_after", "median_before",
                                      "median_after", "p95_before", "p95_after"};
  for (size_t k = 0; k < sizeof NAMES_OF / sizeof *NAMES_OF; k++)
    for (int64_t i = 0; i < cpw_result_find(r, NAMES_OF[k])->size; i++)
      ck_assert_msg(is_multiple(real(r, NAMES_OF[k])[i], 5.0), "%s = %g", NAMES_OF[k],
                    real(r, NAMES_OF[k])[i]);
  for (size_t k = 0; k < sizeof WHOLE / sizeof *WHOLE; k++)
    for (int64_t i = 0; i < cpw_result_find(r, WHOLE[k])->size; i++)
      ck_assert_msg(is_multiple(real(r, WHOLE[k])[i], 1.0), "%s = %g", WHOLE[k],
                    real(r, WHOLE[k])[i]);
  for (int64_t i = 0; i < cpw_result_find(r, "mean_weeks")->size; i++)
    ck_assert(is_multiple(real(r, "mean_weeks")[i], 0.1));
  ck_assert(is_multiple(real(r, "kendall")[0], 0.01) && is_multiple(real(r, "spearman")[0], 0.01));
}

START_TEST(all_follows_from_what_is_published)
{
  static world w;
  for (uint64_t seed = 0; seed < 200; seed++) {
    make(&w, 5000 + seed);
    w.rule.rounding = (int32_t)(seed % 3);
    cpw_result *r = measure(&w, 1);
    int64_t first = 0;
    for (int k = 0; k < CHARACTERISTICS; k++) {
      int64_t lines = GROUPS[k];
      for (int64_t i = 0; i < w.list.patients; i++)
        if (w.group[k][i] < 0) lines = GROUPS[k] + 1;
      check_derived(r, first, lines, GROUPS[k]);
      first += lines;
    }
    if (w.rule.rounding) check_rounded(r);
    cpw_result_free(r);
  }
}
END_TEST

/* The slope is that of the published means and people. */
START_TEST(slopes_of_published_means)
{
  static world w;
  cpw_slope slope;
  int64_t there = 0;
  for (uint64_t seed = 0; seed < 100; seed++) {
    make(&w, seed);
    w.rule.least = 3;
    w.rule.rounding = CPW_DISCLOSURE_ROUND_NEAREST;
    cpw_result *r = measure(&w, 1);
    double got = real(r, "slope_after")[0];
    int whole = 1;
    for (int g = 0; g < 5; g++)
      whole &= real(r, "people")[g] > 0.0 && isfinite(real(r, "wait_after")[g]);
    if (whole) {
      there++;
      ck_assert_int_eq(cpw_equity_slope(real(r, "wait_after"), real(r, "people"), 1, 5, NULL, NULL,
                                        &slope, NULL, NULL),
                       CPW_OK);
      ck_assert_double_eq(got, slope.sii);
      ck_assert_double_eq(real(r, "gap_after")[0],
                          real(r, "wait_after")[0] - real(r, "wait_after")[4]);
    }
    for (int g = 0; g < 5; g++)
      if (isnan(real(r, "people")[g])) ck_assert_double_nan(got);
    cpw_result_free(r);
  }
  ck_assert_int_gt(there, 5);
}
END_TEST

/* -------- a crossing is shown whole, with nothing small to be had by subtraction, or not at all */

static void check_crossing(const world *w, const cpw_result *r, int64_t sexes, int64_t crossed) {
  const char *const COUNT[] = {"people", "earlier", "same", "later", "top_before", "delayed"};
  int64_t gone = 0, size = cpw_result_find(r, "people")->size;
  for (int64_t line = crossed; line < size; line++)
    for (int k = 0; k < 6; k++)
      gone += isnan(real(r, COUNT[k])[line]);
  ck_assert(gone == 0 || gone == 6 * (size - crossed));
  for (int k = 0; k < 6 && gone == 0; k++)
    for (int a = 0; a < 7; a++) { /* five quintiles, two sexes */
      double left = real(r, COUNT[k])[a < 5 ? a : sexes + a - 5];
      for (int b = 0; b < (a < 5 ? 2 : 5); b++)
        left -= real(r, COUNT[k])[crossed + (a < 5 ? 2 * a + b : 2 * b + a - 5)];
      ck_assert_msg(left == 0.0 || left >= (double)w->rule.least, "%s: %g are left", COUNT[k],
                    left);
    }
}

START_TEST(crossings_whole_or_not_at_all)
{
  static world w;
  int64_t shown = 0;
  for (uint64_t seed = 0; seed < 300; seed++) {
    make(&w, 9000 + seed);
    int64_t first[4] = {0};
    w.rule.least = 2;
    w.rule.zeros = 0;
    w.options.slots = seed % 4 < 2 ? 200.0 : 20.0;
    w.options.top = w.list.patients / 2;
    for (int64_t i = 0; i < w.list.patients; i++) {
      w.group[0][i] = (int32_t)(i * 7 % 5);
      w.group[1][i] = seed % 2 ? (int32_t)(i / 3 % 2) : w.group[1][i];
      if (seed % 3) w.after[i] = w.list.patients + 1 - w.before[i];
    }
    for (int k = 0; k < CHARACTERISTICS; k++) {
      int unknown = 0;
      for (int64_t i = 0; i < w.list.patients; i++)
        unknown |= w.group[k][i] < 0;
      first[k + 1] = first[k] + GROUPS[k] + unknown;
    }
    cpw_result *r = measure(&w, 1);
    check_crossing(&w, r, first[1], first[3]);
    shown += !isnan(real(r, "people")[first[3]]);
    cpw_result_free(r);
  }
  ck_assert_int_gt(shown, 0);
}
END_TEST

/* -------- by hand */

/* 120, 77 and 3 people: the greatest share is that of the three, and is not to be had by a ratio. */
START_TEST(no_ratio_to_a_withheld_group)
{
  static world w;
  make(&w, 1);
  for (int64_t i = 0; i < MOST; i++) {
    int64_t place = i < 197 ? i + 1 : i + 1;
    w.before[i] = i == 10 ? 198 : i == 20 ? 199 : i == 197 ? 11 : i == 198 ? 21 : place;
    w.after[i] = 201 - w.before[i];
    w.group[2][i] = i < 120 ? 0 : i < 197 ? 1 : 2;
  }
  w.list.patients = MOST;
  w.list.wait = w.list.target = NULL;
  w.list.characteristics = &w.characteristics[2];
  w.list.characteristic_count = 1;
  w.options.crossing_count = 0;
  w.options.slots = 0.0;
  w.options.top = 50;
  cpw_disclosure_options_init(&w.rule);
  cpw_result *r = measure(&w, 1);
  ck_assert_double_eq(real(r, "people")[0], 120.0);
  ck_assert_double_nan(real(r, "people")[1]); /* 80 less 77 are 3 */
  ck_assert_double_nan(real(r, "people")[2]);
  ck_assert_double_eq(real(r, "people")[3], 0.0);
  ck_assert_double_eq(real(r, "patients")[0], 200.0);
  ck_assert_double_nan(real(r, "top_ratio_before")[2]);
  if (!isnan(real(r, "top_ratio_before")[0]))
    ck_assert_double_eq(real(r, "top_ratio_before")[0], 1.0);
  cpw_result_free(r);
}
END_TEST

/* One person in each group: who knows how many people there are knows all. */
START_TEST(one_person_in_each_group)
{
  static world w;
  make(&w, 3);
  w.list.patients = 4;
  w.list.characteristics = &w.characteristics[2];
  w.list.characteristic_count = 1;
  w.options.crossing_count = 0;
  for (int64_t i = 0; i < 4; i++) {
    w.before[i] = i + 1;
    w.after[i] = 4 - i;
    w.group[2][i] = (int32_t)i;
  }
  w.rule.least = 3;
  w.rule.zeros = 0;
  cpw_result *r = measure(&w, 1);
  ck_assert_double_nan(real(r, "people")[0]);
  ck_assert_double_nan(real(r, "patients")[0]);
  ck_assert_double_nan(real(r, "moved")[0]);
  cpw_result_free(r);
}
END_TEST

/* Two change places: three numbers of the list would say so. */
START_TEST(a_list_in_which_two_move)
{
  static world w;
  make(&w, 3);
  w.rule.least = 8;
  memcpy(w.after, w.before, sizeof w.after);
  w.after[0] = w.before[1];
  w.after[1] = w.before[0];
  static const char *const TOTALS[] = {"moved", "later_all", "places_exchanged", "kendall",
                                       "spearman"};
  cpw_result *r = measure(&w, 1);
  for (int k = 0; k < 5; k++)
    ck_assert_double_nan(real(r, TOTALS[k])[0]);
  ck_assert_int_eq(cpw_result_find(r, "row")->size, 0);
  cpw_result_free(r);
}
END_TEST

/* A share of 95 % is of the last people of the group: the last one in twenty must be as many as a count. */
START_TEST(quantiles_need_people_beyond)
{
  static world w;
  for (uint64_t seed = 0; seed < 50; seed++) {
    make(&w, seed);
    w.rule.least = 4;
    cpw_result *r = measure(&w, 1), *truth = measure(&w, 0);
    for (int64_t line = 0; line < 5; line++) {
      double people = real(r, "people")[line];
      double moved = real(truth, "earlier")[line] + real(truth, "later")[line];
      if (isnan(real(r, "mean_after")[line])) ck_assert(isnan(people) || moved < 4.0);
      equal(real(r, "p95_after")[line],
            people >= 80.0 && moved >= 4.0 ? real(truth, "p95_after")[line] : (double)NAN,
            "p95_after");
      equal(real(r, "median_before")[line],
            people >= 8.0 ? real(truth, "median_before")[line] : (double)NAN, "median_before");
    }
    cpw_result_free(truth);
    cpw_result_free(r);
  }
}
END_TEST

static const struct {
  int32_t secondary, rounding, zeros;
  const char *note;
} NOTES[] = {
    {1, 1, 0,
     "counts below 8 are withheld with what would give them away; counts are rounded to 5, shares "
     "and ratios are made of these, means are rounded"},
    {0, 0, 0, "counts below 8 are withheld"},
    {1, 0, 1, "counts below 8 and of 0 are withheld with what would give them away"},
};

START_TEST(what_was_done_is_said)
{
  static world w;
  make(&w, 4);
  w.rule.least = 8;
  w.rule.secondary = NOTES[_i].secondary;
  w.rule.rounding = NOTES[_i].rounding;
  w.rule.zeros = NOTES[_i].zeros;
  cpw_result *r = measure(&w, 1);
  ck_assert_str_eq(cpw_result_note(r, "suppressed"), NOTES[_i].note);
  cpw_result_free(r);
}
END_TEST

START_TEST(nobody)
{
  static world w;
  make(&w, 4);
  w.list.patients = 0;
  cpw_result *r = measure(&w, 1);
  equal(real(r, "patients")[0], w.rule.zeros ? (double)NAN : 0.0, "patients");
  w.list.characteristic_count = w.options.crossing_count = 0;
  cpw_result_free(r);
  cpw_result_free(measure(&w, 1));
}
END_TEST

START_TEST(rules_that_are_wrong)
{
  static world w;
  cpw_error err;
  cpw_result *out = NULL;
  make(&w, 4);
  w.rule.least = 0;
  w.options.suppress = &w.rule;
  ck_assert_int_eq(cpw_impact_measure(&w.list, &w.options, &out, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "options.least = 0 must be from 1 to 1000000");
  ck_assert_ptr_null(out);
}
END_TEST

static int32_t measure_once(void *context) {
  world *w = context;
  cpw_result *out = NULL;
  int32_t status = cpw_impact_measure(&w->list, &w->options, &out, NULL);
  cpw_result_free(out);
  return status;
}

/* A list without small counts, so that the crossing is counted, too. */
START_TEST(no_memory)
{
  static world w;
  make(&w, 4);
  w.rule.least = 1;
  w.rule.zeros = 0;
  w.options.suppress = &w.rule;
  cpwt_each_allocation_fails(measure_once, &w);
}
END_TEST

void small_tests(const cases *c) {
  tcase_add_loop_test(c->properties, nothing_withheld_can_be_worked_out, 0, 8);
  tcase_add_test(c->properties, all_follows_from_what_is_published);
  tcase_add_test(c->properties, slopes_of_published_means);
  tcase_add_test(c->properties, crossings_whole_or_not_at_all);
  tcase_add_test(c->properties, no_ratio_to_a_withheld_group);
  tcase_add_test(c->properties, one_person_in_each_group);
  tcase_add_test(c->properties, a_list_in_which_two_move);
  tcase_add_test(c->properties, quantiles_need_people_beyond);
  tcase_add_loop_test(c->properties, what_was_done_is_said, 0, sizeof NOTES / sizeof *NOTES);
  tcase_add_test(c->limits, nobody);
  tcase_add_test(c->errors, rules_that_are_wrong);
  tcase_add_test(c->oom, no_memory);
}
