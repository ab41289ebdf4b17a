/* Any bytes as the files of a network, parted by NULs, in the order of cpw_pathway_file_name: never a crash or a leak;
 * what is read is valid, and comes back to the byte from what is written. */
#include "carepath/pathway_files.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int promise) {
  if (!promise) abort();
}

typedef struct text {
  char *bytes;
  size_t used;
} text;

static int append(void *context, const char *bytes, int64_t count) {
  text *t = context;
  char *grown = realloc(t->bytes, t->used + (size_t)count + 1);
  demand(grown != NULL);
  t->bytes = grown;
  memcpy(t->bytes + t->used, bytes, (size_t)count);
  t->used += (size_t)count;
  return 0;
}

/* Texts of no bytes are files that are not there. */
static int32_t read_all(const text *files, cpw_network **out) {
  cpw_text memory[CPW_PATHWAY_FILES];
  cpw_source source[CPW_PATHWAY_FILES];
  int64_t count = 0;
  for (int64_t k = 0; k < CPW_PATHWAY_FILES; k++) {
    if (files[k].used == 0) continue;
    memory[count] = (cpw_text){files[k].bytes, (int64_t)files[k].used, 0};
    demand(cpw_text_source(&memory[count], cpw_pathway_file_name(k), &source[count]) == CPW_OK);
    count++;
  }
  return count ? cpw_pathway_read(source, count, NULL, out, NULL) : CPW_EINVAL;
}

static void write_all(const cpw_pathway *p, text *files) {
  for (int64_t k = 0; k < CPW_PATHWAY_FILES; k++) {
    cpw_sink sink = {&files[k], append};
    files[k] = (text){NULL, 0};
    if (cpw_pathway_file_needed(p, k) == 1)
      demand(cpw_pathway_write(p, k, NULL, &sink, NULL) == CPW_OK);
  }
}

static void try_again(cpw_network *network) {
  text once[CPW_PATHWAY_FILES], twice[CPW_PATHWAY_FILES];
  cpw_network *back = NULL;
  write_all(cpw_network_pathway(network, NULL), once);
  demand(read_all(once, &back) == CPW_OK);
  write_all(cpw_network_pathway(back, NULL), twice);
  for (int64_t k = 0; k < CPW_PATHWAY_FILES; k++) {
    demand(once[k].used == twice[k].used &&
           (once[k].used == 0 || memcmp(once[k].bytes, twice[k].bytes, once[k].used) == 0));
    free(once[k].bytes);
    free(twice[k].bytes);
  }
  cpw_network_free(back);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  text files[CPW_PATHWAY_FILES];
  cpw_network *network = NULL;
  size_t from = 0;
  char *copy = malloc(size + 1);
  demand(copy != NULL);
  memcpy(copy, data, size);
  for (int64_t k = 0; k < CPW_PATHWAY_FILES; k++) {
    size_t to = from;
    while (to < size && copy[to])
      to++;
    files[k] = (text){copy + from, to - from};
    from = to < size ? to + 1 : size;
  }
  if (read_all(files, &network) == CPW_OK) {
    demand(cpw_pathway_check(cpw_network_pathway(network, NULL), NULL, NULL) == CPW_OK);
    try_again(network);
    cpw_network_free(network);
  }
  free(copy);
  return 0;
}
