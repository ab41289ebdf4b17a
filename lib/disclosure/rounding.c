/* Small counts and rounding: what a single number may be shown as.
 * Source: unbiased random rounding as in Willenborg and de Waal, Elements of Statistical Disclosure Control
 * (2001), section 9.4. Leaves what totals give away to cycle.c. */
#include "carepath/random.h"
#include "disclosure/internal.h"

/* Of the random stream. */
#define PURPOSE 0x646973636cu

int64_t cpwi_disclosure_round(const cpw_disclosure_options *o, int64_t count, int64_t cell) {
  int64_t below = count % o->base, down = count - below;
  if (o->rounding == CPW_DISCLOSURE_ROUND_NONE || below == 0) return count;
  if (o->rounding == CPW_DISCLOSURE_ROUND_NEAREST)
    return 2 * below >= o->base ? down + o->base : down;
  cpw_stream stream;
  cpw_stream_init(&stream, o->seed, 0, PURPOSE, (uint64_t)cell);
  uint64_t draw = cpw_random_below(&stream, (uint64_t)o->base);
  return draw < (uint64_t)below ? down + o->base : down;
}

int64_t cpwi_disclosure_primary(const cpw_disclosure_options *o, int64_t count) {
  if (count == 0) return o->zeros ? CPW_DISCLOSURE_ZERO : CPW_DISCLOSURE_SHOWN;
  return count < o->least ? CPW_DISCLOSURE_SMALL : CPW_DISCLOSURE_SHOWN;
}
