#include "ui/document/failure.h"

#include <QCoreApplication>
#include <QStringList>

#include "core/engine/service_error.h"
#include "core/model/model_reader.h"
#include "core/storage/storage_error.h"
#include "ui/document/text.h"

namespace keywright::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Failure", text);
}

Failure ofStore(const storage::StorageError &error)
{
    using Kind = storage::StorageError::Kind;
    Failure failure{.kind = Failure::Kind::Store, .message = toQString(error.what())};
    switch (error.kind()) {
    case Kind::InUse:
        failure.kind = Failure::Kind::StoreInUse;
        failure.title = tr("Another program holds this model's tables");
        break;
    case Kind::NotWritable:
        failure.kind = Failure::Kind::StoreNotWritable;
        failure.title = tr("The folder for this model's tables cannot be written");
        break;
    case Kind::DiskFull:
        failure.kind = Failure::Kind::DiskFull;
        failure.title = tr("The disk is full");
        break;
    case Kind::Damaged:
        failure.kind = Failure::Kind::StoreDamaged;
        failure.title = tr("This model's tables are damaged on disk");
        break;
    case Kind::NewerFormat:
        failure.kind = Failure::Kind::StoreNewer;
        failure.title = tr("A newer Keywright wrote this model's tables");
        break;
    case Kind::Io: failure.title = tr("This model's tables cannot be read"); break;
    }
    return failure;
}

} // namespace

QString Failure::report() const
{
    QStringList lines{title, message};
    if (!file.isEmpty())
        lines << tr("File: %1").arg(file);
    if (line > 0)
        lines << tr("Line %1, column %2").arg(line).arg(column);
    if (!path.isEmpty())
        lines << tr("Place: %1").arg(path);
    return lines.join(QLatin1Char('\n'));
}

Failure failureOf(const std::exception_ptr &error, const QString &file)
{
    Failure failure;
    try {
        std::rethrow_exception(error);
    } catch (const model::ModelError &modelError) {
        failure = {.kind = Failure::Kind::ModelFile,
                   .title = tr("This model cannot be opened"),
                   .message = toQString(modelError.what()),
                   .path = toQString(modelError.path()),
                   .line = modelError.line(),
                   .column = modelError.column()};
    } catch (const storage::StorageError &storageError) {
        failure = ofStore(storageError);
    } catch (const engine::ServiceError &serviceError) {
        failure = {.kind = Failure::Kind::Load,
                   .title = tr("The engine refuses this model's tables or sample data"),
                   .message = toQString(serviceError.name() + ": " + serviceError.what())};
    } catch (const std::exception &other) {
        failure = {.kind = Failure::Kind::Store, .title = tr("This model's tables cannot be used"), .message = toQString(other.what())};
    }
    failure.file = file;
    return failure;
}

} // namespace keywright::ui
