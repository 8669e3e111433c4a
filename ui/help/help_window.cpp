#include "ui/help/help_window.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QListWidget>

#include "ui/help/help_topics.h"
#include "ui/parts/labels.h"
#include "ui/parts/search_field.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kListWidth = 240;

QString iconOf(const HelpTopic &topic)
{
    return topic.kind == HelpTopic::Kind::Screen ? QStringLiteral("design") : QStringLiteral("note");
}

} // namespace

HelpWindow::HelpWindow(QWidget *parent)
    : QDialog(parent),
      m_search(new SearchField(tr("Search help"))),
      m_list(new QListWidget),
      m_title(makeLabel({}, TextRole::Title)),
      m_text(makeParagraph({})),
      m_example(makeParagraph({}, TextRole::Mono)),
      m_source(makeParagraph({}, TextRole::Caption, LabelTone::Secondary))
{
    setObjectName(QStringLiteral("helpWindow"));
    setWindowTitle(tr("Help"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::kL, space::kL, space::kL, space::kL);
    layout->setSpacing(space::kXl);
    layout->addWidget(makeList());
    layout->addWidget(makePage(), 1);
    resize(760, 460);
    connect(m_search, &QLineEdit::textChanged, this, &HelpWindow::filter);
    connect(m_list, &QListWidget::currentRowChanged, this, &HelpWindow::showRow);
    showTopic({});
}

QWidget *HelpWindow::makeList()
{
    m_search->setObjectName(QStringLiteral("helpSearch"));
    m_list->setObjectName(QStringLiteral("helpTopics"));
    m_list->setAccessibleName(tr("Topics"));
    m_list->setFrameShape(QFrame::NoFrame);
    for (const HelpTopic &topic : helpTopics()) {
        auto *row = new QListWidgetItem(icon(iconOf(topic)), topic.title, m_list);
        row->setSizeHint({0, kRowHeight});
    }
    auto *part = new QWidget;
    part->setFixedWidth(kListWidth);
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins({});
    layout->setSpacing(space::kS);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    return part;
}

QWidget *HelpWindow::makePage()
{
    m_title->setObjectName(QStringLiteral("helpTitle"));
    m_text->setObjectName(QStringLiteral("helpText"));
    auto *example = new QFrame;
    example->setProperty("role", "panel");
    auto *inside = new QVBoxLayout(example);
    inside->setContentsMargins(space::kM, space::kM, space::kM, space::kM);
    inside->addWidget(makeLabel(tr("Example"), TextRole::Caption, LabelTone::Secondary));
    inside->addWidget(m_example);
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, space::kXs, 0, 0);
    layout->setSpacing(space::kM);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addWidget(example);
    layout->addWidget(m_source);
    layout->addStretch(1);
    return page;
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
    m_search->clear();
    const auto &topics = helpTopics();
    int row = 0;
    for (int i = 0; i < static_cast<int>(topics.size()); ++i)
        if (id == QLatin1String(topics[static_cast<std::size_t>(i)].id))
            row = i;
    m_list->setCurrentRow(row);
    m_list->scrollToItem(m_list->currentItem());
}

void HelpWindow::filter(const QString &text)
{
    int first = -1;
    for (int row = m_list->count() - 1; row >= 0; --row) {
        const HelpTopic &topic = helpTopics()[static_cast<std::size_t>(row)];
        const bool found = topic.title.contains(text, Qt::CaseInsensitive) || topic.text.contains(text, Qt::CaseInsensitive);
        m_list->item(row)->setHidden(!found);
        first = found ? row : first;
    }
    if (m_list->currentItem() == nullptr || m_list->currentItem()->isHidden())
        m_list->setCurrentRow(first);
    if (first < 0)
        showRow(-1);
}

void HelpWindow::showRow(int row)
{
    const bool found = row >= 0;
    const HelpTopic nothing{.id = "",
                            .title = tr("Nothing found"),
                            .text = tr("No topic has these words. Search for one word of DynamoDB, such as index or stream."),
                            .example = {},
                            .source = {}};
    const HelpTopic &topic = found ? helpTopics()[static_cast<std::size_t>(row)] : nothing;
    m_title->setText(topic.title);
    m_text->setText(topic.text);
    m_example->setText(topic.example);
    m_example->parentWidget()->setVisible(!topic.example.isEmpty());
    m_source->setText(topic.source.isEmpty() ? QString() : tr("Amazon DynamoDB Developer Guide, “%1”").arg(topic.source));
}

} // namespace keywright::ui
