/* Lines and fields: the text cut into cells in place, section by section.
 * Source: pabulib.org/format; RFC 4180 with `;`.
 * Leaves what the cells mean to content.c and ballots.c. */
#include "pabulib/internal.h"

#include <string.h>

static const char *const section_names[3] = {"META", "PROJECTS", "VOTES"};

typedef struct scanner {
  cpw_pabulib *p;
  char *at;          /* next byte */
  int64_t line;      /* of that byte */
  int32_t section;   /* -1 before the first */
  int32_t has_names; /* the header of the section was read */
  int64_t row_cells; /* first cell of this row in the pool */
  int64_t row_line;
} scanner;

static int32_t no_memory(const scanner *s, cpw_error *err) {
  return cpwi_fail_data(err, CPW_ENOMEM, s->p->where, s->line, 0, "no memory for the cells");
}

static int32_t add_cell(scanner *s, char *text, cpw_error *err) {
  cpw_pabulib *p = s->p;
  if (p->cell_count == p->cell_room) {
    int64_t room = p->cell_room ? 2 * p->cell_room : 256;
    char **cells = cpwi_grow(p->allocator, p->cells, (size_t)room, sizeof *cells);
    if (!cells) return no_memory(s, err);
    p->cells = cells;
    p->cell_room = room;
  }
  p->cells[p->cell_count++] = text;
  return CPW_OK;
}

static int32_t add_line(scanner *s, cpw_error *err) {
  cpw_pabulib *p = s->p;
  if (p->line_count == p->line_room) {
    int64_t room = p->line_room ? 2 * p->line_room : 256;
    int64_t *lines = cpwi_grow(p->allocator, p->lines, (size_t)room, sizeof *lines);
    if (!lines) return no_memory(s, err);
    p->lines = lines;
    p->line_room = room;
  }
  p->lines[p->line_count++] = s->row_line;
  return CPW_OK;
}

/* ---------------------------------------------------------------- fields -------------------- */

static int64_t field_number(const scanner *s) {
  return s->p->cell_count - s->row_cells;
}

/* The rest of a field in quotes: unquoted in place; s->at ends behind the closing quote. */
static int32_t take_quoted(scanner *s, char **end, cpw_error *err) {
  char *to = s->at, *from = s->at + 1;
  int64_t begun = s->line;
  for (;; from++) {
    if (*from == '"') {
      if (from[1] != '"') break;
      from++;
    } else if (*from == '\n') {
      s->line++;
    } else if (*from == '\0') {
      return cpwi_fail_data(err, CPW_EDATA, s->p->where, begun, field_number(s) + 1,
                            "a field in quotes never ends");
    }
    *to++ = *from;
  }
  s->at = from + 1;
  *end = to;
  if (*s->at == ';' || *s->at == '\n' || *s->at == '\r' || *s->at == '\0') return CPW_OK;
  return cpwi_fail_data(err, CPW_EDATA, s->p->where, s->line, field_number(s) + 1,
                        "text after the closing quote of a field");
}

/* One field; *more is 1 where another follows on the same row. */
static int32_t take_field(scanner *s, int *more, cpw_error *err) {
  char *text = s->at, *end = NULL;
  int32_t status = CPW_OK;
  if (*text == '"') {
    status = take_quoted(s, &end, err);
    if (status != CPW_OK) return status;
  } else {
    while (*s->at != ';' && *s->at != '\n' && *s->at != '\r' && *s->at != '\0')
      s->at++;
    end = s->at;
  }
  char stop = *s->at;
  *more = stop == ';';
  if (stop == '\r' && s->at[1] != '\n' && s->at[1] != '\0')
    return cpwi_fail_data(err, CPW_EDATA, s->p->where, s->line, field_number(s) + 1,
                          "a carriage return alone");
  status = add_cell(s, text, err);
  if (stop == '\r') s->at++, s->p->crlf |= *s->at == '\n';
  if (*s->at != '\0') {
    s->line += *s->at == '\n';
    s->at++;
  }
  *end = '\0';
  return status;
}

static int32_t take_row(scanner *s, cpw_error *err) {
  int more = 1;
  int32_t status = CPW_OK;
  s->row_cells = s->p->cell_count;
  s->row_line = s->line;
  while (status == CPW_OK && more)
    status = take_field(s, &more, err);
  return status;
}

/* ---------------------------------------------------------------- sections ------------------ */

char *cpwi_pb_trim(char *text) {
  while (*text == ' ' || *text == '\t')
    text++;
  size_t n = strlen(text);
  while (n > 0 && (text[n - 1] == ' ' || text[n - 1] == '\t'))
    text[--n] = '\0';
  return text;
}

