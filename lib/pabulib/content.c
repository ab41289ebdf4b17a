/* What META and PROJECTS mean: the vote type, the budget, ids and costs in a common exact unit.
 * Source: pabulib.org/format.
 * Leaves the votes to ballots.c, what a file says of its own counts to counts.c. */
#include "base/words.h"
#include "pabulib/internal.h"

#include <string.h>

static const char *const types[] = {"approval", "choose-1", "cumulative", "scoring", "ordinal"};
#define TYPES 5

static int64_t meta_row(const cpw_pabulib *p, const char *key) {
  for (int64_t r = 0; r < p->part[CPW_PABULIB_META].rows; r++)
    if (strcmp(cpwi_pb_cell(p, CPW_PABULIB_META, r, 0), key) == 0) return r;
  return -1;
}

static int32_t need_meta(const cpw_pabulib *p, const char *key, int64_t *row, cpw_error *err) {
  *row = meta_row(p, key);
  if (*row < 0)
    return cpwi_fail_data(err, CPW_EDATA, p->where, p->part[CPW_PABULIB_META].line, 1,
                          "META has no key %s", key);
  for (int64_t r = *row + 1; r < p->part[CPW_PABULIB_META].rows; r++)
    if (strcmp(cpwi_pb_cell(p, CPW_PABULIB_META, r, 0), key) == 0)
      return cpwi_fail_data(err, CPW_EDATA, p->where, cpwi_pb_line(p, CPW_PABULIB_META, r), 1,
                            "META has the key %s twice: it stands on line %lld before", key,
                            (long long)cpwi_pb_line(p, CPW_PABULIB_META, *row));
  return CPW_OK;
}

static int32_t take_type(cpw_pabulib *p, cpw_error *err) {
  int64_t row = 0;
  int32_t status = need_meta(p, "vote_type", &row, err);
  if (status != CPW_OK) return status;
  char *text = cpwi_pb_trim(cpwi_pb_cell(p, CPW_PABULIB_META, row, 1));
  for (int32_t k = 0; k < TYPES; k++)
    if (strcmp(text, types[k]) == 0) {
      p->view.vote_type = k;
      return CPW_OK;
    }
  const char *near = cpwi_nearest(text, types, TYPES);
  return cpwi_fail_data(err, CPW_EDATA, p->where, cpwi_pb_line(p, CPW_PABULIB_META, row), 2,
                        "vote_type '%.40s' is none of approval, choose-1, cumulative, scoring, "
                        "ordinal%s%s%s",
                        text, near ? ": did you mean " : "", near ? near : "", near ? "?" : "");
}

/* ---------------------------------------------------------------- columns ------------------- */

/* Column of that name; -1 where there is none. CPW_EDATA where it is there twice or is missing but needed. */
static int32_t find_column(const cpw_pabulib *p, int32_t section, const char *name, int needed,
                           int64_t *column, cpw_error *err) {
  const cpwi_pb_part *part = &p->part[section];
  *column = -1;
  for (int64_t c = 0; c < part->columns; c++) {
    if (strcmp(p->cells[part->first + c], name) != 0) continue;
    if (*column >= 0)
      return cpwi_fail_data(err, CPW_EDATA, p->where, part->line, c + 1,
                            "the column %s is there twice", name);
    *column = c;
  }
  if (needed && *column < 0)
    return cpwi_fail_data(err, CPW_EDATA, p->where, part->line, 0, "%s has no column %s",
                          section == CPW_PABULIB_VOTES ? "VOTES" : "PROJECTS", name);
  return CPW_OK;
}

static int32_t find_columns(const cpw_pabulib *p, cpwi_pb_columns *c, cpw_error *err) {
  int pointed =
      p->view.vote_type == CPW_PABULIB_CUMULATIVE || p->view.vote_type == CPW_PABULIB_SCORING;
  const struct {
    int32_t section;
    const char *name;
    int needed;
    int64_t *to;
  } wanted[] = {{CPW_PABULIB_PROJECTS, "project_id", 1, &c->id},
                {CPW_PABULIB_PROJECTS, "cost", 1, &c->cost},
                {CPW_PABULIB_PROJECTS, "votes", 0, &c->votes},
                {CPW_PABULIB_PROJECTS, "score", 0, &c->score},
                {CPW_PABULIB_VOTES, "voter_id", 1, &c->voter},
                {CPW_PABULIB_VOTES, "vote", 1, &c->vote},
                {CPW_PABULIB_VOTES, "points", pointed, &c->point}};
  int32_t status = CPW_OK;
  for (size_t k = 0; status == CPW_OK && k < sizeof wanted / sizeof *wanted; k++)
    status = find_column(p, wanted[k].section, wanted[k].name, wanted[k].needed, wanted[k].to, err);
  if (!pointed) c->point = -1; /* points beside approvals are kept as text */
  return status;
}

/* ---------------------------------------------------------------- money --------------------- */

static int32_t take_amount(const cpw_pabulib *p, int32_t section, int64_t row, int64_t column,
                           const char *what, cpwi_pb_decimal *out, cpw_error *err) {
  const char *text = cpwi_pb_cell(p, section, row, column);
  int trouble = cpwi_pb_decimal_parse(text, (int64_t)strlen(text), out);
  if (trouble == CPWI_PB_DECIMAL_OK) return CPW_OK;
  int32_t code = trouble == CPWI_PB_DECIMAL_LARGE ? CPW_EOVERFLOW : CPW_EDATA;
  return cpwi_fail_data(err, code, p->where, cpwi_pb_line(p, section, row), column + 1,
                        "%s '%.40s' %s", what, text, cpwi_pb_decimal_trouble(trouble));
}

