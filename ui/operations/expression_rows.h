#pragma once

#include <functional>
#include <vector>

#include <QWidget>

#include "core/session/operation_draft.h"
#include "ui/operations/value_field.h"

class QToolButton;
class QVBoxLayout;

namespace keywright::ui {

class ChoiceField;
class NoteField;
class TextField;

/// One row of a condition or an update: what joins it to the row before, the attribute, what is asked or done, values.
class ExpressionRow : public QWidget {
    Q_OBJECT

public:
    /// `kinds` are the words for what is asked or done, each with how many values it takes (-1: several).
    struct Kind {
        QString text;
        int values = 1;
    };
    ExpressionRow(const QString &id, const QList<Kind> &kinds, bool canJoin, QWidget *parent = nullptr);

    void setNames(const QStringList &attributes);
    void setRow(bool isAlternative, const QString &attribute, int kind, const std::vector<value::AttributeValue> &values);
    bool isAlternative() const;
    QString attribute() const;
    int kind() const;
    std::vector<value::AttributeValue> values() const;
    /// Shows the reasons next to the fields; true without any.
    bool check();

signals:
    void changed();
    void removeWanted();

private:
    void showValues();

    QList<Kind> m_kinds;
    ChoiceField *m_join = nullptr;
    TextField *m_attribute;
    ChoiceField *m_kind;
    ValueField *m_first;
    ValueField *m_second;
};

/// A condition, filter or update: row by row, or typed with a value below for each placeholder.
class ExpressionFields : public QWidget {
    Q_OBJECT

public:
    enum class Purpose { Filter, Condition, Update };
    /// `id` begins the object names of its fields.
    ExpressionFields(Purpose purpose, const QString &id, QWidget *parent = nullptr);

    void setNames(const QStringList &attributes);
    void show(const session::DraftedOperation &operation);
    /// Puts what is there into the operation.
    void takeInto(session::DraftedOperation &operation) const;
    bool check();

signals:
    void changed();

private:
    bool isTyped() const { return m_typed; }
    void setTyped(bool typed);
    void switchMode();
    ExpressionRow *addRow();
    void renameRows();
    void showPlaceholders();
    QString rowsText(value::AttributeMap &values) const;
    session::ConditionDraft conditionOfRows() const;
    session::UpdateDraft updateOfRows() const;
    Refusal fault() const;

    Purpose m_purpose;
    QString m_id;
    QStringList m_names;
    bool m_typed = false;
    QVBoxLayout *m_rowsLayout;
    std::vector<ExpressionRow *> m_rows;
    QWidget *m_rowsPage;
    QWidget *m_typedPage;
    TextField *m_text;
    QVBoxLayout *m_placeholders;
    std::vector<std::pair<std::string, ValueField *>> m_values;
    value::AttributeMap m_known; ///< values of placeholders, also of those that are not in the text right now
    QToolButton *m_mode;
};

} // namespace keywright::ui
