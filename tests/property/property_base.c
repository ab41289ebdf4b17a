/* Random results, merged in random orders and groupings: the same bytes of CSV and JSON every time.
 * Random numbers: the text reads back to the same bits. Stops at the first miss and names its seed.
 *   property_base [COUNT] [SEED]     property_base --digest */
#include "base/internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PARTS = 8, MOST_LABELS = 6 };

/* xorshift64*, Marsaglia 2003 and Vigna 2016 */
static uint64_t draw(uint64_t *state) {
  *state ^= *state >> 12;
  *state ^= *state << 25;
  *state ^= *state >> 27;
  return *state * UINT64_C(2685821657736338717);
}

static uint64_t below(uint64_t *state, uint64_t n) {
  return (draw(state) >> 16) % n;
}

static void need(int32_t status) {
  if (status == CPW_OK) return;
  printf("unexpected status %s\n", cpw_status_name(status));
  exit(EXIT_FAILURE);
}

static double draw_double(uint64_t *state) {
  uint64_t bits = draw(state);
  double value;
  memcpy(&value, &bits, sizeof value);
  uint64_t kind = below(state, 8);
  if (kind == 0 || value != value) return (double)below(state, 1000);
  if (kind == 1) return -0.0;
  return value;
}

static int64_t draw_int64(uint64_t *state) {
  return (int64_t)(draw(state) >> (4 + below(state, 50))) - (int64_t)below(state, 1000);
}

/* ---- a random model: its dimensions, arrays and rules follow from one number ------------------- */

typedef struct model {
  uint64_t shape;  /* decides dimensions, arrays and rules: the same for all parts */
  int numeric;     /* labels are whole numbers */
  int coordinates; /* more of them on the dimension that grows */
  int own_name;    /* it has labels of its own name */
  int weeks, arrays;
} model;

static model draw_model(uint64_t *state) {
  model m = {.shape = draw(state) | 1};
  m.numeric = (int)below(state, 2);
  m.coordinates = (int)below(state, 3);
  m.own_name = m.coordinates == 0 || below(state, 2);
  m.weeks = (int)below(state, 4);
  m.arrays = 1 + (int)below(state, 6);
  return m;
}

/* Labels are never the same in two parts, since they begin or end with the number of theirs. */
static void add_labels(cpw_result *result, const model *m, int part, int count, const char *name,
                       int first) {
  static const char *const odd[] = {"", ",", "\"", "\n", "\xc3\xa9", " "};
  char text[MOST_LABELS][32];
  const char *labels[MOST_LABELS];
  for (int i = 0; i < count; i++) {
    if (m->numeric)
      snprintf(text[i], sizeof text[i], "%d", (part * 7 + i * 53) % 100 * 8 + part);
    else
      snprintf(text[i], sizeof text[i], "%s%d%c%d", odd[(part + i) % 6], i * 7 % 11, 'a' + i, part);
    labels[i] = text[i];
  }
  if (first)
    need(cpw_result_add_dimension(result, name, count, labels, NULL));
  else
    need(cpw_result_add_coordinate(result, "list", name, labels, NULL));
}

static void fill(cpw_result *result, const model *m, int array, uint64_t *state) {
  static const char *const dimensions[] = {"list week", "list", "week", "", "fixed week"};
  uint64_t shape = m->shape;
  for (int i = 0; i <= array; i++)
    draw(&shape);
  int over = (int)below(&shape, 5), whole = (int)below(&shape, 2);
  int32_t rule = over < 2 ? CPW_MERGE_APPEND : (int32_t)below(&shape, 4);
  if (rule == CPW_MERGE_SUM) whole = 1;
  char name[16];
  void *memory;
  snprintf(name, sizeof name, "array%d", array);
  need(cpw_result_add_array(result, name, "people", "", dimensions[over],
                            whole ? CPW_INT64 : CPW_DOUBLE, rule, &memory, NULL));
  int64_t size = cpw_result_find(result, name)->size;
  if (rule == CPW_MERGE_SAME) state = &shape; /* the same numbers in every part */
  for (int64_t i = 0; i < size; i++)
    if (whole)
      ((int64_t *)memory)[i] = draw_int64(state);
    else
      ((double *)memory)[i] = draw_double(state);
}

