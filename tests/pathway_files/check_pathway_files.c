/* Networks as files: every file and column, what is refused and where it is said, folders, memory that is short. */
#include "carepath/pathway_files.h"
#include "pathway/internal.h"
#include "support/support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* One file of a network in memory. */
typedef struct given {
  const char *name, *text;
} given;

#define STAGES   "name,kind,servers\nclinic,servers,3\nward,beds,10\nhome,exit,\n"
#define ROUTES   "from,to,chance\nclinic,ward,0.5\nclinic,home,0.5\nward,home,1\n"
#define TIMES    "stage,law,mean\nclinic,exponential,0.5\nward,exponential,4\n"
#define ARRIVALS "stage,rate\nclinic,2\n"

/* The plain network with one file replaced or added. */
static int32_t read_with(const char *name, const char *text, cpw_network **out, cpw_error *err) {
  given files[5] = {{"a/stages.csv", STAGES},
                    {"b\\routes.csv", ROUTES},
                    {"durations.csv", TIMES},
                    {"arrivals.csv", ARRIVALS},
                    {NULL, NULL}};
  cpw_text memory[5];
  cpw_source source[5];
  int64_t count = 4;
  for (int k = 0; k < 5 && name; k++) {
    if (files[k].name && !strstr(files[k].name, name)) continue;
    files[k] = (given){name, text};
    count = k == 4 ? 5 : count;
    break;
  }
  for (int64_t k = 0; k < count; k++) {
    memory[k] = (cpw_text){files[k].text, (int64_t)strlen(files[k].text), 0};
    ck_assert_int_eq(cpw_text_source(&memory[k], files[k].name, &source[k]), CPW_OK);
  }
  return cpw_pathway_read(source, count, NULL, out, err);
}

START_TEST(the_plain_network)
{
  cpw_network *n = NULL;
  ck_assert_int_eq(read_with(NULL, NULL, &n, NULL), CPW_OK);
  const cpw_pathway *p = cpw_network_pathway(n, NULL);
  ck_assert_int_eq(p->stages, 3);
  ck_assert_int_eq(p->stage[1].kind, CPW_STAGE_BEDS);
  ck_assert_double_eq(p->stage[2].servers, 1);
  ck_assert_double_eq(p->route[1].chance, 0.5);
  ck_assert_double_eq(p->arrival[0].rate, 2);
  ck_assert_ptr_null(p->group);
  ck_assert_int_eq(cpw_pathway_file_needed(p, 3), 1);
  ck_assert_int_eq(cpw_pathway_file_needed(p, 2), 0);
  ck_assert_int_eq(cpw_pathway_file_needed(p, CPW_PATHWAY_FILES), CPW_EINVAL);
  ck_assert_int_eq(cpw_pathway_file_needed(NULL, 0), CPW_EINVAL);
  cpw_network_free(n);
}
END_TEST

