#include "ui/dialogs/task_dialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include "ui/parts/field_note.h"
#include "ui/parts/labels.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kWidth = 520;
constexpr int kLabelWidth = 130;

} // namespace

TaskDialog::TaskDialog(const QString &title, const QString &action, QWidget *parent)
    : QDialog(parent),
      m_column(new QVBoxLayout(this)),
      m_choices(new QWidget),
      m_body(new QVBoxLayout(m_choices)),
      m_note(new FieldNote),
      m_label(makeLabel({}, TextRole::Caption, LabelTone::Secondary)),
      m_bar(new QProgressBar),
      m_cancel(new QPushButton),
      m_action(new QPushButton(action)),
      m_leave(tr("Cancel"))
{
    setWindowTitle(title);
    setMinimumWidth(kWidth);
    m_body->setContentsMargins({});
    m_body->setSpacing(space::kS);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress"));
    m_action->setObjectName(QStringLiteral("taskAction"));
    m_action->setProperty("primary", true);
    m_cancel->setObjectName(QStringLiteral("taskCancel"));
    m_cancel->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::kS);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_action);
    m_column->setContentsMargins(space::kL, space::kL, space::kL, space::kL);
    m_column->setSpacing(space::kM);
    m_column->addWidget(makeLabel(title, TextRole::Heading));
    m_column->addWidget(m_choices, 1);
    m_column->addWidget(m_note);
    m_column->addWidget(m_label);
    m_column->addWidget(m_bar);
    m_column->addLayout(buttons);
    connect(m_action, &QPushButton::clicked, this, [this] { run(); });
    connect(m_cancel, &QPushButton::clicked, this, &TaskDialog::reject);
    showState();
}

void TaskDialog::reject()
{
    if (m_running)
        stop();
    else
        QDialog::reject();
}

QVBoxLayout &TaskDialog::page()
{
    if (!m_page) {
        m_page = new QVBoxLayout;
        const int place = m_column->indexOf(m_choices);
        m_column->setStretch(place, 0);
        m_column->insertLayout(place + 1, m_page, 1);
    }
    return *m_page;
}

void TaskDialog::setAction(const QString &text)
{
    m_action->setText(text);
}

void TaskDialog::setLeave(const QString &text)
{
    m_leave = text;
    showState();
}

void TaskDialog::setReady(bool ready)
{
    m_ready = ready;
    showState();
}

void TaskDialog::refuse(const QString &sentence)
{
    m_note->say(sentence);
}

void TaskDialog::warn(const QString &sentence)
{
    m_note->say(sentence, FieldNote::Kind::Warning);
}

void TaskDialog::begin(const QString &label)
{
    m_running = true;
    m_note->clear();
    showProgress(0, 0, label);
    showState();
}

void TaskDialog::showProgress(qint64 done, qint64 all, const QString &label)
{
    m_label->setText(label);
    m_bar->setRange(0, all > 0 ? 1000 : 0);
    m_bar->setValue(all > 0 ? static_cast<int>(1000.0 * static_cast<double>(done) / static_cast<double>(all)) : 0);
}

void TaskDialog::end()
{
    m_running = false;
    showState();
}

void TaskDialog::showState()
{
    m_choices->setEnabled(!m_running);
    m_action->setEnabled(!m_running && m_ready);
    m_label->setVisible(m_running);
    m_bar->setVisible(m_running);
    m_cancel->setText(m_running ? tr("Stop") : m_leave);
}

void addRow(QVBoxLayout &column, const QString &label, QWidget *field)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::kM);
    QLabel *name = makeLabel(label, TextRole::Body, LabelTone::Secondary);
    name->setFixedWidth(kLabelWidth);
    name->setBuddy(field);
    name->setContentsMargins(0, space::kXs + 2, 0, 0); // on the line of a field's text
    row->addWidget(name, 0, Qt::AlignTop);
    row->addWidget(field, 1, Qt::AlignTop);
    column.addLayout(row);
}

} // namespace keywright::ui
