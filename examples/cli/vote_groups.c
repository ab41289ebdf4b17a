/* carepath vote --what=rules, groups, weights: rules side by side, what came out for whom, what matters.
 * Measures: carepath/voters.h and carepath/citizens.h.
 * Leaves reading to vote.c. */
#include "vote.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- rules side by side */

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
  if (!s->place[k] || !s->selected[k] || !s->word[k]) return fail_memory();
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

static int show_beside(ballots *b, beside *s) {
  answer a = {.dimension = "project",
              .heading = "project",
              .rows = b->election.projects,
              .id = b->election.id};
  int text = b->set->format <= FORMAT_TEXT;
  answer_word(&a, "name", "name", b->name);
  for (int k = 0; k < COMPARED; k++)
    if (text)
      answer_word(&a, compared[k].name, compared[k].heading, s->word[k]);
    else
      answer_count(&a, compared[k].name, NULL, "1: selected by this rule.", s->selected[k]);
  putf(&a.head, "What each rule selects for %s\n\n",
       vote_money(b, (double)b->election.budget).text);
  put(&a.foot, "\n");
  for (int k = 0; k < COMPARED; k++)
    putf(&a.foot, "%-24s %lld projects, %s spent, %s of the voters get none of theirs\n",
         compared[k].name, (long long)s->outcome[k].selected,
         vote_money(b, (double)s->outcome[k].cost).text, percent(s->exclusion[k], 1).text);
  return show_answer(b->set, &a);
}

int run_vote_rules(ballots *b) {
  beside s = {0};
  int code = DONE;
  for (int k = 0; !code && k < COMPARED; k++)
    code = run_compared(b, &s, k);
  if (!code) code = show_beside(b, &s);
  for (int k = 0; k < COMPARED; k++) {
    free(s.place[k]);
    free(s.selected[k]);
    free((void *)s.word[k]);
  }
  return code;
}

/* ---------------------------------------------------------------- what came out for whom */

static const double *real_array(const cpw_result *r, const char *name) {
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
              real_array(r, "group_voter_share"));
  answer_real(&a, "exclusion", "get none", "Share with none of their projects selected.", "share",
              SHOW_PART, real_array(r, "group_exclusion"));
  answer_real(&a, "projects", "projects each", "Selected projects that a voter supports, mean.", "",
              SHOW_NUMBER, real_array(r, "group_mean"));
  answer_real(&a, "money_share", "of the money",
              "Share of the money spent, by whose choices it went to.", "share", SHOW_PART,
              real_array(r, "group_money_share"));
  answer_real(&a, "ratio", "ratio",
              "Share of the money over share of the voters; 1 is proportional.", "", SHOW_NUMBER,
              real_array(r, "group_ratio"));
  answer_count(&a, "lost_without", "would be lost",
               "Projects that would not be selected if the group stayed away.",
               whole_array(without, "lost"));
  put_rule(&a.head, b);
  put(&a.head, "\n\n");
  return show_answer(b->set, &a);
}

int run_vote_groups(ballots *b) {
  cpw_run run = watched_run((int32_t)b->set->threads, (uint64_t)b->set->seed, "voting");
  cpw_voters_options groups = voters_of(b);
  cpw_result *r = NULL, *without = NULL;
  cpw_error err = {0};
  if (!b->groups)
    return fail(USAGE, "vote: --what=groups needs --by=COLUMN: which column of the voters");
  int32_t *place = calloc((size_t)b->election.projects + 1, sizeof *place);
  if (!place) return fail_memory();
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

static int show_weights(ballots *b, const cpw_result *r) {
  answer a = {.dimension = "criterion",
              .heading = "criterion",
              .rows = b->election.projects,
              .id = b->election.id};
  phrase *title = calloc((size_t)b->groups + 1, sizeof *title);
  double *by_class =
      calloc((size_t)(b->groups + 1) * (size_t)(b->election.projects + 1), sizeof *by_class);
  if (!title || !by_class) {
    free(title);
    free(by_class);
    return fail_memory();
  }
  answer_word(&a, "name", "name", b->name);
  answer_real(&a, "weight", "weight", "Mean of people's shares.", "", SHOW_NUMBER,
              real_array(r, "overall_weight"));
  answer_real(&a, "lower", "lower", "Of the 95 % interval.", "", SHOW_NUMBER,
              real_array(r, "overall_lower"));
  answer_real(&a, "upper", "upper", "Of the 95 % interval.", "", SHOW_NUMBER,
              real_array(r, "overall_upper"));
  answer_real(&a, "first", "comes first", "Probability of being the most important.", "share",
              SHOW_PART, real_array(r, "overall_first"));
  const double *weight = real_array(r, "weight");
  for (int64_t g = 0; weight && g < b->groups && a.count < MOST_ANSWER_COLUMNS - 2; g++) {
    title[g] = phrased("weight_%.80s", b->group_name[g]);
    answer_real(&a, title[g].text, b->group_name[g], "Weight within that class.", "", SHOW_NUMBER,
                weight + g * b->election.projects);
  }
  answer_real(&a, "disagreement", b->groups ? "between classes" : NULL,
              "Share of people's disagreement that is between classes.", "share", SHOW_PART,
              real_array(r, "disagreement"));
  putf(&a.head, "What %s people hold important; opinion, not evidence of what works\n\n",
       people((double)b->content->voters).text);
  int code = show_answer(b->set, &a);
  free(title);
  free(by_class);
  return code;
}

/* One row a voter: ballots of the same choices in different classes must not be merged. */
static double *voter_rows(const ballots *b) {
  const cpw_pabulib_content *c = b->content;
  size_t criteria = (size_t)b->election.projects;
  double *x = calloc((size_t)c->voters * criteria + 1, sizeof *x);
  for (int64_t v = 0; x && v < c->voters; v++) {
    int64_t k = c->ballot_of[v];
    for (int64_t e = b->election.first[k]; e < b->election.first[k + 1]; e++)
      x[(size_t)v * criteria + (size_t)b->election.project[e]] =
          b->election.points ? (double)b->election.points[e] : 1;
  }
  return x;
}

int run_vote_weights(ballots *b) {
  cpw_run run = watched_run((int32_t)b->set->threads, (uint64_t)b->set->seed, "drawing");
  cpw_citizens_panel panel;
  cpw_result *r = NULL;
  cpw_error err = {0};
  if (b->election.projects > CPW_CITIZENS_MOST_CRITERIA)
    return fail(BAD_DATA, "%s: %lld projects are more than the %d that weights can be had for",
                b->file, (long long)b->election.projects, CPW_CITIZENS_MOST_CRITERIA);
  double *rows = voter_rows(b);
  if (!rows) return fail_memory();
  cpw_citizens_panel_init(&panel);
  panel.ballots = rows;
  panel.rows = b->content->voters;
  panel.criteria = b->election.projects;
  panel.criterion_names = b->election.id;
  panel.kind = b->election.points ? CPW_CITIZENS_POINTS : CPW_CITIZENS_APPROVALS;
  panel.method = b->set->vote.bootstrap ? CPW_CITIZENS_BOOTSTRAP : CPW_CITIZENS_DIRICHLET;
  panel.keep_draws = 0;
  if (b->groups) {
    panel.class_of = b->group_of;
    panel.class_names = b->group_name;
    panel.classes = b->groups;
  }
  run.replications = 10000;
  int32_t status = cpw_citizens_weights(&panel, &run, &r, &err);
  clear_progress();
  int code = status ? fail_library(b->file, &err) : show_weights(b, r);
  free(rows);
  cpw_result_free(r);
  return code;
}
