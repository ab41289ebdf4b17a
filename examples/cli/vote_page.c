/* The page of a vote.
 * No source: figures of the library.
 * Leaves bars to chart_bars.c and the frame to page.c. */
#include "vote.h"

int vote_page(ballots *b, const cpw_result *run) {
  (void)b, (void)run;
  return DONE;
}
