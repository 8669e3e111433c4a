#include "ui/design/pattern_view.h"

#include <QHash>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>
#include <QTabBar>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>

#include "core/model/derived_expectation.h"
#include "core/model/edits.h"
#include "core/model/new_pattern.h"
#include "core/model/step_edits.h"
#include "ui/design/pattern_form.h"
#include "ui/design/pattern_grid.h"
#include "ui/design/pattern_looks.h"
#include "ui/design/pattern_text_page.h"
#include "ui/design/suggestion_page.h"
#include "ui/design/verification_page.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/document/text.h"
#include "ui/parts/entity_look.h"
#include "ui/parts/message_page.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kGridShare = 450; ///< of the height, at first
constexpr int kDetailShare = 550;

/// Tabs that keep their place while the verdicts in them change: each is as wide as the longest of its texts.
class SteadyTabBar : public QTabBar {
public:
    void setTexts(int tab, const QStringList &texts) { m_texts[tab] = texts; }

protected:
    QSize tabSizeHint(int tab) const override
    {
        QSize size = QTabBar::tabSizeHint(tab);
        int widest = 0;
        for (const QString &text : m_texts.value(tab))
            widest = qMax(widest, fontMetrics().horizontalAdvance(text));
        const bool hasIcon = !tabIcon(tab).isNull();
        if (widest > 0)
            size.rwidth() += widest - fontMetrics().horizontalAdvance(tabText(tab)) + (hasIcon ? 0 : iconSize().width() + space::kXs);
        return size;
    }

private:
    QHash<int, QStringList> m_texts;
};

class SteadyTabs : public QTabWidget {
public:
    SteadyTabs() { setTabBar(new SteadyTabBar); }
    SteadyTabBar &bar() const { return static_cast<SteadyTabBar &>(*tabBar()); }
};

QString keysText(const StatusLook &look)
{
    return PatternView::tr("Keys: %1").arg(look.word.toLower());
}

QString runText(const StatusLook &look)
{
    return PatternView::tr("Sample data: %1").arg(look.word.toLower());
}

} // namespace

PatternView::PatternView(Document &document, PatternRunner &runner, const Adviser &adviser, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_runner(runner),
      m_adviser(adviser),
      m_grid(new PatternGrid(document, runner, adviser)),
      m_suggestions(new SuggestionPage(document, adviser)),
      m_verification(new VerificationPage),
      m_form(new PatternForm(document)),
      m_text(new PatternTextPage(document)),
      m_detail(new SteadyTabs),
      m_list(new QSplitter(Qt::Vertical)),
      m_empty(new MessagePage),
      m_addFirst(m_empty->addButton(tr("Add access pattern"))),
      m_pages(new QStackedLayout(this))
{
    buildDetail();
    m_list->setObjectName(QStringLiteral("patternSplitter"));
    m_list->setChildrenCollapsible(false);
    m_list->setHandleWidth(space::kXs);
    m_list->addWidget(m_grid);
    m_list->addWidget(m_detail);
    m_list->setStretchFactor(0, 1);
    m_list->setStretchFactor(1, 1);
    m_list->setSizes({kGridShare, kDetailShare});
    m_addFirst->setObjectName(QStringLiteral("addFirstPattern"));
    m_pages->addWidget(m_list);
    m_pages->addWidget(m_empty);

    connect(&document, &Document::modelChanged, this, &PatternView::showModel);
    connect(&document, &Document::selectionChanged, this, &PatternView::showDetail);
    for (const auto changed : {&PatternRunner::progressChanged, &PatternRunner::runsCleared, &PatternRunner::stalenessChanged})
        connect(&runner, changed, this, &PatternView::showFindings);
    connect(&adviser, &Adviser::counselChanged, this, &PatternView::showFindings);
    connect(m_detail, &QTabWidget::currentChanged, this, &PatternView::showDetail);
    connect(m_addFirst, &QPushButton::clicked, this, &PatternView::addPattern);
    connect(m_grid, &PatternGrid::addWanted, this, &PatternView::addPattern);
    connect(m_grid, &PatternGrid::editWanted, this, &PatternView::editPattern);
    connect(m_verification, &VerificationPage::followWanted, this, &PatternView::followOperation);
    connect(m_verification, &VerificationPage::operationWanted, this, &PatternView::operationWanted);
    connect(m_verification, &VerificationPage::definitionWanted, this, [this] { showDetailOf(Definition); });
    connect(m_form, &PatternForm::textWanted, this, [this] { showDetailOf(Text); });
    connect(m_grid, &PatternGrid::duplicateWanted, this, &PatternView::duplicatePattern);
    connect(m_grid, &PatternGrid::removeWanted, this, &PatternView::removePatterns);
    connect(m_grid, &PatternGrid::moveWanted, this, &PatternView::movePattern);
    showModel();
}

void PatternView::buildDetail()
{
    m_detail->setObjectName(QStringLiteral("patternDetail"));
    m_detail->setAccessibleName(tr("Detail of the access pattern"));
    m_detail->tabBar()->setAccessibleName(tr("Detail of the access pattern"));
    m_detail->setDocumentMode(true);
    QStringList verdicts;
    for (const model::Verdict verdict :
         {model::Verdict::Served, model::Verdict::Filtered, model::Verdict::Scanned, model::Verdict::NotServed})
        verdicts << keysText(verdictLook(verdict));
    QStringList runs{tr("Sample data: not run"), tr("Sample data: running"), tr("Sample data: stale")};
    using enum session::VerificationStatus;
    for (const session::VerificationStatus status : {Verified, Failed, NotJudged, CouldNotRun})
        runs << runText(verificationLook(status));
    auto &bar = static_cast<SteadyTabs *>(m_detail)->bar();
    bar.setTexts(Keys, verdicts);
    bar.setTexts(SampleData, runs);
    m_detail->addTab(m_suggestions, tr("Keys"));
    m_detail->addTab(m_verification, tr("Sample data"));
    m_detail->addTab(m_form, icon(QStringLiteral("edit")), tr("Definition"));
    m_detail->addTab(m_text, icon(QStringLiteral("note")), tr("Text"));
}

void PatternView::showModel()
{
    m_grid->showModel();
    const auto &model = m_document.model();
    const bool hasTables = model && !model->tables.empty();
    m_empty->setContent({.iconName = QStringLiteral("access-pattern"),
                         .title = tr("No access patterns yet"),
                         .text = hasTables
                             ? tr("An access pattern is one question that the application asks, or one change it makes: "
                                  "“the orders of a user, newest first”. Keywright runs it on the sample data and says how "
                                  "well the keys answer it.")
                             : tr("An access pattern is one question that the application asks of a table. Add a table first.")});
    m_addFirst->setVisible(hasTables);
    m_pages->setCurrentWidget(m_grid->patternCount() > 0 ? static_cast<QWidget *>(m_list) : m_empty);
    showDetail();
}

int PatternView::shownRow() const
{
    const Selection &selection = m_document.selection();
    const bool isPattern = selection.kind == Selection::Kind::AccessPattern && m_document.model()
        && selection.row < static_cast<int>(m_document.model()->accessPatterns.size());
    return isPattern ? selection.row : -1;
}

void PatternView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showDetail();
}

