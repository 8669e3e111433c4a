#include "ui/data/value_editor.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedLayout>

#include "ui/code/code_editor.h"
#include "ui/data/value_text.h"
#include "ui/document/text.h"
#include "ui/parts/chooser.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/labels.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kValueEditorWidth = 400;
constexpr int kLinesHeight = 110;
constexpr int kJsonHeight = 220;

constexpr value::Type kTypes[] = {value::Type::S, value::Type::N, value::Type::B,  value::Type::Bool, value::Type::Null,
                                  value::Type::M, value::Type::L, value::Type::Ss, value::Type::Ns,   value::Type::Bs};

} // namespace

ValueEditor::ValueEditor(QWidget *parent)
    : QFrame(parent),
      m_name(makeLabel({}, TextRole::Strong)),
      m_source(makeLabel({}, TextRole::Caption, LabelTone::Chip)),
      m_type(new Chooser(tr("Type"))),
      m_fields(new QStackedLayout),
      m_line(new EditLine),
      m_lines(new QPlainTextEdit),
      m_choice(new Chooser(tr("Value"))),
      m_json(new CodeEditor(tr("Value as JSON"))),
      m_nothing(makeLabel(tr("NULL has no value."), TextRole::Body, LabelTone::Secondary)),
      m_box(new QWidget),
      m_note(new FieldNote),
      m_hint(makeLabel({}, TextRole::Caption, LabelTone::Faint)),
      m_remove(new QPushButton(tr("Remove"))),
      m_set(new QPushButton(tr("Set")))
{
    setObjectName(QStringLiteral("valueEditor"));
    setProperty("role", "card");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Edit value"));
    buildFields();
    auto *head = new QHBoxLayout;
    head->setSpacing(space::kS);
    head->addWidget(m_name, 1);
    head->addWidget(m_source);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kM, space::kM, space::kM, space::kM);
    column->setSpacing(space::kS);
    column->addLayout(head);
    column->addWidget(m_type);
    column->addWidget(m_box);
    column->addWidget(m_note);
    column->addWidget(buildFooter());
    hide();
}

void ValueEditor::buildFields()
{
    m_type->setObjectName(QStringLiteral("valueType"));
    for (const value::Type type : kTypes)
        m_type->addItem(QStringLiteral("%1  %2").arg(toQString(value::tagOf(type)), nameOf(type)), static_cast<int>(type));
    m_line->setObjectName(QStringLiteral("valueLine"));
    m_line->setAccessibleName(tr("Value"));
    m_lines->setObjectName(QStringLiteral("valueLines"));
    m_lines->setAccessibleName(tr("Value, several lines"));
    m_lines->setTabChangesFocus(true);
    m_choice->setObjectName(QStringLiteral("valueChoice"));
    m_choice->addItem(QStringLiteral("true"));
    m_choice->addItem(QStringLiteral("false"));
    m_json->setObjectName(QStringLiteral("valueJson"));
    m_json->setLanguage(CodeLanguage::Json);
    m_fields->setContentsMargins({});
    for (QWidget *field : std::initializer_list<QWidget *>{m_line, m_lines, m_choice, m_json, m_nothing})
        m_fields->addWidget(field);
    m_box->setLayout(m_fields);
    for (QWidget *typed : std::initializer_list<QWidget *>{m_lines, m_json->focusProxy()})
        typed->installEventFilter(this);
    connect(m_type, &QComboBox::activated, this, &ValueEditor::changeType);
    connect(m_line, &EditLine::entered, this, &ValueEditor::take);
    connect(m_line, &EditLine::takenBack, this, &QWidget::hide);
}

QWidget *ValueEditor::buildFooter()
{
    auto *footer = new QWidget;
    auto *row = new QHBoxLayout(footer);
    row->setContentsMargins({});
    row->setSpacing(space::kS);
    m_remove->setObjectName(QStringLiteral("removeValue"));
    m_remove->setAccessibleName(tr("Remove the attribute from the item"));
    m_remove->setToolTip(m_remove->accessibleName());
    m_remove->setProperty("flat", true);
    m_set->setObjectName(QStringLiteral("setValue"));
    m_set->setProperty("primary", true);
    row->addWidget(m_hint, 1);
    row->addWidget(m_remove);
    row->addWidget(m_set);
    connect(m_remove, &QPushButton::clicked, this, &ValueEditor::removalWanted);
    connect(m_set, &QPushButton::clicked, this, &ValueEditor::take);
    return footer;
}

