/* The parts below the models: the grid, growing older, placing treatments, labels of places. */
#include "waitlist/internal.h"
#include "waitlist/suites.h"
#include "waitlist/world.h"

#include <float.h>
#include <math.h>

/* ---------------------------------------------------------------- grid ---------------------- */

START_TEST(a_grid_rounds_to_the_nearest_step_halves_to_even)
{
  cpwi_grid grid;
  ck_assert_int_eq(cpwi_grid_for(1000.0, CPWI_SHRINKS, &grid), CPW_OK);
  ck_assert_double_eq(grid.step, 0x1p-40);
  ck_assert_double_eq(cpwi_on_grid(0.0, &grid), 0.0);
  ck_assert_double_eq(cpwi_on_grid(1.0 / 3.0, &grid) / grid.step, rint(0x1p40 / 3.0));
  for (int k = -9; k <= 9; k++) {
    double half = ((double)k + 0.5) * grid.step;
    ck_assert_double_eq(cpwi_on_grid(half, &grid), rint((double)k + 0.5) * grid.step);
    ck_assert_double_eq(cpwi_on_grid(1000.0 + half, &grid) - 1000.0,
                        rint((double)k + 0.5) * grid.step);
  }
}
END_TEST

START_TEST(a_grid_is_fine_enough_for_every_size)
{
  for (int e = -300; e <= 270; e++)
    for (int32_t growth = CPWI_SHRINKS; growth <= CPWI_GROWS; growth++) {
      cpwi_grid grid;
      double size = 1.7 * pow(10.0, e);
      ck_assert_int_eq(cpwi_grid_for(size, growth, &grid), CPW_OK);
      if (e < -270) continue; /* smaller lists share the finest grid */
      ck_assert_double_le(grid.step, size * (growth == CPWI_GROWS ? 0x1p-40 : 0x1p-49));
      ck_assert_double_ge(grid.most, growth == CPWI_GROWS ? 1000.0 * size : size);
      ck_assert_double_eq(cpwi_on_grid(grid.most, &grid), grid.most);
      ck_assert_double_eq(4.0 * grid.most + grid.step - 4.0 * grid.most, grid.step);
    }
}
END_TEST

START_TEST(a_grid_for_no_sensible_number_is_refused)
{
  cpwi_grid grid;
  const double sizes[] = {1e300, HUGE_VAL, (double)NAN, -1.0};
  for (int i = 0; i < 4; i++)
    ck_assert_int_eq(cpwi_grid_for(sizes[i], CPWI_SHRINKS, &grid), CPW_EOVERFLOW);
  ck_assert_int_eq(cpwi_grid_for(0.0, CPWI_GROWS, &grid), CPW_OK);
}
END_TEST

START_TEST(a_sum_adds_everything)
{
  double x[11] = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};
  for (int64_t n = 0; n <= 11; n++)
    ck_assert_double_eq(cpwi_sum(n, x), (double)((1 << n) - 1));
}
END_TEST

/* ---------------------------------------------------------------- ageing -------------------- */

/* Bands cut into cells of a hundredth: people of a closed band fill theirs evenly. */
#define CELL  0.01
#define CELLS 20000

static int64_t cell_of(double edge) {
  return (int64_t)(edge / CELL + 0.5);
}

/* Everybody one period older by moving cells: `from` to `to`, and `starts` joined. */
static void age_by_cells(const cpw_bands *bands, const double *from, double starts, double *to) {
  static double cell[CELLS], older[CELLS];
  int64_t last = bands->count - 1, shift = cell_of(bands->period);
  memset(cell, 0, sizeof cell);
  memset(older, 0, sizeof older);
  for (int64_t m = 0; m < last; m++) {
    int64_t low = cell_of(bands->lower[m]), high = cell_of(bands->lower[m + 1]);
    for (int64_t c = low; c < high; c++)
      cell[c] = from[m] / (double)(high - low);
  }
  for (int64_t c = 0; c + shift < CELLS; c++)
    older[c + shift] = cell[c];
  for (int64_t c = 0; c < shift; c++)
    older[c] = starts / (double)shift;
  for (int64_t m = 0; m <= last; m++)
    to[m] = m == last ? from[last] : 0.0;
  for (int64_t c = 0, m = 0; c < CELLS; c++) {
    while (m < last && c >= cell_of(bands->lower[m + 1]))
      m++;
    to[m] += older[c];
  }
}

