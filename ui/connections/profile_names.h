#pragma once

#include <QStringList>

#include "core/connection/endpoint_settings.h"

namespace keywright::ui {

/// Of AWS's files in these surroundings, without a duplicate, sorted; none where a file cannot be read.
QStringList profileNames(const connection::Surroundings &surroundings);

} // namespace keywright::ui
