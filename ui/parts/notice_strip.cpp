#include "ui/parts/notice_strip.h"

#include <QHBoxLayout>
#include <QPushButton>

#include "ui/parts/labels.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

NoticeStrip::NoticeStrip(const QString &text, const QString &action, QWidget *parent) : QWidget(parent), m_text(makeParagraph(text))
{
    setProperty("role", "notice");
    setAttribute(Qt::WA_StyledBackground);
    auto *button = new QPushButton(action);
    button->setObjectName(QStringLiteral("noticeAction"));
    m_text->setObjectName(QStringLiteral("noticeText"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::kL, space::kS, space::kL, space::kS);
    row->setSpacing(space::kM);
    row->addWidget(new IconLabel(QStringLiteral("info"), IconTint::Warning, kIconSize));
    row->addWidget(m_text, 1);
    row->addWidget(button);
    connect(button, &QPushButton::clicked, this, &NoticeStrip::actionWanted);
}

void NoticeStrip::setText(const QString &text)
{
    m_text->setText(text);
}

} // namespace keywright::ui
