/* The networks that pathways.csv names: each folder read once.
 * Source: carepath/pathway_files.h.
 * Leaves where the folder is to the loader of read.c or folder.c. */
#include "system_files/internal.h"

#include <string.h>

int cpwi_is_below(const char *folder) {
  if (!folder || !folder[0] || folder[0] == '/' || folder[0] == '\\' || strchr(folder, ':'))
    return 0;
  for (const char *p = folder; *p;) {
    size_t length = strcspn(p, "/\\");
    if (length == 0 && p[0] != 0 && p[1] != 0) return 0; /* nothing between two of them */
    if (length == 2 && p[0] == '.' && p[1] == '.') return 0;
    p += length;
    p += *p != 0;
  }
  return 1;
}

static cpwi_problem *tell(cpwi_book_reader *r, int64_t row, const char *text) {
  cpwi_book_file *file = &r->file[CPW_SYSTEM_PATHWAYS];
  int64_t *line = (int64_t *)file->line.items + row;
  cpwi_problem *q =
      cpwi_wrong(&r->problems, (cpwi_place){CPW_SYSTEM_PATHWAYS, CPWI_RULE_PATHWAY, row, "folder"},
                 "%s", text);
  if (q) {
    q->line = *line < 0 ? -*line : *line;
    q->column = file->at[cpwi_system_column_of(CPW_SYSTEM_PATHWAYS, "folder")] + 1;
  }
  if (*line > 0) *line = -*line;
  file->wrong = 1;
  return q;
}

/* What the reader of the network says, at its own file. */
static void relay(cpwi_book_reader *r, int64_t row, const char *folder, const cpw_error *inner) {
  char text[400];
  cpwi_quoted name = cpwi_quote(folder);
  size_t used = strlen(name.text);
  memcpy(text, name.text, used);
  memcpy(text + used, ": ", 3);
  used += 2;
  if (inner->line > 0) {
    size_t length = strlen(inner->where);
    memcpy(text + used, inner->where, length);
    used += length;
    text[used++] = ' ';
  }
  size_t length = strlen(inner->message);
  if (length > sizeof text - used - 1) length = sizeof text - used - 1;
  memcpy(text + used, inner->message, length);
  text[used + length] = 0;
  tell(r, row, text);
}

static cpwi_book_network *find(const cpw_system_book *book, const char *folder) {
  cpwi_book_network *network = book->network.items;
  for (int64_t i = 0; i < book->network.count; i++)
    if (strcmp(network[i].folder, folder) == 0) return &network[i];
  return NULL;
}

static int32_t load(cpwi_book_reader *r, int64_t row, const char *folder) {
  cpw_error inner = {0};
  cpwi_book_network found = {folder, NULL, NULL};
  cpwi_net_list *list = &r->book->network;
  if (!cpwi_net_list_make_room(r->allocator, list, 1, sizeof found))
    return cpwi_fail(r->err, CPW_ENOMEM, -1, r->where, "no memory for a network");
  int32_t status = r->loader.load(r->loader.context, folder, r->allocator, &found.network, &inner);
  if (status == CPW_OK) {
    found.pathway = cpw_network_pathway(found.network, &inner);
    if (!found.pathway) status = inner.code;
  }
  ((cpwi_book_network *)list->items)[list->count++] = found;
  if (status == CPW_ENOMEM)
    return cpwi_fail(r->err, CPW_ENOMEM, -1, r->where, "no memory for a network");
  if (status != CPW_OK) relay(r, row, folder, &inner);
  return CPW_OK;
}

int32_t cpwi_book_read_networks(cpwi_book_reader *r) {
  cpwi_net_list *rows = &r->book->rows[CPW_SYSTEM_PATHWAYS];
  int32_t status = CPW_OK;
  for (int64_t i = 0; i < rows->count && status == CPW_OK; i++) {
    cpw_system_pathway *row = (cpw_system_pathway *)rows->items + i;
    if (!cpwi_is_below(row->folder)) {
      tell(r, i, "the folder of its files is needed, below the folder of the system");
      continue;
    }
    if (!find(r->book, row->folder)) status = load(r, i, row->folder);
    cpwi_book_network *network = status == CPW_OK ? find(r->book, row->folder) : NULL;
    if (network) row->network = network->pathway;
    if (network && !network->pathway) {
      int64_t *line = (int64_t *)r->file[CPW_SYSTEM_PATHWAYS].line.items + i;
      if (*line > 0) *line = -*line;
    }
  }
  return status;
}
