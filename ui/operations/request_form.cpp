#include "ui/operations/request_form.h"

#include <limits>

#include <QScopedValueRollback>
#include <QVBoxLayout>

#include "ui/code/code_editor.h"
#include "ui/data/value_text.h"
#include "ui/design/form_rows.h"
#include "ui/document/text.h"
#include "ui/operations/expression_rows.h"
#include "ui/operations/value_field.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/chooser.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/labels.h"
#include "ui/parts/number_field.h"
#include "ui/parts/text_field.h"
#include "ui/parts/toggle_field.h"
#include "ui/parts/toggle_switch.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

using model::OperationKind;

namespace {

constexpr int kItemHeight = 170;
constexpr int kOperatorWidth = 140;

value::Type typeOf(schema::KeyType type)
{
    return value::typeFromTag(schema::textOf(type)).value_or(value::Type::S);
}

/// What the person has typed of a condition is nothing while it has no row.
QString sentenceOf(OperationKind kind)
{
    return kind == OperationKind::ConditionCheck ? RequestForm::tr("What must hold") : RequestForm::tr("Only if");
}

} // namespace

RequestForm::RequestForm(QWidget *parent) : QWidget(parent), m_rows(new FormRows)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_rows);
    column->addStretch();
}

void RequestForm::setTables(const KnownTables &tables)
{
    if (tables == m_tables)
        return;
    const session::DraftedOperation kept = m_table != nullptr ? operation() : m_shown;
    m_tables = tables;
    show(kept, m_isPart);
}

bool RequestForm::isRead() const
{
    return m_shown.kind == OperationKind::Query || m_shown.kind == OperationKind::Scan;
}

void RequestForm::show(const session::DraftedOperation &operation, bool isPart)
{
    m_isPart = isPart;
    m_shown = operation;
    if (m_shown.table.empty() && !m_tables.empty())
        m_shown.table = m_tables.front().definition.name;
    const KnownTable *table = findTable(m_tables, m_shown.table);
    if (isSearch() && table != nullptr && vectorIndex() == nullptr && !table->definition.vectorIndexes.empty())
        m_shown.index = table->definition.vectorIndexes.front().name;
    if (isSearch())
        takePartition();
    build();
    fill();
}

void RequestForm::build()
{
    m_rows->clear();
    m_keys.clear();
    m_index = m_order = m_returned = nullptr;
    m_item = nullptr;
    m_itemNote = nullptr;
    m_typedItem = m_consistent = nullptr;
    m_update = m_condition = nullptr;
    m_projection = nullptr;
    m_limit = nullptr;
    m_vector = nullptr;
    buildPlace();
    if (m_shown.kind == OperationKind::PutItem)
        buildItem();
    else if (isSearch())
        buildSearch();
    else if (m_shown.kind != OperationKind::Scan)
        buildKey();
    buildExpressions();
    buildOptions();
}

void RequestForm::buildPlace()
{
    m_table = new ChoiceField(tr("Table"));
    m_table->setObjectName(QStringLiteral("opTable"));
    for (const KnownTable &table : m_tables)
        m_table->addChoice(toQString(table.definition.name), toQString(table.definition.name));
    m_table->onCommit([this](const QVariant &) {
        reshape();
        return Refusal();
    });
    m_rows->addField(tr("Table"), m_table);
    if (!isRead() && !isSearch())
        return;
    m_index = new ChoiceField(isSearch() ? tr("Vector index") : tr("Index"));
    m_index->setObjectName(QStringLiteral("opIndex"));
    if (isRead())
        m_index->addChoice(tr("None: the table itself"), QString());
    const KnownTable *table = findTable(m_tables, m_shown.table);
    if (table != nullptr && isSearch())
        for (const schema::VectorIndexDefinition &index : table->definition.vectorIndexes)
            m_index->addChoice(toQString(index.name), toQString(index.name));
    if (table != nullptr && isRead())
        for (const auto *indexes : {&table->definition.localIndexes, &table->definition.globalIndexes})
            for (const schema::IndexDefinition &index : *indexes)
                m_index->addChoice(toQString(index.name), toQString(index.name));
    m_index->onCommit([this](const QVariant &) {
        reshape();
        return Refusal();
    });
    m_rows->addField(tr("Index"), m_index);
}

