#include "ui/design/expected_changes.h"

#include <algorithm>

#include <QApplication>
#include <QFrame>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/model/derived_expectation.h"
#include "core/model/entity_view.h"
#include "core/model/step_edits.h"
#include "core/value/dynamodb_json.h"
#include "ui/design/form_rows.h"
#include "ui/document/text.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/chooser.h"
#include "ui/parts/labels.h"
#include "ui/parts/number_field.h"
#include "ui/parts/pattern_text.h"
#include "ui/parts/template_edit.h"
#include "ui/parts/text_field.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

using value::Json;

namespace {

constexpr int kKindWidth = 184;
constexpr int kEntityWidth = 176;
constexpr qint64 kExpectedChangesMostItems = 1'000'000;
const QString kThere = QStringLiteral("there");
const QString kGone = QStringLiteral("gone");
const QString kMore = QStringLiteral("more");
const QString kLess = QStringLiteral("less");

bool isMove(const QString &kind)
{
    return kind == kMore || kind == kLess;
}

QString fieldId(const char *name, int number)
{
    return QStringLiteral("%1_%2").arg(QLatin1String(name)).arg(number);
}

Json::Elements elementsOf(const Json &object, const char *member)
{
    const Json *found = object.find(member);
    return found != nullptr && found->isArray() ? found->elements() : Json::Elements();
}

/// The entry without the members named.
Json without(const Json &entry, std::initializer_list<const char *> names)
{
    Json left = Json::object();
    for (const Json::Member &member : entry.members())
        if (std::find(names.begin(), names.end(), member.name) == names.end())
            left.set(member.name, member.value);
    return left;
}

/// A number of the entity; its first attribute where it has none.
std::string countedAttribute(const model::Entity *entity)
{
    if (entity == nullptr || entity->attributes.empty())
        return {};
    for (const model::Attribute &attribute : entity->attributes)
        if (attribute.type == value::Type::N)
            return attribute.name;
    return entity->attributes.front().name;
}

} // namespace

ExpectedChanges::ExpectedChanges(const EditedPattern &edited, QWidget *parent)
    : QWidget(parent), m_edited(edited), m_cards(new QVBoxLayout(this))
{
    m_cards->setContentsMargins({});
    m_cards->setSpacing(space::kS);
    auto *add = new QPushButton(icon(QStringLiteral("add")), tr("Something else that must hold afterwards"));
    add->setObjectName(QStringLiteral("addExpected"));
    connect(add, &QPushButton::clicked, this, &ExpectedChanges::addEntry);
    m_cards->addWidget(add, 0, Qt::AlignLeft);
}

void ExpectedChanges::show(const model::Expectation &expectation, bool another)
{
    if (m_isBuilt && !another && expectation == m_shown)
        return;
    m_shown = expectation;
    m_isBuilt = true;
    const QString focused = focusedIn(this);
    build(expectation);
    if (auto *field = focused.isEmpty() || another ? nullptr : findChild<QWidget *>(focused))
        field->setFocus(Qt::OtherFocusReason);
}

void ExpectedChanges::build(const model::Expectation &expectation)
{
    if (m_all != nullptr) {
        for (QWidget *old : m_all->findChildren<QWidget *>())
            old->setObjectName({}); // they live until the event that made this change has ended
        m_all->hide();
        m_all->deleteLater();
    }
    m_all = new QWidget;
    auto *column = new QVBoxLayout(m_all);
    column->setContentsMargins({});
    column->setSpacing(space::kS);
    m_cards->insertWidget(0, m_all);
    int number = 0;
    for (const model::ExpectedCount &count : expectation.after)
        addCount(count, number++);
    for (const model::ExpectedChange &change : expectation.changes)
        addMove(change, number++);
    m_all->setVisible(number > 0);
}

