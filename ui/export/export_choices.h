#pragma once

#include <QWidget>

#include "ui/export/export_target.h"

class QLabel;
class QListView;
class QStandardItemModel;
class QVBoxLayout;

namespace keywright::ui {

class ChoiceField;
class TextField;
class ToggleField;

/// The targets, and below them the choices of the one that is chosen.
class ExportChoicesPanel : public QWidget {
    Q_OBJECT

public:
    explicit ExportChoicesPanel(QWidget *parent = nullptr);

    const ExportChoices &choices() const { return m_choices; }
    void setChoices(const ExportChoices &choices);

signals:
    /// A person chose something.
    void chosen();

private:
    QWidget *makeTargets();
    QWidget *makeChoices();
    ToggleField *makeExtra(const ExtraChoice &extra);
    QWidget *makePolicyFields();
    void choose(const ExportChoices &choices);
    void showChoices();

    ExportChoices m_choices;
    QListView *m_targets;
    QLabel *m_description;
    ChoiceField *m_provider;
    ChoiceField *m_format;
    ChoiceField *m_language;
    QWidget *m_providerRow;
    QWidget *m_formatRow;
    QWidget *m_languageRow;
    TextField *m_region;
    TextField *m_account;
    TextField *m_identity;
    QWidget *m_policyFields;
    QLabel *m_extrasHeading;
    std::vector<std::pair<ExtraChoice, ToggleField *>> m_extras;
    ToggleField *m_ignoreIndexChanges;
};

} // namespace keywright::ui