void RequestForm::buildKey()
{
    const KnownTable *table = findTable(m_tables, m_shown.table);
    if (table == nullptr)
        return;
    const schema::KeySchema &key = keyOf(table->definition, m_shown.index);
    m_rows->addSection(m_shown.kind == OperationKind::Query ? tr("Key condition: what is read") : tr("Key of the item"));
    for (const auto *part : {&key.partition, &key.sort}) {
        for (const schema::KeyAttribute &attribute : *part) {
            if (m_shown.kind == OperationKind::Query) {
                buildQueryKey(attribute, part == &key.sort);
                continue;
            }
            const QString name = toQString(attribute.name);
            auto *value = new ValueField(name, QStringLiteral("key_") + name);
            value->fixType(typeOf(attribute.type));
            m_rows->addField(name, value, FormRows::Width::Full, true);
            m_keys.push_back({attribute.name, part == &key.sort, nullptr, value, nullptr});
            connect(value, &ValueField::changed, this, &RequestForm::changed);
        }
    }
}

void RequestForm::buildQueryKey(const schema::KeyAttribute &attribute, bool isSort)
{
    const QString name = toQString(attribute.name);
    KeyField field{attribute.name, isSort, nullptr, new ValueField(name, QStringLiteral("key_") + name), nullptr};
    field.value->fixType(typeOf(attribute.type));
    connect(field.value, &ValueField::changed, this, &RequestForm::changed);
    if (!isSort) {
        m_rows->addField(name, field.value, FormRows::Width::Full, true);
        m_keys.push_back(field);
        return;
    }
    field.upper = new ValueField(tr("Upper bound of %1").arg(name), QStringLiteral("upper_") + name);
    field.upper->fixType(typeOf(attribute.type));
    connect(field.upper, &ValueField::changed, this, &RequestForm::changed);
    field.op = new ChoiceField(tr("Comparison of %1").arg(name));
    field.op->setObjectName(QStringLiteral("compare_") + name);
    field.op->addChoice(tr("any"), QString());
    using enum expression::KeyOperator;
    for (const auto op : {Equal, Less, LessOrEqual, Greater, GreaterOrEqual, Between, BeginsWith}) {
        if (op == BeginsWith && attribute.type == schema::KeyType::N)
            continue; // numbers have no beginning
        const QString text = toQString(expression::textOf(op));
        field.op->addChoice(op == BeginsWith ? tr("begins with") : text, text);
    }
    field.op->setValue(QString());
    field.op->chooser().setFixedWidth(kOperatorWidth);
    auto *both = new QWidget;
    auto *column = new QVBoxLayout(both);
    column->setContentsMargins({});
    column->setSpacing(space::kXs);
    column->addWidget(field.op, 0, Qt::AlignLeft);
    column->addWidget(field.value);
    column->addWidget(field.upper);
    m_rows->addField(name, both, FormRows::Width::Full, true);
    m_keys.push_back(field);
    field.op->onCommit([this, field](const QVariant &) {
        showSortValues(field);
        emit changed();
        return Refusal();
    });
    showSortValues(field);
}

void RequestForm::showSortValues(const KeyField &field)
{
    const QString op = field.op->value().toString();
    field.value->setVisible(!op.isEmpty());
    field.upper->setVisible(op == toQString(expression::textOf(expression::KeyOperator::Between)));
}

