#include "ui/operations/value_field.h"

#include <QHBoxLayout>

#include "core/model/command.h"
#include "core/model/step_edits.h"
#include "ui/data/value_text.h"
#include "ui/document/text.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/chooser.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/pattern_text.h"
#include "ui/parts/text_field.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kTypeWidth = 72;

QString textOfValues(const std::vector<value::AttributeValue> &values)
{
    QStringList texts;
    for (const value::AttributeValue &value : values)
        texts << (value.type() == value::Type::Null ? QString() : operandText(value));
    return texts.join(QStringLiteral(", "));
}

} // namespace

ValueField::ValueField(const QString &name, const QString &id, QWidget *parent)
    : QWidget(parent), m_field(new TextField(name)), m_type(makeTypeField(tr("Type of %1").arg(name)))
{
    m_field->setObjectName(id);
    m_field->line().setObjectName(id + QStringLiteral("_line"));
    m_field->setMono(true);
    m_type->setObjectName(id + QStringLiteral("_type"));
    m_type->chooser().setFixedWidth(kTypeWidth);
    m_type->setValue(QStringLiteral("S"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(space::kXs);
    row->addWidget(m_field, 1, Qt::AlignTop);
    row->addWidget(m_type, 0, Qt::AlignTop);
    setFocusProxy(m_field);
    m_field->setCheck([this](const QString &text) { return text.isEmpty() ? Refusal() : read(text, nullptr); });
    connect(m_field, &TextField::edited, this, &ValueField::changed);
    m_type->onCommit([this](const QVariant &) {
        showType();
        m_field->refuse(m_field->text().isEmpty() ? QString() : read(m_field->text(), nullptr).value_or(QString()));
        emit changed();
        return Refusal();
    });
}

void ValueField::fixType(value::Type type)
{
    m_isFixed = true;
    m_type->setValue(toQString(value::tagOf(type)));
    m_type->hide();
    m_field->setToolTip(tr("The key attribute is a %1").arg(nameOf(type).toLower()));
    showType();
}

void ValueField::showType()
{
    const value::Type shown = type();
    const bool isNull = shown == value::Type::Null;
    m_field->line().setReadOnly(isNull);
    switch (shown) {
    case value::Type::Bool: m_field->setPlaceholder(tr("true or false")); break;
    case value::Type::Null: m_field->setPlaceholder(tr("null")); break;
    case value::Type::M: m_field->setPlaceholder(QStringLiteral("{\"name\": \"value\"}")); break;
    case value::Type::L:
    case value::Type::Ss: m_field->setPlaceholder(QStringLiteral("[\"a\", \"b\"]")); break;
    case value::Type::Ns: m_field->setPlaceholder(QStringLiteral("[\"1\", \"2\"]")); break;
    case value::Type::B: m_field->setPlaceholder(tr("Base64")); break;
    default: m_field->setPlaceholder(m_many ? tr("Values, with commas between them") : tr("Value"));
    }
}

value::Type ValueField::type() const
{
    return value::typeFromTag(m_type->value().toString().toStdString()).value_or(value::Type::S);
}

Refusal ValueField::read(const QString &text, std::vector<value::AttributeValue> *values) const
{
    const value::Type wanted = type();
    const bool isSplit = m_many && wanted != value::Type::M && wanted != value::Type::L;
    const QStringList texts = isSplit ? text.split(QLatin1Char(',')) : QStringList{text};
    try {
        for (const QString &each : texts) {
            const QString typed = wanted == value::Type::Null ? QStringLiteral("null") : isSplit ? each.trimmed() : each;
            value::AttributeValue value = model::valueFromText(typed.toStdString(), wanted);
            if (values != nullptr)
                values->push_back(std::move(value));
        }
    } catch (const model::EditError &error) {
        return toQString(error.what());
    }
    return std::nullopt;
}

void ValueField::setValues(const std::vector<value::AttributeValue> &values)
{
    if (!values.empty() && !m_isFixed)
        m_type->setValue(toQString(value::tagOf(values.front().type())));
    showType();
    m_field->takeBack();
    m_field->setValue(textOfValues(values));
}

std::vector<value::AttributeValue> ValueField::values() const
{
    std::vector<value::AttributeValue> values;
    const bool mayBeEmpty = type() == value::Type::Null || (type() == value::Type::S && !m_isFixed && !m_many);
    if ((m_field->text().isEmpty() && !mayBeEmpty) || read(m_field->text(), &values))
        return {};
    return values;
}

bool ValueField::check()
{
    if (!values().empty()) {
        m_field->refuse({});
        return true;
    }
    m_field->refuse(m_field->text().isEmpty() ? tr("Enter a value.") : read(m_field->text(), nullptr).value_or(tr("Enter a value.")));
    return false;
}

} // namespace keywright::ui
