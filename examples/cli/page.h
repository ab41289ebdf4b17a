/* page.h - what all pages share: head, tiles, assumptions, sources and the record. */
#ifndef CAREPATH_CLI_PAGE_H
#define CAREPATH_CLI_PAGE_H

#include "assumptions.h"

/* Head, style and the heading; <header> is left open. */
void page_begin(buffer *out, const char *title);
/* One tile of a <dl class="tiles">; `more` may be "". */
void put_tile(buffer *out, const char *name, const char *amount_words, const char *more);
void put_page_assumptions(buffer *out, const assumptions *a);
void put_record(buffer *out, const model *m);
/* Foot, then the whole page to `path`: DONE or an exit code after saying why. */
int page_end(buffer *out, const char *path);

#endif
