/* Random extracts: the fast way and the general way agree, on good rows and on damaged ones; the order
 * of rows and files does not matter; groups add up to the whole. */
#include "rtt/shared.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 60, ROW_BYTES = 200 };

typedef struct sheet {
  uint64_t state;
  int rows;
  char row[ROWS][ROW_BYTES];
} sheet;

static unsigned below(sheet *s, unsigned n) {
  s->state = s->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (unsigned)(s->state >> 33) % n;
}

static void random_cell(sheet *s, char **p) {
  unsigned r = below(s, 12);
  if (r < 7)
    *(*p)++ = '0';
  else if (r < 9)
    *p += sprintf(*p, "%u", below(s, 10));
  else if (r < 10)
    *p += sprintf(*p, "%u", below(s, 100000));
  /* else empty */
}

/* names with commas and quotes now and then, a few codes of everything */
static void random_row(sheet *s, char *p) {
  static const char *const parts[] = {"Part_1A", "Part_2", "Part_2", "Part_3"};
  static const char *const functions[] = {"C_100", "C_101", "C_999", "X02"};
  static const char *const names[] = {"A Trust", "\"B, C and D\"", "\"The \"\"E\"\" Trust\"", "",
                                      "F "};
  p += sprintf(p, "RTT-%s-2024,Q%u,%s,R%u,%s,Q%u,I,%s,P,%s,W,%s,N", below(s, 2) ? "May" : "June",
               below(s, 2), names[below(s, 5)], below(s, 3), names[below(s, 5)], below(s, 2),
               below(s, 6) ? "C1" : "NONC", parts[below(s, 4)], functions[below(s, 4)]);
  for (int i = 0; i < 6; i++) {
    *p++ = ',';
    random_cell(s, &p);
  }
  *p = '\0';
}

/* blocks of rows that mostly begin like the row before */
static void random_sheet(sheet *s) {
  s->rows = (int)below(s, ROWS - 1) + 1;
  for (int i = 0; i < s->rows; i++) {
    random_row(s, s->row[i]);
    if (i > 0 && below(s, 3)) {
      const char *function = strstr(s->row[i], ",W,");
      char tail[ROW_BYTES];
      strcpy(tail, function);
      strcpy(s->row[i], s->row[i - 1]);
      strcpy(strstr(s->row[i], ",W,"), tail);
    }
  }
}

static char *text_of(const sheet *s, int first, int last, const char *end) {
  char *text = malloc(sizeof HEAD + (size_t)(last - first + 1) * (ROW_BYTES + 4)), *p = text;
  p += sprintf(p, "%s", HEAD);
  for (int i = first; i < last; i++)
    p += sprintf(p, "%s%s", s->row[i], end);
  return text;
}

static void shuffle(sheet *s) {
  for (int i = s->rows - 1; i > 0; i--) {
    int j = (int)below(s, (unsigned)i + 1);
    char keep[ROW_BYTES];
    strcpy(keep, s->row[i]);
    memmove(s->row[i], s->row[j], ROW_BYTES);
    strcpy(s->row[j], keep);
  }
}

START_TEST(order_does_not_matter)
{
  static char before[1 << 20];
  sheet *s = calloc(1, sizeof *s);
  for (int round = 0; round < cpwt_rounds(300); round++) {
    s->state = (uint64_t)round;
    random_sheet(s);
    cpw_rtt_options o = cpwt_by((int32_t)below(s, 32));
    o.names = (int32_t)below(s, 2);
    o.include_nonc = (int32_t)below(s, 2);
    char *whole = text_of(s, 0, s->rows, "\n");
    strcpy(before, cpwt_figures_of(&o, whole));
    shuffle(s);
    int a = (int)below(s, (unsigned)s->rows + 1),
        b = a + (int)below(s, (unsigned)(s->rows - a) + 1);
    char *parts[3] = {text_of(s, 0, a, "\r\n"), text_of(s, a, b, "\n"),
                      text_of(s, b, s->rows, "\r\n")};
    const char *const texts[] = {parts[1], parts[2], parts[0], NULL};
    ck_assert_msg(strcmp(cpwt_figures(&o, texts), before) == 0, "round %d", round);
    free(whole);
    for (int i = 0; i < 3; i++)
      free(parts[i]);
  }
  free(s);
}
END_TEST

/* Sum over all rows of a grouping, by array and part. */
static void sum_up(const cpw_rtt_options *o, const char *text, int64_t out[2][4]) {
  static const char *const arrays[] = {"total", "unknown", "total_all", "difference"};
  const char *const texts[] = {text};
  cpw_rtt *rtt = cpwt_aggregate(o, 0, texts, 1);
  cpw_result *r;
  ck_assert_int_eq(cpw_rtt_result(rtt, &r, NULL), CPW_OK);
  memset(out, 0, 2 * sizeof out[0]);
  for (int k = 0; k < 4; k++) {
    const cpw_array *array = cpw_result_find(r, arrays[k]);
    const cpw_dimension *row = array->dimension[0];
    for (int64_t i = 0; i < array->size; i++)
      out[strcmp(row->coordinate_labels[row->coordinates - 2][i], "Part_2") == 0][k] +=
          array->integer[i];
  }
  cpw_result_free(r);
  cpw_rtt_free(rtt);
}

