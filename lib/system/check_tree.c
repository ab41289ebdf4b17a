/* Ids that are there once, and parents: no cycles, nobody outside of all trees, nobody who outlives his parent.
 * Source: cpw_system_check in carepath/system.h.
 * Leaves values to check_rows.c. */
#include "system/check.h"

#include "pathway/network.h"

/* ---- ids */

static void check_table(const cpwi_system_check *c, int32_t table) {
  cpwi_net_names names = {0};
  cpwi_system_rows rows = cpwi_system_rows_of(c->s, table);
  for (int64_t i = 0; i < rows.count && rows.row && !c->p->failed; i++) {
    const char *id = cpwi_system_id(c->s, table, i);
    if (!id || !id[0]) continue;
    int32_t before = cpwi_net_names_find(&names, id);
    if (before < 0) {
      /* one name a row, so that the numbers are those of the rows */
      while (names.count < i && !c->p->failed)
        c->p->failed = cpwi_net_names_add(c->allocator, &names, "") < 0;
      if (cpwi_net_names_add(c->allocator, &names, id) < 0) c->p->failed = 1;
      continue;
    }
    cpwi_problem_with(cpwi_wrong(c->p, (cpwi_place){table, CPWI_RULE_UNIQUE, i, "id"},
                                 "id %s is there already", cpwi_quote(id).text),
                      before);
  }
  cpwi_net_names_free(c->allocator, &names);
}

void cpwi_system_check_ids(const cpwi_system_check *c) {
  for (int32_t t = 0; t < CPW_SYSTEM_TABLES; t++)
    if (cpwi_system_id_column(t) == 0) check_table(c, t);
}

/* ---- parents */

/* 1 where the parents of an organisation come back to it, followed at most `count` steps. Rows that lead into a cycle
 * without being part of it are not meant: `state` is 0 new, 1 on the way, 2 done. */
static void follow(const cpwi_system_check *c, int64_t first, int32_t *state) {
  const cpw_system *s = c->s;
  int64_t at = first;
  while (cpwi_is_row(at, s->organisations) && state[at] == 0) {
    state[at] = 1;
    at = s->organisation[at].parent;
  }
  if (cpwi_is_row(at, s->organisations) && state[at] == 1)
    cpwi_wrong(c->p, (cpwi_place){CPW_SYSTEM_ORGANISATIONS, CPWI_RULE_CYCLE, at, "parent"},
               "its parents lead back to it, by way of %s",
               cpwi_quote_row(s, CPW_SYSTEM_ORGANISATIONS, s->organisation[at].parent).text);
  for (at = first; cpwi_is_row(at, s->organisations) && state[at] == 1;
       at = s->organisation[at].parent)
    state[at] = 2;
}

static void check_cycles(const cpwi_system_check *c) {
  int32_t *state = cpwi_alloc_zero(c->allocator, (size_t)c->s->organisations + 1, sizeof *state);
  if (!state) {
    c->p->failed = 1;
    return;
  }
  for (int64_t i = 0; i < c->s->organisations; i++)
    follow(c, i, state);
  cpwi_release(c->allocator, state);
}

/* Bodies that stand above systems, or beside them. */
static int may_stand_alone(int32_t kind) {
  return kind == CPW_ORG_NATION || kind == CPW_ORG_REGION || kind == CPW_ORG_ICS ||
         kind == CPW_ORG_SPECIALISED || kind == CPW_ORG_COMMISSIONER;
}

static int has_systems(const cpw_system *s) {
  for (int64_t i = 0; i < s->organisations; i++)
    if (s->organisation[i].kind == CPW_ORG_ICS) return 1;
  return 0;
}

/* The end of an organisation leaves those below it without a parent. */
static void check_lives(const cpwi_system_check *c, int64_t i) {
  const cpw_system_organisation *child = &c->s->organisation[i];
  if (!cpwi_is_row(child->parent, c->s->organisations)) return;
  const cpw_system_organisation *parent = &c->s->organisation[child->parent];
  cpwi_place at = {CPW_SYSTEM_ORGANISATIONS, CPWI_RULE_TREE, i, "parent"};
  cpwi_quoted name = cpwi_quote_row(c->s, CPW_SYSTEM_ORGANISATIONS, child->parent);
  if (child->until > parent->until)
    cpwi_oddity(c->p, at, "it is an orphan from week %s on, in which its parent %s ends",
                cpwi_number(parent->until).text, name.text);
  if (child->from < parent->from && parent->from > 0)
    cpwi_oddity(c->p, at, "it is an orphan until week %s, in which its parent %s begins",
                cpwi_number(parent->from).text, name.text);
}

void cpwi_system_check_tree(const cpwi_system_check *c) {
  int systems = has_systems(c->s);
  check_cycles(c);
  for (int64_t i = 0; i < c->s->organisations; i++) {
    const cpw_system_organisation *r = &c->s->organisation[i];
    check_lives(c, i);
    if (systems && r->parent == CPW_NONE && !may_stand_alone(r->kind))
      cpwi_oddity(c->p, (cpwi_place){CPW_SYSTEM_ORGANISATIONS, CPWI_RULE_TREE, i, "parent"},
                  "it has no parent: it belongs to no system");
  }
}
