/* A system from its files: sources found by their names, tables read so that what is named is there before it is used,
 * then the check of the whole, told in files and lines.
 * Source: carepath/system_files.h.
 * Leaves folders to folder.c. */
#include "system_files/internal.h"

#include <stdio.h>
#include <string.h>

/* ---- the tables in their order */

static const int32_t order[] = {
    CPW_SYSTEM_SETTINGS,  CPW_SYSTEM_GROUPS,    CPW_SYSTEM_AGES,          CPW_SYSTEM_SEGMENTS,
    CPW_SYSTEM_PROFILES,  CPW_SYSTEM_SERVICES,  CPW_SYSTEM_ORGANISATIONS, CPW_SYSTEM_ALLIANCES,
    CPW_SYSTEM_AREAS,     CPW_SYSTEM_RESOURCES, CPW_SYSTEM_FUNDS,         CPW_SYSTEM_POLICIES,
    CPW_SYSTEM_SCENARIOS, CPW_SYSTEM_MEMBERS,   CPW_SYSTEM_FOOTPRINTS,    CPW_SYSTEM_PEOPLE,
    CPW_SYSTEM_LISTS,     CPW_SYSTEM_CAPACITY,  CPW_SYSTEM_USES,          CPW_SYSTEM_LIMITS,
    CPW_SYSTEM_NEED,      CPW_SYSTEM_CHOICE,    CPW_SYSTEM_PATHWAYS,      CPW_SYSTEM_PAYMENTS,
    CPW_SYSTEM_EFFECTS,   CPW_SYSTEM_PICKS,     CPW_SYSTEM_SOURCES};

/* Without groups.csv, or with no rows in it, everybody is in one group. */
static int32_t one_group(cpwi_book_reader *r) {
  cpwi_book_file *file = &r->file[CPW_SYSTEM_GROUPS];
  if (file->ids.count > 0 || file->broken) return CPW_OK;
  if (cpwi_net_names_add(r->allocator, &file->ids, "all") < 0)
    return cpwi_fail(r->err, CPW_ENOMEM, -1, r->where, "no memory for the groups");
  return CPW_OK;
}

static int32_t read_tables(cpwi_book_reader *r) {
  int32_t status = CPW_OK;
  for (size_t k = 0; k < sizeof order / sizeof order[0] && status == CPW_OK; k++) {
    status = cpwi_book_read_file(r, order[k]);
    if (status == CPW_OK && order[k] == CPW_SYSTEM_GROUPS) status = one_group(r);
  }
  return status;
}

/* ---- the check, told in lines */

#define BIT(table) (UINT32_C(1) << (table))

/* Tables whose errors make others of that rule likely: those are not told. */
static uint32_t rests_on(int32_t rule) {
  switch (rule) {
  case CPWI_RULE_FOOTPRINT:
    return BIT(CPW_SYSTEM_ORGANISATIONS) | BIT(CPW_SYSTEM_AREAS) | BIT(CPW_SYSTEM_FOOTPRINTS);
  case CPWI_RULE_SHARES:
    return BIT(CPW_SYSTEM_ORGANISATIONS) | BIT(CPW_SYSTEM_FOOTPRINTS) | BIT(CPW_SYSTEM_PAYMENTS);
  case CPWI_RULE_TREE:
    return BIT(CPW_SYSTEM_ORGANISATIONS);
  case CPWI_RULE_CAPACITY:
    return BIT(CPW_SYSTEM_CAPACITY);
  case CPWI_RULE_CONTRIBUTOR:
    return BIT(CPW_SYSTEM_PAYMENTS) | BIT(CPW_SYSTEM_FUNDS);
  case CPWI_RULE_PROMISED:
    return BIT(CPW_SYSTEM_EFFECTS) | BIT(CPW_SYSTEM_PICKS) | BIT(CPW_SYSTEM_MEMBERS);
  case CPWI_RULE_UNUSED:
    return ~UINT32_C(0);
  default:
    return 0;
  }
}

static uint32_t wrong_tables(const cpwi_book_reader *r) {
  uint32_t wrong = 0;
  for (int32_t t = 0; t < CPW_SYSTEM_TABLES; t++)
    if (r->file[t].wrong) wrong |= BIT(t);
  return wrong;
}

/* Problems that follow from others, and those of rows that have an error already, are not told. */
typedef struct filter {
  const cpwi_book_reader *r;
  uint32_t wrong; /* tables */
} filter;