static cpw_result *draw_part(const model *m, int part, uint64_t *state) {
  static const char *const fixed[] = {"x", "y"};
  cpw_result *result;
  char text[32];
  int count = (int)below(state, MOST_LABELS + 1);
  need(cpw_result_new(NULL, &result, NULL));
  if (m->own_name)
    add_labels(result, m, part, count, "list", 1);
  else
    need(cpw_result_add_dimension(result, "list", count, NULL, NULL));
  for (int c = 0; c < m->coordinates; c++) {
    snprintf(text, sizeof text, "coordinate%d", c);
    add_labels(result, m, part, count, text, 0);
  }
  need(cpw_result_add_dimension(result, "week", m->weeks, NULL, NULL));
  need(cpw_result_add_dimension(result, "fixed", 2, fixed, NULL));
  fill(result, m, 0, state);
  void *memory; /* the growing dimension always has its array */
  need(cpw_result_add_array(result, "numbers", "", "", "list", CPW_INT64, CPW_MERGE_APPEND, &memory,
                            NULL));
  for (int i = 0; i < count; i++)
    ((int64_t *)memory)[i] = draw_int64(state);
  for (int a = 1; a < m->arrays; a++)
    fill(result, m, a, state);
  for (uint64_t n = below(state, 4); n > 0; n--) {
    char key[16];
    snprintf(key, sizeof key, "note%d", (int)below(state, 4));
    snprintf(text, sizeof text, "%d; %d", (int)below(state, 3), (int)below(state, 3));
    need(cpw_result_add_note(result, key, text, NULL));
  }
  need(cpw_result_set_outcome(result, (int32_t)below(state, 4)));
  return result;
}

/* ---- merging and comparing ------------------------------------------------------------------- */

typedef struct text {
  char *bytes;
  size_t used;
} text;

static int collect(void *context, const char *bytes, int64_t count) {
  text *t = context;
  char *grown = realloc(t->bytes, t->used + (size_t)count + 1);
  if (!grown) return 1;
  memcpy(grown + t->used, bytes, (size_t)count);
  t->bytes = grown;
  t->used += (size_t)count;
  grown[t->used] = '\0';
  return 0;
}

/* All its texts: JSON, long CSV, and wide CSV of every array. */
static text write_all(const cpw_result *result) {
  text t = {NULL, 0};
  const cpw_sink sink = {&t, collect};
  need(cpw_result_write_json(result, &sink, NULL));
  need(cpw_result_write_csv(result, NULL, &sink, NULL));
  for (int64_t i = 0; cpw_result_at(result, i); i++)
    need(cpw_result_write_csv(result, cpw_result_at(result, i)->name, &sink, NULL));
  return t;
}

static cpw_result *merge(cpw_result **list, int count) {
  const cpw_result *borrowed[MOST_PARTS];
  cpw_result *merged;
  cpw_error err;
  memcpy(borrowed, list, (size_t)count * sizeof *borrowed);
  if (cpw_result_merge(borrowed, count, NULL, &merged, &err) != CPW_OK) {
    printf("merge failed: %s\n", err.message);
    return NULL;
  }
  return merged;
}

