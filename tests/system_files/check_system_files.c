/* Systems as files: there and back, every kind of error where it is, all of them at once, networks in folders below,
 * memory that is short. */
#include "carepath.h"
#include "support/support.h"
#include "system_files/same.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define EXAMPLE "examples/data/system"

/* ---------------------------------------------------------------- a system in memory -------- */

typedef struct given {
  const char *name, *text;
} given;

static const given base[] = {
    {"settings.csv", "name,value\nname,Small\nstart,2025-04-01\nweeks,52\n"},
    {"groups.csv", "id\npoor\nrich\n"},
    {"organisations.csv", "id,kind,parent\nGENERAL,acute,EAST\nEAST,ics,\n"},
    {"services.csv", "id,unit_cost\nHIP,6000\n"},
    {"profiles.csv", "id,step,value\nw,0,2\nw,1,1\n"},
    {"lists.csv", "organisation,service,group,shape,waiting,starts\nGENERAL,HIP,poor,w,10,1\n"
                  "GENERAL,HIP,rich,,5,1\n"},
    {"capacity.csv", "organisation,service,treatments\nGENERAL,HIP,2.5\n"},
    {"policies.csv", "id,from\nHUB,2025-04-15\n"},
    {"effects.csv", "policy,lever,amount\nHUB,capacity,0.1\n"}};
#define BASE ((int64_t)(sizeof base / sizeof *base))

/* The files of the base with those of `more` (ended by a NULL name) in their place or beside them. */
static int32_t read_with(const given *more, cpw_system_book **out, cpw_result **report,
                         cpw_error *err) {
  cpw_text memory[24];
  cpw_source source[24];
  given files[24];
  int64_t count = BASE;
  memcpy(files, base, sizeof base);
  for (; more && more->name; more++) {
    int64_t k = 0;
    while (k < BASE && strcmp(files[k].name, more->name) != 0)
      k++;
    files[k < BASE ? k : count++] = *more;
  }
  int64_t used = 0;
  for (int64_t k = 0; k < count; k++) {
    if (!files[k].text) continue;
    memory[used] = (cpw_text){files[k].text, (int64_t)strlen(files[k].text), 0};
    if (cpw_text_source(&memory[used], files[k].name, &source[used]) != CPW_OK)
      return CPW_EINTERNAL;
    used++;
  }
  return cpw_system_read(source, used, NULL, out, report, err);
}

static const char *label_of(const cpw_result *r, const char *coordinate, int64_t at) {
  const cpw_dimension *d = cpw_result_find(r, "row")->dimension[0];
  for (int64_t k = 0; k < d->coordinates; k++)
    if (strcmp(d->coordinate_names[k], coordinate) == 0) return d->coordinate_labels[k][at];
  return "";
}

static int64_t number(const cpw_result *r, const char *name, int64_t at) {
  return cpw_result_find(r, name)->integer[at];
}

START_TEST(a_small_system)
{
  cpw_system_book *book = NULL;
  cpw_result *report = NULL;
  ck_assert_int_eq(read_with(NULL, &book, &report, NULL), CPW_OK);
  ck_assert_msg(book != NULL, "%s", label_of(report, "message", 0));
  ck_assert_int_eq(number(report, "warnings", 0), 0);
  const cpw_system *s = cpw_system_book_view(book);
  ck_assert_str_eq(s->name, "Small");
  ck_assert_int_eq(s->weeks, 52);
  ck_assert_int_eq(s->groups, 2);
  ck_assert_str_eq(s->group[1], "rich");
  ck_assert_int_eq(s->organisation[0].parent, 1);
  ck_assert_int_eq(s->organisation[0].kind, CPW_ORG_ACUTE);
  ck_assert(s->organisation[0].from == -(double)INFINITY && isnan(s->organisation[0].longitude));
  ck_assert_int_eq(s->organisation[0].votes, 1);
  ck_assert_double_eq(s->service[0].weeks, 18);
  ck_assert_int_eq(s->list[0].shape, 0);
  ck_assert_int_eq(s->list[1].shape, CPW_NONE);
  ck_assert_int_eq(s->profile[0].count, 2);
  ck_assert_double_eq(s->profile[0].values[0], 2);
  ck_assert_ptr_null(s->capacity[0].more);
  ck_assert_double_eq(s->policy[0].from, 2);
  ck_assert_int_eq(s->effect[0].organisation, CPW_NONE);
  ck_assert_ptr_null(cpw_system_book_view(NULL));
  cpw_system_book_free(NULL);
  cpw_result_free(report);
  cpw_system_book_free(book);
}
END_TEST

