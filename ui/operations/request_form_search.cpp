// The form's fields of a search of a vector index.
#include <algorithm>
#include <optional>

#include <QRegularExpression>

#include "core/expression/aliasing.h"
#include "core/schema/limits.h"
#include "core/value/dynamodb_json.h"
#include "ui/design/form_rows.h"
#include "ui/document/text.h"
#include "ui/operations/expression_rows.h"
#include "ui/operations/request_form.h"
#include "ui/operations/value_field.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/number_field.h"
#include "ui/parts/text_field.h"

namespace keywright::ui {

using model::OperationKind;

namespace {

/// Nullopt where a word is no number.
std::optional<std::vector<value::AttributeValue>> numbersIn(QString text)
{
    text.remove(QLatin1Char('[')).remove(QLatin1Char(']'));
    std::vector<value::AttributeValue> numbers;
    static const QRegularExpression between(QStringLiteral("[,;\\s]+"));
    for (const QString &word : text.split(between, Qt::SkipEmptyParts)) {
        const auto number = value::Decimal::parse(word.toStdString());
        if (!number)
            return std::nullopt;
        numbers.emplace_back(*number);
    }
    return numbers;
}

QString numbersText(const std::vector<value::AttributeValue> &numbers)
{
    QStringList words;
    for (const value::AttributeValue &number : numbers)
        words << toQString(value::displayText(number));
    return words.join(QStringLiteral(", "));
}

} // namespace

bool RequestForm::isSearch() const
{
    return m_shown.kind == OperationKind::SearchVectors;
}

const schema::VectorIndexDefinition *RequestForm::vectorIndex() const
{
    const KnownTable *table = findTable(m_tables, m_shown.table);
    return isSearch() && table != nullptr ? table->definition.findVectorIndex(m_shown.index) : nullptr;
}

/// A request has the partition among its conditions; the form has a field of its own for it.
void RequestForm::takePartition()
{
    const schema::VectorIndexDefinition *index = vectorIndex();
    const schema::KeyAttribute *partition = index != nullptr ? index->partition() : nullptr;
    std::vector<session::ConditionRow> &rows = m_shown.condition.rows;
    const bool hasChoice = std::any_of(rows.begin(), rows.end(), [](const session::ConditionRow &row) { return row.isAlternative; });
    if (partition == nullptr || hasChoice || m_shown.condition.isTyped)
        return;
    const auto row = std::find_if(rows.begin(), rows.end(), [partition](const session::ConditionRow &each) {
        return each.attribute == expression::quotedName(partition->name) && each.test == session::ConditionTest::Equal;
    });
    if (row == rows.end())
        return;
    m_shown.keyTerms = {{partition->name, expression::KeyOperator::Equal, row->values}};
    rows.erase(row);
}

void RequestForm::buildSearch()
{
    const schema::VectorIndexDefinition *index = vectorIndex();
    if (index == nullptr) {
        m_index->refuse(tr("This table has no vector index. Add one to it in Design, or choose another table."));
        return;
    }
    m_rows->addSection(tr("What is looked for"));
    if (const schema::KeyAttribute *partition = index->partition()) {
        const QString name = toQString(partition->name);
        auto *value = new ValueField(name, QStringLiteral("key_") + name);
        value->fixType(value::typeFromTag(schema::textOf(partition->type)).value_or(value::Type::S));
        m_rows->addField(name, value, FormRows::Width::Full, true);
        m_keys.push_back({partition->name, false, nullptr, value, nullptr});
        connect(value, &ValueField::changed, this, &RequestForm::changed);
    }
    m_vector = new TextField(tr("Vector"));
    m_vector->setObjectName(QStringLiteral("opVector"));
    m_vector->line().setObjectName(QStringLiteral("opVector_line"));
    m_vector->setMono(true);
    m_vector->setPlaceholder(index->dimensions == 1 ? tr("1 number") : tr("%1 numbers, such as 0.25, -1, …").arg(index->dimensions));
    m_vector->setToolTip(tr("Numbers with commas or spaces between them, as many as the index has dimensions"));
    m_rows->addField(tr("Vector"), m_vector);
    connect(m_vector, &TextField::edited, this, [this] {
        m_vector->refuse({});
        emit changed();
    });
}

Refusal RequestForm::vectorFault() const
{
    const schema::VectorIndexDefinition *index = vectorIndex();
    const auto numbers = numbersIn(m_vector->text());
    if (!numbers)
        return tr("Write numbers with commas between them, such as 0.25, -1.");
    const auto count = static_cast<std::int64_t>(numbers->size());
    if (index != nullptr && count != index->dimensions)
        return tr("%1 has %2 dimensions, and here are %3 numbers.").arg(toQString(index->name)).arg(index->dimensions).arg(count);
    return std::nullopt;
}

bool RequestForm::checkVector()
{
    const Refusal fault = vectorFault();
    m_vector->refuse(fault.value_or(QString()));
    return !fault;
}

void RequestForm::buildInlineFilters()
{
    const schema::VectorIndexDefinition *index = vectorIndex();
    QStringList filters;
    for (std::size_t i = 0; index != nullptr && i < index->searchSchema.size(); ++i)
        if (!index->searchSchema[i].isPartition)
            filters << toQString(index->searchSchema[i].attribute.name);
    if (filters.isEmpty() && m_shown.condition == session::ConditionDraft())
        return; // nothing else can be asked for
    m_rows->addSection(tr("Only items where"));
    m_condition = new ExpressionFields(ExpressionFields::Purpose::Filter, QStringLiteral("filter"));
    m_rows->addWide(m_condition);
    m_condition->setNames(filters);
    connect(m_condition, &ExpressionFields::changed, this, &RequestForm::changed);
}

void RequestForm::buildTopK()
{
    m_limit = new NumberField(tr("How many of the most similar items"), 1, schema::kMaxSearchResults);
    m_limit->setObjectName(QStringLiteral("opTopK"));
    m_limit->line().setObjectName(QStringLiteral("opTopK_line"));
    m_limit->setToolTip(tr("How many items the search gives, the most similar first: 1 to %1").arg(schema::kMaxSearchResults));
    m_rows->addField(tr("Nearest"), m_limit, FormRows::Width::Number);
    connect(m_limit, &TextField::edited, this, &RequestForm::changed);
}

void RequestForm::fillVector()
{
    if (m_vector != nullptr)
        m_vector->setValue(numbersText(m_shown.searchVector));
}

std::vector<value::AttributeValue> RequestForm::searchedVector() const
{
    const auto numbers = m_vector == nullptr ? std::nullopt : numbersIn(m_vector->text());
    return numbers.value_or(std::vector<value::AttributeValue>());
}

bool RequestForm::checkSearch(bool takesFocus)
{
    if (m_vector == nullptr)
        return false; // the reason stands at the index
    if (!m_limit->number())
        m_limit->refuse(tr("Say how many items to give: 1 to %1.").arg(schema::kMaxSearchResults));
    const bool isGood = checkVector();
    if (!isGood && takesFocus)
        m_vector->line().setFocus();
    return isGood;
}

} // namespace keywright::ui
