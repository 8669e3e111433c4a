#include "ui/window/problems_pane.h"

#include <QRegularExpression>
#include <QStackedLayout>

#include "ui/document/text.h"
#include "ui/parts/grid.h"
#include "ui/parts/message_page.h"

namespace keywright::ui {

ProblemsPane::ProblemsPane(Document &document, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_problems(new ProblemsModel(this)),
      m_grid(new Grid(tr("Problems"))),
      m_empty(new MessagePage),
      m_pages(new QStackedLayout(this)),
      m_background(this)
{
    m_grid->setObjectName(QStringLiteral("problems"));
    m_grid->setModel(m_problems);
    m_grid->setSelectionMode(QAbstractItemView::SingleSelection);
    m_pages->addWidget(m_grid);
    m_pages->addWidget(m_empty);
    connect(&document, &Document::modelChanged, this, &ProblemsPane::check);
    connect(m_grid, &Grid::opened, this, [this](const QModelIndex &index) { jump(index.row()); });
    connect(m_grid, &QTableView::clicked, this, [this](const QModelIndex &index) { jump(index.row()); });
    check();
}

void ProblemsPane::check()
{
    const quint64 request = ++m_request;
    const auto model = m_document.model();
    m_checking = model != nullptr;
    if (!model) {
        showProblems({});
        return;
    }
    m_background.start([model](const std::stop_token &) { return model::findProblems(*model); },
                       [this, request](std::vector<model::Problem> problems) {
                           if (request != m_request)
                               return;
                           m_checking = false;
                           showProblems(std::move(problems));
                       });
}

void ProblemsPane::showProblems(std::vector<model::Problem> problems)
{
    m_problems->setProblems(std::move(problems));
    m_grid->fitColumns(900);
    if (m_document.model())
        m_empty->setContent({.iconName = QStringLiteral("ok"),
                             .tint = IconTint::Success,
                             .title = tr("No problems"),
                             .text = tr("Names, definitions, key templates and sample data fit together.")});
    else
        m_empty->setContent({.iconName = QStringLiteral("ok"), .title = tr("Problems of the open model are listed here")});
    m_pages->setCurrentWidget(m_problems->rowCount() > 0 ? static_cast<QWidget *>(m_grid) : m_empty);
    emit checked();
}

void ProblemsPane::jump(int row)
{
    if (!m_document.model() || row < 0 || row >= m_problems->rowCount())
        return;
    const Selection selection = selectionOfPlace(*m_document.model(), toQString(m_problems->problem(row).place));
    if (selection.kind != Selection::Kind::None)
        m_document.select(selection);
}

Selection selectionOfPlace(const model::Model &model, const QString &place)
{
    static const QRegularExpression first(QStringLiteral("^(\\w+)\\[(\\d+)\\]"));
    const QRegularExpressionMatch match = first.match(place);
    if (!match.hasMatch())
        return {};
    const int row = match.captured(2).toInt();
    const auto within = [row](const auto &list) { return row < static_cast<int>(list.size()); };
    const QString list = match.captured(1);
    if (list == QLatin1String("tables") && within(model.tables))
        return {.kind = Selection::Kind::Table, .row = row};
    if (list == QLatin1String("entities") && within(model.entities))
        return {.kind = Selection::Kind::Entity, .row = row};
    if (list == QLatin1String("accessPatterns") && within(model.accessPatterns))
        return {.kind = Selection::Kind::AccessPattern, .row = row};
    if (list == QLatin1String("facets") && within(model.facets))
        return {.kind = Selection::Kind::Facet, .row = row};
    return {};
}

} // namespace keywright::ui
