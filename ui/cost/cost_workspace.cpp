#include "ui/cost/cost_workspace.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QSaveFile>
#include <QSpinBox>
#include <QSplitter>
#include <QStackedLayout>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeWidget>

#include "core/simulation/cost_json.h"
#include "ui/dialogs/file_dialog.h"
#include "ui/dialogs/message_dialog.h"
#include "ui/document/text.h"
#include "ui/parts/chooser.h"
#include "ui/parts/labels.h"
#include "ui/parts/message_page.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kEditPause = 250;        ///< milliseconds
constexpr int kRowRole = Qt::UserRole; ///< of a cell: the CostRow

bool hasRates(const model::Model &model)
{
    return std::any_of(model.accessPatterns.begin(), model.accessPatterns.end(),
                       [](const model::AccessPattern &each) { return each.rate && each.rate->perSecond > 0; });
}

QSpinBox *makeNumber(const QString &name, const char *id, int most, const QString &prefix)
{
    auto *number = new QSpinBox;
    number->setObjectName(QLatin1String(id));
    number->setAccessibleName(name);
    number->setToolTip(name);
    number->setRange(0, most);
    number->setPrefix(prefix);
    number->setKeyboardTracking(false);
    number->setButtonSymbols(QSpinBox::NoButtons);
    number->setFixedWidth(150);
    return number;
}

/// A tab with room beside its tree.
QWidget *inMargins(QTreeWidget *tree)
{
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(space::kL, space::kXs, space::kL, 0);
    column->addWidget(tree);
    return page;
}

} // namespace