/* Texts as spreadsheets leave them: a mark at the start, CR LF, empty rows and columns, 1e3 for a whole number. */
START_TEST(as_a_spreadsheet_leaves_it)
{
  const given more[] = {
      {"organisations.csv",
       "\xef\xbb\xbfid, kind ,parent,votes,,\r\nGENERAL,acute,EAST,1e3,,\r\n,,,,,\r\nEAST,ics\r\n"},
      {"lists.csv", "group,service,organisation\nall,HIP,GENERAL\n"},
      {"groups.csv", NULL},
      {NULL, NULL}};
  cpw_system_book *book = NULL;
  ck_assert_int_eq(read_with(more, &book, NULL, NULL), CPW_OK);
  const cpw_system *s = cpw_system_book_view(book);
  ck_assert_int_eq(s->organisations, 2);
  ck_assert_int_eq(s->organisation[0].votes, 1000);
  ck_assert_int_eq(s->groups, 1);
  ck_assert_ptr_null(s->group);
  ck_assert_int_eq(s->list[0].group, 0);
  cpw_system_book_free(book);
}
END_TEST

START_TEST(curves)
{
  const given more[] = {
      {"capacity.csv",
       "organisation,service,treatments,curve,curve_a,curve_t,curve_shape,"
       "curve_upfront,curve_x,curve_y\nGENERAL,HIP,2,points,,,,5,0 10  20,0 1 1.5\n"},
      {NULL, NULL}};
  cpw_system_book *book = NULL;
  ck_assert_int_eq(read_with(more, &book, NULL, NULL), CPW_OK);
  const cpw_response *r = cpw_system_book_view(book)->capacity[0].more;
  ck_assert_int_eq(r->kind, CPW_RESPONSE_POINTS);
  ck_assert_int_eq(r->points, 3);
  ck_assert_double_eq(r->x[2], 20);
  ck_assert_double_eq(r->y[2], 1.5);
  ck_assert_double_eq(r->upfront, 5);
  cpw_system_book_free(book);
}
END_TEST

/* ---------------------------------------------------------------- one error ----------------- */

typedef struct wrong {
  const char *name, *text; /* the file that is wrong */
  const char *rule;
  int64_t line, column;
  const char *message; /* as a whole, or its beginning */
} wrong;

