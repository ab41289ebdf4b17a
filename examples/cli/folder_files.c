/* The files of a folder that is a model's input: paths, sizes and digests.
 * No source: this is the command line's own record of what it read.
 * Leaves reading them to the library. */
#include "folder_files.h"

#include "input.h"
#include "say.h"

#include <stdio.h>
#include <sys/stat.h>

int folder_path_of(folder_path *p, const char *folder, const char *file) {
  int n = snprintf(p->text, sizeof p->text, "%s/%s", folder, file);
  return n > 0 && (size_t)n < sizeof p->text;
}

static int digest_file(const char *path, source_record *s) {
  input in = {0};
  char bytes[4096];
  int64_t got;
  int code = input_open(&in, path, 1);
  if (code) return code;
  cpw_source source = input_source(&in);
  do
    got = source.read(source.context, bytes, sizeof bytes);
  while (got > 0);
  s->bytes = in.bytes;
  cpw_sha256_text(&in.digest, s->digest);
  input_close(&in);
  return DONE;
}

int folder_record(const char *folder, const char *file, const char *name, const char *kind,
                  source_record *s, int *there) {
  struct stat found;
  folder_path path = {{0}};
  *there = folder_path_of(&path, folder, file) && !stat(path.text, &found);
  if (!*there) return DONE;
  s->name = (char *)(uintptr_t)name;
  s->kind = kind;
  return digest_file(path.text, s);
}
