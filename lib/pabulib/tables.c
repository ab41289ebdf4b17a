/* A participatory budget from tables in long form: checked row by row, then put together as a .pb text and read as
 * one, so that both ways give the same.
 * Source: pabulib.org/format.
 * Leaves CSV to table, the reading to read.c. */
#include "carepath/table.h"
#include "pabulib/internal.h"

#include <stdio.h>
#include <string.h>

/* Text that grows. */
typedef struct text {
  char *bytes;
  int64_t count, room;
} text;

/* One choice of one voter. */
typedef struct choice {
  int64_t voter, project; /* project -1: votes for nothing */
  int64_t line;
  int64_t points, length; /* where the points stand in `words` */
} choice;

typedef struct maker {
  const cpw_pabulib_tables *tables;
  const cpw_allocator *a;
  const char *function, *where;    /* for errors; where: the table that is read */
  text projects;                   /* rows of PROJECTS */
  text project_names, voter_names; /* names of further columns, each with its `;` */
  text words;                      /* ids and other fields, terminated */
  cpwi_pb_names project, voter;    /* names are in `ids` */
  char **ids;
  int64_t id_count, id_room;
  int64_t *project_line, *voter_line; /* by index */
  int64_t project_room, voter_room;
  int64_t *fields; /* of each voter: further fields in `words`; -1: none */
  choice *choices;
  int64_t choice_count, choice_room;
  text out;
} maker;

static int32_t no_memory(const maker *m, cpw_error *err) {
  return cpwi_fail_data(err, CPW_ENOMEM, m->where, 0, 0, "no memory for the tables");
}

/* ---------------------------------------------------------------- text ---------------------- */

static int put(maker *m, text *t, const char *bytes, int64_t count) {
  if (t->room - t->count < count + 1) {
    int64_t room = 2 * t->room + count + 256;
    char *more = cpwi_grow(m->a, t->bytes, (size_t)room, 1);
    if (!more) return 0;
    t->bytes = more;
    t->room = room;
  }
  if (count > 0) memcpy(t->bytes + t->count, bytes, (size_t)count);
  t->count += count;
  t->bytes[t->count] = '\0';
  return 1;
}

static int put_text(maker *m, text *t, const char *words) {
  return put(m, t, words, (int64_t)strlen(words));
}

/* A field as .pb writes it. */
static int put_field(maker *m, text *t, const char *bytes, int64_t count) {
  int quoted = 0;
  for (int64_t i = 0; i < count; i++)
    quoted |= bytes[i] == ';' || bytes[i] == '"' || bytes[i] == '\r' || bytes[i] == '\n';
  if (!quoted) return put(m, t, bytes, count);
  int fine = put(m, t, "\"", 1);
  for (int64_t i = 0; fine && i < count; i++)
    fine = put(m, t, bytes + i, 1) && (bytes[i] != '"' || put(m, t, "\"", 1));
  return fine && put(m, t, "\"", 1);
}

static int put_number(maker *m, text *t, int64_t number) {
  char digits[32] = "";
  return put(m, t, digits, snprintf(digits, sizeof digits, "%lld", (long long)number));
}

/* A field of the row without spaces around it. */
static int32_t field(const cpw_table *table, int64_t column, const char **bytes, int64_t *count,
                     cpw_error *err) {
  int32_t status = cpw_table_text(table, column, bytes, count, err);
  if (status != CPW_OK) return status;
  while (*count > 0 && (**bytes == ' ' || **bytes == '\t'))
    ++*bytes, --*count;
  while (*count > 0 && ((*bytes)[*count - 1] == ' ' || (*bytes)[*count - 1] == '\t'))
    --*count;
  return CPW_OK;
}

/* ---------------------------------------------------------------- ids ----------------------- */

