/* tests/abi/print_layout.c - prints what the compiled library says of its structs and constants, one
 * line each: the input of tests/tools/abi.py. Source: the library's own tables.
 * Leaves the comparison to that script. */
#include "carepath/base.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

int main(void) {
  printf("abi %d\n", (int)cpw_abi());
  const cpw_layout *row;
  for (int64_t i = 0; (row = cpw_layout_at(i)) != NULL; i++) {
    if (row->field_name)
      printf("field %s.%s %" PRId64 " %" PRId64 "\n", row->struct_name, row->field_name,
             row->offset, row->size);
    else
      printf("struct %s %" PRId64 "\n", row->struct_name, row->size);
  }
  const cpw_constant *constant;
  for (int64_t i = 0; (constant = cpw_constant_at(i)) != NULL; i++) {
    char text[CPW_NUMBER_CHARS];
    if (isnan(constant->real))
      cpw_format_int64(constant->integer, text);
    else
      cpw_format_double(constant->real, text);
    printf("constant %s %s\n", constant->name, text);
  }
  return 0;
}
