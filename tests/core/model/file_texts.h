#pragma once

#include <string>

namespace keywright::test {

/// A model file with members in an order of its own, defaults spelled out, numbers that
/// another program would write otherwise, and unknown members in every kind of object.
extern const std::string kUnusualSpelling;

} // namespace keywright::test