static const wrong wrongs[] = {
    {"settings.csv", "name,value\nstrat,2025-04-01\n", "reference", 2, 1,
     "settings.csv line 2, field 1 (name): there is no setting \"strat\" (did you mean "
     "\"start\"?)"},
    {"settings.csv", "name,value\nstart,1 April\n", "format", 2, 2,
     "settings.csv line 2, field 2 (value): found \"1 April\", expected a date such as 2025-04-01"},
    {"settings.csv", "name,value\nstart,2025-04-01\nweeks,1.5\n", "format", 3, 2,
     "settings.csv line 3, field 2 (value): found \"1.5\", expected a number of weeks, 1 to 5200"},
    {"organisations.csv", "id,kind,parent\nGENERAL,acut,EAST\nEAST,ics,\n", "reference", 2, 2,
     "organisations.csv line 2, field 2 (kind): there is no kind \"acut\" (did you mean "
     "\"acute\"?)"},
    {"organisations.csv", "id,kind,parent\nGENERAL,acute,east\nEAST,ics,\n", "reference", 2, 3,
     "organisations.csv line 2, field 3 (parent): there is no organisation \"east\" (did you mean "
     "\"EAST\"?)"},
    {"organisations.csv", "id,kind,parent\nGENERAL,acute,EAST\nEAST,ics,\nEAST,place,\n", "unique",
     4, 1, "organisations.csv line 4, field 1 (id): id \"EAST\" is there already (line 3)"},
    {"organisations.csv", "id,kind,parent\nGENERAL,acute,EAST\nEAST,ics,\n,place,EAST\n", "needed",
     4, 1, "organisations.csv line 4, field 1 (id): it is empty: id is needed"},
    {"organisations.csv", "id,kind,parent\nGENERAL,acute,EAST\nEAST,ics,GENERAL\n", "cycle", 2, 3,
     "organisations.csv line 2, field 3 (parent): its parents lead back to it, by way of \"EAST\""},
    {"organisations.csv", "id,kind,parent,votes\nGENERAL,acute,EAST,1.5\nEAST,ics,,\n", "format", 2,
     4, "organisations.csv line 2, field 4 (votes): found \"1.5\", expected a whole number"},
    {"organisations.csv", "id,kind,parent,from\nGENERAL,acute,EAST,2025-02-30\nEAST,ics,,\n",
     "format", 2, 4, "organisations.csv line 2, field 4 (from): there is no date \"2025-02-30\""},
    {"organisations.csv", "id,kind,parent,from\nGENERAL,acute,EAST,soon\nEAST,ics,,\n", "format", 2,
     4, "organisations.csv line 2, field 4 (from): found \"soon\", expected a date"},
    {"organisations.csv", "id,knd,kind,parent\nGENERAL,,acute,EAST\nEAST,,ics,\n", "column", 1, 2,
     "organisations.csv line 1, field 2: there is no column \"knd\" (did you mean \"kind\"?)"},
    {"organisations.csv", "id,kind,parent,id\nGENERAL,acute,EAST,\nEAST,ics,,\n", "column", 1, 4,
     "organisations.csv line 1, field 4: column \"id\" is there twice"},
    {"organisations.csv", "id,parent\nGENERAL,EAST\nEAST,\n", "column", 1, 0,
     "organisations.csv line 1: column \"kind\" is missing"},
    {"organisations.csv", NULL, "file", 0, 0, "organisations.csv: the file is missing"},
    {"organisations.csv", "id,kind,parent\nGENERAL,acute,EAST\nEAST,\"ics,\n", "format", 3, 2,
     "organisations.csv line 3, field 2: "},
    {"profiles.csv", "id,step,value\nw,0,2\nw,2,1\n", "format", 3, 2,
     "profiles.csv line 3, field 2 (step): step = 2 of profile \"w\" must be 1"},
    {"profiles.csv", "id,value\nw,2\nv,1\nw,1\n", "unique", 4, 1,
     "profiles.csv line 4, field 1 (id): the rows of profile \"w\" do not stand together"},
    {"profiles.csv", "id,value\nw,\n", "needed", 2, 2,
     "profiles.csv line 2, field 2 (value): it is empty: value is needed"},
    {"profiles.csv", "id,value\nw,-1\n", "domain", 2, 2,
     "profiles.csv line 2, field 2 (value): value 0 = -1 must be finite and >= 0"},
    {"lists.csv", "organisation,service,group,waiting\nGENERAL,HIP,pour,10\n", "reference", 2, 3,
     "lists.csv line 2, field 3 (group): there is no group \"pour\" (did you mean \"poor\"?)"},
    {"lists.csv", "organisation,service,group,waiting\nGENERAL,HIP,,10\n", "needed", 2, 3,
     "lists.csv line 2, field 3 (group): it is empty: group is needed"},
    {"lists.csv", "organisation,service,group,waiting\nGENERAL,HIP,poor,1\"0\n", "format", 2, 4,
     "lists.csv line 2, field 4: "},
    {"lists.csv", "organisation,service,group,starts\nGENERAL,HIP,poor,many\n", "format", 2, 4,
     "lists.csv line 2, field 4 (starts): found \"many\", expected a number"},
    {"lists.csv", "organisation,service,group,starts\nGENERAL,HIP,poor,nan\n", "format", 2, 4,
     "lists.csv line 2, field 4 (starts): found \"nan\", expected a number: leave the field empty"},
    {"lists.csv", "organisation,service,group,starts\nEAST,HIP,poor,1\n", "capacity", 2, 2,
     "lists.csv line 2, field 2 (service): organisation \"EAST\" has no capacity for service "
     "\"HIP\""},
    {"lists.csv", "organisation,service,group,starts\nGENERAL,HIP,poor,1\nGENERAL,HIP,poor,2\n",
     "twice", 3, 3,
     "lists.csv line 3, field 3 (group): organisation \"GENERAL\", service \"HIP\" and group "
     "\"poor\" are there already (line 2)"},
    {"lists.csv", "organisation,service,group,starts,removal\nGENERAL,HIP,poor,1,2\n", "domain", 2,
     5, "lists.csv line 2, field 5 (removal): removal = 2 must be a share: 0 to 1"},
    {"capacity.csv", "organisation,service,treatments,curve\nGENERAL,HIP,2,loag\n", "reference", 2,
     4, "capacity.csv line 2, field 4 (curve): there is no curve \"loag\" (did you mean \"log\"?)"},
    {"capacity.csv", "organisation,service,treatments,curve_a\nGENERAL,HIP,2,1\n", "needed", 2, 0,
     "capacity.csv line 2: there are numbers of a curve, but no curve"},
    {"capacity.csv", "organisation,service,treatments,curve,curve_a\nGENERAL,HIP,2,log,1\n",
     "domain", 2, 4, "capacity.csv line 2, field 4 (curve): curve.t = 0 must be > 0"},
    {"capacity.csv",
     "organisation,service,treatments,curve,curve_x,curve_y\nGENERAL,HIP,2,points,1 2,1\n",
     "format", 2, 6,
     "capacity.csv line 2, field 6 (curve_y): there are 1 numbers, but 2 in curve_x"},
    {"capacity.csv",
     "organisation,service,treatments,curve,curve_x,curve_y\nGENERAL,HIP,2,points,1 b,1 2\n",
     "format", 2, 5,
     "capacity.csv line 2, field 5 (curve_x): found \"1 b\", expected numbers parted by spaces"},
    {"capacity.csv", "organisation,service,treatments,most\nGENERAL,HIP,2,1\n", "domain", 2, 4,
     "capacity.csv line 2, field 4 (most): most = 1 is below treatments = 2"},
    {"members.csv", "alliance,organisation\nA,GENERAL\n", "reference", 2, 1,
     "members.csv line 2, field 1 (alliance): there is no alliance \"A\": alliances.csv has no "
     "rows"},
    {"policies.csv", "id,from,until\nHUB,2025-04-15,2025-04-08\n", "dates", 2, 3,
     "policies.csv line 2, field 3 (until): it ends (until = 1) before it begins (from = 2)"},
    {"effects.csv", "policy,lever,amount,to\nHUB,capacity,0.1,EAST\n", "effect", 2, 4,
     "effects.csv line 2, field 4 (to): lever capacity takes no other organisation"},
    {"effects.csv", "policy,lever,amount\nHUB,capacity,\n", "needed", 2, 3,
     "effects.csv line 2, field 3 (amount): it is empty: amount is needed"},
    {"pathways.csv", "organisation,service,folder\nGENERAL,HIP,\n", "pathway", 2, 3,
     "pathways.csv line 2, field 3 (folder): the folder of its files is needed, below the folder "},
    {"pathways.csv", "organisation,service,folder\nGENERAL,HIP,../up\n", "pathway", 2, 3,
     "pathways.csv line 2, field 3 (folder): the folder of its files is needed, below the folder "},
    {"pathways.csv", "organisation,service,folder\nGENERAL,HIP,ward\n", "pathway", 2, 3,
     "pathways.csv line 2, field 3 (folder): \"ward\": there are no files of it"}};