/* Index of an id that is added if it is new, with a copy of it that stays where it is; -1: no memory. */
static int64_t add_id(maker *m, cpwi_pb_names *names, const char *bytes, int64_t count,
                      int *is_new) {
  int64_t known = cpwi_pb_names_find(names, bytes, count);
  *is_new = known < 0;
  if (known >= 0) return known;
  if (m->id_count == m->id_room) {
    int64_t room = m->id_room ? 2 * m->id_room : 64;
    char **ids = cpwi_grow(m->a, m->ids, (size_t)room, sizeof *ids);
    if (!ids) return -1;
    m->ids = ids;
    m->id_room = room;
  }
  char *copy = cpwi_alloc(m->a, (size_t)count + 1, 1);
  if (!copy) return -1;
  memcpy(copy, bytes, (size_t)count);
  copy[count] = '\0';
  m->ids[m->id_count++] = copy;
  return cpwi_pb_names_add(names, copy, is_new);
}

/* Keeps a number by index; 0 where memory is short. */
static int keep_number(maker *m, int64_t **numbers, int64_t *room, int64_t index, int64_t number) {
  if (index >= *room) {
    int64_t more = 2 * index + 64;
    int64_t *grown = cpwi_grow(m->a, *numbers, (size_t)more, sizeof *grown);
    if (!grown) return 0;
    *numbers = grown;
    *room = more;
  }
  (*numbers)[index] = number;
  return 1;
}

static int32_t check_id(const maker *m, const cpw_table *table, int64_t column, const char *what,
                        const char *bytes, int64_t count, cpw_error *err) {
  if (count == 0)
    return cpwi_fail_data(err, CPW_EDATA, m->where, cpw_table_line(table), column + 1,
                          "%s is empty", what);
  if (memchr(bytes, '\0', (size_t)count))
    return cpwi_fail_data(err, CPW_EDATA, m->where, cpw_table_line(table), column + 1,
                          "%s holds a NUL byte", what);
  return CPW_OK;
}

static int32_t twice(const maker *m, const cpw_table *table, int64_t column, const char *what,
                     const char *id, int64_t before, cpw_error *err) {
  return cpwi_fail_data(err, CPW_EDATA, m->where, cpw_table_line(table), column + 1,
                        "%s '%.40s' is there twice: it stands on line %lld before", what, id,
                        (long long)before);
}

/* ---------------------------------------------------------------- projects ------------------ */

static int32_t check_amount(const maker *m, int64_t line, int64_t column, const char *what,
                            const char *bytes, int64_t count, cpw_error *err) {
  cpwi_pb_decimal d = {0, 0};
  int trouble = cpwi_pb_decimal_parse(bytes, count, &d);
  if (trouble == CPWI_PB_DECIMAL_OK) return CPW_OK;
  return cpwi_fail_data(err, trouble == CPWI_PB_DECIMAL_LARGE ? CPW_EOVERFLOW : CPW_EDATA, m->where,
                        line, column, "%s '%.*s' %s", what, (int)(count < 40 ? count : 40), bytes,
                        cpwi_pb_decimal_trouble(trouble));
}

/* Names of the columns but `skip` (3), each followed or led by `;`. */
static int more_names(maker *m, const cpw_table *table, const int64_t *skip, text *to) {
  int fine = put(m, to, "", 0);
  for (int64_t c = 0; fine && c < cpw_table_columns(table); c++) {
    const char *name = cpw_table_name(table, c);
    if (c == skip[0] || c == skip[1]) continue;
    fine = put(m, to, ";", 1) && put_field(m, to, name, (int64_t)strlen(name));
  }
  return fine;
}

static int32_t more_fields(maker *m, const cpw_table *table, const int64_t *skip, text *to,
                           cpw_error *err) {
  int32_t status = CPW_OK;
  if (!put(m, to, "", 0)) return no_memory(m, err);
  for (int64_t c = 0; status == CPW_OK && c < cpw_table_columns(table); c++) {
    const char *bytes = NULL;
    int64_t count = 0;
    if (c == skip[0] || c == skip[1]) continue;
    status = cpw_table_text(table, c, &bytes, &count, err);
    if (status == CPW_OK && (!put(m, to, ";", 1) || !put_field(m, to, bytes, count)))
      status = no_memory(m, err);
  }
  return status;
}

