#include "ui/operations/expression_rows.h"

#include <algorithm>

#include <QCompleter>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStringListModel>
#include <QToolButton>

#include "core/expression/mentions.h"
#include "core/model/step_edits.h"
#include "ui/document/text.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/chooser.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/labels.h"
#include "ui/parts/text_field.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kJoinWidth = 68;
constexpr int kKindWidth = 124;
constexpr int kSeveral = -1;

QList<ExpressionRow::Kind> testKinds()
{
    const auto tr = [](const char *text) { return ExpressionRow::tr(text); };
    return {{tr("="), 1},           {tr("≠"), 1},        {tr("<"), 1},       {tr("≤"), 1},
            {tr(">"), 1},           {tr("≥"), 1},        {tr("between"), 2}, {tr("is one of"), kSeveral},
            {tr("begins with"), 1}, {tr("contains"), 1}, {tr("exists"), 0},  {tr("does not exist"), 0}};
}

QList<ExpressionRow::Kind> changeKinds()
{
    const auto tr = [](const char *text) { return ExpressionRow::tr(text); };
    return {{tr("set to"), 1}, {tr("set if missing"), 1}, {tr("increase by"), 1}, {tr("append"), 1}, {tr("remove"), 0},
            {tr("add"), 1},    {tr("delete from set"), 1}};
}

void complete(QLineEdit &line, const QStringList &names)
{
    auto *completer = new QCompleter(names, &line);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    line.setCompleter(completer);
}

} // namespace

ExpressionRow::ExpressionRow(const QString &id, const QList<Kind> &kinds, bool canJoin, QWidget *parent)
    : QWidget(parent),
      m_kinds(kinds),
      m_attribute(new TextField(tr("Attribute"))),
      m_kind(new ChoiceField(tr("Comparison"))),
      m_first(new ValueField(tr("Value"), id + QStringLiteral("_value"))),
      m_second(new ValueField(tr("Upper value"), id + QStringLiteral("_upper")))
{
    auto *head = new QHBoxLayout;
    head->setSpacing(space::kXs);
    if (canJoin) {
        m_join = new ChoiceField(tr("Joined by"));
        m_join->addChoice(tr("AND"), false);
        m_join->addChoice(tr("OR"), true);
        m_join->setValue(false);
        m_join->setObjectName(id + QStringLiteral("_join"));
        m_join->chooser().setFixedWidth(kJoinWidth);
        m_join->onCommit([this](const QVariant &) {
            emit changed();
            return Refusal();
        });
        head->addWidget(m_join, 0, Qt::AlignTop);
    }
    m_attribute->setObjectName(id + QStringLiteral("_attribute"));
    m_attribute->line().setObjectName(id + QStringLiteral("_attribute_line"));
    m_attribute->setMono(true);
    m_attribute->setPlaceholder(tr("Attribute"));
    for (int i = 0; i < kinds.size(); ++i)
        m_kind->addChoice(kinds[i].text, i);
    m_kind->setValue(0);
    m_kind->setObjectName(id + QStringLiteral("_kind"));
    m_kind->chooser().setFixedWidth(kKindWidth);
    auto *remove = makeIconButton(QStringLiteral("delete"), tr("Remove this row"));
    remove->setObjectName(id + QStringLiteral("_remove"));
    head->addWidget(m_attribute, 1, Qt::AlignTop);
    head->addWidget(m_kind, 0, Qt::AlignTop);
    head->addWidget(remove, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, space::kXs);
    column->setSpacing(space::kXs);
    column->addLayout(head);
    column->addWidget(m_first);
    column->addWidget(m_second);
    connect(m_attribute, &TextField::edited, this, &ExpressionRow::changed);
    connect(m_first, &ValueField::changed, this, &ExpressionRow::changed);
    connect(m_second, &ValueField::changed, this, &ExpressionRow::changed);
    connect(remove, &QToolButton::clicked, this, &ExpressionRow::removeWanted);
    m_kind->onCommit([this](const QVariant &) {
        showValues();
        emit changed();
        return Refusal();
    });
    setFocusProxy(m_attribute);
    showValues();
}

