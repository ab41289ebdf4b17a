// The laws of bench_random.c as the C++ standard library draws them, in the same form. By hand:
//   c++ -std=c++11 -O2 tests/bench/libstdcxx.cc -o build/libstdcxx && build/libstdcxx
#include <time.h>

#include <cstdio>
#include <random>

static double now() {
  timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

static volatile double kept;

template <class Draw> static void report(const char *name, Draw draw) {
  const int runs = 400, draws = 4096;
  double best = 1e9;
  for (int run = 0; run < runs; run++) {
    double sum = 0, start = now();
    for (int i = 0; i < draws; i++)
      sum += static_cast<double>(draw());
    double seconds = now() - start;
    if (seconds < best) best = seconds;
    kept = sum;
  }
  std::printf("libstdc++ %-31s %7.2f ns a draw\n", name, 1e9 * best / draws);
}

int main() {
  std::mt19937_64 g(1);
  std::ranlux48 luxury(1);
  std::minstd_rand minimal(1);
  report("minstd_rand (31 bits)", minimal);
  report("mt19937_64 (64-bit word)", g);
  report("ranlux48 (48 bits)", luxury);
  report("new mt19937_64, its first word", [&] {
    static unsigned long seed = 0;
    std::mt19937_64 fresh(seed++);
    return fresh();
  });
  std::uniform_real_distribution<double> uniform;
  report("uniform", [&] { return uniform(g); });
  std::uniform_int_distribution<long> below(0, 999);
  report("below 1000", [&] { return below(g); });
  std::exponential_distribution<double> exponential(1);
  report("exponential", [&] { return exponential(g); });
  std::normal_distribution<double> normal;
  report("normal", [&] { return normal(g); });
  std::lognormal_distribution<double> lognormal(0, 1);
  report("lognormal", [&] { return lognormal(g); });
  std::gamma_distribution<double> half(0.5), more(2.5);
  report("gamma 0.5", [&] { return half(g); });
  report("gamma 2.5", [&] { return more(g); });
  std::poisson_distribution<long> p01(0.1), p5(5), p20(20), p1000(1000), p1e9(1e9);
  report("poisson 0.1", [&] { return p01(g); });
  report("poisson 5", [&] { return p5(g); });
  report("poisson 20", [&] { return p20(g); });
  report("poisson 1000", [&] { return p1000(g); });
  report("poisson 1e9", [&] { return p1e9(g); });
  std::binomial_distribution<long> b20(20, 0.1), b10000(10000, 0.3), b1e9(1000000000, 0.3);
  report("binomial 20 0.1", [&] { return b20(g); });
  report("binomial 10000 0.3", [&] { return b10000(g); });
  report("binomial 1e9 0.3", [&] { return b1e9(g); });
  std::geometric_distribution<long> geometric(0.1);
  report("geometric 0.1", [&] { return geometric(g); });
  std::negative_binomial_distribution<long> negative(3, 3.0 / 23);
  report("negative_binomial 3 20", [&] { return negative(g); });
  std::vector<double> weights;
  for (int i = 0; i < 100; i++)
    weights.push_back(1 + i % 7);
  std::discrete_distribution<long> categories(weights.begin(), weights.end());
  report("discrete, 100 categories", [&] { return categories(g); });
}