static void check_ageing(const cpw_bands *bands, cpw_stream *s) {
  int64_t n = bands->count;
  double from[WORLD_BANDS], to[WORLD_BANDS], expected[WORLD_BANDS];
  cpwi_ageing ageing;
  cpwi_grid grid;
  ck_assert_int_eq(cpwi_ageing_init(&ageing, bands, NULL), CPW_OK);
  ck_assert_int_eq(cpwi_grid_for(1e4, CPWI_SHRINKS, &grid), CPW_OK);
  double people = 0.0, starts = cpwi_on_grid(100.0 * cpw_random_uniform(s), &grid);
  for (int64_t m = 0; m < n; m++) {
    from[m] = cpwi_on_grid(100.0 * cpw_random_uniform(s), &grid);
    people += from[m];
  }
  cpwi_age(&ageing, &grid, from, to);
  ck_assert_double_eq(cpwi_sum(n, to), people);
  cpwi_join(&ageing, &grid, starts, to);
  ck_assert_double_eq(cpwi_sum(n, to), people + starts);
  age_by_cells(bands, from, starts, expected);
  for (int64_t m = 0; m < n; m++) {
    ck_assert_double_ge(to[m], 0.0);
    ck_assert_double_eq_tol(to[m], expected[m], 1e-9);
  }
  cpwi_ageing_free(&ageing, NULL);
}

START_TEST(growing_older_is_what_cells_of_a_hundredth_do)
{
  cpw_stream s;
  cpw_stream_init(&s, 7, 0, 0, 0);
  for (int k = 0; k < cpwt_cases(400); k++) {
    double lower[WORLD_BANDS] = {0};
    cpw_bands bands;
    cpw_bands_init(&bands);
    bands.count = 1 + (int64_t)cpw_random_below(&s, WORLD_BANDS);
    bands.lower = lower;
    bands.period = CELL * (double)(1 + cpw_random_below(&s, 600));
    for (int64_t m = 1; m < bands.count; m++)
      lower[m] = lower[m - 1] + CELL * (double)(1 + cpw_random_below(&s, 400));
    check_ageing(&bands, &s);
  }
}
END_TEST

START_TEST(bands_of_a_period_move_up_by_one)
{
  /* edges that are whole periods but for rounding count as such */
  const double lower[] = {0, 0.1, 0.2, 0.3, 0.4}, from[] = {1, 2, 4, 8, 16};
  const double expected[] = {32, 1, 2, 4, 24};
  double to[5];
  cpw_bands bands;
  cpw_bands_init(&bands);
  bands.count = 5;
  bands.lower = lower;
  bands.period = 0.1;
  cpwi_ageing ageing;
  cpwi_grid grid;
  ck_assert_int_eq(cpwi_ageing_init(&ageing, &bands, NULL), CPW_OK);
  ck_assert_int_eq(cpwi_grid_for(100.0, CPWI_SHRINKS, &grid), CPW_OK);
  ck_assert_int_eq(ageing.shift, 1);
  cpwi_age(&ageing, &grid, from, to);
  cpwi_join(&ageing, &grid, 32.0, to);
  for (int m = 0; m < 5; m++)
    ck_assert_double_eq(to[m], expected[m]);
  cpwi_ageing_free(&ageing, NULL);
}
END_TEST

