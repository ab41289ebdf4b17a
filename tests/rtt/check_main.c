/* The test program of rtt: one suite, and what its files share. */
#include "rtt/shared.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

cpw_rtt_options cpwt_by(int32_t group_by) {
  cpw_rtt_options o;
  cpw_rtt_options_init(&o);
  o.group_by = group_by;
  return o;
}

int cpwt_rounds(int n) {
  return getenv("CAREPATH_QUICK") ? n / 20 + 1 : n;
}

cpw_rtt *cpwt_aggregate(const cpw_rtt_options *options, int32_t plain, const char *const *texts,
                        int count) {
  cpw_rtt *rtt;
  cpw_error err;
  ck_assert_int_eq(cpw_rtt_new(options, &rtt, NULL), CPW_OK);
  rtt->plain = plain;
  for (int i = 0; i < count; i++) {
    int32_t status = cpw_rtt_read_memory(rtt, texts[i], (int64_t)strlen(texts[i]), NULL, &err);
    ck_assert_msg(status == CPW_OK, "%s", err.message);
  }
  return rtt;
}

/* ---------------------------------------------------------------- a result as text ---------- */

static char shown[2][1 << 20];

typedef struct paper {
  char *text;
  size_t used;
} paper;

static void put(paper *p, const char *text) {
  size_t count = strlen(text);
  ck_assert(p->used + count < sizeof shown[0]);
  memcpy(p->text + p->used, text, count + 1);
  p->used += count;
}

static void put_number(paper *p, const char *before, int64_t value) {
  char text[CPW_NUMBER_CHARS];
  cpw_format_int64(value, text);
  put(p, before);
  put(p, text);
}

static const int64_t *integers(const cpw_result *r, const char *name) {
  const cpw_array *array = cpw_result_find(r, name);
  ck_assert_msg(array && array->type == CPW_INT64, "no array %s", name);
  return array->integer;
}

static void put_row(paper *p, const cpw_result *r, int64_t row) {
  const cpw_array *count = cpw_result_find(r, "count");
  const cpw_dimension *d = count->dimension[0];
  int64_t bands = count->dimension[1]->length, total = 0;
  for (int64_t i = 0; i < d->coordinates; i++) {
    if (i) put(p, " ");
    put(p, d->coordinate_labels[i][row]);
  }
  put(p, ":");
  for (int64_t j = 0; j < bands; j++) {
    int64_t people = count->integer[row * bands + j];
    put_number(p, " ", people);
    total += people;
  }
  static const char *const others[] = {"unknown", "total_all", "difference",
                                       "specialty_difference"};
  for (int i = 0; i < 4; i++) {
    int64_t value = integers(r, others[i])[row];
    char letter[3] = {' ', "uads"[i], '\0'};
    if (value) put_number(p, letter, value);
  }
  put(p, "/");
  ck_assert_int_eq(integers(r, "total")[row], total);
}

static const char *show_in(const cpw_rtt *rtt, char *buffer) {
  paper p = {buffer, 0};
  cpw_result *r;
  cpw_error err;
  int32_t status = cpw_rtt_result(rtt, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", err.message);
  buffer[0] = '\0';
  int64_t rows = cpw_result_find(r, "total")->size;
  for (int64_t i = 0; i < rows; i++)
    put_row(&p, r, i);
  cpw_result_free(r);
  return buffer;
}

const char *cpwt_show(const cpw_rtt *rtt) {
  return show_in(rtt, shown[0]);
}

const char *cpwt_figures(const cpw_rtt_options *options, const char *const *texts) {
  int count = 0;
  while (texts[count])
    count++;
  for (int32_t plain = 0; plain < 2; plain++) {
    cpw_rtt *rtt = cpwt_aggregate(options, plain, texts, count);
    show_in(rtt, shown[plain]);
    cpw_rtt_free(rtt);
  }
  ck_assert_str_eq(shown[0], shown[1]);
  return shown[0];
}

const char *cpwt_figures_of(const cpw_rtt_options *options, const char *text) {
  const char *const texts[] = {text, NULL};
  return cpwt_figures(options, texts);
}

int64_t cpwt_number(const cpw_rtt *rtt, const char *name) {
  cpw_result *r;
  ck_assert_int_eq(cpw_rtt_result(rtt, &r, NULL), CPW_OK);
  int64_t value = integers(r, name)[0];
  cpw_result_free(r);
  return value;
}

/* ---------------------------------------------------------------- the suite ----------------- */

static TCase *add_case(Suite *suite, const char *name) {
  TCase *added = tcase_create(name);
  tcase_set_timeout(added, 600);
  suite_add_tcase(suite, added);
  return added;
}

int main(void) {
  Suite *suite = suite_create("rtt");
  cpwt_cases cases = {add_case(suite, "limits"), add_case(suite, "errors"),
                      add_case(suite, "reference"), add_case(suite, "properties"),
                      add_case(suite, "oom")};
  cpwt_add_extracts(&cases);
  cpwt_add_layouts(&cases);
  cpwt_add_errors(&cases);
  cpwt_add_parts(&cases);
  cpwt_add_random(&cases);
  return cpwt_run(&suite, 1);
}
