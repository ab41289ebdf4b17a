/* carepath allocate down: money down a tree, with bounds at every level.
 * Shares: carepath/devolve.h.
 * Leaves printing to answer.c. */
#include "allocate.h"
#include "allocate_page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct descent {
  const settings *set;
  const sheet *rows;
  int64_t n;
  int64_t *parent, *floor, *cap;
  double *weight, *people, *topslice, *devolved;
  const char **held;
  cpw_result *result;
} descent;

static void descent_free(descent *d) {
  void *blocks[] = {d->parent, d->floor, d->cap, d->topslice, d->devolved, (void *)d->held};
  for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
    free(blocks[i]);
  cpw_result_free(d->result);
}

/* What is wrong with the tree, by ids. */
static int fail_parents(const descent *d, const cpw_error *err) {
  static const char root[] = " a second root, ";
  char **id = sheet_texts(d->rows, FIELD_ID), **parent = sheet_texts(d->rows, FIELD_PARENT);
  int64_t row = err->index;
  if (row < 0 || row >= d->n) return sheet_fail_library(d->rows, err);
  if (strstr(err->message, "closes a cycle"))
    return sheet_fail(d->rows, row, FIELD_PARENT, "'%s' closes a circle: '%s' is below itself",
                      parent[row], id[row]);
  const char *after = strstr(err->message, root);
  if (after)
    return sheet_fail(d->rows, row, FIELD_PARENT, "is empty: '%s' is a second top, %s", id[row],
                      after + strlen(root));
  return sheet_fail_library(d->rows, err);
}

/* Bounds that cannot all be kept are an answer; anything else is bad data. */
static int fail_descent(const descent *d, const cpw_error *err) {
  static const char *const marks[] = {" is below the ", " is above the ", " is above its cap",
                                      " cannot keep its ", " must pass on "};
  static const char total[] = "total[0] = ";
  for (size_t i = 0; err->code == CPW_EDOMAIN && i < sizeof marks / sizeof *marks; i++) {
    if (!strstr(err->message, marks[i])) continue;
    if (strncmp(err->message, total, strlen(total)) == 0)
      return fail(ANSWER_NO, "%s: --budget = %s", d->rows->file, err->message + strlen(total));
    return sheet_fail_as(d->rows, ANSWER_NO, err);
  }
  return fail_parents(d, err);
}

static int prepare(descent *d, cpw_devolve_tree *tree) {
  const int64_t *least = sheet_money(d->rows, FIELD_FLOOR), *most = sheet_money(d->rows, FIELD_CAP);
  cpw_error err = {0};
  const char *const *id = (const char *const *)sheet_texts(d->rows, FIELD_ID);
  if (cpw_devolve_parents(id, (const char *const *)sheet_texts(d->rows, FIELD_PARENT), d->n, NULL,
                          d->parent, &err))
    return fail_parents(d, &err);
  for (int64_t i = 0; i < d->n; i++) {
    d->floor[i] = least && least[i] != NO_MONEY ? least[i] : 0;
    d->cap[i] = most && most[i] != NO_MONEY ? most[i] : CPW_DEVOLVE_NO_CAP;
    d->topslice[i] = d->parent[i] < 0 ? d->set->allocate.top_slice : 0;
    d->devolved[i] = d->set->allocate.devolved;
  }
  cpw_devolve_tree_init(tree);
  tree->nodes = d->n;
  tree->id = id;
  tree->parent = d->parent;
  tree->total = &d->set->allocate.budget;
  tree->weight = sheet_numbers(d->rows, FIELD_WEIGHTED);
  tree->people = sheet_numbers(d->rows, FIELD_POPULATION);
  tree->devolved = d->devolved;
  tree->topslice = d->topslice;
  tree->floor = d->floor;
  tree->cap = d->cap;
  tree->rule = d->set->allocate.by_leaves ? CPW_DEVOLVE_LEAVES : CPW_DEVOLVE_LEVELS;
  return DONE;
}

static const int64_t *whole_array(const descent *d, const char *name) {
  const cpw_array *a = cpw_result_find(d->result, name);
  return a ? a->integer : NULL;
}

static int show_descent(descent *d) {
  static const char *const words[] = {"", "its least", "its most", "both"};
  const int64_t *binding = whole_array(d, "binding");
  const cpw_array *head = cpw_result_find(d->result, "per_head");
  answer a = {.dimension = "node",
              .heading = d->rows->column[0].heading,
              .rows = d->n,
              .id = (const char *const *)sheet_texts(d->rows, FIELD_ID)};
  for (int64_t i = 0; i < d->n; i++)
    d->held[i] = words[binding && binding[i] >= 0 && binding[i] <= 3 ? binding[i] : 0];
  answer_word(&a, "parent", "parent", (const char *const *)sheet_texts(d->rows, FIELD_PARENT));
  answer_money(&a, "received", "received", "What it receives.", whole_array(d, "received"), 0);
  answer_money(&a, "kept", "kept", "What it keeps: top-slice and what is not devolved.",
               whole_array(d, "kept"), 0);
  answer_money(&a, "passed_on", "passed on", "What goes down.", whole_array(d, "passed_on"), 0);
  if (head)
    answer_real(&a, "per_head", "a head", "Received a head.", "GBP", SHOW_NUMBER, head->real);
  answer_word(&a, "held_by", "held by", d->held);
  putf(&a.head, "%s down a tree of %lld\n\n", pounds(d->set->allocate.budget).text,
       (long long)d->n);
  bars chart = {.id = "received",
                .title = "What everybody receives",
                .reading =
                    "Bars: what comes down to each, in the order of the file. Diamonds: what "
                    "goes on from there to those below.",
                .rows = d->n,
                .name = a.id,
                .amount = whole_array(d, "received"),
                .mark = whole_array(d, "passed_on")};
  int code =
      d->set->html ? bars_page(d->set, &a, &d->rows, 1, "Money down a tree", &chart, 1) : DONE;
  return code ? code : show_answer(d->set, &a);
}

int run_down(const settings *set, sheet *rows) {
  size_t n = (size_t)rows->rows;
  descent d = {.set = set, .rows = rows, .n = rows->rows};
  cpw_devolve_tree tree;
  cpw_error err = {0};
  int code = need_budget(set, "what the top of the tree receives");
  if (!code) code = need_positive(set);
  d.parent = calloc(n, sizeof(int64_t));
  d.floor = calloc(n, sizeof(int64_t));
  d.cap = calloc(n, sizeof(int64_t));
  d.topslice = calloc(n, sizeof(double));
  d.devolved = calloc(n, sizeof(double));
  d.held = calloc(n, sizeof *d.held);
  if (!d.parent || !d.floor || !d.cap || !d.topslice || !d.devolved || !d.held) code = no_memory();
  if (!code) code = prepare(&d, &tree);
  if (!code && cpw_devolve_run(&tree, &d.result, &err)) code = fail_descent(&d, &err);
  if (!code) code = show_descent(&d);
  descent_free(&d);
  return code;
}