START_TEST(weeks_grow_older_by_a_month)
{
  /* 4.348 weeks: of band 0, 0.652 go to band 4 and 0.348 to band 5; of the starts, 0.348 in band 4 */
  double lower[8] = {0, 1, 2, 3, 4, 5, 6, 7}, to[8], from[8] = {1000};
  cpw_bands bands;
  cpw_bands_init(&bands);
  bands.count = 8;
  bands.lower = lower;
  bands.period = CPW_WEEKS_PER_MONTH;
  cpwi_ageing ageing;
  cpwi_grid grid;
  ck_assert_int_eq(cpwi_ageing_init(&ageing, &bands, NULL), CPW_OK);
  ck_assert_int_eq(cpwi_grid_for(2000.0, CPWI_SHRINKS, &grid), CPW_OK);
  ck_assert_int_eq(ageing.reached, 5);
  cpwi_age(&ageing, &grid, from, to);
  double part = CPW_WEEKS_PER_MONTH - 4.0;
  ck_assert_double_eq_tol(to[4], 1000.0 * (1.0 - part), 1e-9);
  ck_assert_double_eq_tol(to[5], 1000.0 * part, 1e-9);
  memset(to, 0, sizeof to);
  cpwi_join(&ageing, &grid, CPW_WEEKS_PER_MONTH, to);
  for (int m = 0; m < 4; m++)
    ck_assert_double_eq_tol(to[m], 1.0, 1e-9);
  ck_assert_double_eq_tol(to[4], part, 1e-9);
  cpwi_ageing_free(&ageing, NULL);
}
END_TEST

/* ---------------------------------------------------------------- placing ------------------- */

/* T = min(room, rate want) with the rate that places the capacity, by bisection: another way than
 * the library's. The rest goes longest wait first. */
static void place_by_bisection(int64_t n, const double *want, const double *room, double capacity,
                               double *treated) {
  double low = 0.0, high = 0.0, placed = 0.0;
  for (int64_t m = 0; m < n; m++)
    if (want[m] > 0.0 && room[m] / want[m] > high) high = room[m] / want[m];
  for (int k = 0; k < 300; k++) {
    double rate = 0.5 * (low + high), sum = 0.0;
    for (int64_t m = 0; m < n; m++)
      sum += fmin(room[m], rate * want[m]);
    if (sum < capacity)
      low = rate;
    else
      high = rate;
  }
  for (int64_t m = 0; m < n; m++) {
    treated[m] = fmin(room[m], high * want[m]);
    placed += treated[m];
  }
  for (int64_t m = n - 1; m >= 0 && placed < capacity; m--) {
    double take = fmin(room[m] - treated[m], capacity - placed);
    treated[m] += take;
    placed += take;
  }
}

static void check_placing(cpw_stream *s) {
  double weight[WORLD_BANDS], room[WORLD_BANDS], left[WORLD_BANDS], want[WORLD_BANDS];
  double treated[WORLD_BANDS], expected[WORLD_BANDS], available = 0.0, wanted = 0.0;
  cpwi_course c;
  memset(&c, 0, sizeof c);
  c.bands = 1 + (int64_t)cpw_random_below(s, WORLD_BANDS);
  ck_assert_int_eq(cpwi_grid_for(1e4, CPWI_SHRINKS, &c.grid), CPW_OK);
  for (int64_t m = 0; m < c.bands; m++) {
    left[m] = room[m] = cpwi_on_grid(world_count(s, 100.0, 0), &c.grid);
    want[m] = weight[m] = world_chance(s, 0.2) ? 0.0 : room[m] * (0.1 + cpw_random_uniform(s));
    if (world_chance(s, 0.1)) want[m] = weight[m] = 50.0; /* wants more than are there */
    available += room[m];
  }
  wanted = cpwi_sum(c.bands, want);
  double capacity = cpwi_on_grid(1.1 * available * cpw_random_uniform(s), &c.grid);
  c.want = want;
  c.room = left;
  double placed = cpwi_place(&c, wanted, capacity, available, treated);
  ck_assert_double_eq(placed, fmin(capacity, available));
  ck_assert_double_eq(cpwi_sum(c.bands, treated), placed);
  place_by_bisection(c.bands, weight, room, fmin(capacity, available), expected);
  for (int64_t m = 0; m < c.bands; m++) {
    ck_assert_double_ge(treated[m], 0.0);
    ck_assert_double_le(treated[m], room[m]);
    ck_assert_double_eq(left[m], room[m] - treated[m]);
    ck_assert_double_eq_tol(treated[m], expected[m], 1e-8);
  }
}

START_TEST(placing_fills_bands_like_water)
{
  cpw_stream s;
  cpw_stream_init(&s, 11, 0, 0, 0);
  for (int k = 0; k < cpwt_cases(3000); k++)
    check_placing(&s);
}
END_TEST

