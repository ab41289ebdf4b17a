/* Binomial numbers where very many are drawn, each of another law: two at a time, nearly all of them
 * accepted by series alone. Source: Marsaglia, Computers & Mathematics with Applications 10, 1984 (the
 * exact-approximation method); Cornish and Fisher 1938; the mass function as in random/count.c.
 * Leaves small expectations, and candidates that the series cannot tell, to random/.
 *
 * A candidate is the whole number nearest to mean + t(z), z standard normal,
 *   t(z) = g (z^2 - 1) + (sd + 1/4) z + z^3 / (50 sd),  g = (1 - 2 p) / 6:
 * the skewness of the law, a little wide for the jump between whole numbers, and heavy in the tails.
 * It is taken with the chance P(j) t'(z) exp(z^2 / 2) / M, P less what Stirling gives for the mean, and
 * M = sd + 1/2 + (0.47 + 1.5 / sd^2) / sd, which it never exceeds (test "binomial_hat"). */
#include "simulate/binomial.h"

#include "random/internal.h"

/* expectations below this are drawn by counting up, more people by random/ */
#define FROM_HERE_NORMAL 10.0
#define MOST_PEOPLE      (INT64_C(1) << 40)
/* so few people are asked one by one */
#define FEW 4
/* laws that are gathered before they are drawn: even */
#define GATHERED 64

#define INLINE static inline __attribute__((always_inline))

typedef double two __attribute__((vector_size(16)));
typedef int64_t truth __attribute__((vector_size(16)));

/* 1 + y + y^2 / 2 + y^3 / 6 <= exp(y) */
static inline two below_exp(two y) {
  return 1 + y * (1 + y * (0.5 + y * (1.0 / 6)));
}

static inline two absolute(two y) {
  return (two)((truth)y & INT64_MAX);
}

static inline two root(two x) {
  two out = {sqrt(x[0]), sqrt(x[1])};
  return out;
}

/* Two laws, p <= 1/2: one and other are 1 / (n p) and 1 / (n (1 - p)), both their sum. */
typedef struct laws {
  two people, p, mean, one, other, both, product, sd;
} laws;

INLINE laws laws_of(two people, two p) {
  laws l;
  l.people = people;
  l.p = p;
  l.mean = people * p;
  two misses = people - l.mean;
  l.product = 1 / (l.mean * misses);
  l.one = misses * l.product;
  l.other = l.mean * l.product;
  l.both = l.one + l.other;
  l.sd = root(l.mean * (1 - p));
  return l;
}

typedef struct hat {
  two shift, slope, level;
} hat;

INLINE hat hat_at(const laws *l, two z) {
  hat h;
  two bend = (1 - 2 * l->p) * (1.0 / 6), wide = l->sd + 0.25, narrow = l->sd * l->both;
  two tail = narrow * 0.02, z2 = z * z;
  h.shift = (z2 - 1) * bend + z * (wide + tail * z2);
  h.slope = wide + z * (2 * bend) + 3 * tail * z2;
  h.level = l->sd + 0.5 + (0.47 + 1.5 * l->both) * narrow;
  return h;
}

/* Candidates: the whole number base + step, which is taken if v level <= slope exp(z^2 / 2) P. */
typedef struct candidates {
  two base, step, fraction, z;
  two ahead, error; /* z^2 / 2 + log P, within error */
  truth known;      /* or nothing is known about it */
  hat hat;
} candidates;

#define ROUND 0x1.8p52

/* log P, P being 1 at the mean, and a bound of what is left out. Each cell of the law, successes and
 * failures, has a deviance, a count and a Stirling correction as in random/count.c; here they are
 * expanded in y = d / (n p) and -d / (n (1 - p)), none beyond 1/2: the deviance but for 0.08 y^5 of
 * its expectation, half the logarithm of the count but for 0.215 y^4, the correction but for y^2 / 6
 * over the expectation. The mode, by which exactly() goes, may be both^2 (1 + both) off. */
