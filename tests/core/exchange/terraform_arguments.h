#pragma once

#include <string>
#include <vector>

namespace keywright::test {

/// What in a Terraform file, laid out by terraform fmt, the provider would refuse: unknown or missing arguments and
/// blocks. `schema` is one of tests/data/exchange/terraform/.
std::vector<std::string> wrongArguments(const std::string &terraform, const std::string &schema);

} // namespace keywright::test
