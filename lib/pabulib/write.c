/* A .pb text from the cells that were read, quotes only where they are needed.
 * Source: pabulib.org/format.
 * Leaves the buffer to base. */
#include "pabulib/internal.h"

#include <string.h>

static const char *const section_names[3] = {"META", "PROJECTS", "VOTES"};

int cpwi_pb_quoted(const char *text) {
  return text[strcspn(text, ";\"\r\n")] != '\0';
}

static void put_cell(cpwi_writer *w, const char *text) {
  if (!cpwi_pb_quoted(text)) {
    cpwi_put_text(w, text);
    return;
  }
  cpwi_put(w, "\"", 1);
  for (; *text; text++) {
    cpwi_put(w, text, 1);
    if (*text == '"') cpwi_put(w, "\"", 1);
  }
  cpwi_put(w, "\"", 1);
}

static void put_row(cpwi_writer *w, const char *const *cells, int64_t columns) {
  for (int64_t c = 0; c < columns; c++) {
    if (c > 0) cpwi_put(w, ";", 1);
    put_cell(w, cells[c]);
  }
}

/* Sections stand in the order in which they were read. */
static void order_of(const cpw_pabulib *p, int32_t *order) {
  for (int32_t k = 0; k < 3; k++) {
    int32_t before = 0;
    for (int32_t j = 0; j < 3; j++)
      before += p->part[j].first < p->part[k].first;
    order[before] = k;
  }
}

int32_t cpw_pabulib_write(const cpw_pabulib *pabulib, const cpw_sink *sink, cpw_error *err) {
  if (!pabulib || !sink || !sink->write)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     !pabulib ? "pabulib"
                     : sink   ? "sink->write"
                              : "sink");
  const char *end = pabulib->crlf ? "\r\n" : "\n";
  int32_t order[3] = {0, 1, 2};
  cpwi_writer w;
  cpwi_writer_init(&w, sink);
  order_of(pabulib, order);
  if (pabulib->bom) cpwi_put(&w, "\xef\xbb\xbf", 3);
  for (int k = 0; k < 3; k++) {
    const cpw_pabulib_section *s = &pabulib->section[order[k]];
    if (k > 0) cpwi_put_text(&w, end);
    cpwi_put_text(&w, section_names[order[k]]);
    cpwi_put_text(&w, end);
    put_row(&w, s->names, s->columns);
    for (int64_t r = 0; r < s->rows; r++) {
      cpwi_put_text(&w, end);
      put_row(&w, s->cells + r * s->columns, s->columns);
    }
  }
  if (!pabulib->open_end) cpwi_put_text(&w, end);
  return cpwi_writer_finish(&w, __func__, err);
}
