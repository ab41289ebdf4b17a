/* The command `carepath vote`: ballots over projects, a rule, what it selects.
 * Rules: carepath/vote.h; files: carepath/pabulib.h.
 * Leaves what came out for whom to vote_groups.c and the page to vote_page.c. */
#include "vote.h"

#include "input.h"
#include "output.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- reading */

/* The names of files stay where they are: they are of the command line. */
static void note_source(ballots *b, input *in, const char *path, const char *kind) {
  source_record *s = &b->source[b->sources++];
  s->name = (char *)(uintptr_t)(strcmp(path, "-") == 0 ? "<stdin>" : path);
  s->kind = kind;
  s->bytes = in->bytes;
  if (in->digested) cpw_sha256_text(&in->digest, s->digest);
}

static int is_page(const ballots *b) {
  return b->set->html != NULL;
}

static int read_pb(ballots *b) {
  input in = {0};
  cpw_error err = {0};
  int code = input_open(&in, b->set->files[0], is_page(b));
  if (code) return code;
  cpw_source source = input_source(&in);
  if (cpw_pabulib_read(&source, NULL, &b->pabulib, &err))
    code = fail_library(in.name, &err);
  else
    note_source(b, &in, b->set->files[0], "ballots");
  input_close(&in);
  return code;
}

/* A first line that names this column, as far as it was read ahead. */
static int head_names(const input *in, const char *column) {
  size_t count = strlen(column), from = 0;
  for (size_t i = 0; i <= in->head_count; i++) {
    char c = i < in->head_count ? in->head[i] : '\n';
    if (c != ',' && c != '\n' && c != '\r') continue;
    size_t to = i;
    while (from < to && (in->head[from] == ' ' || in->head[from] == '"'))
      from++;
    while (to > from && (in->head[to - 1] == ' ' || in->head[to - 1] == '"'))
      to--;
    if (to - from == count && memcmp(in->head + from, column, count) == 0) return 1;
    if (c != ',') break;
    from = i + 1;
  }
  return 0;
}

static int bad_budget(const char *text, int trouble, int64_t unit) {
  if (trouble == VOTE_MONEY_LARGE)
    return fail(USAGE, "vote: --budget: '%s' is beyond %s, the most that an amount can be", text,
                vote_money_of(INT64_MAX, unit).text);
  return fail(USAGE, "vote: --budget: '%s' is finer than the file's money (1/%lld)", text,
              (long long)unit);
}

static int bad_amount(const char *text) {
  return fail(USAGE,
              "vote: --budget: '%s' must be an amount of at least 0, such as 250000, 250,000, "
              "1000.50, 250k or 1.5m",
              text);
}

static int read_tables(ballots *b) {
  const vote_settings *v = &b->set->vote;
  const char *paths[3] = {b->set->files[0], v->votes, v->voters};
  input in[3] = {{0}};
  cpw_source source[3];
  cpw_pabulib_tables tables;
  cpw_error err = {0};
  static const char *const kinds[3] = {"projects", "choices", "voters"};
  char plain[160];
  int64_t whole;
  int opened = 0, code = DONE;
  if (!v->money)
    return fail(USAGE, "vote: --budget=MONEY is missing: a table of projects has none");
  if (!vote_plain_money(v->money, plain, sizeof plain)) return bad_amount(v->money);
  if (vote_units(plain, 1, &whole) == VOTE_MONEY_LARGE)
    return bad_budget(v->money, VOTE_MONEY_LARGE, 1);
  for (; !code && opened < 3 && paths[opened]; opened++) {
    code = input_open(&in[opened], paths[opened], is_page(b));
    if (code) break;
    source[opened] = input_source(&in[opened]);
  }
  if (!code && opened > 1 && v->vote_type < 0 && head_names(&in[1], "points"))
    code = fail(USAGE,
                "vote: %s has a column 'points': say with --vote-type whether they count "
                "(scoring, cumulative) or not (approval, ordinal)",
                in[1].name);
  cpw_pabulib_tables_init(&tables);
  tables.projects = &source[0];
  tables.votes = &source[1];
  tables.voters = v->voters ? &source[2] : NULL;
  tables.budget = plain;
  tables.vote_type = v->vote_type < 0 ? CPW_PABULIB_APPROVAL : v->vote_type;
  if (!code && cpw_pabulib_from_tables(&tables, NULL, &b->pabulib, &err))
    code = fail_library(err.line ? err.where : NULL, &err); /* which of the files, and where */
  for (int i = 0; i < opened; i++) {
    if (!code) note_source(b, &in[i], paths[i], kinds[i]);
    input_close(&in[i]);
  }
  return code;
}

