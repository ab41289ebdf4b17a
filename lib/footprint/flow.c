/* The greatest flow of whole numbers through a network, and the least cut nearest to the sink.
 * Source: shortest augmenting paths in layers (Edmonds and Karp, J. ACM 19:248, 1972; Dinic, Soviet Math. Doklady
 * 11:1277, 1970). Leaves what the nodes mean to fit.c and reconcile.c. Arcs are tried in the order of adding. */
#include "footprint/internal.h"

#include <string.h>

int cpwi_footnet_begin(cpwi_footnet *net, int64_t nodes, int64_t arcs,
                       const cpw_allocator *allocator) {
  memset(net, 0, sizeof *net);
  net->allocator = allocator;
  net->nodes = nodes;
  net->room = arcs;
  int64_t **arrays[8] = {&net->head, &net->tail, &net->level, &net->at,
                         &net->path, &net->to,   &net->left,  &net->next};
  int have = 1;
  for (int i = 0; i < 8; i++) {
    *arrays[i] =
        cpwi_alloc(allocator, i < 5 ? (size_t)nodes + 1 : 2 * (size_t)arcs, sizeof(int64_t));
    have = have && *arrays[i];
  }
  for (int64_t v = 0; have && v < nodes; v++)
    net->head[v] = net->tail[v] = -1;
  return have;
}

void cpwi_footnet_end(cpwi_footnet *net) {
  int64_t *arrays[8] = {net->head, net->tail, net->level, net->at,
                        net->path, net->to,   net->left,  net->next};
  for (int i = 0; i < 8; i++)
    cpwi_release(net->allocator, arrays[i]);
}

static void append(cpwi_footnet *net, int64_t node, int64_t arc) {
  if (net->head[node] < 0)
    net->head[node] = arc;
  else
    net->next[net->tail[node]] = arc;
  net->tail[node] = arc;
  net->next[arc] = -1;
}

int64_t cpwi_footnet_add(cpwi_footnet *net, int64_t from, int64_t to, int64_t capacity) {
  int64_t arc = net->arcs;
  net->arcs += 2;
  net->to[arc] = to;
  net->left[arc] = capacity;
  net->to[arc + 1] = from;
  net->left[arc + 1] = 0;
  append(net, from, arc);
  append(net, to, arc + 1);
  return arc;
}

/* how many arcs each node is from the source; 0 where the sink cannot be reached */
static int layers(cpwi_footnet *net, int64_t source, int64_t sink) {
  int64_t *queue = net->path, first = 0, last = 0;
  for (int64_t v = 0; v < net->nodes; v++)
    net->level[v] = -1;
  net->level[source] = 0;
  queue[last++] = source;
  while (first < last) {
    int64_t v = queue[first++];
    for (int64_t a = net->head[v]; a >= 0; a = net->next[a])
      if (net->left[a] > 0 && net->level[net->to[a]] < 0) {
        net->level[net->to[a]] = net->level[v] + 1;
        queue[last++] = net->to[a];
      }
  }
  return net->level[sink] >= 0;
}

/* what a path lets through, and lets it through */
static int64_t along(cpwi_footnet *net, int64_t steps) {
  int64_t least = INT64_MAX;
  for (int64_t i = 0; i < steps; i++)
    if (net->left[net->path[i]] < least) least = net->left[net->path[i]];
  for (int64_t i = 0; i < steps; i++)
    cpwi_footnet_push(net, net->path[i], least);
  return least;
}

/* One path through the layers, from the arcs where the last one stopped; 0: there is none left. */
static int64_t next_path(cpwi_footnet *net, int64_t source, int64_t sink) {
  int64_t v = source, steps = 0;
  while (v != sink) {
    int64_t a = net->at[v];
    while (a >= 0 && !(net->left[a] > 0 && net->level[net->to[a]] == net->level[v] + 1))
      a = net->next[a];
    net->at[v] = a;
    if (a >= 0) {
      net->path[steps++] = a;
      v = net->to[a];
    } else {
      if (v == source) return 0;
      a = net->path[--steps]; /* a dead end: back, and past the arc that led here */
      v = net->to[a ^ 1];
      net->at[v] = net->next[a];
    }
  }
  return along(net, steps);
}

int64_t cpwi_footnet_flow(cpwi_footnet *net, int64_t source, int64_t sink) {
  int64_t flow = 0;
  while (layers(net, source, sink)) {
    memcpy(net->at, net->head, (size_t)net->nodes * sizeof *net->at);
    for (int64_t more = next_path(net, source, sink); more > 0; more = next_path(net, source, sink))
      flow += more;
  }
  return flow;
}

void cpwi_footnet_cut(cpwi_footnet *net, int64_t sink) {
  int64_t *queue = net->path, first = 0, last = 0;
  for (int64_t v = 0; v < net->nodes; v++)
    net->level[v] = -1;
  net->level[sink] = 0;
  queue[last++] = sink;
  while (first < last) {
    int64_t v = queue[first++];
    for (int64_t a = net->head[v]; a >= 0; a = net->next[a]) /* arcs into v are the reverse ones */
      if (net->left[a ^ 1] > 0 && net->level[net->to[a]] < 0) {
        net->level[net->to[a]] = net->level[v] + 1;
        queue[last++] = net->to[a];
      }
  }
}
