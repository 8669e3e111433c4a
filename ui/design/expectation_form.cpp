#include "ui/design/expectation_form.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/model/derived_expectation.h"
#include "core/model/expectation.h"
#include "core/model/step_edits.h"
#include "ui/design/entity_choice.h"
#include "ui/design/expected_changes.h"
#include "ui/design/form_rows.h"
#include "ui/document/text.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/labels.h"
#include "ui/parts/number_field.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

using value::Json;

namespace {

constexpr qint64 kExpectationFormMostItems = 1'000'000'000;

Json textList(const std::vector<std::string> &texts)
{
    Json list = Json::array();
    for (const std::string &text : texts)
        list.append(Json::string(text));
    return list;
}

Json orderJson(const std::vector<model::OrderTerm> &order)
{
    Json list = Json::array();
    for (const model::OrderTerm &term : order)
        list.append(Json::object(
            {{"attribute", Json::string(term.attribute)}, {"direction", Json::string(term.descending ? "descending" : "ascending")}}));
    return list;
}

/// The object with the member set, or without it.
Json withMember(const Json &object, const std::string &name, std::optional<Json> json)
{
    Json changed = Json::object();
    if (object.isObject())
        for (const Json::Member &member : object.members())
            if (member.name != name || json)
                changed.set(member.name, member.value);
    if (json)
        changed.set(name, std::move(*json));
    return changed;
}

std::optional<model::Expectation> readable(const model::AccessPattern &pattern, QString &fault)
{
    try {
        return model::readExpectation(pattern);
    } catch (const model::ExpectationError &error) {
        fault = toQString(error.what());
        return std::nullopt;
    }
}

} // namespace

std::optional<std::vector<model::OrderTerm>> orderFromText(const QString &text)
{
    std::vector<model::OrderTerm> order;
    for (const QString &part : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const QStringList words = part.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        const QString direction = words.value(1, QStringLiteral("ascending")).toLower();
        const bool descending = QStringLiteral("descending").startsWith(direction) && direction.size() > 3;
        const bool ascending = QStringLiteral("ascending").startsWith(direction) && direction.size() > 2;
        if (words.isEmpty() || words.size() > 2 || descending == ascending)
            return std::nullopt;
        order.push_back({words.front().toStdString(), descending});
    }
    return order;
}

QString orderToText(const std::vector<model::OrderTerm> &order)
{
    QStringList terms;
    for (const model::OrderTerm &term : order)
        terms << toQString(term.attribute) + (term.descending ? QStringLiteral(" descending") : QString());
    return terms.join(QStringLiteral(", "));
}

ExpectationForm::ExpectationForm(const EditedPattern &edited, QWidget *parent)
    : QWidget(parent),
      m_edited(edited),
      m_rows(new FormRows),
      m_remark(makeParagraph({}, TextRole::Body, LabelTone::Secondary)),
      m_entities(new EntityChoice(tr("Entities that it gives"))),
      m_where(new TextField(tr("Where"))),
      m_order(new TextField(tr("In the order of"))),
      m_limit(new NumberField(tr("At most"), 1, kExpectationFormMostItems)),
      m_attributes(new TextField(tr("Attributes that are compared"))),
      m_changes(new ExpectedChanges(edited)),
      m_follow(new QPushButton(tr("Follow the operation")))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    auto *head = new QHBoxLayout;
    head->setSpacing(space::kM);
    head->addWidget(m_remark, 1);
    head->addWidget(m_follow, 0, Qt::AlignTop);
    column->addLayout(head);
    column->addWidget(m_rows);
    column->addWidget(m_changes);
    m_follow->setObjectName(QStringLiteral("followFromForm"));
    m_follow->setAccessibleName(tr("Make the expectation follow the operation"));
    connect(m_follow, &QPushButton::clicked, this, [this] {
        m_edited.change([](const model::Model &model, model::AccessPattern &pattern) { model::deriveExpectation(model, pattern); });
    });
    m_entities->setObjectName(QStringLiteral("expectedEntities"));
    m_entities->onCommit([this](const std::vector<std::string> &entities) {
        return set("entities", entities.empty() ? std::nullopt : std::optional(textList(entities)));
    });
    m_where->setObjectName(QStringLiteral("expectedWhere"));
    m_where->setMono(true);
    m_where->setPlaceholder(tr("userId = :userId"));
    m_where->onCommit([this](const QString &text) -> Refusal {
        if (const auto fault = model::faultOf(text.toStdString(), expression::ExpressionKind::Condition))
            return toQString(*fault);
        return set("where", text.isEmpty() ? std::nullopt : std::optional(Json::string(text.toStdString())));
    });
    m_order->setObjectName(QStringLiteral("expectedOrder"));
    m_order->setMono(true);
    m_order->setPlaceholder(tr("placedAt descending"));
    m_order->onCommit([this](const QString &text) -> Refusal {
        const auto order = orderFromText(text);
        if (!order)
            return tr("Write attributes with commas between them, each with “descending” behind it where the greatest comes first.");
        return set("orderBy", order->empty() ? std::nullopt : std::optional(orderJson(*order)));
    });
    m_limit->setObjectName(QStringLiteral("expectedLimit"));
    m_limit->setOptional(tr("All of them"));
    m_limit->onNumber([this](std::optional<qint64> number) {
        return set("limit", number ? std::optional(Json::number(static_cast<std::int64_t>(*number))) : std::nullopt);
    });
    m_attributes->setObjectName(QStringLiteral("expectedAttributes"));
    m_attributes->setMono(true);
    m_attributes->setPlaceholder(tr("All of them"));
    m_attributes->onCommit([this](const QString &text) {
        std::vector<std::string> names;
        for (const QString &name : text.split(QLatin1Char(','), Qt::SkipEmptyParts))
            names.push_back(name.trimmed().toStdString());
        return set("attributes", names.empty() ? std::nullopt : std::optional(textList(names)));
    });
    m_rows->addField(tr("Gives"), m_entities);
    m_rows->addField(tr("Where"), m_where);
    m_rows->addField(tr("In order of"), m_order);
    m_rows->addField(tr("At most"), m_limit, FormRows::Width::Number);
    m_rows->addField(tr("Attributes"), m_attributes);
}