static const given whole[] = {
    {"settings.csv", "name,value\ntime_unit,weeks\ndeadlock,stop\n"},
    {"groups.csv", "name,priority,weight,target,harm\nurgent,-1,2,3,0.5\nroutine,,,,\n"},
    {"calendars.csv",
     "name,period,repeat,step,value\nweek,1,1,0,1\nweek,,,,0\nramp,4,0,,1\nramp,4,0,1,2.5\n"},
    {"stages.csv",
     "name,kind,servers,order,preempt,when_full,overflow,routing,waiting_room,places,calendar,"
     "factor,missed,"
     "missed_leave,missed_to,rebook,target\n"
     "clinic,slots,20,due,,turn_away,,shortest,9,,week,ramp,0.1,0.5,home,1,6\n"
     "ward,beds,10,priority,resample,overflow,\"team, second\",in_turn,inf,,,,,,,,\n"
     "\"team, second\",caseload,4,,,hold,,first_free,2,7,,,,,,,\n"
     "letter,delay,,,,,,,,,,,,,,,\ntriage,decision,,,,,,,,,,,,,,,\nhome,exit,,,,,,,,,,,,,,,\n"},
    {"pools.csv", "name,units,calendar,factor\nnurses,5,,ramp\n"},
    {"uses.csv", "stage,pool,units,rank\nward,nurses,0.25,-2\n"},
    {"empirical.csv", "law,value,weight,upto\nseen,1,2,\nseen,0,1,\nbands,0,1,2\nbands,2,3,5\n"},
    {"traces.csv", "trace,stage,group,time\nflu,,,1\n,ward,urgent,0.5\nflu,,,1\n"},
    {"routes.csv", "from,group,to,to_group,chance,delay_law,delay_mean,delay_cv,delay_zero\nclinic,"
                   ",triage,,,,,,\n"
                   "triage,urgent,ward,,1,,,,\ntriage,routine,letter,urgent,0.75,bands,,,0."
                   "5\ntriage,routine,out,,0.25,,,,\n"
                   "ward,all,home,,1,gamma,2,0.5,\n"},
    {"arrivals.csv",
     "stage,group,rate,calendar,factor,dispersion,batch,trace\nclinic,urgent,2.5,week,ramp,0.5,3,\n"
     "clinic,routine,,,,,,flu\n"},
    {"durations.csv", "stage,group,law,mean,cv,zero\nward,,lognormal,3,1,\nward,urgent,seen,,,0.1\n"
                      "\"team, second\",,weibull,2,0.5,\nletter,,fixed,1,,\n"},
    {"changes.csv",
     "stage,group,to,to_group,law,mean,cv,zero\nclinic,routine,clinic,urgent,exponential,8,,\n"
     "clinic,,out,,never,,,\n"},
    {"initial.csv",
     "stage,group,state,people,time,next\nclinic,routine,,4,2.5,\nward,urgent,in_service,2,,\n"
     "ward,urgent,blocked,1,0,clinic\n"},
    {"figures.csv", "stage,group,priority,weight,target,harm\nward,,7,,,\nclinic,urgent,,,inf,\n"}};
#define WHOLE ((int64_t)(sizeof whole / sizeof whole[0]))

static int32_t read_whole(cpw_network **out, cpw_error *err) {
  cpw_text memory[CPW_PATHWAY_FILES];
  cpw_source source[CPW_PATHWAY_FILES];
  for (int64_t k = 0; k < WHOLE; k++) {
    memory[k] = (cpw_text){whole[k].text, (int64_t)strlen(whole[k].text), 0};
    int32_t status = cpw_text_source(&memory[k], whole[k].name, &source[k]);
    if (status != CPW_OK) return status;
  }
  return cpw_pathway_read(source, WHOLE, NULL, out, err);
}

static void stages_of_whole(const cpw_pathway *p) {
  const cpw_stage *s = p->stage;
  ck_assert_int_eq(s->kind, CPW_STAGE_SLOTS);
  ck_assert_int_eq(s->order, CPW_ORDER_DUE);
  ck_assert_int_eq(s->when_full, CPW_FULL_TURN_AWAY);
  ck_assert_int_eq(s->routing, CPW_ROUTE_SHORTEST);
  ck_assert_double_eq(s->waiting_room, 9);
  ck_assert_int_eq(s->calendar * 10 + s->factor, 1);
  ck_assert_double_eq(s->missed + s->missed_leave + s->rebook + s->target, 0.1 + 0.5 + 1 + 6);
  ck_assert_int_eq(s->missed_to, 5);
  ck_assert_int_eq(s[1].preempt, CPW_PREEMPT_RESAMPLE);
  ck_assert_int_eq(s[1].overflow, 2);
  ck_assert_double_eq(s[2].places, 7);
  ck_assert_double_eq(p->calendar[1].values[1], 2.5);
  ck_assert_double_eq(p->calendar[1].period, 4);
  ck_assert_int_eq(p->calendar[0].repeat * 10 + p->calendar[1].repeat, 10);
}

