/* tests/bench/extract.h - writes an extract with the layout and the proportions of the national RTT
 * file: 121 columns, 183,000 rows, about 85 MB, the same bytes every time.
 * 520 providers, 42 integrated care boards, 120 commissioners, five parts, 23 treatment functions
 * and C_999; nine cells in ten are 0; Part_2 has no Total, Part_3 has no bands. Not real data. */
#ifndef CPWT_EXTRACT_H
#define CPWT_EXTRACT_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define EXTRACT_BANDS     105
#define EXTRACT_FUNCTIONS 23
#define EXTRACT_PROVIDERS 520

/* splitmix64 (Steele, Lea and Flood, OOPSLA 2014) */
static uint64_t extract_random(uint64_t *state) {
  uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static int64_t extract_below(uint64_t *state, int64_t n) {
  return (int64_t)(extract_random(state) % (uint64_t)n);
}

static const char *const extract_function[EXTRACT_FUNCTIONS + 1][2] = {
    {"C_100", "General Surgery Service"},
    {"C_101", "Urology Service"},
    {"C_110", "Trauma and Orthopaedic Service"},
    {"C_120", "Ear Nose and Throat Service"},
    {"C_130", "Ophthalmology Service"},
    {"C_140", "Oral Surgery Service"},
    {"C_150", "Neurosurgical Service"},
    {"C_160", "Plastic Surgery Service"},
    {"C_170", "Cardiothoracic Surgery Service"},
    {"C_300", "General Internal Medicine Service"},
    {"C_301", "Gastroenterology Service"},
    {"C_320", "Cardiology Service"},
    {"C_330", "Dermatology Service"},
    {"C_340", "Respiratory Medicine Service"},
    {"C_400", "Neurology Service"},
    {"C_410", "Rheumatology Service"},
    {"C_430", "Elderly Medicine Service"},
    {"C_502", "Gynaecology Service"},
    {"X02", "Other - Medical Services"},
    {"X03", "Other - Mental Health Services"},
    {"X04", "Other - Paediatric Services"},
    {"X05", "Other - Surgical Services"},
    {"X06", "Other - Other Services"},
    {"C_999", "Total"},
};

static const char *const extract_part[5][2] = {
    {"Part_1A", "Completed Pathways For Admitted Patients"},
    {"Part_1B", "Completed Pathways For Non-Admitted Patients"},
    {"Part_2", "Incomplete Pathways"},
    {"Part_2A", "Incomplete Pathways with DTA"},
    {"Part_3", "New RTT Periods - All Patients"},
};

typedef struct extract_block {
  char prefix[400]; /* up to the treatment function */
  int part;
  int64_t sum[EXTRACT_BANDS];
  int64_t unknown, starts;
} extract_block;

static void extract_header(FILE *f) {
  fputs("Period,Provider Parent Org Code,Provider Parent Name,Provider Org Code,Provider Org Name,"
        "Commissioner Parent Org Code,Commissioner Parent Name,Commissioner Org Code,"
        "Commissioner Org Name,RTT Part Type,RTT Part Description,Treatment Function Code,"
        "Treatment Function Name",
        f);
  for (int i = 0; i + 1 < EXTRACT_BANDS; i++)
    fprintf(f, ",Gt %02d To %02d Weeks SUM 1", i, i + 1);
  fputs(",Gt 104 Weeks SUM 1,Total,Patients with unknown clock start date,Total All\n", f);
}

static void extract_number(char **out, int64_t value) {
  char text[24];
  int n = 0;
  do
    text[n++] = (char)('0' + value % 10);
  while ((value /= 10) > 0);
  while (n > 0)
    *(*out)++ = text[--n];
}

static void extract_row(FILE *f, const extract_block *b, const char *const function[2],
                        const int64_t *count, int64_t unknown, int64_t starts) {
  char line[4096], *p = line;
  p += sprintf(p, "%s,%s,%s", b->prefix, function[0], function[1]);
  int64_t total = 0;
  for (int i = 0; i < EXTRACT_BANDS; i++) {
    *p++ = ',';
    if (b->part == 4) continue;
    extract_number(&p, count[i]);
    total += count[i];
  }
  *p++ = ',';
  if (b->part < 2) extract_number(&p, total);
  *p++ = ',';
  if (b->part < 2) extract_number(&p, unknown);
  *p++ = ',';
  extract_number(&p, b->part == 4 ? starts : total + unknown);
  *p++ = '\n';
  fwrite(line, 1, (size_t)(p - line), f);
}

/* `rows` rows of one block with some of the first `pool` treatment functions and C_999, the last but
 * a few, where there are two rows or more. */
static void extract_write_block(FILE *f, extract_block *b, int pool, int rows, int size,
                                uint64_t *state) {
  int functions = rows > 1 ? rows - 1 : rows, total_written = rows <= 1;
  memset(b->sum, 0, sizeof b->sum);
  b->unknown = b->starts = 0;
  int left = pool, wanted = functions;
  int64_t later[8][EXTRACT_BANDS + 2];
  const char *const *later_function[8];
  int laters = 0;
  for (int i = 0; i < pool; i++, left--) {
    if (extract_below(state, left) >= wanted) continue;
    wanted--;
    int64_t count[EXTRACT_BANDS] = {0}, people = 1 + extract_below(state, (int64_t)1 << size);
    int64_t starts = 1 + people / 4;
    int64_t unknown = b->part < 2 && extract_below(state, 40) == 0;
    for (int64_t j = 0; b->part < 4 && j < people && j < 200; j++) {
      int64_t weight = people > 200 ? people / 200 : 1;
      int64_t a = extract_below(state, 60), c = extract_below(state, 60);
      int64_t band = a < c ? a : c; /* short waits are more common */
      if (extract_below(state, 300) == 0) band += extract_below(state, 60);
      count[band < EXTRACT_BANDS ? band : EXTRACT_BANDS - 1] += weight;
    }
    for (int j = 0; j < EXTRACT_BANDS; j++)
      b->sum[j] += count[j];
    b->unknown += unknown;
    b->starts += starts;
    /* X02 and the like stand behind C_999 */
    if (extract_function[i][0][0] == 'X') {
      memcpy(later[laters], count, sizeof count);
      later[laters][EXTRACT_BANDS] = unknown;
      later[laters][EXTRACT_BANDS + 1] = starts;
      later_function[laters++] = extract_function[i];
    } else {
      extract_row(f, b, extract_function[i], count, unknown, starts);
    }
  }
  if (!total_written)
    extract_row(f, b, extract_function[EXTRACT_FUNCTIONS], b->sum, b->unknown, b->starts);
  for (int i = 0; i < laters; i++)
    extract_row(f, b, later_function[i], later[i], later[i][EXTRACT_BANDS],
                later[i][EXTRACT_BANDS + 1]);
}

/* Codes and names of a provider and one of its commissioners; the fifth of every provider is NONC. */
static void extract_organisations(char *out, size_t room, int provider, int commissioner,
                                  const char *month) {
  static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ";
  int icb = provider * 42 / EXTRACT_PROVIDERS, parent = (icb + commissioner * 7) % 42;
  char name[100];
  if (provider % 25 == 7) /* some names have commas and quotes */
    snprintf(name, sizeof name, "\"TOWN %03d EYE, EAR AND HAND CLINIC\"", provider);
  else
    snprintf(name, sizeof name, "UNIVERSITY HOSPITALS OF COUNTY TOWN %03d NHS FOUNDATION TRUST",
             provider);
  size_t used =
      (size_t)snprintf(out, room, "RTT-%s,Q%c%c,NHS COUNTIES %02d INTEGRATED CARE BOARD,R%c%c,%s,",
                       month, letters[icb % 24], letters[icb / 24], icb, letters[provider % 24],
                       letters[provider / 24], name);
  if (commissioner == 4)
    snprintf(out + used, room - used, ",,NONC,");
  else
    snprintf(out + used, room - used,
             "Q%c%c,NHS COUNTIES %02d INTEGRATED CARE BOARD,%02d%c,NHS PLACE %03d "
             "(SUB ICB LOCATION)",
             letters[parent % 24], letters[parent / 24], parent, commissioner % 99,
             letters[parent % 24], commissioner);
}

/* Rows of one provider: commissioners, parts, treatment functions. */
static void extract_provider(FILE *f, int provider, int64_t rows, const char *month,
                             uint64_t *state) {
  /* the first commissioner sends most of the people, most of the others a few */
  int size = 5 + (int)(rows > 400 ? 6 : rows / 70);
  /* a small provider has a few treatment functions */
  int pool = rows > 250 ? EXTRACT_FUNCTIONS : 5 + provider % 6;
  for (int commissioner = 0; rows > 0; commissioner++) {
    int near = commissioner < 3;
    char organisations[300];
    extract_organisations(organisations, sizeof organisations, provider, commissioner, month);
    for (int part = 0; part < 5 && rows > 0; part++) {
      extract_block b;
      b.part = part;
      snprintf(b.prefix, sizeof b.prefix, "%s,%s,%s", organisations, extract_part[part][0],
               extract_part[part][1]);
      int64_t wanted = 2 + extract_below(state, near ? pool - 1 : 4);
      if (wanted > rows || rows - wanted == 1) wanted = rows <= pool ? rows : wanted - 1;
      extract_write_block(f, &b, pool, (int)wanted,
                          commissioner == 0 ? size : (near ? size / 2 : 2), state);
      rows -= wanted;
    }
  }
}

/* Writes an extract of `rows` rows; 0 on success. `month` is such as "November-2024". */
static int extract_write(const char *path, int64_t rows, const char *month) {
  FILE *f = fopen(path, "wb");
  if (!f) return 1;
  uint64_t state = 20241130;
  extract_header(f);
  int64_t weight[EXTRACT_PROVIDERS], all = 0, before = 0, done = 0;
  for (int i = 0; i < EXTRACT_PROVIDERS; i++) {
    /* three in ten are acute trusts with many commissioners */
    weight[i] = extract_below(&state, 10) < 3 ? 600 + extract_below(&state, 600)
                                              : 10 + extract_below(&state, 180);
    all += weight[i];
  }
  for (int i = 0; i < EXTRACT_PROVIDERS; i++) {
    before += weight[i];
    int64_t upto = (int64_t)((double)rows * (double)before / (double)all);
    extract_provider(f, i, (i + 1 < EXTRACT_PROVIDERS ? upto : rows) - done, month, &state);
    done = upto;
  }
  int bad = ferror(f);
  return fclose(f) != 0 || bad;
}

#endif