INLINE two log_mass(const laws *l, two d, two *error) {
  two both2 = l->both * l->both, d2 = d * d, y = absolute(d) * l->one, y2 = y * y;
  two apart = l->one - l->other;
  two first = apart * (0.5 - l->both * (1.0 / 12));
  two second = 0.5 * l->both - 0.25 * (both2 - 2 * l->product);
  two third = apart * (1.0 / 6) * (both2 - l->product - l->both);
  two fourth = l->both * (1.0 / 12) * (both2 - 3 * l->product);
  *error = 1e-8 + both2 * (1 + l->both) +
           y2 * (l->both * (1.0 / 6) + 0.43 * y2 + 0.08 * l->both * d2 * y);
  return -(d * (first + d2 * third) + d2 * (second + d2 * fourth));
}

INLINE candidates candidates_at(const laws *l, two z) {
  candidates c;
  c.hat = hat_at(l, z);
  c.base = (l->mean + ROUND) - ROUND;
  c.fraction = l->mean - c.base;
  c.step = ((c.fraction + c.hat.shift) + ROUND) - ROUND;
  c.z = z;
  two d = c.step - c.fraction;
  c.ahead = log_mass(l, d, &c.error) + 0.5 * z * z;
  c.known = (truth)(absolute(d) * l->one <= 0.5);
  return c;
}

/* Those that are taken for certain, v being at most this. */
INLINE truth taken(const candidates *c, two v) {
  return c->known & (truth)(v * c->hat.level <= c->hat.slope * below_exp(c->ahead - c->error));
}

/* By the mass function, measured from the mode as log_mass measures. */
static int exactly(const laws *l, const candidates *c, int i, double v) {
  cpwi_count_law full;
  cpwi_binomial_prepare(&full, (int64_t)l->people[i], l->p[i]);
  int64_t j = (int64_t)c->base[i] - full.cells.base + (int64_t)c->step[i];
  double one = l->one[i], other = l->other[i], both = l->both[i];
  double e = (double)full.cells.reference - full.cells.fraction;
  double mode = both * (0.5 * e * e + 1.0 / 12) + 0.5 * e * (one - other) - both * (1.0 / 12);
  double level = v * c->hat.level[i] / c->hat.slope[i];
  return cpwi_cells_log_ratio(&full.cells, j, level) - mode + 0.5 * c->z[i] * c->z[i] >= 0;
}

/* 16 bits of v are known: the others are drawn. */
static int accepts(cpw_stream *stream, const laws *l, const candidates *c, int i, double bits) {
  double v = (bits + cpwi_next_open(stream)) * 0x1p-16, out = c->base[i] + c->step[i];
  two vs = {v, v}, more = below_exp(-(c->ahead + c->error));
  if (taken(c, vs)[i]) return 1;
  if (out < 0 || out > l->people[i]) return 0;
  if (c->known[i] && more[i] > 0 && v * c->hat.level[i] * more[i] > c->hat.slope[i]) return 0;
  return exactly(l, c, i, v);
}

static inline double sixteen(uint64_t word, int64_t k) {
  return (double)(int32_t)(word >> (16 * (k & 3)) & 0xffff);
}

/* One law whose candidate z is not taken for certain: it, or those that follow, until one is. */
static double settle(cpw_stream *stream, double people, double p, double z, double bits) {
  two n = {people, people}, share = {p, p};
  laws l = laws_of(n, share);
  for (;;) {
    two at = {z, z};
    candidates c = candidates_at(&l, at);
    if (accepts(stream, &l, &c, 0, bits)) return c.base[0] + c.step[0];
    z = cpwi_normal(stream);
    bits = sixteen(cpwi_next(stream), 0);
  }
}

/* Laws that wait to be drawn together. */
typedef struct batch {
  int64_t count, place[GATHERED];
  double people[GATHERED], p[GATHERED];
} batch;

