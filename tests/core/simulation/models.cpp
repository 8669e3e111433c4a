#include "tests/core/simulation/models.h"

#include "core/model/model_reader.h"

namespace keywright::test {

model::Model orderModel(const std::string &table, const std::string &rate)
{
    const std::string text = R"({
"formatVersion": 1, "name": "Orders",
"tables": [{"name": "Orders", "partitionKey": [{"name": "PK", "type": "S"}], "sortKey": [{"name": "SK", "type": "S"}],
  "localSecondaryIndexes": [{"name": "ByTotal", "partitionKey": [{"name": "PK", "type": "S"}], "sortKey": [{"name": "total", "type": "N"}],
    "projection": {"type": "KEYS_ONLY"}}],
  "globalSecondaryIndexes": [{"name": "ByStatus", "partitionKey": [{"name": "status", "type": "S"}],
    "sortKey": [{"name": "SK", "type": "S"}], "projection": {"type": "ALL"}}],
  )" + table
        + R"(}],
"entities": [{"name": "Order", "table": "Orders", "attributes": [
    {"name": "userId", "type": "S", "required": true, "sampleFormat": {"format": "sequence", "prefix": "u-"}},
    {"name": "orderId", "type": "S", "required": true, "sampleFormat": {"format": "uuid"}},
    {"name": "total", "type": "N", "required": true, "sampleFormat": {"format": "integer", "minimum": 1, "maximum": 100000}},
    {"name": "status", "type": "S", "required": true,
     "sampleFormat": {"format": "enumeration", "values": ["NEW", "PAID", "SHIPPED", "CLOSED"], "weights": [1, 1, 1, 7]}}],
  "keyTemplates": {"PK": "USER#{userId}", "SK": "ORDER#{orderId}"}}],
"accessPatterns": [
 {"name": "Place an order", "entities": ["Order"], "parameters": [{"name": "userId", "type": "S"}],
  "steps": [{"operation": "PutItem", "table": "Orders", "entity": "Order",
    "item": {"userId": "{userId}", "orderId": "o", "total": {"N": "1"}, "status": "NEW"}}],
  "rate": )"
        + rate + R"(, "sizes": {"itemBytes": 924}},
 {"name": "Order by id", "entities": ["Order"],
  "parameters": [{"name": "userId", "type": "S", "drawnFrom": {"entity": "Order", "attribute": "userId"},
    "popularity": {"kind": "zipf", "exponent": 1}}, {"name": "orderId", "type": "S"}],
  "steps": [{"operation": "GetItem", "table": "Orders", "key": {"PK": "USER#{userId}", "SK": "ORDER#{orderId}"}}],
  "rate": )"
        + rate + R"(, "sizes": {"itemBytes": 924, "itemsReturned": 1, "itemsRead": 1}},
 {"name": "Orders of a status", "entities": ["Order"],
  "parameters": [{"name": "status", "type": "S", "drawnFrom": {"entity": "Order", "attribute": "status"}}],
  "steps": [{"operation": "Query", "table": "Orders", "index": "ByStatus",
    "keyCondition": [{"attribute": "status", "operator": "=", "values": ["{status}"]}], "limit": 10}],
  "rate": )"
        + rate + R"(, "sizes": {"itemBytes": 924, "itemsReturned": 10, "itemsRead": 10}},
 {"name": "Without a rate", "steps": [{"operation": "Scan", "table": "Orders"}]}],
"recipes": [{"name": "small", "seed": 1, "counts": {"Order": 50000}}]})";
    return model::readModel(text, "orders.keywright.json");
}

} // namespace keywright::test