#define WRONGS ((int)(sizeof wrongs / sizeof *wrongs))

/* Where the table is not whole, others follow that name its rows: they are not told. */
START_TEST(one_error)
{
  const wrong *x = &wrongs[_i];
  const given more[] = {{x->name, x->text}, {NULL, NULL}};
  cpw_system_book *book = NULL;
  cpw_result *report = NULL;
  cpw_error err;
  ck_assert_int_eq(read_with(more, &book, &report, NULL), CPW_OK);
  ck_assert_ptr_null(book);
  ck_assert_msg(number(report, "errors", 0) == 1, "%s | %s | %s", x->message,
                label_of(report, "message", 0), label_of(report, "message", 1));
  const char *message = label_of(report, "message", 0);
  ck_assert_msg(strncmp(message, x->message, strlen(x->message)) == 0, "%s\n%s", message,
                x->message);
  ck_assert_str_eq(label_of(report, "rule", 0), x->rule);
  ck_assert_str_eq(label_of(report, "file", 0), x->name);
  ck_assert_int_eq(number(report, "line", 0), x->line);
  ck_assert_int_eq(strtol(label_of(report, "column", 0), NULL, 10), x->column);
  ck_assert_int_eq(cpw_result_outcome(report), CPW_OUTCOME_UNREACHABLE);
  cpw_result_free(report);
  ck_assert_int_eq(read_with(more, &book, NULL, &err), CPW_EDATA);
  ck_assert_ptr_null(book);
  ck_assert(err.line == x->line && err.column == x->column);
  ck_assert_str_eq(err.where, x->name);
  ck_assert_msg(strncmp(err.message, x->message, strlen(x->message)) == 0, "%s", err.message);
}
END_TEST

/* ---------------------------------------------------------------- all at once --------------- */

