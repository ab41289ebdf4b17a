/* carepath vote --what=rules, groups, weights: rules side by side, what came out for whom, what matters.
 * Measures: carepath/voters.h and carepath/citizens.h.
 * Leaves reading to vote.c. */
#include "vote.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- rules side by side */

enum { WEIGHT_DRAWS = 10000 };

/* The rules that are compared, each as the convention has it. */
static const struct {
  const char *name, *heading;
  int32_t rule, completion;
} compared[] = {
    {"equal_shares", "equal shares", CPW_VOTE_EQUAL_SHARES, CPW_VOTE_ALONE},
    {"equal_shares_add1u", "... add1u", CPW_VOTE_EQUAL_SHARES, CPW_VOTE_ADD1U},
    {"equal_shares_utilitarian", "... utilitarian", CPW_VOTE_EQUAL_SHARES, CPW_VOTE_UTILITARIAN},
    {"phragmen", "phragmen", CPW_VOTE_PHRAGMEN, CPW_VOTE_ALONE},
    {"greedy", "greedy", CPW_VOTE_GREEDY, CPW_VOTE_ALONE},
    {"welfare", "welfare", CPW_VOTE_WELFARE, CPW_VOTE_ALONE},
};
enum { COMPARED = sizeof compared / sizeof *compared };

typedef struct beside {
  int32_t *place[COMPARED];
  int64_t *selected[COMPARED];
  const char **word[COMPARED];
  cpw_vote_outcome outcome[COMPARED];
  double exclusion[COMPARED];
} beside;

static int run_compared(ballots *b, beside *s, int k) {
  static const char yes[] = "yes", no[] = "";
  size_t n = (size_t)b->election.projects + 1;
  cpw_run run = watched_run((int32_t)b->set->threads, (uint64_t)b->set->seed, "voting");
  cpw_vote_options o = b->options;
  cpw_voters_options groups = voters_of(b);
  cpw_result *r = NULL;
  cpw_error err = {0};
  o.rule = compared[k].rule;
  o.completion = compared[k].completion;
  s->place[k] = calloc(n, sizeof *s->place[k]);
  s->selected[k] = calloc(n, sizeof *s->selected[k]);
  s->word[k] = calloc(n, sizeof *s->word[k]);
  if (!s->place[k] || !s->selected[k] || !s->word[k]) return no_memory();
  int32_t status = cpw_vote_select(&b->election, &o, &run, s->place[k], &s->outcome[k], &err);
  clear_progress();
  if (!status) status = cpw_voters_outcome(&b->election, s->place[k], &groups, &r, &err);
  if (status) return fail_library(b->file, &err);
  s->exclusion[k] = cpw_result_find(r, "exclusion")->real[0];
  cpw_result_free(r);
  for (int64_t p = 0; p < b->election.projects; p++) {
    s->selected[k][p] = s->place[k][p] >= 0;
    s->word[k][p] = s->place[k][p] >= 0 ? yes : no;
  }
  return DONE;
}

/* Words for people, numbers for machines. */
static answer beside_answer(const ballots *b, const beside *s, int words) {
  answer a = {.dimension = "project",
              .heading = "project",
              .rows = b->election.projects,
              .id = b->election.id};
  answer_word(&a, "name", "name", b->name);
  for (int k = 0; k < COMPARED; k++)
    if (words)
      answer_word(&a, compared[k].name, compared[k].heading, s->word[k]);
    else
      answer_count(&a, compared[k].name, NULL, "1: selected by this rule.", s->selected[k]);
  putf(&a.head, "What each rule selects for %s\n\n", vote_money(b, b->election.budget).text);
  return a;
}

static int page_beside(ballots *b, const beside *s) {
  const char *label[COMPARED];
  phrase words[COMPARED];
  answer a = beside_answer(b, s, 1);
  for (int k = 0; k < COMPARED; k++) {
    label[k] = compared[k].name;
    words[k] = phrased("%s (%lld projects, %s spent)", percent(s->exclusion[k], 1).text,
                       (long long)s->outcome[k].selected, vote_money(b, s->outcome[k].cost).text);
  }
  const vote_bars bars = {.title = "Rules side by side",
                          .reading = "The share of the voters of whose projects a rule selects "
                                     "none: the shorter the bar, the fewer are left out.",
                          .axis = "Voters who get none of theirs",
                          .heading = {"<Rule", "Voters who get none of theirs"},
                          .count = COMPARED,
                          .label = label,
                          .value = s->exclusion,
                          .words = words};
  int code = vote_bars_page(b, &a, &bars);
  buffer_free(&a.head);
  return code;
}