void PatternView::showDetail()
{
    if (!isVisible())
        return; // it is done when it is shown
    const int row = shownRow();
    if (m_detail->isHidden() && row >= 0)
        QTimer::singleShot(0, m_grid, &PatternGrid::revealCurrent); // once it has given way to the detail
    m_detail->setVisible(row >= 0);
    switch (m_detail->currentIndex()) {
    case Keys: m_suggestions->show(row); break;
    case Definition: m_form->show(row); break;
    case Text: m_text->show(row); break;
    default: break;
    }
    showFindings();
}

void PatternView::showFindings()
{
    const int row = shownRow();
    if (row < 0 || !isVisible())
        return;
    if (m_detail->currentIndex() == SampleData)
        m_verification->show(*m_document.model(), m_document.model()->accessPatterns[static_cast<std::size_t>(row)], m_runner, row);
    const StatusLook verification = statusLook(m_runner, row);
    const model::Judgement *judgement = m_adviser.judgementOf(row);
    const StatusLook verdict = judgement ? verdictLook(judgement->verdict) : StatusLook{};
    m_detail->setTabText(Keys, judgement ? keysText(verdict) : tr("Keys"));
    m_detail->setTabIcon(Keys, judgement ? icon(verdict.iconName, verdict.tint) : QIcon());
    m_detail->setTabText(SampleData, runText(verification));
    m_detail->setTabIcon(SampleData, icon(verification.iconName, verification.tint));
}

void PatternView::report(const std::optional<QString> &refusal)
{
    if (refusal)
        showMessage(this, {.title = tr("The access pattern was not changed"), .text = *refusal, .details = {}});
}

void PatternView::selectPattern(const std::string &name)
{
    const auto &patterns = m_document.model()->accessPatterns;
    for (std::size_t row = 0; row < patterns.size(); ++row)
        if (patterns[row].name == name)
            m_document.select({.kind = Selection::Kind::AccessPattern, .row = static_cast<int>(row)});
    m_grid->focusGrid();
}

std::size_t PatternView::selectedEntity() const
{
    const Selection &selection = m_document.selection();
    return selection.kind == Selection::Kind::Entity ? static_cast<std::size_t>(selection.row) : m_document.model()->entities.size();
}

namespace {

const model::Entity *entityAt(const model::Model &model, std::size_t row)
{
    return row < model.entities.size() ? &model.entities[row] : nullptr;
}

} // namespace

