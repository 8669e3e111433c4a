#pragma once

#include "core/engine/backups.h"
#include "core/service/operations/json_writer.h"

namespace keywright::service {

/// The member "BackupDetails".
void writeBackupDetails(JsonWriter &out, const engine::BackupDescription &backup);
/// The member "BackupDescription": the details, and what the table was like.
void writeBackupDescription(JsonWriter &out, const engine::BackupDescription &backup);
/// An element of "BackupSummaries".
void writeBackupSummary(JsonWriter &out, const engine::BackupDescription &backup);

} // namespace keywright::service