void ValueEditor::edit(const Attribute &attribute, const QRect &cell)
{
    m_cell = cell;
    m_isKey = attribute.isKey;
    m_name->setText(attribute.name);
    m_source->setText(attribute.source);
    setBusy(false);
    const value::Type type = attribute.value ? attribute.value->type() : attribute.typeIfMissing;
    m_type->setCurrentIndex(m_type->findData(static_cast<int>(type)));
    m_type->setToolTip(attribute.isKey ? tr("The table says the type of its key") : QString());
    m_remove->setVisible(attribute.value && !attribute.isKey);
    m_note->clear();
    showForm(attribute.value ? textOf(*attribute.value) : QString());
    show();
    raise();
    place();
    m_fields->currentWidget()->setFocus();
    m_line->selectAll();
}

value::Type ValueEditor::type() const
{
    return static_cast<value::Type>(m_type->currentData().toInt());
}

QString ValueEditor::text() const
{
    const QWidget *shown = m_fields->currentWidget();
    if (shown == m_line)
        return m_line->text();
    if (shown == m_lines)
        return m_lines->toPlainText();
    if (shown == m_choice)
        return m_choice->currentText();
    return shown == m_json ? m_json->text() : QString();
}

void ValueEditor::showForm(const QString &text)
{
    const TextForm form = formOf(type(), text);
    m_hint->setText(form == TextForm::Lines || form == TextForm::Json ? tr("Ctrl+Enter sets, Esc leaves") : tr("Enter sets, Esc leaves"));
    m_line->setMono(type() != value::Type::S);
    switch (form) {
    case TextForm::Line:
        m_line->setText(text);
        m_fields->setCurrentWidget(m_line);
        break;
    case TextForm::Lines:
        m_lines->setPlainText(text);
        m_lines->setPlaceholderText(type() == value::Type::S ? QString() : tr("One member a line"));
        m_fields->setCurrentWidget(m_lines);
        break;
    case TextForm::Choice:
        m_choice->setCurrentText(text);
        m_fields->setCurrentWidget(m_choice);
        break;
    case TextForm::Json:
        m_json->setText(text);
        m_json->clearError();
        m_fields->setCurrentWidget(m_json);
        break;
    case TextForm::None: m_fields->setCurrentWidget(m_nothing); break;
    }
    const int height = form == TextForm::Json ? kJsonHeight : form == TextForm::Lines ? kLinesHeight : m_line->sizeHint().height();
    m_box->setFixedHeight(height);
}

void ValueEditor::changeType()
{
    // What was typed goes along where it can be read as the new type too.
    QString kept = text();
    if (type() == value::Type::Bool && kept != QStringLiteral("true"))
        kept = QStringLiteral("false");
    if (type() == value::Type::M && !valueOf(value::Type::M, kept))
        kept = QStringLiteral("{}");
    if (type() == value::Type::L && !valueOf(value::Type::L, kept))
        kept = QStringLiteral("[]");
    m_note->clear();
    m_line->setRefused({});
    showForm(kept);
    place();
    m_fields->currentWidget()->setFocus();
}

void ValueEditor::place()
{
    const QRect room = parentWidget()->rect().adjusted(space::kS, space::kS, -space::kS, -space::kS);
    const int width = std::min(kValueEditorWidth, room.width());
    setFixedWidth(width);
    layout()->activate();
    const int height = std::max(sizeHint().height(), layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width) : 0);
    const int x = std::clamp(m_cell.x(), room.left(), std::max(room.left(), room.right() - width + 1));
    const bool fitsBelow = m_cell.top() + height <= room.bottom();
    const int y = fitsBelow ? m_cell.top() : std::max(room.top(), std::min(m_cell.bottom() + 1, room.bottom()) - height);
    setGeometry(x, y, width, height);
}

void ValueEditor::refuse(const QString &sentence)
{
    m_note->say(sentence);
    m_line->setRefused(sentence);
    place();
}

void ValueEditor::setBusy(bool busy)
{
    m_box->setEnabled(!busy);
    m_type->setEnabled(!busy && !m_isKey);
    m_remove->setEnabled(!busy);
    m_set->setEnabled(!busy);
    m_set->setText(busy ? tr("Writing…") : tr("Set"));
}

void ValueEditor::take()
{
    auto read = valueOf(type(), text());
    if (!read) {
        refuse(read.error().sentence);
        if (m_fields->currentWidget() == m_json)
            m_json->markError(read.error().line, read.error().column, true);
        return;
    }
    refuse({});
    emit taken(*read);
}

void ValueEditor::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        hide();
    else if (isEnter)
        take();
    else
        QFrame::keyPressEvent(event);
    event->accept();
}

bool ValueEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isEnter && key->modifiers().testFlag(Qt::ControlModifier)) {
            take();
            return true;
        }
        if (key->key() == Qt::Key_Escape) {
            hide();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void ValueEditor::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    emit closed();
}

} // namespace keywright::ui