CostWorkspace::CostWorkspace(Document &document, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_region(new Chooser(tr("Region"))),
      m_months(makeNumber(tr("Months of writes that are stored"), "costMonths", 1'200, tr("months stored: "))),
      m_backups(makeNumber(tr("Full backups of each table that are kept"), "costBackups", 10'000, tr("backups kept: "))),
      m_prices(makeLabel({}, TextRole::Caption, LabelTone::Secondary)),
      m_total(makeLabel({}, TextRole::Title)),
      m_verdicts(makeParagraph({}, TextRole::Body, LabelTone::Secondary)),
      m_notes(makeParagraph({}, TextRole::Caption, LabelTone::Secondary)),
      m_views(new QTabWidget),
      m_tables(makeTree("costTables", tr("Cost by table"), kCostModes)),
      m_patterns(makeTree("costPatterns", tr("Cost by access pattern"), 2)),
      m_entities(makeTree("costEntities", tr("Cost by entity"), 2)),
      m_figure(makeLabel({}, TextRole::Strong)),
      m_terms(new QTreeWidget),
      m_explanation(makeParagraph({}, TextRole::Body, LabelTone::Secondary)),
      m_message(new MessagePage),
      m_act(m_message->addButton(tr("Try again"))),
      m_contents(new QWidget),
      m_pages(new QStackedLayout(this)),
      m_background(this)
{
    setProperty("role", "surface");
    setAttribute(Qt::WA_StyledBackground);
    m_message->setObjectName(QStringLiteral("costMessage"));
    m_act->setObjectName(QStringLiteral("costAct"));
    m_views->setObjectName(QStringLiteral("costViews"));
    m_views->setDocumentMode(true);
    m_views->setAccessibleName(tr("Cost by"));
    m_views->addTab(inMargins(m_tables), tr("Tables and indexes"));
    m_views->addTab(inMargins(m_patterns), tr("Access patterns"));
    m_views->addTab(inMargins(m_entities), tr("Entities"));
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_views);
    splitter->addWidget(makeArithmetic());
    splitter->setSizes({300, 220});
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    auto *column = new QVBoxLayout(m_contents);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(makeBar());
    column->addWidget(makeLine());
    column->addWidget(splitter, 1);
    m_pages->addWidget(m_contents);
    m_pages->addWidget(m_message);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kEditPause);
    connect(&m_soon, &QTimer::timeout, this, &CostWorkspace::reckon);
    connect(&document, &Document::modelChanged, this, &CostWorkspace::reckonSoon);
    connect(m_views, &QTabWidget::currentChanged, this, &CostWorkspace::showArithmetic);
    connect(m_act, &QPushButton::clicked, this, [this] {
        if (m_document.model() && hasRates(*m_document.model()))
            reckon();
        else
            emit designWanted();
    });
}

QTreeWidget *CostWorkspace::makeTree(const char *id, const QString &name, int modes)
{
    auto *tree = new QTreeWidget;
    tree->setObjectName(QLatin1String(id));
    tree->setAccessibleName(name);
    tree->setFrameShape(QFrame::NoFrame);
    tree->setColumnCount(1 + modes);
    QStringList headers{tr("A month, in US dollars")};
    for (int mode = 0; mode < modes; ++mode)
        headers << costModeText(static_cast<CostMode>(mode));
    tree->setHeaderLabels(headers);
    tree->setSelectionBehavior(QTreeWidget::SelectItems);
    tree->setUniformRowHeights(true);
    tree->setAllColumnsShowFocus(false);
    tree->header()->setStretchLastSection(false);
    tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    tree->header()->setMinimumHeight(kRowHeight);
    tree->header()->setAccessibleName(tr("Columns of %1").arg(name));
    for (int mode = 0; mode < modes; ++mode) {
        tree->headerItem()->setTextAlignment(1 + mode, Qt::AlignRight | Qt::AlignVCenter);
        tree->header()->setSectionResizeMode(1 + mode, QHeaderView::ResizeToContents);
    }
    connect(tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &CostWorkspace::showArithmetic);
    return tree;
}

QWidget *CostWorkspace::makeBar()
{
    m_region->setObjectName(QStringLiteral("costRegion"));
    m_region->setToolTip(tr("The region whose prices count"));
    m_prices->setObjectName(QStringLiteral("costPrices"));
    m_total->setObjectName(QStringLiteral("costTotal"));
    m_verdicts->setObjectName(QStringLiteral("costVerdicts"));
    m_notes->setObjectName(QStringLiteral("costNotes"));
    m_months->setValue(1);
    auto *save = makeIconButton(QStringLiteral("export"), tr("Save the figures as JSON…"));
    save->setObjectName(QStringLiteral("saveCost"));
    markCommand(*save);
    auto *bar = new QWidget;
    auto *column = new QVBoxLayout(bar);
    column->setContentsMargins(space::kL, space::kM, space::kL, space::kM);
    column->setSpacing(space::kS);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::kS);
    for (QWidget *part : std::initializer_list<QWidget *>{m_region, m_months, m_backups})
        row->addWidget(part);
    row->addStretch();
    row->addWidget(save);
    column->addLayout(row);
    column->addWidget(m_total);
    column->addWidget(m_verdicts);
    connect(m_region, &QComboBox::activated, this, &CostWorkspace::reckon);
    connect(m_months, &QSpinBox::valueChanged, this, &CostWorkspace::reckon);
    connect(m_backups, &QSpinBox::valueChanged, this, &CostWorkspace::reckon);
    connect(save, &QToolButton::clicked, this, &CostWorkspace::save);
    return bar;
}

QWidget *CostWorkspace::makeArithmetic()
{
    m_figure->setObjectName(QStringLiteral("costFigure"));
    m_explanation->setObjectName(QStringLiteral("costExplanation"));
    m_terms->setObjectName(QStringLiteral("costTerms"));
    m_terms->setAccessibleName(tr("Arithmetic of the figure"));
    m_terms->setFrameShape(QFrame::NoFrame);
    m_terms->setRootIsDecorated(false);
    m_terms->setHeaderLabels({tr("What"), tr("Quantity"), tr("Unit"), tr("Price of one"), tr("Amount")});
    m_terms->header()->setStretchLastSection(false);
    m_terms->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_terms->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_terms->header()->setMinimumHeight(kRowHeight);
    m_terms->header()->setAccessibleName(tr("Columns of the arithmetic"));
    for (const int column : {1, 3, 4})
        m_terms->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    auto *area = new QWidget;
    auto *column = new QVBoxLayout(area);
    column->setContentsMargins(space::kL, space::kM, space::kL, space::kS);
    column->setSpacing(space::kS);
    column->addWidget(m_figure);
    column->addWidget(m_explanation);
    column->addWidget(m_terms, 1);
    column->addWidget(m_prices);
    column->addWidget(m_notes);
    m_terms->setMinimumHeight(3 * kRowHeight);
    auto *scroller = new QScrollArea; // a long explanation must not make the window grow
    scroller->setAccessibleName(tr("How the figure is made up"));
    scroller->setFrameShape(QFrame::NoFrame);
    scroller->setWidgetResizable(true);
    scroller->setWidget(area);
    scroller->setMinimumHeight(4 * kRowHeight);
    return scroller;
}

void CostWorkspace::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_watched = true;
    if (m_stale)
        reckon();
}

void CostWorkspace::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_watched = false;
}

