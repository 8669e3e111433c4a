#include "ui/connections/connections.h"

#include <algorithm>
#include <mutex>

#include <QFileInfo>
#include <QSettings>

#include "core/connection/connection_error.h"
#include "core/connection/endpoint_url.h"
#include "core/connection/remote_connection.h"
#include "ui/document/recording_connection.h"
#include "ui/document/text.h"

namespace keywright::ui {

using connection::SavedConnection;

namespace {

/// As people and logs know it, without asking anybody: the URL, as far as it is written down.
std::string addressOf(const SavedConnection &saved)
{
    try {
        if (!saved.url.empty())
            return connection::readEndpointUrl(saved.url).text;
        return saved.region.empty() ? saved.name : connection::urlOfRegion(saved.region);
    } catch (const connection::ConnectionError &) {
        return saved.name; // its first call says why it cannot be used
    }
}

QString sentenceOf(const connection::RetryNotice &notice)
{
    const QString wait = durationText(static_cast<double>(notice.delay.count()));
    return (notice.why == connection::Retry::Throttled
                ? Connections::tr("The endpoint throttles. Asking again in %1, attempt %2 of %3.")
                : Connections::tr("The endpoint did not answer well. Asking again in %1, attempt %2 of %3."))
        .arg(wait)
        .arg(notice.next)
        .arg(notice.attempts);
}

} // namespace

/// Calls may outlive the list that made their connection.
struct Connections::Listener {
    std::mutex mutex; ///< guards the target, which is null once it is gone
    Connections *target = nullptr;

    void tell(const QString &id, const QString &sentence)
    {
        const std::lock_guard lock(mutex);
        if (target)
            QMetaObject::invokeMethod(
                target, [list = target, id, sentence] { emit list->retrying(id, sentence); }, Qt::QueuedConnection);
    }
};

Connections::Connections(Document &document, connection::Surroundings surroundings, const QString &folder, QObject *parent)
    : QObject(parent),
      m_document(document),
      m_surroundings(std::move(surroundings)),
      m_folder(folder.toStdString()),
      m_listener(std::make_shared<Listener>())
{
    m_listener->target = this;
    read();
    connect(&document, &Document::connectionChanged, this, &Connections::changed);
}

Connections::~Connections()
{
    const std::lock_guard lock(m_listener->mutex);
    m_listener->target = nullptr;
}

QString Connections::usualFolder()
{
    return QFileInfo(QSettings().fileName()).absolutePath();
}

void Connections::read()
{
    try {
        m_saved = connection::readSavedConnections(m_folder);
        m_keptKeys = connection::readSavedKeys(m_folder);
        m_sessionKeys = m_keptKeys;
    } catch (const connection::ConnectionError &error) {
        m_problem = toQString(error.what());
    }
}

void Connections::write()
{
    try {
        if (!m_problem.isEmpty()) { // what could not be read is not written over
            const std::filesystem::path file = connection::savedConnectionsFile(m_folder);
            std::error_code error;
            std::filesystem::rename(file, file.string() + ".unreadable", error);
        }
        connection::writeSavedConnections(m_folder, m_saved);
        m_problem.clear();
    } catch (const connection::ConnectionError &error) {
        m_problem = toQString(error.what());
    }
}

void Connections::writeKeys()
{
    try {
        connection::writeSavedKeys(m_folder, m_keptKeys);
    } catch (const connection::ConnectionError &error) {
        m_problem = toQString(error.what());
    }
}

const SavedConnection *Connections::find(const QString &id) const
{
    const auto found = std::find_if(m_saved.begin(), m_saved.end(), [&](const auto &each) { return toQString(each.id) == id; });
    return found == m_saved.end() ? nullptr : &*found;
}

ChosenConnection Connections::at(const QString &id)
{
    const SavedConnection *saved = find(id);
    if (!saved)
        return {{}, tr("Embedded engine"), m_document.connection(), false};
    std::shared_ptr<connection::Connection> &made = m_made[id];
    if (!made)
        made = make(*saved);
    return {id, toQString(saved->name), made, saved->asksBeforeWriting};
}

std::shared_ptr<connection::Connection> Connections::make(const SavedConnection &saved)
{
    connection::ClientOptions options = connection::optionsOf(saved);
    options.onRetry = [listener = m_listener, id = toQString(saved.id)](const connection::RetryNotice &notice) {
        listener->tell(id, sentenceOf(notice));
    };
    auto settle = [saved, key = typedKey(toQString(saved.id)), surroundings = m_surroundings](const std::stop_token &stop) {
        return connection::settleEndpoint(connection::choiceOf(saved, key), surroundings, stop);
    };
    return std::make_shared<RecordingConnection>(
        std::make_shared<connection::RemoteConnection>(addressOf(saved), std::move(settle), std::move(options)), m_document.activitySink());
}

void Connections::forget(const QString &id)
{
    m_made.erase(id);
    emit changed();
}

QString Connections::add(SavedConnection like)
{
    int number = 1;
    while (find(QStringLiteral("c%1").arg(number)))
        ++number;
    like.id = "c" + std::to_string(number);
    m_saved.push_back(std::move(like));
    write();
    emit changed();
    return toQString(m_saved.back().id);
}

void Connections::put(const SavedConnection &changedOne)
{
    const auto found = std::find_if(m_saved.begin(), m_saved.end(), [&](const auto &each) { return each.id == changedOne.id; });
    if (found == m_saved.end() || *found == changedOne)
        return;
    *found = changedOne;
    write();
    forget(toQString(changedOne.id));
}

void Connections::remove(const QString &id)
{
    std::erase_if(m_saved, [&](const auto &each) { return toQString(each.id) == id; });
    m_sessionKeys.erase(id.toStdString());
    if (m_keptKeys.erase(id.toStdString()) > 0)
        writeKeys();
    write();
    forget(id);
}

connection::AccessKey Connections::typedKey(const QString &id) const
{
    const auto found = m_sessionKeys.find(id.toStdString());
    return found == m_sessionKeys.end() ? connection::AccessKey() : found->second;
}

void Connections::setTypedKey(const QString &id, const connection::AccessKey &key, bool kept)
{
    const std::string name = id.toStdString();
    const bool wasKept = m_keptKeys.erase(name) > 0;
    m_sessionKeys[name] = key;
    if (kept)
        m_keptKeys[name] = key;
    if (kept || wasKept)
        writeKeys();
    forget(id);
}

QString Connections::keysFile() const
{
    return toQString(connection::savedKeysFile(m_folder).string());
}

} // namespace keywright::ui