FormRows *ExpectedChanges::addCard(const QString &kind, const std::string &entity, int number)
{
    auto *card = new QFrame;
    card->setProperty("role", "panel");
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(space::kM, space::kS, space::kM, space::kS);
    auto *rows = new FormRows;
    column->addWidget(rows);
    static_cast<QVBoxLayout *>(m_all->layout())->addWidget(card);

    auto *what = new ChoiceField(tr("What must hold afterwards"));
    what->setObjectName(fieldId("expectedKind", number));
    what->addChoice(tr("Created or changed"), kThere);
    what->addChoice(tr("Deleted"), kGone);
    what->addChoice(tr("A number grew"), kMore);
    what->addChoice(tr("A number shrank"), kLess);
    what->setValue(kind);
    what->setFixedWidth(kKindWidth);
    what->onCommit([this, number](const QVariant &wanted) { return become(number, wanted.toString()); });
    auto *whose = new ChoiceField(tr("Entity"));
    whose->setObjectName(fieldId("expectedEntity", number));
    for (const model::Entity &each : m_edited.document().model()->entities)
        whose->addChoice(toQString(each.name), toQString(each.name));
    whose->setValue(toQString(entity));
    whose->setFixedWidth(kEntityWidth);
    whose->onCommit([this, number](const QVariant &wanted) {
        return changeEntry(number, [&](Json &entry) { entry.set("entity", Json::string(wanted.toString().toStdString())); });
    });
    QToolButton *remove = makeIconButton(QStringLiteral("close"), tr("Do not expect this"));
    remove->setObjectName(fieldId("removeExpected", number));
    connect(remove, &QToolButton::clicked, this, [this, number] {
        change([number](Json::Elements &after, Json::Elements &changes) {
            const auto at = static_cast<std::size_t>(number);
            Json::Elements &list = at < after.size() ? after : changes;
            list.erase(list.begin() + static_cast<std::ptrdiff_t>(at < after.size() ? at : at - after.size()));
        });
    });
    rows->addField(tr("Afterwards"), FormRows::sideBySide({what, whose, remove}));
    return rows;
}

void ExpectedChanges::addWhere(FormRows &rows, const std::string &where, const Values &values, int number)
{
    auto *field = new TextField(tr("Which items: a condition over the entity's attributes"));
    field->setObjectName(fieldId("expectedWhere", number));
    field->setMono(true);
    field->setPlaceholder(tr("orderId = :orderId AND status = :status"));
    field->setValue(toQString(where));
    field->onCommit([this, number](const QString &text) -> Refusal {
        if (const auto fault = model::faultOf(text.toStdString(), expression::ExpressionKind::Condition))
            return toQString(*fault);
        if (text.isEmpty())
            return tr("Say which items, such as orderId = :orderId.");
        return changeEntry(number, [&](Json &entry) { entry.set("where", Json::string(text.toStdString())); });
    });
    rows.addField(tr("Where"), field);
    for (const auto &[name, operand] : values) {
        auto *value = new TextField(tr("Value of %1").arg(toQString(name)));
        value->setObjectName(fieldId("expectedValue", number) + QLatin1Char('_') + toQString(name));
        value->setMono(true);
        value->setValue(operandText(operand));
        value->onCommit(
            [this, number, name = name, operand = operand](const QString &text) { return setValue(number, name, operand, text); });
        rows.addField(QLatin1Char(':') + toQString(name), value, FormRows::Width::Full, true);
    }
}

void ExpectedChanges::addCount(const model::ExpectedCount &count, int number)
{
    const auto *items = std::get_if<std::int64_t>(&count.count);
    FormRows *rows = addCard(items && *items == 0 ? kGone : kThere, count.entity, number);
    addWhere(*rows, count.where, count.values, number);
    if (items && *items == 0)
        return;
    auto *field = new NumberField(tr("How many items"), 1, kExpectedChangesMostItems);
    field->setObjectName(fieldId("expectedCount", number));
    if (items)
        field->setNumber(*items);
    else
        field->setOptional(tr("As many as %1").arg(toQString(std::get<model::ItemsOf>(count.count).step)));
    field->onNumber([this, number](std::optional<qint64> wanted) -> Refusal {
        if (!wanted)
            return std::nullopt;
        return changeEntry(number, [&](Json &entry) { entry.set("count", Json::number(static_cast<std::int64_t>(*wanted))); });
    });
    rows->addField(tr("How many"), field, FormRows::Width::Number);
}

void ExpectedChanges::addMove(const model::ExpectedChange &change, int number)
{
    FormRows *rows = addCard(change.decrease ? kLess : kMore, change.entity, number);
    addWhere(*rows, change.where, change.values, number);
    auto *attribute = new ChoiceField(tr("Number that moves"));
    attribute->setObjectName(fieldId("expectedAttribute", number));
    if (const model::Entity *entity = m_edited.document().model()->findEntity(change.entity))
        for (const model::Attribute &each : entity->attributes)
            if (each.type == value::Type::N)
                attribute->addChoice(toQString(each.name), toQString(each.name));
    attribute->setValue(toQString(change.attribute));
    attribute->onCommit([this, number](const QVariant &wanted) {
        return changeEntry(number, [&](Json &entry) { entry.set("attribute", Json::string(wanted.toString().toStdString())); });
    });
    rows->addField(tr("Number"), attribute, FormRows::Width::Choice);
    auto *by = new TextField(tr("By how much"));
    by->setObjectName(fieldId("expectedBy", number));
    by->setMono(true);
    by->setPlaceholder(tr("1, or a parameter such as {quantity}"));
    by->setValue(operandText(change.by));
    by->onCommit([this, number](const QString &text) -> Refusal {
        if (const Refusal problem = TemplateEdit::problemOf(text))
            return problem;
        bool isNumber = false;
        text.toDouble(&isNumber);
        return changeEntry(number, [&](Json &entry) {
            const std::string typed = text.toStdString();
            entry.set("by", isNumber ? Json::object({{"N", Json::string(typed)}}) : Json::string(typed));
        });
    });
    rows->addField(tr("By"), by, FormRows::Width::Choice);
}