void CostWorkspace::showView(View view)
{
    m_views->setCurrentIndex(view);
}

void CostWorkspace::reckonSoon()
{
    m_stale = true;
    if (m_watched)
        m_soon.start();
}

void CostWorkspace::reckon()
{
    m_soon.stop();
    const auto &model = m_document.model();
    m_stale = false;
    if (!model || !hasRates(*model)) {
        ++m_request;
        m_busy = false;
        m_report.reset();
        showMessageFor({});
        return;
    }
    simulation::CostOptions options;
    if (m_region->currentIndex() >= 0)
        options.region = m_region->currentData().toString().toStdString();
    options.months = m_months->value();
    options.backupsKept = m_backups->value();
    m_busy = true;
    m_background.start(
        [model, options](const std::stop_token &) {
            Result result;
            try {
                const capacity::PriceList prices = capacity::currentPrices();
                for (const auto &[code, region] : prices.regions) {
                    result.regionCodes << toQString(code);
                    result.regionNames << toQString(region.name);
                }
                result.report = std::make_shared<const simulation::CostReport>(simulation::costOf(*model, prices, options));
            } catch (const std::exception &error) {
                result.failure = QString::fromUtf8(error.what());
            }
            return result;
        },
        [this, request = ++m_request](Result result) {
            if (request == m_request)
                take(std::move(result));
        });
}

void CostWorkspace::take(Result result)
{
    m_busy = false;
    m_report = result.report;
    if (m_region->count() != result.regionCodes.size() && !result.regionCodes.isEmpty()) {
        const QString chosen = m_region->currentIndex() >= 0 ? m_region->currentData().toString() : QStringLiteral("us-east-1");
        m_region->clear();
        for (qsizetype i = 0; i < result.regionCodes.size(); ++i)
            m_region->addItem(tr("%1 · %2").arg(result.regionNames[i], result.regionCodes[i]), result.regionCodes[i]);
        m_region->setCurrentIndex(qMax(0, m_region->findData(chosen)));
    }
    if (m_report)
        showReport();
    else
        showMessageFor(result.failure);
}

void CostWorkspace::showMessageFor(const QString &failure)
{
    MessagePage::Content content{
        .iconName = QStringLiteral("cost"),
        .title = tr("There is nothing to reckon yet"),
        .text = tr("Say in Design how often each access pattern is called. Cost then shows what that comes to in a month, "
                   "and which way to pay is the cheapest."),
        .details = {}};
    m_act->setText(tr("Go to the access patterns"));
    if (!failure.isEmpty()) {
        content = {.iconName = QStringLiteral("error"),
                   .tint = IconTint::Error,
                   .title = tr("The cost cannot be reckoned"),
                   .text = tr("Mend what is said below, then try again."),
                   .details = failure};
        m_act->setText(tr("Try again"));
    }
    m_message->setContent(content);
    m_pages->setCurrentWidget(m_message);
}

