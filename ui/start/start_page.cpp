#include "ui/start/start_page.h"

#include <QFileInfo>
#include <QPushButton>
#include <QToolButton>

#include "ui/parts/labels.h"
#include "ui/start/sample_card.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kContentWidth = 920;

/// The logo at the pixel ratio of the screen it is on.
class Logo : public QWidget {
public:
    explicit Logo(int size) : m_size(size) { setFixedSize(size, size); }

protected:
    void paintEvent(QPaintEvent *) override { QPainter(this).drawPixmap(rect(), logoPixmap(m_size, devicePixelRatioF())); }

private:
    int m_size;
};

void clear(QVBoxLayout &layout)
{
    while (QLayoutItem *item = layout.takeAt(0)) {
        if (QWidget *widget = item->widget())
            widget->deleteLater();
        delete item;
    }
}

} // namespace

StartPage::StartPage(RecentModels &recent, QWidget *parent)
    : QScrollArea(parent), m_recent(recent), m_recentList(new QVBoxLayout), m_sampleList(new QVBoxLayout), m_background(this)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Start"));
    setFocusPolicy(Qt::NoFocus);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(space::kXxl);
    columns->addWidget(makeRecent(), 1);
    columns->addWidget(makeSamples(), 1);
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
    auto *open = new QPushButton(icon(QStringLiteral("open"), IconTint::OnAccent), tr("Open model…"));
    open->setObjectName(QStringLiteral("openModel"));
    open->setAccessibleName(tr("Open a model"));
    open->setProperty("primary", true);
    connect(open, &QPushButton::clicked, this, &StartPage::openWanted);
    auto *words = new QVBoxLayout;
    words->setSpacing(space::kXs);
    words->addWidget(makeLabel(tr("Keywright"), TextRole::Display));
    words->addWidget(makeLabel(tr("Design DynamoDB data models, and prove them on a real engine."), TextRole::Body, LabelTone::Secondary));
    auto *head = new QWidget;
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins({});
    layout->setSpacing(space::kL);
    layout->addWidget(new Logo(64));
    layout->addLayout(words, 1);
    layout->addWidget(open, 0, Qt::AlignVCenter);
    return head;
}

QWidget *StartPage::makeRecent()
{
    auto *part = new QWidget;
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins({});
    layout->setSpacing(space::kM);
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
    m_sampleList->setSpacing(space::kL);
    layout->addLayout(m_sampleList);
    layout->addStretch(1);
    return part;
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
    if (m_recent.files().isEmpty())
        m_recentList->addWidget(makeParagraph(tr("Models that you open are listed here. Open one, drop a *.keywright.json "
                                                 "file onto this window, or begin with a sample."),
                                              TextRole::Body, LabelTone::Secondary));
}

void StartPage::showSamples(std::vector<Sample> samples)
{
    clear(*m_sampleList);
    for (Sample &sample : samples) {
        auto *card = new SampleCard(std::move(sample));
        connect(card, &QAbstractButton::clicked, this, [this, card] { emit fileWanted(card->file()); });
        m_sampleList->addWidget(card);
    }
    if (samples.empty())
        m_sampleList->addWidget(
            makeParagraph(tr("No samples were found in %1.").arg(samplesFolder()), TextRole::Body, LabelTone::Secondary));
    m_complete = true;
}

} // namespace keywright::ui