START_TEST(every_file_and_column)
{
  cpw_network *n = NULL;
  cpw_error err = {0};
  int32_t status = read_whole(&n, &err);
  ck_assert_str_eq(err.message, "");
  ck_assert_int_eq(status, CPW_OK);
  const cpw_pathway *p = cpw_network_pathway(n, NULL);
  stages_of_whole(p);
  ck_assert_str_eq(p->time_unit, "weeks");
  ck_assert_int_eq(p->deadlock, CPW_DEADLOCK_STOP);
  ck_assert_int_eq(p->pool[0].factor, 1);
  ck_assert_int_eq(p->use[0].rank, -2);
  ck_assert_int_eq(p->route[2].to_group, 0);
  ck_assert_int_eq(p->route[2].delay->law, CPW_DURATION_EMPIRICAL);
  ck_assert_int_eq(p->route[3].to, CPW_NONE);
  ck_assert_int_eq(p->route[4].group, CPW_NONE);
  ck_assert_int_eq(p->arrivals, 3);
  ck_assert_int_eq(p->arrival[0].batch, 3);
  ck_assert_int_eq(p->arrival[1].count, 2);
  ck_assert_double_eq(p->arrival[2].times[0], 0.5);
  ck_assert_int_eq(p->change[0].to_group, 0);
  ck_assert_int_eq(p->change[1].to, CPW_NONE);
  ck_assert(isnan(p->initial[1].time));
  ck_assert_int_eq(p->initial[2].next, 0);
  ck_assert_int_eq(p->priority[0], -1); /* of the group */
  ck_assert_int_eq(p->priority[2], 7);  /* of the stage, which comes first */
  ck_assert_double_eq(p->targets[0], (double)INFINITY);
  ck_assert_double_eq(p->targets[2], 3);
  ck_assert_double_eq(p->harm[4], 0.5);
  double mean;
  ck_assert_int_eq(cpw_duration_moments(p->route[2].delay, &mean, NULL, NULL, NULL), CPW_OK);
  ck_assert_double_eq_tol(mean, 0.5 * (1 + 3 * 3.5) / 4, 1e-15);
  cpw_network_free(n);
}
END_TEST

/* ---- what is refused: `name` replaced by `text` */

typedef struct fault {
  const char *name, *text, *message;
  int32_t status;
  int64_t line, column;
} fault;

