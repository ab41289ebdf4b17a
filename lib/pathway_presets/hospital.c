/* Presets of a hospital: the elective pathway, and discharge by pathways 0 to 3.
 * Sources stand with each parameter; "assumed" are round numbers that a user is expected to change.
 * Leaves filling the files in to presets.c. */
#include "pathway_presets/internal.h"

#define GUIDANCE_2020                                                                              \
  "Hospital discharge service: policy and operating model, HM Government, August 2020"

static const cpw_preset_parameter elective[] = {
    {"referrals", "people a day", "referrals to outpatients", "assumed", 40, 0, 1e6},
    {"urgent", "share", "of referrals that are urgent", "assumed", 0.2, 0, 1},
    {"clinics", "slots a day", "outpatient slots", "assumed", 46, 0, 1e6},
    {"missed", "share", "of appointments that are not attended",
     "NHS England, Reducing did not attends, 2023: 7.6 % in 2021/22", 0.076, 0, 0.99},
    {"missed_leave", "share", "of those who are then discharged to the GP", "assumed", 0.1, 0, 1},
    {"to_diagnostics", "share", "of outpatients who need a test", "assumed", 0.6, 0, 1},
    {"diagnostics", "slots a day", "diagnostic slots", "assumed", 27, 0, 1e6},
    {"to_surgery", "share", "of decisions that are to operate", "assumed", 0.3, 0, 1},
    {"theatres", "slots a day", "operations that theatres can do", "assumed", 13, 0, 1e6},
    {"leave_mean", "days", "mean time after which somebody who waits for surgery leaves the list",
     "assumed", 900, 1, 1e6},
    {"beds", "beds", "of the ward", "assumed", 46, 1, 1e6},
    {"stay", "days", "mean stay on the ward", "assumed", 3, 0.01, 1e4},
    {"to_care", "share", "of those who leave the ward for social care", "assumed", 0.1, 0, 1},
    {"care_places", "places", "in social care", "assumed", 20, 1, 1e6},
    {"care_stay", "days", "mean stay in social care", "assumed", 14, 0.01, 1e4},
};

const cpwi_preset cpwi_preset_elective = {
    "elective",
    "referral, outpatients, diagnostics, decision, surgery, ward, home or social care",
    CPWI_PARAMETERS(elective),
    {{"groups.csv", "name,priority\nurgent,0\nroutine,1\n"},
     {"stages.csv",
      "name,kind,servers,order,waiting_room,missed,missed_leave,missed_to,rebook,target\n"
      "outpatients,slots,{clinics},priority,,{missed},{missed_leave},back to GP,14,126\n"
      "diagnostics,slots,{diagnostics},priority,,,,,,42\n"
      "decision,decision,,,,,,,,\n"
      "surgery,slots,{theatres},priority,,,,,,126\n"
      "ward,beds,{beds},,,,,,,\n"
      "social care,beds,{care_places},,0,,,,,\n"
      "back to GP,exit,,,,,,,,\n"
      "left the list,exit,,,,,,,,\n"
      "home,exit,,,,,,,,\n"},
     {"routes.csv", "from,to,chance\n"
                    "outpatients,diagnostics,{to_diagnostics}\n"
                    "outpatients,decision,{1-to_diagnostics}\n"
                    "diagnostics,decision,1\n"
                    "decision,surgery,{to_surgery}\n"
                    "decision,back to GP,{1-to_surgery}\n"
                    "surgery,ward,1\n"
                    "ward,social care,{to_care}\n"
                    "ward,home,{1-to_care}\n"
                    "social care,home,1\n"},
     {"durations.csv",
      "stage,law,mean,cv\nward,lognormal,{stay},1\nsocial care,exponential,{care_stay},\n"},
     {"changes.csv", "stage,to,law,mean\nsurgery,left the list,exponential,{leave_mean}\n"},
     {"arrivals.csv", "stage,group,rate\noutpatients,urgent,{referrals*urgent}\noutpatients,"
                      "routine,{referrals-referrals*urgent}\n"},
     {NULL, NULL}}};

static const cpw_preset_parameter discharge[] = {
    {"admissions", "people a day", "emergency admissions", "assumed", 50, 0, 1e6},
    {"beds", "beds", "acute beds", "assumed", 420, 1, 1e6},
    {"stay", "days", "mean stay until medically ready", "assumed", 7, 0.01, 1e4},
    {"stay_cv", "", "its coefficient of variation", "assumed", 1.2, 0.1, 10},
    {"p1", "share", "of discharges to pathway 1: home with support", GUIDANCE_2020, 0.45, 0, 1},
    {"p2", "share", "to pathway 2: rehabilitation in a bed", GUIDANCE_2020, 0.04, 0, 1},
    {"p3", "share", "to pathway 3: a care home", GUIDANCE_2020, 0.01, 0, 1},
    {"p1_places", "packages", "of home support that can run at once", "assumed", 560, 1, 1e6},
    {"p1_stay", "days", "mean time with home support", "assumed", 20, 0.01, 1e4},
    {"p2_beds", "beds", "for rehabilitation", "assumed", 60, 1, 1e6},
    {"p2_stay", "days", "mean stay there", "assumed", 26, 0.01, 1e4},
    {"p3_places", "places", "for discharge to assess in care homes", "assumed", 24, 1, 1e6},
    {"p3_stay", "days", "mean time until the long-term place", "assumed", 35, 0.01, 1e4},
    {"readmitted", "share", "of those at home who come back", "assumed", 0.12, 0, 0.9},
    {"readmitted_after", "days", "mean time until then", "assumed", 12, 0.01, 1e4},
};

const cpwi_preset cpwi_preset_discharge = {
    "discharge",
    "acute beds, discharge by pathways 0 to 3 with discharge to assess, blocked beds, readmission",
    CPWI_PARAMETERS(discharge),
    {{"stages.csv", "name,kind,servers,waiting_room\n"
                    "acute,beds,{beds},\n"
                    "P1 home support,beds,{p1_places},0\n"
                    "P2 rehabilitation,beds,{p2_beds},0\n"
                    "P3 care home,beds,{p3_places},0\n"
                    "recovery,delay,,\n"
                    "home,exit,,\n"
                    "long-term care,exit,,\n"},
     {"routes.csv", "from,to,chance\n"
                    "acute,P1 home support,{p1}\n"
                    "acute,P2 rehabilitation,{p2}\n"
                    "acute,P3 care home,{p3}\n"
                    "acute,recovery,{1-p1-p2-p3}\n"
                    "P1 home support,recovery,1\n"
                    "P2 rehabilitation,recovery,1\n"
                    "P3 care home,long-term care,1\n"
                    "recovery,acute,{readmitted}\n"
                    "recovery,home,{1-readmitted}\n"},
     {"durations.csv", "stage,law,mean,cv\n"
                       "acute,lognormal,{stay},{stay_cv}\n"
                       "P1 home support,exponential,{p1_stay},\n"
                       "P2 rehabilitation,exponential,{p2_stay},\n"
                       "P3 care home,exponential,{p3_stay},\n"
                       "recovery,exponential,{readmitted_after},\n"},
     {"arrivals.csv", "stage,rate\nacute,{admissions}\n"},
     {NULL, NULL}}};