/* --budget in place of the file's: in its unit, without a remainder. */
static int set_budget(ballots *b) {
  const char *text = b->set->vote.money;
  char plain[160];
  if (!text || b->set->vote.votes) return DONE;
  if (!vote_plain_money(text, plain, sizeof plain)) return bad_amount(text);
  int trouble = vote_units(plain, b->unit, &b->election.budget);
  return trouble ? bad_budget(text, trouble, b->unit) : DONE;
}

int vote_given(const ballots *b, const char *option) {
  const typed_options *typed = &b->set->typed;
  for (int i = 0; i < typed->count; i++)
    if (strcmp(typed->name[i], option) == 0) return 1;
  return 0;
}

/* An option that would change nothing is a mistake, not a wish. */
static int check_options(const ballots *b) {
  static const char *const of_one_rule[] = {"rule", "completion", "exhaustive", NULL};
  static const char *const of_rules[] = {"rule",       "satisfaction", "completion", "convention",
                                         "exhaustive", "tie",          NULL};
  static const char *const of_tables[] = {"voters", "vote-type", NULL};
  static const char *const none[] = {NULL};
  const vote_settings *v = &b->set->vote;
  const char *const *idle = v->what == VOTE_RULES_BESIDE ? of_one_rule
                            : v->what == VOTE_WEIGHTS    ? of_rules
                                                         : none;
  for (; *idle; idle++)
    if (vote_given(b, *idle))
      return fail(USAGE, "vote: --%s changes nothing of --what=%s", *idle,
                  v->what == VOTE_WEIGHTS ? "weights" : "rules, which shows rules side by side");
  if (v->bootstrap && v->what != VOTE_WEIGHTS)
    return fail(USAGE, "vote: --bootstrap is for --what=weights");
  for (idle = v->votes ? none : of_tables; *idle; idle++)
    if (vote_given(b, *idle))
      return fail(USAGE, "vote: --%s is for tables: it needs --votes=FILE", *idle);
  int add1 = v->completion == CPW_VOTE_ADD1 || v->completion == CPW_VOTE_ADD1U;
  if (vote_given(b, "exhaustive") && !add1)
    return fail(USAGE, "vote: --exhaustive is for --completion=add1 or add1u");
  return DONE;
}

static int set_rule(ballots *b) {
  const vote_settings *v = &b->set->vote;
  cpw_error err = {0};
  cpw_vote_options_init(&b->options);
  b->options.rule = v->rule;
  b->options.satisfaction = v->satisfaction;
  b->options.completion = v->completion;
  if (cpw_vote_convention(&b->options, v->convention, &err)) return fail_library(NULL, &err);
  if (v->exhaustive >= 0) b->options.exhaustive = v->exhaustive;
  if (v->ties) {
    memset(b->options.tie, 0, sizeof b->options.tie);
    memcpy(b->options.tie, v->tie, (size_t)v->ties * sizeof *v->tie);
  }
  b->options.tie_seed = (uint64_t)b->set->seed;
  return DONE;
}

static int name_projects(ballots *b) {
  const cpw_pabulib_section *s = &b->content->section[CPW_PABULIB_PROJECTS];
  int64_t at = cpw_pabulib_column(b->pabulib, CPW_PABULIB_PROJECTS, "name");
  b->name = calloc((size_t)b->election.projects + 1, sizeof *b->name);
  if (!b->name) return no_memory();
  for (int64_t p = 0; p < b->election.projects; p++)
    b->name[p] = at >= 0 ? s->cells[p * s->columns + at] : "";
  return DONE;
}

