/* Files and stdin as sources: what they are by their header, how long they were, their digest.
 * Layout of the extract: NHS England, consultant-led referral to treatment, full CSV data file.
 * Leaves parsing to the library. */
#include "input.h"

#include "say.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static int is_directory(FILE *file) {
  struct stat about;
  return fstat(fileno(file), &about) == 0 && S_ISDIR(about.st_mode);
}

int input_open(input *in, const char *path, int digested) {
  *in = (input){.name = path, .digested = digested};
  if (strcmp(path, "-") == 0) {
    in->name = "<stdin>";
    in->file = stdin;
  } else {
    in->file = fopen(path, "rb");
  }
  if (!in->file) return fail(NO_INPUT, "%s: %s", path, strerror(errno));
  if (is_directory(in->file)) {
    input_close(in);
    return fail(NO_INPUT, "%s: is a directory; a CSV file was expected", path);
  }
  cpw_sha256_init(&in->digest);
  in->head_count = fread(in->head, 1, sizeof in->head, in->file);
  if (ferror(in->file)) {
    input_close(in);
    return fail(NO_INPUT, "%s: %s", in->name, strerror(errno));
  }
  return DONE;
}

void input_close(input *in) {
  if (in->file && in->file != stdin) fclose(in->file);
  in->file = NULL;
}

static int head_has(const input *in, const char *words) {
  size_t line = 0, count = strlen(words);
  while (line < in->head_count && in->head[line] != '\n')
    line++;
  for (size_t i = 0; i + count <= line; i++)
    if (memcmp(in->head + i, words, count) == 0) return 1;
  return 0;
}

int input_is_extract(const input *in) {
  return head_has(in, "RTT Part Type") || head_has(in, "Provider Org Code");
}

static int64_t read_more(void *context, char *buffer, int64_t capacity) {
  input *in = context;
  size_t n = (size_t)capacity;
  if (interrupted()) return -1;
  if (in->head_given < in->head_count) {
    size_t left = in->head_count - in->head_given;
    n = n < left ? n : left;
    memcpy(buffer, in->head + in->head_given, n);
    in->head_given += n;
  } else {
    n = fread(buffer, 1, n, in->file);
    if (n == 0 && ferror(in->file)) return -1;
  }
  if (in->digested) cpw_sha256_add(&in->digest, buffer, (int64_t)n);
  if ((in->bytes + (int64_t)n) >> 20 != in->bytes >> 20)
    show_reading(in->name, in->bytes + (int64_t)n);
  in->bytes += (int64_t)n;
  if (n) in->last = buffer[n - 1];
  return (int64_t)n;
}

int input_is_open_ended(const input *in) {
  return in->bytes > 0 && in->last != '\n' && in->last != '\r';
}

cpw_source input_source(input *in) {
  return (cpw_source){in, read_more, in->name};
}