static int32_t take_project(maker *m, const cpw_table *table, const int64_t *columns,
                            cpw_error *err) {
  const char *id = NULL, *cost = NULL;
  int64_t count = 0, length = 0, line = cpw_table_line(table);
  int is_new = 0;
  int32_t status = field(table, columns[0], &id, &count, err);
  if (status == CPW_OK) status = check_id(m, table, columns[0], "project_id", id, count, err);
  if (status == CPW_OK && memchr(id, ',', (size_t)count))
    return cpwi_fail_data(err, CPW_EDATA, m->where, line, columns[0] + 1,
                          "project_id '%.*s' holds a comma, which divides projects in a vote",
                          (int)(count < 40 ? count : 40), id);
  if (status == CPW_OK) status = field(table, columns[1], &cost, &length, err);
  if (status == CPW_OK) status = check_amount(m, line, columns[1] + 1, "cost", cost, length, err);
  if (status != CPW_OK) return status;
  int64_t index = add_id(m, &m->project, id, count, &is_new);
  if (index >= 0 && !is_new)
    return twice(m, table, columns[0], "project_id", m->project.name[index], m->project_line[index],
                 err);
  if (index < 0 || !keep_number(m, &m->project_line, &m->project_room, index, line) ||
      !put_field(m, &m->projects, id, count) || !put(m, &m->projects, ";", 1) ||
      !put_field(m, &m->projects, cost, length))
    return no_memory(m, err);
  status = more_fields(m, table, columns, &m->projects, err);
  return status == CPW_OK && !put(m, &m->projects, "\n", 1) ? no_memory(m, err) : status;
}

/* ---------------------------------------------------------------- voters and votes ---------- */

static int32_t take_voter(maker *m, const cpw_table *table, const int64_t *columns,
                          cpw_error *err) {
  const char *id = NULL;
  int64_t count = 0, line = cpw_table_line(table), room = m->voter_room;
  int is_new = 0;
  int32_t status = field(table, columns[0], &id, &count, err);
  if (status == CPW_OK) status = check_id(m, table, columns[0], "voter_id", id, count, err);
  if (status != CPW_OK) return status;
  int64_t index = add_id(m, &m->voter, id, count, &is_new);
  if (index >= 0 && !is_new)
    return twice(m, table, columns[0], "voter_id", m->voter.name[index], m->voter_line[index], err);
  if (index < 0 || !keep_number(m, &m->voter_line, &m->voter_room, index, line) ||
      !keep_number(m, &m->fields, &room, index, m->words.count))
    return no_memory(m, err);
  status = more_fields(m, table, columns, &m->words, err);
  if (status == CPW_OK) m->words.count++; /* past the end of the text */
  if (status == CPW_OK && !put(m, &m->words, "", 0)) return no_memory(m, err);
  return status;
}

static int32_t find_voter(maker *m, const cpw_table *table, int64_t column, const char *id,
                          int64_t count, int64_t *voter, cpw_error *err) {
  int is_new = 0;
  if (m->tables->voters) {
    *voter = cpwi_pb_names_find(&m->voter, id, count);
    if (*voter >= 0) return CPW_OK;
    return cpwi_fail_data(err, CPW_EDATA, m->where, cpw_table_line(table), column + 1,
                          "voter_id '%.*s' is not in the voters", (int)(count < 40 ? count : 40),
                          id);
  }
  *voter = add_id(m, &m->voter, id, count, &is_new);
  return *voter < 0 ? no_memory(m, err) : CPW_OK;
}

/* Points as a list of a .pb file writes them: with a point. */
static int32_t take_points(maker *m, const cpw_table *table, int64_t column, choice *c,
                           cpw_error *err) {
  const char *bytes = NULL;
  int64_t count = 0;
  int32_t status = field(table, column, &bytes, &count, err);
  if (status == CPW_OK) status = check_amount(m, c->line, column + 1, "points", bytes, count, err);
  if (status != CPW_OK) return status;
  c->points = m->words.count;
  c->length = count;
  if (!put(m, &m->words, bytes, count)) return no_memory(m, err);
  char *comma = memchr(m->words.bytes + c->points, ',', (size_t)count);
  if (comma) *comma = '.';
  return CPW_OK;
}

