/* Where figures come from: tables and columns that there are.
 * Source: cpw_system_source in carepath/system.h.
 * Leaves what is made of them to those who report. */
#include "system/check.h"

#include <string.h>

static int32_t table_of(const char *name) {
  for (int32_t t = 0; t < CPW_SYSTEM_TABLES && name; t++)
    if (strcmp(name, cpw_system_table_name(t)) == 0) return t;
  return -1;
}

void cpwi_system_check_sources(const cpwi_system_check *c) {
  for (int64_t i = 0; i < c->s->sources; i++) {
    const cpw_system_source *r = &c->s->source[i];
    cpwi_place at = {CPW_SYSTEM_SOURCES, CPWI_RULE_REFERENCE, i, "table"};
    int32_t table = table_of(r->table);
    if (!r->table || !r->table[0]) continue;
    if (table < 0) {
      cpwi_oddity(c->p, at, "there is no table %s", cpwi_quote(r->table).text);
      continue;
    }
    at.field = "field";
    if (r->field && r->field[0] && cpwi_system_column_of(table, r->field) < 0)
      cpwi_oddity(c->p, at, "%s has no column %s", cpw_system_table_name(table),
                  cpwi_quote(r->field).text);
  }
}
