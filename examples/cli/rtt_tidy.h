/* rtt_tidy.h - an aggregated extract in the form that `carepath backlog` reads. */
#ifndef CAREPATH_CLI_RTT_TIDY_H
#define CAREPATH_CLI_RTT_TIDY_H

#include "settings.h"

#include <carepath.h>

/* DONE or an exit code after saying why. */
int write_tidy(const settings *set, const cpw_result *figures);

#endif
