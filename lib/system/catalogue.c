/* The tables of a system: columns, types, places in the rows, and what values may be.
 * Source: the fields of carepath/system.h; docs/reference/system-folder.md.
 * Leaves rules that take more than one field to check*.c, files to lib/system_files. */
#include "system/catalogue.h"

#include <string.h>

#define TEXT(T, f, n)                                                                              \
  { #f, CPWI_FIELD_TEXT, 0, CPWI_MAY_BE_ANY, n, offsetof(T, f) }
#define NUMBER(T, f, rule)                                                                         \
  { #f, CPWI_FIELD_NUMBER, 0, rule, CPWI_MAY_LACK, offsetof(T, f) }
#define GIVEN(T, f, rule)                                                                          \
  { #f, CPWI_FIELD_NUMBER, 0, rule, CPWI_MUST_HAVE, offsetof(T, f) }
#define WEEK(T, f, rule)                                                                           \
  { #f, CPWI_FIELD_WEEK, 0, rule, CPWI_MAY_LACK, offsetof(T, f) }
#define WHOLE(T, f)                                                                                \
  { #f, CPWI_FIELD_WHOLE, 0, CPWI_MAY_BE_COUNT, CPWI_MAY_LACK, offsetof(T, f) }
#define FLAG(T, f)                                                                                 \
  { #f, CPWI_FIELD_FLAG, 0, CPWI_MAY_BE_ANY, CPWI_MAY_LACK, offsetof(T, f) }
#define WORD(T, f, w)                                                                              \
  { #f, CPWI_FIELD_WORD, w, CPWI_MAY_BE_ANY, CPWI_MAY_LACK, offsetof(T, f) }
#define CHOSEN(T, f, w)                                                                            \
  { #f, CPWI_FIELD_WORD, w, CPWI_MAY_BE_ANY, CPWI_MUST_HAVE, offsetof(T, f) }
#define ROW(T, f, table, n)                                                                        \
  { #f, CPWI_FIELD_ROW, table, CPWI_MAY_BE_ANY, n, offsetof(T, f) }
#define BASIS(T)           WORD(T, basis, CPWI_WORDS_BASIS)
#define OF(rows, count, T) offsetof(cpw_system, rows), offsetof(cpw_system, count), sizeof(T)
/* a column that stands in files alone */
#define IN_FILE(T, f, type, of, rule, name)                                                        \
  { name, type, of, rule, CPWI_MAY_LACK + CPWI_FILE_ONLY, offsetof(T, f) }

#define FROM_UNTIL(T) WEEK(T, from, CPWI_MAY_BE_FROM), WEEK(T, until, CPWI_MAY_BE_UNTIL)
#define PLACE(T)                                                                                   \
  NUMBER(T, longitude, CPWI_MAY_BE_EAST + CPWI_OR_NAN),                                            \
      NUMBER(T, latitude, CPWI_MAY_BE_NORTH + CPWI_OR_NAN)
#define ID_NAME(T) TEXT(T, id, CPWI_IS_ID), TEXT(T, name, CPWI_MAY_LACK)

#define O cpw_system_organisation
#define M cpw_system_member
#define F cpw_system_footprint
#define P cpw_system_people
#define S cpw_system_service
#define L cpw_system_list
#define C cpw_system_capacity
#define W cpwi_capacity_row
#define N cpw_system_need
#define H cpw_system_choice
#define U cpw_system_fund
#define Y cpw_system_payment
#define Q cpw_system_policy
#define E cpw_system_effect

static const cpwi_system_table tables[CPW_SYSTEM_TABLES] = {
    {"settings.csv",
     "name,value",
     "setting",
     0,
     0,
     0,
     2,
     0,
     {{"name", CPWI_FIELD_TEXT, 0, 0, CPWI_MUST_HAVE, offsetof(cpwi_setting_row, name)},
      {"value", CPWI_FIELD_TEXT, 0, 0, CPWI_MAY_LACK, offsetof(cpwi_setting_row, value)}}},
    {"groups.csv",
     "id",
     "group",
     OF(group, groups, cpwi_name_row),
     1,
     0,
     {TEXT(cpwi_name_row, id, CPWI_IS_ID)}},
    {"ages.csv",
     "id",
     "age band",
     OF(age, ages, cpwi_name_row),
     1,
     0,
     {TEXT(cpwi_name_row, id, CPWI_IS_ID)}},
    {"segments.csv",
     "id",
     "segment",
     OF(segment, segments, cpwi_name_row),
     1,
     0,
     {TEXT(cpwi_name_row, id, CPWI_IS_ID)}},
    {"organisations.csv",
     "id,name,kind,parent,from,until,votes,overhead,compliance,quality,longitude,latitude,basis",
     "organisation",
     OF(organisation, organisations, O),
     13,
     0,
     {ID_NAME(O), CHOSEN(O, kind, CPWI_WORDS_KIND),
      ROW(O, parent, CPW_SYSTEM_ORGANISATIONS, CPWI_MAY_LACK), FROM_UNTIL(O), WHOLE(O, votes),
      NUMBER(O, overhead, CPWI_MAY_BE_COUNT), NUMBER(O, compliance, CPWI_MAY_BE_SHARE),
      NUMBER(O, quality, CPWI_MAY_BE_FINITE), PLACE(O), BASIS(O)}},
    {"alliances.csv",
     "id,name,kind",
     "alliance",
     OF(alliance, alliances, cpw_system_alliance),
     3,
     0,
     {ID_NAME(cpw_system_alliance), WORD(cpw_system_alliance, kind, CPWI_WORDS_ALLIANCE)}},
    {"members.csv",
     "alliance,organisation,service,from,until",
     "",
     OF(member, members, M),
     5,
     0,
     {ROW(M, alliance, CPW_SYSTEM_ALLIANCES, CPWI_MUST_HAVE),
      ROW(M, organisation, CPW_SYSTEM_ORGANISATIONS, CPWI_MUST_HAVE),
      ROW(M, service, CPW_SYSTEM_SERVICES, CPWI_MAY_LACK), FROM_UNTIL(M)}},
    {"areas.csv",
     "id,name,longitude,latitude",
     "area",
     OF(area, areas, cpw_system_area),
     4,
     0,
     {ID_NAME(cpw_system_area), PLACE(cpw_system_area)}},
    {"footprints.csv",
     "area,organisation,share,from,until",
     "",
     OF(footprint, footprints, F),
     5,
     0,
     {ROW(F, area, CPW_SYSTEM_AREAS, CPWI_MUST_HAVE),
      ROW(F, organisation, CPW_SYSTEM_ORGANISATIONS, CPWI_MUST_HAVE),
      NUMBER(F, share, CPWI_MAY_BE_PART), FROM_UNTIL(F)}},
    {"people.csv",
     "area,age,group,segment,people,basis",
     "",
     OF(people, peoples, P),
     6,
     0,
     {ROW(P, area, CPW_SYSTEM_AREAS, CPWI_MUST_HAVE), ROW(P, age, CPW_SYSTEM_AGES, CPWI_MAY_LACK),
      ROW(P, group, CPW_SYSTEM_GROUPS, CPWI_MAY_LACK),
      ROW(P, segment, CPW_SYSTEM_SEGMENTS, CPWI_MAY_LACK), GIVEN(P, people, CPWI_MAY_BE_COUNT),
      BASIS(P)}},
    {"services.csv",
     "id,name,setting,curve,longest_first,unit_cost,gain,harm,weeks,standard,basis",
     "service",
     OF(service, services, S),
     11,
     0,
     {ID_NAME(S), WORD(S, setting, CPWI_WORDS_SETTING),
      ROW(S, curve, CPW_SYSTEM_PROFILES, CPWI_MAY_LACK),
      NUMBER(S, longest_first, CPWI_MAY_BE_SHARE), NUMBER(S, unit_cost, CPWI_MAY_BE_COUNT),
      NUMBER(S, gain, CPWI_MAY_BE_COUNT), NUMBER(S, harm, CPWI_MAY_BE_COUNT),
      NUMBER(S, weeks, CPWI_MAY_BE_POSITIVE), NUMBER(S, standard, CPWI_MAY_BE_SHARE), BASIS(S)}},
    {"profiles.csv",
     "id,step,value",
     "profile",
     OF(profile, profiles, cpw_system_profile),
     3,
     0,
     {{"id", CPWI_FIELD_TEXT, 0, 0, CPWI_IS_ID, offsetof(cpwi_profile_row, id)},
      IN_FILE(cpwi_profile_row, step, CPWI_FIELD_WHOLE, 0, CPWI_MAY_BE_COUNT, "step"),
      {"value", CPWI_FIELD_NUMBER, 0, CPWI_MAY_BE_COUNT, CPWI_MUST_HAVE + CPWI_FILE_ONLY,
       offsetof(cpwi_profile_row, value)}}},
    {"lists.csv",
     "organisation,service,group,shape,waiting,starts,removal,basis",
     "",
     OF(list, lists, L),
     8,
     0,
     {ROW(L, organisation, CPW_SYSTEM_ORGANISATIONS, CPWI_MUST_HAVE),
      ROW(L, service, CPW_SYSTEM_SERVICES, CPWI_MUST_HAVE),
      ROW(L, group, CPW_SYSTEM_GROUPS, CPWI_MUST_HAVE),
      ROW(L, shape, CPW_SYSTEM_PROFILES, CPWI_MAY_LACK), NUMBER(L, waiting, CPWI_MAY_BE_COUNT),
      NUMBER(L, starts, CPWI_MAY_BE_COUNT), NUMBER(L, removal, CPWI_MAY_BE_SHARE), BASIS(L)}},
    {"capacity.csv",
     "organisation,service,treatments,most,unit_cost,curve,curve_a,curve_t,curve_shape,"
     "curve_upfront,curve_x,curve_y,calendar,basis",
     "",
     OF(capacity, capacities, C),
     14,
     0,
     {ROW(C, organisation, CPW_SYSTEM_ORGANISATIONS, CPWI_MUST_HAVE),
      ROW(C, service, CPW_SYSTEM_SERVICES, CPWI_MUST_HAVE), GIVEN(C, treatments, CPWI_MAY_BE_COUNT),
      NUMBER(C, most, CPWI_MAY_BE_MOST), NUMBER(C, unit_cost, CPWI_MAY_BE_COUNT + CPWI_OR_NAN),
      IN_FILE(W, curve, CPWI_FIELD_WORD, CPWI_WORDS_CURVE, 0, "curve"),
      IN_FILE(W, a, CPWI_FIELD_NUMBER, 0, 0, "curve_a"),
      IN_FILE(W, t, CPWI_FIELD_NUMBER, 0, 0, "curve_t"),
      IN_FILE(W, shape, CPWI_FIELD_NUMBER, 0, 0, "curve_shape"),
      IN_FILE(W, upfront, CPWI_FIELD_NUMBER, 0, 0, "curve_upfront"),
      IN_FILE(W, x, CPWI_FIELD_TEXT, 0, 0, "curve_x"),
      IN_FILE(W, y, CPWI_FIELD_TEXT, 0, 0, "curve_y"),
      ROW(C, calendar, CPW_SYSTEM_PROFILES, CPWI_MAY_LACK), BASIS(C)}},
    {"resources.csv",
     "id,name,unit",
     "resource",
     OF(resource, resources, cpw_system_resource),
     3,
     0,
     {ID_NAME(cpw_system_resource), TEXT(cpw_system_resource, unit, CPWI_MAY_LACK)}},
    {"uses.csv",
     "resource,service,amount",
     "",
     OF(use, uses, cpw_system_use),
     3,
     0,
     {ROW(cpw_system_use, resource, CPW_SYSTEM_RESOURCES, CPWI_MUST_HAVE),
      ROW(cpw_system_use, service, CPW_SYSTEM_SERVICES, CPWI_MUST_HAVE),
      GIVEN(cpw_system_use, amount, CPWI_MAY_BE_POSITIVE)}},
    {"limits.csv",
     "resource,organisation,amount,basis",
     "",
     OF(limit, limits, cpw_system_limit),
     4,
     0,
     {ROW(cpw_system_limit, resource, CPW_SYSTEM_RESOURCES, CPWI_MUST_HAVE),
      ROW(cpw_system_limit, organisation, CPW_SYSTEM_ORGANISATIONS, CPWI_MUST_HAVE),
      GIVEN(cpw_system_limit, amount, CPWI_MAY_BE_COUNT), BASIS(cpw_system_limit)}},
    {"need.csv",
     "service,age,group,segment,rate,growth,basis",
     "",
     OF(need, needs, N),
     7,
     0,
     {ROW(N, service, CPW_SYSTEM_SERVICES, CPWI_MUST_HAVE),
      ROW(N, age, CPW_SYSTEM_AGES, CPWI_MAY_LACK), ROW(N, group, CPW_SYSTEM_GROUPS, CPWI_MAY_LACK),
      ROW(N, segment, CPW_SYSTEM_SEGMENTS, CPWI_MAY_LACK), GIVEN(N, rate, CPWI_MAY_BE_COUNT),
      NUMBER(N, growth, CPWI_MAY_BE_GROWTH), BASIS(N)}},
    {"choice.csv",
     "service,group,distance,wait,quality,free",
     "",
     OF(choice, choices, H),
     6,
     0,
     {ROW(H, service, CPW_SYSTEM_SERVICES, CPWI_MAY_LACK),
      ROW(H, group, CPW_SYSTEM_GROUPS, CPWI_MAY_LACK), NUMBER(H, distance, CPWI_MAY_BE_FINITE),
      NUMBER(H, wait, CPWI_MAY_BE_FINITE), NUMBER(H, quality, CPWI_MAY_BE_FINITE),
      NUMBER(H, free, CPWI_MAY_BE_SHARE)}},
    {"pathways.csv",
     "organisation,service,folder,lost",
     "",
     OF(pathway, pathways, cpw_system_pathway),
     4,
     0,
     {ROW(cpw_system_pathway, organisation, CPW_SYSTEM_ORGANISATIONS, CPWI_MUST_HAVE),
      ROW(cpw_system_pathway, service, CPW_SYSTEM_SERVICES, CPWI_MUST_HAVE),
      TEXT(cpw_system_pathway, folder, CPWI_MAY_LACK),
      NUMBER(cpw_system_pathway, lost, CPWI_MAY_BE_COUNT)}},
    {"funds.csv",
     "id,name,kind,organisation,line,minimum,leak",
     "fund",
     OF(fund, funds, U),
     7,
     0,
     {ID_NAME(U), WORD(U, kind, CPWI_WORDS_FUND),
      ROW(U, organisation, CPW_SYSTEM_ORGANISATIONS, CPWI_MAY_LACK), TEXT(U, line, CPWI_MAY_LACK),
      WHOLE(U, minimum), NUMBER(U, leak, CPWI_MAY_BE_LEAK)}},
    {"payments.csv",
     "from,to,amount,share,regime,ringfenced,basis",
     "",
     OF(payment, payments, Y),
     7,
     0,
     {ROW(Y, from, CPW_SYSTEM_FUNDS, CPWI_MUST_HAVE), ROW(Y, to, CPW_SYSTEM_FUNDS, CPWI_MUST_HAVE),
      WHOLE(Y, amount), NUMBER(Y, share, CPWI_MAY_BE_SHARE + CPWI_OR_NAN),
      TEXT(Y, regime, CPWI_MAY_LACK), FLAG(Y, ringfenced), BASIS(Y)}},
    {"policies.csv",
     "id,name,kind,basis,cost,once,from,until,chance,loading",
     "policy",
     OF(policy, policies, Q),
     10,
     0,
     {ID_NAME(Q), WORD(Q, kind, CPWI_WORDS_POLICY), BASIS(Q), NUMBER(Q, cost, CPWI_MAY_BE_COUNT),
      NUMBER(Q, once, CPWI_MAY_BE_COUNT), WEEK(Q, from, CPWI_MAY_BE_FINITE),
      WEEK(Q, until, CPWI_MAY_BE_UNTIL), NUMBER(Q, chance, CPWI_MAY_BE_COUNT),
      NUMBER(Q, loading, CPWI_MAY_BE_SHARE)}},
    {"effects.csv",
     "policy,lever,mode,organisation,alliance,service,group,to,to_service,basis,amount,spread,from,"
     "until,ramp,lag,fade",
     "",
     OF(effect, effects, E),
     17,
     0,
     {ROW(E, policy, CPW_SYSTEM_POLICIES, CPWI_MUST_HAVE), CHOSEN(E, lever, CPWI_WORDS_LEVER),
      WORD(E, mode, CPWI_WORDS_MODE), ROW(E, organisation, CPW_SYSTEM_ORGANISATIONS, CPWI_MAY_LACK),
      ROW(E, alliance, CPW_SYSTEM_ALLIANCES, CPWI_MAY_LACK),
      ROW(E, service, CPW_SYSTEM_SERVICES, CPWI_MAY_LACK),
      ROW(E, group, CPW_SYSTEM_GROUPS, CPWI_MAY_LACK),
      ROW(E, to, CPW_SYSTEM_ORGANISATIONS, CPWI_MAY_LACK),
      ROW(E, to_service, CPW_SYSTEM_SERVICES, CPWI_MAY_LACK), BASIS(E),
      GIVEN(E, amount, CPWI_MAY_BE_FINITE), NUMBER(E, spread, CPWI_MAY_BE_COUNT),
      WEEK(E, from, CPWI_MAY_BE_FINITE), WEEK(E, until, CPWI_MAY_BE_UNTIL),
      NUMBER(E, ramp, CPWI_MAY_BE_COUNT), NUMBER(E, lag, CPWI_MAY_BE_COUNT),
      NUMBER(E, fade, CPWI_MAY_BE_COUNT)}},
    {"scenarios.csv",
     "id,name",
     "scenario",
     OF(scenario, scenarios, cpw_system_scenario),
     2,
     0,
     {ID_NAME(cpw_system_scenario)}},
    {"picks.csv",
     "scenario,policy",
     "",
     OF(pick, picks, cpw_system_pick),
     2,
     0,
     {ROW(cpw_system_pick, scenario, CPW_SYSTEM_SCENARIOS, CPWI_MUST_HAVE),
      ROW(cpw_system_pick, policy, CPW_SYSTEM_POLICIES, CPWI_MUST_HAVE)}},
    {"sources.csv",
     "table,field,basis,source,note",
     "",
     OF(source, sources, cpw_system_source),
     5,
     0,
     {TEXT(cpw_system_source, table, CPWI_MUST_HAVE), TEXT(cpw_system_source, field, CPWI_MAY_LACK),
      BASIS(cpw_system_source), TEXT(cpw_system_source, source, CPWI_MAY_LACK),
      TEXT(cpw_system_source, note, CPWI_MAY_LACK)}}};

const cpwi_system_table *cpwi_system_table_of(int64_t table) {
  return table >= 0 && table < CPW_SYSTEM_TABLES ? &tables[table] : NULL;
}

int32_t cpwi_system_column_of(int64_t table, const char *name) {
  const cpwi_system_table *t = cpwi_system_table_of(table);
  for (int32_t c = 0; t && c < t->columns; c++)
    if (strcmp(t->column[c].name, name) == 0) return c;
  return -1;
}

int32_t cpwi_system_id_column(int64_t table) {
  const cpwi_system_table *t = cpwi_system_table_of(table);
  return t && t->column[0].needed == CPWI_IS_ID ? 0 : -1;
}

cpwi_system_rows cpwi_system_rows_of(const cpw_system *system, int64_t table) {
  const cpwi_system_table *t = cpwi_system_table_of(table);
  cpwi_system_rows rows = {NULL, 0, 0};
  if (!t || t->size == 0) return rows;
  const void *array = NULL;
  memcpy(&array, (const char *)system + t->rows, sizeof array);
  memcpy(&rows.count, (const char *)system + t->count, sizeof rows.count);
  rows.row = array;
  rows.size = t->size;
  return rows;
}

const char *cpwi_system_id(const cpw_system *system, int64_t table, int64_t row) {
  cpwi_system_rows rows = cpwi_system_rows_of(system, table);
  const char *id = NULL;
  if (cpwi_system_id_column(table) < 0 || row < 0 || row >= rows.count) return NULL;
  if (!rows.row) return table == CPW_SYSTEM_GROUPS ? "all" : NULL;
  memcpy(&id, rows.row + (size_t)row * rows.size + tables[table].column[0].at, sizeof id);
  return id;
}