static int is_silent(const void *context, const cpwi_place *at) {
  const filter *f = context;
  if (rests_on(at->rule) & f->wrong) return 1;
  if (at->table >= CPW_SYSTEM_TABLES || at->row < 0) return 0;
  const cpwi_net_list *line = &f->r->file[at->table].line;
  return at->row < line->count && ((const int64_t *)line->items)[at->row] < 0;
}

static int64_t line_of(const cpwi_book_file *file, int64_t row) {
  if (!cpwi_is_row(row, file->line.count)) return 0;
  int64_t line = ((const int64_t *)file->line.items)[row];
  return line < 0 ? -line : line;
}

static void place(const cpwi_book_reader *r, cpwi_problem *q) {
  if (q->table >= CPW_SYSTEM_TABLES) return;
  const cpwi_book_file *file = &r->file[q->table];
  int32_t column = cpwi_system_column_of(q->table, q->field);
  q->line = line_of(file, q->row);
  q->other_line = line_of(file, q->other);
  if (column >= 0 && file->source && q->line > 0) q->column = file->at[column] + 1;
}

static void check_all(cpwi_book_reader *r) {
  filter f = {r, wrong_tables(r)};
  int64_t first = r->problems.count;
  r->problems.silent = is_silent;
  r->problems.context = &f;
  cpwi_system_problems(&r->book->system, &r->problems);
  r->problems.silent = NULL;
  r->problems.context = NULL;
  for (int64_t i = first; i < r->problems.count; i++)
    place(r, &r->problems.item[i]);
}

/* ---- the whole */

static void free_reader(cpwi_book_reader *r) {
  for (int64_t t = 0; t < CPW_SYSTEM_TABLES; t++) {
    cpwi_net_names_free(r->allocator, &r->file[t].ids);
    cpwi_release(r->allocator, r->file[t].line.items);
  }
  cpwi_release(r->allocator, r->later.items);
  cpwi_release(r->allocator, r->text);
  cpwi_problems_free(&r->problems);
}

static void need_organisations(cpwi_book_reader *r) {
  cpwi_place at = {CPW_SYSTEM_ORGANISATIONS, CPWI_RULE_FILE, -1, ""};
  if (r->file[CPW_SYSTEM_ORGANISATIONS].source) return;
  cpwi_wrong(&r->problems, at, "the file is missing");
  r->file[CPW_SYSTEM_ORGANISATIONS].broken = 1;
  r->file[CPW_SYSTEM_ORGANISATIONS].wrong = 1;
}

static int32_t read_whole(cpwi_book_reader *r) {
  need_organisations(r);
  int32_t status = read_tables(r);
  if (status == CPW_OK) status = cpwi_book_read_networks(r);
  if (status != CPW_OK) return status;
  cpwi_book_lay(r->book);
  check_all(r);
  cpwi_problems_finish(&r->problems);
  return r->problems.failed
             ? cpwi_fail(r->err, CPW_ENOMEM, -1, r->where, "no memory for the problems")
             : CPW_OK;
}

int32_t cpwi_book_read(cpwi_book_reader *r, cpw_system_book **out, cpw_result **report) {
  r->problems.allocator = r->allocator;
  r->problems.files = 1;
  r->book = cpwi_alloc_zero(r->allocator, 1, sizeof *r->book);
  int32_t status = CPW_OK;
  if (!r->book) {
    status = cpwi_fail(r->err, CPW_ENOMEM, -1, r->where, "no memory for a system");
  } else {
    r->book->allocator = r->allocator;
    r->book->system = cpwi_system_defaults();
    status = read_whole(r);
  }
  if (status == CPW_OK && !report) status = cpwi_problems_first(&r->problems, r->where, r->err);
  if (status == CPW_OK && report)
    status = cpwi_problems_result(&r->problems, report, r->where, r->err);
  int whole = status == CPW_OK && r->problems.errors == 0;
  if (status == CPW_OK) *out = whole ? r->book : NULL;
  if (!whole) cpw_system_book_free(r->book);
  free_reader(r);
  return status;
}

void cpwi_book_odd_file(cpwi_book_reader *r, const char *name) {
  const char *known[CPW_SYSTEM_TABLES];
  for (int64_t t = 0; t < CPW_SYSTEM_TABLES; t++)
    known[t] = cpwi_system_table_of(t)->file;
  r->problems.allocator = r->allocator;
  cpwi_book_hint hint = cpwi_book_hint_for(name, known, CPW_SYSTEM_TABLES);
  size_t length = strlen(name);
  if (!hint.text[0] && (length < 4 || strcmp(name + length - 4, ".csv") != 0)) return;
  cpwi_problem *q =
      cpwi_oddity(&r->problems, (cpwi_place){CPW_SYSTEM_TABLES, CPWI_RULE_FILE, -1, ""},
                  "it is no file of a system, and is not read%s", hint.text);
  if (!q) return;
  q->file = cpwi_copy_text(r->allocator, name);
  if (!q->file) r->problems.failed = 1;
}