Refusal ExpectationForm::set(const char *member, std::optional<Json> json) const
{
    return m_edited.change([&](const model::Model &, model::AccessPattern &pattern) {
        Json changed = model::writtenByHand(pattern.expectation);
        if (!changed.isObject() && json)
            changed = withMember(changed, "entities", textList(pattern.entities));
        changed = withMember(changed, member, json);
        pattern.expectation = changed.find("entities") == nullptr ? Json() : changed;
        if (changed.find("entities") == nullptr && changed.members().size() > 1)
            throw model::EditError("An expectation says which entities come back; choose one.");
    });
}

void ExpectationForm::show(bool another)
{
    const model::AccessPattern *pattern = m_edited.pattern();
    if (!pattern)
        return;
    if (another)
        for (TextField *field : std::initializer_list<TextField *>{m_where, m_order, m_limit, m_attributes})
            field->takeBack();
    QString fault;
    const auto expectation = readable(*pattern, fault);
    const bool isOfChange = expectation ? expectation->isOfChange() : model::writes(*pattern);
    showSource(*pattern, fault);
    m_rows->setVisible(fault.isEmpty() && !isOfChange);
    m_changes->setVisible(fault.isEmpty() && isOfChange);
    const model::Expectation shown = expectation.value_or(model::Expectation{});
    m_entities->setValue(*m_edited.document().model(), shown.entities);
    m_where->setValue(toQString(shown.where));
    m_order->setValue(orderToText(shown.orderBy));
    m_limit->setNumber(shown.limit);
    QStringList attributes;
    for (const std::string &name : shown.attributes)
        attributes << toQString(name);
    m_attributes->setValue(attributes.join(QStringLiteral(", ")));
    m_changes->show(shown, another);
}

void ExpectationForm::showSource(const model::AccessPattern &pattern, const QString &fault)
{
    const auto derived = model::derivedExpectation(*m_edited.document().model(), pattern);
    const bool isOwn = model::isDerived(pattern);
    const bool isNone = pattern.expectation.isNull();
    QString remark = fault;
    if (remark.isEmpty() && isOwn && derived)
        remark = tr("It follows the operation. What you change here becomes your own.");
    else if (remark.isEmpty() && isOwn)
        remark =
            tr("The operation does not tell it: %1. Say here what must come back or be there afterwards.").arg(toQString(derived.error()));
    else if (remark.isEmpty() && isNone)
        remark = model::writes(pattern)
            ? tr("Say what must be there, or be gone, afterwards, in the entities' own attributes, so that runs can be verified.")
            : tr("Say what must come back, in the entities' own attributes, so that runs can be verified.");
    else if (remark.isEmpty())
        remark = tr("Written by hand: it stays as it is when the operation changes.");
    m_remark->setText(remark);
    // The focus would go on to wherever it can when its button goes.
    if (m_follow->hasFocus() && isOwn)
        m_where->setFocus();
    m_follow->setVisible(!isOwn && derived.has_value());
}

} // namespace keywright::ui