static const fault faults[] = {
    {"stages.csv", "name,kind,serves\n",
     "line 1, field 3: there is no column \"serves\" (did you mean \"servers\"?): stages.csv takes "
     "name,kind,servers,order,preempt,when_full,overflow,routing,waiting_room,places,calendar,"
     "factor,missed,missed_leave,missed_to,rebook,target",
     CPW_EDATA, 1, 3},
    {"stages.csv", "name,kind,name\n", "line 1, field 3: column \"name\" is there twice", CPW_EDATA,
     1, 3},
    {"stages.csv", "name\nclinic\n", "line 1: column \"kind\" is missing", CPW_ENOTFOUND, 1, 0},
    {"stages.csv", "name,kind\nclinic,server\n",
     "line 2, field 2 (kind): there is no kind \"server\" (did you mean \"servers\"?)", CPW_EDATA,
     2, 2},
    {"stages.csv", "name,kind\nclinic,beds\nclinic,beds\n",
     "line 3: there is a stage \"clinic\" already", CPW_EDATA, 3, 0},
    {"stages.csv", "name,kind,overflow,when_full\nclinic,beds,wards,overflow\nward,beds,,\n",
     "line 2, field 3: there is no stage \"wards\" (did you mean \"ward\"?)", CPW_EDATA, 2, 3},
    {"stages.csv", "name,kind,servers\nclinic,beds,2\nward,beds,-1\n",
     "line 3: stage \"ward\": servers = -1 must be finite and >= 0", CPW_EDATA, 3, 0},
    {"stages.csv", "name,kind,servers\nclinic,beds,nan\n",
     "line 2, field 3 (servers): nan is not a number: leave the field empty for the default",
     CPW_EDATA, 2, 3},
    {"stages.csv", "name,kind,calendar\nclinic,beds,week\n",
     "line 2, field 3 (calendar): there is no calendar \"week\"", CPW_EDATA, 2, 3},
    {"routes.csv", "from,to,chance\nclinic,ward,0.5\nclinic,homes,0.5\n",
     "line 3, field 2 (to): there is no stage \"homes\" (did you mean \"home\"?)", CPW_EDATA, 3, 2},
    {"routes.csv", "from,to,chance\nclinic,ward,1.5\n",
     "line 2: route of stage \"clinic\": chance = 1.5 must be from 0 to 1", CPW_EDATA, 2, 0},
    {"routes.csv", "from,to,chance\nclinic,ward,0.5\nclinic,home,0.6\nward,home,1\n",
     "route of stage \"clinic\": the chances sum to 1.1, not 1", CPW_EDOMAIN, 0, 0},
    {"routes.csv", "from,to\n,ward\n", "line 2, field 1 (from): a stage is needed", CPW_EDATA, 2,
     1},
    {"routes.csv", "from,to,group\nclinic,ward,men\n",
     "line 2, field 3 (group): there is no group \"men\"", CPW_EDATA, 2, 3},
    {"routes.csv", "from,to,delay_mean\nclinic,ward,2\n",
     "line 2: there are numbers of a law, but no law", CPW_EDATA, 2, 0},
    {"durations.csv", "stage,law,mean\nclinic,exponental,0.5\n",
     "line 2, field 2 (law): there is no law \"exponental\" (did you mean \"exponential\"?)",
     CPW_EDATA, 2, 2},
    {"durations.csv", "stage,law,mean\nclinic,exponential,-0.5\n",
     "line 2: duration of stage \"clinic\": mean = -0.5 must be finite and > 0 (exponential)",
     CPW_EDATA, 2, 0},
    {"durations.csv", "stage,law,mean\nclinic,,1\n",
     "line 2, field 2 (law): there are numbers of a law, but no law", CPW_EDATA, 2, 2},
    {"durations.csv", "stage,law,mean\nclinic,,\n", "line 2, field 2 (law): a law is needed",
     CPW_EDATA, 2, 2},
    {"durations.csv", "stage,law,mean\nclinic,empirical,\n",
     "line 2, field 2 (law): a law from data goes by its name in empirical.csv", CPW_EDATA, 2, 2},
    {"durations.csv", "stage,law,mean\nclinic,exponential,1\n",
     "stage \"ward\" has no duration, but patients come", CPW_EINVAL, 0, 0},
    {"arrivals.csv", "stage,batch\nclinic,0\n",
     "line 2, field 2 (batch): 0 must be 1 to 9223372036854775807", CPW_EDATA, 2, 2},
    {"arrivals.csv", "stage,trace\nclinic,flu\n",
     "line 2, field 2 (trace): there is no trace \"flu\"", CPW_EDATA, 2, 2},
    {"arrivals.csv", "stage,rate\nhome,1\n", "line 2: arrivals of stage \"home\" come to an exit",
     CPW_EDATA, 2, 0},
    {"traces.csv", "trace,time\nflu,1\n", "trace \"flu\" is named by no row of arrivals.csv",
     CPW_EDATA, 0, 0},
    {"traces.csv", "stage,time\nward,1\nward,0.5\n",
     "line 3, field 2 (time): a time must be finite and >= 1: times of a trace never fall",
     CPW_EDATA, 3, 2},
    {"empirical.csv", "law,value,weight\ngamma,1,1\n",
     "line 2, field 1 (law): \"gamma\" is the name of a law already", CPW_EDATA, 2, 1},
    {"empirical.csv", "law,value\na,1\nb,1\na,2\n",
     "line 4, field 1 (law): the rows of law \"a\" must stand together", CPW_EDATA, 4, 1},
    {"empirical.csv", "law,value,upto\na,1,2\na,3,4\n",
     "line 3, field 2 (value): a band must begin where the one before it ends", CPW_EDATA, 3, 2},
    {"empirical.csv", "law,value,upto\na,1,2\na,2,\n",
     "line 3, field 3 (upto): all rows of a law have an upto, or none has", CPW_EDATA, 3, 3},
    {"empirical.csv", "law,value\na,-1\n",
     "line 2, field 2 (value): a value must be finite and >= 0", CPW_EDATA, 2, 2},
    {"empirical.csv", "law,value\n,1\n", "line 2, field 1 (law): a law needs a name", CPW_EDATA, 2,
     1},
    {"empirical.csv", "law,value,weight\na,1,0\n", "law \"a\": ", CPW_EDATA, 0, 0},
    {"calendars.csv", "name,period,value\n,1,1\n",
     "line 2, field 1 (name): a calendar needs a name", CPW_EDATA, 2, 1},
    {"calendars.csv", "name,period,value\na,1,1\na,2,1\n",
     "line 3, field 2 (period): the rows of one calendar have one period and one repeat", CPW_EDATA,
     3, 2},
    {"calendars.csv", "name,period,step,value\na,1,1,1\n",
     "line 2, field 3 (step): step 0 is expected: steps count from 0, in order", CPW_EDATA, 2, 3},
    {"calendars.csv", "name,period,value\na,1,-1\n",
     "line 2, field 3 (value): a value must be finite and >= 0", CPW_EDATA, 2, 3},
    {"calendars.csv", "name,period,value\na,1,1\nb,1,1\na,1,1\n",
     "there is a calendar \"a\" already", CPW_EDATA, 0, 0},
    {"calendars.csv", "name,period,value\na,1,1\nb,1,1\na,1,1\nb,1,1\n",
     "line 5: there is a calendar \"a\" already", CPW_EDATA, 5, 0},
    {"calendars.csv", "name,period,value\na,0,1\n",
     "calendar \"a\": period = 0 must be finite and > 0", CPW_EDATA, 0, 0},
    {"pools.csv", "name,units\nstaff,-1\n",
     "line 2: pool \"staff\": units = -1 must be finite and >= 0", CPW_EDATA, 2, 0},
    {"pools.csv", "name,units\n,1\n", "line 2: the pool has no name", CPW_EDATA, 2, 0},
    {"uses.csv", "stage,pool\nward,\n", "line 2, field 2 (pool): a pool is needed", CPW_EDATA, 2,
     2},
    {"initial.csv", "stage,people,state\nward,1,in_servise\n",
     "line 2, field 3 (state): there is no state \"in_servise\" (did you mean \"in_service\"?)",
     CPW_EDATA, 2, 3},
    {"initial.csv", "stage,people,state\nhome,1,\n",
     "line 2: initial of stage \"home\": nobody stays in a decision or an exit", CPW_EDATA, 2, 0},
    {"initial.csv", "stage,people,state\nward,11,in_service\n",
     "initial of stage \"ward\": 11 people in service or blocked at time 0, but there is room for "
     "10",
     CPW_EDOMAIN, 0, 0},
    {"figures.csv", "stage,weight\nward,-2\n",
     "line 2, field 2 (weight): value = -2 must be finite and >= 0", CPW_EDATA, 2, 2},
    {"groups.csv", "name\nyoung\nold\n", "line 2: one of the groups is needed", CPW_EDATA, 2, 0},
    {"groups.csv", "name\nyoung\nyoung\n", "line 3: there is a group \"young\" already", CPW_EDATA,
     3, 0},
    {"settings.csv", "name,value\ntime_units,weeks\n",
     "line 2, field 1 (name): there is no setting \"time_units\" (did you mean \"time_unit\"?)",
     CPW_EDATA, 2, 1},
    {"settings.csv", "name,value\ntime_unit,\n",
     "line 2, field 2 (value): time_unit needs a text, such as days", CPW_EDATA, 2, 2},
    {"stage.csv", "name,kind\n",
     "sources[4] is called \"stage.csv\", which is no file of a network (did you mean "
     "\"stages.csv\"?)",
     CPW_EINVAL, 0, 0},
};

