#include "ui/inspector/form.h"

#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/document/text.h"
#include "ui/inspector/add_line.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/chooser.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/key_header.h"
#include "ui/parts/note_field.h"
#include "ui/parts/number_field.h"
#include "ui/parts/toggle_field.h"
#include "ui/parts/toggle_switch.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kLabelWidth = 88;
constexpr int kHeadIconSize = 28;
constexpr int kFieldTop = 7; ///< where a label stands level with the text of a field

} // namespace

Form::Form(std::shared_ptr<Editing> editing, QWidget *parent)
    : QWidget(parent), m_editing(std::move(editing)), m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins({});
    m_rows->setSpacing(space::kXs);
}

void Form::makePage()
{
    setProperty("role", "window");
    setAttribute(Qt::WA_StyledBackground);
    m_rows->setContentsMargins(space::kM, space::kXs, space::kM, space::kXl);
    m_rows->addStretch(1);
    showValues();
}

void Form::showValues()
{
    for (const auto &show : m_shows)
        show();
}

void Form::drop(QWidget *part)
{
    // It keeps its parent: a click on a button in it may still be on its way.
    part->hide();
    part->setObjectName({});
    for (QWidget *inside : part->findChildren<QWidget *>())
        inside->setObjectName({});
    part->deleteLater();
}

TextField *Form::addHead(const ReadText &kind, const std::function<QIcon()> &icon, const ReadText &name, TakeText rename)
{
    auto *box = new IconBox(kHeadIconSize);
    QLabel *kindLabel = makeLabel({}, TextRole::Caption, LabelTone::Faint);
    auto *field = new TextField(tr("Name"));
    field->line().setObjectName(QStringLiteral("inspectorName"));
    field->line().setFont(fontOf(TextRole::Strong));
    field->onCommit(std::move(rename));
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(kindLabel);
    words->addWidget(field);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::kS);
    row->addWidget(box, 0, Qt::AlignVCenter);
    row->addLayout(words, 1);
    m_rows->addLayout(row);
    onShow([this, box, kindLabel, field, kind, icon, name] {
        kindLabel->setText(kind());
        box->setIcon(icon());
        field->setValue(name());
        setAccessibleName(QStringLiteral("%1 %2").arg(kind(), name()));
    });
    return field;
}

NoteField *Form::addNote(const ReadText &read, TakeText take)
{
    auto *field = new NoteField(tr("Note"));
    field->setObjectName(QStringLiteral("note"));
    field->onCommit(std::move(take));
    addSpace(space::kXs);
    addWide(field);
    onShow([field, read] { field->setValue(read()); });
    return field;
}

void Form::addSection(const QString &title, QWidget *action)
{
    addSpace(space::kS);
    addWide(makeLine());
    addSpace(2);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::kS);
    row->addWidget(makeLabel(title, TextRole::Strong), 1);
    if (action)
        row->addWidget(action);
    m_rows->addLayout(row);
}

TextField *Form::addText(const FieldName &name, const ReadText &read, TakeText take)
{
    auto *field = new TextField(name.label);
    field->line().setObjectName(QLatin1String(name.id));
    field->onCommit(std::move(take));
    addRow(name.label, field);
    onShow([field, read] { field->setValue(read()); });
    return field;
}

NumberField *Form::addNumber(const FieldName &name, qint64 minimum, qint64 maximum, const ReadNumber &read, TakeNumber take)
{
    auto *field = new NumberField(name.label, minimum, maximum);
    field->line().setObjectName(QLatin1String(name.id));
    field->onNumber(std::move(take));
    addRow(name.label, field);
    onShow([field, read] { field->setNumber(read()); });
    return field;
}

ChoiceField *Form::addChoice(const FieldName &name, const Choices &choices, const ReadValue &read, TakeValue take)
{
    auto *field = new ChoiceField(name.label);
    field->chooser().setObjectName(QLatin1String(name.id));
    for (const auto &[text, value] : choices)
        field->addChoice(text, value);
    field->onCommit(std::move(take));
    addRow(name.label, field);
    onShow([field, read] { field->setValue(read()); });
    return field;
}

ToggleField *Form::addToggle(const FieldName &name, const ReadFlag &read, TakeFlag take)
{
    auto *field = new ToggleField(name.label);
    field->toggle().setObjectName(QLatin1String(name.id));
    field->onCommit(std::move(take));
    addWide(field);
    onShow([field, read] { field->setValue(read()); });
    return field;
}

AddLine *Form::addAddLine(const FieldName &name, const QString &example, TakeText take)
{
    auto *line = new AddLine(name.label, example);
    line->line().setObjectName(QLatin1String(name.id));
    line->onCommit(std::move(take));
    addWide(line);
    return line;
}

QPushButton *Form::addButton(const FieldName &name, const QString &iconName, const std::function<void()> &press)
{
    auto *button = new QPushButton(icon(iconName), name.label);
    button->setObjectName(QLatin1String(name.id));
    button->setProperty("role", "link");
    connect(button, &QPushButton::clicked, this, press);
    auto *row = new QHBoxLayout;
    row->addWidget(button);
    row->addStretch(1);
    m_rows->addLayout(row);
    return button;
}

void Form::addHint(const QString &text)
{
    addWide(makeParagraph(text, TextRole::Caption, LabelTone::Faint));
}

QWidget *Form::addRow(const QString &label, QWidget *field)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(space::kS);
    QLabel *name = makeParagraph(label, TextRole::Body, LabelTone::Secondary);
    name->setTextInteractionFlags(Qt::NoTextInteraction);
    name->setFixedWidth(kLabelWidth);
    name->setContentsMargins(0, kFieldTop, 0, 0);
    name->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Minimum);
    layout->addWidget(name, 0, Qt::AlignTop);
    layout->addWidget(field, 1);
    if (auto *value = qobject_cast<QLabel *>(field)) { // stands on the line of its name, as the text of a field does
        value->setContentsMargins(0, kFieldTop, 0, 0);
        value->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    }
    m_rows->addWidget(row);
    return row;
}

void Form::setRowShown(QWidget *field, bool shown)
{
    field->parentWidget()->setVisible(shown);
}

void Form::addWide(QWidget *widget)
{
    m_rows->addWidget(widget);
}

void Form::addSpace(int height)
{
    m_rows->addSpacing(height);
}

void Form::addForm(Form *form)
{
    addWide(form);
    onShow([form] { form->showValues(); });
}

IconBox::IconBox(int size, QWidget *parent) : QWidget(parent)
{
    setFixedSize(size, size);
}

void IconBox::setIcon(const QIcon &icon)
{
    m_icon = icon;
    update();
}

void IconBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    m_icon.paint(&painter, rect());
}

KeyMark::KeyMark(const QString &mark, QWidget *parent) : QWidget(parent), m_mark(mark)
{
    setFixedSize(keyMarkWidth(mark), 18);
}

void KeyMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawKeyMark(painter, 0, height() / 2, m_mark);
}

std::vector<std::string> namesIn(const QString &text)
{
    std::vector<std::string> names;
    for (const QString &name : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        if (!name.trimmed().isEmpty())
            names.push_back(name.trimmed().toStdString());
    }
    return names;
}

QString namesText(const std::vector<std::string> &names)
{
    QStringList texts;
    for (const std::string &name : names)
        texts << toQString(name);
    return texts.join(QStringLiteral(", "));
}

} // namespace keywright::ui
