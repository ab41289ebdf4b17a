/* Histories from tidy CSV or from the official extracts, told apart by their header.
 * Layouts: README beside examples/data; NHS England, RTT full CSV data file.
 * Leaves parsing and aggregation to the library. */
#include "extract.h"
#include "input.h"
#include "model.h"
#include "say.h"

#include <stdlib.h>
#include <string.h>

static const char extract_kind[] = "official monthly extract", tidy_kind[] = "tidy CSV";

int source_is_extract(const source_record *source) {
  return source->kind == extract_kind;
}

const char *source_kind(const source_record *source) {
  return source->kind;
}

int keep_source(model *m, const input *in, const char *kind) {
  if (!m) return DONE;
  if (m->sources == MOST_SOURCES)
    return fail(USAGE, "no more than %d files at a time", MOST_SOURCES);
  source_record *r = &m->source[m->sources];
  size_t length = strlen(in->name) + 1;
  r->name = malloc(length);
  if (!r->name) return fail_memory();
  memcpy(r->name, in->name, length);
  r->kind = kind;
  r->bytes = in->bytes;
  cpw_sha256_text(&in->digest, r->digest);
  m->sources++;
  return DONE;
}

static void history_options(const settings *set, cpw_history_options *options) {
  cpw_history_options_init(options);
  options->where = set->where;
  options->bands = set->bands;
  options->missing = set->missing;
}

/* More bands than there are would close the file's last one, which is open as published. */
static int check_bands(const settings *set, const input *in, const cpw_result *history) {
  const char *note = cpw_result_note(history, "bands_of_file");
  int64_t bands;
  if (!note || cpw_parse_int64(note, (int64_t)strlen(note), &bands) || set->bands <= bands)
    return DONE;
  return fail(USAGE, "--bands=%lld: %s has %lld bands", (long long)set->bands, in->name,
              (long long)bands);
}

static int read_tidy(const settings *set, input *in, model *record, cpw_result **out) {
  cpw_error err;
  cpw_history_options options;
  history_options(set, &options);
  cpw_source source = input_source(in);
  int32_t status = cpw_history_read(&source, &options, out, &err);
  clear_progress();
  if (status) return fail_library(in->name, &err);
  int code = check_bands(set, in, *out);
  if (code) return code;
  if (input_is_open_ended(in))
    say("%s: the last line has no line end: is the file cut off?", in->name);
  return keep_source(record, in, tidy_kind);
}

static int read_extracts(const settings *set, input *first, char *const *files, int count,
                         int64_t months, model *record, cpw_result **out) {
  cpw_error err;
  cpw_rtt *rtt;
  int code = extract_open(set, &rtt);
  if (code) return code;
  for (int i = 0; !code && i < count; i++) {
    input next, *in = first;
    if (i && (code = input_open(in = &next, files[i], record != NULL))) break;
    code = extract_read(rtt, in);
    if (!code) code = keep_source(record, in, extract_kind);
    if (i) input_close(in);
  }
  cpw_result *figures = NULL;
  if (!code && cpw_rtt_result(rtt, &figures, &err)) code = fail_library(NULL, &err);
  cpw_rtt_free(rtt);
  if (code) return code;
  extract_say_reconciliation(figures);
  cpw_history_options options;
  history_options(set, &options);
  code = extract_check(set, figures);
  if (!code && cpw_history_from_rtt(figures, months, &options, out, &err))
    code = fail_library(files[0], &err);
  cpw_result_free(figures);
  return code;
}

int read_opened_history(const settings *set, input *first, char *const *files, int count,
                        int64_t months, model *record, cpw_result **out) {
  if (input_is_extract(first)) return read_extracts(set, first, files, count, months, record, out);
  if (count > 1)
    return fail(USAGE,
                "%s is tidy CSV: one such file at a time, so join the others to it, without "
                "their header lines, and pass the whole as '-'",
                first->name);
  return read_tidy(set, first, record, out);
}

int read_history(const settings *set, char *const *files, int count, int64_t months, model *record,
                 cpw_result **out) {
  input first;
  int code = input_open(&first, files[0], record != NULL);
  if (code) return code;
  code = read_opened_history(set, &first, files, count, months, record, out);
  input_close(&first);
  return code;
}
