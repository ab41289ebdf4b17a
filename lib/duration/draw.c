/* Draws of a law: from one word where that is enough, else from the stream; one by one and in arrays.
 * Source: inversion; the words of a branch are ranked from its top, and the rank is the survival.
 * Leaves shapes and scales to prepare.c, what is left of a duration to remaining.c and residual.c. */
#include "duration/internal.h"

#define INFINITE cpwi_from_bits(UINT64_C(0x7ff0000000000000))
#define CHUNK    256

double cpwi_part_survival(cpwi_part part, const cpw_stream *s, uint64_t number, double *below) {
  uint64_t under = part.size - 1 - part.rank;
  uint64_t least = part.rank < under ? part.rank : under;
  double size = part.size ? (double)part.size : 0x1p64;
  double share =
      ((double)least + (least < CPWI_SHORT_WORD ? cpwi_stream_fraction(s, number) : 0.5)) / size;
  *below = least == part.rank ? 1 - share : share;
  return least == part.rank ? share : 1 - share;
}

double cpwi_part_exponential(cpwi_part part, const cpw_stream *s, uint64_t number) {
  double below, survival = cpwi_part_survival(part, s, number, &below), out;
  if (part.size) return survival < below ? -cpw_math_log(survival) : -cpw_math_log1p(-below);
  uint64_t word = ~part.rank;
  cpwi_exponentials(s, number, &word, 1, &out);
  return out;
}

static double part_normal(cpwi_part part, const cpw_stream *s, uint64_t number) {
  double below, survival = cpwi_part_survival(part, s, number, &below), out;
  if (part.size)
    return survival < below ? -cpw_normal_quantile(survival) : cpw_normal_quantile(below);
  uint64_t word = ~part.rank;
  cpwi_normals(s, number, &word, 1, &out);
  return out;
}

static double part_unit(cpwi_part part, const cpw_stream *s, uint64_t number) {
  double below;
  if (part.size == 0) return cpwi_unit(~part.rank);
  cpwi_part_survival(part, s, number, &below);
  return below;
}

/* what a standard exponential makes */
static double stretched(const cpwi_duration *p, double e) {
  switch (p->law) {
  case CPW_DURATION_WEIBULL:
    return p->a * cpw_math_pow(e, p->b);
  case CPW_DURATION_GEOMETRIC:
    return 1 + floor(e / p->a);
  default:
    return p->a * e;
  }
}

/* the long branch has the highest words */
static double of_branches(const cpwi_duration *p, cpwi_part part, const cpw_stream *s,
                          uint64_t number) {
  int is_long = part.rank < p->split;
  if (!is_long) part.rank -= p->split;
  part.size = is_long ? p->split : part.size - p->split;
  return (is_long ? p->b : p->a) * cpwi_part_exponential(part, s, number);
}

/* the draw of a law that takes one word */
static double of_word(const cpwi_duration *p, const cpw_stream *s, uint64_t number, uint64_t word) {
  cpwi_part part = {~word, p->there};
  if (p->there && part.rank >= p->there) return 0;
  switch (p->law) {
  case CPW_DURATION_NEVER:
    return INFINITE;
  case CPW_DURATION_FIXED:
    return p->a;
  case CPW_DURATION_LOGNORMAL:
    return cpw_math_exp(p->a + p->b * part_normal(part, s, number));
  case CPW_DURATION_UNIFORM:
    return p->a + p->b * part_unit(part, s, number);
  case CPW_DURATION_HYPEREXPONENTIAL:
    return of_branches(p, part, s, number);
  default:
    return stretched(p, cpwi_part_exponential(part, s, number));
  }
}

double cpwi_duration_draw(const cpwi_duration *p, cpw_stream *s) {
  if (p->words == 0) return p->law == CPW_DURATION_NEVER ? INFINITE : p->a;
  if (p->words == 1) {
    uint64_t word = cpwi_next(s);
    return of_word(p, s, s->position - 1, word);
  }
  if (p->zero > 0) {
    uint64_t rank = ~cpwi_next(s);
    if (p->there && rank >= p->there) return 0;
  }
  if (p->law == CPW_DURATION_EMPIRICAL) return cpw_empirical_draw(p->empirical, s);
  return cpwi_gamma_draw(&p->gamma, s, p->a);
}

/* The draws of whole words, for laws without zeros, many at a time. Returns 0 for other laws. */
static int by_block(const cpwi_duration *p, const cpw_stream *s, uint64_t first,
                    const uint64_t *words, size_t n, double *out) {
  if (p->there) return 0;
  switch (p->law) {
  case CPW_DURATION_EXPONENTIAL:
    cpwi_exponentials(s, first, words, n, out);
    for (size_t i = 0; i < n; i++)
      out[i] *= p->a;
    return 1;
  case CPW_DURATION_WEIBULL:
  case CPW_DURATION_GEOMETRIC:
    cpwi_exponentials(s, first, words, n, out);
    for (size_t i = 0; i < n; i++)
      out[i] = stretched(p, out[i]);
    return 1;
  case CPW_DURATION_LOGNORMAL:
    cpwi_normals(s, first, words, n, out);
    for (size_t i = 0; i < n; i++)
      out[i] = cpw_math_exp(p->a + p->b * out[i]);
    return 1;
  default:
    return 0;
  }
}

static void fill_by_words(const cpwi_duration *p, cpw_stream *s, double *out, size_t n) {
  uint64_t words[CHUNK];
  while (n > 0) {
    size_t size = n < CHUNK ? n : CHUNK;
    uint64_t first = s->position;
    cpwi_stream_words(s, words, size);
    if (!by_block(p, s, first, words, size, out)) {
      for (size_t i = 0; i < size; i++)
        out[i] = of_word(p, s, first + i, words[i]);
    }
    out += size;
    n -= size;
  }
}

void cpwi_duration_fill(const cpwi_duration *p, cpw_stream *s, double *out, size_t n) {
  if (p->words == 1) {
    fill_by_words(p, s, out, n);
    return;
  }
  for (size_t i = 0; i < n; i++)
    out[i] = cpwi_duration_draw(p, s);
}
