/* A network from its files: sources found by their names, read so that what is named is there before it is used.
 * Source: carepath/pathway_files.h.
 * Leaves folders to folder.c. */
#include "pathway_files/internal.h"

#include <string.h>

static const char *file_of(const char *path) {
  const char *name = path;
  for (; *path; path++)
    if (*path == '/' || *path == '\\') name = path + 1;
  return name;
}

static int32_t find_file(cpwi_reader *r, const cpw_source *source, int64_t index) {
  const char *names[CPW_PATHWAY_FILES];
  const char *name = source->name ? file_of(source->name) : "";
  for (int64_t k = 0; k < CPW_PATHWAY_FILES; k++) {
    names[k] = cpw_pathway_file_name(k);
    if (strcmp(name, names[k]) != 0) continue;
    if (r->source[k])
      return cpwi_fail(r->err, CPW_EINVAL, index, r->where, "sources[%lld]: %s is there twice",
                       (long long)index, name);
    r->source[k] = source;
    return CPW_OK;
  }
  return cpwi_fail(r->err, CPW_EINVAL, index, r->where,
                   "sources[%lld] is called \"%.60s\", which is no file of a network%s",
                   (long long)index, name, cpwi_hint_for(name, names, CPW_PATHWAY_FILES).text);
}

static int32_t find_files(cpwi_reader *r, const cpw_source *sources, int64_t count) {
  int32_t status = CPW_OK;
  for (int64_t i = 0; i < count && status == CPW_OK; i++)
    status = find_file(r, &sources[i], i);
  if (status != CPW_OK) return status;
  if (!r->source[CPWI_FILE_STAGES])
    return cpwi_fail(r->err, CPW_ENOTFOUND, -1, r->where, "stages.csv is missing");
  if (!r->source[CPWI_FILE_ARRIVALS] && !r->source[CPWI_FILE_TRACES] &&
      !r->source[CPWI_FILE_INITIAL])
    return cpwi_fail(r->err, CPW_ENOTFOUND, -1, r->where,
                     "arrivals.csv is missing: nobody comes (traces.csv or initial.csv would do)");
  return CPW_OK;
}

static int32_t read_all(cpwi_reader *r) {
  static int32_t (*const readers[])(cpwi_reader *) = {
      cpwi_read_settings, cpwi_read_groups,    cpwi_read_calendars, cpwi_read_stages,
      cpwi_read_pools,    cpwi_read_empirical, cpwi_read_traces,    cpwi_read_routes,
      cpwi_read_arrivals, cpwi_read_durations, cpwi_read_changes,   cpwi_read_uses,
      cpwi_read_initial,  cpwi_read_figures};
  int32_t status = CPW_OK;
  for (size_t k = 0; k < sizeof readers / sizeof readers[0] && status == CPW_OK; k++)
    status = readers[k](r);
  return status;
}

/* The check of the whole, whose error goes to `err` with its status. */
static int32_t check_all(cpwi_reader *r) {
  cpw_error own = {0};
  cpw_error *err = r->err ? r->err : &own;
  return cpw_network_pathway(r->network, err) ? CPW_OK : err->code;
}

static void free_reader(cpwi_reader *r) {
  for (int64_t i = 0; i < r->trace.count; i++)
    cpwi_release(r->allocator, ((cpwi_trace *)r->trace.items)[i].times.items);
  cpwi_release(r->allocator, r->trace.items);
  cpwi_release(r->allocator, r->law.items);
  cpwi_net_names_free(r->allocator, &r->law_name);
  cpwi_net_names_free(r->allocator, &r->trace_name);
}

int32_t cpw_pathway_read(const cpw_source *sources, int64_t count, const cpw_allocator *allocator,
                         cpw_network **out, cpw_error *err) {
  if (!sources || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", sources ? "out" : "sources");
  if (count < 1 || count > CPW_PATHWAY_FILES)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "count = %lld must be 1 to %d",
                     (long long)count, CPW_PATHWAY_FILES);
  cpwi_reader r;
  memset(&r, 0, sizeof r);
  r.allocator = allocator;
  r.where = __func__;
  r.err = err;
  int32_t status = find_files(&r, sources, count);
  if (status == CPW_OK) status = cpw_network_new(NULL, allocator, &r.network, err);
  if (status != CPW_OK) return status;
  status = read_all(&r);
  if (status == CPW_OK) status = check_all(&r);
  free_reader(&r);
  if (status == CPW_OK)
    *out = r.network;
  else
    cpw_network_free(r.network);
  return status;
}