START_TEST(every_error_of_all_files)
{
  const given more[] = {
      {"organisations.csv", "id,kind,parent\nGENERAL,acut,EAST\nEAST,ics,\n"},
      {"lists.csv", "organisation,service,group,waiting\nGENRAL,HIP,poor,x\nGENERAL,HOP,rich,-1\n"},
      {"capacity.csv", "organisation,service,treatment\nGENERAL,HIP,1\n"},
      {"effects.csv", "policy,lever,amount\nHUBB,capacity,0.1\nHUB,capacity,-2\n"},
      {"lsts.csv", "a\n"},
      {"notes.csv", "a\n"},
      {"notes.txt", "a\n"},
      {NULL, NULL}};
  static const char *const messages[] = {
      "organisations.csv line 2, field 2 (kind): there is no kind \"acut\"",
      "lists.csv line 2, field 1 (organisation): there is no organisation \"GENRAL\"",
      "lists.csv line 2, field 4 (waiting): found \"x\"",
      "lists.csv line 3, field 2 (service): there is no service \"HOP\"",
      "capacity.csv line 1: column \"treatments\" is missing",
      "capacity.csv line 1, field 3: there is no column \"treatment\" (did",
      "effects.csv line 2, field 1 (policy): there is no policy \"HUBB\" (did you mean \"HUB\"?)",
      "effects.csv line 3, field 3 (amount): amount = -2 of lever capacity must be >= -1",
      "lsts.csv: it is no file of a system, and is not read (did you mean \"lists.csv\"?)",
      "notes.csv: it is no file of a system, and is not read"};
  cpw_system_book *book = NULL;
  cpw_result *report = NULL;
  cpw_error err;
  ck_assert_int_eq(read_with(more, &book, &report, NULL), CPW_OK);
  ck_assert_ptr_null(book);
  ck_assert_int_eq(number(report, "errors", 0), 8);
  ck_assert_int_eq(number(report, "warnings", 0), 2);
  for (int64_t i = 0; i < 10; i++)
    ck_assert_msg(strncmp(label_of(report, "message", i), messages[i], strlen(messages[i])) == 0,
                  "%s, not %s", label_of(report, "message", i), messages[i]);
  cpw_result_free(report);
  ck_assert_int_eq(read_with(more, &book, NULL, &err), CPW_EDATA);
  ck_assert_ptr_nonnull(strstr(err.message, "(and 7 more errors)"));
}
END_TEST

START_TEST(dates_need_a_start)
{
  const given more[] = {{"settings.csv", "name,value\nweeks,10\n"}, {NULL, NULL}};
  cpw_system_book *book = NULL;
  cpw_error err;
  ck_assert_int_eq(read_with(more, &book, NULL, &err), CPW_EDATA);
  ck_assert_str_eq(err.message,
                   "policies.csv line 2, field 2 (from): a date needs the date of week "
                   "0: start in settings.csv");
}
END_TEST

/* ---------------------------------------------------------------- networks ------------------ */

#define NETWORK(folder)                                                                            \
  {folder "/stages.csv", "name,kind,servers\nward,beds,4\n"},                                      \
      {folder "/arrivals.csv", "stage,group,rate\nward,poor,1\n"},                                 \
      {folder "/durations.csv", "stage,law,mean\nward,exponential,2\n"}, {                         \
    folder "/groups.csv", "name\npoor\nrich\n"                                                     \
  }

START_TEST(networks)
{
  const given more[] = {{"pathways.csv",
                         "organisation,service,folder,lost\nGENERAL,HIP,ways/a,0.5\n"
                         "EAST,HIP,ways/a,0\n"},
                        NETWORK("ways/a"),
                        {NULL, NULL}};
  const given deeper[] = {{"pathways.csv", "organisation,service,folder,lost\nGENERAL,HIP,a,0\n"},
                          NETWORK("C:\\there\\a"),
                          {NULL, NULL}};
  cpw_system_book *book = NULL;
  cpw_error err = {0};
  ck_assert_msg(read_with(more, &book, NULL, &err) == CPW_OK, "%s", err.message);
  const cpw_system *s = cpw_system_book_view(book);
  ck_assert_int_eq(s->pathways, 2);
  ck_assert_ptr_eq(s->pathway[0].network, s->pathway[1].network);
  ck_assert_int_eq(s->pathway[0].network->groups, 2);
  ck_assert_double_eq(s->pathway[0].lost, 0.5);
  ck_assert_str_eq(s->pathway[0].folder, "ways/a");
  cpw_system_book_free(book);
  ck_assert_int_eq(read_with(deeper, &book, NULL, &err), CPW_OK);
  ck_assert_int_eq(cpw_system_book_view(book)->pathway[0].network->stages, 1);
  cpw_system_book_free(book);
}
END_TEST

START_TEST(a_network_that_is_wrong)
{
  const given more[] = {{"pathways.csv", "organisation,service,folder\nGENERAL,HIP,a\n"},
                        {"a/stages.csv", "name,kind,servers\nward,bads,4\n"},
                        {"a/arrivals.csv", "stage,rate\nward,1\n"},
                        {NULL, NULL}};
  cpw_system_book *book = NULL;
  cpw_error err;
  ck_assert_int_eq(read_with(more, &book, NULL, &err), CPW_EDATA);
  ck_assert_str_eq(
      err.message,
      "pathways.csv line 2, field 3 (folder): \"a\": stages.csv line 2, field 2 (kind): "
      "there is no kind \"bads\" (did you mean \"beds\"?)");
}
END_TEST

/* ---------------------------------------------------------------- folders ------------------- */