static int read_ballots(ballots *b) {
  cpw_error err = {0};
  int code = b->set->vote.votes ? read_tables(b) : read_pb(b);
  if (code) return code;
  b->file = b->set->files[0];
  b->content = cpw_pabulib_view(b->pabulib);
  b->unit = b->content->unit;
  if (b->content->warnings)
    say("%s: %s%s", b->file, b->content->warning,
        b->content->warnings > 1
            ? phrased(" (and %lld more)", (long long)(b->content->warnings - 1)).text
            : "");
  if (cpw_pabulib_election(b->pabulib, &b->election, &err)) return fail_library(b->file, &err);
  code = set_budget(b);
  if (!code) code = set_rule(b);
  if (!code && b->set->vote.satisfaction == CPW_VOTE_POINTS && !b->election.points)
    say("%s: these ballots have no points: each project named counts 1", b->file);
  return code ? code : name_projects(b);
}

/* ---------------------------------------------------------------- shared */

void put_rule(buffer *out, const ballots *b) {
  static const char *const rules[] = {"Method of Equal Shares", "utilitarian greedy",
                                      "greatest satisfaction",  "sequential Phragmen",
                                      "bounded overspending",   "exact equal shares"};
  static const char *const measures[] = {"cost", "number of projects", "points"};
  putf(out, "%s", rules[b->options.rule]);
  if (b->options.rule != CPW_VOTE_PHRAGMEN)
    putf(out, ", satisfaction by %s", measures[b->options.satisfaction]);
  if (b->options.completion)
    putf(out, ", completion %s", cpw_vote_completion_name(b->options.completion));
}

int ballots_by_group(ballots *b) {
  const char *by = b->set->vote.by;
  int64_t at = by ? cpw_pabulib_column(b->pabulib, CPW_PABULIB_VOTES, by) : -1;
  const cpw_pabulib_section *s = &b->content->section[CPW_PABULIB_VOTES];
  cpw_error err = {0};
  if (!by) return DONE;
  if (at < 0) {
    buffer names = {0};
    for (int64_t c = 0; c < s->columns; c++)
      putf(&names, "%s'%s'", c ? ", " : "", s->names[c]);
    int code = names.failed ? no_memory()
                            : fail(BAD_DATA, "%s: voters have no column '%s', but %s", b->file, by,
                                   names.bytes ? names.bytes : "none");
    buffer_free(&names);
    return code;
  }
  size_t voters = (size_t)b->content->voters + 1;
  int64_t *example = calloc(voters, sizeof *example);
  b->group_of = calloc(voters, sizeof *b->group_of);
  if (!example || !b->group_of ||
      cpw_pabulib_groups(b->pabulib, at, b->group_of, example, &b->groups, &err)) {
    int code = example && b->group_of ? fail_library(b->file, &err) : no_memory();
    free(example);
    return code;
  }
  b->group_name = calloc((size_t)b->groups + 1, sizeof *b->group_name);
  for (int64_t g = 0; b->group_name && g < b->groups; g++) {
    const char *label = s->cells[example[g] * s->columns + at];
    b->group_name[g] = *label ? label : "(not said)";
  }
  free(example);
  return b->group_name ? DONE : no_memory();
}

cpw_voters_options voters_of(const ballots *b) {
  cpw_voters_options o;
  cpw_voters_options_init(&o);
  o.ballot_of = b->content->ballot_of;
  o.voters = b->content->voters;
  if (b->groups) {
    o.group_of = b->group_of;
    o.group_names = b->group_name;
    o.groups = b->groups;
  }
  return o;
}

/* ---------------------------------------------------------------- the projects */

static const cpw_array *found(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name);
}

/* NaN where the rule has no such figure. */
static double figure_of(const cpw_result *r, const char *name, int64_t i) {
  const cpw_array *a = found(r, name);
  return a ? a->real[i] : (double)NAN;
}

/* First those that are selected, in the order in which they were; then the others by their votes. */
static int64_t *shown_order(const ballots *b, const int64_t *place, const int64_t *votes) {
  int64_t n = b->election.projects, used = 0, *order = calloc((size_t)n + 1, sizeof *order);
  if (!order) return NULL;
  for (int64_t k = 0; k < n; k++)
    for (int64_t p = 0; p < n; p++)
      if (place[p] == k) order[used++] = p;
  int64_t first = used;
  for (int64_t p = 0; p < n; p++) {
    if (place[p] >= 0) continue;
    int64_t at = used++;
    for (; at > first && votes[order[at - 1]] < votes[p]; at--)
      order[at] = order[at - 1];
    order[at] = p;
  }
  return order;
}