void CostWorkspace::showVerdicts(const QStringList &verdicts)
{
    constexpr qsizetype kShown = 3; // the figures need the room
    QStringList lines = verdicts.first(std::min(kShown, verdicts.size()));
    if (verdicts.size() > kShown)
        lines.last() += QLatin1Char(' ') + tr("And %1 more.").arg(verdicts.size() - kShown);
    m_verdicts->setText(lines.join(QLatin1Char('\n')));
    m_verdicts->setToolTip(verdicts.size() > kShown ? verdicts.join(QLatin1Char('\n')) : QString());
}

void CostWorkspace::showReport()
{
    m_pages->setCurrentWidget(m_contents);
    const simulation::CostReport &report = *m_report;
    m_total->setText(tr("%1 a month, as the model's billing modes have it").arg(dollars(report.total)));
    showVerdicts(costVerdicts(report));
    m_prices->setText(tr("Prices of %1").arg(toQString(report.pricesDate)));
    m_prices->setToolTip(tr("Without taxes and free tier. The prices stand in a file that you can replace: %1")
                             .arg(QString::fromStdString(capacity::userPricesFile().string())));
    QStringList notes;
    for (const std::string &note : report.notes)
        notes << toQString(note);
    m_notes->setText(notes.join(QLatin1Char(' ')));
    m_notes->setToolTip(notes.join(QLatin1Char('\n')));
    m_notes->setVisible(!notes.isEmpty());
    m_filling = true; // the trees' cells lead to rows that are gone
    m_rows[TablesView] = tableRows(report);
    m_rows[PatternsView] = shareRows(report.patterns);
    m_rows[EntitiesView] = shareRows(report.entities);
    fill(*m_tables, m_rows[TablesView]);
    fill(*m_patterns, m_rows[PatternsView]);
    fill(*m_entities, m_rows[EntitiesView]);
    m_filling = false;
    showArithmetic();
}

void CostWorkspace::addRow(QTreeWidgetItem &item, const CostRow &row)
{
    item.setSizeHint(0, {0, kRowHeight});
    item.setText(0, row.name);
    item.setData(0, kRowRole, QVariant::fromValue(reinterpret_cast<quintptr>(&row)));
    QFont font = fontOf(row.kind == CostRow::Kind::Table || row.kind == CostRow::Kind::Total ? TextRole::Strong : TextRole::Body);
    item.setFont(0, font);
    for (int mode = 0; mode < kCostModes && 1 + mode < item.treeWidget()->columnCount(); ++mode) {
        const auto &amount = row.amounts[static_cast<std::size_t>(mode)];
        QFont own = font;
        if (row.billedBy && *row.billedBy == static_cast<CostMode>(mode)) {
            own.setUnderline(true);
            item.setToolTip(1 + mode, tr("As the model has it"));
        }
        item.setFont(1 + mode, own);
        item.setText(1 + mode, amount ? dollars(*amount) : QString());
        item.setTextAlignment(1 + mode, Qt::AlignRight | Qt::AlignVCenter);
    }
    for (const CostRow &child : row.rows)
        addRow(*new QTreeWidgetItem(&item), child);
}