void RequestForm::buildItem()
{
    m_rows->addSection(tr("Item"));
    m_item = new CodeEditor(tr("Item as JSON"));
    m_item->setObjectName(QStringLiteral("opItem"));
    m_item->setLanguage(CodeLanguage::Json);
    m_item->setFixedHeight(kItemHeight);
    m_itemNote = new FieldNote;
    m_itemNote->setObjectName(QStringLiteral("opItemNote"));
    m_typedItem = new ToggleField(tr("With type tags, as sets and binaries need them"));
    m_typedItem->setObjectName(QStringLiteral("opItemTyped"));
    m_rows->addWide(m_item);
    m_rows->addWide(m_itemNote);
    m_rows->addWide(m_typedItem);
    connect(m_item, &CodeEditor::edited, this, [this] {
        checkItem();
        emit changed();
    });
    m_typedItem->onCommit([this](bool typed) -> Refusal {
        const auto item = itemOf(m_item->text(), !typed);
        if (!item)
            return item.error().sentence;
        if (!typed && !isPlain(*item))
            return tr("This item has sets or binaries, which only type tags can say.");
        m_item->setText(textOf(*item, typed));
        return std::nullopt;
    });
}

QStringList RequestForm::placeNames() const
{
    const KnownTable *table = findTable(m_tables, m_shown.table);
    return table != nullptr ? table->attributes : QStringList();
}

void RequestForm::buildExpressions()
{
    const OperationKind kind = m_shown.kind;
    if (kind == OperationKind::UpdateItem) {
        m_rows->addSection(tr("Changes"));
        m_update = new ExpressionFields(ExpressionFields::Purpose::Update, QStringLiteral("update"));
        m_rows->addWide(m_update);
    }
    if (isSearch()) {
        buildInlineFilters();
        return;
    }
    if (isRead()) {
        m_rows->addSection(tr("Filter: dropped after reading"));
        m_condition = new ExpressionFields(ExpressionFields::Purpose::Filter, QStringLiteral("filter"));
        m_rows->addWide(m_condition);
    } else if (kind != OperationKind::GetItem) {
        m_rows->addSection(sentenceOf(kind));
        m_condition = new ExpressionFields(ExpressionFields::Purpose::Condition, QStringLiteral("condition"));
        m_rows->addWide(m_condition);
    }
    for (ExpressionFields *fields : {m_update, m_condition}) {
        if (fields == nullptr)
            continue;
        fields->setNames(placeNames());
        connect(fields, &ExpressionFields::changed, this, &RequestForm::changed);
    }
}