static void put_vote_head(const ballots *b, const cpw_result *r, buffer *out) {
  const char *description = cpw_pabulib_meta(b->pabulib, "description");
  const cpw_array *spent = found(r, "spent");
  double share = figure_of(r, "share", 0);
  if (description && *description) putf(out, "%s\n", description);
  putf(out, "%s voters, %s projects, budget %s\n", people((double)b->content->voters).text,
       people((double)b->election.projects).text, vote_money(b, b->election.budget).text);
  put_rule(out, b);
  putf(out, ": %s spent", vote_money(b, spent->integer[0]).text);
  if (!isnan(share))
    putf(out, ", each voter begins with %s", grouped(share / (double)b->unit, 2).text);
  put(out, "\n\n");
}

typedef struct project_table {
  const char **id, **name, **chosen;
  int64_t *cost, *votes;
  double *place, *money, *missing_money, *missing_votes;
} project_table;

static int is_whole(const project_table *t) {
  return t->id && t->name && t->chosen && t->cost && t->votes && t->place && t->money &&
         t->missing_money && t->missing_votes;
}

static int fill_table(const ballots *b, const cpw_result *r, const int64_t *order,
                      project_table *t) {
  static const char yes[] = "yes", later[] = "by completion", no[] = "";
  size_t n = (size_t)b->election.projects + 1;
  const int64_t *place = found(r, "place")->integer, *completed = found(r, "completed")->integer;
  t->id = calloc(n, sizeof *t->id);
  t->name = calloc(n, sizeof *t->name);
  t->chosen = calloc(n, sizeof *t->chosen);
  t->cost = calloc(n, sizeof *t->cost);
  t->votes = calloc(n, sizeof *t->votes);
  t->place = calloc(n, sizeof *t->place);
  t->money = calloc(n, sizeof *t->money);
  t->missing_money = calloc(n, sizeof *t->missing_money);
  t->missing_votes = calloc(n, sizeof *t->missing_votes);
  if (!is_whole(t)) return no_memory();
  for (int64_t k = 0; k < b->election.projects; k++) {
    int64_t p = order[k];
    t->id[k] = b->election.id[p];
    t->name[k] = b->name[p];
    t->chosen[k] = place[p] < 0 ? no : completed[p] ? later : yes;
    t->cost[k] = b->election.cost[p];
    t->money[k] = (double)b->election.cost[p] / (double)b->unit;
    t->votes[k] = found(r, "votes")->integer[p];
    t->place[k] = place[p] < 0 ? (double)NAN : (double)place[p] + 1;
    t->missing_money[k] = figure_of(r, "missing_money", p) / (double)b->unit;
    t->missing_votes[k] = figure_of(r, "missing_votes", p);
  }
  return DONE;
}

static void free_table(project_table *t) {
  free((void *)t->id);
  free((void *)t->name);
  free((void *)t->chosen);
  free(t->cost);
  free(t->votes);
  free(t->place);
  free(t->money);
  free(t->missing_money);
  free(t->missing_votes);
}

/* For people: money to the last unit of the file. */
static int print_projects(const ballots *b, const cpw_result *r, const project_table *t) {
  static const char *const headings[] = {"<project", "<name",         "<selected",    "cost",
                                         "votes",    "money lacking", "votes lacking"};
  buffer out = {0};
  grid g;
  if (!is_whole(t)) return no_memory();
  put_vote_head(b, r, &out);
  grid_begin(&g, headings, found(r, "missing_money") ? 7 : 5);
  for (int64_t k = 0; k < b->election.projects; k++) {
    double money = t->missing_money[k] * (double)b->unit, votes = t->missing_votes[k];
    grid_cell(&g, clipped(t->id[k], 32).text);
    grid_cell(&g, clipped(t->name[k], 32).text);
    grid_cell(&g, t->chosen[k]);
    grid_cell(&g, vote_money(b, t->cost[k]).text);
    grid_cell(&g, people((double)t->votes[k]).text);
    if (!found(r, "missing_money")) continue;
    grid_cell(&g, isnan(money) ? "-" : vote_money_about(b, money).text);
    grid_cell(&g, isnan(votes) ? "-" : isinf(votes) ? "no number" : people(votes).text);
  }
  grid_print(&g, &out, "");
  grid_free(&g);
  return write_buffer(b->set->output, &out);
}