/// A new one is about the first entity that nothing is said of yet, under the condition that tells its items apart.
void ExpectedChanges::addEntry() const
{
    const model::AccessPattern *pattern = m_edited.pattern();
    if (pattern == nullptr)
        return;
    const model::Model &model = *m_edited.document().model();
    const model::Entity *about = nullptr;
    for (const std::string &name : pattern->entities) {
        const auto isAbout = [&name](const auto &each) { return each.entity == name; };
        const bool isSaid = std::any_of(m_shown.after.begin(), m_shown.after.end(), isAbout)
            || std::any_of(m_shown.changes.begin(), m_shown.changes.end(), isAbout);
        if (about == nullptr || !isSaid)
            about = model.findEntity(name);
        if (about != nullptr && !isSaid)
            break;
    }
    if (about == nullptr && !model.entities.empty())
        about = &model.entities.front();
    if (about == nullptr)
        return;
    std::string where;
    for (const std::string &name : model::identifyingAttributes(model, *about))
        where += (where.empty() ? "" : " AND ") + name + " = :" + name;
    change([&](Json::Elements &after, Json::Elements &) {
        after.push_back(Json::object(
            {{"entity", Json::string(about->name)}, {"where", Json::string(where)}, {"count", Json::number(std::int64_t(1))}}));
    });
}

Refusal ExpectedChanges::become(int number, const QString &kind) const
{
    const model::Model &model = *m_edited.document().model();
    return change([&](Json::Elements &after, Json::Elements &changes) {
        const auto at = static_cast<std::size_t>(number);
        const bool wasMove = at >= after.size();
        Json::Elements &from = wasMove ? changes : after;
        const std::size_t place = wasMove ? at - after.size() : at;
        Json entry = from.at(place);
        if (!isMove(kind)) {
            entry = without(entry, {"attribute", "by", "decrease"});
            entry.set("count", Json::number(std::int64_t(kind == kThere ? 1 : 0)));
        } else {
            if (!wasMove) {
                const std::string attribute = countedAttribute(model.findEntity(entry.find("entity")->text()));
                entry = without(entry, {"count"});
                entry.set("attribute", Json::string(attribute));
                entry.set("by", Json::object({{"N", Json::string("1")}}));
            }
            entry = without(entry, {"decrease"});
            if (kind == kLess)
                entry.set("decrease", Json::boolean(true));
        }
        if (wasMove == isMove(kind)) {
            from[place] = std::move(entry);
            return;
        }
        from.erase(from.begin() + static_cast<std::ptrdiff_t>(place));
        (isMove(kind) ? changes : after).push_back(std::move(entry));
    });
}

Refusal ExpectedChanges::setValue(int number, const std::string &name, const model::Operand &before, const QString &text) const
{
    const auto *constant = std::get_if<value::AttributeValue>(&before);
    if (!constant)
        if (const Refusal problem = TemplateEdit::problemOf(text))
            return problem;
    return changeEntry(number, [&](Json &entry) {
        const Json *values = entry.find("values");
        Json changed = values == nullptr ? Json::object() : *values;
        changed.set(name,
                    constant ? value::toDynamoDbJson(model::valueFromText(text.toStdString(), constant->type()))
                             : Json::string(text.toStdString()));
        entry.set("values", std::move(changed));
    });
}

Refusal ExpectedChanges::changeEntry(int number, const ChangeEntry &changeIt) const
{
    return change([&](Json::Elements &after, Json::Elements &changes) {
        const auto at = static_cast<std::size_t>(number);
        changeIt(at < after.size() ? after[at] : changes.at(at - after.size()));
    });
}

Refusal ExpectedChanges::change(const Change &changeIt) const
{
    return m_edited.change([&](const model::Model &, model::AccessPattern &pattern) {
        const Json written = model::writtenByHand(pattern.expectation);
        Json::Elements after = elementsOf(written, "after");
        Json::Elements changes = elementsOf(written, "changes");
        changeIt(after, changes);
        Json expectation = without(written, {"after", "changes"});
        if (!after.empty())
            expectation.set("after", Json::array(std::move(after)));
        if (!changes.empty())
            expectation.set("changes", Json::array(std::move(changes)));
        pattern.expectation = expectation.members().empty() ? Json() : std::move(expectation);
        try {
            model::readExpectation(pattern);
        } catch (const model::ExpectationError &error) {
            throw model::EditError(error.what());
        }
    });
}

} // namespace keywright::ui
