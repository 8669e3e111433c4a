#pragma once

#include <QWidget>

#include "core/connection/endpoint_settings.h"

class QComboBox;

namespace keywright::ui {

class TextField;

/// Which connection: an endpoint by its URL, AWS in a region, or the workspace's own tables; with the region and the profile
/// whose keys sign. What was chosen last is remembered (URL, region and the profile's name; never a key).
class EndpointFields : public QWidget {
    Q_OBJECT

public:
    enum class Kind { Endpoint, Aws, Workspace };

    explicit EndpointFields(QWidget *parent = nullptr);

    Kind kind() const;
    /// What is typed. What is empty comes from the environment and AWS's files.
    connection::EndpointChoice choice() const;
    /// Why nothing can be looked at yet, shown next to the field that it concerns; true when there is no such reason.
    bool isComplete();
    void setProfiles(const QStringList &names);
    /// Of the next dialog, also in another session.
    void remember() const;

signals:
    void changed();
    /// Enter in a line.
    void entered();

private:
    void showKind();

    QComboBox *m_kind;
    TextField *m_url;
    TextField *m_region;
    QComboBox *m_profile;
    QWidget *m_urlRow;
    QWidget *m_signingRows;
    QString m_lastProfile;
};

} // namespace keywright::ui
