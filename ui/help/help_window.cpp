#include "ui/help/help_window.h"

#include <algorithm>
#include <utility>

#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScrollBar>
#include <QShortcut>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeWidget>

#include "ui/help/guide.h"
#include "ui/help/guide_view.h"
#include "ui/help/help_topics.h"
#include "ui/help/topic_page.h"
#include "ui/parts/labels.h"
#include "ui/parts/search_field.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kListWidth = 260;
constexpr int kKindRole = Qt::UserRole;
constexpr int kNameRole = Qt::UserRole + 1;
constexpr int kTextRole = Qt::UserRole + 2; ///< what is searched

bool hasAll(const QString &text, const QStringList &words)
{
    return std::all_of(words.begin(), words.end(), [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace

HelpWindow::HelpWindow(QWidget *parent)
    : QDialog(parent),
      m_search(new SearchField(tr("Search the guide"))),
      m_contents(new QTreeWidget),
      m_back(makeIconButton(QStringLiteral("chevron-left"), tr("Back (Alt+Left)"))),
      m_forward(makeIconButton(QStringLiteral("chevron-right"), tr("Forward (Alt+Right)"))),
      m_section(makeLabel({}, TextRole::Caption, LabelTone::Secondary)),
      m_shown(new QStackedWidget),
      m_topic(new TopicPage),
      m_guide(new GuideView)
{
    setObjectName(QStringLiteral("helpWindow"));
    setWindowTitle(tr("Guide"));
    setWindowFlag(Qt::WindowMaximizeButtonHint);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::kL, space::kL, space::kL, space::kL);
    layout->setSpacing(space::kL);
    layout->addWidget(makeList());
    layout->addWidget(makePage(), 1);
    resize(1120, 740);
    addPages();
    addTopics();
    connect(m_search, &QLineEdit::textChanged, this, &HelpWindow::filter);
    connect(m_contents, &QTreeWidget::currentItemChanged, this, &HelpWindow::choose);
    connect(m_topic, &TopicPage::pageWanted, this, &HelpWindow::showPage);
    connect(m_guide, &GuideView::pageWanted, this, &HelpWindow::showPage);
    connect(m_back, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_forward, &QToolButton::clicked, this, [this] { step(1); });
    connect(new QShortcut(QKeySequence(Qt::ALT | Qt::Key_Left), this), &QShortcut::activated, this, [this] { step(-1); });
    connect(new QShortcut(QKeySequence(Qt::ALT | Qt::Key_Right), this), &QShortcut::activated, this, [this] { step(1); });
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, m_search, [this] { m_search->setFocus(); });
    showPage(QLatin1String(kGuideContents));
}

QWidget *HelpWindow::makeList()
{
    m_search->setObjectName(QStringLiteral("helpSearch"));
    m_search->setAccessibleName(tr("Search the guide"));
    m_search->installEventFilter(this);
    m_contents->setObjectName(QStringLiteral("helpContents"));
    m_contents->setAccessibleName(tr("Contents"));
    m_contents->setFrameShape(QFrame::NoFrame);
    m_contents->setHeaderHidden(true);
    m_contents->setIndentation(space::kM);
    m_contents->setUniformRowHeights(true);
    auto *part = new QWidget;
    part->setFixedWidth(kListWidth);
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins({});
    layout->setSpacing(space::kS);
    layout->addWidget(m_search);
    layout->addWidget(m_contents, 1);
    return part;
}

QWidget *HelpWindow::makePage()
{
    m_back->setObjectName(QStringLiteral("helpBack"));
    m_forward->setObjectName(QStringLiteral("helpForward"));
    m_section->setObjectName(QStringLiteral("helpSection"));
    auto *bar = new QHBoxLayout;
    bar->setSpacing(space::kXs);
    bar->addWidget(m_back);
    bar->addWidget(m_forward);
    bar->addSpacing(space::kS);
    bar->addWidget(m_section, 1);
    auto *topic = new QWidget;
    auto *inset = new QVBoxLayout(topic);
    inset->setContentsMargins(space::kL, 0, space::kL, 0);
    inset->addWidget(m_topic);
    m_shown->addWidget(topic);
    m_shown->addWidget(m_guide);
    auto *part = new QWidget;
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins({});
    layout->setSpacing(space::kS);
    layout->addLayout(bar);
    layout->addWidget(m_shown, 1);
    return part;
}

QTreeWidgetItem *HelpWindow::addGroup(const QString &title)
{
    auto *group = new QTreeWidgetItem(m_contents, {title});
    group->setFlags(Qt::ItemIsEnabled);
    group->setFont(0, fontOf(TextRole::Strong));
    group->setSizeHint(0, {0, kRowHeight});
    group->setExpanded(true);
    return group;
}

/// A null group is the top.
void HelpWindow::addEntry(QTreeWidgetItem *group, const QString &title, const QString &text, const Place &place)
{
    auto *entry = group != nullptr ? new QTreeWidgetItem(group, {title}) : new QTreeWidgetItem(m_contents, {title});
    entry->setData(0, kKindRole, static_cast<int>(place.kind));
    entry->setData(0, kNameRole, place.name);
    entry->setData(0, kTextRole, QString(title + QLatin1Char('\n') + text));
    entry->setSizeHint(0, {0, kRowHeight});
}

void HelpWindow::addPages()
{
    QTreeWidgetItem *group = nullptr;
    QString section;
    for (const GuidePage &page : guidePages()) {
        if (page.section != section)
            group = addGroup(page.section);
        section = page.section;
        addEntry(group, page.title, page.text, {.kind = Place::Kind::Page, .name = page.name});
    }
}

void HelpWindow::addTopics()
{
    QTreeWidgetItem *screens = addGroup(tr("Screens in two sentences"));
    QTreeWidgetItem *words = addGroup(tr("Words of DynamoDB"));
    for (const HelpTopic &topic : helpTopics())
        addEntry(topic.kind == HelpTopic::Kind::Screen ? screens : words, topic.title, topic.text,
                 {.kind = Place::Kind::Topic, .name = QLatin1String(topic.id)});
}

HelpWindow::Place HelpWindow::placeOf(const QTreeWidgetItem &entry)
{
    return {.kind = static_cast<Place::Kind>(entry.data(0, kKindRole).toInt()), .name = entry.data(0, kNameRole).toString()};
}

QTreeWidgetItem *HelpWindow::entryOf(const Place &place) const
{
    for (QTreeWidgetItemIterator entry(m_contents); *entry != nullptr; ++entry)
        if (const Place its = placeOf(**entry); its.kind == place.kind && its.name == place.name && !its.name.isEmpty())
            return *entry;
    return nullptr;
}

QString HelpWindow::topicAt(const QWidget *widget)
{
    for (; widget != nullptr; widget = widget->parentWidget())
        if (const QString id = widget->property(kHelpTopicProperty).toString(); !id.isEmpty())
            return id;
    return {};
}

void HelpWindow::showTopic(const QString &id)
{
    if (findHelpTopic(id) == nullptr)
        return showPage(QLatin1String(kGuideContents));
    m_search->clear();
    visit({.kind = Place::Kind::Topic, .name = id});
}

void HelpWindow::showPage(const QString &name)
{
    m_search->clear();
    const bool known = findGuidePage(name) != nullptr;
    visit({.kind = Place::Kind::Page, .name = known ? name : QString::fromLatin1(kGuideContents)});
}

void HelpWindow::visit(const Place &place)
{
    const bool isLeft = !std::exchange(m_foundBySearch, false);
    if (m_at >= 0) {
        Place &here = m_places[static_cast<std::size_t>(m_at)];
        if (isLeft)
            here.scrolled = m_guide->verticalScrollBar()->value();
        m_places.resize(static_cast<std::size_t>(m_at) + 1);
        if (here.kind == place.kind && here.name == place.name)
            return display(here);
    }
    m_places.push_back(place);
    ++m_at;
    display(place);
}

void HelpWindow::step(int by)
{
    const int to = m_at + by;
    if (to < 0 || to >= static_cast<int>(m_places.size()))
        return;
    m_search->clear();
    m_places[static_cast<std::size_t>(m_at)].scrolled = m_guide->verticalScrollBar()->value();
    m_at = to;
    display(m_places[static_cast<std::size_t>(to)]);
}

void HelpWindow::display(const Place &place)
{
    QTreeWidgetItem *entry = entryOf(place);
    {
        const QSignalBlocker quiet(m_contents);
        m_contents->setCurrentItem(entry);
    }
    if (entry != nullptr)
        m_contents->scrollToItem(entry);
    m_section->setText(entry != nullptr && entry->parent() != nullptr ? entry->parent()->text(0) : QString());
    if (place.kind == Place::Kind::Topic) {
        m_topic->explain(*findHelpTopic(place.name), guidePageOf(place.name));
        m_shown->setCurrentIndex(0);
    } else {
        m_guide->showPage(place.name);
        m_shown->setCurrentIndex(1);
        m_guide->verticalScrollBar()->setValue(place.scrolled);
        m_guide->mark(searchedWords());
    }
    showSteps();
}

void HelpWindow::showNothingFound()
{
    m_topic->explain({.id = "",
                      .title = tr("Nothing found"),
                      .text = tr("No page has these words. Search for one word of DynamoDB, such as index or stream."),
                      .example = {},
                      .source = {}},
                     nullptr);
    m_shown->setCurrentIndex(0);
    m_section->clear();
}

void HelpWindow::showSteps()
{
    m_back->setEnabled(m_at > 0);
    m_forward->setEnabled(m_at + 1 < static_cast<int>(m_places.size()));
}

void HelpWindow::choose(QTreeWidgetItem *entry)
{
    if (entry != nullptr && !placeOf(*entry).name.isEmpty())
        visit(placeOf(*entry));
}

QStringList HelpWindow::searchedWords() const
{
    return m_search->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

/// Leaves the entries that have every word, and shows the first whose title has them, else the first.
void HelpWindow::filter()
{
    const QStringList words = searchedWords();
    QTreeWidgetItem *first = nullptr;
    QTreeWidgetItem *titled = nullptr;
    for (QTreeWidgetItemIterator at(m_contents); *at != nullptr; ++at) {
        QTreeWidgetItem *entry = *at;
        const bool isGroup = placeOf(*entry).name.isEmpty();
        const bool found = !isGroup && hasAll(entry->data(0, kTextRole).toString(), words);
        entry->setHidden(!found);
        if (found && entry->parent() != nullptr)
            entry->parent()->setHidden(false);
        if (found && first == nullptr)
            first = entry;
        if (found && titled == nullptr && hasAll(entry->text(0), words))
            titled = entry;
    }
    if (words.isEmpty())
        return m_guide->mark({});
    if (first == nullptr)
        return showNothingFound();
    if (m_foundBySearch) // by the letters typed before: not a place to come back to
        --m_at;
    const int before = m_at;
    visit(placeOf(titled != nullptr ? *titled : *first));
    m_foundBySearch = m_at > before;
}

/// From the line that is searched with, Down leads into what was found and Enter onto the page.
bool HelpWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down)
            m_contents->setFocus();
        else if (key == Qt::Key_Return || key == Qt::Key_Enter)
            m_shown->currentWidget()->setFocus();
        else
            return QDialog::eventFilter(watched, event);
        return true;
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace keywright::ui