/* whatever organisations are told apart, nobody is lost or counted twice */
START_TEST(groups_add_up_to_the_whole)
{
  sheet *s = calloc(1, sizeof *s);
  for (int round = 0; round < cpwt_rounds(100); round++) {
    s->state = (uint64_t)round + 1000;
    random_sheet(s);
    char *text = text_of(s, 0, s->rows, "\n");
    int64_t whole[2][4], groups[2][4];
    cpw_rtt_options o = cpwt_by(0);
    sum_up(&o, text, whole);
    for (int32_t by = 1; by < 16; by++) {
      o.group_by = by;
      sum_up(&o, text, groups);
      ck_assert_int_eq(memcmp(whole, groups, sizeof whole), 0);
    }
    free(text);
  }
  free(s);
}
END_TEST

/* a byte changed, lost or added: both ways see the same, figures or the same error */
START_TEST(damage_is_seen_alike)
{
  static char figures[2][1 << 20];
  sheet *s = calloc(1, sizeof *s);
  int errors = 0;
  for (int round = 0; round < cpwt_rounds(6000); round++) {
    s->state = (uint64_t)round + 5000;
    random_sheet(s);
    char *text = text_of(s, 0, s->rows, round % 2 ? "\n" : "\r\n");
    size_t count = strlen(text),
           at = sizeof HEAD - 1 + below(s, (unsigned)(count - sizeof HEAD + 1));
    static const char bytes[] = "\",\n\r0 9x-\t\0\xc3";
    unsigned how = below(s, 3);
    if (how == 0) {
      text[at] = bytes[below(s, sizeof bytes - 1)];
    } else if (how == 1) {
      memmove(text + at, text + at + 1, count - at);
      count--;
    } else {
      count = at;
    }
    cpw_error err[2];
    int32_t status[2];
    memset(err, 0, sizeof err);
    for (int32_t plain = 0; plain < 2; plain++) {
      cpw_rtt_options o = cpwt_by(31);
      o.names = 1;
      cpw_rtt *rtt;
      ck_assert_int_eq(cpw_rtt_new(&o, &rtt, NULL), CPW_OK);
      rtt->plain = plain;
      status[plain] = cpw_rtt_read_memory(rtt, text, (int64_t)count, NULL, &err[plain]);
      strcpy(figures[plain], cpwt_show(rtt));
      cpw_rtt_free(rtt);
    }
    errors += status[0] != CPW_OK;
    ck_assert_int_eq(status[0], status[1]);
    ck_assert_msg(memcmp(&err[0], &err[1], sizeof err[0]) == 0, "%s\n%s", err[0].message,
                  err[1].message);
    ck_assert_str_eq(figures[0], figures[1]);
    free(text);
  }
  ck_assert_int_gt(errors, 10);
  free(s);
}
END_TEST

/* more text than the window holds, so that rows are cut by its end */
START_TEST(rows_across_the_window)
{
  sheet *s = calloc(1, sizeof *s);
  s->state = 99;
  random_sheet(s);
  s->rows = ROWS;
  for (int i = 0; i < ROWS; i++)
    random_row(s, s->row[i]);
  int copies = 100;
  char *block = text_of(s, 0, ROWS, "\n"), *rows = block + sizeof HEAD - 1;
  size_t bytes = strlen(rows);
  char *text = malloc(sizeof HEAD + (size_t)copies * bytes);
  strcpy(text, HEAD);
  for (int i = 0; i < copies; i++)
    memcpy(text + sizeof HEAD - 1 + (size_t)i * bytes, rows, bytes + 1);
  cpw_rtt_options o = cpwt_by(31);
  int64_t once[2][4], often[2][4];
  cpwt_figures_of(&o, text);
  sum_up(&o, block, once);
  sum_up(&o, text, often);
  for (int i = 0; i < 8; i++)
    ck_assert_int_eq(once[i / 4][i % 4] * copies, often[i / 4][i % 4]);
  free(text);
  free(block);
  free(s);
}
END_TEST

void cpwt_add_random(cpwt_cases *cases) {
  tcase_add_test(cases->properties, order_does_not_matter);
  tcase_add_test(cases->properties, groups_add_up_to_the_whole);
  tcase_add_test(cases->properties, damage_is_seen_alike);
  tcase_add_test(cases->properties, rows_across_the_window);
}
