#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include <QObject>
#include <QString>

#include "core/connection/connection.h"
#include "core/connection/saved_connection.h"
#include "ui/document/document.h"

namespace keywright::ui {

/// What a workspace works on.
struct ChosenConnection {
    QString id; ///< empty: the workspace's own tables, in this process
    QString name;
    /// Null only while the workspace's own tables are not there. From any thread, as Connection says; see stoppedBy().
    std::shared_ptr<connection::Connection> connection;
    bool asksBeforeWriting = false;

    bool isWorkspace() const { return id.isEmpty(); }
};

/// The connections that there are: the workspace's own, and those that the user keeps. What they do is told to the
/// document's activity. Making one sends nothing and does not block: its first call settles keys and address.
class Connections : public QObject {
    Q_OBJECT

public:
    /// The list is kept in `folder`. The document must outlive this.
    Connections(Document &document, connection::Surroundings surroundings, const QString &folder, QObject *parent = nullptr);
    ~Connections() override;

    /// The user's own settings folder of this program.
    static QString usualFolder();

    const std::vector<connection::SavedConnection> &saved() const { return m_saved; }
    /// Null when there is none.
    const connection::SavedConnection *find(const QString &id) const;
    /// The workspace's own for an empty or unknown id. Kept until it is edited.
    ChosenConnection at(const QString &id);
    /// Why the list could not be read or written, a sentence; empty when it could.
    const QString &problem() const { return m_problem; }

    /// A new one like `like`, with an id of its own, which is returned.
    QString add(connection::SavedConnection like);
    /// Puts it in place of the one with its id.
    void put(const connection::SavedConnection &changed);
    /// With its keys.
    void remove(const QString &id);

    /// The key that was typed; its parts are empty when none was.
    connection::AccessKey typedKey(const QString &id) const;
    bool isKeyKept(const QString &id) const { return m_keptKeys.contains(id.toStdString()); }
    /// For this session, and beyond it in the file of keys when `kept`.
    void setTypedKey(const QString &id, const connection::AccessKey &key, bool kept);
    QString keysFile() const;

    const connection::Surroundings &surroundings() const { return m_surroundings; }
    Document &document() const { return m_document; }

signals:
    /// The list, one of it, or the workspace's own tables are others now.
    void changed();
    /// A call on `id` is about to be sent again: why, and when.
    void retrying(const QString &id, const QString &sentence);

private:
    struct Listener;

    void read();
    void write();
    void writeKeys();
    void forget(const QString &id);
    std::shared_ptr<connection::Connection> make(const connection::SavedConnection &saved);

    Document &m_document;
    const connection::Surroundings m_surroundings;
    const std::filesystem::path m_folder;
    std::vector<connection::SavedConnection> m_saved;
    std::map<std::string, connection::AccessKey> m_sessionKeys;
    std::map<std::string, connection::AccessKey> m_keptKeys;
    std::map<QString, std::shared_ptr<connection::Connection>> m_made;
    QString m_problem;
    std::shared_ptr<Listener> m_listener; ///< what calls on other threads tell
};

} // namespace keywright::ui
