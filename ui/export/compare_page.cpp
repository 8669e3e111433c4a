#include "ui/export/compare_page.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedLayout>
#include <QTextBrowser>
#include <QToolButton>

#include "ui/dialogs/file_dialog.h"
#include "ui/document/model_place.h"
#include "ui/document/text.h"
#include "ui/export/difference_html.h"
#include "ui/parts/chooser.h"
#include "ui/parts/labels.h"
#include "ui/parts/message_page.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kDelayMs = 200; ///< after an edit

} // namespace

/// Two models and what differs.
struct ComparePage::Comparison {
    ModelSource newer;
    std::vector<model::ElementDifference> differences;
    QString failure;
    bool failureIsOfOlder = false;
};

ComparePage::ComparePage(Document &document, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_older(new Chooser(tr("Older model"))),
      m_newer(new Chooser(tr("Newer model"))),
      m_summary(makeParagraph({}, TextRole::Body, LabelTone::Secondary)),
      m_copy(new QPushButton(icon(QStringLiteral("copy")), tr("Copy"))),
      m_view(new QTextBrowser),
      m_message(new MessagePage),
      m_choose(m_message->addButton(tr("Choose a file…"))),
      m_contents(new QWidget),
      m_pages(new QStackedLayout),
      m_background(this)
{
    setProperty("role", "surface");
    setAttribute(Qt::WA_StyledBackground);
    m_view->setObjectName(QStringLiteral("differences"));
    m_view->setAccessibleName(tr("Differences"));
    m_view->setProperty("role", "page");
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setOpenLinks(false);
    m_summary->setObjectName(QStringLiteral("differenceSummary"));
    m_copy->setObjectName(QStringLiteral("copyDifferences"));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(space::kL, space::kS, space::kL, space::kS);
    head->addWidget(m_summary, 1);
    head->addWidget(m_copy);
    auto *contents = new QVBoxLayout(m_contents);
    contents->setContentsMargins({});
    contents->setSpacing(0);
    contents->addLayout(head);
    contents->addWidget(m_view, 1);
    m_pages->addWidget(m_contents);
    m_pages->addWidget(m_message);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(makeLine());
    layout->addLayout(m_pages, 1);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ComparePage::compare);
    connect(&document, &Document::modelOpened, this, &ComparePage::startOver);
    connect(&document, &Document::editStateChanged, this, [this] {
        if (m_document.isModified())
            return;
        fillSources(); // saved: another state of the file, perhaps another file
        lookForCommit();
    });
    connect(&document, &Document::modelChanged, this, &ComparePage::compareSoon);
    connect(&theme(), &Theme::changed, this, &ComparePage::showDifferences);
    connect(m_view, &QTextBrowser::anchorClicked, this, [this](const QUrl &link) { jump(link.path(QUrl::FullyDecoded)); });
    connect(m_copy, &QPushButton::clicked, this, &ComparePage::copy);
    connect(m_choose, &QPushButton::clicked, this, [this] { askForFile(*m_older); });
    fillSources();
    showComparison();
}

QWidget *ComparePage::makeBar()
{
    m_older->setObjectName(QStringLiteral("olderModel"));
    m_newer->setObjectName(QStringLiteral("newerModel"));
    QToolButton *swapped = makeIconButton(QStringLiteral("swap"), tr("Swap the two"));
    swapped->setObjectName(QStringLiteral("swapModels"));
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(space::kL, space::kS, space::kL, space::kS);
    row->setSpacing(space::kS);
    row->addWidget(makeLabel(tr("From"), TextRole::Body, LabelTone::Secondary));
    row->addWidget(m_older, 1);
    row->addWidget(makeLabel(tr("to"), TextRole::Body, LabelTone::Secondary));
    row->addWidget(m_newer, 1);
    row->addWidget(swapped);
    for (QComboBox *side : {m_older, m_newer}) {
        side->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        connect(side, &QComboBox::activated, this, [this, side] { chooseSource(*side); });
    }
    connect(swapped, &QToolButton::clicked, this, &ComparePage::swap);
    return bar;
}

void ComparePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_watched = true;
    fillSources();
    lookForCommit();
    if (m_stale)
        compare();
}

void ComparePage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_watched = false;
}

// --- Sources -------------------------------------------------------------------------------------------------------------

void ComparePage::startOver()
{
    m_otherFiles.clear();
    m_commit.clear();
    m_chosen = false;
    m_comparison.reset();
    fillSide(*m_newer, {});
    fillSources();
    showComparison();
    lookForCommit();
}

void ComparePage::lookForCommit()
{
    if (!m_watched || m_document.file().isEmpty())
        return;
    m_background.start([file = m_document.file()](const std::stop_token &) { return std::pair(file, lastCommitOf(file)); },
                       [this](const std::pair<QString, std::optional<QString>> &found) {
                           if (found.first != m_document.file() || found.second.value_or(QString()) == m_commit)
                               return;
                           m_commit = found.second.value_or(QString());
                           fillSources();
                       });
}

void ComparePage::fillSources()
{
    ModelSource older = sourceOf(*m_older);
    ModelSource newer = sourceOf(*m_newer);
    const QString file = m_document.file();
    const auto isGone = [&](const ModelSource &source) {
        return (source.kind == ModelSource::Kind::SavedFile || source.kind == ModelSource::Kind::LastCommit) && source.file != file;
    };
    if (!m_chosen || isGone(older))
        older = m_commit.isEmpty() ? ModelSource{ModelSource::Kind::SavedFile, file} : ModelSource{ModelSource::Kind::LastCommit, file};
    if (isGone(newer))
        newer = {};
    fillSide(*m_older, older);
    fillSide(*m_newer, newer);
    compareSoon();
}

void ComparePage::fillSide(QComboBox &side, const ModelSource &wanted)
{
    const QSignalBlocker quiet(&side);
    side.clear();
    const auto add = [&side](const QString &text, const ModelSource &source) { side.addItem(text, QVariant::fromValue(source)); };
    add(tr("The open model"), {});
    const QString file = m_document.file();
    if (!file.isEmpty())
        add(tr("Its file, as saved"), {ModelSource::Kind::SavedFile, file});
    if (!file.isEmpty() && !m_commit.isEmpty())
        add(tr("Its last commit (%1)").arg(m_commit), {ModelSource::Kind::LastCommit, file});
    for (const QString &other : m_otherFiles)
        add(QFileInfo(other).fileName(), {ModelSource::Kind::OtherFile, other});
    side.addItem(icon(QStringLiteral("open")), tr("Another file…"));
    for (int row = 0; row < side.count(); ++row)
        if (side.itemData(row).isValid() && side.itemData(row).value<ModelSource>() == wanted)
            side.setCurrentIndex(row);
    side.setProperty("source", QVariant::fromValue(sourceOf(side)));
}

ModelSource ComparePage::sourceOf(const QComboBox &side) const
{
    return side.currentData().isValid() ? side.currentData().value<ModelSource>() : ModelSource();
}

void ComparePage::chooseSource(QComboBox &side)
{
    m_chosen = true;
    if (side.currentData().isValid()) {
        side.setProperty("source", side.currentData());
        m_stale = true;
        compare();
        return;
    }
    fillSide(side, side.property("source").value<ModelSource>()); // the line that asks is no source
    askForFile(side);
}

void ComparePage::askForFile(QComboBox &side)
{
    const QString file = askForModelFile(window());
    if (file.isEmpty())
        return;
    if (!m_otherFiles.contains(file))
        m_otherFiles << file;
    m_chosen = true;
    const ModelSource older = sourceOf(*m_older);
    const ModelSource newer = sourceOf(*m_newer);
    const ModelSource chosen{ModelSource::Kind::OtherFile, file};
    fillSide(*m_older, &side == m_older ? chosen : older);
    fillSide(*m_newer, &side == m_newer ? chosen : newer);
    m_stale = true;
    compare();
}

