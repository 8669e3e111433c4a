#pragma once

namespace keywright::test {

/// The model of the guide's first page, with the loans of two members.
inline constexpr char kLibraryModel[] = R"({
  "formatVersion": 1,
  "name": "Library",
  "tables": [
    {"name": "Library", "partitionKey": [{"name": "PK", "type": "S"}], "sortKey": [{"name": "SK", "type": "S"}]}
  ],
  "entities": [
    {
      "name": "Member",
      "table": "Library",
      "attributes": [{"name": "memberId", "type": "S"}, {"name": "name", "type": "S"}],
      "keyTemplates": {"PK": "MEMBER#{memberId}", "SK": "MEMBER"}
    },
    {
      "name": "Loan",
      "table": "Library",
      "attributes": [{"name": "memberId", "type": "S"}, {"name": "dueOn", "type": "S"}, {"name": "title", "type": "S"}],
      "keyTemplates": {"PK": "MEMBER#{memberId}", "SK": "LOAN#{dueOn}#{title}"}
    }
  ],
  "sampleData": [
    {
      "table": "Library",
      "items": [
        {"PK": {"S": "MEMBER#m1"}, "SK": {"S": "MEMBER"}, "memberId": {"S": "m1"}, "name": {"S": "Ada"}},
        {"PK": {"S": "MEMBER#m1"}, "SK": {"S": "LOAN#2026-12-01#Emma"}, "memberId": {"S": "m1"}, "dueOn": {"S": "2026-12-01"}, "title": {"S": "Emma"}},
        {"PK": {"S": "MEMBER#m1"}, "SK": {"S": "LOAN#2026-12-09#Ulysses"}, "memberId": {"S": "m1"}, "dueOn": {"S": "2026-12-09"}, "title": {"S": "Ulysses"}},
        {"PK": {"S": "MEMBER#m2"}, "SK": {"S": "MEMBER"}, "memberId": {"S": "m2"}, "name": {"S": "Ben"}},
        {"PK": {"S": "MEMBER#m2"}, "SK": {"S": "LOAN#2026-11-30#Dracula"}, "memberId": {"S": "m2"}, "dueOn": {"S": "2026-11-30"}, "title": {"S": "Dracula"}}
      ]
    }
  ]
})";

} // namespace keywright::test
