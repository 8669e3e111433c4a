#include "ui/start/start_page.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QPushButton>
#include <QToolButton>

#include "ui/dialogs/confirm_dialog.h"
#include "ui/document/draft_keeper.h"
#include "ui/parts/labels.h"
#include "ui/start/sample_card.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kContentWidth = 1080;
constexpr int kSampleColumns = 2;

/// The logo at the pixel ratio of the screen it is on.
class Logo : public QWidget {
public:
    explicit Logo(int size) : m_size(size) { setFixedSize(size, size); }

protected:
    void paintEvent(QPaintEvent *) override { QPainter(this).drawPixmap(rect(), logoPixmap(m_size, devicePixelRatioF())); }

private:
    int m_size;
};

void clear(QLayout &layout)
{
    while (QLayoutItem *item = layout.takeAt(0)) {
        if (QWidget *widget = item->widget())
            widget->deleteLater();
        delete item;
    }
}

} // namespace

StartPage::StartPage(RecentModels &recent, QWidget *parent)
    : QScrollArea(parent),
      m_recent(recent),
      m_drafts(new QWidget),
      m_draftList(new QVBoxLayout),
      m_recentList(new QVBoxLayout),
      m_sampleGrid(new QGridLayout),
      m_background(this)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Start"));
    setFocusPolicy(Qt::NoFocus);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(space::kXxl);
    columns->addWidget(makeFiles(), 2);
    columns->addWidget(makeSamples(), 5);
    auto *content = new QWidget;
    content->setMaximumWidth(kContentWidth);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(space::kXl, space::kXxl, space::kXl, space::kXl);
    column->setSpacing(space::kXxl);
    column->addWidget(makeHead());
    column->addLayout(columns);
    column->addStretch(1);
    auto *page = new QWidget;
    page->setProperty("role", "surface");
    page->setAttribute(Qt::WA_StyledBackground);
    auto *across = new QHBoxLayout(page);
    across->setContentsMargins({});
    across->addStretch(1);
    across->addWidget(content, 100);
    across->addStretch(1);
    setWidget(page);

    connect(&recent, &RecentModels::changed, this, &StartPage::showRecent);
    showRecent();
    m_background.start([](const std::stop_token &) { return readSamples(); },
                       [this](std::vector<Sample> samples) { showSamples(std::move(samples)); });
}

QWidget *StartPage::makeHead()
{
    auto *words = new QVBoxLayout;
    words->setSpacing(space::kXs);
    words->addWidget(makeLabel(tr("Keywright"), TextRole::Display));
    words->addWidget(makeLabel(tr("Design DynamoDB data models, and prove them on a real engine."), TextRole::Body, LabelTone::Secondary));
    auto *head = new QWidget;
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins({});
    layout->setSpacing(space::kS);
    layout->addWidget(new Logo(64));
    layout->addSpacing(space::kS);
    layout->addLayout(words, 1);
    const auto add = [layout](const char *name, QPushButton *button, const QString &toolTip) {
        button->setObjectName(QLatin1String(name));
        button->setAccessibleName(toolTip);
        button->setToolTip(toolTip);
        layout->addWidget(button, 0, Qt::AlignVCenter);
        return button;
    };
    connect(add("importModel", new QPushButton(icon(QStringLiteral("import")), tr("Import…")),
                tr("Make a model of NoSQL Workbench files, templates, tables or items")),
            &QPushButton::clicked, this, &StartPage::importWanted);
    connect(add("openModel", new QPushButton(icon(QStringLiteral("open")), tr("Open…")), tr("Open a model")), &QPushButton::clicked, this,
            &StartPage::openWanted);
    QPushButton *create =
        add("newModel", new QPushButton(icon(QStringLiteral("new"), IconTint::OnAccent), tr("New model")), tr("Begin with an empty model"));
    create->setProperty("primary", true);
    connect(create, &QPushButton::clicked, this, &StartPage::newWanted);
    return head;
}

QWidget *StartPage::makeFiles()
{
    auto *drafts = new QVBoxLayout(m_drafts);
    drafts->setContentsMargins(0, 0, 0, space::kL);
    drafts->setSpacing(space::kM);
    drafts->addWidget(makeLabel(tr("Not saved"), TextRole::Heading));
    drafts->addLayout(m_draftList);
    auto *part = new QWidget;
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins({});
    layout->setSpacing(space::kM);
    layout->addWidget(m_drafts);
    layout->addWidget(makeLabel(tr("Recent"), TextRole::Heading));
    m_recentList->setSpacing(2);
    layout->addLayout(m_recentList);
    layout->addStretch(1);
    return part;
}

QWidget *StartPage::makeSamples()
{
    auto *part = new QWidget;
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins({});
    layout->setSpacing(space::kM);
    layout->addWidget(makeLabel(tr("Samples"), TextRole::Heading));
    m_sampleGrid->setSpacing(space::kL);
    layout->addLayout(m_sampleGrid);
    layout->addStretch(1);
    return part;
}

void StartPage::showEvent(QShowEvent *event)
{
    showDrafts(); // what a closed model left since
    QScrollArea::showEvent(event);
}

