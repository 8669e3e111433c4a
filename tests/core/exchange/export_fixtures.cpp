#include "tests/core/exchange/export_fixtures.h"

#include <QStandardPaths>
#include <QtTest>

#include "core/model/model_reader.h"
#include "tests/support/test_paths.h"

namespace keywright::test {

model::Model exportModel(const std::string &name)
{
    const auto folder = name == "every-setting" || name == "vectors" ? dataDir() / "exchange" / "infrastructure" : sourceDir() / "samples";
    return model::readModelFile(folder / (name + ".keywright.json"));
}

exchange::InfrastructureExtras everyExtra()
{
    exchange::InfrastructureExtras extras;
    for (const std::string &name : exchange::extraNames())
        exchange::turnOn(extras, name);
    return extras;
}

bool isGolden(const std::string &file, const std::string &text)
{
    const auto path = dataDir() / "exchange" / "golden" / file;
    if (qEnvironmentVariableIsSet("KEYWRIGHT_WRITE_GOLDEN")) {
        std::filesystem::create_directories(path.parent_path());
        writeFile(path, text);
    }
    const QStringList expected = QString::fromStdString(readFile(path)).split('\n');
    const QStringList written = QString::fromStdString(text).split('\n');
    for (int i = 0; i < std::min(expected.size(), written.size()); ++i)
        if (expected[i] != written[i]) {
            qWarning("%s, line %d:\n  expected %s\n  written  %s", file.c_str(), i + 1, qPrintable(expected[i]), qPrintable(written[i]));
            return false;
        }
    return expected.size() == written.size();
}

std::string programOnPath(const std::string &name)
{
    return QStandardPaths::findExecutable(QString::fromStdString(name)).toStdString();
}

std::string textOf(const std::vector<exchange::Loss> &losses)
{
    std::string text;
    for (const exchange::Loss &loss : losses)
        text += loss.place + ": " + loss.what + "\n";
    return text;
}

} // namespace keywright::test
