/* Money of a vote to the last unit: read from the option and printed without a double on the way.
 * No source: decimal text against whole numbers of 1/unit, a power of ten.
 * Leaves amounts that are no whole numbers of units, such as money lacking, to text.c. */
#include "vote.h"

#include <string.h>

/* "250,000", "2m", "1.5bn", "1000000.50" as digits with at most one point; 0 where it is no amount. */
int vote_plain_money(const char *text, char *plain, size_t room) {
  static const struct {
    const char *word;
    int zeros;
  } scales[] = {{"", 0}, {"k", 3}, {"m", 6}, {"bn", 9}};
  size_t used = 0, digits = 0;
  int places = -1, zeros = -1;
  const char *at = text;
  if (strlen(text) + 16 > room) return 0;
  for (; *at == ',' || *at == '_' || *at == '.' || (*at >= '0' && *at <= '9'); at++) {
    if (*at == '.' && places >= 0) return 0;
    if (*at == '.') places = 0;
    if (*at < '0' || *at > '9') continue;
    plain[used++] = *at;
    digits++;
    places += places >= 0;
  }
  for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
    if (strcmp(at, scales[i].word) == 0) zeros = scales[i].zeros;
  if (!digits || zeros < 0) return 0;
  int shift = zeros - (places < 0 ? 0 : places);
  for (; shift > 0; shift--)
    plain[used++] = '0';
  for (; shift < 0 && plain[used - 1] == '0' && used > 1; shift++)
    used--;
  size_t decimals = (size_t)-shift;
  for (; used <= decimals; used++) { /* .05 */
    memmove(plain + 1, plain, used);
    plain[0] = '0';
  }
  if (decimals) {
    memmove(plain + used - decimals + 1, plain + used - decimals, decimals);
    plain[used - decimals] = '.';
    used++;
  }
  plain[used] = '\0';
  return 1;
}

int vote_units(const char *plain, int64_t unit, int64_t *out) {
  int64_t value = 0, left = unit;
  int point = 0;
  for (; *plain; plain++) {
    int64_t digit = *plain - '0';
    if (*plain == '.') {
      point = 1;
      continue;
    }
    if (point && left == 1) return VOTE_MONEY_FINE; /* no zeros stand at its end */
    if (point) left /= 10;
    if (value > (INT64_MAX - digit) / 10) return VOTE_MONEY_LARGE;
    value = 10 * value + digit;
  }
  if (value > INT64_MAX / left) return VOTE_MONEY_LARGE;
  *out = value * left;
  return VOTE_MONEY_FITS;
}

static int decimals_of(int64_t unit) {
  int decimals = 0;
  for (; unit > 1; unit /= 10)
    decimals++;
  return decimals;
}

/* Pence have two places, however few the file has. */
static int shown_decimals(int64_t unit) {
  int decimals = decimals_of(unit);
  return decimals == 1 ? 2 : decimals;
}

phrase vote_money_of(int64_t sum, int64_t unit) {
  int64_t part = sum % unit;
  if (unit <= 1) return pounds(sum);
  if (decimals_of(unit) == 1) part *= 10;
  return phrased("%s.%0*lld", pounds(sum / unit).text, shown_decimals(unit), (long long)part);
}

phrase vote_money(const ballots *b, int64_t sum) {
  return vote_money_of(sum, b->unit);
}

phrase vote_money_about(const ballots *b, double sum) {
  return grouped(sum / (double)b->unit, shown_decimals(b->unit));
}

phrase vote_money_plain(const ballots *b, int64_t sum) {
  int64_t part = sum % b->unit;
  int decimals = decimals_of(b->unit);
  for (; part && part % 10 == 0; decimals--)
    part /= 10;
  if (!part) return phrased("%lld", (long long)(sum / b->unit));
  return phrased("%lld.%0*lld", (long long)(sum / b->unit), decimals, (long long)part);
}
