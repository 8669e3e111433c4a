#include "ui/window/problems_pane.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QPushButton>
#include <QStackedLayout>

#include "ui/document/text.h"
#include "ui/parts/grid.h"
#include "ui/parts/labels.h"
#include "ui/parts/message_page.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kWidestPlace = 280;

} // namespace

ProblemsPane::ProblemsPane(Document &document, Adviser &adviser, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_adviser(adviser),
      m_problems(new ProblemsModel(this)),
      m_grid(new Grid(tr("Problems"))),
      m_empty(new MessagePage),
      m_pages(new QStackedLayout),
      m_remedy(makeParagraph({}, TextRole::Body, LabelTone::Secondary)),
      m_fix(new QPushButton(icon(QStringLiteral("fix")), tr("Apply fix"))),
      m_footer(makeFooter())
{
    m_grid->setObjectName(QStringLiteral("problems"));
    m_grid->setModel(m_problems);
    m_grid->setSelectionMode(QAbstractItemView::SingleSelection);
    m_grid->setWordWrap(true);
    m_grid->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    // The sentence has what the place leaves over, so that both are seen however narrow the window is.
    m_grid->setStretchedColumn(ProblemsModel::Message);
    m_pages->addWidget(m_grid);
    m_pages->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(m_pages, 1);
    layout->addWidget(m_footer);
    connect(&adviser, &Adviser::counselChanged, this, &ProblemsPane::showCounsel);
    connect(m_grid, &Grid::opened, this, [this](const QModelIndex &index) { jump(index.row()); });
    connect(m_grid, &QTableView::clicked, this, [this](const QModelIndex &index) { jump(index.row()); });
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ProblemsPane::showRemedy);
    connect(m_fix, &QPushButton::clicked, this, &ProblemsPane::applyFix);
    showCounsel();
}

QWidget *ProblemsPane::makeFooter()
{
    m_remedy->setObjectName(QStringLiteral("remedy"));
    m_fix->setObjectName(QStringLiteral("applyFix"));
    auto *footer = new QWidget;
    auto *row = new QHBoxLayout(footer);
    row->setContentsMargins(space::kL, space::kS, space::kL, space::kS);
    row->setSpacing(space::kM);
    row->addWidget(new IconLabel(QStringLiteral("suggest"), IconTint::Accent, kIconSize), 0, Qt::AlignTop);
    row->addWidget(m_remedy, 1);
    row->addWidget(m_fix, 0, Qt::AlignTop);
    return footer;
}

void ProblemsPane::showCounsel()
{
    const Counsel &counsel = *m_adviser.counsel();
    const QString chosen = m_problems->keyOf(m_grid->currentIndex().row());
    m_problems->setCounsel(counsel);
    m_grid->fitColumns(kWidestPlace);
    if (const int row = m_problems->rowOf(chosen); row >= 0)
        m_grid->selectRow(row);
    if (!m_document.model())
        m_empty->setContent({.iconName = QStringLiteral("ok"), .title = tr("Problems of the open model are listed here")});
    else if (m_adviser.isLooking() && counsel.model == nullptr)
        m_empty->setContent({.iconName = QStringLiteral("search"), .title = tr("Looking the model over")});
    else
        m_empty->setContent({.iconName = QStringLiteral("ok"),
                             .tint = IconTint::Success,
                             .title = tr("No problems"),
                             .text = tr("Names, definitions, key templates and sample data fit together, and no advice is left.")});
    m_pages->setCurrentWidget(m_problems->rowCount() > 0 ? static_cast<QWidget *>(m_grid) : m_empty);
    showRemedy();
    emit checked();
}

void ProblemsPane::showRemedy()
{
    const model::Advice *advice = m_problems->adviceAt(m_grid->currentIndex().row());
    m_footer->setVisible(advice != nullptr);
    if (advice == nullptr)
        return;
    m_remedy->setText(toQString(advice->remedy));
    m_remedy->setToolTip(tr("Source: %1").arg(toQString(advice->source)));
    m_fix->setVisible(advice->fix.has_value());
    if (advice->fix)
        m_fix->setToolTip(toQString(advice->fix->text));
}

void ProblemsPane::applyFix()
{
    const model::Advice *advice = m_problems->adviceAt(m_grid->currentIndex().row());
    if (advice == nullptr)
        return;
    if (const auto refusal = m_adviser.applyFix(*advice))
        m_remedy->setText(*refusal);
}

void ProblemsPane::jump(int row)
{
    if (!m_document.model() || row < 0 || row >= m_problems->rowCount())
        return;
    const Selection selection = selectionOfPlace(*m_document.model(), m_problems->place(row));
    if (selection.kind != Selection::Kind::None)
        m_document.select(selection);
}

} // namespace keywright::ui
