#pragma once

#include <string>

#include <QVariant>

#include "core/model/model.h"

namespace keywright::ui {

/// Settings of a table or an index that the model keeps as the file wrote them, and DynamoDB's words for them.
namespace tableSettings {

/// "", "ACCESSED_AND_THROTTLED_KEYS", "THROTTLED_KEYS".
QString contributorInsights(const value::Json &settings);
void setContributorInsights(value::Json &settings, const QString &mode);

/// "AWS_OWNED", "AWS_MANAGED", "CUSTOMER_MANAGED".
QString encryptionKey(const value::Json &settings);
QString kmsKey(const value::Json &settings);
void setEncryption(value::Json &settings, const QString &key, const QString &kmsKey);

QStringList replicaRegions(const value::Json &settings);
/// What is known of regions that stay is kept.
void setReplicaRegions(value::Json &settings, const QStringList &regions);

} // namespace tableSettings

} // namespace keywright::ui
