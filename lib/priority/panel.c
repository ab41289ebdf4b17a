/* Places under the weights of every member of a panel.
 * Source: carepath/priority.h. Leaves how members' weights become one to the module weights. */
#include "priority/internal.h"

#include <string.h>

typedef struct member {
  cpwi_ranker r;
  cpw_priority_criterion *criteria; /* the policy's, with the member's weights */
  cpwi_keys keys;
  int64_t *order, *place;
} member;

static int32_t member_new(member *m, cpw_error *err) {
  const cpw_priority_policy *p = &m->r.policy;
  size_t n = (size_t)m->r.list.patients, count = (size_t)p->criterion_count;
  int32_t status = cpwi_keys_new(&m->keys, m->r.list.patients, &m->r, err);
  if (status != CPW_OK) return status;
  m->criteria = cpwi_alloc(NULL, count, sizeof *m->criteria);
  m->order = cpwi_alloc(NULL, n, sizeof *m->order);
  m->place = cpwi_alloc(NULL, n, sizeof *m->place);
  if (!m->criteria || !m->order || !m->place)
    return cpwi_fail(err, CPW_ENOMEM, -1, m->r.where, "no memory for %zu patients", n);
  if (count) memcpy(m->criteria, p->criteria, count * sizeof *m->criteria);
  m->r.policy.criteria = m->criteria;
  return CPW_OK;
}

static void member_free(member *m) {
  cpwi_release(NULL, m->place);
  cpwi_release(NULL, m->order);
  cpwi_release(NULL, m->criteria);
  cpwi_keys_free(&m->keys, &m->r);
  cpwi_ranker_free(&m->r);
}

static int32_t place_all(member *m, const double *weights, cpw_error *err) {
  for (int64_t k = 0; k < m->r.policy.criterion_count; k++)
    m->criteria[k].weight = weights[k];
  m->r.equity_most = cpwi_greatest_equity(&m->r.policy);
  int32_t status = cpwi_work_out_keys(&m->r, &m->keys, NULL, NULL, NULL, err);
  if (status == CPW_OK) status = cpwi_order_rows(&m->r, &m->keys, m->order, err);
  for (int64_t i = 0; i < m->r.list.patients && status == CPW_OK; i++)
    m->place[m->order[i]] = i + 1;
  return status;
}

static int32_t check_rows(const member *m, const int64_t *rows, int64_t count, cpw_error *err) {
  int64_t n = m->r.list.patients;
  if (count < 0 || (!rows && count != n))
    return cpwi_fail(err, CPW_EINVAL, -1, m->r.where,
                     "count = %lld must be >= 0, and the number of patients without rows",
                     (long long)count);
  for (int64_t i = 0; rows && i < count; i++)
    if (rows[i] < 0 || rows[i] >= n)
      return cpwi_fail(err, CPW_EINVAL, i, m->r.where, "rows[%lld] = %lld is no patient",
                       (long long)i, (long long)rows[i]);
  return CPW_OK;
}

static size_t row_bytes(int64_t count) {
  return (size_t)count * sizeof(int64_t);
}

static int32_t panel(member *m, const double *weights, int64_t members, const int64_t *rows,
                     int64_t count, int64_t *places, cpw_error *err) {
  int64_t each = m->r.policy.criterion_count;
  int32_t status = check_rows(m, rows, count, err);
  for (int64_t i = 0; i < members && status == CPW_OK; i++)
    status = cpwi_priority_check_weights(&m->r.policy, weights + i * each, i, m->r.where, err);
  if (status == CPW_OK) status = member_new(m, err);
  int64_t *found = status == CPW_OK ? cpwi_alloc(NULL, (size_t)members, row_bytes(count)) : NULL;
  if (status == CPW_OK && !found)
    status = cpwi_fail(err, CPW_ENOMEM, -1, m->r.where, "no memory for the places of %lld members",
                       (long long)members);
  for (int64_t i = 0; i < members && status == CPW_OK; i++) {
    status = place_all(m, weights + i * each, err);
    for (int64_t k = 0; k < count && status == CPW_OK; k++)
      found[i * count + k] = m->place[rows ? rows[k] : k];
  }
  if (status == CPW_OK && count) memcpy(places, found, (size_t)members * row_bytes(count));
  cpwi_release(NULL, found);
  return status;
}

int32_t cpw_priority_panel(const cpw_priority_policy *policy, const cpw_priority_list *list,
                           const double *weights, int64_t members, const int64_t *rows,
                           int64_t count, int64_t *places, cpw_error *err) {
  member m = {0};
  if (!weights || members < 1 || (!places && count > 0))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__,
                     "weights and places must be given, and members be >= 1");
  int32_t status = cpwi_ranker_new(&m.r, policy, list, NULL, __func__, err);
  if (status == CPW_OK) status = panel(&m, weights, members, rows, count, places, err);
  member_free(&m);
  return status;
}
