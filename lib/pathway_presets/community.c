/* Presets outside hospital: stepped mental-health care with a peer step, the same under a wave of demand that comes back, and
 * Advice and Guidance.
 * Sources stand with each parameter; "assumed" are round numbers that a user is expected to change.
 * Leaves filling the files in to presets.c. */
#include "pathway_presets/internal.h"

#define STEPS                                                                                      \
  {"referrals", "people a week", "who are referred", "assumed", 100, 0, 1e6},                      \
      {"assessments", "slots a week", "first assessments", "assumed", 110, 0, 1e6},                \
      {"peer", "share", "of those assessed who go to peer and voluntary support", "assumed", 0.15, \
       0,      1},                                                                                 \
      {"low", "share", "who go to guided self-help", "assumed", 0.5, 0, 1},                        \
      {"high", "share", "who go to therapy", "assumed", 0.25, 0, 1},                               \
      {"peer_places", "people", "whom peer support sees at full pace", "assumed", 200, 1, 1e6},    \
      {"peer_weeks", "weeks", "mean time there", "assumed", 10, 0.1, 1e3},                         \
      {"low_places", "people", "in guided self-help at full pace", "assumed", 450, 1, 1e6},        \
      {"low_weeks", "weeks", "mean time there", "assumed", 8, 0.1, 1e3},                           \
      {"high_places", "people", "in therapy at a time", "assumed", 620, 1, 1e6},                   \
      {"high_weeks", "weeks", "mean time there", "assumed", 14, 0.1, 1e3},                         \
      {"step_up", "share", "who need the next step", "assumed", 0.2, 0, 1},                        \
      {"relapse", "share", "of those who finish therapy who come back", "assumed", 0.1, 0, 0.9},   \
      {"relapse_weeks", "weeks", "mean time until then", "assumed", 40, 0.1, 1e4}, {               \
    "give_up_weeks", "weeks", "mean time after which those who wait for therapy give up",          \
        "assumed", 60, 0.1, 1e4                                                                    \
  }

#define STAGES                                                                                     \
  "name,kind,servers,places,target\n"                                                              \
  "assessment,slots,{assessments},,6\n"                                                            \
  "peer support,caseload,{peer_places},,\n"                                                        \
  "guided self-help,caseload,{low_places},,\n"                                                     \
  "therapy,servers,{high_places},,18\n"                                                            \
  "well for now,delay,,,\n"                                                                        \
  "secondary care,exit,,,\n"                                                                       \
  "gave up,exit,,,\n"                                                                              \
  "recovered,exit,,,\n"

#define ROUTES                                                                                     \
  "from,to,chance\n"                                                                               \
  "assessment,peer support,{peer}\n"                                                               \
  "assessment,guided self-help,{low}\n"                                                            \
  "assessment,therapy,{high}\n"                                                                    \
  "assessment,,{1-peer-low-high}\n"                                                                \
  "peer support,guided self-help,{step_up}\n"                                                      \
  "peer support,recovered,{1-step_up}\n"                                                           \
  "guided self-help,therapy,{step_up}\n"                                                           \
  "guided self-help,recovered,{1-step_up}\n"                                                       \
  "therapy,secondary care,{step_up}\n"                                                             \
  "therapy,well for now,{1-step_up}\n"                                                             \
  "well for now,assessment,{relapse}\n"                                                            \
  "well for now,recovered,{1-relapse}\n"

#define DURATIONS                                                                                  \
  "stage,law,mean,cv\n"                                                                            \
  "peer support,gamma,{peer_weeks},0.7\n"                                                          \
  "guided self-help,gamma,{low_weeks},0.7\n"                                                       \
  "therapy,gamma,{high_weeks},0.7\n"                                                               \
  "well for now,exponential,{relapse_weeks},\n"

#define CHANGES "stage,to,law,mean\ntherapy,gave up,exponential,{give_up_weeks}\n"

static const cpw_preset_parameter stepped_care[] = {STEPS};

const cpwi_preset cpwi_preset_stepped_care = {
    "stepped_care",
    "mental health: assessment, peer support, guided self-help, therapy, secondary care; time in "
    "weeks",
    CPWI_PARAMETERS(stepped_care),
    {{"settings.csv", "name,value\ntime_unit,weeks\n"},
     {"stages.csv", STAGES},
     {"routes.csv", ROUTES},
     {"durations.csv", DURATIONS},
     {"changes.csv", CHANGES},
     {"arrivals.csv", "stage,rate\nassessment,{referrals}\n"},
     {NULL, NULL}}};