void RequestForm::buildOptions()
{
    const OperationKind kind = m_shown.kind;
    const bool isGet = kind == OperationKind::GetItem;
    const auto announce = [this](const QVariant &) {
        emit changed();
        return Refusal();
    };
    if (isRead() || isGet || !m_isPart)
        m_rows->addSection(tr("Answer"));
    if (isSearch())
        buildTopK();
    if (isRead() || isGet || isSearch()) {
        m_projection = new TextField(tr("Attributes to return"));
        m_projection->setObjectName(QStringLiteral("opProjection"));
        m_projection->line().setObjectName(QStringLiteral("opProjection_line"));
        m_projection->setMono(true);
        m_projection->setPlaceholder(tr("All attributes"));
        m_rows->addField(tr("Attributes"), m_projection);
        connect(m_projection, &TextField::edited, this, &RequestForm::changed);
    }
    if (kind == OperationKind::Query) {
        m_order = new ChoiceField(tr("Order"));
        m_order->setObjectName(QStringLiteral("opOrder"));
        m_order->addChoice(tr("Sort key ascending"), false);
        m_order->addChoice(tr("Sort key descending"), true);
        m_order->onCommit(announce);
        m_rows->addField(tr("Order"), m_order);
    }
    if (isRead()) {
        m_limit = new NumberField(tr("Items to read for a page"), 1, std::numeric_limits<int>::max());
        m_limit->setObjectName(QStringLiteral("opLimit"));
        m_limit->line().setObjectName(QStringLiteral("opLimit_line"));
        m_limit->setOptional(tr("1 MB"));
        m_limit->setToolTip(tr("Items to read for a page, before the filter. Without it a page is 1 MB."));
        m_rows->addField(tr("Limit"), m_limit, FormRows::Width::Number);
        connect(m_limit, &TextField::edited, this, &RequestForm::changed);
    }
    const bool isOfTransaction = m_isPart; // transactions are serializable, and a batch says it once for all keys
    if ((isRead() || isGet) && !isOfTransaction) {
        m_consistent = new ToggleField(tr("Strongly consistent read"));
        m_consistent->setObjectName(QStringLiteral("opConsistent"));
        m_consistent->onCommit([this](bool) {
            emit changed();
            return Refusal();
        });
        m_rows->addWide(m_consistent);
    }
    if (!isRead() && !isGet && !isSearch() && !m_isPart) {
        m_returned = new ChoiceField(tr("Return values"));
        m_returned->setObjectName(QStringLiteral("opReturn"));
        m_returned->addChoice(tr("Nothing"), QString());
        m_returned->addChoice(tr("The item before (ALL_OLD)"), QStringLiteral("ALL_OLD"));
        if (kind == OperationKind::UpdateItem) {
            m_returned->addChoice(tr("The item after (ALL_NEW)"), QStringLiteral("ALL_NEW"));
            m_returned->addChoice(tr("Changed attributes before (UPDATED_OLD)"), QStringLiteral("UPDATED_OLD"));
            m_returned->addChoice(tr("Changed attributes after (UPDATED_NEW)"), QStringLiteral("UPDATED_NEW"));
        }
        m_returned->onCommit(announce);
        m_rows->addField(tr("Return"), m_returned);
    }
}

void RequestForm::fill()
{
    const QScopedValueRollback<bool> filling(m_filling, true);
    m_table->setValue(toQString(m_shown.table));
    if (m_index != nullptr)
        m_index->setValue(toQString(m_shown.index));
    for (const KeyField &field : m_keys) {
        if (const value::AttributeValue *value = m_shown.key.find(field.attribute))
            field.value->setValues({*value});
        for (const expression::KeyTerm &term : m_shown.keyTerms) {
            if (term.attribute != field.attribute || term.values.empty())
                continue;
            field.value->setValues({term.values.front()});
            if (field.op == nullptr)
                continue;
            field.op->setValue(toQString(expression::textOf(term.op)));
            if (term.values.size() > 1)
                field.upper->setValues({term.values[1]});
            showSortValues(field);
        }
    }
    fillVector();
    if (m_item != nullptr)
        fillItem();
    for (ExpressionFields *fields : {m_update, m_condition})
        if (fields != nullptr)
            fields->show(m_shown);
    QStringList projection;
    for (const std::string &path : m_shown.projection)
        projection << toQString(path);
    if (m_projection != nullptr)
        m_projection->setValue(projection.join(QStringLiteral(", ")));
    if (m_order != nullptr)
        m_order->setValue(m_shown.descending);
    if (m_limit != nullptr)
        m_limit->setNumber(m_shown.limit);
    if (m_consistent != nullptr)
        m_consistent->setValue(m_shown.consistentRead);
    if (m_returned != nullptr)
        m_returned->setValue(toQString(m_shown.returnValues));
}

/// An empty item begins with the key that it must have.
void RequestForm::fillItem()
{
    value::Item item = m_shown.item;
    if (const KnownTable *table = findTable(m_tables, m_shown.table); table != nullptr && item.empty())
        for (const auto *part : {&table->definition.key.partition, &table->definition.key.sort})
            for (const schema::KeyAttribute &attribute : *part)
                item.set(attribute.name,
                         attribute.type == schema::KeyType::N ? value::AttributeValue::number(0) : value::AttributeValue(""));
    const bool typed = !isPlain(item);
    m_typedItem->setValue(typed);
    m_item->setText(textOf(item, typed));
}

