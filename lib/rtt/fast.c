/* The fast way through an extract: tokenising and reading numbers in one step, and from row to row
 * only what changes. Reads a row whole or leaves it, untouched, to the general way in read.c.
 * Source: the shape of the file. Nine cells in ten are "0", and a row begins like the row before. */
#include "rtt/internal.h"
#include "table/internal.h"
#include "table/scan.h"

/* Numbers up to here are read here: 14 digits, so that the sum over all bands fits. */
#define MOST_DIGITS 14

/* what reading a row comes to, beside CPW_OK and the errors */
enum { LEAVE_IT = 1 };

/* ---------------------------------------------------------------- the keys ------------------ */

/* How many of the first `most` bytes are the same. Up to 16 bytes beyond `most` are looked at. */
static size_t alike(const char *a, const char *b, size_t most) {
  size_t i = 0;
  for (; i < most; i += 8) {
    uint64_t x, y;
    memcpy(&x, a + i, 8);
    memcpy(&y, b + i, 8);
    if (x != y) break;
  }
  while (i < most && a[i] == b[i])
    i++;
  return i < most ? i : most;
}

/* Finds the fields `first` to `lead` - 1 of the row at p, the first of which begins at `at`. Spans
 * are without quotes. 0: something is unusual. */
static int find_fields(cpwi_reader *r, const char *p, int64_t first, uint32_t at) {
  const int64_t lead = r->layout.lead;
  int64_t i = first;
  uint32_t begin = at, close = 0;
  int quoted = 0;
  /* the window ends in zeros, which are special: the loop cannot run out of it */
  for (;; at += 64) {
    cpwi_mask mask = cpwi_special(p + at, ',');
    uint64_t bits = mask.delimiters | mask.others;
    for (; bits; bits &= bits - 1) {
      uint32_t q = at + cpwi_lowest_bit(bits);
      if (p[q] == ',' && quoted == 1) continue;
      if (p[q] == ',') {
        r->span[i].begin = quoted ? begin + 1 : begin;
        r->span[i].length = quoted ? close - begin - 1 : q - begin;
        r->span[i].end = q;
        if (++i == lead) return 1;
        begin = q + 1;
        quoted = 0;
      } else if (p[q] == '"' && !quoted && q == begin) {
        quoted = 1;
      } else if (p[q] == '"' && quoted == 1 && p[q + 1] == ',') {
        quoted = 2;
        close = q;
      } else {
        return 0;
      }
    }
  }
}

/* The codes and names in the fields `first` to `lead` - 1. A name is told to its code when either
 * of them changed. */