static int show_beside(ballots *b, beside *s) {
  answer a = beside_answer(b, s, b->set->format <= FORMAT_TEXT);
  put(&a.foot, "\n");
  for (int k = 0; k < COMPARED; k++)
    putf(&a.foot, "%-24s %lld projects, %s spent, %s of the voters get none of theirs\n",
         compared[k].name, (long long)s->outcome[k].selected,
         vote_money(b, s->outcome[k].cost).text, percent(s->exclusion[k], 1).text);
  return show_answer(b->set, &a);
}

int run_vote_rules(ballots *b) {
  beside s = {0};
  int code = DONE;
  for (int k = 0; !code && k < COMPARED; k++)
    code = run_compared(b, &s, k);
  if (!code && b->set->html) code = page_beside(b, &s);
  if (!code) code = show_beside(b, &s);
  for (int k = 0; k < COMPARED; k++) {
    free(s.place[k]);
    free(s.selected[k]);
    free((void *)s.word[k]);
  }
  return code;
}

/* ---------------------------------------------------------------- what came out for whom */

static const double *figures_of(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  return a ? a->real : NULL;
}

static const int64_t *whole_array(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  return a ? a->integer : NULL;
}

static int show_groups(ballots *b, const cpw_result *r, const cpw_result *without) {
  answer a = {
      .dimension = "group", .heading = b->set->vote.by, .rows = b->groups, .id = b->group_name};
  answer_count(&a, "voters", "voters", "Voters of the group.", whole_array(r, "group_voters"));
  answer_real(&a, "voter_share", "of all", "Share of all voters.", "share", SHOW_PART,
              figures_of(r, "group_voter_share"));
  answer_real(&a, "exclusion", "get none", "Share with none of their projects selected.", "share",
              SHOW_PART, figures_of(r, "group_exclusion"));
  answer_real(&a, "projects", "projects each", "Selected projects that a voter supports, mean.", "",
              SHOW_NUMBER, figures_of(r, "group_mean"));
  answer_real(&a, "money_share", "of the money",
              "Share of the money spent, by whose choices it went to.", "share", SHOW_PART,
              figures_of(r, "group_money_share"));
  answer_real(&a, "ratio", "ratio",
              "Share of the money over share of the voters; 1 is proportional.", "", SHOW_NUMBER,
              figures_of(r, "group_ratio"));
  answer_count(&a, "lost_without", "would be lost",
               "Projects that would not be selected if the group stayed away.",
               whole_array(without, "lost"));
  put_rule(&a.head, b);
  put(&a.head, "\n\n");
  int code = b->set->html ? vote_groups_page(b, &a, r) : DONE;
  if (!code) return show_answer(b->set, &a);
  buffer_free(&a.head);
  return code;
}

/* The rule is run again without each of them. */
static int too_many_groups(const ballots *b, int most) {
  if (b->groups <= most) return DONE;
  return fail(USAGE,
              "vote: --by=%s: %lld different values are too many groups (at most %d): give a "
              "column of fewer, such as bands of age",
              b->set->vote.by, (long long)b->groups, most);
}

int run_vote_groups(ballots *b) {
  cpw_run run = watched_run((int32_t)b->set->threads, (uint64_t)b->set->seed, "voting");
  cpw_voters_options groups = voters_of(b);
  cpw_result *r = NULL, *without = NULL;
  cpw_error err = {0};
  if (!b->groups)
    return fail(USAGE, "vote: --what=groups needs --by=COLUMN: which column of the voters");
  int limit = too_many_groups(b, MOST_VOTE_GROUPS);
  if (limit) return limit;
  int32_t *place = calloc((size_t)b->election.projects + 1, sizeof *place);
  if (!place) return no_memory();
  int32_t status = cpw_vote_select(&b->election, &b->options, &run, place, NULL, &err);
  if (!status) status = cpw_voters_outcome(&b->election, place, &groups, &r, &err);
  if (!status)
    status = cpw_voters_without(&b->election, &b->options, &groups, &run, &without, &err);
  clear_progress();
  int code = status ? fail_library(b->file, &err) : show_groups(b, r, without);
  cpw_result_free(r);
  cpw_result_free(without);
  free(place);
  return code;
}

