/* All suites of the module forecast in one program, and what their files share. */
#include "forecast/suites.h"

#include <stdio.h>
#include <string.h>

const double *cpwt_real(const cpw_result *result, const char *name) {
  const cpw_array *array = cpw_result_find(result, name);
  ck_assert_msg(array && array->type == CPW_DOUBLE, "no array of doubles is called %s", name);
  return array->real;
}

const int64_t *cpwt_integer(const cpw_result *result, const char *name) {
  const cpw_array *array = cpw_result_find(result, name);
  ck_assert_msg(array && array->type == CPW_INT64, "no array of integers is called %s", name);
  return array->integer;
}

void cpwt_fails(int32_t status, int32_t expected, const cpw_error *err, const char *part) {
  ck_assert_msg(status == expected, "%s, not %s: %s", cpw_status_name(status),
                cpw_status_name(expected), status == CPW_OK ? "" : err->message);
  ck_assert_int_eq(err->code, expected);
  ck_assert_msg(strstr(err->message, part) != NULL, "\"%s\" does not say \"%s\"", err->message,
                part);
}

void cpwt_same_bytes(const cpw_result *a, const cpw_result *b) {
  int64_t i = 0;
  for (const cpw_array *x; (x = cpw_result_at(a, i)) != NULL; i++) {
    const cpw_array *y = cpw_result_find(b, x->name);
    ck_assert_msg(y && y->size == x->size && y->type == x->type, "%s differs in shape", x->name);
    const void *p = x->type == CPW_DOUBLE ? (const void *)x->real : (const void *)x->integer;
    const void *q = y->type == CPW_DOUBLE ? (const void *)y->real : (const void *)y->integer;
    ck_assert_msg(memcmp(p, q, (size_t)x->size * 8) == 0, "%s differs", x->name);
  }
  ck_assert_int_gt(i, 0);
}

void cpwt_months_init(cpwt_months *m, int64_t count) {
  for (int64_t t = 0; t < count; t++) {
    int64_t number = 2022 * 12 + 3 + t;
    snprintf(m->text[t], sizeof m->text[t], "%04d-%02d", (int)(number / 12 % 10000),
             (int)(number % 12) + 1);
    m->label[t] = m->text[t];
  }
  m->labels[0] = m->label;
  m->names[0] = "period";
  m->dimension = (cpw_dimension){"period", count, 1, m->names, m->labels};
}

typedef struct text_source {
  const char *next;
} text_source;

static int64_t read_text(void *context, char *buffer, int64_t capacity) {
  text_source *s = context;
  int64_t n = (int64_t)strlen(s->next);
  if (n > capacity) n = capacity;
  memcpy(buffer, s->next, (size_t)n);
  s->next += n;
  return n;
}

int32_t cpwt_read(const char *text, const cpw_allocator *allocator, cpw_result **out,
                  cpw_error *err) {
  text_source state = {text};
  const cpw_source source = {&state, read_text, "sizes.csv"};
  return cpw_forecast_read(&source, allocator, out, err);
}

int main(void) {
  Suite *suites[] = {cpwt_series_suite(), cpwt_read_suite(), cpwt_waitlist_forecast_suite()};
  return cpwt_run(suites, (int)(sizeof suites / sizeof *suites));
}
