#include "ui/operations/request_page.h"

#include <algorithm>

#include <QVBoxLayout>

#include "ui/design/part_list.h"
#include "ui/document/text.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/labels.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

using model::OperationKind;

namespace {

constexpr OperationKind kKinds[] = {OperationKind::GetItem,
                                    OperationKind::Query,
                                    OperationKind::Scan,
                                    OperationKind::PutItem,
                                    OperationKind::UpdateItem,
                                    OperationKind::DeleteItem,
                                    OperationKind::BatchGetItem,
                                    OperationKind::BatchWriteItem,
                                    OperationKind::TransactGetItems,
                                    OperationKind::TransactWriteItems,
                                    OperationKind::SearchVectors};

constexpr std::int64_t kFirstTopK = 10;

QString operationName(OperationKind kind)
{
    switch (kind) {
    case OperationKind::GetItem: return RequestPage::tr("Get an item");
    case OperationKind::Query: return RequestPage::tr("Query");
    case OperationKind::Scan: return RequestPage::tr("Scan");
    case OperationKind::PutItem: return RequestPage::tr("Put an item");
    case OperationKind::UpdateItem: return RequestPage::tr("Update an item");
    case OperationKind::DeleteItem: return RequestPage::tr("Delete an item");
    case OperationKind::ConditionCheck: return RequestPage::tr("Check a condition");
    case OperationKind::BatchGetItem: return RequestPage::tr("Batch of gets");
    case OperationKind::BatchWriteItem: return RequestPage::tr("Batch of writes");
    case OperationKind::TransactGetItems: return RequestPage::tr("Transaction of gets");
    case OperationKind::TransactWriteItems: return RequestPage::tr("Transaction of writes");
    case OperationKind::SearchVectors: return RequestPage::tr("Search vectors");
    default: return toQString(model::textOf(kind));
    }
}

} // namespace

RequestPage::RequestPage(QWidget *parent)
    : QScrollArea(parent),
      m_kind(new ChoiceField(tr("Operation"))),
      m_parts(new PartList),
      m_partKind(new ChoiceField(tr("What this part does"))),
      m_form(new RequestForm)
{
    setAccessibleName(tr("Operation as a form"));
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    m_kind->setObjectName(QStringLiteral("opKind"));
    for (const OperationKind kind : kKinds)
        m_kind->addChoice(operationName(kind), static_cast<int>(kind));
    m_kind->onCommit([this](const QVariant &kind) {
        become(static_cast<OperationKind>(kind.toInt()));
        return Refusal();
    });
    m_partKind->setObjectName(QStringLiteral("opPartKind"));
    m_partKind->onCommit([this](const QVariant &kind) {
        setPartKind(static_cast<OperationKind>(kind.toInt()));
        return Refusal();
    });
    auto *page = new QWidget;
    page->setProperty("role", "surface");
    page->setAttribute(Qt::WA_StyledBackground);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(space::kL, space::kM, space::kL, space::kL);
    column->setSpacing(space::kS);
    column->addWidget(m_kind);
    column->addWidget(m_parts);
    column->addWidget(m_partKind);
    column->addWidget(m_form, 1);
    setWidget(page);
    connect(m_parts, &PartList::opened, this, &RequestPage::openPart);
    connect(m_parts, &PartList::addWanted, this, &RequestPage::addPart);
    connect(m_parts, &PartList::removeWanted, this, &RequestPage::removePart);
    connect(m_parts, &PartList::moveWanted, this, &RequestPage::movePart);
    connect(m_form, &RequestForm::changed, this, [this] {
        takeOpen();
        showParts();
        emit changed();
    });
    setDraft({});
}

void RequestPage::setTables(const KnownTables &tables)
{
    m_form->setTables(tables);
    takeOpen();
    emit changed();
}

void RequestPage::setDraft(const session::OperationDraft &draft)
{
    m_draft = draft;
    m_open = 0;
    m_kind->setValue(static_cast<int>(m_draft.operation.kind));
    if (session::hasParts(m_draft.operation.kind) && m_draft.parts.empty()) {
        session::DraftedOperation part = m_draft.operation;
        part.kind = session::partKinds(m_draft.operation.kind).front();
        m_draft.parts.push_back(part);
    }
    openCurrent();
    showParts();
    emit changed();
}

session::OperationDraft RequestPage::draft() const
{
    return m_draft;
}