/* ---------------------------------------------------------------- what matters */

/* What is shown of the weights, in the order of the file. */
enum { WEIGHT, LOWER, UPPER, FIRST, DISAGREEMENT, WEIGHT_FIGURES };
typedef struct weights_shown {
  int32_t *by_id; /* (projects) in the order of their ids, in which they are drawn */
  double *figure[WEIGHT_FIGURES]; /* (projects) */
  double *of_class;               /* (shown, projects) */
  phrase *title, *words;          /* (shown), (projects) */
  int64_t shown;                  /* classes that are columns of the table */
} weights_shown;

static void free_weights(weights_shown *w) {
  for (int k = 0; k < WEIGHT_FIGURES; k++)
    free(w->figure[k]);
  free(w->by_id);
  free(w->of_class);
  free(w->title);
  free(w->words);
}

static int room_for_weights(const ballots *b, weights_shown *w) {
  size_t n = (size_t)b->election.projects + 1;
  int fine = 1, most = MOST_ANSWER_COLUMNS - WEIGHT_FIGURES - 2;
  w->shown = b->groups < most ? b->groups : most;
  for (int k = 0; k < WEIGHT_FIGURES; k++)
    fine &= (w->figure[k] = calloc(n, sizeof(double))) != NULL;
  w->by_id = calloc(n, sizeof *w->by_id);
  w->of_class = calloc(n * (size_t)(w->shown + 1), sizeof *w->of_class);
  w->title = calloc((size_t)w->shown + 1, sizeof *w->title);
  w->words = calloc(n, sizeof *w->words);
  return fine && w->by_id && w->of_class && w->title && w->words ? DONE : no_memory();
}

/* By insertion: at most CPW_CITIZENS_MOST_CRITERIA of them. */
static void order_by_id(const ballots *b, int32_t *order) {
  for (int32_t p = 0; p < b->election.projects; p++) {
    int32_t at = p;
    for (; at > 0 && strcmp(b->election.id[order[at - 1]], b->election.id[p]) > 0; at--)
      order[at] = order[at - 1];
    order[at] = p;
  }
}

/* Back from the order of the ids to that of the file. */
static void in_file_order(const weights_shown *w, int64_t n, const double *from, double *to) {
  for (int64_t k = 0; from && k < n; k++)
    to[w->by_id[k]] = from[k];
}

static void fill_weights(const ballots *b, const cpw_result *r, weights_shown *w) {
  static const char *const names[WEIGHT_FIGURES] = {
      "overall_weight", "overall_lower", "overall_upper", "overall_first", "disagreement"};
  int64_t n = b->election.projects;
  const double *weight = figures_of(r, "weight");
  for (int k = 0; k < WEIGHT_FIGURES; k++)
    in_file_order(w, n, figures_of(r, names[k]), w->figure[k]);
  for (int64_t g = 0; g < w->shown; g++)
    in_file_order(w, n, weight + g * n, w->of_class + g * n);
  for (int64_t p = 0; p < n; p++)
    w->words[p] =
        phrased("%s (%s to %s)", percent(w->figure[WEIGHT][p], 1).text,
                percent(w->figure[LOWER][p], 1).text, percent(w->figure[UPPER][p], 1).text);
}

static int page_weights(ballots *b, const answer *a, const weights_shown *w) {
  const char **label = calloc((size_t)b->election.projects + 1, sizeof *label);
  if (!label) return no_memory();
  for (int64_t p = 0; p < b->election.projects; p++)
    label[p] = b->name[p][0] ? b->name[p] : b->election.id[p];
  const vote_bars bars = {
      .title = "What people hold important",
      .reading = "Bars: the mean of people's shares. Diamonds with lines: the same with its 95 % "
                 "interval. Opinion, not evidence of what works.",
      .axis = "Weight",
      .heading = {"<Criterion", "Weight (95 % interval)"},
      .count = b->election.projects,
      .label = label,
      .value = w->figure[WEIGHT],
      .lower = w->figure[LOWER],
      .upper = w->figure[UPPER],
      .words = w->words,
      .drawn = WEIGHT_DRAWS};
  int code = vote_bars_page(b, a, &bars);
  free((void *)label);
  return code;
}

