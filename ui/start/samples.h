#pragma once

#include <memory>
#include <vector>

#include <QString>

#include "core/model/model.h"

namespace keywright::ui {

/// A model that comes with the program.
struct Sample {
    QString file;
    std::shared_ptr<const model::Model> model;
};

/// The folder of the samples: $KEYWRIGHT_SAMPLES_DIR, or share/keywright/samples of the installation, or the source tree's.
QString samplesFolder();

/// Paths of the model files in it, the one to begin with first.
QStringList sampleFiles();

/// Reads them; one that cannot be read is left out with a warning in the log.
std::vector<Sample> readSamples();

} // namespace keywright::ui