bool RequestPage::check()
{
    if (!session::hasParts(m_draft.operation.kind))
        return m_form->check();
    for (int part = 0; part < static_cast<int>(m_draft.parts.size()); ++part) {
        openPart(part);
        if (!m_form->check())
            return false;
    }
    return true;
}

/// The table and, from one item to the next, the key stay.
void RequestPage::become(OperationKind kind)
{
    takeOpen();
    session::OperationDraft next;
    next.operation = session::hasParts(m_draft.operation.kind) && !m_draft.parts.empty() ? m_draft.parts.front() : m_draft.operation;
    next.operation.kind = kind;
    if (kind != OperationKind::Query && kind != OperationKind::Scan)
        next.operation.index.clear();
    if (kind == OperationKind::SearchVectors || m_draft.operation.kind == OperationKind::SearchVectors) {
        // What one asks, the other cannot.
        next.operation.index.clear();
        next.operation.keyTerms.clear();
        next.operation.condition = {};
        next.operation.limit = kind == OperationKind::SearchVectors ? std::optional(kFirstTopK) : std::nullopt;
    }
    const std::vector<OperationKind> allowed = session::partKinds(kind);
    for (const session::DraftedOperation &part : m_draft.parts)
        if (std::find(allowed.begin(), allowed.end(), part.kind) != allowed.end())
            next.parts.push_back(part);
    setDraft(next);
}

void RequestPage::takeOpen()
{
    if (!session::hasParts(m_draft.operation.kind)) {
        m_draft.operation = m_form->operation();
        return;
    }
    if (m_open < static_cast<int>(m_draft.parts.size()))
        m_draft.parts[static_cast<std::size_t>(m_open)] = m_form->operation();
}

void RequestPage::openCurrent()
{
    const bool ofParts = session::hasParts(m_draft.operation.kind);
    m_parts->setVisible(ofParts);
    const std::vector<OperationKind> allowed = session::partKinds(m_draft.operation.kind);
    m_partKind->setVisible(allowed.size() > 1);
    if (!ofParts) {
        m_form->show(m_draft.operation, false);
        takeOpen();
        return;
    }
    const session::DraftedOperation &part = m_draft.parts[static_cast<std::size_t>(m_open)];
    QList<std::pair<QString, QVariant>> kinds;
    for (const OperationKind kind : allowed)
        kinds.append({operationName(kind), static_cast<int>(kind)});
    m_partKind->setChoices(kinds);
    m_partKind->setValue(static_cast<int>(part.kind));
    m_form->show(part, true);
    takeOpen();
}

void RequestPage::showParts()
{
    if (session::hasParts(m_draft.operation.kind))
        m_parts->setParts(model::Model(), session::stepOf(m_draft), m_open);
}

void RequestPage::openPart(int part)
{
    if (part < 0 || part >= static_cast<int>(m_draft.parts.size()) || part == m_open)
        return;
    takeOpen();
    m_open = part;
    openCurrent();
    showParts();
}

void RequestPage::addPart()
{
    takeOpen();
    session::DraftedOperation part;
    part.kind = session::partKinds(m_draft.operation.kind).front();
    if (!m_draft.parts.empty()) {
        part.kind = m_draft.parts.back().kind;
        part.table = m_draft.parts.back().table;
    }
    m_draft.parts.push_back(part);
    m_open = static_cast<int>(m_draft.parts.size()) - 1;
    openCurrent();
    showParts();
    emit changed();
}

void RequestPage::removePart(int part)
{
    if (m_draft.parts.size() < 2 || part < 0)
        return; // one without parts is none
    takeOpen();
    m_draft.parts.erase(m_draft.parts.begin() + part);
    m_open = std::min(part, static_cast<int>(m_draft.parts.size()) - 1);
    openCurrent();
    showParts();
    emit changed();
}

void RequestPage::movePart(int part, int to)
{
    if (part < 0 || to < 0 || to >= static_cast<int>(m_draft.parts.size()))
        return;
    takeOpen();
    std::swap(m_draft.parts[static_cast<std::size_t>(part)], m_draft.parts[static_cast<std::size_t>(to)]);
    m_open = to;
    openCurrent();
    showParts();
    emit changed();
}

void RequestPage::setPartKind(OperationKind kind)
{
    takeOpen();
    m_draft.parts[static_cast<std::size_t>(m_open)].kind = kind;
    openCurrent();
    showParts();
    emit changed();
}

} // namespace keywright::ui
