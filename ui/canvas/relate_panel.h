#pragma once

#include <QFrame>

#include "core/model/model.h"

class QButtonGroup;
class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;

namespace keywright::ui {

/// Asks what a relationship that was drawn between two entities is: its kind, its name, and the attributes that refer.
class RelatePanel : public QFrame {
    Q_OBJECT

public:
    explicit RelatePanel(QWidget *parent);

    /// Shows it near `at` of the parent, for the two entities of the model. `references`: the attributes of `to` that are
    /// ticked at first.
    void ask(const model::Model &model, const std::string &from, const std::string &to, const std::vector<std::string> &references,
             const QPoint &at);
    /// Why the relationship was not made.
    void showRefusal(const QString &text);

signals:
    void accepted(const keywright::model::Relationship &relationship);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void accept();
    void showKind();
    model::Relationship relationship() const;

    std::string m_from;
    std::string m_to;
    QLabel *m_title;
    QButtonGroup *m_kinds;
    QLineEdit *m_name;
    QLabel *m_attributesLabel;
    QListWidget *m_attributes;
    QLabel *m_throughLabel;
    QComboBox *m_through;
    QLabel *m_refusal;
};

} // namespace keywright::ui
