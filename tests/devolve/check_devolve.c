/* Money down a tree: edges, refusals, an exact case, and small trees against every allocation there is. */
#include "carepath.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NONE CPW_DEVOLVE_NO_CAP
#define OPEN ((double)NAN) /* a weight left to the children, no bound */

static cpw_error err;

static cpw_devolve_tree tree_of(int64_t nodes, const int64_t *parent, const double *weight,
                                const int64_t *total) {
  cpw_devolve_tree t;
  cpw_devolve_tree_init(&t);
  t.nodes = nodes;
  t.parent = parent;
  t.weight = weight;
  t.total = total;
  return t;
}

static cpw_result *run(const cpw_devolve_tree *t) {
  cpw_result *r = NULL;
  int32_t status = cpw_devolve_run(t, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

static const int64_t *whole(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_ptr_nonnull(a);
  return a->integer;
}

static void expect(const cpw_result *r, const char *name, const int64_t *values, int64_t count) {
  for (int64_t i = 0; i < count; i++)
    ck_assert_msg(whole(r, name)[i] == values[i], "%s[%lld] = %lld, not %lld", name, (long long)i,
                  (long long)whole(r, name)[i], (long long)values[i]);
}

#define EXPECT(r, name, ...)                                                                       \
  do {                                                                                             \
    const int64_t values_[] = {__VA_ARGS__};                                                       \
    expect(r, name, values_, (int64_t)(sizeof values_ / sizeof *values_));                         \
  } while (0)

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(one_node)
{
  const int64_t parent[] = {-1}, total[] = {100};
  const double weight[] = {0}, slice[] = {0.295};
  cpw_devolve_tree t = tree_of(1, parent, weight, total);
  t.topslice = slice;
  cpw_result *r = run(&t);
  EXPECT(r, "received", 100);
  EXPECT(r, "topslice", 29);
  EXPECT(r, "retained", 71);
  EXPECT(r, "kept", 100);
  EXPECT(r, "passed_on", 0);
  EXPECT(r, "level", 0);
  EXPECT(r, "parent", -1);
  ck_assert_str_eq(cpw_result_note(r, "rule"), "levels");
  cpw_result_free(r);
}
END_TEST

/* nothing to share, weights of 0, and a node that must not have more than its floor */
START_TEST(nothing_and_nobody)
{
  const int64_t parent[] = {1, -1, 1, 2}, total[] = {0}, floor[] = {0, 0, 4, 0}, more[] = {10};
  const double weight[] = {1, OPEN, 0, 0};
  cpw_devolve_tree t = tree_of(4, parent, weight, total);
  for (int32_t rule = 0; rule < 2; rule++) {
    t.rule = rule;
    t.total = total;
    t.floor = NULL;
    cpw_result *r = run(&t);
    EXPECT(r, "received", 0, 0, 0, 0);
    cpw_result_free(r);
    t.total = more;
    r = run(&t);
    EXPECT(r, "received", 10, 10, 0, 0);
    EXPECT(r, "binding", 0, 0, 3, 3);
    cpw_result_free(r);
    const double all_weight[] = {1, OPEN, 0, 3};
    t.floor = floor;
    t.weight = all_weight;
    if (rule == CPW_DEVOLVE_LEAVES) { /* 2.5 and 7.5: a tie, to the lower row */
      r = run(&t);
      EXPECT(r, "received", 3, 10, 7, 7);
    } else { /* the parent's own weight counts: 0, so its floor is all it has */
      r = run(&t);
      EXPECT(r, "received", 6, 10, 4, 4);
    }
    cpw_result_free(r);
    t.weight = weight;
  }
}
END_TEST

/* totals at the end of the integers, with rates and without */
START_TEST(the_largest_total)
{
  const int64_t parent[] = {-1, 0, 0, 0}, total[] = {INT64_MAX};
  const double weight[] = {OPEN, 1, 1, 1}, slice[] = {0.1, 0, 0, 0};
  cpw_devolve_tree t = tree_of(4, parent, weight, total);
  for (int32_t rule = 0; rule < 2; rule++) {
    t.rule = rule;
    t.topslice = NULL;
    cpw_result *r = run(&t);
    EXPECT(r, "received", INT64_MAX, 3074457345618258603, 3074457345618258602, 3074457345618258602);
    cpw_result_free(r);
    t.topslice = slice;
    r = run(&t);
    EXPECT(r, "kept", 922337203685477580, 2767011611056432743, 2767011611056432742,
           2767011611056432742);
    cpw_result_free(r);
  }
}
END_TEST

/* a chain of many nodes with a pound kept at each: depth is no matter */
START_TEST(a_deep_chain)
{
  enum { DEEP = 20000 };
  static int64_t parent[DEEP], reserve[DEEP];
  static double weight[DEEP];
  const int64_t total[] = {DEEP + 5};
  for (int64_t i = 0; i < DEEP; i++) {
    parent[i] = i + 1 < DEEP ? i + 1 : -1; /* the root is last */
    reserve[i] = 1;
    weight[i] = 1;
  }
  cpw_devolve_tree t = tree_of(DEEP, parent, weight, total);
  t.reserve = reserve;
  cpw_result *r = run(&t);
  ck_assert_int_eq(whole(r, "least")[DEEP - 1], DEEP);
  ck_assert_int_eq(whole(r, "received")[0], 6);
  ck_assert_int_eq(whole(r, "kept")[0], 6);
  ck_assert_int_eq(whole(r, "level")[0], DEEP - 1);
  cpw_result_free(r);
}
END_TEST

START_TEST(no_people_no_rate)
{
  const int64_t parent[] = {-1, 0, 0}, total[] = {90};
  const double weight[] = {OPEN, 1, 2}, people[] = {OPEN, 0, 40};
  cpw_devolve_tree t = tree_of(3, parent, weight, total);
  t.people = people;
  cpw_result *r = run(&t);
  const double *rate = cpw_result_find(r, "per_head")->real;
  ck_assert(rate[0] == 90.0 / 40 && isnan(rate[1]) && rate[2] == 1.5);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static void refused(const cpw_devolve_tree *t, int32_t status, int64_t index, const char *message) {
  cpw_result *r = NULL;
  int32_t got = cpw_devolve_run(t, &r, &err);
  ck_assert_msg(got == status && strcmp(err.message, message) == 0, "%d: %s", (int)got,
                err.message);
  ck_assert_int_eq(err.index, index);
  ck_assert_ptr_null(r);
}

static const char *const ids[] = {"system", "A", "B", "a1", "a2"};
static const int64_t five[] = {-1, 0, 0, 1, 1};
static const double five_weights[] = {OPEN, OPEN, 40, 30, 30};

START_TEST(trees_that_are_none)
{
  const int64_t total[] = {100};
  int64_t parent[] = {-1, 0, 0, 1, 1};
  cpw_devolve_tree t = tree_of(5, parent, five_weights, total);
  parent[3] = 5;
  refused(&t, CPW_EINVAL, 3, "parent[3] = 5 must be a row, 0 to 4, or -1 for the root");
  parent[3] = -2;
  refused(&t, CPW_EINVAL, 3, "parent[3] = -2 must be a row, 0 to 4, or -1 for the root");
  parent[3] = -1;
  refused(&t, CPW_EINVAL, 3, "parent[3] = -1 makes row 3 a second root, after row 0");
  t.id = ids;
  refused(&t, CPW_EINVAL, 3, "parent[3] = -1 makes 'a1' a second root, after 'system'");
  parent[3] = 3;
  refused(&t, CPW_EINVAL, 3, "parent[3] = 3 closes a cycle: 'a1' is below itself");
  t.id = NULL;
  refused(&t, CPW_EINVAL, 3, "parent[3] = 3 closes a cycle: row 3 is below itself");
  parent[3] = 1;
  parent[1] = 4;
  refused(&t, CPW_EINVAL, 1, "parent[1] = 4 closes a cycle: row 1 is below itself");
  parent[0] = 2;
  parent[1] = 0;
  refused(&t, CPW_EINVAL, 0, "parent[0] = 2 closes a cycle: row 0 is below itself");
  parent[0] = -1;
  const char *twice[] = {"x", "y", "z", "y", "x"};
  t.id = twice;
  refused(&t, CPW_EINVAL, 3, "id[3] = 'y' is that of row 1 too");
  twice[3] = "";
  refused(&t, CPW_EINVAL, 3, "id[3] must be given and not empty");
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_devolve_run(&t, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_devolve_run(NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "tree must not be NULL");
  t.struct_size += 8;
  ck_assert_int_eq(cpw_devolve_run(&t, &r, &err), CPW_EABI);
}
END_TEST

START_TEST(values_that_are_wrong)
{
  const int64_t total[] = {100}, debt[] = {-1}, amounts[] = {0, 0, -7, 0, 0};
  const double rates[] = {0, 0, 1.5, 0, 0}, bad[] = {OPEN, OPEN, (double)INFINITY, 1, 1};
  const double heads[] = {1, 1, -1, 1, 1}, missing[] = {OPEN, OPEN, OPEN, 1, 1};
  cpw_devolve_tree good = tree_of(5, five, five_weights, total), t = good;
  t.nodes = 0;
  refused(&t, CPW_EINVAL, -1, "tree.nodes = 0 must be >= 1");
  t = good;
  t.lines = -1;
  refused(&t, CPW_EINVAL, -1, "tree.lines = -1 must be >= 1");
  t = good;
  t.lines = INT64_MAX;
  refused(&t, CPW_EOVERFLOW, -1, "5 nodes x 9223372036854775807 lines are too many");
  t = good;
  t.parent = NULL;
  refused(&t, CPW_EINVAL, -1, "tree.parent must not be NULL");
  t = good;
  t.rule = 2;
  refused(&t, CPW_EINVAL, -1, "tree.rule = 2 must be CPW_DEVOLVE_LEVELS or CPW_DEVOLVE_LEAVES");
  t = good;
  t.cap_per_head = heads;
  refused(&t, CPW_EINVAL, -1, "tree.cap_per_head needs tree.people");
  t.people = five_weights;
  refused(&t, CPW_EDOMAIN, 2, "cap_per_head[2] = -1 must be finite and >= 0, or NaN for none");
  t = good;
  t.floor_per_head = bad;
  t.people = five_weights;
  refused(&t, CPW_EDOMAIN, 2, "floor_per_head[2] = inf must be finite and >= 0, or NaN for none");
  t = good;
  t.total = debt;
  refused(&t, CPW_EDOMAIN, 0, "total[0] = -1 must be >= 0");
  t = good;
  t.reserve = amounts;
  refused(&t, CPW_EDOMAIN, 2, "reserve[2] = -7 must be >= 0");
  t = good;
  t.floor = amounts;
  refused(&t, CPW_EDOMAIN, 2, "floor[2] = -7 must be >= 0");
  t = good;
  t.cap = amounts;
  refused(&t, CPW_EDOMAIN, 2, "cap[2] = -7 must be >= 0");
  t = good;
  t.devolved = rates;
  refused(&t, CPW_EDOMAIN, 2, "devolved[2] = 1.5 must be 0 to 1");
  t = good;
  t.topslice = five_weights;
  refused(&t, CPW_EDOMAIN, 0, "topslice[0] = nan must be 0 to 1");
  t = good;
  t.weight = bad;
  refused(&t, CPW_EDOMAIN, 2, "weight[2] = inf must be finite and >= 0");
  t.weight = missing;
  refused(&t, CPW_EDOMAIN, 2,
          "weight[2] = nan must be finite and >= 0: only a parent's may be left to its children");
  t = good;
  t.people = bad;
  refused(&t, CPW_EDOMAIN, 2, "people[2] = inf must be finite and >= 0");
}
END_TEST

/* what is added up or multiplied beyond its type is said to be that */
START_TEST(values_that_are_too_great)
{
  const int64_t total[] = {100};
  const double great[] = {OPEN, OPEN, 40, 1e308, 1e308}, heads[] = {0, 0, 0, 1e17, 0};
  const double people[] = {OPEN, OPEN, 10, 1000, 10};
  cpw_devolve_tree good = tree_of(5, five, five_weights, total), t = good;
  t.weight = great;
  refused(&t, CPW_EOVERFLOW, 1,
          "weight[1] is left to the children of row 1, whose sum is beyond a double");
  t = good;
  t.id = ids;
  t.people = great;
  refused(&t, CPW_EOVERFLOW, 1,
          "people[1] is left to the children of 'A', whose sum is beyond a double");
  t.people = people;
  t.floor_per_head = heads;
  refused(
      &t, CPW_EOVERFLOW, 3,
      "floor_per_head[3] = 100000000000000000 a head is beyond 2^63 - 1 for the people of 'a1'");
}
END_TEST

START_TEST(bounds_that_cannot_be)
{
  const int64_t total[] = {100};
  int64_t floor[] = {0, 0, 0, 30, 30}, cap[] = {NONE, NONE, NONE, NONE, NONE};
  cpw_devolve_tree t = tree_of(5, five, five_weights, total);
  t.id = ids;
  t.floor = floor;
  t.cap = cap;
  cap[3] = 29;
  refused(&t, CPW_EDOMAIN, 3, "the floor of 'a1', 30, is above its cap, 29: 1 over");
  cap[3] = NONE;
  cap[1] = 55;
  refused(&t, CPW_EDOMAIN, 1,
          "the cap of 'A', 55, is below the 60 that its reserve and the floors below it need: 5 "
          "short");
  cap[1] = NONE;
  floor[2] = 50;
  refused(&t, CPW_EDOMAIN, 2,
          "total[0] = 100 is below the 110 that floors and reserves need: 10 short; the largest "
          "need is that of 'B', 50");
  floor[2] = floor[3] = floor[4] = 0;
  cap[1] = 50;
  cap[2] = 40;
  refused(&t, CPW_EDOMAIN, 1,
          "total[0] = 100 is above the 90 that caps and weights of 0 leave room for: 10 over; the "
          "most goes to 'A', 50");
  cap[1] = NONE;
  cap[3] = cap[4] = 20;
  floor[1] = 45;
  refused(
      &t, CPW_EDOMAIN, 1,
      "the floor of 'A', 45, is above the 40 that the caps and weights of 0 below it leave room "
      "for: 5 over");
  floor[1] = 0;
  floor[3] = 10;
  const double none[] = {1, 0, 1, 1, 1};
  t.devolved = none;
  refused(&t, CPW_EDOMAIN, 1,
          "'A' must pass on 10 to meet the floors below it, and no amount up to 2^63 - 1 does: see "
          "its devolved share, top-slice and reserve");
  t.devolved = NULL;
  const double slice[] = {0, 0, 1, 0, 0};
  const int64_t reserve[] = {0, 0, 3, 0, 0};
  floor[3] = 0;
  t.topslice = slice;
  t.reserve = reserve;
  refused(&t, CPW_EDOMAIN, 2, "'B' cannot keep its reserve, 3: its top-slice takes all there is");
  const double nobody[] = {OPEN, 0, 0, 0, 0};
  t = tree_of(5, five, nobody, total);
  refused(&t, CPW_EDOMAIN, 0,
          "total[0] = 100 is above the 0 that caps and weights of 0 leave room for: 100 over; the "
          "most goes to row 0, 0");
  floor[3] = floor[4] = INT64_MAX / 2 + 1;
  t = tree_of(5, five, five_weights, total);
  t.floor = floor;
  refused(&t, CPW_EOVERFLOW, 1, "what the children of row 1 must have sums beyond 2^63 - 1");
}
END_TEST

/* the line is named where there are several */
START_TEST(lines_are_named)
{
  const int64_t parent[] = {-1, 0}, total[] = {5, 5}, floor[] = {0, 0, 0, 9}, cap[] = {9, 9, 9, 8};
  const double weight[] = {1, 1, 1, 1};
  const char *const names[] = {"beds", "clinics"};
  cpw_devolve_tree t = tree_of(2, parent, weight, total);
  t.lines = 2;
  t.floor = floor;
  t.cap = cap;
  refused(&t, CPW_EDOMAIN, 1, "the floor of row 1 in line 1, 9, is above its cap, 8: 1 over");
  t.line_id = names;
  refused(&t, CPW_EDOMAIN, 1,
          "the floor of row 1 in line 'clinics', 9, is above its cap, 8: 1 over");
}
END_TEST

START_TEST(parents_by_id)
{
  const char *const id[] = {"Leeds", "England", "Hull"};
  const char *parent[] = {"England", NULL, "Englund"};
  int64_t out[] = {7, 7, 7};
  ck_assert_int_eq(cpw_devolve_parents(id, parent, 3, NULL, out, &err), CPW_ENOTFOUND);
  ck_assert_str_eq(err.message, "parent_id[2] = 'Englund' is no id; did you mean 'England'?");
  ck_assert(err.index == 2 && out[0] == 7);
  parent[2] = "";
  ck_assert_int_eq(cpw_devolve_parents(id, parent, 3, NULL, out, &err), CPW_OK);
  ck_assert(out[0] == 1 && out[1] == -1 && out[2] == -1);
  ck_assert_int_eq(cpw_devolve_parents(id, parent, 0, NULL, out, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_devolve_parents(id, NULL, 3, NULL, out, &err), CPW_EINVAL);
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

/* Exact rationals, largest remainders at each level: case hierarchy-02 of the shared cases. */
START_TEST(a_known_hierarchy)
{
  const char *const id[] = {"system", "A", "B", "C", "a1", "a2", "a3", "b1", "b2", "c1"};
  const int64_t parent[] = {-1, 0, 0, 0, 1, 1, 1, 2, 2, 3}, total[] = {1234567891};
  const double weight[] = {OPEN, OPEN, OPEN, OPEN, 31.5, 18.25, 50.1, 12.2, 77.7, 10.0};
  const double slice[] = {0.025, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  cpw_devolve_tree t = tree_of(10, parent, weight, total);
  t.id = id;
  t.topslice = slice;
  for (t.rule = 0; t.rule < 2; t.rule++) {
    cpw_result *r = run(&t);
    EXPECT(r, "received", 1234567891, 601701196, 541741988, 60260510, 189820608, 109975431,
           301905157, 73517823, 468224165, 60260510);
    ck_assert_int_eq(whole(r, "kept")[0], 30864197);
    cpw_result_free(r);
  }
}
END_TEST

/* By hand. 1000 to A (60: a1 45, a2 15) and B (40). a1 may have 300 at most.
 * Levels: A 600, a1 300, a2 300; B 400. Leaves: a1 300 and k = 700/55 for the others: a2 191, B 509. */
START_TEST(two_optima_by_hand)
{
  const int64_t total[] = {1000}, cap[] = {NONE, NONE, NONE, 300, NONE};
  const double weight[] = {OPEN, OPEN, 40, 45, 15};
  cpw_devolve_tree t = tree_of(5, five, weight, total);
  t.cap = cap;
  cpw_result *r = run(&t);
  EXPECT(r, "received", 1000, 600, 400, 300, 300);
  EXPECT(r, "binding", 0, 0, 0, 2, 0);
  cpw_result_free(r);
  t.rule = CPW_DEVOLVE_LEAVES;
  r = run(&t);
  EXPECT(r, "received", 1000, 491, 509, 300, 191);
  cpw_result_free(r);
  /* a floor of 550 for A binds: a2 has 250, B 450 */
  const int64_t floor[] = {0, 550, 0, 0, 0};
  t.floor = floor;
  r = run(&t);
  EXPECT(r, "received", 1000, 550, 450, 300, 250);
  EXPECT(r, "binding", 0, 1, 0, 2, 0);
  cpw_result_free(r);
}
END_TEST

/* Leaves: min sum x^2/w under the same bounds by SciPy (leaves 0-2 below A, 3-4 below B):
 *   w = [30, 30, 10, 20, 60]; minimize(lambda x: (x*x/w).sum()/1e4, [2000]*5, method='SLSQP',
 *     bounds=[(0, None)]*2 + [(0, cap2), (0, None), (5600, None)], constraints=[sum == 10000, x[:3].sum() <= capA])
 * capA 4000, cap2 500: 1466.67 1466.67 488.89 977.78 5600; capA 3000, cap2 400: 1300 1300 400 1400 5600 */
START_TEST(laminar_bounds_by_another_program)
{
  const int64_t parent[] = {-1, 0, 0, 1, 1, 1, 2, 2}, total[] = {10000};
  const double weight[] = {OPEN, OPEN, OPEN, 30, 30, 10, 20, 60};
  const int64_t floor[] = {0, 0, 0, 0, 0, 0, 0, 5600};
  int64_t cap[] = {NONE, 4000, NONE, NONE, NONE, 500, NONE, NONE};
  cpw_devolve_tree t = tree_of(8, parent, weight, total);
  t.floor = floor;
  t.cap = cap;
  t.rule = CPW_DEVOLVE_LEAVES;
  cpw_result *r = run(&t);
  EXPECT(r, "received", 10000, 3422, 6578, 1467, 1466, 489, 978, 5600);
  cpw_result_free(r);
  t.rule = CPW_DEVOLVE_LEVELS; /* A 4667, so 4000; 571 for leaf 2, so 500 */
  r = run(&t);
  EXPECT(r, "received", 10000, 4000, 6000, 1750, 1750, 500, 400, 5600);
  cpw_result_free(r);
  cap[1] = 3000;
  cap[5] = 400;
  for (t.rule = 0; t.rule < 2; t.rule++) {
    r = run(&t);
    EXPECT(r, "received", 10000, 3000, 7000, 1300, 1300, 400, 1400, 5600);
    cpw_result_free(r);
  }
}
END_TEST

/* rates and reserves at two levels and two lines, by hand:
 * beds: 1000 - floor(25) - 75 = 900, 0.5 of it = 450 to A 270, B 180 (3:2); A: 270 - 2 = 268 to a1, a2 134 each
 * clinics: 101, 0.29 of it kept first: 29; 72 passed on: A 24, B 48 (1:2); a1 6, a2 18 (1:3) */
START_TEST(lines_by_hand)
{
  const int64_t total[] = {1000, 101}, reserve[] = {75, 0, 2, 0, 0, 0, 0, 0, 0, 0};
  const double weight[] = {OPEN, OPEN, 3, 10, 2, 20, 5, 1, 5, 3};
  const double slice[] = {0.025, 0.29, 0, 0, 0, 0, 0, 0, 0, 0};
  const double devolved[] = {0.5, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  const char *const lines[] = {"beds", "clinics"};
  cpw_devolve_tree t = tree_of(5, five, weight, total);
  t.id = ids;
  t.lines = 2;
  t.line_id = lines;
  t.reserve = reserve;
  t.topslice = slice;
  t.devolved = devolved;
  cpw_result *r = run(&t);
  EXPECT(r, "received", 1000, 101, 270, 24, 180, 48, 134, 6, 134, 18);
  EXPECT(r, "topslice", 25, 29, 0, 0, 0, 0, 0, 0, 0, 0);
  EXPECT(r, "retained", 450, 0, 0, 0, 180, 48, 134, 6, 134, 18);
  EXPECT(r, "passed_on", 450, 72, 268, 24, 0, 0, 0, 0, 0, 0);
  ck_assert_double_eq(cpw_result_find(r, "weight")->real[0], 5);
  cpw_result_free(r);
}
END_TEST

/* bounds a head are decimals: 0.1 of 30 people is 3, not a hair more, and a floor is rounded up */
START_TEST(bounds_a_head)
{
  const int64_t parent[] = {-1, 0, 0, 0}, total[] = {100};
  const double weight[] = {OPEN, 1, 1, 98}, people[] = {OPEN, 30, 30.5, 100};
  const double floor[] = {OPEN, 0.1, 0.1, OPEN}, cap[] = {OPEN, OPEN, OPEN, 0.955};
  cpw_devolve_tree t = tree_of(4, parent, weight, total);
  t.people = people;
  t.floor_per_head = floor;
  t.cap_per_head = cap;
  cpw_result *r = run(&t);
  EXPECT(r, "least", 7, 3, 4, 0);
  EXPECT(r, "most", NONE, NONE, NONE, 95);
  EXPECT(r, "received", 100, 3, 4, 93);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

#define MOST_NODES 9
#define MOST_MONEY 40

typedef struct world {
  cpw_stream s;
  int64_t nodes, parent[MOST_NODES], reserve[MOST_NODES], floor[MOST_NODES], cap[MOST_NODES];
  double weight[MOST_NODES], slice[MOST_NODES], devolved[MOST_NODES];
  char feasible[MOST_NODES][MOST_MONEY + 1];
} world;

static int64_t below(world *w, uint64_t n) {
  return (int64_t)cpw_random_below(&w->s, n);
}

static void make_world(world *w, uint64_t seed) {
  static const double rates[] = {0, 0.025, 0.1, 0.29, 0.5}, shares[] = {1, 0.9, 0.58, 0.3};
  memset(w, 0, sizeof *w);
  cpw_stream_init(&w->s, seed, 0, 0, 0);
  w->nodes = 1 + below(w, MOST_NODES);
  for (int64_t i = 0; i < w->nodes; i++) {
    w->parent[i] = i ? below(w, (uint64_t)i) : -1;
    w->weight[i] = (double)(1 + below(w, 9)) * 0.37;
    w->reserve[i] = below(w, 4) ? 0 : below(w, 4);
    w->floor[i] = below(w, 3) ? 0 : below(w, 9);
    w->cap[i] = below(w, 3) ? NONE : w->floor[i] + below(w, 25);
    w->slice[i] = rates[below(w, 2) ? 0 : below(w, 5)];
    w->devolved[i] = shares[below(w, 2) ? 0 : below(w, 4)];
  }
}

/* Amounts kept by percent in whole thousandths: the second way, in integers. */
static int64_t passes(const world *w, int64_t i, int64_t x) {
  int64_t rate = (int64_t)(w->slice[i] * 1000 + 0.5), share = (int64_t)(w->devolved[i] * 100 + 0.5);
  int64_t rest = x - x * rate / 1000 - w->reserve[i];
  return rest < 0 ? -1 : rest * share / 100;
}

/* Every amount that a node can receive, by trying all sums over its children. */
static void enumerate(world *w) {
  for (int64_t i = w->nodes - 1; i >= 0; i--) {
    char sums[MOST_MONEY + 1] = {1}, next[MOST_MONEY + 1];
    int leaf = 1;
    for (int64_t c = i + 1; c < w->nodes; c++) {
      if (w->parent[c] != i) continue;
      leaf = 0;
      memset(next, 0, sizeof next);
      for (int64_t a = 0; a <= MOST_MONEY; a++)
        for (int64_t b = 0; a + b <= MOST_MONEY; b++)
          if (sums[a] && w->feasible[c][b]) next[a + b] = 1;
      memcpy(sums, next, sizeof sums);
    }
    for (int64_t x = 0; x <= MOST_MONEY; x++) {
      int64_t passed = passes(w, i, x);
      w->feasible[i][x] =
          passed >= 0 && x >= w->floor[i] && x <= w->cap[i] && (leaf || sums[passed]);
    }
  }
}

static cpw_devolve_tree tree_in(const world *w, const int64_t *total) {
  cpw_devolve_tree t = tree_of(w->nodes, w->parent, w->weight, total);
  t.reserve = w->reserve;
  t.floor = w->floor;
  t.cap = w->cap;
  t.topslice = w->slice;
  t.devolved = w->devolved;
  return t;
}

static void check_amounts(const world *w, const cpw_result *r) {
  const int64_t *x = whole(r, "received"), *passed = whole(r, "passed_on");
  int64_t sum[MOST_NODES] = {0}, kept = 0;
  for (int64_t i = 0; i < w->nodes; i++) {
    if (i) sum[w->parent[i]] += x[i];
    kept += whole(r, "kept")[i];
    ck_assert(x[i] >= w->floor[i] && x[i] <= w->cap[i]);
    ck_assert_int_eq(x[i], whole(r, "topslice")[i] + whole(r, "reserve")[i] +
                               whole(r, "retained")[i] + passed[i]);
    ck_assert(whole(r, "retained")[i] >= 0);
  }
  for (int64_t i = 0; i < w->nodes; i++) {
    ck_assert_int_eq(sum[i], passed[i]);
    if (passed[i]) ck_assert_int_eq(passed[i], passes(w, i, x[i]));
  }
  ck_assert_int_eq(kept, x[0]);
}

/* Whatever can be received is: by every total, the ranges are those of all allocations tried out. */
START_TEST(ranges_are_what_is_possible)
{
  world w;
  make_world(&w, (uint64_t)_i);
  enumerate(&w);
  for (int64_t total = 0; total <= MOST_MONEY; total++) {
    cpw_devolve_tree t = tree_in(&w, &total);
    for (t.rule = 0; t.rule < 2; t.rule++) {
      cpw_result *r = NULL;
      int32_t status = cpw_devolve_run(&t, &r, &err);
      ck_assert_msg((status == CPW_OK) == (w.feasible[0][total] != 0), "total %lld: %s",
                    (long long)total, status == CPW_OK ? "accepted" : err.message);
      if (status == CPW_OK) check_amounts(&w, r);
      for (int64_t i = 0; status == CPW_OK && i < w.nodes; i++) {
        int64_t least = 0, most = MOST_MONEY;
        while (!w.feasible[i][least])
          least++;
        ck_assert_int_eq(whole(r, "least")[i], least);
        while (!w.feasible[i][most])
          most--;
        ck_assert(most == MOST_MONEY || whole(r, "most")[i] == most);
      }
      cpw_result_free(r);
    }
  }
}
END_TEST

static int is_above(const world *w, int64_t node, int64_t of) {
  while (of >= 0 && of != node)
    of = w->parent[of];
  return of == node;
}

/* No pound can go from a leaf with more to one with less, unless a bound on the way says so: with rounding
 * of a pound a level this is the optimum over all leaves. */
START_TEST(leaves_cannot_be_evened_out)
{
  world w;
  make_world(&w, 1000 + (uint64_t)_i);
  const int64_t total = 100000;
  for (int64_t i = 0; i < w.nodes; i++) {
    w.reserve[i] = 0;
    w.slice[i] = 0;
    w.devolved[i] = 1;
    w.floor[i] *= 3000;
    if (w.cap[i] != NONE) w.cap[i] = i ? w.cap[i] * 3000 : NONE;
  }
  cpw_devolve_tree t = tree_in(&w, &total);
  t.rule = CPW_DEVOLVE_LEAVES;
  cpw_result *r = NULL;
  if (cpw_devolve_run(&t, &r, &err) != CPW_OK) return; /* no allocation at all */
  const int64_t *x = whole(r, "received");
  for (int64_t from = 0; from < w.nodes; from++)
    for (int64_t to = 0; to < w.nodes; to++) {
      int blocked = 0, inner = 0;
      for (int64_t c = 0; c < w.nodes; c++)
        inner |= w.parent[c] == from || w.parent[c] == to;
      /* only nodes above one of the two: what both are below does not change */
      for (int64_t i = from; i >= 0 && !is_above(&w, i, to); i = w.parent[i])
        blocked |= x[i] <= w.floor[i] + 9;
      for (int64_t i = to; i >= 0 && !is_above(&w, i, from); i = w.parent[i])
        blocked |= w.cap[i] != NONE && x[i] >= w.cap[i] - 9;
      if (inner || blocked) continue;
      double high = (double)(x[from] - 9) / w.weight[from];
      double low = (double)(x[to] + 9) / w.weight[to];
      ck_assert_msg(high <= low, "a pound from %lld to %lld", (long long)from, (long long)to);
    }
  cpw_result_free(r);
}
END_TEST

/* nodes in another order, the same answer */
START_TEST(order_does_not_matter)
{
  static const char *const names[] = {"p", "c", "q", "b", "z", "a", "m", "k", "d"};
  world w;
  make_world(&w, 5000 + (uint64_t)_i);
  const int64_t total = 37;
  int64_t place[MOST_NODES], parent[MOST_NODES], reserve[MOST_NODES], floor[MOST_NODES],
      cap[MOST_NODES];
  double weight[MOST_NODES], slice[MOST_NODES], devolved[MOST_NODES];
  const char *id[MOST_NODES];
  for (int64_t i = 0; i < w.nodes; i++)
    place[i] = i;
  for (int64_t i = w.nodes - 1; i > 0; i--) {
    int64_t k = below(&w, (uint64_t)i + 1), swap = place[i];
    place[i] = place[k];
    place[k] = swap;
  }
  for (int64_t i = 0; i < w.nodes; i++) {
    w.weight[i] = 1; /* ties everywhere */
    int64_t k = place[i];
    parent[k] = w.parent[i] < 0 ? -1 : place[w.parent[i]];
    reserve[k] = w.reserve[i];
    floor[k] = w.floor[i];
    cap[k] = w.cap[i];
    weight[k] = w.weight[i];
    slice[k] = w.slice[i];
    devolved[k] = w.devolved[i];
    id[k] = names[i];
  }
  cpw_devolve_tree one = tree_in(&w, &total), two = tree_of(w.nodes, parent, weight, &total);
  one.id = names;
  two.id = id;
  two.reserve = reserve;
  two.floor = floor;
  two.cap = cap;
  two.topslice = slice;
  two.devolved = devolved;
  for (int32_t rule = 0; rule < 2; rule++) {
    cpw_result *r = NULL, *q = NULL;
    one.rule = two.rule = rule;
    int32_t status = cpw_devolve_run(&one, &r, &err);
    ck_assert_int_eq(status, cpw_devolve_run(&two, &q, &err));
    for (int64_t i = 0; status == CPW_OK && i < w.nodes; i++)
      ck_assert_int_eq(whole(r, "received")[i], whole(q, "received")[place[i]]);
    cpw_result_free(r);
    cpw_result_free(q);
  }
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t everything(void *context) {
  const int64_t total[] = {1000, 500}, parent[] = {-1, 0, 0, 1, 1};
  const double weight[] = {OPEN, OPEN, OPEN, OPEN, 40, 4, 30, 7, 30, 9};
  const double people[] = {OPEN, OPEN, 1, 2, 3};
  const char *const lines[] = {"x", "y"};
  const char *const above[] = {NULL, "system", "system", "A", "A"};
  int64_t found[5];
  (void)context;
  cpw_devolve_tree t = tree_of(5, parent, weight, total);
  t.id = ids;
  t.lines = 2;
  t.line_id = lines;
  t.people = people;
  t.rule = CPW_DEVOLVE_LEAVES;
  cpw_result *r = NULL;
  int32_t status = cpw_devolve_parents(ids, above, 5, NULL, found, NULL);
  if (status == CPW_OK) status = cpw_devolve_run(&t, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(everything, NULL); }
END_TEST

static Suite *devolve_suite(void) {
  Suite *suite = suite_create("devolve");
  int worlds = getenv("CAREPATH_QUICK") ? 40 : 400;
  const struct {
    const char *name;
    const TTest *tests[8];
  } cases[] = {{"limits",
                {one_node, nothing_and_nobody, the_largest_total, a_deep_chain, no_people_no_rate}},
               {"errors",
                {trees_that_are_none, values_that_are_wrong, values_that_are_too_great,
                 bounds_that_cannot_be, lines_are_named, parents_by_id}},
               {"reference",
                {a_known_hierarchy, two_optima_by_hand, laminar_bounds_by_another_program,
                 lines_by_hand, bounds_a_head}},
               {"oom", {memory_fails}}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 120);
    for (int i = 0; cases[k].tests[i]; i++)
      tcase_add_test(tcase, cases[k].tests[i]);
    suite_add_tcase(suite, tcase);
  }
  TCase *properties = tcase_create("properties");
  tcase_set_timeout(properties, 120);
  tcase_add_loop_test(properties, ranges_are_what_is_possible, 0, worlds);
  tcase_add_loop_test(properties, leaves_cannot_be_evened_out, 0, worlds);
  tcase_add_loop_test(properties, order_does_not_matter, 0, worlds);
  suite_add_tcase(suite, properties);
  return suite;
}

int main(void) {
  Suite *suites[] = {devolve_suite()};
  return cpwt_run(suites, 1);
}