void ExpressionRow::setNames(const QStringList &attributes)
{
    complete(m_attribute->line(), attributes);
}

void ExpressionRow::showValues()
{
    const int wanted = m_kinds[kind()].values;
    m_first->setVisible(wanted != 0);
    m_first->setMany(wanted == kSeveral);
    m_second->setVisible(wanted == 2);
}

void ExpressionRow::setRow(bool isAlternative, const QString &attribute, int kind, const std::vector<value::AttributeValue> &values)
{
    if (m_join != nullptr)
        m_join->setValue(isAlternative);
    m_attribute->setValue(attribute);
    m_kind->setValue(kind);
    showValues();
    const int wanted = m_kinds[kind].values;
    if (wanted == 2 && values.size() == 2) {
        m_first->setValues({values[0]});
        m_second->setValues({values[1]});
    } else if (wanted != 0 && !values.empty()) {
        m_first->setValues(values);
    }
}

bool ExpressionRow::isAlternative() const
{
    return m_join != nullptr && m_join->value().toBool();
}

QString ExpressionRow::attribute() const
{
    return m_attribute->text();
}

int ExpressionRow::kind() const
{
    return m_kind->value().toInt();
}

std::vector<value::AttributeValue> ExpressionRow::values() const
{
    const int wanted = m_kinds[kind()].values;
    if (wanted == 0)
        return {};
    std::vector<value::AttributeValue> values = m_first->values();
    if (wanted == 2)
        for (const value::AttributeValue &upper : m_second->values())
            values.push_back(upper);
    return values;
}

bool ExpressionRow::check()
{
    const bool isNamed = !attribute().isEmpty();
    m_attribute->refuse(isNamed ? QString() : tr("Name an attribute."));
    const int wanted = m_kinds[kind()].values;
    const bool first = wanted == 0 || m_first->check();
    const bool second = wanted != 2 || m_second->check();
    return isNamed && first && second;
}

ExpressionFields::ExpressionFields(Purpose purpose, const QString &id, QWidget *parent)
    : QWidget(parent),
      m_purpose(purpose),
      m_id(id),
      m_rowsLayout(new QVBoxLayout),
      m_rowsPage(new QWidget),
      m_typedPage(new QWidget),
      m_text(new TextField(purpose == Purpose::Update       ? tr("Update expression")
                               : purpose == Purpose::Filter ? tr("Filter expression")
                                                            : tr("Condition expression"))),
      m_placeholders(new QVBoxLayout),
      m_mode(new QToolButton)
{
    auto *add = new QPushButton(icon(QStringLiteral("add")), purpose == Purpose::Update ? tr("Add a change") : tr("Add a comparison"));
    add->setObjectName(id + QStringLiteral("_add"));
    add->setProperty("flat", true);
    m_mode->setObjectName(id + QStringLiteral("_mode"));
    auto *tools = new QHBoxLayout;
    tools->setContentsMargins({});
    tools->addWidget(add);
    tools->addStretch();
    tools->addWidget(m_mode);
    auto *rows = new QVBoxLayout(m_rowsPage);
    rows->setContentsMargins({});
    rows->setSpacing(0);
    m_rowsLayout->setSpacing(0);
    rows->addLayout(m_rowsLayout);
    m_text->setObjectName(id + QStringLiteral("_text"));
    m_text->line().setObjectName(id + QStringLiteral("_text_line"));
    m_text->setMono(true);
    m_text->setPlaceholder(purpose == Purpose::Update ? QStringLiteral("SET total = :total REMOVE note")
                                                      : QStringLiteral("total > :least AND NOT contains(tags, :tag)"));
    auto *typed = new QVBoxLayout(m_typedPage);
    typed->setContentsMargins({});
    typed->setSpacing(space::kXs);
    typed->addWidget(m_text);
    m_placeholders->setSpacing(space::kXs);
    typed->addLayout(m_placeholders);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(space::kXs);
    column->addWidget(m_rowsPage);
    column->addWidget(m_typedPage);
    column->addLayout(tools);
    connect(add, &QPushButton::clicked, this, [this] {
        ExpressionRow *row = addRow();
        row->setFocus();
        emit changed();
    });
    connect(m_mode, &QToolButton::clicked, this, &ExpressionFields::switchMode);
    m_text->setCheck([this](const QString &) { return fault(); });
    connect(m_text, &TextField::edited, this, [this] {
        showPlaceholders();
        emit changed();
    });
    setTyped(false);
}

