#pragma once

// simdjson.h alone is 31,000 lines.
#include <simdjson.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>
