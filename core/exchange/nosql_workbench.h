#pragma once

#include <string>
#include <string_view>

#include "core/exchange/exchange.h"

/// The model files of NoSQL Workbench: read in every version, written as version 3.0.
/// Source: 59 public files of it; AWS publishes no description.
namespace keywright::exchange {

/// Where a model keeps what NoSQL Workbench's file has and this program has no place for: this member of
/// Model::unknown, Table::settings and Facet::unknown.
inline constexpr std::string_view kWorkbenchMember = "nosqlWorkbench";

/// Reads a model. An item that cannot be read is a problem and left out; anything else that is broken throws
/// model::ModelError. `fileName` is for messages only.
ImportResult readNosqlWorkbench(std::string_view text, const std::string &fileName);

/// Writes the model as one file. `previous` is the text that the file has so far, or empty: members and attributes then
/// keep its order, so that a file that was only opened differs in nothing but what version 3.0 demands.
ExportResult writeNosqlWorkbench(const model::Model &model, std::string_view previous = {});

} // namespace keywright::exchange
