#include "ui/parts/choice_field.h"

#include <QEvent>
#include <QVBoxLayout>

#include "core/value/attribute_value.h"
#include "ui/document/text.h"
#include "ui/parts/chooser.h"

namespace keywright::ui {

ChoiceField::ChoiceField(const QString &name, QWidget *parent) : QWidget(parent), m_chooser(new Chooser(name)), m_note(new FieldNote)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_chooser);
    column->addWidget(m_note);
    setFocusProxy(m_chooser);
    m_chooser->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_chooser->setMinimumContentsLength(4);
    // The wheel scrolls the page; it must not change a model in passing.
    m_chooser->setFocusPolicy(Qt::StrongFocus);
    m_chooser->installEventFilter(this);
    connect(m_chooser, &QComboBox::activated, this, &ChoiceField::take);
}

bool ChoiceField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_chooser && event->type() == QEvent::Wheel) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ChoiceField::addChoice(const QString &text, const QVariant &value)
{
    m_chooser->addItem(text, value);
    showValue();
}

void ChoiceField::setChoices(const QList<std::pair<QString, QVariant>> &choices)
{
    bool same = choices.size() == m_chooser->count();
    for (int row = 0; same && row < m_chooser->count(); ++row)
        same = m_chooser->itemText(row) == choices[row].first && m_chooser->itemData(row) == choices[row].second;
    if (same)
        return;
    m_chooser->clear();
    for (const auto &[text, value] : choices)
        m_chooser->addItem(text, value);
    showValue();
}

void ChoiceField::setValue(const QVariant &value)
{
    m_value = value;
    showValue();
}

void ChoiceField::showValue()
{
    if (!m_value.isValid())
        return;
    int choice = m_chooser->findData(m_value);
    if (choice < 0 && m_chooser->count() > 0) {
        m_chooser->addItem(m_value.toString(), m_value);
        choice = m_chooser->count() - 1;
    }
    m_chooser->setCurrentIndex(choice);
}

void ChoiceField::take(int choice)
{
    const QVariant chosen = m_chooser->itemData(choice);
    m_note->clear();
    if (chosen == m_value)
        return;
    const QVariant before = m_value;
    m_value = chosen;
    const Refusal refusal = m_take ? m_take(chosen) : std::nullopt;
    if (!refusal)
        return;
    m_value = before;
    showValue();
    m_note->say(*refusal);
}

namespace {

ChoiceField *makeTypes(const QString &name, std::initializer_list<value::Type> types)
{
    auto *field = new ChoiceField(name);
    for (const value::Type type : types) {
        const QString tag = toQString(value::tagOf(type));
        field->addChoice(tag, tag);
    }
    const QStringList words{ChoiceField::tr("String"),    ChoiceField::tr("Number"),     ChoiceField::tr("Binary"),
                            ChoiceField::tr("Boolean"),   ChoiceField::tr("Null"),       ChoiceField::tr("Map"),
                            ChoiceField::tr("List"),      ChoiceField::tr("String set"), ChoiceField::tr("Number set"),
                            ChoiceField::tr("Binary set")};
    for (int row = 0; row < field->chooser().count(); ++row)
        field->chooser().setItemData(row, words[row], Qt::ToolTipRole);
    return field;
}

} // namespace

ChoiceField *makeTypeField(const QString &name)
{
    using enum value::Type;
    return makeTypes(name, {S, N, B, Bool, Null, M, L, Ss, Ns, Bs});
}

ChoiceField *makeKeyTypeField(const QString &name)
{
    return makeTypes(name, {value::Type::S, value::Type::N, value::Type::B});
}

} // namespace keywright::ui