static int show_weights(ballots *b, weights_shown *w) {
  answer a = {.dimension = "criterion",
              .heading = "criterion",
              .rows = b->election.projects,
              .id = b->election.id};
  answer_word(&a, "name", "name", b->name);
  answer_real(&a, "weight", "weight", "Mean of people's shares.", "", SHOW_NUMBER,
              w->figure[WEIGHT]);
  answer_real(&a, "lower", "lower", "Of the 95 % interval.", "", SHOW_NUMBER, w->figure[LOWER]);
  answer_real(&a, "upper", "upper", "Of the 95 % interval.", "", SHOW_NUMBER, w->figure[UPPER]);
  answer_real(&a, "first", "comes first", "Probability of being the most important.", "share",
              SHOW_PART, w->figure[FIRST]);
  for (int64_t g = 0; g < w->shown; g++) {
    w->title[g] = phrased("weight_%.80s", b->group_name[g]);
    answer_real(&a, w->title[g].text, b->group_name[g], "Weight within that class.", "",
                SHOW_NUMBER, w->of_class + g * b->election.projects);
  }
  if (w->shown < b->groups)
    say("--by=%s: the first %lld of %lld classes are shown, all of them count", b->set->vote.by,
        (long long)w->shown, (long long)b->groups);
  answer_real(&a, "disagreement", b->groups ? "between classes" : NULL,
              "Share of people's disagreement that is between classes.", "share", SHOW_PART,
              w->figure[DISAGREEMENT]);
  putf(&a.head, "What %s people hold important; opinion, not evidence of what works\n\n",
       people((double)b->content->voters).text);
  int code = b->set->html ? page_weights(b, &a, w) : DONE;
  if (!code) return show_answer(b->set, &a);
  buffer_free(&a.head);
  return code;
}

/* One row a voter: ballots of the same choices in different classes must not be merged. */
static double *voter_rows(const ballots *b, const int32_t *by_id) {
  const cpw_pabulib_content *c = b->content;
  size_t criteria = (size_t)b->election.projects;
  size_t *place = calloc(criteria + 1, sizeof *place);
  double *x = place ? calloc((size_t)c->voters * criteria + 1, sizeof *x) : NULL;
  for (size_t k = 0; x && k < criteria; k++)
    place[by_id[k]] = k;
  for (int64_t v = 0; x && v < c->voters; v++) {
    int64_t k = c->ballot_of[v];
    for (int64_t e = b->election.first[k]; e < b->election.first[k + 1]; e++)
      x[(size_t)v * criteria + place[b->election.project[e]]] =
          b->election.points ? (double)b->election.points[e] : 1;
  }
  free(place);
  return x;
}

static int draw_weights(ballots *b, const double *rows, weights_shown *w) {
  cpw_run run = watched_run((int32_t)b->set->threads, (uint64_t)b->set->seed, "drawing");
  cpw_citizens_panel panel;
  cpw_result *r = NULL;
  cpw_error err = {0};
  cpw_citizens_panel_init(&panel);
  panel.ballots = rows;
  panel.rows = b->content->voters;
  panel.criteria = b->election.projects;
  panel.kind = b->election.points ? CPW_CITIZENS_POINTS : CPW_CITIZENS_APPROVALS;
  panel.method = b->set->vote.bootstrap ? CPW_CITIZENS_BOOTSTRAP : CPW_CITIZENS_DIRICHLET;
  panel.keep_draws = 0;
  if (b->groups) {
    panel.class_of = b->group_of;
    panel.class_names = b->group_name;
    panel.classes = b->groups;
  }
  run.replications = WEIGHT_DRAWS;
  int32_t status = cpw_citizens_weights(&panel, &run, &r, &err);
  clear_progress();
  if (status) return fail_library(b->file, &err);
  fill_weights(b, r, w);
  cpw_result_free(r);
  return DONE;
}

int run_vote_weights(ballots *b) {
  weights_shown w = {0};
  if (b->election.projects > CPW_CITIZENS_MOST_CRITERIA)
    return fail(BAD_DATA, "%s: %lld projects are more than the %d that weights can be had for",
                b->file, (long long)b->election.projects, CPW_CITIZENS_MOST_CRITERIA);
  int code = too_many_groups(b, MOST_WEIGHT_CLASSES);
  if (!code) code = room_for_weights(b, &w);
  if (!code) {
    order_by_id(b, w.by_id);
    double *rows = voter_rows(b, w.by_id);
    code = rows ? draw_weights(b, rows, &w) : no_memory();
    free(rows);
  }
  if (!code) code = show_weights(b, &w);
  free_weights(&w);
  return code;
}