/* One candidate each, two laws side by side; 16 bits of v decide nearly always. */
static void draw_gathered(cpw_stream *stream, batch *b, int64_t *out) {
  uint64_t word[GATHERED + GATHERED / 4], number = stream->position;
  double normal[GATHERED];
  const int64_t count = b->count, padded = count + (count & 1);
  b->people[padded - 1] = b->people[count - 1];
  b->p[padded - 1] = b->p[count - 1];
  const uint64_t *chance = word + padded;
  cpwi_stream_words(stream, word, (size_t)(padded + (padded + 3) / 4));
  cpwi_normals(stream, number, word, (size_t)padded, normal);
  for (int64_t k = 0; k < padded; k += 2) {
    two n = {b->people[k], b->people[k + 1]}, p = {b->p[k], b->p[k + 1]};
    two z = {normal[k], normal[k + 1]};
    two bits = {sixteen(chance[k / 4], k), sixteen(chance[k / 4], k + 1)};
    laws l = laws_of(n, p);
    candidates c = candidates_at(&l, z);
    truth sure = taken(&c, (bits + 1) * 0x1p-16);
    two x = c.base + c.step;
    if (CPWI_UNLIKELY(!sure[0])) x[0] = settle(stream, n[0], p[0], z[0], bits[0]);
    if (CPWI_UNLIKELY(!sure[1]) && k + 1 < count) x[1] = settle(stream, n[1], p[1], z[1], bits[1]);
    out[k] = (int64_t)x[0];
    out[k + 1] = (int64_t)x[1];
  }
}

static void draw(cpw_stream *stream, batch *b, const double *chance, const int64_t *people,
                 int64_t *out) {
  int64_t x[GATHERED];
  if (b->count > 0) draw_gathered(stream, b, x);
  for (int64_t k = 0; k < b->count; k++) {
    int64_t to = b->place[k];
    out[to] = chance[to] > 0.5 ? people[to] - x[k] : x[k];
  }
  b->count = 0;
}

/* n p < 10, p <= 1/2. Nobody is drawn with a chance of at least 1 - n p: most often that is enough. */
static int64_t few(cpw_stream *stream, int64_t n, double p) {
  if (n <= FEW) {
    int64_t sum = 0;
    while (n-- > 0)
      sum += cpwi_next_open(stream) < p;
    return sum;
  }
  uint64_t number = stream->position;
  if (cpwi_next_survival(stream) >= (double)n * p * (1 + 1e-9)) return 0;
  stream->position = number; /* its words are still there, or are made again */
  return cpw_random_binomial(stream, n, p);
}

void cpwi_binomials(cpw_stream *stream, int64_t count, const int64_t *people, const double *chance,
                    int64_t *out) {
  batch b;
  b.count = 0;
  for (int64_t i = 0; i < count; i++) {
    int64_t n = people[i];
    double p = chance[i], rarer = p > 0.5 ? 1 - p : p, trials = (double)n;
    if (trials * rarer >= FROM_HERE_NORMAL && n <= MOST_PEOPLE) {
      b.place[b.count] = i;
      b.people[b.count] = trials;
      b.p[b.count++] = rarer;
      if (b.count == GATHERED) draw(stream, &b, chance, people, out);
    } else if (n <= 0 || !(rarer > 0)) {
      out[i] = p > 0.5 ? n : 0;
    } else {
      int64_t x = n > MOST_PEOPLE ? cpw_random_binomial(stream, n, rarer) : few(stream, n, rarer);
      out[i] = p > 0.5 ? n - x : x;
    }
  }
  draw(stream, &b, chance, people, out);
}

int64_t cpwi_binomial(cpw_stream *stream, int64_t people, double chance) {
  int64_t out;
  cpwi_binomials(stream, 1, &people, &chance, &out);
  return out;
}

cpwi_binomial_hat cpwi_binomial_hat_at(double n, double p, double z) {
  two people = {n, n}, share = {p, p}, at = {z, z};
  laws l = laws_of(people, share);
  hat h = hat_at(&l, at);
  cpwi_binomial_hat out = {h.shift[0], h.slope[0], h.level[0]};
  return out;
}
