/* Pabulib files: every field kept and written as it was, exact amounts, merged ballots, and what is wrong with a
 * file named with line and field. */
#include "carepath.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- help ---------------------- */

typedef struct memory {
  char *bytes;
  size_t used, room;
} memory;

static int keep(void *context, const char *bytes, int64_t count) {
  memory *m = context;
  if (m->used + (size_t)count + 1 > m->room) {
    m->room = 2 * (m->used + (size_t)count) + 1;
    char *more = realloc(m->bytes, m->room);
    if (!more) return -1;
    m->bytes = more;
  }
  memcpy(m->bytes + m->used, bytes, (size_t)count);
  m->used += (size_t)count;
  m->bytes[m->used] = '\0';
  return 0;
}

static int32_t take(const char *text, int64_t count, const cpw_pabulib_options *o,
                    cpw_pabulib **out, cpw_error *err) {
  cpw_text t = {text, count, 0};
  cpw_source source;
  if (cpw_text_source(&t, "town.pb", &source) != CPW_OK) return CPW_EINTERNAL;
  return cpw_pabulib_read(&source, o, out, err);
}

static cpw_pabulib *read_text(const char *text) {
  cpw_pabulib *p = NULL;
  cpw_error err;
  int32_t status = take(text, (int64_t)strlen(text), NULL, &p, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return p;
}

static memory written(const cpw_pabulib *p) {
  memory m = {NULL, 0, 0};
  cpw_sink sink = {&m, keep};
  ck_assert_int_eq(cpw_pabulib_write(p, &sink, NULL), CPW_OK);
  return m;
}

#define META(type) "META\nkey;value\nbudget;1000\nvote_type;" type "\n"
#define PROJECTS   "PROJECTS\nproject_id;cost;name\na;400;Bench\nb;700;\"Say \"\"hi\"\"; now\"\n"

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(everything_is_kept)
{
  const char *text = META("approval") "currency;GBP\n" PROJECTS
                                      "VOTES\nvoter_id;age;vote\n1;30;a\n2;;a,b\n3;41;b,a\n4;50;\n";
  cpw_pabulib *p = read_text(text);
  const cpw_pabulib_content *v = cpw_pabulib_view(p);
  ck_assert_int_eq(v->projects, 2);
  ck_assert_int_eq(v->voters, 4);
  ck_assert_int_eq(v->ballots, 3);
  ck_assert_int_eq(v->budget, 1000);
  ck_assert_int_eq(v->unit, 1);
  ck_assert_int_eq(v->points_unit, 1);
  ck_assert_int_eq(v->warnings, 0);
  ck_assert_str_eq(v->warning, "");
  ck_assert_str_eq(v->project[1], "b");
  ck_assert_str_eq(v->voter[3], "4");
  ck_assert_int_eq(v->weight[1], 2);
  ck_assert_int_eq(v->ballot_of[2], 1);
  ck_assert_int_eq(v->start[3] - v->start[2], 0); /* the ballot without a project */
  ck_assert_str_eq(cpw_pabulib_meta(p, "currency"), "GBP");
  ck_assert_ptr_null(cpw_pabulib_meta(p, "Currency"));
  ck_assert_int_eq(cpw_pabulib_column(p, CPW_PABULIB_VOTES, "age"), 1);
  ck_assert_int_eq(cpw_pabulib_column(p, CPW_PABULIB_VOTES, "sex"), -1);
  ck_assert_int_eq(cpw_pabulib_column(p, 3, "age"), -1);
  ck_assert_str_eq(v->section[CPW_PABULIB_PROJECTS].cells[5], "Say \"hi\"; now");
  ck_assert_int_eq(v->section[CPW_PABULIB_VOTES].line[0], 12);
  memory m = written(p);
  ck_assert_str_eq(m.bytes, text);
  free(m.bytes);
  cpw_pabulib_free(p);
  cpw_pabulib_free(NULL);
}
END_TEST

/* byte order mark, CR LF, no end of the last line, sections in another order, empty lines and fields */
START_TEST(practice_is_read)
{
  const char *kept =
      "\xef\xbb\xbfPROJECTS\r\nproject_id;cost\r\na;1\r\nMETA\r\nkey;value\r\nbudget;5\r\n"
      "note;\r\nvote_type;choose-1\r\nVOTES\r\nvoter_id;vote\r\n7;a";
  cpw_pabulib *p = read_text(kept);
  memory m = written(p);
  ck_assert_str_eq(m.bytes, kept);
  free(m.bytes);
  cpw_pabulib_free(p);
  const char *loose = "\nMETA;;;\n key ;value;;\n\n budget ; 5.50 ;\nvote_type;approval\nnote\n\n"
                      " PROJECTS\nproject_id; cost;name\n a ;2,5;the \"old\" mill\nb;1;\n"
                      "VOTES\nvoter_id;vote\n 7; a , b \n";
  p = read_text(loose);
  const cpw_pabulib_content *v = cpw_pabulib_view(p);
  ck_assert_int_eq(v->unit, 10);
  ck_assert_int_eq(v->budget, 55);
  ck_assert_int_eq(v->cost[0], 25);
  ck_assert_int_eq(v->cost[1], 10);
  ck_assert_int_eq(v->start[1], 2);
  ck_assert_str_eq(cpw_pabulib_meta(p, "note"), "");
  ck_assert_str_eq(v->voter[0], "7");
  m = written(p);
  cpw_pabulib *again = read_text(m.bytes);
  memory n = written(again);
  ck_assert_str_eq(m.bytes, n.bytes);
  free(m.bytes);
  free(n.bytes);
  cpw_pabulib_free(again);
  cpw_pabulib_free(p);
}
END_TEST

START_TEST(points_and_orders)
{
  cpw_pabulib *p = read_text(
      META("cumulative") "x;y\n" PROJECTS
                         "VOTES\nvoter_id;vote;points\n1;a,b;2,1.25\n2;b,a;1.250,2.0\n3;b;0\n");
  const cpw_pabulib_content *v = cpw_pabulib_view(p);
  ck_assert_int_eq(v->points_unit, 100);
  ck_assert_int_eq(v->ballots, 2);
  ck_assert_int_eq(v->points[0], 200);
  ck_assert_int_eq(v->points[1], 125);
  ck_assert_int_eq(v->points[2], 0);
  cpw_pabulib_free(p);
  p = read_text(META("ordinal") PROJECTS "VOTES\nvoter_id;vote\n1;b,a\n2;a,b\n3;a\n");
  v = cpw_pabulib_view(p);
  ck_assert_int_eq(v->ballots, 3);
  ck_assert_int_eq(v->points[0], 1); /* a */
  ck_assert_int_eq(v->points[1], 2); /* b */
  ck_assert_int_eq(v->points[2], 2);
  ck_assert_int_eq(v->points[4], 1);
  cpw_election e;
  ck_assert_int_eq(cpw_pabulib_election(p, &e, NULL), CPW_OK);
  ck_assert_int_eq(cpw_election_check(&e, NULL, NULL), CPW_OK);
  ck_assert_ptr_nonnull(e.points);
  ck_assert_int_eq(e.projects, 2);
  ck_assert_int_eq(e.money_unit, 1);
  cpw_pabulib_free(p);
}
END_TEST

/* amounts at the end of 64 bits, exact */
START_TEST(large_amounts)
{
  cpw_pabulib *p = read_text("META\nkey;value\nbudget;9223372036854775807\nvote_type;approval\n"
                             "PROJECTS\nproject_id;cost\na;9223372036854775806.000\n"
                             "VOTES\nvoter_id;vote\n");
  const cpw_pabulib_content *v = cpw_pabulib_view(p);
  ck_assert_int_eq(v->budget, INT64_MAX);
  ck_assert_int_eq(v->cost[0], INT64_MAX - 1);
  ck_assert_int_eq(v->voters, 0);
  ck_assert_int_eq(v->ballots, 0);
  cpw_pabulib_free(p);
}
END_TEST

START_TEST(groups_by_label)
{
  cpw_pabulib *p =
      read_text(META("approval") PROJECTS "VOTES\nvoter_id;sex;vote\n1;M;a\n2;F;a\n3;;b\n4;F;\n");
  int64_t group[4], example[4], groups = 0;
  ck_assert_int_eq(cpw_pabulib_groups(p, 1, group, example, &groups, NULL), CPW_OK);
  const int64_t expected[] = {2, 1, 0, 1}, first[] = {2, 1, 0};
  ck_assert_int_eq(groups, 3);
  ck_assert_mem_eq(group, expected, sizeof expected);
  ck_assert_mem_eq(example, first, sizeof first);
  cpw_pabulib_free(p);
}
END_TEST

/* ---------------------------------------------------------------- tables -------------------- */

typedef struct given {
  cpw_text text[3];
  cpw_source source[3];
  cpw_pabulib_tables tables;
} given;

static void give(given *g, const char *projects, const char *votes, const char *voters) {
  const char *texts[] = {projects, votes, voters},
             *names[] = {"projects.csv", "votes.csv", "voters.csv"};
  cpw_pabulib_tables_init(&g->tables);
  for (int k = 0; k < 3; k++)
    if (texts[k]) {
      g->text[k] = (cpw_text){texts[k], (int64_t)strlen(texts[k]), 0};
      ck_assert_int_eq(cpw_text_source(&g->text[k], names[k], &g->source[k]), CPW_OK);
    }
  g->tables.projects = &g->source[0];
  g->tables.votes = &g->source[1];
  g->tables.voters = voters ? &g->source[2] : NULL;
  g->tables.budget = "1000";
}

START_TEST(from_tables)
{
  given g;
  cpw_pabulib *p = NULL;
  cpw_error err;
  give(&g, "name,project_id,cost\n\"A; b\",a,400\nB,b,700.5\n",
       "voter_id,project_id,points\nx,a,2\ny,b,1\nx,b,1\nz,,\n", NULL);
  g.tables.vote_type = CPW_PABULIB_CUMULATIVE;
  int32_t status = cpw_pabulib_from_tables(&g.tables, NULL, &p, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  memory m = written(p);
  ck_assert_str_eq(m.bytes, "META\nkey;value\nnum_projects;2\nnum_votes;3\nbudget;1000\n"
                            "vote_type;cumulative\nPROJECTS\nproject_id;cost;name\na;400;\"A; b\"\n"
                            "b;700.5;B\nVOTES\nvoter_id;vote;points\nx;a,b;2,1\ny;b;1\nz;;\n");
  ck_assert_int_eq(cpw_pabulib_view(p)->unit, 10);
  free(m.bytes);
  cpw_pabulib_free(p);
  give(&g, "project_id,cost\na,400\nb,700\n", "project_id,voter_id\nb,x\na,x\n",
       "voter_id,age\nw,20\nx,30\n");
  g.tables.vote_type = CPW_PABULIB_ORDINAL;
  ck_assert_int_eq(cpw_pabulib_from_tables(&g.tables, NULL, &p, &err), CPW_OK);
  m = written(p);
  ck_assert_ptr_nonnull(strstr(m.bytes, "VOTES\nvoter_id;age;vote\nw;20;\nx;30;b,a\n"));
  free(m.bytes);
  cpw_pabulib_free(p);
}
END_TEST

typedef struct table_fault {
  const char *projects, *votes, *voters, *budget;
  int32_t type, code;
  const char *where;
  int64_t line;
  const char *message;
} table_fault;

#define P2 "project_id,cost\na,400\nb,700\n"
static const table_fault table_faults[] = {
    {"project_id,cost\na,400\na,7\n", "voter_id,project_id\n", NULL, "1", 0, CPW_EDATA,
     "projects.csv", 3, "project_id 'a' is there twice: it stands on line 2 before"},
    {"project_id,cost\na,-4\n", "voter_id,project_id\n", NULL, "1", 0, CPW_EDATA, "projects.csv", 2,
     "cost '-4' is negative"},
    {"project_id,price\na,4\n", "voter_id,project_id\n", NULL, "1", 0, CPW_ENOTFOUND,
     "projects.csv", 1, NULL},
    {P2, "voter_id,project_id\nx,a\nx,c\n", NULL, "1", 0, CPW_EDATA, "votes.csv", 3,
     "project_id 'c' is not in the projects"},
    {P2, "voter_id,project_id\nx,a\ny,a\nx,a\n", NULL, "1", 0, CPW_EDATA, "votes.csv", 4,
     "voter 'x' votes for 'a' twice: before on line 2"},
    {P2, "voter_id,project_id\nx,a\nx,b\n", NULL, "1", CPW_PABULIB_CHOOSE_ONE, CPW_EDATA,
     "votes.csv", 3, "voter 'x' votes for 2 projects: choose-1 allows one"},
    {P2, "voter_id,project_id,points\nx,a,one\n", NULL, "1", CPW_PABULIB_SCORING, CPW_EDATA,
     "votes.csv", 2, "points 'one' is no number"},
    {P2, "voter_id,project_id\nx,a\n", NULL, "1", CPW_PABULIB_SCORING, CPW_ENOTFOUND, "votes.csv",
     1, NULL},
    {P2, "voter_id,project_id\nx,a\n", "voter_id,age\ny,4\n", "1", 0, CPW_EDATA, "votes.csv", 2,
     "voter_id 'x' is not in the voters"},
    {P2, "voter_id,project_id\nx,a\n", "voter_id,age\nx,4\nx,5\n", "1", 0, CPW_EDATA, "voters.csv",
     3, "voter_id 'x' is there twice: it stands on line 2 before"},
    {P2, "voter_id,project_id\nx,a\n", NULL, "lots", 0, CPW_EDATA, "cpw_pabulib_from_tables", 0,
     "budget 'lots' is no number"},
    {P2, "voter_id,project_id\nx,a\n", NULL, "1", 9, CPW_EINVAL, "cpw_pabulib_from_tables", 0,
     "tables.vote_type = 9 must be 0 to 4"},
    {P2, "voter_id,project_id\n,a\n", NULL, "1", 0, CPW_EDATA, "votes.csv", 2, "voter_id is empty"},
    /* of no line of a file: the two amounts stand in different ones */
    {"project_id,cost\na,9223372036854775807\nb,0.5\n", "voter_id,project_id\nx,a\n", NULL, "1", 0,
     CPW_EOVERFLOW, "cpw_pabulib_from_tables", 0,
     "cost 9223372036854775807 is beyond 64 bits in units of 1/10, which another amount needs"},
};

START_TEST(tables_that_are_wrong)
{
  const table_fault *f = &table_faults[_i];
  given g;
  cpw_pabulib *p = NULL;
  cpw_error err;
  give(&g, f->projects, f->votes, f->voters);
  g.tables.budget = f->budget;
  g.tables.vote_type = f->type;
  ck_assert_int_eq(cpw_pabulib_from_tables(&g.tables, NULL, &p, &err), f->code);
  if (f->message) ck_assert_str_eq(err.message, f->message);
  ck_assert_str_eq(err.where, f->where);
  ck_assert_int_eq(err.line, f->line);
  ck_assert_ptr_null(p);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

typedef struct fault {
  const char *text;
  int32_t code;
  int64_t line, column;
  const char *message;
} fault;

#define V "VOTES\nvoter_id;vote\n"
static const fault faults[] = {
    {"", CPW_EDATA, 1, 0, "the text is empty"},
    {"hello\n", CPW_EDATA, 1, 1, "expected the section META, found 'hello'"},
    {"\xff\xfeM", CPW_EDATA, 1, 0, "this is UTF-16: save it as UTF-8"},
    {"\x1f\x8b zip", CPW_EDATA, 1, 0, "this is a gzip file: unpack it"},
    {"META\nkey;value\nb\xe4r;1\n", CPW_EDATA, 3, 0, "the text is not UTF-8"},
    {"META\nkey;value\n", CPW_EDATA, 3, 0, "there is no section PROJECTS"},
    {META("approval") V PROJECTS "META\n", CPW_EDATA, 11, 1,
     "the section META is there twice: it began on line 1 before"},
    {META("approval") "PROJECTS\nVOTES\n", CPW_EDATA, 6, 1, "the section PROJECTS has no header"},
    {META("approval") PROJECTS "VOTES\n", CPW_EDATA, 10, 0, "the section VOTES has no header"},
    {"META\nkey\nx;y\n", CPW_EDATA, 2, 1, "the header of META must be key;value"},
    {"META\nkey;value\nvote_type;approval\n" PROJECTS V, CPW_EDATA, 1, 1, "META has no key budget"},
    {"META\nkey;value\nbudget;1\n" PROJECTS V, CPW_EDATA, 1, 1, "META has no key vote_type"},
    {META("approval") "budget;2\n" PROJECTS V, CPW_EDATA, 5, 1,
     "META has the key budget twice: it stands on line 3 before"},
    {META("aproval") PROJECTS V, CPW_EDATA, 4, 2,
     "vote_type 'aproval' is none of approval, choose-1, cumulative, scoring, ordinal: did you "
     "mean "
     "approval?"},
    {META("approval") "PROJECTS\nid;cost\n" V, CPW_EDATA, 5, 0,
     "PROJECTS has no column project_id"},
    {META("approval") "PROJECTS\nproject_id;cost;cost\n" V, CPW_EDATA, 5, 3,
     "the column cost is there twice"},
    {META("approval") PROJECTS "VOTES\nvoter_id;votes\n", CPW_EDATA, 9, 0,
     "VOTES has no column vote"},
    {META("scoring") PROJECTS V, CPW_EDATA, 9, 0, "VOTES has no column points"},
    {META("approval") PROJECTS "a;3;x\n" V, CPW_EDATA, 9, 1,
     "project_id 'a' is there twice: it stands on line 7 before"},
    {META("approval") PROJECTS ";3;x\n" V, CPW_EDATA, 9, 1, "project_id is empty"},
    {META("approval") PROJECTS "c,d;3;x\n" V, CPW_EDATA, 9, 1,
     "project_id 'c,d' holds a comma, which divides projects in a vote"},
    {META("approval") PROJECTS "c;-3;x\n" V, CPW_EDATA, 9, 2, "cost '-3' is negative"},
    {META("approval") PROJECTS "c;;x\n" V, CPW_EDATA, 9, 2, "cost '' is no number"},
    {META("approval") PROJECTS "c;1e3;x\n" V, CPW_EDATA, 9, 2, "cost '1e3' is no number"},
    {META("approval") PROJECTS "c;1.2.3;x\n" V, CPW_EDATA, 9, 2, "cost '1.2.3' is no number"},
    {META("approval") PROJECTS "c;1,000;x\n" V, CPW_EDATA, 9, 2,
     "cost '1,000' could be a thousand or a decimal comma: write it without the comma"},
    {META("approval") PROJECTS "c;9223372036854775808;x\n" V, CPW_EOVERFLOW, 9, 2,
     "cost '9223372036854775808' is beyond 64 bits"},
    {META("approval") PROJECTS "c;9223372036854775807;x\nd;0.5;y\n" V, CPW_EOVERFLOW, 9, 2,
     "cost 9223372036854775807 is beyond 64 bits in units of 1/10, which another amount needs"},
    {META("approval") PROJECTS "c;1\n" V, CPW_EDATA, 9, 2,
     "2 fields, but the header of PROJECTS has 3"},
    {META("approval") PROJECTS V "1;a;b\n", CPW_EDATA, 11, 3,
     "3 fields, but the header of VOTES has 2"},
    {META("approval") PROJECTS V "1;a,c\n", CPW_EDATA, 11, 2,
     "the vote names 'c' which is not in PROJECTS"},
    {META("approval") PROJECTS V "1;a,,b\n", CPW_EDATA, 11, 2,
     "the vote names '' which is not in PROJECTS"},
    {META("approval") PROJECTS V "1;a,b,a\n", CPW_EDATA, 11, 2, "the vote names 'a' twice"},
    {META("approval") PROJECTS V "1;a\n1;b\n", CPW_EDATA, 12, 1, "voter_id '1' is there twice"},
    {META("approval") PROJECTS V ";a\n", CPW_EDATA, 11, 1, "voter_id is empty"},
    {META("choose-1") PROJECTS V "1;a,b\n", CPW_EDATA, 11, 2,
     "the vote names 2 projects: choose-1 allows one"},
    {META("cumulative") PROJECTS "VOTES\nvoter_id;vote;points\n1;a,b;3\n", CPW_EDATA, 11, 3,
     "1 points for 2 projects: there must be as many"},
    {META("cumulative") PROJECTS "VOTES\nvoter_id;vote;points\n1;a;\n", CPW_EDATA, 11, 3,
     "0 points for 1 projects: there must be as many"},
    {META("cumulative") PROJECTS "VOTES\nvoter_id;vote;points\n1;a;-1\n", CPW_EDATA, 11, 3,
     "points '-1' of the vote is negative"},
    {META("cumulative") PROJECTS
     "VOTES\nvoter_id;vote;points\n1;a;9000000000000000000\n2;a;9000000000000000000\n",
     CPW_EOVERFLOW, 0, 0, "the points of the project 'a' sum to more than 64 bits"},
    {META("cumulative") PROJECTS "VOTES\nvoter_id;vote;points\n1;a;9000000000000000000\n2;a;0.5\n",
     CPW_EOVERFLOW, 0, 0,
     "points 9000000000000000000 of a vote are beyond 64 bits in units of 1/10, which other points "
     "need"},
    {META("approval") PROJECTS V "1;\"a\n", CPW_EDATA, 11, 2, "a field in quotes never ends"},
    {META("approval") PROJECTS V "\"1\"x;a\n", CPW_EDATA, 11, 1,
     "text after the closing quote of a field"},
    {META("approval") PROJECTS V "1;a\r2;b\n", CPW_EDATA, 11, 2, "a carriage return alone"},
};

START_TEST(files_that_are_wrong)
{
  const fault *f = &faults[_i];
  cpw_pabulib *p = NULL;
  cpw_error err;
  ck_assert_int_eq(take(f->text, (int64_t)strlen(f->text), NULL, &p, &err), f->code);
  ck_assert_str_eq(err.message, f->message);
  ck_assert_str_eq(err.where, "town.pb");
  ck_assert_int_eq(err.line, f->line);
  ck_assert_int_eq(err.column, f->column);
  ck_assert_ptr_null(p);
}
END_TEST

START_TEST(a_nul_byte)
{
  const char text[] = "META\nkey;va\0lue\n";
  cpw_pabulib *p = NULL;
  cpw_error err;
  ck_assert_int_eq(take(text, sizeof text - 1, NULL, &p, &err), CPW_EDATA);
  ck_assert_str_eq(err.message, "the text holds a NUL byte");
  ck_assert_int_eq(err.line, 2);
}
END_TEST

/* counts that differ: a warning, or an error where it is asked for */
START_TEST(counts_that_differ)
{
  const char *text =
      "META\nkey;value\nbudget;1000\nvote_type;cumulative\nnum_votes;3\nnum_projects;2\n"
      "PROJECTS\nproject_id;cost;votes;score\na;4;1;2.5\nb;7;;\n"
      "VOTES\nvoter_id;vote;points\n1;a;2.5\n2;b;1\n";
  cpw_pabulib *p = read_text(text);
  ck_assert_int_eq(cpw_pabulib_view(p)->warnings, 1);
  ck_assert_str_eq(cpw_pabulib_view(p)->warning,
                   "line 5: num_votes is '3', but the votes and projects give 2");
  cpw_pabulib_free(p);
  p = NULL;
  cpw_pabulib_options o;
  cpw_error err;
  cpw_pabulib_options_init(&o);
  o.counts = CPW_PABULIB_ERROR;
  ck_assert_int_eq(take(text, (int64_t)strlen(text), &o, &p, &err), CPW_EDATA);
  ck_assert_int_eq(err.line, 5);
  ck_assert_int_eq(err.column, 2);
  const char *score = "META\nkey;value\nbudget;1000\nvote_type;cumulative\n"
                      "PROJECTS\nproject_id;cost;votes;score\na;4;1;2\n"
                      "VOTES\nvoter_id;vote;points\n1;a;2.5\n";
  ck_assert_int_eq(take(score, (int64_t)strlen(score), &o, &p, &err), CPW_EDATA);
  ck_assert_str_eq(err.message, "score is '2', but the votes and projects give 25/10");
  const char *votes = "META\nkey;value\nbudget;1000\nvote_type;approval\n"
                      "PROJECTS\nproject_id;cost;votes\na;4;2\nVOTES\nvoter_id;vote\n1;a\n1;\n";
  ck_assert_int_eq(take(votes, (int64_t)strlen(votes), &o, &p, &err), CPW_EDATA);
  ck_assert_str_eq(err.message, "voter_id '1' is there twice");
  cpw_pabulib_options_init(&o);
  o.repeated_voters = CPW_PABULIB_WARN;
  ck_assert_int_eq(take(votes, (int64_t)strlen(votes), &o, &p, &err), CPW_OK);
  const cpw_pabulib_content *v = cpw_pabulib_view(p);
  ck_assert_int_eq(v->warnings, 2);
  ck_assert_str_eq(v->warning, "a voter_id is there twice: each row votes");
  ck_assert_int_eq(v->voters, 2);
  ck_assert_str_eq(v->voter[1], "1");
  cpw_pabulib_free(p);
}
END_TEST

START_TEST(arguments_that_are_wrong)
{
  cpw_pabulib *p = NULL;
  cpw_error err;
  cpw_pabulib_options o;
  cpw_text t = {"META", 4, 0};
  cpw_source source;
  ck_assert_int_eq(cpw_text_source(&t, NULL, &source), CPW_OK);
  ck_assert_int_eq(cpw_pabulib_read(NULL, NULL, &p, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_pabulib_read(&source, NULL, NULL, &err), CPW_EINVAL);
  cpw_pabulib_options_init(&o);
  o.counts = 2;
  ck_assert_int_eq(cpw_pabulib_read(&source, &o, &p, &err), CPW_EINVAL);
  cpw_pabulib_options_init(&o);
  o.max_bytes = 0;
  ck_assert_int_eq(cpw_pabulib_read(&source, &o, &p, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "options.max_bytes = 0 must be from 1 to 2^40");
  o.max_bytes = 3;
  ck_assert_int_eq(cpw_pabulib_read(&source, &o, &p, &err), CPW_EDATA);
  ck_assert_str_eq(err.where, "<input>");
  o.struct_size += 8;
  ck_assert_int_eq(cpw_pabulib_read(&source, &o, &p, &err), CPW_EABI);
  ck_assert_int_eq(cpw_pabulib_read_path("no/such/file.pb", NULL, &p, &err), CPW_EIO);
  ck_assert_str_eq(err.where, "no/such/file.pb");
  ck_assert_int_eq(cpw_pabulib_read_path(NULL, NULL, &p, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_pabulib_from_tables(NULL, NULL, &p, &err), CPW_EINVAL);
  ck_assert_ptr_null(cpw_pabulib_view(NULL));
  ck_assert_ptr_null(cpw_pabulib_meta(NULL, "x"));
  ck_assert_int_eq(cpw_pabulib_write(NULL, NULL, &err), CPW_EINVAL);
  cpw_election e;
  ck_assert_int_eq(cpw_pabulib_election(NULL, &e, &err), CPW_EINVAL);
  p = read_text(META("approval") PROJECTS V "1;a\n");
  int64_t x[1];
  ck_assert_int_eq(cpw_pabulib_groups(p, 2, x, x, x, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "column = 2 must be 0 to 1");
  ck_assert_int_eq(cpw_pabulib_groups(p, 0, NULL, x, x, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "group_of is NULL");
  cpw_pabulib_free(p);
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

static const char *const files[] = {
    "france_toulouse_2019_.pb",
    "poland_czestochowa_2020_grabowka.pb",
    "poland_gdansk_2020_wzgorze-mickiewicza.pb",
    "poland_lodz_2020_im-montwilla-mireckiego.pb",
    "poland_lodz_2022_.pb",
    "poland_warszawa_2017_nadwisle.pb",
    "poland_wieliczka_2023_green-budget.pb",
    "poland_wroclaw_2015_150-500.pb",
};

/* real files come out byte for byte; their counts agree with what they say */
START_TEST(real_files)
{
  char name[160];
  snprintf(name, sizeof name, "data/pb/%s", files[_i]);
  const char *path = cpwt_shared(name);
  if (!path) return;
  cpw_pabulib *p = NULL;
  cpw_error err;
  cpw_pabulib_options o;
  cpw_pabulib_options_init(&o);
  o.counts = CPW_PABULIB_ERROR;
  int32_t status = cpw_pabulib_read_path(path, &o, &p, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  memory m = written(p), whole = {NULL, 0, 0};
  char block[4096];
  FILE *file = fopen(path, "rb");
  ck_assert_ptr_nonnull(file);
  for (size_t n; (n = fread(block, 1, sizeof block, file)) > 0;)
    ck_assert_int_eq(keep(&whole, block, (int64_t)n), 0);
  fclose(file);
  ck_assert_uint_eq(m.used, whole.used);
  ck_assert_int_eq(memcmp(m.bytes, whole.bytes, m.used), 0);
  free(m.bytes);
  free(whole.bytes);
  cpw_pabulib_free(p);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

/* whoever comes first: the same ballots with the same voters */
START_TEST(order_of_rows)
{
  cpw_pabulib *one = read_text(META("approval") PROJECTS V "1;a\n2;a,b\n3;b,a\n4;b\n");
  cpw_pabulib *two =
      read_text(META("approval") "PROJECTS\nproject_id;cost;name\nb;700;x\na;400;y\n" V
                                 "4;b\n3;a,b\n2;b,a\n1;a\n");
  const cpw_pabulib_content *x = cpw_pabulib_view(one), *y = cpw_pabulib_view(two);
  ck_assert_int_eq(x->ballots, y->ballots);
  int64_t most_x = 0, most_y = 0;
  for (int64_t b = 0; b < x->ballots; b++) {
    if (x->weight[b] > most_x) most_x = x->weight[b];
    if (y->weight[b] > most_y) most_y = y->weight[b];
  }
  ck_assert_int_eq(most_x, 2);
  ck_assert_int_eq(most_y, 2);
  cpw_pabulib_free(one);
  cpw_pabulib_free(two);
}
END_TEST

/* many voters, many projects on one ballot: growth of every table */
START_TEST(many)
{
  memory m = {NULL, 0, 0};
  char line[64];
  const char *head = META("approval") "PROJECTS\nproject_id;cost\n";
  ck_assert_int_eq(keep(&m, head, (int64_t)strlen(head)), 0);
  for (int k = 0; k < 500; k++)
    ck_assert_int_eq(keep(&m, line, snprintf(line, sizeof line, "p%d;%d\n", k, k)), 0);
  ck_assert_int_eq(keep(&m, V, (int64_t)strlen(V)), 0);
  for (int k = 0; k < 3000; k++) {
    ck_assert_int_eq(keep(&m, line, snprintf(line, sizeof line, "%d;p%d", k, k % 500)), 0);
    for (int i = 1; k == 0 && i < 500; i++)
      ck_assert_int_eq(keep(&m, line, snprintf(line, sizeof line, ",p%d", 500 - i)), 0);
    ck_assert_int_eq(keep(&m, "\n", 1), 0);
  }
  cpw_pabulib *p = read_text(m.bytes);
  const cpw_pabulib_content *v = cpw_pabulib_view(p);
  ck_assert_int_eq(v->voters, 3000);
  ck_assert_int_eq(v->ballots, 501);
  ck_assert_int_eq(v->start[1], 500);
  for (int k = 0; k < 500; k++)
    ck_assert_int_eq(v->choice[k], k);
  ck_assert_int_eq(v->weight[1], 6);
  memory out = written(p);
  ck_assert_str_eq(out.bytes, m.bytes);
  free(out.bytes);
  free(m.bytes);
  cpw_pabulib_free(p);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t read_once(void *context) {
  (void)context;
  const char *text = META("cumulative") PROJECTS
      "VOTES\nvoter_id;sex;vote;points\n1;F;a,b;1,2\n2;M;b;3\n2;F;a;1.5\n";
  cpw_pabulib_options o;
  cpw_pabulib *p = NULL;
  int64_t group[3], example[3], groups = 0;
  cpw_pabulib_options_init(&o);
  o.repeated_voters = CPW_PABULIB_WARN;
  int32_t status = take(text, (int64_t)strlen(text), &o, &p, NULL);
  if (status == CPW_OK) status = cpw_pabulib_groups(p, 1, group, example, &groups, NULL);
  if (status == CPW_OK && groups != 2) status = CPW_EINTERNAL;
  cpw_pabulib_free(p);
  return status;
}

static int32_t tables_once(void *context) {
  (void)context;
  const char *texts[] = {P2, "voter_id,project_id,points\nx,a,1\ny,b,2\nx,b,3\n",
                         "voter_id,age\ny,1\nx,2\n"};
  cpw_text text[3];
  cpw_source source[3];
  cpw_pabulib_tables t;
  cpw_pabulib *p = NULL;
  cpw_pabulib_tables_init(&t);
  for (int k = 0; k < 3; k++) {
    text[k] = (cpw_text){texts[k], (int64_t)strlen(texts[k]), 0};
    if (cpw_text_source(&text[k], "t", &source[k]) != CPW_OK) return CPW_EINTERNAL;
  }
  t.projects = &source[0];
  t.votes = &source[1];
  t.voters = &source[2];
  t.budget = "5";
  t.vote_type = CPW_PABULIB_CUMULATIVE;
  int32_t status = cpw_pabulib_from_tables(&t, NULL, &p, NULL);
  cpw_pabulib_free(p);
  return status;
}

START_TEST(memory_fails)
{
  cpwt_each_allocation_fails(read_once, NULL);
  cpwt_each_allocation_fails(tables_once, NULL);
}
END_TEST

static Suite *pabulib_suite(void) {
  Suite *suite = suite_create("pabulib");
  const struct {
    const char *name;
    const TTest *tests[8];
  } cases[] = {
      {"limits",
       {everything_is_kept, practice_is_read, points_and_orders, large_amounts, groups_by_label,
        from_tables}},
      {"errors", {a_nul_byte, counts_that_differ, arguments_that_are_wrong}},
      {"properties", {order_of_rows, many}},
      {"oom", {memory_fails}},
  };
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 120);
    for (int i = 0; cases[k].tests[i]; i++)
      tcase_add_test(tcase, cases[k].tests[i]);
    if (k == 1) {
      tcase_add_loop_test(tcase, files_that_are_wrong, 0, (int)(sizeof faults / sizeof *faults));
      tcase_add_loop_test(tcase, tables_that_are_wrong, 0,
                          (int)(sizeof table_faults / sizeof *table_faults));
    }
    suite_add_tcase(suite, tcase);
  }
  TCase *reference = tcase_create("reference");
  tcase_set_timeout(reference, 120);
  tcase_add_loop_test(reference, real_files, 0, (int)(sizeof files / sizeof *files));
  suite_add_tcase(suite, reference);
  return suite;
}

int main(void) {
  Suite *suites[] = {pabulib_suite()};
  return cpwt_run(suites, 1);
}