static int32_t add_choice(maker *m, const choice *c, cpw_error *err) {
  if (m->choice_count == m->choice_room) {
    int64_t room = m->choice_room ? 2 * m->choice_room : 256;
    choice *choices = cpwi_grow(m->a, m->choices, (size_t)room, sizeof *choices);
    if (!choices) return no_memory(m, err);
    m->choices = choices;
    m->choice_room = room;
  }
  m->choices[m->choice_count++] = *c;
  return CPW_OK;
}

static int32_t take_vote(maker *m, const cpw_table *table, const int64_t *columns, cpw_error *err) {
  const char *id = NULL, *project = NULL;
  int64_t count = 0, length = 0;
  choice c = {0, -1, cpw_table_line(table), 0, 0};
  int32_t status = field(table, columns[0], &id, &count, err);
  if (status == CPW_OK) status = check_id(m, table, columns[0], "voter_id", id, count, err);
  if (status == CPW_OK) status = find_voter(m, table, columns[0], id, count, &c.voter, err);
  if (status == CPW_OK) status = field(table, columns[1], &project, &length, err);
  if (status != CPW_OK) return status;
  if (length > 0) {
    c.project = cpwi_pb_names_find(&m->project, project, length);
    if (c.project < 0)
      return cpwi_fail_data(err, CPW_EDATA, m->where, c.line, columns[1] + 1,
                            "project_id '%.*s' is not in the projects",
                            (int)(length < 40 ? length : 40), project);
    if (columns[2] >= 0) status = take_points(m, table, columns[2], &c, err);
  }
  return status == CPW_OK ? add_choice(m, &c, err) : status;
}

/* ---------------------------------------------------------------- reading a table ----------- */

#define OF_PROJECTS 0
#define OF_VOTERS   1
#define OF_VOTES    2

static int has_points(const maker *m) {
  return m->tables->vote_type == CPW_PABULIB_CUMULATIVE ||
         m->tables->vote_type == CPW_PABULIB_SCORING;
}

static int32_t find_columns(maker *m, const cpw_table *table, int kind, int64_t *columns,
                            cpw_error *err) {
  const char *const first[] = {"project_id", "voter_id", "voter_id"};
  const char *const second[] = {"cost", NULL, "project_id"};
  columns[0] = columns[1] = columns[2] = -1;
  int32_t status = cpw_table_require(table, first[kind], &columns[0], err);
  if (status == CPW_OK && second[kind])
    status = cpw_table_require(table, second[kind], &columns[1], err);
  if (status == CPW_OK && kind == OF_VOTES && has_points(m))
    status = cpw_table_require(table, "points", &columns[2], err);
  if (status != CPW_OK || kind == OF_VOTES) return status;
  text *names = kind == OF_PROJECTS ? &m->project_names : &m->voter_names;
  return more_names(m, table, columns, names) ? CPW_OK : no_memory(m, err);
}

static int32_t read_table(maker *m, const cpw_source *source, int kind, cpw_error *err) {
  int64_t columns[3];
  cpw_table_options o;
  cpw_table *table = NULL;
  cpw_table_options_init(&o);
  o.delimiter = m->tables->delimiter;
  o.allocator = m->a;
  m->where = source->name ? source->name : "<input>";
  int32_t status = cpw_table_open_source(source, &o, &table, err);
  if (status == CPW_OK) status = find_columns(m, table, kind, columns, err);
  while (status == CPW_OK) {
    status = cpw_table_next(table, err);
    if (status != 1) break;
    status = kind == OF_PROJECTS ? take_project(m, table, columns, err)
             : kind == OF_VOTERS ? take_voter(m, table, columns, err)
                                 : take_vote(m, table, columns, err);
  }
  cpw_table_free(table);
  return status;
}

/* ---------------------------------------------------------------- putting together ---------- */

/* Choices by voter, in the order in which they came. */
static void by_voter(const maker *m, int64_t *start, int64_t *order) {
  int64_t voters = m->voter.count;
  for (int64_t v = 0; v <= voters; v++)
    start[v] = 0;
  for (int64_t i = 0; i < m->choice_count; i++)
    start[m->choices[i].voter + 1]++;
  for (int64_t v = 0; v < voters; v++)
    start[v + 1] += start[v];
  for (int64_t i = m->choice_count; i-- > 0;)
    order[--start[m->choices[i].voter + 1]] = i;
  /* every start moved back by one voter's choices: start[v + 1] is the start of v now */
  for (int64_t v = 0; v < voters; v++)
    start[v] = start[v + 1];
  start[voters] = m->choice_count;
}

