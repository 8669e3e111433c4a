#include "ui/importing/import_reading.h"

#include <QCoreApplication>

#include "core/model/model_reader.h"
#include "ui/document/text.h"

namespace keywright::ui {

namespace {

std::filesystem::path pathOf(const QString &file)
{
    return std::filesystem::path(file.toStdU16String());
}

} // namespace

ImportLook lookAt(const QString &file, bool csvHasHeader)
{
    ImportLook look;
    try {
        if (session::holdsItems(pathOf(file)))
            look.items = session::previewItems(pathOf(file), csvHasHeader);
    } catch (const std::exception &error) {
        look.error = toQString(error.what());
    }
    return look;
}

ImportReading readImport(const QString &file, const session::ImportChoice &choice, const session::ImportProgress &progress,
                         const std::stop_token &stop)
{
    ImportReading reading;
    try {
        reading.imported = std::make_shared<const session::ImportedModel>(session::importFiles({pathOf(file)}, choice, {}, progress, stop));
    } catch (const session::KeyWanted &) {
        reading.keyIsWanted = true;
        reading.error = QCoreApplication::translate("ImportDialog", "Choose the partition key of the table that these items go into.");
    } catch (const session::ChoiceRefused &refused) {
        reading.refused = refused.field();
        reading.error = toQString(refused.what());
    } catch (const std::exception &error) {
        reading.error = toQString(error.what());
    }
    return reading;
}

} // namespace keywright::ui
