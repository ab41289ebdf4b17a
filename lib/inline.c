/* lib/inline.c - one exported copy of each inline function of the headers, for bindings and for
 * callers that take its address. Source: the headers in include/carepath, by tests/tools/generate.py.
 * Generated: change the headers and run `make generate`. The formulae stay in the headers. */
#include "carepath/advice.h"
#include "carepath/apportion.h"
#include "carepath/audit.h"
#include "carepath/backtest.h"
#include "carepath/base.h"
#include "carepath/before_after.h"
#include "carepath/budget.h"
#include "carepath/capitation.h"
#include "carepath/carers.h"
#include "carepath/choice.h"
#include "carepath/citizens.h"
#include "carepath/claims.h"
#include "carepath/coalition.h"
#include "carepath/dates.h"
#include "carepath/dcea.h"
#include "carepath/devolve.h"
#include "carepath/discipline.h"
#include "carepath/disclosure.h"
#include "carepath/equity.h"
#include "carepath/event_log.h"
#include "carepath/fair.h"
#include "carepath/first_come.h"
#include "carepath/flow_fit.h"
#include "carepath/footprint.h"
#include "carepath/forecast.h"
#include "carepath/frontier.h"
#include "carepath/impact.h"
#include "carepath/knapsack.h"
#include "carepath/least_squares.h"
#include "carepath/liaison.h"
#include "carepath/linear.h"
#include "carepath/markov.h"
#include "carepath/mcda.h"
#include "carepath/mitigators.h"
#include "carepath/pabulib.h"
#include "carepath/pace.h"
#include "carepath/pathway.h"
#include "carepath/pathway_events.h"
#include "carepath/pathway_fluid.h"
#include "carepath/pathway_steady.h"
#include "carepath/patients.h"
#include "carepath/payment.h"
#include "carepath/phases.h"
#include "carepath/plan.h"
#include "carepath/plans.h"
#include "carepath/pool.h"
#include "carepath/prevention.h"
#include "carepath/priority.h"
#include "carepath/projection.h"
#include "carepath/queue.h"
#include "carepath/rates.h"
#include "carepath/returns.h"
#include "carepath/rtt.h"
#include "carepath/sensitivity.h"
#include "carepath/simulate.h"
#include "carepath/smaa.h"
#include "carepath/snapshots.h"
#include "carepath/spc.h"
#include "carepath/stats.h"
#include "carepath/steady.h"
#include "carepath/surge.h"
#include "carepath/survival.h"
#include "carepath/system.h"
#include "carepath/system_allocate.h"
#include "carepath/system_explain.h"
#include "carepath/system_frontier.h"
#include "carepath/system_govern.h"
#include "carepath/system_money.h"
#include "carepath/system_organisations.h"
#include "carepath/system_run.h"
#include "carepath/system_stress.h"
#include "carepath/table.h"
#include "carepath/urgency.h"
#include "carepath/volunteers.h"
#include "carepath/vote.h"
#include "carepath/voters.h"
#include "carepath/waitlist.h"
#include "carepath/waits.h"
#include "carepath/weights.h"
#include "carepath/workforce.h"