static int32_t check_choices(maker *m, int64_t voter, const int64_t *order, int64_t count,
                             int64_t *seen, cpw_error *err) {
  int64_t projects = 0;
  for (int64_t k = 0; k < count; k++) {
    const choice *c = &m->choices[order[k]];
    if (c->project < 0) continue;
    projects++;
    int64_t before = seen[c->project];
    if (before > 0 && m->choices[before - 1].voter == voter)
      return cpwi_fail_data(err, CPW_EDATA, m->where, c->line, 0,
                            "voter '%.40s' votes for '%.40s' twice: before on line %lld",
                            m->voter.name[voter], m->project.name[c->project],
                            (long long)m->choices[before - 1].line);
    seen[c->project] = order[k] + 1;
    if (projects > 1 && m->tables->vote_type == CPW_PABULIB_CHOOSE_ONE)
      return cpwi_fail_data(err, CPW_EDATA, m->where, c->line, 0,
                            "voter '%.40s' votes for %lld projects: choose-1 allows one",
                            m->voter.name[voter], (long long)projects);
  }
  return CPW_OK;
}

static int put_list(maker *m, const int64_t *order, int64_t count, int points) {
  int fine = 1, first = 1;
  for (int64_t k = 0; fine && k < count; k++) {
    const choice *c = &m->choices[order[k]];
    if (c->project < 0) continue;
    if (!first) fine = put(m, &m->out, ",", 1);
    first = 0;
    if (fine && points) fine = put(m, &m->out, m->words.bytes + c->points, c->length);
    if (fine && !points) fine = put_text(m, &m->out, m->project.name[c->project]);
  }
  return fine;
}

/* A list of projects needs quotes where an id does. */
static int put_vote(maker *m, int64_t voter, const int64_t *order, int64_t count) {
  const char *id = m->voter.name[voter];
  int fine = put_field(m, &m->out, id, (int64_t)strlen(id));
  if (fine && m->tables->voters) fine = put_text(m, &m->out, m->words.bytes + m->fields[voter]);
  fine = fine && put(m, &m->out, ";", 1);
  int64_t from = m->out.count;
  fine = fine && put_list(m, order, count, 0);
  if (fine && cpwi_pb_quoted(m->out.bytes + from)) {
    char *list = cpwi_copy_text(m->a, m->out.bytes + from);
    int64_t length = m->out.count - from;
    m->out.count = from;
    fine = list && put_field(m, &m->out, list, length);
    cpwi_release(m->a, list);
  }
  if (fine && has_points(m)) fine = put(m, &m->out, ";", 1) && put_list(m, order, count, 1);
  return fine && put(m, &m->out, "\n", 1);
}

static int put_head(maker *m) {
  static const char *const types[] = {"approval", "choose-1", "cumulative", "scoring", "ordinal"};
  text *o = &m->out;
  return put_text(m, o, "META\nkey;value\nnum_projects;") && put_number(m, o, m->project.count) &&
         put_text(m, o, "\nnum_votes;") && put_number(m, o, m->voter.count) &&
         put_text(m, o, "\nbudget;") && put_text(m, o, m->tables->budget) &&
         put_text(m, o, "\nvote_type;") && put_text(m, o, types[m->tables->vote_type]) &&
         put_text(m, o, "\nPROJECTS\nproject_id;cost") &&
         put(m, o, m->project_names.bytes, m->project_names.count) && put(m, o, "\n", 1) &&
         put(m, o, m->projects.bytes, m->projects.count) && put_text(m, o, "VOTES\nvoter_id") &&
         put(m, o, m->voter_names.bytes, m->voter_names.count) &&
         put_text(m, o, has_points(m) ? ";vote;points\n" : ";vote\n");
}