void StartPage::showDrafts()
{
    clear(*m_draftList);
    const QStringList drafts = DraftKeeper::untitledDrafts();
    for (const QString &draft : drafts)
        m_draftList->addWidget(makeDraftEntry(draft));
    m_drafts->setVisible(!drafts.isEmpty());
}

QWidget *StartPage::makeDraftEntry(const QString &draftFile)
{
    const QString time = QLocale().toString(QFileInfo(draftFile).lastModified(), QLocale::ShortFormat);
    auto *restore = new QPushButton(tr("Restore"));
    restore->setObjectName(QStringLiteral("restoreDraft"));
    restore->setAccessibleName(tr("Restore the model of %1").arg(time));
    connect(restore, &QPushButton::clicked, this, [this, draftFile] { emit draftWanted(draftFile); });
    QToolButton *discardButton = makeIconButton(QStringLiteral("delete"), tr("Discard the model of %1").arg(time));
    connect(discardButton, &QToolButton::clicked, this, [this, draftFile] { discard(draftFile); });
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(makeLabel(tr("A model without a file")));
    words->addWidget(makeLabel(tr("last changed %1").arg(time), TextRole::Caption, LabelTone::Faint));
    auto *entry = new QWidget;
    auto *layout = new QHBoxLayout(entry);
    layout->setContentsMargins({});
    layout->setSpacing(space::kXs);
    layout->addLayout(words, 1);
    layout->addWidget(restore);
    layout->addWidget(discardButton);
    return entry;
}

void StartPage::discard(const QString &draftFile)
{
    const Message question{
        .title = tr("Discard this model?"), .text = tr("It was never saved to a file; what was designed in it is lost."), .details = {}};
    if (!confirm(this, question, tr("Discard")))
        return;
    QFile::remove(draftFile);
    showDrafts();
}

QWidget *StartPage::makeRecentEntry(const QString &file)
{
    const QFileInfo found(file);
    const bool missing = !found.exists();
    auto *button = new QToolButton;
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setIcon(missing ? icon(QStringLiteral("warning"), IconTint::Warning) : icon(QStringLiteral("recent")));
    button->setText(found.fileName());
    button->setEnabled(!missing);
    button->setAccessibleName(missing ? tr("%1, missing").arg(found.fileName()) : tr("Open %1").arg(found.fileName()));
    button->setToolTip(file);
    connect(button, &QToolButton::clicked, this, [this, file] { emit fileWanted(file); });
    QToolButton *forget = makeIconButton(QStringLiteral("close"), tr("Forget %1").arg(found.fileName()));
    connect(forget, &QToolButton::clicked, this, [this, file] { m_recent.remove(file); });

    QLabel *folder = makeLabel({}, TextRole::Caption, LabelTone::Faint);
    const QString place = missing ? tr("Missing: %1").arg(found.absolutePath()) : found.absolutePath();
    folder->setText(folder->fontMetrics().elidedText(place, Qt::ElideMiddle, 340));
    folder->setContentsMargins(space::kXl + 4, 0, 0, 0);
    auto *entry = new QWidget;
    auto *layout = new QVBoxLayout(entry);
    layout->setContentsMargins(0, 0, 0, space::kS);
    layout->setSpacing(0);
    auto *top = new QHBoxLayout;
    top->addWidget(button, 1);
    top->addWidget(forget);
    layout->addLayout(top);
    layout->addWidget(folder);
    return entry;
}

void StartPage::showRecent()
{
    clear(*m_recentList);
    for (const QString &file : m_recent.files())
        m_recentList->addWidget(makeRecentEntry(file));
    if (!m_recent.files().isEmpty())
        return;
    m_recentList->addWidget(makeParagraph(tr("Models that you open are listed here. Drop a file onto this window to open or "
                                             "import it, or begin with a sample."),
                                          TextRole::Body, LabelTone::Secondary));
    auto *tour = new QPushButton(icon(QStringLiteral("run")), tr("Take the tour"));
    tour->setObjectName(QStringLiteral("takeTour"));
    tour->setToolTip(tr("Five steps through the online shop; leave at any time"));
    connect(tour, &QPushButton::clicked, this, &StartPage::tourWanted);
    m_recentList->addSpacing(space::kM);
    m_recentList->addWidget(tour, 0, Qt::AlignLeft);
}

void StartPage::showSamples(std::vector<Sample> samples)
{
    clear(*m_sampleGrid);
    int place = 0;
    for (Sample &sample : samples) {
        auto *card = new SampleCard(std::move(sample));
        connect(card, &QAbstractButton::clicked, this, [this, card] { emit fileWanted(card->file()); });
        m_sampleGrid->addWidget(card, place / kSampleColumns, place % kSampleColumns);
        ++place;
    }
    if (samples.empty())
        m_sampleGrid->addWidget(
            makeParagraph(tr("No samples were found in %1.").arg(samplesFolder()), TextRole::Body, LabelTone::Secondary), 0, 0);
    m_complete = true;
}

} // namespace keywright::ui
