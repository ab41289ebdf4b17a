/* First in, first out: people who came in stretches of time, who leave unseen or begin, and how long they waited.
 * Source: waits are the distance between the curves of those who came and who began, straight in each stretch.
 * Leaves to the engines who comes and who begins. */
#include "pathway_fluid/internal.h"

#include <string.h>

static int32_t make_room(fluid_line *line, const cpw_allocator *a) {
  if (line->first > 0 && line->first >= line->count - line->first) {
    memmove(line->parcel, line->parcel + line->first,
            (size_t)(line->count - line->first) * sizeof *line->parcel);
    line->count -= line->first;
    line->first = 0;
  }
  if (line->count < line->room) return CPW_OK;
  int64_t room = line->room ? 2 * line->room : 8;
  fluid_parcel *more = cpwi_grow(a, line->parcel, (size_t)room, sizeof *more);
  if (!more) return CPW_ENOMEM;
  line->parcel = more;
  line->room = room;
  return CPW_OK;
}

int32_t cpwi_line_come(fluid_line *line, const cpw_allocator *a, double from, double to,
                       double people) {
  if (!(people > 0)) return CPW_OK;
  if (make_room(line, a) != CPW_OK) return CPW_ENOMEM;
  int64_t i = line->count++;
  for (; i > line->first && line->parcel[i - 1].from > from; i--)
    line->parcel[i] = line->parcel[i - 1];
  line->parcel[i] = (fluid_parcel){from, to, people};
  line->waiting += people;
  return CPW_OK;
}

void cpwi_line_leave(fluid_line *line, double people) {
  if (!(people > 0) || !(line->waiting > 0)) return;
  double keep = people < line->waiting ? 1 - people / line->waiting : 0;
  for (int64_t i = line->first; i < line->count; i++)
    line->parcel[i].people *= keep;
  line->waiting *= keep;
  if (keep <= 0) line->first = line->count = 0;
}

static double share_within(double a, double b, double target) {
  double low = a < b ? a : b, high = a < b ? b : a;
  if (high <= target) return 1;
  return low >= target ? 0 : (target - low) / (high - low);
}

static void note(double people, double a, double b, double target, fluid_waits *waits) {
  a = a > 0 ? a : 0;
  b = b > 0 ? b : 0;
  waits->people += people;
  waits->sum += people * 0.5 * (a + b);
  waits->squares += people * (a * a + a * b + b * b) / 3;
  waits->within += people * share_within(a, b, target);
}

void cpwi_line_begin(fluid_line *line, double from, double to, double people, double target,
                     fluid_waits *waits) {
  double rest = people, now = from, pace = people > 0 ? (to - from) / people : 0;
  while (rest > 0 && line->first < line->count) {
    fluid_parcel *p = &line->parcel[line->first];
    double taken = p->people < rest ? p->people : rest;
    double came = p->people > 0 ? p->from + (p->to - p->from) * (taken / p->people) : p->to;
    double then = now + taken * pace;
    note(taken, now - p->from, then - came, target, waits);
    p->from = came;
    p->people -= taken;
    line->waiting -= taken;
    rest -= taken;
    now = then;
    if (!(p->people > 0)) line->first++;
  }
  if (line->first == line->count) {
    line->first = line->count = 0;
    line->waiting = 0;
  }
}

double cpwi_line_mean_coming(const fluid_line *line) {
  double sum = 0, people = 0;
  for (int64_t i = line->first; i < line->count; i++) {
    sum += line->parcel[i].people * 0.5 * (line->parcel[i].from + line->parcel[i].to);
    people += line->parcel[i].people;
  }
  return people > 0 ? sum / people : 0;
}