static int32_t take_keys(cpwi_reader *r, const char *p, int64_t first) {
  const cpwi_layout *l = &r->layout;
  const char *expected;
  for (int64_t i = first; i < l->lead; i++) {
    if (l->role[i].what != CPWI_ROLE_CODE) continue;
    int32_t status =
        cpwi_reader_code(r, l->role[i].which, p + r->span[i].begin, r->span[i].length, &expected);
    if (status != CPW_OK) return status == CPW_EDATA ? LEAVE_IT : status;
  }
  if (!r->rtt->options.names) return CPW_OK;
  /* the period alone may be new: then every name is one of another month */
  if (l->code[CPWI_PERIOD] >= first) first = 0;
  for (int32_t k = 0; k < CPWI_KINDS; k++) {
    if (l->name[k] < 0 || (l->name[k] < first && l->code[k] < first)) continue;
    const cpwi_span *s = &r->span[l->name[k]];
    int32_t status = cpwi_reader_name(r, k, p + s->begin, s->length);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

/* Everything before the bands. `before` is the row before, or NULL. */
static int32_t read_keys(cpwi_reader *r, const char *p, const char *before) {
  int64_t same = 0, lead = r->layout.lead;
  if (before) {
    size_t bytes = alike(p, before, (size_t)r->span[lead - 1].end + 1);
    while (same < lead && r->span[same].end < bytes)
      same++;
    if (same == lead) return CPW_OK;
  }
  if (!find_fields(r, p, same, same ? r->span[same - 1].end + 1 : 0)) return LEAVE_IT;
  return take_keys(r, p, same);
}

/* ---------------------------------------------------------------- the cells ----------------- */

/* How many cells "0," (or empty cells, one comma each) follow one another at p, up to a few. */
#if defined(__SSE2__)
#define MOST_ZEROS 8
static inline int64_t zero_cells(const char *p) {
  const __m128i zeros =
      _mm_setr_epi8('0', ',', '0', ',', '0', ',', '0', ',', '0', ',', '0', ',', '0', ',', '0', ',');
  __m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
  unsigned other = ~(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(x, zeros));
  return cpwi_lowest_bit(other) / 2;
}
static inline int64_t empty_cells(const char *p) {
  __m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
  unsigned other = ~(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(x, _mm_set1_epi8(',')));
  return cpwi_lowest_bit(other);
}
#else
#define MOST_ZEROS 4
static inline int64_t zero_cells(const char *p) {
  if (memcmp(p, "0,0,0,0,", 8) == 0) return 4;
  return p[0] == '0' && p[1] == ',';
}
static inline int64_t empty_cells(const char *p) {
  if (memcmp(p, ",,,,,,,,", 8) == 0) return 8;
  return p[0] == ',';
}
#endif

/* The digits at *p, or -1 for none: *p is behind them. -2: too many of them. */
static inline int64_t number(const char **p) {
  const char *q = *p;
  unsigned digit = (unsigned char)*q - (unsigned)'0';
  if (digit > 9) return -1;
  uint64_t value = 0; /* may wrap where there are too many digits */
  do {
    value = value * 10 + digit;
    digit = (unsigned char)*++q - (unsigned)'0';
  } while (digit <= 9);
  if (q - *p > MOST_DIGITS) return -2;
  *p = q;
  return (int64_t)value;
}

/* The bands from p on; where the next field begins, or NULL: something is unusual. */
static const char *read_bands(cpwi_reader *r, const char *p) {
  const int64_t bands = r->layout.file_bands, open = r->layout.bands - 1;
  cpwi_row *row = &r->row;
  int64_t i = 0, n = 0, total = 0;
  while (i < bands) {
    int64_t left = bands - i, run = zero_cells(p);
    if (run == MOST_ZEROS && left > MOST_ZEROS) {
      /* a constant step: the processor need not wait for the run to be counted */
      p += 2 * MOST_ZEROS;
      i += MOST_ZEROS;
      continue;
    }
    if (run > 0) {
      if (run > left) run = left;
      p += 2 * run;
      i += run;
      continue;
    }
    int64_t value = number(&p);
    if (value == -1) {
      run = empty_cells(p);
      if (run == 0) return NULL;
      if (run > left) run = left;
      p += run;
      i += run;
      continue;
    }
    if (value < 0 || *p++ != ',') return NULL;
    if (value > 0) {
      row->band[n] = (int32_t)(i < open ? i : open);
      row->value[n++] = value;
      total += value;
    }
    i++;
  }
  row->n = n;
  row->total = total;
  return p;
}

/* What stands behind the bands, from p to the end of the row; where the next row begins, or NULL:
 * something is unusual. */
static const char *read_totals(cpwi_reader *r, const char *p) {
  const cpwi_layout *l = &r->layout;
  cpwi_row *row = &r->row;
  row->unknown = 0;
  row->published = row->total_all = -1;
  for (int64_t i = l->lead + l->file_bands; i < l->columns; i++) {
    int64_t value = number(&p);
    if (value == -2) return NULL;
    switch (l->role[i].what) {
    case CPWI_ROLE_TOTAL:
      row->published = value;
      break;
    case CPWI_ROLE_UNKNOWN:
      row->unknown = value > 0 ? value : 0;
      break;
    case CPWI_ROLE_TOTAL_ALL:
      row->total_all = value;
      break;
    default:
      break;
    }
    if (i + 1 < l->columns && *p++ != ',') return NULL;
  }
  if (*p == '\r') p++;
  return *p == '\n' ? p + 1 : NULL;
}

int32_t cpwi_reader_fast(cpwi_reader *r) {
  const char *end, *before = NULL;
  const char *p = cpwi_table_peek(r->table, &end);
  int32_t status = CPW_OK;
  while (p < end) {
    const char *next = NULL;
    status = read_keys(r, p, before);
    if (status == CPW_OK) {
      next = read_bands(r, p + r->span[r->layout.lead - 1].end + 1);
      if (next) next = read_totals(r, next);
      /* a row that is too long is an error, and those are told by the general way */
      if (!next || next - p > r->table->options.max_row_bytes) status = LEAVE_IT;
    }
    if (status == CPW_OK) status = cpwi_layer_add(r->layer, &r->row);
    if (status != CPW_OK) break;
    before = p;
    p = next;
    cpwi_table_advance(r->table, p, 1);
  }
  return status == LEAVE_IT ? CPW_OK : status;
}
