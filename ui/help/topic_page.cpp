#include "ui/help/topic_page.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QPushButton>

#include "ui/help/guide.h"
#include "ui/help/help_topics.h"
#include "ui/parts/labels.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

TopicPage::TopicPage(QWidget *parent)
    : QWidget(parent),
      m_title(makeLabel({}, TextRole::Title)),
      m_text(makeParagraph({})),
      m_example(makeParagraph({}, TextRole::Mono)),
      m_source(makeParagraph({}, TextRole::Caption, LabelTone::Secondary)),
      m_more(new QPushButton)
{
    m_title->setObjectName(QStringLiteral("helpTitle"));
    m_text->setObjectName(QStringLiteral("helpText"));
    m_more->setAutoDefault(false); // Enter is for what has the focus
    m_more->setObjectName(QStringLiteral("helpMore"));
    auto *example = new QFrame;
    example->setProperty("role", "panel");
    auto *inside = new QVBoxLayout(example);
    inside->setContentsMargins(space::kM, space::kM, space::kM, space::kM);
    inside->addWidget(makeLabel(tr("Example"), TextRole::Caption, LabelTone::Secondary));
    inside->addWidget(m_example);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, space::kXs, 0, 0);
    layout->setSpacing(space::kM);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addWidget(example);
    layout->addWidget(m_source);
    layout->addWidget(m_more, 0, Qt::AlignLeft);
    layout->addStretch(1);
    connect(m_more, &QPushButton::clicked, this, [this] { emit pageWanted(m_page); });
}

void TopicPage::explain(const HelpTopic &topic, const GuidePage *page)
{
    m_title->setText(topic.title);
    m_text->setText(topic.text);
    m_example->setText(topic.example);
    m_example->parentWidget()->setVisible(!topic.example.isEmpty());
    m_source->setText(topic.source.isEmpty() ? QString() : tr("Amazon DynamoDB Developer Guide, “%1”").arg(topic.source));
    m_source->setVisible(!topic.source.isEmpty());
    m_page = page != nullptr ? page->name : QString();
    m_more->setText(page != nullptr ? tr("More in the guide: %1").arg(page->title) : QString());
    m_more->setVisible(page != nullptr);
}

} // namespace keywright::ui
