/* A .pb file from its first byte to the view of it, and what is asked of the view.
 * Source: pabulib.org/format.
 * Leaves each step to its own file. */
#include "pabulib/internal.h"
#include "table/internal.h"

#include <string.h>

static void show_section(cpw_pabulib *p, int32_t k) {
  const cpwi_pb_part *part = &p->part[k];
  p->section[k] = (cpw_pabulib_section){
      .rows = part->rows,
      .columns = part->columns,
      .names = (const char *const *)(p->cells + part->first),
      .cells = (const char *const *)(p->cells + part->first + part->columns),
      .line = p->lines + part->row,
  };
}

static void show(cpw_pabulib *p) {
  for (int32_t k = 0; k < 3; k++)
    show_section(p, k);
  cpw_pabulib_content *v = &p->view;
  v->section = p->section;
  v->cost = p->cost;
  v->project = p->projects.name;
  v->ballot_of = p->ballot_of;
  v->weight = p->weight;
  v->start = p->start;
  v->choice = p->choice;
  v->points = p->points;
  v->warning = p->warning;
}

/* voter_id by row: the names that were looked up hold each id once, rows may repeat it. */
static int32_t show_voters(cpw_pabulib *p, int64_t column, cpw_error *err) {
  const char **voter = p->voters.name;
  if (p->voters.count != p->view.voters) {
    voter = cpwi_grow(p->allocator, p->voters.name, (size_t)p->view.voters, sizeof *voter);
    if (!voter) return cpwi_fail_data(err, CPW_ENOMEM, p->where, 0, 0, "no memory for the voters");
    p->voters.name = voter;
    for (int64_t r = 0; r < p->view.voters; r++)
      voter[r] = cpwi_pb_cell(p, CPW_PABULIB_VOTES, r, column);
  }
  p->view.voter = voter;
  return CPW_OK;
}

static int32_t read_all(cpw_pabulib *p, const cpw_source *source, cpw_error *err) {
  cpwi_pb_columns c = {-1, -1, -1, -1, -1, -1, -1};
  int32_t status = cpwi_pb_load(p, source, err);
  if (status == CPW_OK) status = cpwi_pb_scan(p, err);
  if (status == CPW_OK) status = cpwi_pb_numbers(p, &c, err);
  if (status == CPW_OK) status = cpwi_pb_ballots(p, &c, err);
  if (status == CPW_OK) status = cpwi_pb_counts(p, &c, err);
  if (status == CPW_OK) status = show_voters(p, c.voter, err);
  if (status == CPW_OK) show(p);
  return status;
}

int32_t cpw_pabulib_read(const cpw_source *source, const cpw_pabulib_options *options,
                         cpw_pabulib **out, cpw_error *err) {
  cpw_pabulib_options known;
  if (!source || !source->read || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     out ? source ? "source->read" : "source" : "out");
  int32_t status = cpwi_pb_take(&known, options, __func__, err);
  if (status != CPW_OK) return status;
  cpw_pabulib *p = cpwi_alloc_zero(known.allocator, 1, sizeof *p);
  if (!p) return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the file");
  p->options = known;
  p->allocator = known.allocator;
  p->projects.allocator = p->voters.allocator = p->allocator;
  p->where = source->name ? source->name : "<input>";
  status = read_all(p, source, err);
  p->where = NULL;
  if (status == CPW_OK)
    *out = p;
  else
    cpw_pabulib_free(p);
  return status;
}

int32_t cpw_pabulib_read_path(const char *path, const cpw_pabulib_options *options,
                              cpw_pabulib **out, cpw_error *err) {
  if (!path || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", path ? "out" : "path");
  cpwi_file file = {-1, 0};
  int32_t status = cpwi_file_open(path, &file, path, err);
  if (status != CPW_OK) return status;
  cpw_source source = {&file, cpwi_file_read, path};
  status = cpw_pabulib_read(&source, options, out, err);
  cpwi_file_close(&file);
  return status;
}

void cpw_pabulib_free(cpw_pabulib *pabulib) {
  if (!pabulib) return;
  const cpw_allocator *a = pabulib->allocator;
  cpwi_pb_names_free(&pabulib->projects);
  cpwi_pb_names_free(&pabulib->voters);
  void *const blocks[] = {pabulib->text,  pabulib->cells,     pabulib->lines,
                          pabulib->cost,  pabulib->ballot_of, pabulib->weight,
                          pabulib->start, pabulib->points,    pabulib->choice};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
    cpwi_release(a, blocks[k]);
  cpwi_release(a, pabulib);
}

const cpw_pabulib_content *cpw_pabulib_view(const cpw_pabulib *pabulib) {
  return pabulib ? &pabulib->view : NULL;
}

const char *cpw_pabulib_meta(const cpw_pabulib *pabulib, const char *key) {
  if (!pabulib || !key) return NULL;
  for (int64_t r = 0; r < pabulib->part[CPW_PABULIB_META].rows; r++)
    if (strcmp(cpwi_pb_cell(pabulib, CPW_PABULIB_META, r, 0), key) == 0)
      return cpwi_pb_cell(pabulib, CPW_PABULIB_META, r, 1);
  return NULL;
}

int64_t cpw_pabulib_column(const cpw_pabulib *pabulib, int32_t section, const char *name) {
  if (!pabulib || !name || section < CPW_PABULIB_META || section > CPW_PABULIB_VOTES) return -1;
  const cpw_pabulib_section *s = &pabulib->section[section];
  for (int64_t c = 0; c < s->columns; c++)
    if (strcmp(s->names[c], name) == 0) return c;
  return -1;
}

int32_t cpw_pabulib_election(const cpw_pabulib *pabulib, cpw_election *election, cpw_error *err) {
  if (!pabulib || !election)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", pabulib ? "election" : "pabulib");
  const cpw_pabulib_content *v = &pabulib->view;
  int pointed = v->vote_type != CPW_PABULIB_APPROVAL && v->vote_type != CPW_PABULIB_CHOOSE_ONE;
  cpw_election_init(election);
  election->projects = v->projects;
  election->ballots = v->ballots;
  election->budget = v->budget;
  election->cost = v->cost;
  election->id = v->project;
  election->multiplicity = v->weight;
  election->first = v->start;
  election->project = v->choice;
  election->points = pointed ? v->points : NULL;
  election->money_unit = v->unit;
  election->points_unit = v->points_unit;
  return CPW_OK;
}
