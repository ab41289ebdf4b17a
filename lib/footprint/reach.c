/* How far people are from the nearest open site, by group, and how many have each site nearest.
 * Source: great circles (distance.c); quantiles by people: the least distance within which so many are.
 * Leaves choice among sites to system_people. */
#include "footprint/internal.h"

#include <math.h>
#include <string.h>

typedef struct reaching {
  cpw_footprint_access x;
  const char *where;
  int64_t *rank;    /* (sites) by id */
  double *point;    /* (sites, 3) on the unit sphere */
  int64_t *nearest; /* (areas) */
  double *distance; /* (areas) km */
  int64_t *order;   /* (areas) by distance */
  cpw_result *r;
} reaching;

void cpw_footprint_access_init_sized(cpw_footprint_access *access, size_t size) {
  cpw_footprint_access x;
  memset(&x, 0, sizeof x);
  x.struct_size = sizeof x;
  x.groups = 1;
  x.detour = 1;
  cpwi_init_sized(access, size, &x, sizeof x);
}

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t check_points(const double *longitude, const double *latitude, int64_t n,
                            const char *name, const char *where, cpw_error *err) {
  for (int64_t i = 0; i < n; i++)
    if (!isfinite(longitude[i]) || !(fabs(latitude[i]) <= 90))
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "access.%s %lld is at longitude %s and latitude %s: finite, and -90 to 90",
                       name, (long long)i, cpwi_number(longitude[i]).text,
                       cpwi_number(latitude[i]).text);
  return CPW_OK;
}

static int32_t check_ids(const char *const *ids, int64_t n, const char *name, const char *where,
                         cpw_error *err) {
  for (int64_t i = 0; ids && i < n; i++)
    if (!ids[i])
      return cpwi_fail(err, CPW_EINVAL, i, where, "access.%s[%lld] is NULL", name, (long long)i);
  return CPW_OK;
}

static int32_t check_shape(const cpw_footprint_access *x, int64_t *cells, const char *where,
                           cpw_error *err) {
  if (x->areas < 1 || x->groups < 1 || x->sites < 1 || x->withins < 0 ||
      !cpwi_multiply(x->areas, x->groups, cells) || *cells > INT64_MAX / 64)
    return cpwi_fail(
        err, CPW_EINVAL, -1, where, "access of %lld areas, %lld groups, %lld sites and %lld limits",
        (long long)x->areas, (long long)x->groups, (long long)x->sites, (long long)x->withins);
  if (!x->area_longitude || !x->area_latitude || !x->site_longitude || !x->site_latitude ||
      (x->withins > 0 && !x->within))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "access: points or limits are NULL");
  if (!(x->detour >= 1 && x->detour <= 1e6))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "access.detour = %s must be 1 to 1e6",
                     cpwi_number(x->detour).text);
  int32_t s = check_ids(x->area_id, x->areas, "area_id", where, err);
  if (s == CPW_OK) s = check_ids(x->site_id, x->sites, "site_id", where, err);
  return s == CPW_OK ? check_ids(x->group_id, x->groups, "group_id", where, err) : s;
}

static int32_t check_access(const cpw_footprint_access *x, const char *where, cpw_error *err) {
  int64_t cells = 0, open = 0;
  int32_t status = check_shape(x, &cells, where, err);
  if (status == CPW_OK)
    status = check_points(x->area_longitude, x->area_latitude, x->areas, "area", where, err);
  if (status == CPW_OK)
    status = check_points(x->site_longitude, x->site_latitude, x->sites, "site", where, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; x->people && i < cells; i++)
    if (!(x->people[i] >= 0 && x->people[i] <= 1e290))
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "access.people[%lld] = %s must be finite and >= 0", (long long)i,
                       cpwi_number(x->people[i]).text);
  for (int64_t i = 0; i < x->withins; i++)
    if (!(x->within[i] >= 0))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "access.within[%lld] = %s must be >= 0",
                       (long long)i, cpwi_number(x->within[i]).text);
  for (int64_t i = 0; i < x->sites; i++) {
    if (x->open && x->open[i] != 0 && x->open[i] != 1)
      return cpwi_fail(err, CPW_EINVAL, i, where, "access.open[%lld] = %d must be 0 or 1",
                       (long long)i, (int)x->open[i]);
    open += !x->open || x->open[i];
  }
  if (open == 0) return cpwi_fail(err, CPW_EINVAL, -1, where, "access: no site is open");
  return CPW_OK;
}