void PatternView::addPattern()
{
    if (!m_document.model())
        return;
    const std::size_t selected = selectedEntity();
    const std::size_t entities = m_document.model()->entities.size();
    if (selected < entities || entities < 2)
        add([row = selected < entities ? selected : 0](const model::Model &model) {
            return model::newAccessPattern(model, entityAt(model, row));
        });
    else
        askWhatToAdd();
}

void PatternView::addTransaction()
{
    if (m_document.model())
        add([row = selectedEntity()](const model::Model &model) {
            const std::size_t first = row < model.entities.size() ? row : 0;
            return model::newTransaction(model, entityAt(model, first));
        });
}

void PatternView::askWhatToAdd()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("newPatternMenu"));
    menu->setAccessibleName(tr("What the new access pattern is about"));
    std::size_t row = 0;
    for (const EntityLook &look : entityLooks(*m_document.model())) {
        QAction *action = menu->addAction(entityIcon(look), tr("Read %1").arg(look.name));
        connect(action, &QAction::triggered, this,
                [this, row] { add([row](const model::Model &model) { return model::newAccessPattern(model, entityAt(model, row)); }); });
        ++row;
    }
    menu->addSeparator();
    QAction *transaction = menu->addAction(icon(QStringLiteral("access-pattern")), tr("Write several items: a transaction"));
    transaction->setObjectName(QStringLiteral("newTransaction"));
    connect(transaction, &QAction::triggered, this, &PatternView::addTransaction);
    const QWidget *button = m_addFirst->isVisible() ? static_cast<QWidget *>(m_addFirst) : &m_grid->addButton();
    menu->popup(button->mapToGlobal(QPoint(0, button->height())));
}

void PatternView::add(const std::function<model::AccessPattern(const model::Model &model)> &make)
{
    std::string name;
    const auto refusal = m_document.edit([&](const model::Model &model) {
        model::AccessPattern pattern = make(model);
        name = pattern.name;
        return model::addAccessPattern(model, std::move(pattern));
    });
    report(refusal);
    if (refusal)
        return;
    selectPattern(name);
    editPattern();
}

void PatternView::showDetailOf(Detail detail)
{
    m_detail->setCurrentIndex(detail);
}

void PatternView::editPattern()
{
    showDetailOf(Definition);
    m_form->editName();
}

void PatternView::followOperation()
{
    const int row = shownRow();
    if (row < 0)
        return;
    m_document.endCoalescing();
    const auto refusal = m_document.edit([row](const model::Model &model) {
        model::AccessPattern pattern = model.accessPatterns.at(static_cast<std::size_t>(row));
        model::deriveExpectation(model, pattern);
        model::addMissingParameters(model, pattern);
        return model::changeAccessPattern(model, std::move(pattern));
    });
    m_document.endCoalescing();
    report(refusal);
    if (!refusal && !m_runner.isRunning())
        m_runner.run({row});
}

void PatternView::duplicatePattern(int row)
{
    std::string name;
    const auto refusal = m_document.edit([&](const model::Model &model) {
        model::AccessPattern pattern = model.accessPatterns.at(static_cast<std::size_t>(row));
        name = pattern.name = model::freePatternName(model, tr("Copy of %1").arg(toQString(pattern.name)).toStdString());
        model::Command command = model::addAccessPattern(model, std::move(pattern));
        command.changes.front().place.index = static_cast<std::size_t>(row) + 1; // below its original
        return command;
    });
    report(refusal);
    if (!refusal)
        selectPattern(name);
}

void PatternView::removePatterns(const std::vector<int> &rows)
{
    std::vector<std::string> names;
    for (const int row : rows)
        names.push_back(m_document.model()->accessPatterns[static_cast<std::size_t>(row)].name);
    const QString title = names.size() == 1 ? tr("Remove the access pattern “%1”?").arg(toQString(names.front()))
                                            : tr("Remove %1 access patterns?").arg(names.size());
    if (!confirm(this, {.title = title, .text = tr("Undo brings it back."), .details = {}}, tr("Remove")))
        return;
    m_document.beginGroup(names.size() == 1 ? tr("Remove access pattern %1").arg(toQString(names.front()))
                                            : tr("Remove %1 access patterns").arg(names.size()));
    for (const std::string &name : names)
        report(m_document.edit([&name](const model::Model &model) { return model::removeAccessPattern(model, name); }));
    m_document.endGroup();
    const int left = m_grid->patternCount();
    if (left > 0)
        m_document.select({.kind = Selection::Kind::AccessPattern, .row = qMin(rows.front(), left - 1)});
    m_grid->focusGrid();
}

void PatternView::movePattern(int row, int to)
{
    const std::string name = m_document.model()->accessPatterns[static_cast<std::size_t>(row)].name;
    report(m_document.edit([&](const model::Model &model) { return model::moveAccessPattern(model, name, static_cast<std::size_t>(to)); }));
    selectPattern(name);
}

} // namespace keywright::ui
