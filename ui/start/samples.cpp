#include "ui/start/samples.h"

#include <algorithm>

#include <QCoreApplication>
#include <QDir>
#include <QLoggingCategory>

#include "core/model/model_reader.h"

namespace keywright::ui {

QString samplesFolder()
{
    const QString given = qEnvironmentVariable("KEYWRIGHT_SAMPLES_DIR");
    if (!given.isEmpty())
        return given;
    const QDir installed(QCoreApplication::applicationDirPath() + QStringLiteral("/../share/keywright/samples"));
    return installed.exists() ? installed.canonicalPath() : QStringLiteral(KEYWRIGHT_SAMPLES_DIR);
}

QStringList sampleFiles()
{
    const QDir folder(samplesFolder());
    QStringList files;
    for (const QString &name : folder.entryList({QStringLiteral("*.keywright.json")}, QDir::Files, QDir::Name))
        files << folder.absoluteFilePath(name);
    // The shop teaches most and comes first; a design to take apart comes last.
    const auto rank = [](const QString &file) {
        return file.endsWith(QLatin1String("online-shop.keywright.json"))      ? 0
            : file.endsWith(QLatin1String("relational-habits.keywright.json")) ? 2
                                                                               : 1;
    };
    std::stable_sort(files.begin(), files.end(), [&rank](const QString &a, const QString &b) { return rank(a) < rank(b); });
    return files;
}

std::vector<Sample> readSamples()
{
    std::vector<Sample> samples;
    for (const QString &file : sampleFiles()) {
        try {
            auto model = std::make_shared<model::Model>(model::readModelFile(file.toStdString()));
            model->sampleData.clear(); // a card shows the design only
            samples.push_back({file, std::move(model)});
        } catch (const std::exception &error) {
            qInfo("A sample is left out: %s", error.what());
        }
    }
    return samples;
}

} // namespace keywright::ui
