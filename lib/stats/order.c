/* Sorting and selecting doubles: quickselect for many ranks at once, with sorting as the case of all
 * ranks. Source: Hoare, CACM 4:321 (1961); Musser's depth limit (Software: Practice and Experience
 * 27:983-993, 1997). Leaves NaN to the callers, who refuse it, and zeros without sign to them too. */
#include "stats/internal.h"

#define SMALL 24 /* insertion sort from here down */
#define RUN   8  /* pairs that are sorted so before merging begins */

static void insertion_sort(double *x, int64_t n) {
  for (int64_t i = 1; i < n; i++) {
    double v = x[i];
    int64_t j = i;
    for (; j > 0 && v < x[j - 1]; j--)
      x[j] = x[j - 1];
    x[j] = v;
  }
}

static void sift(double *x, int64_t root, int64_t n) {
  double v = x[root];
  for (int64_t child = 2 * root + 1; child < n; child = 2 * root + 1) {
    if (child + 1 < n && x[child] < x[child + 1]) child++;
    if (!(v < x[child])) break;
    x[root] = x[child];
    root = child;
  }
  x[root] = v;
}

static void heap_sort(double *x, int64_t n) {
  for (int64_t i = n / 2 - 1; i >= 0; i--)
    sift(x, i, n);
  for (int64_t end = n - 1; end > 0; end--) {
    double top = x[0];
    x[0] = x[end];
    x[end] = top;
    sift(x, 0, end);
  }
}

static double median3(double a, double b, double c) {
  double low = a < b ? a : b, high = a < b ? b : a;
  return c < low ? low : c > high ? high : c;
}

/* the middle of three, or of three middles of three, spread over the range */
static double choose_pivot(const double *x, int64_t n) {
  int64_t mid = n / 2, step = n / 8;
  if (n < 128) return median3(x[0], x[mid], x[n - 1]);
  return median3(median3(x[0], x[step], x[2 * step]), median3(x[mid - step], x[mid], x[mid + step]),
                 median3(x[n - 1 - 2 * step], x[n - 1 - step], x[n - 1]));
}

/* Both partitions move what they look for to the front and return how many there are, without a
 * branch on the data. */
static int64_t gather_below(double *x, int64_t n, double pivot) {
  int64_t found = 0;
  for (int64_t i = 0; i < n; i++) {
    double v = x[i];
    x[i] = x[found];
    x[found] = v;
    found += v < pivot;
  }
  return found;
}
static int64_t gather_equal(double *x, int64_t n, double pivot) {
  int64_t found = 0;
  for (int64_t i = 0; i < n; i++) {
    double v = x[i];
    x[i] = x[found];
    x[found] = v;
    found += v <= pivot;
  }
  return found;
}

/* ranks wanted within a range; `all` stands for every one of them */
typedef struct wanted {
  const double *rank;
  int64_t count;
  int all;
} wanted;

static wanted below(wanted w, int64_t limit) {
  int64_t low = 0, high = w.count;
  while (low < high) {
    int64_t mid = low + (high - low) / 2;
    if (w.rank[mid] < (double)limit)
      low = mid + 1;
    else
      high = mid;
  }
  return (wanted){w.rank, low, w.all};
}
static wanted from(wanted w, int64_t limit) {
  int64_t skipped = below(w, limit).count;
  return (wanted){w.rank + skipped, w.count - skipped, w.all};
}

/* x[begin .. begin + n), whose ranks begin at `begin` */
static void arrange(double *x, int64_t begin, int64_t n, wanted w, int depth) {
  while (w.count > 0 || w.all) {
    if (n <= SMALL) {
      insertion_sort(x + begin, n);
      return;
    }
    if (depth-- == 0) {
      heap_sort(x + begin, n);
      return;
    }
    double pivot = choose_pivot(x + begin, n);
    int64_t less = gather_below(x + begin, n, pivot);
    int64_t rest = n - less - gather_equal(x + begin + less, n - less, pivot);
    int64_t right = begin + n - rest;
    wanted left_ranks = w.all ? w : below(w, begin + less);
    wanted right_ranks = w.all ? w : from(w, right);
    if (less < rest) { /* the shorter side by a call, the longer one by the loop */
      arrange(x, begin, less, left_ranks, depth);
      begin = right;
      n = rest;
      w = right_ranks;
    } else {
      arrange(x, right, rest, right_ranks, depth);
      n = less;
      w = left_ranks;
    }
  }
}

static int depth_limit(int64_t n) {
  int depth = 4;
  for (; n > 0; n /= 2)
    depth += 2;
  return depth;
}

void cpwi_sort_doubles(double *x, int64_t n) {
  arrange(x, 0, n, (wanted){NULL, 0, 1}, depth_limit(n));
}

void cpwi_select_doubles(double *x, int64_t n, const double *ranks, int64_t count) {
  arrange(x, 0, n, (wanted){ranks, count, 0}, depth_limit(n));
}

/* -------- pairs: merging from the bottom, O(n log n) at worst */

/* without branches, which the data would make unpredictable */
static inline int before(const cpwi_pair *a, const cpwi_pair *b) {
  return (a->x < b->x) | ((a->x == b->x) & (a->w < b->w));
}

static void merge_runs(const cpwi_pair *a, int64_t n, const cpwi_pair *b, int64_t m,
                       cpwi_pair *out) {
  const cpwi_pair *a_end = a + n, *b_end = b + m;
  while (a < a_end && b < b_end) {
    int second = before(b, a);
    *out++ = *(second ? b : a);
    b += second;
    a += !second;
  }
  memcpy(out, a, (size_t)(a_end - a) * sizeof *out);
  memcpy(out + (a_end - a), b, (size_t)(b_end - b) * sizeof *out);
}

static void insert_pairs(cpwi_pair *pairs, int64_t n) {
  for (int64_t i = 1; i < n; i++) {
    cpwi_pair v = pairs[i];
    int64_t j = i;
    for (; j > 0 && before(&v, &pairs[j - 1]); j--)
      pairs[j] = pairs[j - 1];
    pairs[j] = v;
  }
}

void cpwi_sort_pairs(cpwi_pair *pairs, cpwi_pair *scratch, int64_t n) {
  cpwi_pair *from_runs = pairs, *to_runs = scratch;
  for (int64_t i = 0; i < n; i += RUN)
    insert_pairs(pairs + i, n - i < RUN ? n - i : RUN);
  for (int64_t run = RUN; run < n; run *= 2) {
    for (int64_t i = 0; i < n; i += 2 * run) {
      int64_t first = n - i < run ? n - i : run;
      int64_t second = n - i - first < run ? n - i - first : run;
      merge_runs(from_runs + i, first, from_runs + i + first, second, to_runs + i);
    }
    cpwi_pair *swap = from_runs;
    from_runs = to_runs;
    to_runs = swap;
  }
  if (from_runs != pairs) memcpy(pairs, from_runs, (size_t)n * sizeof *pairs);
}