START_TEST(every_fault_has_a_place)
{
  const fault *f = &faults[_i];
  cpw_network *n = NULL;
  cpw_error err = {0};
  int32_t status = read_with(f->name, f->text, &n, &err);
  size_t length = strlen(f->message);
  if (f->message[length - 1] == ' ') err.message[length] = 0; /* what follows is another module's */
  ck_assert_str_eq(err.message, f->message);
  ck_assert_int_eq(status, f->status);
  ck_assert_int_eq(err.line, f->line);
  ck_assert_int_eq(err.column, f->column);
  ck_assert_ptr_null(n);
  ck_assert_int_eq(read_with(f->name, f->text, &n, NULL), f->status);
}
END_TEST

static int broken(void *context, const char *bytes, int64_t count) {
  (void)context, (void)bytes, (void)count;
  return 1;
}

START_TEST(calls_that_are_refused)
{
  cpw_network *n = NULL;
  cpw_error err;
  cpw_text text = {"", 0, 0};
  cpw_source source[2];
  cpw_sink sink = {NULL, broken};
  ck_assert_int_eq(cpw_text_source(&text, "stages.csv", &source[0]), CPW_OK);
  source[1] = source[0];
  ck_assert_int_eq(cpw_pathway_read(NULL, 1, NULL, &n, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_pathway_read(source, 1, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_pathway_read(source, 0, NULL, &n, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_pathway_read(source, 2, NULL, &n, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "sources[1]: stages.csv is there twice");
  ck_assert_int_eq(cpw_pathway_read(source, 1, NULL, &n, &err), CPW_ENOTFOUND);
  ck_assert_str_eq(err.message,
                   "arrivals.csv is missing: nobody comes (traces.csv or initial.csv would do)");
  source[0].name = "arrivals.csv";
  ck_assert_int_eq(cpw_pathway_read(source, 1, NULL, &n, &err), CPW_ENOTFOUND);
  ck_assert_str_eq(err.message, "stages.csv is missing");
  source[0].name = NULL;
  ck_assert_int_eq(cpw_pathway_read(source, 1, NULL, &n, &err), CPW_EINVAL);
  ck_assert_int_eq(read_with(NULL, NULL, &n, NULL), CPW_OK);
  const cpw_pathway *p = cpw_network_pathway(n, NULL);
  ck_assert_int_eq(cpw_pathway_write(p, 1, NULL, &sink, &err), CPW_EIO);
  ck_assert_int_eq(cpw_pathway_write(p, 1, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_pathway_write(NULL, 1, NULL, &sink, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_pathway_write(p, -1, NULL, &sink, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_pathway_read_folder(NULL, NULL, &n, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_pathway_write_folder(p, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_pathway_write_folder(p, "/no/such/folder", NULL, &err), CPW_EIO);
  cpw_network *none = NULL;
  ck_assert_int_eq(cpw_pathway_read_folder("/no/such/folder/", NULL, &none, &err), CPW_EIO);
  ck_assert_ptr_null(none);
  ck_assert_str_eq(err.where, "stages.csv");
  ck_assert_ptr_null(cpw_pathway_file_name(CPW_PATHWAY_FILES));
  ck_assert_ptr_null(cpw_pathway_file_columns(-1));
  ck_assert_str_eq(cpw_pathway_file_columns(11), "stage,pool,units,rank");
  cpw_network_free(n);
}
END_TEST

/* The columns as they are documented are those that are read. */
START_TEST(names_and_columns)
{
  for (int64_t k = 0; k < CPW_PATHWAY_FILES; k++) {
    char text[512];
    cpw_network *n = NULL;
    cpw_error err = {0};
    snprintf(text, sizeof text, "%s\n", cpw_pathway_file_columns(k));
    read_with(cpw_pathway_file_name(k), text, &n, &err);
    ck_assert_ptr_null(strstr(err.message, "column"));
    cpw_network_free(n);
  }
}
END_TEST

START_TEST(folders_there_and_back)
{
  char folder[256], path[384];
  const char *place = getenv("TMPDIR");
  cpw_network *n = NULL, *back = NULL, *plain = NULL;
  snprintf(folder, sizeof folder, "%s/carepath_pathway_XXXXXX", place && *place ? place : "/tmp");
  ck_assert_ptr_nonnull(mkdtemp(folder));
  ck_assert_int_eq(read_whole(&n, NULL), CPW_OK);
  ck_assert_int_eq(cpw_pathway_write_folder(cpw_network_pathway(n, NULL), folder, NULL, NULL),
                   CPW_OK);
  ck_assert_int_eq(cpw_pathway_read_folder(folder, NULL, &back, NULL), CPW_OK);
  ck_assert_int_eq(cpw_network_pathway(back, NULL)->changes, 2);
  cpw_network_free(back);
  /* another network in the same place: what it does not need is not left behind */
  ck_assert_int_eq(read_with(NULL, NULL, &plain, NULL), CPW_OK);
  ck_assert_int_eq(cpw_pathway_write_folder(cpw_network_pathway(plain, NULL), folder, NULL, NULL),
                   CPW_OK);
  ck_assert_int_eq(cpw_pathway_read_folder(folder, NULL, &back, NULL), CPW_OK);
  ck_assert_int_eq(cpw_network_pathway(back, NULL)->changes, 0);
  ck_assert_int_eq(cpw_network_pathway(back, NULL)->calendars, 0);
  for (int64_t k = 0; k < CPW_PATHWAY_FILES; k++) {
    snprintf(path, sizeof path, "%s/%s", folder, cpw_pathway_file_name(k));
    remove(path);
  }
  ck_assert_int_eq(rmdir(folder), 0);
  cpw_network_free(n);
  cpw_network_free(back);
  cpw_network_free(plain);
}
END_TEST

static int nowhere(void *context, const char *bytes, int64_t count) {
  (void)context, (void)bytes, (void)count;
  return 0;
}

static int32_t read_and_write(void *context) {
  cpw_network *n = NULL;
  cpw_error err = {0};
  (void)context;
  cpw_sink sink = {NULL, nowhere};
  int32_t status = read_whole(&n, NULL);
  if (status != CPW_OK) return status;
  const cpw_pathway *p = cpw_network_pathway(n, &err);
  for (int64_t k = 0; k < CPW_PATHWAY_FILES && status == CPW_OK; k += 7)
    status = cpw_pathway_write(p, k, NULL, &sink, NULL);
  cpw_network_free(n);
  return status;
}

START_TEST(memory_is_short)
{ cpwt_each_allocation_fails(read_and_write, NULL); }
END_TEST

int main(void) {
  Suite *suite = suite_create("pathway_files");
  const char *names[] = {"limits", "errors", "reference", "properties", "oom"};
  TCase *tcases[5];
  for (int i = 0; i < 5; i++) {
    tcases[i] = tcase_create(names[i]);
    suite_add_tcase(suite, tcases[i]);
  }
  tcase_add_test(tcases[0], the_plain_network);
  tcase_add_loop_test(tcases[1], every_fault_has_a_place, 0,
                      (int)(sizeof faults / sizeof faults[0]));
  tcase_add_test(tcases[1], calls_that_are_refused);
  tcase_add_test(tcases[2], every_file_and_column);
  tcase_add_test(tcases[2], names_and_columns);
  tcase_add_test(tcases[3], folders_there_and_back);
  tcase_add_test(tcases[4], memory_is_short);
  return cpwt_run(&suite, 1);
}
