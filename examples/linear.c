/* Which services to grow with three kinds of room? Clinics and theatres share staff: the best plan, what one
 * more of each is worth, and what is
 * in the way of a plan that asks too much. */
#include <carepath.h>
#include <stdio.h>

int main(void) {
  const int64_t row[] = {0, 1, 2, 2}, column[] = {0, 1, 0, 1};
  const double gain[] = {3, 5}, need[] = {1, 2, 3, 2}, room[] = {4, 12, 18};
  const char *const names[] = {"clinic rooms", "theatre hours", "staff"};
  double x[2], price[3], from[3], to[3], conflict[3], least[] = {4, 10, 0};
  cpw_linear_program program;
  cpw_linear_answer answer;
  cpw_error err;

  cpw_linear_program_init(&program);
  program.rows = 3;
  program.columns = 2;
  program.entries = 4;
  program.row = row;
  program.column = column;
  program.value = need;
  program.cost = gain;
  program.row_upper = room;
  program.maximise = 1;
  cpw_linear_answer_init(&answer);
  answer.x = x;
  answer.dual = price;
  answer.dual_from = from;
  answer.dual_to = to;
  answer.conflict = conflict;
  if (cpw_linear_solve(&program, NULL, &answer, &err)) goto failed;
  printf("best: %.0f clinics, %.0f lists, gain %.0f\n", x[0], x[1], answer.objective);
  for (int i = 0; i < 3; i++)
    if (price[i] > 0)
      printf("  one more of %s: %.1f, while there are %.0f to %.0f\n", names[i], price[i], from[i],
             to[i]);
    else
      printf("  %s are not what is short\n", names[i]);

  program.row_lower = least; /* at least 4 clinics and 10 theatre hours */
  if (cpw_linear_solve(&program, NULL, &answer, &err)) goto failed;
  printf("4 clinics and 10 theatre hours: %s\n",
         answer.status == CPW_LINEAR_INFEASIBLE ? "cannot be" : "can be");
  for (int i = 0; i < 3; i++)
    if (conflict[i] != 0)
      printf("  in the way: %s %s\n", conflict[i] > 0 ? "the least of" : "the most of", names[i]);
  return 0;
failed:
  fprintf(stderr, "%s\n", err.message);
  return 1;
}