/* clang-format off */
extern inline void cpw_run_init(cpw_run *run);
extern inline void cpw_apportion_options_init(cpw_apportion_options *options);
extern inline void cpw_before_after_init(cpw_before_after *panel);
extern inline void cpw_capitation_options_init(cpw_capitation_options *options);
extern inline void cpw_carers_init(cpw_carers *carers);
extern inline void cpw_choice_init(cpw_choice *out);
extern inline void cpw_choice_response_init(cpw_choice_response *response);
extern inline void cpw_choice_counts_init(cpw_choice_counts *counts);
extern inline void cpw_citizens_panel_init(cpw_citizens_panel *panel);
extern inline void cpw_citizens_fit_init(cpw_citizens_fit *fit);
extern inline void cpw_claims_options_init(cpw_claims_options *options);
extern inline void cpw_coalition_options_init(cpw_coalition_options *options);
extern inline void cpw_coalition_game_init(cpw_coalition_game *game);
extern inline void cpw_coalition_books_init(cpw_coalition_books *books);
extern inline void cpw_date_rows_init(cpw_date_rows *rows);
extern inline void cpw_dates_options_init(cpw_dates_options *options);
extern inline int32_t cpw_dcea_quadrant(double efficiency, double equity);
extern inline void cpw_dcea_options_init(cpw_dcea_options *options);
extern inline void cpw_dcea_wait_options_init(cpw_dcea_wait_options *options);
extern inline void cpw_devolve_tree_init(cpw_devolve_tree *tree);
extern inline void cpw_disclosure_options_init(cpw_disclosure_options *options);
extern inline void cpw_fair_people_init(cpw_fair_people *people);
extern inline void cpw_fair_exposure_options_init(cpw_fair_exposure_options *options);
extern inline void cpw_flow_counts_init(cpw_flow_counts *counts);
extern inline void cpw_flow_options_init(cpw_flow_options *options);
extern inline void cpw_footprint_init(cpw_footprint *footprint);
extern inline void cpw_footprint_options_init(cpw_footprint_options *options);
extern inline void cpw_footprint_margins_init(cpw_footprint_margins *margins);
extern inline void cpw_footprint_plans_init(cpw_footprint_plans *plans);
extern inline void cpw_footprint_access_init(cpw_footprint_access *access);
extern inline void cpw_knapsack_options_init(cpw_knapsack_options *options);
extern inline void cpw_knapsack_rules_init(cpw_knapsack_rules *rules);
extern inline void cpw_least_squares_init(cpw_least_squares *problem);
extern inline void cpw_least_squares_answer_init(cpw_least_squares_answer *answer);
extern inline double cpw_liaison_ratio(double bed_days, double unit, double cost);
extern inline void cpw_liaison_init(cpw_liaison *liaison);
extern inline void cpw_linear_program_init(cpw_linear_program *program);
extern inline void cpw_linear_options_init(cpw_linear_options *options);
extern inline void cpw_linear_answer_init(cpw_linear_answer *answer);
extern inline void cpw_mcda_table_init(cpw_mcda_table *table);
extern inline void cpw_mcda_method_init(cpw_mcda_method *method);
extern inline void cpw_mcda_electre_options_init(cpw_mcda_electre_options *options);
extern inline void cpw_mitigators_init(cpw_mitigators *mitigators);
extern inline void cpw_pace_options_init(cpw_pace_options *options);
extern inline void cpw_payment_init(cpw_payment *payment);
extern inline void cpw_plans_problem_init(cpw_plans_problem *problem);
extern inline void cpw_plans_options_init(cpw_plans_options *options);
extern inline void cpw_plans_lists_init(cpw_plans_lists *lists);
extern inline void cpw_pool_init(cpw_pool *pool);
extern inline double cpw_pool_uplift(double previous, double rate);
extern inline void cpw_prevention_init(cpw_prevention *prevention);
extern inline void cpw_priority_policy_init(cpw_priority_policy *policy);
extern inline void cpw_priority_list_init(cpw_priority_list *list);
extern inline void cpw_priority_ranking_init(cpw_priority_ranking *ranking);
extern inline void cpw_audit_entry_init(cpw_audit_entry *entry);
extern inline void cpw_projection_init(cpw_projection *projection);
extern inline void cpw_queue_course_options_init(cpw_queue_course_options *options);
extern inline void cpw_queue_schedule_init(cpw_queue_schedule *schedule);
extern inline void cpw_queue_stay_init(cpw_queue_stay *stay);
extern inline void cpw_queue_ward_init(cpw_queue_ward *ward);
extern inline void cpw_queue_weekly_list_init(cpw_queue_weekly_list *list);
extern inline void cpw_queue_tandem_init(cpw_queue_tandem *tandem);
extern inline void cpw_advice_init(cpw_advice *advice);
extern inline void cpw_event_log_init(cpw_event_log *log);
extern inline void cpw_event_log_options_init(cpw_event_log_options *options);
extern inline void cpw_first_come_options_init(cpw_first_come_options *options);
extern inline double cpw_hazard_from_probability(double p, double period);
extern inline double cpw_probability_from_hazard(double rate, double period);
extern inline void cpw_panel_init(cpw_panel *panel);
extern inline void cpw_markov_options_init(cpw_markov_options *options);
extern inline void cpw_pathway_init(cpw_pathway *pathway);
extern inline void cpw_pathway_events_options_init(cpw_pathway_events_options *options);
extern inline void cpw_pathway_forecast_options_init(cpw_pathway_forecast_options *options);
extern inline void cpw_pathway_fluid_options_init(cpw_pathway_fluid_options *options);
extern inline void cpw_pathway_steady_options_init(cpw_pathway_steady_options *options);
extern inline void cpw_patient_rows_init(cpw_patient_rows *rows);
extern inline void cpw_patients_list_init(cpw_patients_list *list);
extern inline void cpw_patients_options_init(cpw_patients_options *options);
extern inline void cpw_patients_calendar_init(cpw_patients_calendar *calendar);
extern inline void cpw_phases_options_init(cpw_phases_options *options);
extern inline void cpw_budget_problem_init(cpw_budget_problem *problem);
extern inline void cpw_budget_units_init(cpw_budget_units *problem);
extern inline void cpw_budget_options_init(cpw_budget_options *options);
extern inline void cpw_budget_people_init(cpw_budget_people *people);
extern inline void cpw_returns_init(cpw_returns *returns);
extern inline void cpw_rtt_options_init(cpw_rtt_options *options);
extern inline void cpw_sensitivity_options_init(cpw_sensitivity_options *options);
extern inline void cpw_model_init(cpw_model *model);
extern inline void cpw_smaa_options_init(cpw_smaa_options *options);
extern inline void cpw_statistic_init(cpw_statistic *statistic);
extern inline void cpw_bootstrap_options_init(cpw_bootstrap_options *options);
extern inline void cpw_gaps_options_init(cpw_gaps_options *options);
extern inline void cpw_slope_options_init(cpw_slope_options *options);
extern inline void cpw_concentration_options_init(cpw_concentration_options *options);
extern inline void cpw_bounds_options_init(cpw_bounds_options *options);
extern inline void cpw_impact_list_init(cpw_impact_list *list);
extern inline void cpw_impact_options_init(cpw_impact_options *options);
extern inline void cpw_rates_options_init(cpw_rates_options *options);
extern inline void cpw_rates_funnel_options_init(cpw_rates_funnel_options *options);
extern inline void cpw_spc_options_init(cpw_spc_options *options);
extern inline void cpw_surge_init(cpw_surge *surge);
extern inline void cpw_survival_rows_init(cpw_survival_rows *rows);
extern inline void cpw_survival_options_init(cpw_survival_options *options);
extern inline void cpw_survival_test_options_init(cpw_survival_test_options *options);
extern inline void cpw_system_init(cpw_system *system);
extern inline void cpw_system_money_options_init(cpw_system_money_options *options);
extern inline void cpw_system_pool_options_init(cpw_system_pool_options *options);
extern inline double cpw_system_local_value(double spend, double local, double weight);
extern inline void cpw_system_change_init(cpw_system_change *change);
extern inline void cpw_system_ballot_init(cpw_system_ballot *ballot);
extern inline void cpw_system_risk_init(cpw_system_risk *risk);
extern inline void cpw_system_scale_init(cpw_system_scale *scale);
extern inline void cpw_system_run_options_init(cpw_system_run_options *options);
extern inline void cpw_system_allocate_options_init(cpw_system_allocate_options *options);
extern inline void cpw_system_panel_init(cpw_system_panel *panel);
extern inline void cpw_system_explain_options_init(cpw_system_explain_options *options);
extern inline void cpw_system_scorecard_options_init(cpw_system_scorecard_options *options);
extern inline void cpw_system_frontier_options_init(cpw_system_frontier_options *options);
extern inline void cpw_system_commons_init(cpw_system_commons *commons);
extern inline void cpw_system_govern_options_init(cpw_system_govern_options *options);
extern inline void cpw_system_govern_change_init(cpw_system_govern_change *change);
extern inline void cpw_system_stress_options_init(cpw_system_stress_options *options);
extern inline void cpw_system_strain_init(cpw_system_strain *strain);
extern inline void cpw_table_options_init(cpw_table_options *options);
extern inline void cpw_table_writer_options_init(cpw_table_writer_options *options);
extern inline void cpw_urgency_options_init(cpw_urgency_options *options);
extern inline double cpw_urgency_ratio(double wait, double target);
extern inline double cpw_urgency_percent(double wait, double target);
extern inline double cpw_urgency_left(double wait, double target);
extern inline double cpw_urgency_need_adjusted(double wait, double target, double longest);
extern inline double cpw_urgency_accumulated(double start, double rate, double wait);
extern inline double cpw_urgency_cmu(double service_rate, double cost);
extern inline double cpw_urgency_max_weight(double service_rate, double waiting);
extern inline void cpw_volunteers_init(cpw_volunteers *volunteers);
extern inline void cpw_election_init(cpw_election *election);
extern inline void cpw_vote_options_init(cpw_vote_options *options);
extern inline void cpw_pabulib_options_init(cpw_pabulib_options *options);
extern inline void cpw_pabulib_tables_init(cpw_pabulib_tables *tables);
extern inline void cpw_voters_options_init(cpw_voters_options *options);
extern inline void cpw_bands_init(cpw_bands *bands);
extern inline void cpw_history_init(cpw_history *history);
extern inline void cpw_history_options_init(cpw_history_options *options);
extern inline void cpw_calibrate_options_init(cpw_calibrate_options *options);
extern inline void cpw_backlog_init(cpw_backlog *backlog);
extern inline void cpw_project_options_init(cpw_project_options *options);
extern inline void cpw_demand_options_init(cpw_demand_options *options);
extern inline void cpw_target_options_init(cpw_target_options *options);
extern inline double cpw_waitlist_load(double demand, double capacity);
extern inline double cpw_waitlist_target_mean_wait(double target, double factor);
extern inline double cpw_waitlist_target_size(double demand, double target, double factor);
extern inline double cpw_waitlist_target_capacity(double demand, double target, double factor, double cv_demand, double cv_capacity);
extern inline double cpw_waitlist_relief_capacity(double demand, double size, double target_size, double time);
extern inline double cpw_waitlist_pressure(double mean_wait, double target);
extern inline int32_t cpw_waitlist_priority_days(int32_t priority);
extern inline void cpw_backtest_options_init(cpw_backtest_options *options);
extern inline void cpw_discipline_options_init(cpw_discipline_options *options);
extern inline void cpw_series_init(cpw_series *series);
extern inline void cpw_forecast_options_init(cpw_forecast_options *options);
extern inline void cpw_frontier_options_init(cpw_frontier_options *options);
extern inline void cpw_goal_init(cpw_goal *goal);
extern inline void cpw_plan_options_init(cpw_plan_options *options);
extern inline void cpw_plan_published_options_init(cpw_plan_published_options *options);
extern inline void cpw_simulate_options_init(cpw_simulate_options *options);
extern inline void cpw_snapshots_options_init(cpw_snapshots_options *options);
extern inline void cpw_steady_options_init(cpw_steady_options *options);
extern inline void cpw_steady_problem_init(cpw_steady_problem *problem);
extern inline double cpw_waits_clearance(double size, double capacity);
extern inline void cpw_waits_options_init(cpw_waits_options *options);
extern inline void cpw_weights_objective_options_init(cpw_weights_objective_options *options);
extern inline void cpw_workforce_init(cpw_workforce *workforce);
/* clang-format on */
