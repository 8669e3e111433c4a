#pragma once

#include <optional>

#include <QWidget>

#include "core/model/model.h"
#include "core/value/json.h"
#include "ui/design/edited_pattern.h"

class QLabel;
class QPushButton;

namespace keywright::ui {

class EntityChoice;
class ExpectedChanges;
class FormRows;
class NumberField;
class TextField;

/// What an access pattern must give, in the entities' terms: of a read, which entities, under which condition, in which order
/// and how many; of a change, what must hold afterwards. It says whether the expectation follows the operation, and offers it.
class ExpectationForm : public QWidget {
    Q_OBJECT

public:
    explicit ExpectationForm(const EditedPattern &edited, QWidget *parent = nullptr);

    /// Shows the pattern's expectation as it is now. With `another`, what is half typed is forgotten.
    void show(bool another);

private:
    Refusal set(const char *member, std::optional<value::Json> json) const;
    void showSource(const model::AccessPattern &pattern, const QString &fault);

    const EditedPattern &m_edited;
    FormRows *m_rows;
    QLabel *m_remark;
    EntityChoice *m_entities;
    TextField *m_where;
    TextField *m_order;
    NumberField *m_limit;
    TextField *m_attributes;
    ExpectedChanges *m_changes;
    QPushButton *m_follow;
};

/// "placedAt descending, total" as terms; nullopt when it is no such list.
std::optional<std::vector<model::OrderTerm>> orderFromText(const QString &text);
QString orderToText(const std::vector<model::OrderTerm> &order);

} // namespace keywright::ui
