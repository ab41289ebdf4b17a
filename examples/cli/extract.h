/* extract.h - official monthly extracts: what the commands rtt, backlog and target share. */
#ifndef CAREPATH_CLI_EXTRACT_H
#define CAREPATH_CLI_EXTRACT_H

#include "input.h"
#include "settings.h"

#include <carepath.h>

/* DONE or an exit code after saying why. */
int extract_open(const settings *set, cpw_rtt **out);
int extract_read(cpw_rtt *rtt, input *in);
/* DONE where any row is left, else BAD_DATA after saying what was asked for. */
int extract_check(const settings *set, const cpw_result *figures);
/* One line on stderr: do the files add up to their own totals? */
void extract_say_reconciliation(const cpw_result *figures);

#endif
