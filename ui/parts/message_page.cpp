#include "ui/parts/message_page.h"

#include <QPushButton>

#include "ui/parts/labels.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kTextWidth = 560;

} // namespace

MessagePage::MessagePage(QWidget *parent)
    : QWidget(parent),
      m_icon(new IconLabel(QStringLiteral("info"), IconTint::Secondary, 32)),
      m_title(makeLabel({}, TextRole::Heading)),
      m_text(makeLabel({}, TextRole::Body, LabelTone::Secondary)),
      m_details(makeLabel({}, TextRole::Mono, LabelTone::Secondary)),
      m_buttons(new QHBoxLayout)
{
    setProperty("role", "surface");
    setAttribute(Qt::WA_StyledBackground);
    for (QLabel *label : {m_title, m_text, m_details}) {
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_buttons->setSpacing(space::kS);
    auto *box = new QWidget;
    box->setMaximumWidth(kTextWidth);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins({});
    column->setSpacing(space::kS);
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addSpacing(space::kXs);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addWidget(m_details);
    column->addSpacing(space::kS);
    column->addLayout(m_buttons);
    auto *across = new QHBoxLayout;
    across->addStretch(1);
    across->addWidget(box, 100);
    across->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::kL, space::kL, space::kL, space::kL);
    layout->addStretch(2);
    layout->addLayout(across);
    layout->addStretch(3);
    m_buttons->setAlignment(Qt::AlignHCenter);
}

void MessagePage::setContent(const Content &content)
{
    m_icon->setIcon(content.iconName, content.tint);
    m_title->setText(content.title);
    m_text->setText(content.text);
    m_text->setVisible(!content.text.isEmpty());
    m_details->setText(content.details);
    m_details->setVisible(!content.details.isEmpty());
    setAccessibleName(content.title);
    setAccessibleDescription(content.text);
}

QPushButton *MessagePage::addButton(const QString &text, bool quiet)
{
    auto *button = new QPushButton(text);
    button->setAccessibleName(text);
    button->setProperty("primary", m_buttons->count() == 0 && !quiet);
    m_buttons->addWidget(button);
    return button;
}

} // namespace keywright::ui