static int32_t compose(maker *m, cpw_error *err) {
  int64_t voters = m->voter.count;
  int64_t *start = cpwi_alloc(m->a, (size_t)voters + 1, sizeof *start);
  int64_t *order = cpwi_alloc(m->a, (size_t)m->choice_count, sizeof *order);
  int64_t *seen = cpwi_alloc_zero(m->a, (size_t)m->project.count, sizeof *seen);
  int32_t status = CPW_OK;
  if (!start || !order || !seen || !put_head(m)) {
    status = no_memory(m, err);
  } else {
    by_voter(m, start, order);
    for (int64_t v = 0; status == CPW_OK && v < voters; v++) {
      int64_t count = start[v + 1] - start[v];
      status = check_choices(m, v, order + start[v], count, seen, err);
      if (status == CPW_OK && !put_vote(m, v, order + start[v], count)) status = no_memory(m, err);
    }
  }
  cpwi_release(m->a, start);
  cpwi_release(m->a, order);
  cpwi_release(m->a, seen);
  return status;
}

/* ---------------------------------------------------------------- all of it ----------------- */

static void clear(maker *m) {
  for (int64_t i = 0; i < m->id_count; i++)
    cpwi_release(m->a, m->ids[i]);
  void *const blocks[] = {m->ids,
                          m->projects.bytes,
                          m->project_names.bytes,
                          m->words.bytes,
                          m->voter_names.bytes,
                          m->project_line,
                          m->voter_line,
                          m->fields,
                          m->choices,
                          m->out.bytes};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
    cpwi_release(m->a, blocks[k]);
  cpwi_pb_names_free(&m->project);
  cpwi_pb_names_free(&m->voter);
}

static int32_t take_tables(cpw_pabulib_tables *known, const cpw_pabulib_tables *given,
                           const char *where, cpw_error *err) {
  cpw_pabulib_tables_init(known);
  int32_t status = cpwi_take_options(known, sizeof *known, given, where, err);
  if (status != CPW_OK) return status;
  if (!known->projects || !known->votes || !known->budget)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "tables.%s is NULL",
                     !known->projects ? "projects"
                     : !known->votes  ? "votes"
                                      : "budget");
  if (known->vote_type < 0 || known->vote_type > CPW_PABULIB_ORDINAL)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "tables.vote_type = %d must be 0 to %d",
                     (int)known->vote_type, CPW_PABULIB_ORDINAL);
  return CPW_OK;
}

static int32_t make(maker *m, const cpw_pabulib_options *options, cpw_pabulib **out,
                    cpw_error *err) {
  const cpw_pabulib_tables *t = m->tables;
  m->where = m->function;
  int32_t status = check_amount(m, 0, 0, "budget", t->budget, (int64_t)strlen(t->budget), err);
  if (status == CPW_OK) status = read_table(m, t->projects, OF_PROJECTS, err);
  if (status == CPW_OK && t->voters) status = read_table(m, t->voters, OF_VOTERS, err);
  if (status == CPW_OK) status = read_table(m, t->votes, OF_VOTES, err);
  if (status == CPW_OK) status = compose(m, err);
  if (status != CPW_OK) return status;
  cpw_text words = {m->out.bytes, m->out.count, 0};
  cpw_source source;
  status = cpw_text_source(&words, m->function, &source);
  if (status == CPW_OK) status = cpw_pabulib_read(&source, options, out, err);
  if (status != CPW_OK && err) err->line = err->column = 0; /* of a text that nobody has seen */
  return status;
}

int32_t cpw_pabulib_from_tables(const cpw_pabulib_tables *tables,
                                const cpw_pabulib_options *options, cpw_pabulib **out,
                                cpw_error *err) {
  cpw_pabulib_tables known;
  cpw_pabulib_options o;
  maker m;
  if (!tables || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", tables ? "out" : "tables");
  int32_t status = cpwi_pb_take(&o, options, __func__, err);
  if (status == CPW_OK) status = take_tables(&known, tables, __func__, err);
  if (status != CPW_OK) return status;
  memset(&m, 0, sizeof m);
  m.tables = &known;
  m.a = m.project.allocator = m.voter.allocator = o.allocator;
  m.function = __func__;
  status = make(&m, options, out, err);
  clear(&m);
  return status;
}
