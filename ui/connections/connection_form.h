#pragma once

#include <functional>

#include <QWidget>

#include "ui/connections/connections.h"
#include "ui/parts/field_note.h"

class QComboBox;
class QLabel;
class QVBoxLayout;

namespace keywright::ui {

class NumberField;
class TextField;
class ToggleField;

/// Edits one connection of the list. Everything is taken at once, field by field; a field that is refused says why and keeps
/// what was typed.
class ConnectionForm : public QWidget {
    Q_OBJECT

public:
    explicit ConnectionForm(Connections &connections, QWidget *parent = nullptr);

    void setConnection(const QString &id);
    void setProfiles(const QStringList &names);
    /// Takes what is typed and not taken yet. False when something is refused.
    bool commit();
    /// Puts the cursor into the name, all of it selected.
    void editName();

private:
    TextField *addText(QVBoxLayout &rows, const QString &label, const char *id, bool mono);
    NumberField *addNumber(QVBoxLayout &rows, const QString &label, const char *id, qint64 minimum, qint64 maximum);
    void addWhere(QVBoxLayout &rows);
    void addKeys(QVBoxLayout &rows);
    void addRules(QVBoxLayout &rows);
    void showValues();
    void showRows();
    void takeKind();
    void takeKeys();
    Refusal takeKeyPart(const std::function<void(connection::AccessKey &)> &change);
    void change(const std::function<void(connection::SavedConnection &)> &change);
    bool isAws() const;

    Connections &m_connections;
    QString m_id;
    bool m_showing = false;
    QStringList m_profiles;
    TextField *m_name;
    QComboBox *m_kind;
    QWidget *m_urlRow;
    TextField *m_url;
    TextField *m_region;
    QComboBox *m_keys;
    QWidget *m_typedRows;
    TextField *m_keyId;
    TextField *m_secret;
    TextField *m_token;
    ToggleField *m_keep;
    QLabel *m_keepHint;
    ToggleField *m_asks;
    NumberField *m_connecting;
    NumberField *m_answering;
    NumberField *m_attempts;
};

} // namespace keywright::ui
