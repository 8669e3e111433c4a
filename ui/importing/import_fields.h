#pragma once

#include <QTimer>
#include <QWidget>

#include "core/session/file_import.h"

class QLineEdit;

namespace keywright::ui {

class Chooser;
class FieldNote;
class ToggleField;

/// What a person chooses for an import: for items their table and its key; for all whether bad rows are left out and
/// entities proposed.
class ImportFields : public QWidget {
    Q_OBJECT

public:
    explicit ImportFields(QWidget *parent = nullptr);

    /// Of tables or a model: nothing of items is asked.
    void showForTables();
    /// Offers the attributes that can be a key, with the likely one chosen. `name` is the table's until another is typed.
    void showForItems(const session::ItemsPreview &preview, const QString &name);

    session::ImportChoice choice() const;
    /// Says next to the field why the choice cannot be followed, until it changes.
    void refuse(session::ChoiceRefused::Field field, const QString &why);
    /// What the toggle says that tells whether a CSV file has a header.
    static QString headerText();

signals:
    /// The table's name is being typed: changed() follows, and what was read before is of another choice.
    void typing();
    /// choice() is another one; a little after the last letter typed.
    void changed();
    /// The same, and what is in the first rows must be looked at anew.
    void headerChanged();

private:
    QWidget *makeItemFields();
    std::optional<session::KeyWish> wishOf(const Chooser &chooser) const;

    QWidget *m_ofItems;
    QLineEdit *m_table;
    FieldNote *m_tableNote;
    FieldNote *m_keyNote;
    Chooser *m_partitionKey;
    Chooser *m_sortKey;
    ToggleField *m_header;
    ToggleField *m_skip;
    ToggleField *m_infer;
    std::vector<session::KeyWish> m_keyable;
    bool m_namesTables = false; ///< the rows say which table they belong to
    QTimer m_typing;
};

} // namespace keywright::ui