/* Merges random groups until one result is left. */
static cpw_result *merge_in_groups(cpw_result *const *parts, int count, uint64_t *state) {
  cpw_result *left[MOST_PARTS];
  int made[MOST_PARTS] = {0}, shuffled = count;
  memcpy(left, parts, (size_t)count * sizeof *left);
  while (shuffled > 1) {
    int k = (int)below(state, (uint64_t)shuffled--);
    cpw_result *swap = left[shuffled];
    left[shuffled] = left[k];
    left[k] = swap;
  }
  do {
    int size = 1 + (int)below(state, (uint64_t)count);
    int first = (int)below(state, (uint64_t)(count - size + 1));
    cpw_result *merged = merge(left + first, size);
    if (!merged) return NULL;
    for (int i = first; i < first + size; i++)
      if (made[i]) cpw_result_free(left[i]);
    left[first] = merged;
    made[first] = 1;
    size_t tail = (size_t)(count - first - size);
    memmove(left + first + 1, left + first + size, tail * sizeof *left);
    memmove(made + first + 1, made + first + size, tail * sizeof *made);
    count -= size - 1;
  } while (count > 1 || !made[0]);
  return left[0];
}

static int check_merging(uint64_t *state) {
  model m = draw_model(state);
  int count = 1 + (int)below(state, MOST_PARTS), good = 1;
  cpw_result *parts[MOST_PARTS];
  for (int i = 0; i < count; i++)
    parts[i] = draw_part(&m, i, state);
  cpw_result *flat = merge(parts, count);
  text expected = flat ? write_all(flat) : (text){NULL, 0};
  for (int turn = 0; turn < 3 && flat && good; turn++) {
    cpw_result *merged = merge_in_groups(parts, count, state);
    text found = merged ? write_all(merged) : (text){NULL, 0};
    good = merged && found.used == expected.used &&
           memcmp(found.bytes, expected.bytes, found.used) == 0;
    if (merged && !good) printf("expected:\n%sfound:\n%s", expected.bytes, found.bytes);
    free(found.bytes);
    cpw_result_free(merged);
  }
  good = good && flat;
  free(expected.bytes);
  cpw_result_free(flat);
  for (int i = 0; i < count; i++)
    cpw_result_free(parts[i]);
  return good;
}

static int check_numbers(uint64_t *state) {
  for (int i = 0; i < 50; i++) {
    double value = draw_double(state), back;
    int64_t whole = draw_int64(state), again;
    char chars[CPW_NUMBER_CHARS];
    int32_t length = cpw_format_double(value, chars);
    if (cpw_parse_double(chars, length, &back) != CPW_OK) return 0;
    if (memcmp(&back, &value, sizeof value) != 0) {
      printf("%a became %s\n", value, chars);
      return 0;
    }
    length = cpw_format_int64(whole, chars);
    if (cpw_parse_int64(chars, length, &again) != CPW_OK || again != whole) return 0;
  }
  return 1;
}

/* FNV-1a (Fowler, Noll and Vo) over the texts of random numbers */
static int digest(void) {
  uint64_t state = 1, hash = UINT64_C(0xcbf29ce484222325);
  for (int i = 0; i < 100000; i++) {
    char chars[CPW_NUMBER_CHARS];
    int32_t length = cpw_format_double(draw_double(&state), chars);
    for (int32_t k = 0; k < length; k++)
      hash = (hash ^ (unsigned char)chars[k]) * UINT64_C(0x100000001b3);
  }
  printf("digest numbers_as_text %016" PRIx64 "\n", hash);
  return EXIT_SUCCESS;
}

int main(int argc, char **argv) {
  int64_t count = 3000, seed = 1;
  if (argc > 1 && strcmp(argv[1], "--digest") == 0) return digest();
  if (argc > 1) need(cpw_parse_int64(argv[1], (int64_t)strlen(argv[1]), &count));
  if (argc > 2) need(cpw_parse_int64(argv[2], (int64_t)strlen(argv[2]), &seed));
  for (int64_t i = 0; i < count; i++, seed++) {
    uint64_t state = ((uint64_t)seed + 1) * UINT64_C(0x9e3779b97f4a7c15) | 1;
    if (check_merging(&state) && check_numbers(&state)) continue;
    printf("property_base: failed with seed %" PRId64 " (property_base 1 %" PRId64 ")\n", seed,
           seed);
    return EXIT_FAILURE;
  }
  printf("property_base: %" PRId64 " random results merged alike\n", count);
  return EXIT_SUCCESS;
}