void ExpressionFields::setNames(const QStringList &attributes)
{
    m_names = attributes;
    for (ExpressionRow *row : m_rows)
        row->setNames(attributes);
}

void ExpressionFields::setTyped(bool typed)
{
    m_typed = typed;
    m_rowsPage->setVisible(!typed);
    m_typedPage->setVisible(typed);
    findChild<QPushButton *>(m_id + QStringLiteral("_add"))->setVisible(!typed);
    m_mode->setText(typed ? tr("Build by rows") : tr("Type it"));
    m_mode->setToolTip(typed ? tr("Begins again with rows; the text is kept until the form is closed")
                             : tr("Writes the expression as text, with everything that expressions can say"));
}

/// What the rows say becomes the text; from the text to rows the text stays for the way back.
void ExpressionFields::switchMode()
{
    if (!m_typed) {
        value::AttributeMap values;
        const QString text = rowsText(values);
        for (const auto &[name, value] : values)
            m_known.set(name, value);
        if (!text.isEmpty()) {
            m_text->takeBack();
            m_text->setValue(text);
        }
    }
    setTyped(!m_typed);
    showPlaceholders();
    emit changed();
}

ExpressionRow *ExpressionFields::addRow()
{
    const QString id = QStringLiteral("%1%2").arg(m_id).arg(m_rows.size());
    const bool isUpdate = m_purpose == Purpose::Update;
    auto *row = new ExpressionRow(id, isUpdate ? changeKinds() : testKinds(), !isUpdate && !m_rows.empty());
    row->setNames(m_names);
    row->setObjectName(id);
    m_rowsLayout->addWidget(row);
    row->show();
    m_rows.push_back(row);
    connect(row, &ExpressionRow::changed, this, &ExpressionFields::changed);
    connect(row, &ExpressionRow::removeWanted, this, [this, row] {
        // Names and joiners count from the first row, so those that stay are made anew.
        session::DraftedOperation kept;
        std::erase(m_rows, row);
        row->hide();
        row->deleteLater();
        takeInto(kept);
        show(kept);
        emit changed();
    });
    return row;
}

session::ConditionDraft ExpressionFields::conditionOfRows() const
{
    session::ConditionDraft draft;
    for (const ExpressionRow *row : m_rows)
        draft.rows.push_back(
            {row->isAlternative(), row->attribute().toStdString(), static_cast<session::ConditionTest>(row->kind()), row->values()});
    return draft;
}

session::UpdateDraft ExpressionFields::updateOfRows() const
{
    session::UpdateDraft draft;
    for (const ExpressionRow *row : m_rows) {
        const std::vector<value::AttributeValue> values = row->values();
        draft.rows.push_back({static_cast<session::UpdateChange>(row->kind()), row->attribute().toStdString(),
                              values.empty() ? value::AttributeValue() : values.front()});
    }
    return draft;
}

QString ExpressionFields::rowsText(value::AttributeMap &values) const
{
    return toQString(m_purpose == Purpose::Update ? textOf(updateOfRows(), values) : textOf(conditionOfRows(), values));
}