/* Amounts in the smallest unit that the file uses. */
static int32_t scale(const cpw_pabulib *p, cpwi_pb_decimal d, int64_t line, int64_t column,
                     const char *what, int64_t *out, cpw_error *err) {
  if (cpwi_pb_decimal_scale(d, p->decimals, out)) return CPW_OK;
  return cpwi_fail_data(err, CPW_EOVERFLOW, p->where, line, column,
                        "%s %lld is beyond 64 bits in units of 1/%lld, which another amount needs",
                        what, (long long)d.value, (long long)cpwi_pb_power_of_ten(p->decimals));
}

static int32_t take_ids(cpw_pabulib *p, const cpwi_pb_columns *c, cpw_error *err) {
  for (int64_t r = 0; r < p->view.projects; r++) {
    int64_t line = cpwi_pb_line(p, CPW_PABULIB_PROJECTS, r);
    char *id = cpwi_pb_trim(cpwi_pb_cell(p, CPW_PABULIB_PROJECTS, r, c->id));
    int is_new = 0;
    if (*id == '\0')
      return cpwi_fail_data(err, CPW_EDATA, p->where, line, c->id + 1, "project_id is empty");
    if (strchr(id, ','))
      return cpwi_fail_data(err, CPW_EDATA, p->where, line, c->id + 1,
                            "project_id '%.40s' holds a comma, which divides projects in a vote",
                            id);
    int64_t first = cpwi_pb_names_add(&p->projects, id, &is_new);
    if (first < 0)
      return cpwi_fail_data(err, CPW_ENOMEM, p->where, line, 0, "no memory for the projects");
    if (!is_new)
      return cpwi_fail_data(err, CPW_EDATA, p->where, line, c->id + 1,
                            "project_id '%.40s' is there twice: it stands on line %lld before", id,
                            (long long)cpwi_pb_line(p, CPW_PABULIB_PROJECTS, first));
  }
  return CPW_OK;
}

static int32_t take_costs(cpw_pabulib *p, const cpwi_pb_columns *c, cpwi_pb_decimal *cost,
                          cpw_error *err) {
  int64_t row = meta_row(p, "budget");
  cpwi_pb_decimal budget = {0, 0};
  int32_t status = take_amount(p, CPW_PABULIB_META, row, 1, "budget", &budget, err);
  p->decimals = budget.decimals;
  for (int64_t r = 0; status == CPW_OK && r < p->view.projects; r++) {
    status = take_amount(p, CPW_PABULIB_PROJECTS, r, c->cost, "cost", &cost[r], err);
    if (status == CPW_OK && cost[r].decimals > p->decimals) p->decimals = cost[r].decimals;
  }
  if (status != CPW_OK) return status;
  p->view.unit = cpwi_pb_power_of_ten(p->decimals);
  status =
      scale(p, budget, cpwi_pb_line(p, CPW_PABULIB_META, row), 2, "budget", &p->view.budget, err);
  for (int64_t r = 0; status == CPW_OK && r < p->view.projects; r++)
    status = scale(p, cost[r], cpwi_pb_line(p, CPW_PABULIB_PROJECTS, r), c->cost + 1, "cost",
                   &p->cost[r], err);
  return status;
}

static int32_t take_money(cpw_pabulib *p, const cpwi_pb_columns *c, cpw_error *err) {
  int64_t row = 0, projects = p->view.projects;
  int32_t status = need_meta(p, "budget", &row, err);
  if (status != CPW_OK) return status;
  cpwi_pb_decimal *cost = cpwi_alloc(p->allocator, (size_t)projects, sizeof *cost);
  p->cost = cpwi_alloc(p->allocator, (size_t)projects, sizeof *p->cost);
  if (cost && p->cost)
    status = take_costs(p, c, cost, err);
  else
    status = cpwi_fail_data(err, CPW_ENOMEM, p->where, 0, 0, "no memory for the costs");
  cpwi_release(p->allocator, cost);
  return status;
}

int32_t cpwi_pb_numbers(cpw_pabulib *p, cpwi_pb_columns *c, cpw_error *err) {
  p->view.projects = p->part[CPW_PABULIB_PROJECTS].rows;
  p->view.voters = p->part[CPW_PABULIB_VOTES].rows;
  p->projects.allocator = p->voters.allocator = p->allocator;
  for (int64_t r = 0; r < p->part[CPW_PABULIB_META].rows; r++) {
    char **key =
        &p->cells[p->part[CPW_PABULIB_META].first + (r + 1) * p->part[CPW_PABULIB_META].columns];
    *key = cpwi_pb_trim(*key);
  }
  if (p->view.projects > INT32_MAX)
    return cpwi_fail_data(err, CPW_EOVERFLOW, p->where, 0, 0, "more than 2^31 - 1 projects");
  int32_t status = take_type(p, err);
  if (status == CPW_OK) status = find_columns(p, c, err);
  if (status == CPW_OK) status = take_ids(p, c, err);
  return status == CPW_OK ? take_money(p, c, err) : status;
}
