#include "ui/export/export_choices.h"

#include <algorithm>

#include <QListView>
#include <QRegularExpression>
#include <QScrollArea>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include "ui/document/text.h"
#include "ui/parts/cell_delegate.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/chooser.h"
#include "ui/parts/labels.h"
#include "ui/parts/text_field.h"
#include "ui/parts/toggle_field.h"
#include "ui/parts/toggle_switch.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kWidth = 208;

/// The field below its name.
QWidget *labelled(const QString &name, QWidget *field)
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, space::kS);
    column->setSpacing(space::kXs);
    column->addWidget(makeLabel(name, TextRole::Caption, LabelTone::Secondary));
    column->addWidget(field);
    return box;
}

} // namespace

ExportChoicesPanel::ExportChoicesPanel(QWidget *parent)
    : QWidget(parent),
      m_targets(new QListView),
      m_description(makeParagraph({}, TextRole::Caption, LabelTone::Secondary)),
      m_provider(new ChoiceField(tr("AWS provider"))),
      m_format(new ChoiceField(tr("Format"))),
      m_language(new ChoiceField(tr("Language"))),
      m_region(new TextField(tr("Region"))),
      m_account(new TextField(tr("Account"))),
      m_identity(new TextField(tr("Caller's id"))),
      m_extrasHeading(makeLabel(tr("Write too"), TextRole::Caption, LabelTone::Secondary)),
      m_ignoreIndexChanges(new ToggleField(tr("Ignore index changes")))
{
    setFixedWidth(kWidth);
    setProperty("role", "window");
    setAttribute(Qt::WA_StyledBackground);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(makeTargets());
    layout->addWidget(makeLine());
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(makeChoices());
    scroll->viewport()->setAutoFillBackground(false);
    layout->addWidget(scroll, 1);
    showChoices();
}

QWidget *ExportChoicesPanel::makeTargets()
{
    auto *items = new QStandardItemModel(this);
    for (const ExportTarget target : kExportTargets) {
        auto *item = new QStandardItem(icon(iconOf(target)), nameOf(target));
        item->setToolTip(descriptionOf(target));
        item->setEditable(false);
        items->appendRow(item);
    }
    auto *delegate = new CellDelegate(m_targets);
    delegate->setRowLines(false);
    m_targets->setObjectName(QStringLiteral("exportTargets"));
    m_targets->setAccessibleName(tr("Targets of the export"));
    m_targets->setModel(items);
    m_targets->setItemDelegate(delegate);
    m_targets->setMouseTracking(true);
    m_targets->setTabKeyNavigation(false);
    m_targets->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_targets->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_targets->setFixedHeight(m_targets->sizeHintForRow(0) * items->rowCount() + 2 * space::kXs);
    connect(m_targets->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) {
        ExportChoices choices = m_choices;
        choices.target = kExportTargets[qMax(0, current.row())];
        choose(choices);
    });
    return m_targets;
}

QWidget *ExportChoicesPanel::makeChoices()
{
    m_provider->setObjectName(QStringLiteral("providerMajor"));
    m_provider->addChoice(tr("Version 6 (from 6.37)"), 6);
    m_provider->addChoice(tr("Version 5"), 5);
    m_provider->onCommit([this](const QVariant &value) -> Refusal {
        ExportChoices choices = m_choices;
        choices.providerMajor = value.toInt();
        choose(choices);
        return {};
    });
    m_format->setObjectName(QStringLiteral("templateFormat"));
    m_format->addChoice(tr("YAML"), false);
    m_format->addChoice(tr("JSON"), true);
    m_format->onCommit([this](const QVariant &value) -> Refusal {
        ExportChoices choices = m_choices;
        choices.asJson = value.toBool();
        choose(choices);
        return {};
    });
    m_language->setObjectName(QStringLiteral("codeLanguage"));
    for (const exchange::CodeLanguage language : exchange::kCodeLanguages)
        m_language->addChoice(nameOf(language), static_cast<int>(language));
    m_language->onCommit([this](const QVariant &value) -> Refusal {
        ExportChoices choices = m_choices;
        choices.language = static_cast<exchange::CodeLanguage>(value.toInt());
        choose(choices);
        return {};
    });
    m_ignoreIndexChanges->setObjectName(QStringLiteral("ignoreIndexChanges"));
    m_ignoreIndexChanges->setToolTip(
        tr("Where a GSI scales by itself, Terraform ignores every change of GSIs: it can ignore no capacity of one alone"));
    m_ignoreIndexChanges->onCommit([this](bool on) -> Refusal {
        ExportChoices choices = m_choices;
        choices.ignoreIndexChanges = on;
        choose(choices);
        return {};
    });
    m_description->setObjectName(QStringLiteral("targetDescription"));
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(space::kM, space::kM, space::kM, space::kM);
    column->setSpacing(space::kXs);
    column->addWidget(m_description);
    column->addSpacing(space::kS);
    column->addWidget(m_providerRow = labelled(tr("AWS provider"), m_provider));
    column->addWidget(m_formatRow = labelled(tr("Format"), m_format));
    column->addWidget(m_languageRow = labelled(tr("Language"), m_language));
    column->addWidget(m_policyFields = makePolicyFields());
    column->addWidget(m_extrasHeading);
    for (const ExtraChoice &extra : extrasOf(ExportTarget::Terraform)) {
        column->addWidget(makeExtra(extra));
        if (extra.member == &exchange::InfrastructureExtras::autoScaling)
            column->addWidget(m_ignoreIndexChanges);
    }
    column->addStretch(1);
    return box;
}