/// The selected cell and what is folded away stay as they are where the rows are the same.
void CostWorkspace::fill(QTreeWidget &tree, const std::vector<CostRow> &rows)
{
    const QTreeWidgetItem *current = tree.currentItem();
    const QString name = current != nullptr ? current->text(0) : QString();
    const QString parent = current != nullptr && current->parent() != nullptr ? current->parent()->text(0) : QString();
    const int column = current != nullptr ? tree.currentColumn() : 1;
    QSet<QString> folded;
    for (int row = 0; row < tree.topLevelItemCount(); ++row)
        if (!tree.topLevelItem(row)->isExpanded())
            folded << tree.topLevelItem(row)->text(0);
    tree.clear();
    tree.setRootIsDecorated(std::any_of(rows.begin(), rows.end(), [](const CostRow &row) { return !row.rows.empty(); }));
    QTreeWidgetItem *found = nullptr;
    for (const CostRow &row : rows) {
        auto *item = new QTreeWidgetItem(&tree);
        addRow(*item, row);
        item->setExpanded(!folded.contains(row.name));
        for (int child = -1; child < item->childCount(); ++child) {
            QTreeWidgetItem *each = child < 0 ? item : item->child(child);
            if (each->text(0) == name && (child < 0 ? QString() : item->text(0)) == parent)
                found = each;
        }
    }
    if (found == nullptr && tree.topLevelItemCount() > 0)
        found = tree.topLevelItem(0)->childCount() > 0 ? tree.topLevelItem(0)->child(0) : tree.topLevelItem(0);
    if (found != nullptr)
        tree.setCurrentItem(found, qMax(1, column));
}

void CostWorkspace::showArithmetic()
{
    if (m_filling)
        return;
    const QWidget *page = m_views->currentWidget();
    const auto *tree = page != nullptr ? page->findChild<QTreeWidget *>() : nullptr;
    m_terms->clear();
    const QTreeWidgetItem *item = tree != nullptr ? tree->currentItem() : nullptr;
    if (item == nullptr) {
        m_figure->setText(tr("Select a figure to see how it is worked out."));
        m_explanation->hide();
        return;
    }
    const auto &row = *reinterpret_cast<const CostRow *>(item->data(0, kRowRole).value<quintptr>());
    const int mode = qBound(0, tree->currentColumn() - 1, kCostModes - 1);
    const auto &amount = row.amounts[static_cast<std::size_t>(mode)];
    const QString parent = item->parent() != nullptr ? item->parent()->text(0) + QStringLiteral(" › ") : QString();
    m_figure->setText(
        tr("%1%2, %3: %4")
            .arg(parent, row.name, costModeText(static_cast<CostMode>(mode)).toLower(), amount ? dollars(*amount) : tr("nothing")));
    const simulation::CostFigure &figure = row.figures[static_cast<std::size_t>(mode)];
    const auto add = [this](const QStringList &texts) {
        auto *line = new QTreeWidgetItem(m_terms, texts);
        line->setSizeHint(0, {0, kRowHeight});
        for (const int column : {1, 3, 4})
            line->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    };
    for (const simulation::CostTerm &term : figure.terms)
        add({toQString(term.what), QLocale().toString(term.quantity, 'f', term.quantity >= 1'000 ? 0 : 3), toQString(term.unit),
             priceText(term.price), dollars(term.amount())});
    for (const CostRow &part : row.rows)
        if (const auto &each = part.amounts[static_cast<std::size_t>(mode)])
            add({part.name, {}, {}, {}, dollars(*each)});
    QString said = row.explanation;
    if (figure.terms.empty() && row.rows.empty() && row.kind == CostRow::Kind::Share && mode == 1)
        said +=
            (said.isEmpty() ? QString() : QStringLiteral("\n")) + tr("What is provisioned is shared out by the units that are consumed.");
    m_explanation->setText(said);
    m_explanation->setVisible(!said.isEmpty());
}

void CostWorkspace::save()
{
    if (!m_report)
        return;
    const QString name =
        m_document.file().isEmpty() ? tr("model") : QFileInfo(m_document.file()).fileName().section(QLatin1Char('.'), 0, 0);
    const QString path = askForFileToSave(window(), tr("Save the cost"), tr("%1-cost.json").arg(name), tr("JSON files (*.json)"));
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    const QByteArray content = QByteArray::fromStdString(simulation::costJson(*m_report).pretty() + "\n");
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
        ui::showMessage(window(),
                        {.title = tr("The cost was not saved"),
                         .text = tr("%1 cannot be written: %2. Choose another place, or make room there.").arg(path, file.errorString()),
                         .details = {}});
}

} // namespace keywright::ui