/* The cost is whole units of currency, or else both that nearest to it and the whole units of the file. */
static void answer_costs(const ballots *b, const cpw_result *r, const project_table *t, answer *a) {
  if (b->unit == 1) {
    answer_count(a, "cost", "cost", "What it costs.", t->cost);
    a->column[a->count - 1].unit = "money";
  } else {
    answer_real(a, "cost", "cost", "What it costs.", "money", SHOW_MONEY_REAL, t->money);
    answer_count(a, "cost_units", NULL, "What it costs, exactly, in parts of the unit of currency.",
                 t->cost);
    a->column[a->count - 1].unit = b->unit == 100 ? "1/100 money" : "1/money_unit money";
  }
  answer_note(a, "budget", vote_money_plain(b, b->election.budget).text);
  answer_note(a, "spent", vote_money_plain(b, found(r, "spent")->integer[0]).text);
  answer_note(a, "money_unit", phrased("%lld", (long long)b->unit).text);
}

static int show_projects(ballots *b, const cpw_result *r) {
  project_table t = {0};
  int64_t *order = shown_order(b, found(r, "place")->integer, found(r, "votes")->integer);
  int code = order ? fill_table(b, r, order, &t) : no_memory();
  if (!code && b->set->format <= FORMAT_TEXT) {
    code = print_projects(b, r, &t);
  } else if (!code) {
    answer a = {
        .dimension = "project", .heading = "project", .rows = b->election.projects, .id = t.id};
    answer_word(&a, "name", "name", t.name);
    answer_word(&a, "selected", "selected", t.chosen);
    answer_costs(b, r, &t, &a);
    answer_count(&a, "votes", "votes", "Voters who support it.", t.votes);
    answer_real(&a, "place", NULL, "Place in the order of selection, from 1.", "", SHOW_PEOPLE,
                t.place);
    answer_real(&a, "missing_money", "money lacking", "What its supporters lack at the end.",
                "money", SHOW_MONEY_REAL, t.missing_money);
    answer_real(&a, "missing_votes", "votes lacking",
                "Further supporters with a full share who would make up for it.", "voters",
                SHOW_MONEY_REAL, t.missing_votes);
    answer_note(&a, "rule", cpw_vote_rule_name(b->options.rule));
    code = show_answer(b->set, &a);
  }
  free_table(&t);
  free(order);
  return code;
}

int run_vote_projects(ballots *b) {
  cpw_run run = watched_run((int32_t)b->set->threads, (uint64_t)b->set->seed, "voting");
  cpw_result *r = NULL;
  cpw_error err = {0};
  int32_t status = cpw_vote_run(&b->election, &b->options, &run, &r, &err);
  clear_progress();
  int code = status ? fail_library(b->file, &err) : DONE;
  if (!code && b->set->html) code = vote_page(b, r);
  if (!code) code = show_projects(b, r);
  cpw_result_free(r);
  return code;
}

/* ---------------------------------------------------------------- the command */

int run_vote(const void *given) {
  const settings *set = given;
  static int (*const views[])(ballots * b) = {run_vote_projects, run_vote_rules, run_vote_groups,
                                              run_vote_weights};
  ballots b = {.set = set};
  if (set->file_count > 1)
    return fail(USAGE, "vote: '%s' is one file too many: ballots are one file", set->files[1]);
  int code = check_options(&b);
  if (!code) code = read_ballots(&b);
  if (!code) code = ballots_by_group(&b);
  if (!code) code = views[set->vote.what](&b);
  free((void *)b.name);
  free(b.group_of);
  free((void *)b.group_name);
  cpw_pabulib_free(b.pabulib);
  return code;
}