/// Another table or index: other keys. What fits stays.
void RequestForm::reshape()
{
    if (m_filling)
        return;
    session::DraftedOperation kept = operation();
    const KnownTable *table = findTable(m_tables, kept.table);
    if (table == nullptr || (!kept.index.empty() && !table->definition.hasIndex(kept.index)))
        kept.index.clear();
    if (m_shown.table != kept.table)
        kept.item = {};
    show(kept, m_isPart);
    emit changed();
}

session::DraftedOperation RequestForm::operation() const
{
    session::DraftedOperation operation;
    operation.kind = m_shown.kind;
    operation.table = m_table->value().toString().toStdString();
    if (m_index != nullptr)
        operation.index = m_index->value().toString().toStdString();
    for (const KeyField &field : m_keys) {
        std::vector<value::AttributeValue> values = field.value->values();
        if (isSearch()) {
            if (!values.empty())
                operation.keyTerms.push_back({field.attribute, expression::KeyOperator::Equal, std::move(values)});
            continue;
        }
        if (m_shown.kind != OperationKind::Query) {
            if (!values.empty())
                operation.key.set(field.attribute, values.front());
            continue;
        }
        const QString op = field.op != nullptr ? field.op->value().toString() : QStringLiteral("=");
        const auto known = expression::keyOperatorFromText(op.toStdString());
        if (!known || values.empty())
            continue;
        if (*known == expression::KeyOperator::Between)
            for (const value::AttributeValue &upper : field.upper->values())
                values.push_back(upper);
        operation.keyTerms.push_back({field.attribute, *known, std::move(values)});
    }
    operation.searchVector = searchedVector();
    if (m_item != nullptr)
        if (auto item = itemOf(m_item->text(), m_typedItem->value()))
            operation.item = std::move(*item);
    for (const ExpressionFields *fields : {m_update, m_condition})
        if (fields != nullptr)
            fields->takeInto(operation);
    if (m_projection != nullptr)
        for (const QString &path : m_projection->text().split(QLatin1Char(','), Qt::SkipEmptyParts))
            if (!path.trimmed().isEmpty())
                operation.projection.push_back(path.trimmed().toStdString());
    if (m_order != nullptr)
        operation.descending = m_order->value().toBool();
    if (m_limit != nullptr)
        operation.limit = m_limit->number();
    if (m_consistent != nullptr)
        operation.consistentRead = m_consistent->value();
    if (m_returned != nullptr)
        operation.returnValues = m_returned->value().toString().toStdString();
    return operation;
}

bool RequestForm::checkKeys()
{
    bool isGood = true;
    for (const KeyField &field : m_keys) {
        if (field.op != nullptr && field.op->value().toString().isEmpty())
            continue;
        const bool isWhole = field.value->check() && (field.upper == nullptr || field.upper->isHidden() || field.upper->check());
        if (!isWhole && isGood)
            field.value->setFocus();
        isGood = isGood && isWhole;
    }
    return isGood;
}

bool RequestForm::checkItem()
{
    const auto item = itemOf(m_item->text(), m_typedItem->value());
    if (item) {
        m_itemNote->clear();
        m_item->clearError();
        return true;
    }
    m_itemNote->say(item.error().sentence);
    m_item->markError(item.error().line, item.error().column);
    return false;
}

bool RequestForm::check()
{
    bool isGood = m_table->chooser().count() > 0;
    m_table->refuse(isGood ? QString() : tr("There is no table on this connection."));
    isGood = checkKeys() && isGood;
    if (isSearch() && !checkSearch(isGood))
        isGood = false;
    if (m_item != nullptr && !checkItem()) {
        if (isGood)
            m_item->setFocus();
        isGood = false;
    }
    for (ExpressionFields *fields : {m_update, m_condition})
        if (fields != nullptr)
            isGood = fields->check() && isGood;
    if (m_limit != nullptr && !m_limit->refusal().isEmpty())
        isGood = false;
    return isGood;
}

} // namespace keywright::ui
