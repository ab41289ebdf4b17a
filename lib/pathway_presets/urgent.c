/* Presets of urgent care: the emergency department with its wards, and the cancer pathway.
 * Sources stand with each parameter; "assumed" are round numbers that a user is expected to change.
 * Leaves filling the files in to presets.c. */
#include "pathway_presets/internal.h"

static const cpw_preset_parameter emergency[] = {
    {"arrivals", "people an hour", "who come, averaged over the day", "assumed", 12, 0, 1e5},
    {"night", "", "arrivals from midnight to 8, as a multiple of the mean", "assumed", 0.5, 0, 3},
    {"day", "", "arrivals from 8 to 16, as a multiple of the mean", "assumed", 1.3, 0, 3},
    {"evening", "", "arrivals from 16 to midnight, as a multiple of the mean", "assumed", 1.2, 0,
     3},
    {"major", "share", "of them who are major cases", "assumed", 0.45, 0, 1},
    {"clinicians_night", "clinicians", "from midnight to 8", "assumed", 14, 0, 1e5},
    {"clinicians_day", "clinicians", "from 8 to midnight", "assumed", 24, 0, 1e5},
    {"major_hours", "hours", "mean time of a clinician with a major case", "assumed", 2, 0.01, 100},
    {"minor_hours", "hours", "mean time with a minor case", "assumed", 0.75, 0.01, 100},
    {"admitted", "share", "of major cases who are admitted", "assumed", 0.5, 0, 1},
    {"corridor", "places", "for those who wait for a bed in the department", "assumed", 30, 0, 1e5},
    {"beds", "beds", "of the wards", "assumed", 330, 1, 1e6},
    {"stay_hours", "hours", "mean stay on the wards", "assumed", 110, 0.1, 1e5},
    {"leave_hours", "hours", "mean time after which minor cases leave unseen", "assumed", 12, 0.1,
     1e5},
};

const cpwi_preset cpwi_preset_emergency = {
    "emergency",
    "arrivals by hour, an emergency department by shift, corridor, wards; time in hours, target 4",
    CPWI_PARAMETERS(emergency),
    {{"settings.csv", "name,value\ntime_unit,hours\n"},
     {"groups.csv", "name,priority\nmajor,0\nminor,1\n"},
     {"stages.csv", "name,kind,servers,calendar,order,waiting_room,target\n"
                    "department,servers,1,shifts,priority,,4\n"
                    "corridor,beds,{corridor},,,0,\n"
                    "wards,beds,{beds},,,0,\n"
                    "home,exit,,,,,\n"
                    "left unseen,exit,,,,,\n"},
     {"calendars.csv", "name,period,repeat,step,value\n"
                       "shifts,8,1,0,{clinicians_night}\nshifts,8,1,1,{clinicians_day}\nshifts,8,1,"
                       "2,{clinicians_day}\n"
                       "hours,8,1,0,{night}\nhours,8,1,1,{day}\nhours,8,1,2,{evening}\n"},
     {"routes.csv", "from,group,to,chance\n"
                    "department,major,corridor,{admitted}\n"
                    "department,major,home,{1-admitted}\n"
                    "department,minor,home,1\n"
                    "corridor,,wards,1\n"
                    "wards,,home,1\n"},
     {"durations.csv", "stage,group,law,mean,cv\n"
                       "department,major,lognormal,{major_hours},0.8\n"
                       "department,minor,lognormal,{minor_hours},0.8\n"
                       "corridor,,fixed,0,\n"
                       "wards,,lognormal,{stay_hours},1.2\n"},
     {"changes.csv",
      "stage,group,to,law,mean\ndepartment,minor,left unseen,exponential,{leave_hours}\n"},
     {"arrivals.csv", "stage,group,rate,calendar\n"
                      "department,major,{arrivals*major},hours\n"
                      "department,minor,{arrivals-arrivals*major},hours\n"}}};

static const cpw_preset_parameter cancer[] = {
    {"referrals", "people a day", "urgent suspected cancer referrals", "assumed", 30, 0, 1e6},
    {"clinic", "slots a day", "first appointments", "assumed", 33, 0, 1e6},
    {"straight", "share", "who go straight to a test", "assumed", 0.25, 0, 1},
    {"tests", "slots a day", "imaging and endoscopy", "assumed", 24, 0, 1e6},
    {"to_tests", "share", "of those seen who need a test", "assumed", 0.6, 0, 1},
    {"report", "days", "mean time until a report", "assumed", 3, 0.01, 1e3},
    {"cancer", "share", "of those referred who have cancer", "assumed", 0.07, 0, 1},
    {"treatments", "slots a day", "first treatments", "assumed", 2.4, 0, 1e6},
};

const cpwi_preset cpwi_preset_cancer = {
    "cancer",
    "urgent referral, clinic or straight to test, report, decision, first treatment; 28 and 62 "
    "days",
    CPWI_PARAMETERS(cancer),
    {{"stages.csv", "name,kind,servers,target\n"
                    "referral,decision,,\n"
                    "clinic,slots,{clinic},14\n"
                    "tests,slots,{tests},14\n"
                    "report,delay,,\n"
                    "told,decision,,\n"
                    "treatment,slots,{treatments},31\n"
                    "no cancer,exit,,\n"
                    "treated,exit,,\n"},
     {"routes.csv", "from,to,chance\n"
                    "referral,tests,{straight}\n"
                    "referral,clinic,{1-straight}\n"
                    "clinic,tests,{to_tests}\n"
                    "clinic,report,{1-to_tests}\n"
                    "tests,report,1\n"
                    "report,told,1\n"
                    "told,treatment,{cancer}\n"
                    "told,no cancer,{1-cancer}\n"
                    "treatment,treated,1\n"},
     {"durations.csv", "stage,law,mean\nreport,exponential,{report}\n"},
     {"arrivals.csv", "stage,rate\nreferral,{referrals}\n"},
     {NULL, NULL}}};