/* ---------------------------------------------------------------- the nearest --------------- */

static void place(double longitude, double latitude, double *p) {
  double across = cpwi_footprint_sine(latitude + 90);
  longitude = fmod(longitude, 360);
  p[0] = across * cpwi_footprint_sine(longitude + 90);
  p[1] = across * cpwi_footprint_sine(longitude);
  p[2] = cpwi_footprint_sine(latitude);
}

static int64_t nearest_site(const reaching *k, const double *p) {
  int64_t best = -1;
  double least = (double)INFINITY;
  for (int64_t i = 0; i < k->x.sites; i++) {
    const double *q = k->point + 3 * i;
    if (k->x.open && !k->x.open[i]) continue;
    double x = p[0] - q[0], y = p[1] - q[1], z = p[2] - q[2], square = x * x + y * y + z * z;
    if (square > least || (square >= least && k->rank[i] > k->rank[best])) continue;
    least = square;
    best = i;
  }
  return best;
}

static void find_sites(reaching *k) {
  const cpw_footprint_access *x = &k->x;
  for (int64_t i = 0; i < x->sites; i++)
    place(x->site_longitude[i], x->site_latitude[i], k->point + 3 * i);
  for (int64_t a = 0; a < x->areas; a++) {
    double p[3] = {0};
    place(x->area_longitude[a], x->area_latitude[a], p);
    int64_t i = nearest_site(k, p);
    k->nearest[a] = i;
    k->distance[a] = x->detour * cpw_footprint_distance(x->area_longitude[a], x->area_latitude[a],
                                                        x->site_longitude[i], x->site_latitude[i]);
  }
}

static double people_of(const reaching *k, int64_t area, int64_t group) {
  return k->x.people ? k->x.people[area * k->x.groups + group] : 1;
}

/* ---------------------------------------------------------------- by site ------------------- */

static int32_t add(reaching *k, const char *name, const char *unit, const char *what,
                   const char *dimensions, double **out, cpw_error *err) {
  void *m = NULL;
  int32_t status =
      cpw_result_add_array(k->r, name, unit, what, dimensions, CPW_DOUBLE, CPW_MERGE_SAME, &m, err);
  *out = m;
  return status;
}

static int32_t write_sites(reaching *k, const cpw_exact_sum *people, const cpw_exact_sum *way,
                           cpw_error *err) {
  double *head = NULL, *mean = NULL, *share = NULL, *all = NULL, *hhi = NULL;
  cpw_exact_sum sum, far;
  cpw_exact_sum_init(&sum);
  cpw_exact_sum_init(&far);
  int32_t s = add(k, "site_people", "people", "who have it nearest", "site", &head, err);
  if (s == CPW_OK)
    s = add(k, "site_distance", "km", "mean of who have it nearest", "site", &mean, err);
  if (s == CPW_OK) s = add(k, "site_share", "share", "of all people", "site", &share, err);
  if (s == CPW_OK) s = add(k, "mean_all", "km", "mean of all people", "", &all, err);
  if (s == CPW_OK) s = add(k, "hhi", "", "concentration of people on sites", "", &hhi, err);
  for (int64_t i = 0; s == CPW_OK && i < k->x.sites; i++) {
    head[i] = cpw_exact_sum_value(&people[i]);
    mean[i] = head[i] > 0 ? cpw_exact_sum_value(&way[i]) / head[i] : CPWI_NAN;
    s = cpw_exact_sum_merge(&sum, &people[i], err);
    if (s == CPW_OK) s = cpw_exact_sum_merge(&far, &way[i], err);
  }
  if (s != CPW_OK) return s;
  double whole = cpw_exact_sum_value(&sum);
  cpw_footprint_concentration c = {.hhi = CPWI_NAN};
  if (whole > 0) s = cpw_footprint_concentrate(head, NULL, k->x.sites, 1, k->x.allocator, &c, err);
  for (int64_t i = 0; i < k->x.sites; i++)
    share[i] = whole > 0 ? head[i] / whole : CPWI_NAN;
  *all = whole > 0 ? cpw_exact_sum_value(&far) / whole : CPWI_NAN;
  *hhi = c.hhi;
  return s;
}

