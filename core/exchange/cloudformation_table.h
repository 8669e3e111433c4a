#pragma once

#include <string>
#include <vector>

#include "core/exchange/exchange.h"
#include "core/exchange/infrastructure.h"
#include "core/value/json.h"

/// The table resources of a CloudFormation template. Inside core/exchange only.
namespace keywright::exchange {

/// A table with its logical id.
struct TemplateTable {
    const model::Table *table = nullptr;
    std::string id;
    TableSettings settings;

    bool isGlobal() const { return !settings.replicas.empty(); }
};

value::Json refTo(const std::string &id);
value::Json attributeOf(const std::string &id, const std::string &attribute);
value::Json substituted(const std::string &text);
/// "${NamePrefix}Orders", with the name's own "${" kept as text.
value::Json prefixed(const std::string &name);

/// Type, DeletionPolicy, UpdateReplacePolicy and Properties.
value::Json tableResource(const TemplateTable &table, const InfrastructureExtras &extras, const std::string &place,
                          std::vector<Loss> &losses);

} // namespace keywright::exchange
