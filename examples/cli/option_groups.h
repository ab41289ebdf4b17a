/* option_groups.h - the groups of options that commands are put together from. */
#ifndef CAREPATH_CLI_OPTION_GROUPS_H
#define CAREPATH_CLI_OPTION_GROUPS_H

#include "args.h"

extern const option_group output_group, run_group, rtt_group, row_group, history_group,
    extract_group, calibration_group, scenario_group, backlog_group, uncertainty_group,
    target_group, backtest_group, forecast_group, waits_group, steady_group, standards_group,
    report_group, answer_group, people_group, capacity_group, attendance_group, order_group,
    figures_group, ptl_group, prioritise_group, reason_group, record_group, frontier_group,
    vote_rule_group, ballot_group;

#endif