static int32_t by_site(reaching *k, cpw_error *err) {
  const cpw_allocator *a = k->x.allocator;
  cpw_exact_sum *people = cpwi_footprint_sums(k->x.sites, a);
  cpw_exact_sum *way = cpwi_footprint_sums(k->x.sites, a);
  int32_t status = CPW_ENOMEM;
  if (people && way) {
    for (int64_t i = 0; i < k->x.areas; i++)
      for (int64_t g = 0; g < k->x.groups; g++) {
        double head = people_of(k, i, g);
        cpw_exact_sum_add(&people[k->nearest[i]], head);
        cpw_exact_sum_add(&way[k->nearest[i]], head * k->distance[i]);
      }
    status = write_sites(k, people, way, err);
  } else
    status =
        cpwi_fail(err, CPW_ENOMEM, -1, k->where, "no memory for %lld sites", (long long)k->x.sites);
  cpwi_release(a, people);
  cpwi_release(a, way);
  return status;
}

/* ---------------------------------------------------------------- by group ------------------ */

typedef struct group_arrays {
  double *people, *mean, *median, *p90, *furthest, *within;
} group_arrays;

static double quantile(const reaching *k, int64_t group, double share, double whole) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < k->x.areas; i++) {
    cpw_exact_sum_add(&sum, people_of(k, k->order[i], group));
    double so_far = cpw_exact_sum_value(&sum);
    if (so_far > 0 && so_far >= share * whole) return k->distance[k->order[i]];
  }
  return CPWI_NAN;
}

static double within(const reaching *k, int64_t group, double limit, double whole) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < k->x.areas && k->distance[k->order[i]] <= limit; i++)
    cpw_exact_sum_add(&sum, people_of(k, k->order[i], group));
  return whole > 0 ? cpw_exact_sum_value(&sum) / whole : CPWI_NAN;
}

static void fill_group(const reaching *k, int64_t g, const group_arrays *a) {
  cpw_exact_sum people, way;
  cpw_exact_sum_init(&people);
  cpw_exact_sum_init(&way);
  a->furthest[g] = CPWI_NAN;
  for (int64_t i = 0; i < k->x.areas; i++) {
    double head = people_of(k, k->order[i], g), d = k->distance[k->order[i]];
    cpw_exact_sum_add(&people, head);
    cpw_exact_sum_add(&way, head * d);
    if (head > 0) a->furthest[g] = d;
  }
  double whole = cpw_exact_sum_value(&people);
  a->people[g] = whole;
  a->mean[g] = whole > 0 ? cpw_exact_sum_value(&way) / whole : CPWI_NAN;
  a->median[g] = quantile(k, g, 0.5, whole);
  a->p90[g] = quantile(k, g, 0.9, whole);
  for (int64_t j = 0; j < k->x.withins; j++)
    a->within[g * k->x.withins + j] = within(k, g, k->x.within[j], whole);
}

static int32_t by_group(reaching *k, cpw_error *err) {
  group_arrays a = {0};
  int32_t s = add(k, "people", "people", "of the group", "group", &a.people, err);
  if (s == CPW_OK) s = add(k, "mean", "km", "mean distance", "group", &a.mean, err);
  if (s == CPW_OK) s = add(k, "median", "km", "half are at most so far", "group", &a.median, err);
  if (s == CPW_OK) s = add(k, "p90", "km", "90 % are at most so far", "group", &a.p90, err);
  if (s == CPW_OK) s = add(k, "furthest", "km", "of anybody", "group", &a.furthest, err);
  if (s == CPW_OK)
    s = add(k, "within", "share", "of the group within the limit", "group limit", &a.within, err);
  if (s == CPW_OK)
    s = cpwi_order(k->distance, k->x.areas, 0, k->order, k->x.allocator, k->where, err);
  for (int64_t g = 0; s == CPW_OK && g < k->x.groups; g++)
    fill_group(k, g, &a);
  return s;
}

/* ---------------------------------------------------------------- the answer ---------------- */

