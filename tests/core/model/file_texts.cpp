#include "tests/core/model/file_texts.h"

namespace keywright::test {

const std::string kUnusualSpelling = R"({
  "x-first": [1.10, {"b": 1, "a": 2}],
  "name": "Odd",
  "note": "",
  "formatVersion": 1,
  "sampleData": [
    {
      "items": [{"SK": {"S": "P"}, "PK": {"S": "U#1"}, "type": {"S": "User"}, "size": {"N": "1.10"}}],
      "table": "Shop",
      "x-items": true
    }
  ],
  "tables": [
    {
      "tags": {"z": "1", "a": "2"},
      "partitionKey": [{"type": "S", "x-key": 1, "name": "PK"}],
      "name": "Shop",
      "sortKey": [{"name": "SK", "type": "S"}],
      "globalSecondaryIndexes": [
        {
          "projection": {"x-projection": 2, "type": "ALL", "attributes": []},
          "capacity": {"provisioned": {"writeCapacityUnits": 5, "readCapacityUnits": 5, "x-units": null}},
          "name": "GSI1",
          "partitionKey": [{"name": "GSI1PK", "type": "S"}]
        }
      ],
      "billingMode": "PAY_PER_REQUEST",
      "tableClass": "STANDARD",
      "deletionProtection": false,
      "timeToLive": {"x-ttl": 1e3, "attribute": "expiresAt"},
      "capacity": {}
    }
  ],
  "relationships": [],
  "entities": [
    {
      "identifiedBy": {"value": {"S": "User"}, "attribute": "type"},
      "name": "User",
      "table": "Shop",
      "attributes": [
        {"type": "S", "name": "userId", "required": false},
        {"name": "size", "type": "N", "sampleFormat": {"maximum": 1e2, "format": "integer"}}
      ],
      "keyTemplates": {"SK": "P", "PK": "U#{userId}"}
    }
  ],
  "accessPatterns": [
    {
      "name": "By size",
      "rate": {"peakPerSecond": 20, "perSecond": 5.00},
      "parameters": [{"type": "M", "name": "where", "example": {"M": {"z": {"N": "01"}, "a": {"SS": ["b", "a"]}}}}],
      "steps": [
        {
          "table": "Shop",
          "operation": "Query",
          "keyCondition": [{"values": [{"N": "1.0"}], "attribute": "PK", "operator": "="}],
          "consistentRead": false,
          "order": "ascending",
          "fanOut": {"count": 4, "placeholder": "shard", "mergeBy": [{"direction": "ascending", "attribute": "size"}]}
        }
      ]
    }
  ],
  "canvas": {"view": {"zoom": 1.0, "x": 0, "y": -0}, "cards": []}
}
)";

} // namespace keywright::test