/* Section that a row begins; -1 where it is none. */
static int32_t section_of(char *const *cells) {
  for (int32_t k = 0; k < 3; k++) {
    size_t n = strlen(section_names[k]);
    const char *text = cells[0] + strspn(cells[0], " \t");
    if (strncmp(text, section_names[k], n) == 0 && text[n + strspn(text + n, " \t")] == '\0')
      return k;
  }
  return -1;
}

static int32_t begin_section(scanner *s, int32_t section, cpw_error *err) {
  cpwi_pb_part *part = &s->p->part[section];
  if (part->first >= 0)
    return cpwi_fail_data(err, CPW_EDATA, s->p->where, s->row_line, 1,
                          "the section %s is there twice: it began on line %lld before",
                          section_names[section], (long long)part->line);
  if (s->section >= 0 && !s->has_names)
    return cpwi_fail_data(err, CPW_EDATA, s->p->where, s->row_line, 1,
                          "the section %s has no header", section_names[s->section]);
  s->p->cell_count = s->row_cells;
  part->first = s->p->cell_count;
  part->row = s->p->line_count;
  part->line = s->row_line;
  s->section = section;
  s->has_names = 0;
  return CPW_OK;
}

static int32_t take_names(scanner *s, int64_t filled, cpw_error *err) {
  cpwi_pb_part *part = &s->p->part[s->section];
  s->has_names = 1;
  part->columns = filled;
  s->p->cell_count = s->row_cells + filled;
  for (int64_t c = 0; c < filled; c++) {
    char **cell = &s->p->cells[s->row_cells + c];
    *cell = cpwi_pb_trim(*cell);
  }
  if (s->section == CPW_PABULIB_META && filled < 2)
    return cpwi_fail_data(err, CPW_EDATA, s->p->where, s->row_line, 1,
                          "the header of META must be key;value");
  return CPW_OK;
}

/* A row of a section: as many cells as the header has names; a key of META may have no value. */
static int32_t keep_row(scanner *s, int64_t filled, cpw_error *err) {
  cpwi_pb_part *part = &s->p->part[s->section];
  int64_t found = field_number(s);
  int32_t status = CPW_OK;
  while (status == CPW_OK && s->section == CPW_PABULIB_META && found < part->columns) {
    status = add_cell(s, s->p->text + s->p->bytes, err);
    found++;
  }
  if (status != CPW_OK) return status;
  if (filled > part->columns || found < part->columns)
    return cpwi_fail_data(err, CPW_EDATA, s->p->where, s->row_line,
                          found < part->columns ? found : part->columns + 1,
                          "%lld fields, but the header of %s has %lld", (long long)found,
                          section_names[s->section], (long long)part->columns);
  s->p->cell_count = s->row_cells + part->columns;
  part->rows++;
  return add_line(s, err);
}

static int32_t use_row(scanner *s, cpw_error *err) {
  int64_t filled = field_number(s);
  char *const *cells = s->p->cells + s->row_cells;
  while (filled > 0 && cells[filled - 1][0] == '\0')
    filled--;
  if (filled == 0) { /* nothing on this line */
    s->p->cell_count = s->row_cells;
    return CPW_OK;
  }
  int32_t section = filled == 1 ? section_of(cells) : -1;
  if (section >= 0) return begin_section(s, section, err);
  if (s->section < 0)
    return cpwi_fail_data(err, CPW_EDATA, s->p->where, s->row_line, 1,
                          "expected the section META, found '%.40s'", cells[0]);
  return s->has_names ? keep_row(s, filled, err) : take_names(s, filled, err);
}

int32_t cpwi_pb_scan(cpw_pabulib *p, cpw_error *err) {
  scanner s = {p, p->text + (p->bom ? 3 : 0), 1, -1, 0, 0, 1};
  int32_t status = CPW_OK;
  for (int k = 0; k < 3; k++)
    p->part[k].first = -1;
  while (status == CPW_OK && *s.at != '\0') {
    status = take_row(&s, err);
    if (status == CPW_OK) status = use_row(&s, err);
  }
  for (int k = 0; status == CPW_OK && k < 3; k++)
    if (p->part[k].first < 0)
      status = cpwi_fail_data(err, CPW_EDATA, p->where, s.line, 0, "there is no section %s",
                              section_names[k]);
  if (status == CPW_OK && !s.has_names)
    status = cpwi_fail_data(err, CPW_EDATA, p->where, s.line, 0, "the section %s has no header",
                            section_names[s.section]);
  return status;
}