void ComparePage::compareWith(const QString &file)
{
    if (!m_otherFiles.contains(file))
        m_otherFiles << file;
    m_chosen = true;
    const ModelSource newer = sourceOf(*m_newer);
    fillSide(*m_older, {ModelSource::Kind::OtherFile, file});
    fillSide(*m_newer, newer);
    m_stale = true;
    compare();
}

void ComparePage::swap()
{
    m_chosen = true;
    const ModelSource older = sourceOf(*m_older);
    fillSide(*m_older, sourceOf(*m_newer));
    fillSide(*m_newer, older);
    m_stale = true;
    compare();
}

// --- Comparing -----------------------------------------------------------------------------------------------------------

void ComparePage::compareSoon()
{
    m_stale = true;
    m_timer.start(kDelayMs);
}

void ComparePage::compare()
{
    m_timer.stop();
    if (m_busy || !m_watched || !m_document.model())
        return;
    const ModelSource older = sourceOf(*m_older);
    const ModelSource newer = sourceOf(*m_newer);
    m_stale = false;
    if (older == newer) {
        m_comparison.reset();
        showComparison();
        return;
    }
    m_busy = true;
    m_background.start(
        [older, newer, open = m_document.model()](const std::stop_token &) {
            auto comparison = std::make_shared<Comparison>(Comparison{newer, {}, {}, false});
            const ReadSource from = readSource(older, open);
            const ReadSource to = from.model ? readSource(newer, open) : ReadSource();
            comparison->failure = from.model ? to.failure : from.failure;
            comparison->failureIsOfOlder = !from.model;
            if (from.model && to.model)
                comparison->differences = model::diffModels(*from.model, *to.model);
            return comparison;
        },
        [this](std::shared_ptr<Comparison> comparison) { take(std::move(comparison)); });
}

void ComparePage::take(std::shared_ptr<const Comparison> comparison)
{
    m_busy = false;
    if (!m_document.model())
        return;
    m_comparison = std::move(comparison);
    if (m_stale && !m_timer.isActive())
        compare();
    showComparison();
}

void ComparePage::showComparison()
{
    m_choose->setVisible(!m_comparison || !m_comparison->failure.isEmpty());
    if (!m_comparison) {
        m_message->setContent({.iconName = QStringLiteral("diff"),
                               .title = tr("Choose what to compare with"),
                               .text = tr("The differences of two models are told here, with what each of them means on a live table: a "
                                          "change in place, a sequence of calls, or a replacement.")});
    } else if (!m_comparison->failure.isEmpty()) {
        m_message->setContent(
            {.iconName = QStringLiteral("error"),
             .tint = IconTint::Error,
             .title = m_comparison->failureIsOfOlder ? tr("The older model cannot be read") : tr("The newer model cannot be read"),
             .text = tr("Mend the file, or choose another one."),
             .details = m_comparison->failure});
    } else if (m_comparison->differences.empty()) {
        m_message->setContent(
            {.iconName = QStringLiteral("ok"),
             .tint = IconTint::Success,
             .title = tr("Both are the same"),
             .text = tr("Tables, entities, access patterns and sample data do not differ. Edits appear here as you make them.")});
    } else {
        m_summary->setText(differenceSummary(m_comparison->differences));
        showDifferences();
        m_pages->setCurrentWidget(m_contents);
        return;
    }
    m_pages->setCurrentWidget(m_message);
}

void ComparePage::showDifferences()
{
    if (!m_comparison)
        return;
    const int place = m_view->verticalScrollBar()->value();
    m_view->document()->setDefaultFont(fontOf(TextRole::Body));
    m_view->setHtml(differenceHtml(m_comparison->differences, theme().colours(), m_comparison->newer.kind == ModelSource::Kind::OpenModel));
    m_view->verticalScrollBar()->setValue(place);
}

void ComparePage::jump(const QString &place)
{
    if (m_document.model())
        m_document.select(selectionOfPlace(*m_document.model(), place));
}

void ComparePage::copy()
{
    if (m_comparison)
        QGuiApplication::clipboard()->setText(differenceText(m_comparison->differences));
}

} // namespace keywright::ui