static void make_folder(char folder[256]) {
  const char *place = getenv("TMPDIR");
  snprintf(folder, 256, "%s/carepath_system_XXXXXX", place && *place ? place : "/tmp");
  ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void empty_folder(const char *folder) {
  DIR *listing = opendir(folder);
  ck_assert_ptr_nonnull(listing);
  for (struct dirent *entry = readdir(listing); entry; entry = readdir(listing)) {
    char path[600];
    if (entry->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    if (unlink(path) != 0) empty_folder(path);
  }
  closedir(listing);
  rmdir(folder);
}

START_TEST(the_example)
{
  cpw_system_book *book = NULL, *back = NULL;
  cpw_result *report = NULL;
  char folder[256];
  make_folder(folder);
  ck_assert_int_eq(cpw_system_read_folder(EXAMPLE, NULL, &book, &report, NULL), CPW_OK);
  ck_assert_int_eq(number(report, "errors", 0), 0);
  ck_assert_int_eq(number(report, "warnings", 0), 0);
  const cpw_system *s = cpw_system_book_view(book);
  ck_assert_int_eq(s->organisations, 9);
  ck_assert_int_eq(s->groups, 5);
  ck_assert_int_eq(s->lists, 25);
  ck_assert_int_eq(s->scenarios, 2);
  ck_assert_double_eq(s->effect[0].from, 13);
  ck_assert_int_eq(cpw_system_write_folder(s, folder, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_system_read_folder(folder, NULL, &back, NULL, NULL), CPW_OK);
  ck_assert_str_eq(cpwt_differs(s, cpw_system_book_view(back)), "");
  empty_folder(folder);
  cpw_result_free(report);
  cpw_system_book_free(book);
  cpw_system_book_free(back);
}
END_TEST

static int is_same_network(const cpw_pathway *a, const cpw_pathway *b) {
  int same = 1;
  for (int64_t k = 0; k < CPW_PATHWAY_FILES; k++) {
    cpwt_file x = {NULL, 0}, y = {NULL, 0};
    cpw_sink to_x = {&x, cpwt_file_write}, to_y = {&y, cpwt_file_write};
    same = same && cpw_pathway_write(a, k, NULL, &to_x, NULL) == CPW_OK &&
           cpw_pathway_write(b, k, NULL, &to_y, NULL) == CPW_OK && x.used == y.used &&
           memcmp(x.bytes, y.bytes, x.used) == 0;
    free(x.bytes);
    free(y.bytes);
  }
  return same;
}

START_TEST(folders_below)
{
  const given more[] = {{"pathways.csv", "organisation,service,folder\nGENERAL,HIP,ways/a\n"},
                        NETWORK("ways/a"),
                        {NULL, NULL}};
  cpw_system_book *book = NULL, *back = NULL;
  cpw_system_pathway row;
  char folder[256], path[400];
  make_folder(folder);
  ck_assert_int_eq(read_with(more, &book, NULL, NULL), CPW_OK);
  cpw_system s = *cpw_system_book_view(book);
  ck_assert_int_eq(cpw_system_write_folder(&s, folder, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_system_read_folder(folder, NULL, &back, NULL, NULL), CPW_OK);
  const cpw_system *t = cpw_system_book_view(back);
  ck_assert_str_eq(cpwt_differs(&s, t), "");
  ck_assert(is_same_network(s.pathway[0].network, t->pathway[0].network));
  cpw_system_book_free(back);
  /* a network without a folder gets one */
  row = s.pathway[0];
  row.folder = NULL;
  s.pathway = &row;
  ck_assert_int_eq(cpw_system_write_folder(&s, folder, NULL, NULL), CPW_OK);
  snprintf(path, sizeof path, "%s/pathway_1/stages.csv", folder);
  ck_assert_int_eq(access(path, R_OK), 0);
  cpw_pathway copy = *row.network;
  cpw_system_pathway two[2] = {row, row};
  two[0].folder = two[1].folder = "same";
  two[1].network = &copy, two[1].organisation = 1;
  s.pathway = two, s.pathways = 2;
  ck_assert_int_eq(cpw_system_write_folder(&s, folder, NULL, NULL), CPW_EINVAL);
  s.pathway = &row, s.pathways = 1;
  row.folder = "/etc";
  ck_assert_int_eq(cpw_system_write_folder(&s, folder, NULL, NULL), CPW_EINVAL);
  /* another system in the same place: what it has not is not left behind */
  s.pathways = 0, s.policies = s.effects = 0;
  ck_assert_int_eq(cpw_system_write_folder(&s, folder, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_system_read_folder(folder, NULL, &back, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_system_book_view(back)->policies, 0);
  ck_assert_int_eq(cpw_system_book_view(back)->pathways, 0);
  empty_folder(folder);
  cpw_system_book_free(book);
  cpw_system_book_free(back);
}
END_TEST

START_TEST(folders_that_are_not_there)
{
  cpw_system_book *book = NULL, *other = NULL;
  cpw_error err;
  char folder[256];
  ck_assert_int_eq(cpw_system_read_folder("/nowhere", NULL, &book, NULL, &err), CPW_EIO);
  ck_assert_str_eq(err.where, "organisations.csv");
  ck_assert_int_eq(read_with(NULL, &other, NULL, NULL), CPW_OK);
  const cpw_system *s = cpw_system_book_view(other);
  ck_assert_int_eq(cpw_system_write_folder(s, "/nowhere", NULL, NULL), CPW_EIO);
  ck_assert_int_eq(cpw_system_write_folder(s, NULL, NULL, NULL), CPW_EINVAL);
  ck_assert_int_eq(cpw_system_write_folder(NULL, "/tmp", NULL, NULL), CPW_EINVAL);
  ck_assert_int_eq(cpw_system_read_folder(NULL, NULL, &book, NULL, NULL), CPW_EINVAL);
  ck_assert_int_eq(cpw_system_read_folder(EXAMPLE, NULL, NULL, NULL, NULL), CPW_EINVAL);
  make_folder(folder);
  ck_assert_int_eq(cpw_system_read_folder(folder, NULL, &book, NULL, NULL), CPW_EIO);
  rmdir(folder);
  ck_assert_ptr_null(book);
  cpw_system_book_free(other);
}
END_TEST

/* ---------------------------------------------------------------- calls that are wrong ------ */

static int64_t fail_read(void *context, char *buffer, int64_t capacity) {
  (void)context, (void)buffer, (void)capacity;
  return -1;
}

static int fail_write(void *context, const char *bytes, int64_t count) {
  (void)context, (void)bytes, (void)count;
  return -1;
}

START_TEST(calls_that_are_wrong)
{
  cpw_system_book *book = NULL;
  cpw_error err;
  cpw_text text = {"id,kind\n", 8, 0};
  cpw_source source[2];
  ck_assert_int_eq(cpw_text_source(&text, "organisations.csv", &source[0]), CPW_OK);
  source[1] = source[0];
  ck_assert_int_eq(cpw_system_read(NULL, 1, NULL, &book, NULL, NULL), CPW_EINVAL);
  ck_assert_int_eq(cpw_system_read(source, 0, NULL, &book, NULL, NULL), CPW_EINVAL);
  ck_assert_int_eq(cpw_system_read(source, 1, NULL, NULL, NULL, NULL), CPW_EINVAL);
  ck_assert_int_eq(cpw_system_read(source, 2, NULL, &book, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "sources[1]: organisations.csv is there twice");
  source[1] = (cpw_source){NULL, fail_read, "lists.csv"};
  ck_assert_int_eq(cpw_system_read(source, 2, NULL, &book, NULL, &err), CPW_EIO);
  source[1].read = NULL;
  ck_assert_int_eq(cpw_system_read(source, 2, NULL, &book, NULL, &err), CPW_EINVAL);
  ck_assert_ptr_null(book);
  cpw_sink sink = {NULL, fail_write};
  cpw_system s;
  cpw_system_init(&s);
  ck_assert_int_eq(cpw_system_write(&s, CPW_SYSTEM_SETTINGS, &sink, NULL), CPW_EIO);
  ck_assert_int_eq(cpw_system_write(&s, CPW_SYSTEM_TABLES, &sink, NULL), CPW_EINVAL);
  ck_assert_int_eq(cpw_system_write(&s, 0, NULL, NULL), CPW_EINVAL);
  ck_assert_int_eq(cpw_system_write(NULL, 0, &sink, NULL), CPW_EINVAL);
  cpw_system_scenario row = {"a", NULL};
  cpw_system_pick pick = {0, 3};
  s.scenario = &row, s.scenarios = 1, s.pick = &pick, s.picks = 1;
  ck_assert_int_eq(cpw_system_write(&s, CPW_SYSTEM_PICKS, &sink, NULL), CPW_EINVAL);
  ck_assert_str_eq(cpw_system_table_columns(CPW_SYSTEM_PICKS), "scenario,policy");
  ck_assert_ptr_null(cpw_system_table_columns(-1));
}
END_TEST

/* Very many rows that are wrong: told in good time, a thousand of each kind. */
START_TEST(very_many_errors)
{
  enum { ROWS = 20000 };
  char *text = malloc(ROWS * 40 + 100);
  ck_assert_ptr_nonnull(text);
  size_t used = (size_t)sprintf(text, "organisation,service,group,starts\n");
  for (int i = 0; i < ROWS; i++)
    used += (size_t)sprintf(text + used, "GENERA%d,HIP,poor,1\n", i);
  const given more[] = {{"lists.csv", text}, {NULL, NULL}};
  cpw_system_book *book = NULL;
  cpw_result *report = NULL;
  ck_assert_int_eq(read_with(more, &book, &report, NULL), CPW_OK);
  ck_assert_msg(number(report, "errors", 0) == ROWS, "%s",
                label_of(report, "message", cpw_result_find(report, "row")->size - 1));
  ck_assert_int_eq(cpw_result_find(report, "row")->size, 1001);
  ck_assert_str_eq(label_of(report, "message", 1000),
                   "lists.csv: and 19000 more of the same kind (reference)");
  cpw_result_free(report);
  free(text);
}
END_TEST

/* The page of reference names every file and every column. */
START_TEST(the_page)
{
  static char page[65536];
  FILE *f = fopen("docs/reference/system-folder.md", "rb");
  ck_assert_ptr_nonnull(f);
  page[fread(page, 1, sizeof page - 1, f)] = 0;
  fclose(f);
  for (int64_t t = 0; t < CPW_SYSTEM_TABLES; t++) {
    const cpwi_system_table *kind = cpwi_system_table_of(t);
    char quoted[64];
    snprintf(quoted, sizeof quoted, "`%s`", kind->file);
    ck_assert_msg(strstr(page, quoted) != NULL, "%s", quoted);
    for (int32_t k = 0; k < kind->columns; k++) {
      snprintf(quoted, sizeof quoted, "`%s`", kind->column[k].name);
      ck_assert_msg(strstr(page, quoted) != NULL, "%s %s", kind->file, quoted);
    }
  }
  for (int32_t set = 0; set < CPWI_WORDS_SETS; set++)
    for (int64_t k = 0; k < cpwi_system_words_of(set).count; k++) {
      char quoted[64];
      snprintf(quoted, sizeof quoted, "`%s`", cpwi_system_words_of(set).word[k]);
      ck_assert_msg(quoted[1] == '`' || strstr(page, quoted) != NULL, "%s", quoted);
    }
}
END_TEST

static int32_t read_all(void *context) {
  const given more[] = {{"pathways.csv", "organisation,service,folder\nGENERAL,HIP,a\n"},
                        {"lists.csv", context},
                        NETWORK("a"),
                        {NULL, NULL}};
  cpw_system_book *book = NULL;
  cpw_result *report = NULL;
  int32_t status = read_with(more, &book, &report, NULL);
  cpw_result_free(report);
  cpw_system_book_free(book);
  return status;
}

typedef struct place {
  const cpw_system *s;
  const char *folder;
} place;

static int32_t write_and_read(void *context) {
  const place *p = context;
  cpw_system_book *book = NULL;
  int32_t status = cpw_system_write_folder(p->s, p->folder, NULL, NULL);
  if (status == CPW_OK) status = cpw_system_read_folder(p->folder, NULL, &book, NULL, NULL);
  cpw_system_book_free(book);
  return status;
}

START_TEST(memory_fails_in_folders)
{
  const given more[] = {{"capacity.csv", "organisation,service,treatments,curve,curve_x,curve_y\n"
                                         "GENERAL,HIP,2,points,1 2,1 2\n"},
                        {"pathways.csv", "organisation,service,folder\nGENERAL,HIP,a\n"},
                        NETWORK("a"),
                        {NULL, NULL}};
  cpw_system_book *book = NULL;
  char folder[256];
  make_folder(folder);
  ck_assert_int_eq(read_with(more, &book, NULL, NULL), CPW_OK);
  place p = {cpw_system_book_view(book), folder};
  cpwt_each_allocation_fails(write_and_read, &p);
  empty_folder(folder);
  cpw_system_book_free(book);
}
END_TEST

START_TEST(memory_fails)
{
  char right[] = "organisation,service,group\nGENERAL,HIP,poor\n";
  char wrong_one[] = "organisation,service,group\nGENERAL,HOP,pour\n";
  cpwt_each_allocation_fails(read_all, right);
  cpwt_each_allocation_fails(read_all, wrong_one);
}
END_TEST

static Suite *system_files_suite(void) {
  Suite *suite = suite_create("system_files");
  const struct {
    const char *name;
    const TTest *tests[8];
  } cases[] = {{"limits", {a_small_system, as_a_spreadsheet_leaves_it, curves, networks}},
               {"errors",
                {every_error_of_all_files, dates_need_a_start, a_network_that_is_wrong,
                 folders_that_are_not_there, calls_that_are_wrong, very_many_errors}},
               {"reference", {the_example, folders_below, the_page}},
               {"oom", {memory_fails, memory_fails_in_folders}}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 120);
    for (int i = 0; cases[k].tests[i]; i++)
      tcase_add_test(tcase, cases[k].tests[i]);
    if (k == 1) tcase_add_loop_test(tcase, one_error, 0, WRONGS);
    suite_add_tcase(suite, tcase);
  }
  return suite;
}

int main(void) {
  Suite *suites[] = {system_files_suite()};
  return cpwt_run(suites, 1);
}