static const cpw_preset_parameter surge[] = {
    STEPS,
    {"hidden", "people", "whose need was suppressed", "assumed", 4000, 0, 1e8},
    {"return_share", "share", "of them who come", "assumed", 0.5, 0, 1},
    {"growth_1", "", "referrals of the first half-year, as a multiple",
     "Strategy Unit, Mental health surge model, 2020: about 11 % more a year for three years", 1.11,
     0, 10},
    {"growth_2", "", "of the second half-year", "as growth_1", 1.11, 0, 10},
    {"quarter_1", "share", "of those who come back in the first quarter-year", "assumed", 0.4, 0,
     1},
    {"quarter_2", "share", "in the second; the rest in the third", "assumed", 0.4, 0, 1},
    {"per_week", "", "one thirteenth: a quarter-year has 13 weeks", "arithmetic", 1.0 / 13.0,
     1.0 / 13.0, 1.0 / 13.0},
};

const cpwi_preset cpwi_preset_surge = {
    "surge",
    "stepped care under growth and a wave of suppressed need that comes back; time in weeks",
    CPWI_PARAMETERS(surge),
    {{"settings.csv", "name,value\ntime_unit,weeks\n"},
     {"stages.csv", STAGES},
     {"routes.csv", ROUTES},
     {"durations.csv", DURATIONS},
     {"changes.csv", CHANGES},
     {"calendars.csv",
      "name,period,repeat,step,value\n"
      "growth,26,0,0,{growth_1}\ngrowth,26,0,1,{growth_2}\n"
      "wave,13,0,0,{hidden*return_share*quarter_1*per_week}\nwave,13,0,1,{hidden*return_share*"
      "quarter_2*per_week}\n"
      "wave,13,0,2,{hidden*return_share*per_week-hidden*return_share*per_week*quarter_1-hidden*"
      "return_share*per_week*quarter_2}\nwave,13,0,3,0\n"},
     {"arrivals.csv", "stage,rate,calendar\nassessment,{referrals},growth\nassessment,1,wave\n"},
     {NULL, NULL}}};

static const cpw_preset_parameter advice[] = {
    {"requests", "people a week", "for whom a GP asks", "assumed", 200, 0, 1e6},
    {"consultants", "slots a week", "replies that consultants can give", "assumed", 210, 0, 1e6},
    {"reply_weeks", "weeks", "mean time to write a reply", "assumed", 0.3, 0.001, 100},
    {"diverted", "share", "of requests that end with advice",
     "assumed; Consultant Connect says 70 % of its own service", 0.5, 0, 1},
    {"rebound", "share", "of those with advice who are referred later", "assumed", 0.15, 0, 1},
    {"rebound_weeks", "weeks", "mean time until then", "assumed", 12, 0.1, 1e3},
    {"referrals", "people a week", "who are referred without advice", "assumed", 150, 0, 1e6},
    {"clinics", "slots a week", "outpatient appointments", "assumed", 275, 0, 1e6},
    {"gp_weeks", "weeks", "mean time until the GP has acted on advice", "assumed", 1, 0.01, 100},
};

const cpwi_preset cpwi_preset_advice = {
    "advice",
    "Advice and Guidance: request, reply, back to the GP or a clinic, and rebound; time in weeks",
    CPWI_PARAMETERS(advice),
    {{"settings.csv", "name,value\ntime_unit,weeks\n"},
     {"stages.csv", "name,kind,servers,target\n"
                    "request,slots,{consultants},\n"
                    "GP acts,delay,,\n"
                    "at home,delay,,\n"
                    "clinic,slots,{clinics},18\n"
                    "settled,exit,,\n"
                    "seen,exit,,\n"},
     {"routes.csv", "from,to,chance\n"
                    "request,GP acts,{diverted}\n"
                    "request,clinic,{1-diverted}\n"
                    "GP acts,at home,{rebound}\n"
                    "GP acts,settled,{1-rebound}\n"
                    "at home,clinic,1\n"
                    "clinic,seen,1\n"},
     {"durations.csv", "stage,law,mean\nrequest,exponential,{reply_weeks}\nGP "
                       "acts,exponential,{gp_weeks}\nat home,exponential,{rebound_weeks}\n"},
     {"arrivals.csv", "stage,rate\nrequest,{requests}\nclinic,{referrals}\n"},
     {NULL, NULL}}};
