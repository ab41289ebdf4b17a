/* tests/install/consumer.cc - the same stranger in C++11: the headers are C++, an inline has a
 * definition, an error is a value. Leaves everything else to consumer.c. */
#include <carepath.h>

#include <cstdio>
#include <memory>

int main() {
  std::printf("carepath %s\n", cpw_version());

  cpw_run run;
  cpw_run_init(&run);

  cpw_error err;
  cpw_result *raw = nullptr;
  if (cpw_result_new(nullptr, &raw, &err) != CPW_OK) return 1;
  std::unique_ptr<cpw_result, void (*)(cpw_result *)> result(raw, cpw_result_free);
  /* a wrong call is told in words */
  void *memory = nullptr;
  int32_t status = cpw_result_add_array(result.get(), "waiting", "people", "", "no such dimension",
                                        CPW_INT64, CPW_MERGE_SUM, &memory, &err);
  if (status != CPW_ENOTFOUND || err.message[0] == '\0' || memory != nullptr) return 1;
  std::printf("%s\n", err.message);
  return run.replications == 1 ? 0 : 1;
}
