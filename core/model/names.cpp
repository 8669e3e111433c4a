#include "core/model/names.h"

#include <algorithm>

namespace keywright::model {

std::vector<std::string> namesOf(const schema::KeySchema &key)
{
    std::vector<std::string> names;
    for (const auto *part : {&key.partition, &key.sort})
        for (const schema::KeyAttribute &attribute : *part)
            names.push_back(attribute.name);
    return names;
}

bool contains(const std::vector<std::string> &names, const std::string &name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string element(const std::string &array, std::size_t index)
{
    return array + "[" + std::to_string(index) + "]";
}

} // namespace keywright::model
