#include "ui/parts/notice_strip.h"

#include <QHBoxLayout>
#include <QPushButton>

#include "ui/parts/labels.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

NoticeStrip::NoticeStrip(const QString &text, const QString &action, QWidget *parent)
    : QWidget(parent), m_text(makeParagraph(text)), m_row(new QHBoxLayout(this))
{
    setProperty("role", "notice");
    setAttribute(Qt::WA_StyledBackground);
    auto *button = new QPushButton(action);
    button->setObjectName(QStringLiteral("noticeAction"));
    m_text->setObjectName(QStringLiteral("noticeText"));
    m_row->setContentsMargins(space::kL, space::kS, space::kL, space::kS);
    m_row->setSpacing(space::kM);
    m_row->addWidget(new IconLabel(QStringLiteral("info"), IconTint::Warning, kIconSize));
    m_row->addWidget(m_text, 1);
    m_row->addWidget(button);
    connect(button, &QPushButton::clicked, this, &NoticeStrip::actionWanted);
}

void NoticeStrip::setText(const QString &text)
{
    m_text->setText(text);
}

QPushButton *NoticeStrip::addButton(const QString &text)
{
    auto *button = new QPushButton(text);
    m_row->insertWidget(m_row->indexOf(m_text) + 1, button);
    return button;
}

} // namespace keywright::ui