void ExpressionFields::show(const session::DraftedOperation &operation)
{
    for (ExpressionRow *row : m_rows) {
        row->hide();
        row->deleteLater();
    }
    m_rows.clear();
    for (const auto &[name, value] : operation.values)
        m_known.set(name, value);
    const bool isUpdate = m_purpose == Purpose::Update;
    m_text->takeBack();
    m_text->setValue(toQString(isUpdate ? operation.update.text : operation.condition.text));
    if (isUpdate)
        for (const session::UpdateRow &row : operation.update.rows)
            addRow()->setRow(false, toQString(row.attribute), static_cast<int>(row.change), {row.value});
    else
        for (const session::ConditionRow &row : operation.condition.rows)
            addRow()->setRow(row.isAlternative, toQString(row.attribute), static_cast<int>(row.test), row.values);
    setTyped(isUpdate ? operation.update.isTyped : operation.condition.isTyped);
    showPlaceholders();
}

void ExpressionFields::takeInto(session::DraftedOperation &operation) const
{
    if (m_purpose == Purpose::Update)
        operation.update = updateOfRows();
    else
        operation.condition = conditionOfRows();
    (m_purpose == Purpose::Update ? operation.update.isTyped : operation.condition.isTyped) = m_typed;
    (m_purpose == Purpose::Update ? operation.update.text : operation.condition.text) = m_text->text().toStdString();
    if (!m_typed)
        return;
    for (const auto &[name, field] : m_values)
        if (const auto values = field->values(); !values.empty())
            operation.values.set(name, values.front());
}

/// A field for each placeholder in the text; those that stay keep what is typed in them.
void ExpressionFields::showPlaceholders()
{
    std::vector<std::string> wanted;
    for (const std::string &placeholder : expression::mentionedPlaceholders(m_text->text().toStdString()))
        if (placeholder.starts_with(":") && placeholder.size() > 1)
            wanted.push_back(placeholder.substr(1));
    for (auto each = m_values.begin(); each != m_values.end();) {
        if (const auto values = each->second->values(); !values.empty())
            m_known.set(each->first, values.front());
        if (std::find(wanted.begin(), wanted.end(), each->first) != wanted.end()) {
            ++each;
            continue;
        }
        each->second->parentWidget()->hide();
        each->second->parentWidget()->deleteLater();
        each = m_values.erase(each);
    }
    for (const std::string &name : wanted) {
        const auto there = std::find_if(m_values.begin(), m_values.end(), [&name](const auto &each) { return each.first == name; });
        if (there != m_values.end())
            continue;
        const QString shown = QLatin1Char(':') + toQString(name);
        auto *line = new QWidget;
        auto *row = new QHBoxLayout(line);
        row->setContentsMargins({});
        row->addWidget(makeLabel(shown, TextRole::Mono, LabelTone::Secondary));
        auto *field = new ValueField(tr("Value of %1").arg(shown), m_id + QLatin1Char('_') + toQString(name));
        if (const value::AttributeValue *known = m_known.find(name))
            field->setValues({*known});
        row->addWidget(field, 1);
        m_placeholders->addWidget(line);
        line->show();
        m_values.emplace_back(name, field);
        connect(field, &ValueField::changed, this, &ExpressionFields::changed);
    }
}

Refusal ExpressionFields::fault() const
{
    const auto kind = m_purpose == Purpose::Update ? expression::ExpressionKind::Update
        : m_purpose == Purpose::Filter             ? expression::ExpressionKind::Filter
                                                   : expression::ExpressionKind::Condition;
    const auto found = model::faultOf(m_text->text().toStdString(), kind);
    return found ? Refusal(toQString(*found)) : std::nullopt;
}

bool ExpressionFields::check()
{
    bool isGood = true;
    if (!m_typed) {
        for (ExpressionRow *row : m_rows)
            isGood = row->check() && isGood;
        return isGood;
    }
    const Refusal refusal = fault();
    m_text->refuse(refusal.value_or(QString()));
    for (const auto &[name, field] : m_values)
        isGood = field->check() && isGood;
    return isGood && !refusal;
}

} // namespace keywright::ui
