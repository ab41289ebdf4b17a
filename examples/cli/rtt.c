/* The command `carepath rtt`: the official monthly extract, reconciled and aggregated.
 * NHS England, consultant-led referral to treatment waiting times: full CSV data file.
 * Leaves aggregation to the library (cpw_rtt_...) and tidy output to rtt_tidy.c. */
#include "extract.h"
#include "labels.h"
#include "output.h"
#include "results.h"
#include "rtt_tidy.h"
#include "say.h"

#include <math.h>
#include <string.h>

/* ---------------------------------------------------------------- text */

static double within_18(const cpw_result *figures, int64_t row) {
  const cpw_array *count = cpw_result_find(figures, "count");
  const double *lower = cpw_result_find(figures, "band_lower")->real;
  int64_t bands = count->dimension[1]->length, all = 0, within = 0;
  for (int64_t b = 0; b < bands; b++) {
    int64_t n = count->integer[row * bands + b];
    all += n;
    if (lower[b] < CPW_RTT_WEEKS) within += n;
  }
  return all ? (double)within / (double)all : (double)NAN;
}

static int is_key(const char *coordinate) {
  return strcmp(coordinate, "type") != 0;
}

static void put_headings(grid *g, const cpw_dimension *row) {
  static const char *const figures[] = {"total", "unknown", "Total All", "difference",
                                        "within 18 weeks"};
  const char *headings[MOST_GRID_COLUMNS];
  phrase keys[MOST_GRID_COLUMNS];
  int64_t n = 0;
  for (int64_t c = 0; c < row->coordinates; c++) {
    if (!is_key(row->coordinate_names[c])) continue;
    keys[n] = left_heading(row->coordinate_names[c]);
    headings[n] = keys[n].text;
    n++;
  }
  for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
    headings[n++] = figures[i];
  grid_begin(g, headings, n);
}

static void put_row(grid *g, const cpw_result *figures, const cpw_dimension *row, int64_t i) {
  static const char *const arrays[] = {"total", "unknown", "total_all", "difference"};
  for (int64_t c = 0; c < row->coordinates; c++)
    if (is_key(row->coordinate_names[c])) grid_cell(g, row->coordinate_labels[c][i]);
  for (size_t a = 0; a < sizeof arrays / sizeof *arrays; a++)
    grid_cell(g, people((double)cpw_result_find(figures, arrays[a])->integer[i]).text);
  int list = strcmp(coordinate_label(row, "part", i), "Part_2") == 0;
  grid_cell(g, list ? percent(within_18(figures, i), 1).text : "");
}

static phrase number_of(const cpw_result *figures, const char *name) {
  return people((double)cpw_result_find(figures, name)->integer[0]);
}

static int print_totals(const settings *set, const cpw_result *figures) {
  const cpw_dimension *row = cpw_result_find(figures, "total")->dimension[0];
  buffer b = {0};
  grid g;
  put_headings(&g, row);
  for (int64_t i = 0; i < row->length; i++)
    put_row(&g, figures, row, i);
  grid_print(&g, &b, "");
  grid_free(&g);
  putf(&b,
       "\n%s rows read, %s kept, %s of commissioner NONC (%s); %s kept rows do not add up to "
       "their own totals.\n",
       number_of(figures, "rows_read").text, number_of(figures, "rows_kept").text,
       number_of(figures, "rows_nonc").text, set->nonc ? "included" : "left out",
       number_of(figures, "rows_unreconciled").text);
  return write_buffer(set->output, &b);
}

/* ---------------------------------------------------------------- csv and json */

static int write_figures(const settings *set, const cpw_result *figures) {
  const char *name = set->table == RTT_COUNTS ? "count" : "total";
  return write_table(set->output, set->format == FORMAT_JSON, figures, name);
}

/* Text is for the totals; the other tables are for machines. */
static int settle_format(settings *set) {
  if (set->table < 0) set->table = RTT_TOTALS;
  if (set->format < 0) set->format = set->table == RTT_TOTALS ? FORMAT_TEXT : FORMAT_CSV;
  if (set->format == FORMAT_TEXT && set->table != RTT_TOTALS)
    return fail(USAGE, "--output=counts and --output=tidy are csv%s",
                set->table == RTT_COUNTS ? " or json" : "");
  if (set->format == FORMAT_JSON && set->table == RTT_TIDY)
    return fail(USAGE, "--output=tidy is csv");
  if (set->months >= 0 && set->table != RTT_TIDY)
    return fail(USAGE, "--months goes with --output=tidy");
  if (set->months < 0) set->months = 0;
  return DONE;
}

static int read_files(const settings *set, cpw_result **out) {
  cpw_error err;
  cpw_rtt *rtt;
  int code = extract_open(set, &rtt);
  if (code) return code;
  for (int i = 0; !code && i < set->file_count; i++) {
    input in;
    if ((code = input_open(&in, set->files[i], 0))) break;
    code = extract_read(rtt, &in);
    input_close(&in);
  }
  if (!code && cpw_rtt_result(rtt, out, &err)) code = fail_library(NULL, &err);
  cpw_rtt_free(rtt);
  return code;
}

static int print_figures(const settings *set, const cpw_result *figures) {
  int code = extract_check(set, figures);
  if (code) return code;
  if (set->table == RTT_TIDY) return write_tidy(set, figures);
  if (set->format == FORMAT_TEXT) return print_totals(set, figures);
  return write_figures(set, figures);
}

int run_rtt(const void *given) {
  settings set = *(const settings *)given;
  cpw_result *figures;
  int code = settle_format(&set);
  if (code) return code;
  if ((code = read_files(&set, &figures))) return code;
  extract_say_reconciliation(figures);
  code = print_figures(&set, figures);
  cpw_result_free(figures);
  return code;
}
