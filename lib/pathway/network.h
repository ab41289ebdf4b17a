/* lib/pathway/network.h - a network that owns its rows: lists that grow, names that are found, laws that stay. */
#ifndef CPWI_PATHWAY_NETWORK_H
#define CPWI_PATHWAY_NETWORK_H

#include "pathway/check.h"

/* A list that grows. Room is made first, then items are put in, so that nothing changes when memory is short. */
typedef struct cpwi_net_list {
  void *items;
  int64_t count, room;
} cpwi_net_list;
/* 1, or 0 when memory is short. */
int cpwi_net_list_make_room(const cpw_allocator *a, cpwi_net_list *list, int64_t more, size_t size);

/* Texts with their numbers: number of a text in O(1) on average. */
typedef struct cpwi_net_names {
  char **name; /* (count) */
  int64_t count, room;
  int32_t *slot; /* (slots) number + 1, 0: free; slots is a power of two, at most half full */
  int64_t slots;
} cpwi_net_names;
int32_t cpwi_net_names_find(const cpwi_net_names *names, const char *name); /* -1: not there */
/* Copies the name; its number, or -1 when memory is short. The name must not be there yet. */
int32_t cpwi_net_names_add(const cpw_allocator *a, cpwi_net_names *names, const char *name);
void cpwi_net_names_free(const cpw_allocator *a, cpwi_net_names *names);

/* Laws that stay where they are while more are added. */
#define CPWI_LAWS_A_BLOCK 128
typedef struct cpwi_net_laws {
  struct cpwi_net_laws *before;
  int64_t used;
  cpw_duration law[CPWI_LAWS_A_BLOCK];
} cpwi_net_laws;

/* A figure of some cells, -1: all. */
typedef struct cpwi_net_figure {
  int32_t figure, stage, group, reserved;
  double value;
} cpwi_net_figure;

struct cpw_network {
  const cpw_allocator *allocator;
  char *time_unit;
  cpwi_net_names stage_name, group_name, calendar_name, pool_name;
  cpwi_net_list stage, calendar, pool, route, arrival, stay, change, use, initial, figure;
  cpwi_net_list empirical; /* of cpw_empirical *, owned */
  cpwi_net_laws *laws;
  int32_t deadlock, checked;
  cpw_pathway pathway; /* what is lent */
  int32_t *priority;
  double *weight, *target, *harm;
};

/* A law that the network keeps; NULL when memory is short. Empirical laws are copied unless the network owns them. */
const cpw_duration *cpwi_network_keep_law(cpw_network *network, const cpw_duration *law);
/* Hands an empirical law over: freed with the network; on error still the caller's. */
int32_t cpwi_network_own(cpw_network *network, cpw_empirical *law, const char *where,
                         cpw_error *err);
/* The rows as they are, not checked, with the figures laid out. */
int32_t cpwi_network_lay(cpw_network *network, const char *where, cpw_error *err);

#endif
