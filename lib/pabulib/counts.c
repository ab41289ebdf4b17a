/* What a file says of its own counts, against the rows that are there: a file that was cut off shows here.
 * Source: pabulib.org/format (num_projects, num_votes; the columns votes and score).
 * Leaves it to the options whether a difference is an error. */
#include "pabulib/internal.h"

#include <stdio.h>
#include <string.h>

void cpwi_pb_warn(cpw_pabulib *p, const char *text) {
  if (p->view.warnings++ == 0) snprintf(p->warning, sizeof p->warning, "%s", text);
}

/* One difference: a warning or an error, as the options say. */
static int32_t differs(cpw_pabulib *p, int64_t line, int64_t column, const char *name,
                       const char *said, const char *found, cpw_error *err) {
  char text[256];
  snprintf(text, sizeof text, "%.80s is '%.40s', but the votes and projects give %.40s", name, said,
           found);
  if (p->options.counts == CPW_PABULIB_ERROR)
    return cpwi_fail_data(err, CPW_EDATA, p->where, line, column, "%s", text);
  char whole[320];
  snprintf(whole, sizeof whole, "line %lld: %s", (long long)line, text);
  cpwi_pb_warn(p, whole);
  return CPW_OK;
}

/* A number of the file against ours, in 1/10^decimals. An empty cell says nothing. */
static int32_t compare(cpw_pabulib *p, const char *said, int64_t ours, int32_t decimals,
                       int64_t line, int64_t column, const char *name, cpw_error *err) {
  cpwi_pb_decimal d = {0, 0};
  int64_t theirs = -1;
  char found[64];
  if (said[strspn(said, " \t")] == '\0') return CPW_OK;
  if (cpwi_pb_decimal_parse(said, (int64_t)strlen(said), &d) == CPWI_PB_DECIMAL_OK &&
      d.decimals <= decimals && cpwi_pb_decimal_scale(d, decimals, &theirs) && theirs == ours)
    return CPW_OK;
  int64_t unit = cpwi_pb_power_of_ten(decimals);
  if (decimals > 0)
    snprintf(found, sizeof found, "%lld/%lld", (long long)ours, (long long)unit);
  else
    snprintf(found, sizeof found, "%lld", (long long)ours);
  return differs(p, line, column, name, said, found, err);
}

static int32_t check_meta(cpw_pabulib *p, cpw_error *err) {
  const struct {
    const char *key;
    int64_t count;
  } counts[] = {{"num_projects", p->view.projects}, {"num_votes", p->view.voters}};
  int32_t status = CPW_OK;
  for (int64_t r = 0; r < p->part[CPW_PABULIB_META].rows; r++)
    for (int k = 0; status == CPW_OK && k < 2; k++)
      if (strcmp(cpwi_pb_cell(p, CPW_PABULIB_META, r, 0), counts[k].key) == 0)
        status = compare(p, cpwi_pb_cell(p, CPW_PABULIB_META, r, 1), counts[k].count, 0,
                         cpwi_pb_line(p, CPW_PABULIB_META, r), 2, counts[k].key, err);
  return status;
}

static int32_t check_projects(cpw_pabulib *p, const cpwi_pb_columns *c, const int64_t *votes,
                              const int64_t *score, cpw_error *err) {
  int32_t decimals = 0, status = CPW_OK;
  for (int64_t unit = p->view.points_unit; unit > 1; unit /= 10)
    decimals++;
  for (int64_t r = 0; status == CPW_OK && r < p->view.projects; r++) {
    int64_t line = cpwi_pb_line(p, CPW_PABULIB_PROJECTS, r);
    if (c->votes >= 0)
      status = compare(p, cpwi_pb_cell(p, CPW_PABULIB_PROJECTS, r, c->votes), votes[r], 0, line,
                       c->votes + 1, "votes", err);
    if (status == CPW_OK && c->score >= 0 && c->point >= 0)
      status = compare(p, cpwi_pb_cell(p, CPW_PABULIB_PROJECTS, r, c->score), score[r], decimals,
                       line, c->score + 1, "score", err);
  }
  return status;
}

/* Sums by project; CPW_EOVERFLOW where the points do not fit. */
static int32_t count(const cpw_pabulib *p, int64_t *votes, int64_t *score, cpw_error *err) {
  for (int64_t b = 0; b < p->view.ballots; b++)
    for (int64_t i = p->start[b]; i < p->start[b + 1]; i++) {
      int64_t sum = 0;
      votes[p->choice[i]] += p->weight[b];
      if (!cpwi_multiply(p->points[i], p->weight[b], &sum) || sum > INT64_MAX - score[p->choice[i]])
        return cpwi_fail_data(err, CPW_EOVERFLOW, p->where, 0, 0,
                              "the points of the project '%.40s' sum to more than 64 bits",
                              p->projects.name[p->choice[i]]);
      score[p->choice[i]] += sum;
    }
  return CPW_OK;
}

int32_t cpwi_pb_counts(cpw_pabulib *p, const cpwi_pb_columns *c, cpw_error *err) {
  int64_t *votes = cpwi_alloc_zero(p->allocator, (size_t)p->view.projects, sizeof *votes);
  int64_t *score = cpwi_alloc_zero(p->allocator, (size_t)p->view.projects, sizeof *score);
  int32_t status = CPW_OK;
  if (!votes || !score)
    status = cpwi_fail_data(err, CPW_ENOMEM, p->where, 0, 0, "no memory for the counts");
  if (status == CPW_OK) status = count(p, votes, score, err);
  if (status == CPW_OK) status = check_meta(p, err);
  if (status == CPW_OK) status = check_projects(p, c, votes, score, err);
  cpwi_release(p->allocator, votes);
  cpwi_release(p->allocator, score);
  return status;
}