/* ---- sources */

typedef struct texts {
  const cpw_source *source;
  int64_t count;
} texts;

static const char *name_of(const cpw_source *source) {
  const char *name = source->name ? source->name : "";
  for (const char *p = name; *p; p++)
    if (*p == '/' || *p == '\\') name = p + 1;
  return name;
}

/* 1 where the folder of the source is `folder`, as such or behind others. */
static int is_in(const cpw_source *source, const char *folder, size_t length) {
  const char *path = source->name ? source->name : "";
  size_t before = (size_t)(name_of(source) - path);
  if (before == 0) return length == 0;
  before--;
  if (length > before || strncmp(path + before - length, folder, length) != 0) return 0;
  return length == before || path[before - length - 1] == '/' || path[before - length - 1] == '\\';
}

static int32_t network_file(const char *name) {
  for (int32_t k = 0; k < CPW_PATHWAY_FILES; k++)
    if (strcmp(name, cpw_pathway_file_name(k)) == 0) return k;
  return -1;
}

static int32_t system_file(const char *name) {
  for (int32_t t = 0; t < CPW_SYSTEM_TABLES; t++)
    if (strcmp(name, cpwi_system_table_of(t)->file) == 0) return t;
  return -1;
}

/* A file whose name both have is a network's where stages.csv stands beside it. */
static int has_stages_beside(const texts *all, const cpw_source *source) {
  size_t length = (size_t)(name_of(source) - (source->name ? source->name : ""));
  for (int64_t i = 0; i < all->count && source->name; i++) {
    const cpw_source *other = &all->source[i];
    if (strcmp(name_of(other), "stages.csv") != 0) continue;
    if ((size_t)(name_of(other) - other->name) == length &&
        strncmp(other->name, source->name, length) == 0)
      return 1;
  }
  return 0;
}

static int is_of_network(const texts *all, const cpw_source *source) {
  const char *name = name_of(source);
  return network_file(name) >= 0 && (system_file(name) < 0 || has_stages_beside(all, source));
}

static int32_t load_from_texts(const void *context, const char *folder, const cpw_allocator *a,
                               cpw_network **out, cpw_error *err) {
  const texts *all = context;
  cpw_source source[CPW_PATHWAY_FILES];
  int64_t count = 0;
  size_t length = strlen(folder);
  while (length > 0 && (folder[length - 1] == '/' || folder[length - 1] == '\\'))
    length--;
  for (int64_t i = 0; i < all->count; i++) {
    if (!is_of_network(all, &all->source[i]) || !is_in(&all->source[i], folder, length)) continue;
    if (count == CPW_PATHWAY_FILES)
      return cpwi_fail(err, CPW_EDATA, i, __func__, "there are several folders of that name");
    source[count++] = all->source[i];
  }
  if (count == 0) return cpwi_fail(err, CPW_ENOTFOUND, -1, __func__, "there are no files of it");
  return cpw_pathway_read(source, count, a, out, err);
}

static int32_t find_sources(cpwi_book_reader *r, const texts *all) {
  for (int64_t i = 0; i < all->count; i++) {
    const cpw_source *source = &all->source[i];
    if (!source->read)
      return cpwi_fail(r->err, CPW_EINVAL, i, r->where, "sources[%lld].read is NULL", (long long)i);
    if (is_of_network(all, source)) continue;
    int32_t table = system_file(name_of(source));
    if (table < 0) {
      cpwi_book_odd_file(r, name_of(source));
      continue;
    }
    if (r->file[table].source)
      return cpwi_fail(r->err, CPW_EINVAL, i, r->where, "sources[%lld]: %s is there twice",
                       (long long)i, name_of(source));
    r->file[table].source = source;
  }
  return CPW_OK;
}

int32_t cpw_system_read(const cpw_source *sources, int64_t count, const cpw_allocator *allocator,
                        cpw_system_book **out, cpw_result **report, cpw_error *err) {
  if (!sources || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", sources ? "out" : "sources");
  if (count < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "count = %lld must be >= 1", (long long)count);
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  texts all = {sources, count};
  cpwi_book_reader r = {.allocator = allocator, .where = __func__, .err = err};
  r.loader = (cpwi_network_loader){load_from_texts, &all};
  status = find_sources(&r, &all);
  if (status == CPW_OK) return cpwi_book_read(&r, out, report);
  cpwi_problems_free(&r.problems);
  return status;
}