START_TEST(placing_the_longest_waits_first)
{
  double want[] = {10, 10, 10}, room[] = {30, 30, 30}, treated[3];
  cpwi_course c;
  memset(&c, 0, sizeof c);
  c.bands = 3;
  c.want = want;
  c.room = room;
  c.longest_first = 0.5;
  ck_assert_int_eq(cpwi_grid_for(90.0, CPWI_SHRINKS, &c.grid), CPW_OK);
  /* 40: 20 to the longest waits, then 20 in thirds, of which only 10 are left there */
  ck_assert_double_eq(cpwi_place(&c, 30.0, 40.0, 90.0, treated), 40.0);
  ck_assert_double_eq_tol(treated[2], 20.0 + 20.0 / 3.0, 1e-12);
  ck_assert_double_eq_tol(treated[0], 20.0 / 3.0, 1e-12);
  double again[] = {30, 30, 30};
  c.room = again;
  c.longest_first = 1.0;
  ck_assert_double_eq(cpwi_place(&c, 30.0, 40.0, 90.0, treated), 40.0);
  ck_assert_double_eq(treated[2], 30.0);
  ck_assert_double_eq(treated[1], 10.0);
  ck_assert_double_eq(treated[0], 0.0);
}
END_TEST

START_TEST(hazards_too_small_to_tell_from_none)
{
  double want[] = {DBL_TRUE_MIN, 0.0}, room[] = {5, 7}, treated[2];
  cpwi_course c;
  memset(&c, 0, sizeof c);
  c.bands = 2;
  c.want = want;
  c.room = room;
  ck_assert_int_eq(cpwi_grid_for(12.0, CPWI_SHRINKS, &c.grid), CPW_OK);
  ck_assert_double_eq(cpwi_place(&c, DBL_TRUE_MIN, 6.0, 12.0, treated), 6.0);
  ck_assert_double_eq(treated[1], 6.0); /* longest wait first */
}
END_TEST

/* ---------------------------------------------------------------- labels -------------------- */

START_TEST(labels_are_not_cut_within_a_character)
{
  char label[400];
  const char *names[1] = {"provider"}, *texts[1] = {label};
  const char *const *columns[1] = {texts};
  cpw_dimension d = {"list", 1, 1, names, columns};
  for (size_t offset = 0; offset < 3; offset++) {
    size_t used = offset;
    memset(label, 'x', offset);
    for (; used + 3 < sizeof label; used += 2)
      memcpy(label + used, "\xc3\xa9", 2); /* e acute */
    label[used] = '\0';
    cpwi_label place = cpwi_list_label(&d, 0);
    size_t length = strlen(place.text);
    ck_assert_uint_lt(length, sizeof place.text);
    ck_assert_int_ne((unsigned char)place.text[length - 1], 0xc3);
  }
  ck_assert_str_eq(cpwi_list_label(NULL, 3).text, "list 3");
}
END_TEST

Suite *cpwt_flows_suite(void) {
  Suite *suite = suite_create("waitlist flows");
  TCase *limits = tcase_create("limits");
  tcase_add_test(limits, a_grid_rounds_to_the_nearest_step_halves_to_even);
  tcase_add_test(limits, a_grid_is_fine_enough_for_every_size);
  tcase_add_test(limits, a_grid_for_no_sensible_number_is_refused);
  tcase_add_test(limits, a_sum_adds_everything);
  tcase_add_test(limits, bands_of_a_period_move_up_by_one);
  tcase_add_test(limits, weeks_grow_older_by_a_month);
  tcase_add_test(limits, placing_the_longest_waits_first);
  tcase_add_test(limits, hazards_too_small_to_tell_from_none);
  tcase_add_test(limits, labels_are_not_cut_within_a_character);
  suite_add_tcase(suite, limits);
  TCase *properties = tcase_create("properties");
  tcase_set_timeout(properties, 300);
  tcase_add_test(properties, growing_older_is_what_cells_of_a_hundredth_do);
  tcase_add_test(properties, placing_fills_bands_like_water);
  suite_add_tcase(suite, properties);
  return suite;
}