QWidget *ExportChoicesPanel::makePolicyFields()
{
    static const QRegularExpression region(QStringLiteral("^(\\*|[a-z]{2,3}(-[a-z]+)+-[0-9]+)$"));
    static const QRegularExpression account(QStringLiteral("^(\\*|[0-9]{12})$"));
    static const QRegularExpression variable(QStringLiteral("^(\\$\\{[A-Za-z0-9.:/_-]+\\})?$"));
    const auto take = [this](std::string ExportChoices::*member, const QRegularExpression &shape, const QString &text,
                             const QString &refusal) -> Refusal {
        if (!shape.match(text).hasMatch())
            return refusal;
        ExportChoices choices = m_choices;
        choices.*member = text.toStdString();
        choose(choices);
        return {};
    };
    m_region->setObjectName(QStringLiteral("policyRegion"));
    m_region->onCommit([take](const QString &text) {
        return take(&ExportChoices::region, region, text, tr("Write a region such as eu-central-1, or * for any."));
    });
    m_account->setObjectName(QStringLiteral("policyAccount"));
    m_account->onCommit([take](const QString &text) {
        return take(&ExportChoices::account, account, text, tr("Write the 12 digits of an account, or * for any."));
    });
    m_identity->setObjectName(QStringLiteral("policyIdentity"));
    m_identity->setMono(true);
    m_identity->setPlaceholder(tr("Not bound to the caller"));
    m_identity->setToolTip(tr("IAM's variable that holds the calling user's own id, such as ${cognito-identity.amazonaws.com:sub}. Access "
                              "patterns with a principal are then bound to it."));
    m_identity->onCommit([take](const QString &text) {
        return take(&ExportChoices::identity, variable, text,
                    tr("Write a variable of IAM, such as ${cognito-identity.amazonaws.com:sub}, or nothing."));
    });
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins({});
    column->setSpacing(space::kXs);
    column->addWidget(labelled(tr("Region"), m_region));
    column->addWidget(labelled(tr("Account"), m_account));
    column->addWidget(labelled(tr("Caller’s id"), m_identity));
    return box;
}

ToggleField *ExportChoicesPanel::makeExtra(const ExtraChoice &extra)
{
    auto *field = new ToggleField(extra.words);
    field->setObjectName(QStringLiteral("extra-") + extra.id);
    field->setToolTip(extra.explanation);
    field->toggle().setAccessibleDescription(extra.explanation);
    field->onCommit([this, member = extra.member](bool on) -> Refusal {
        ExportChoices choices = m_choices;
        choices.extras.*member = on;
        choose(choices);
        return {};
    });
    m_extras.emplace_back(extra, field);
    return field;
}

void ExportChoicesPanel::setChoices(const ExportChoices &choices)
{
    m_choices = choices;
    showChoices();
}

void ExportChoicesPanel::choose(const ExportChoices &choices)
{
    if (choices == m_choices)
        return;
    m_choices = choices;
    showChoices();
    emit chosen();
}

void ExportChoicesPanel::showChoices()
{
    const ExportTarget target = m_choices.target;
    m_targets->setCurrentIndex(m_targets->model()->index(static_cast<int>(target), 0));
    m_description->setText(descriptionOf(target));
    m_provider->setValue(m_choices.providerMajor);
    m_providerRow->setVisible(target == ExportTarget::Terraform);
    m_format->setValue(m_choices.asJson);
    m_formatRow->setVisible(target == ExportTarget::CloudFormation);
    m_language->setValue(static_cast<int>(m_choices.language));
    m_languageRow->setVisible(target == ExportTarget::Code);
    m_region->setValue(toQString(m_choices.region));
    m_account->setValue(toQString(m_choices.account));
    m_identity->setValue(toQString(m_choices.identity));
    m_policyFields->setVisible(target == ExportTarget::Policy);
    const std::vector<ExtraChoice> extras = extrasOf(target);
    m_extrasHeading->setVisible(!extras.empty());
    for (const auto &[extra, field] : m_extras) {
        field->setValue(m_choices.extras.*extra.member);
        field->setVisible(std::any_of(extras.begin(), extras.end(), [&, id = extra.id](const ExtraChoice &one) { return one.id == id; }));
    }
    m_ignoreIndexChanges->setValue(m_choices.ignoreIndexChanges);
    m_ignoreIndexChanges->setVisible(target == ExportTarget::Terraform && m_choices.extras.autoScaling);
}

} // namespace keywright::ui