static int32_t add_limits(reaching *k, cpw_error *err) {
  const cpw_allocator *a = k->x.allocator;
  const char **label = cpwi_alloc(a, (size_t)k->x.withins, sizeof *label);
  char *text = cpwi_alloc(a, (size_t)k->x.withins, CPW_NUMBER_CHARS);
  int32_t status = CPW_OK;
  if (!label || !text)
    status = cpwi_fail(err, CPW_ENOMEM, -1, k->where, "no memory for %lld limits",
                       (long long)k->x.withins);
  for (int64_t i = 0; status == CPW_OK && i < k->x.withins; i++) {
    label[i] = text + (size_t)i * CPW_NUMBER_CHARS;
    (void)cpw_format_double(k->x.within[i], text + (size_t)i * CPW_NUMBER_CHARS);
  }
  if (status == CPW_OK) status = cpw_result_add_dimension(k->r, "limit", k->x.withins, label, err);
  cpwi_release(a, label);
  cpwi_release(a, text);
  return status;
}

static int32_t write_areas(reaching *k, cpw_error *err) {
  void *nearest = NULL;
  double *distance = NULL;
  int32_t s = cpw_result_add_dimension(k->r, "area", k->x.areas, k->x.area_id, err);
  if (s == CPW_OK) s = cpw_result_add_dimension(k->r, "site", k->x.sites, k->x.site_id, err);
  if (s == CPW_OK) s = cpw_result_add_dimension(k->r, "group", k->x.groups, k->x.group_id, err);
  if (s == CPW_OK) s = add_limits(k, err);
  if (s == CPW_OK)
    s = cpw_result_add_array(k->r, "nearest", "", "number of the nearest open site", "area",
                             CPW_INT64, CPW_MERGE_SAME, &nearest, err);
  if (s == CPW_OK) s = add(k, "distance", "km", "to the nearest open site", "area", &distance, err);
  if (s != CPW_OK) return s;
  memcpy(nearest, k->nearest, (size_t)k->x.areas * sizeof *k->nearest);
  memcpy(distance, k->distance, (size_t)k->x.areas * sizeof *distance);
  return CPW_OK;
}

static int32_t reach(reaching *k, cpw_error *err) {
  const cpw_allocator *a = k->x.allocator;
  size_t sites = (size_t)k->x.sites, areas = (size_t)k->x.areas;
  k->rank = cpwi_alloc(a, sites, sizeof *k->rank);
  k->point = cpwi_alloc(a, sites, 3 * sizeof *k->point);
  k->nearest = cpwi_alloc(a, areas, sizeof *k->nearest);
  k->distance = cpwi_alloc(a, areas, sizeof *k->distance);
  k->order = cpwi_alloc(a, areas, sizeof *k->order);
  if (!k->rank || !k->point || !k->nearest || !k->distance || !k->order ||
      !cpwi_footprint_ranks(k->x.site_id, k->x.sites, k->rank, a))
    return cpwi_fail(err, CPW_ENOMEM, -1, k->where, "no memory for %lld areas",
                     (long long)k->x.areas);
  find_sites(k);
  int32_t status = cpw_result_new(a, &k->r, err);
  if (status == CPW_OK) status = write_areas(k, err);
  if (status == CPW_OK) status = by_group(k, err);
  return status == CPW_OK ? by_site(k, err) : status;
}

int32_t cpw_footprint_reach(const cpw_footprint_access *access, cpw_result **out, cpw_error *err) {
  reaching k;
  memset(&k, 0, sizeof k);
  k.where = __func__;
  if (!access || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", access ? "out" : "access");
  cpw_footprint_access_init_sized(&k.x, sizeof k.x);
  int32_t status = cpwi_take_options(&k.x, sizeof k.x, access, __func__, err);
  if (status == CPW_OK) status = cpwi_check_allocator(k.x.allocator, __func__, err);
  if (status == CPW_OK) status = check_access(&k.x, __func__, err);
  if (status != CPW_OK) return status;
  status = reach(&k, err);
  if (status == CPW_OK) {
    *out = k.r;
    k.r = NULL;
  }
  cpw_result_free(k.r);
  cpwi_release(k.x.allocator, k.rank);
  cpwi_release(k.x.allocator, k.point);
  cpwi_release(k.x.allocator, k.nearest);
  cpwi_release(k.x.allocator, k.distance);
  cpwi_release(k.x.allocator, k.order);
  return status;
}
