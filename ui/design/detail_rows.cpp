#include "ui/design/detail_rows.h"

#include <QApplication>
#include <QGridLayout>
#include <QScrollBar>
#include <QTimer>

#include "ui/parts/labels.h"
#include "ui/parts/template_text.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kFirstColumn = 136; ///< of a table: for the longest operation

/// A template on one line, cut where it does not fit.
class TemplateLine : public QWidget {
public:
    explicit TemplateLine(QString text) : m_text(std::move(text))
    {
        setFixedHeight(kRowHeight - space::kS);
        setToolTip(m_text);
        setAccessibleName(m_text);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        drawTemplate(painter, rect(), m_text);
    }

private:
    QString m_text;
};

} // namespace

DetailRows::DetailRows(const QString &name, QWidget *parent) : QScrollArea(parent)
{
    setAccessibleName(name);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    start();
}

void DetailRows::start()
{
    auto *page = new QWidget;
    page->setProperty("role", "surface");
    page->setAttribute(Qt::WA_StyledBackground);
    m_rows = new QVBoxLayout(page);
    m_rows->setContentsMargins(space::kL, space::kM, space::kL, space::kL);
    m_rows->setSpacing(space::kS);
    setWidget(page);
    page->show(); // a scroll area that is shown does not do so by itself
}

void DetailRows::clear()
{
    m_scrolledTo = verticalScrollBar()->value();
    const QWidget *focused = QApplication::focusWidget();
    if (focused != nullptr && focused != this && widget()->isAncestorOf(focused)) {
        m_focused = focused->objectName();
        setFocus(); // or it would leave the page with what is taken away
    } else if (focused != this) {
        m_focused.clear();
    }
    // What is taken away may be the button that was clicked.
    if (QWidget *old = takeWidget()) {
        old->hide();
        old->deleteLater();
    }
    start();
}

/// A scroll area gives its page the least height at any width, which is far more than paragraphs need at this one.
void DetailRows::fitHeight()
{
    const int needed = widget() ? m_rows->totalHeightForWidth(viewport()->width()) : -1;
    if (needed >= 0)
        widget()->setMaximumHeight(qMax(needed, viewport()->height()));
}

void DetailRows::resizeEvent(QResizeEvent *event)
{
    fitHeight();
    QScrollArea::resizeEvent(event);
}

void DetailRows::finish()
{
    m_rows->addStretch();
    const int place = m_scrolledTo;
    QTimer::singleShot(0, this, [this, place] {
        fitHeight();
        verticalScrollBar()->setValue(place);
        auto *focused = m_focused.isEmpty() || !hasFocus() ? nullptr : widget()->findChild<QWidget *>(m_focused);
        if (focused != nullptr && focused->isEnabled())
            focused->setFocus();
    });
}

void DetailRows::addStatus(const QString &iconName, IconTint tint, const QString &word, const QString &sentence)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::kS);
    row->addWidget(new IconLabel(iconName, tint, kIconSize), 0, Qt::AlignTop);
    row->addWidget(makeLabel(word, TextRole::Strong), 0, Qt::AlignTop);
    row->addWidget(makeParagraph(sentence, TextRole::Body, LabelTone::Secondary), 1, Qt::AlignTop);
    m_rows->addLayout(row);
}

void DetailRows::addLine(const QString &iconName, IconTint tint, const QString &sentence, const QString &place)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::kS);
    row->addWidget(new IconLabel(iconName, tint, kIconSize), 0, Qt::AlignTop);
    if (!place.isEmpty())
        row->addWidget(makeLabel(place, TextRole::MonoCaption, LabelTone::Chip), 0, Qt::AlignTop);
    row->addWidget(makeParagraph(sentence), 1, Qt::AlignTop);
    m_rows->addLayout(row);
}

void DetailRows::addText(const QString &text)
{
    m_rows->addWidget(makeParagraph(text, TextRole::Body, LabelTone::Secondary));
}

void DetailRows::addSection(const QString &title)
{
    m_rows->addSpacing(space::kXs);
    m_rows->addWidget(makeLine());
    m_rows->addWidget(makeLabel(title, TextRole::Strong));
}

void DetailRows::addChips(const QStringList &chips)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::kXs);
    for (const QString &chip : chips) {
        QLabel *label = makeLabel(chip, TextRole::Caption, LabelTone::Chip);
        label->setMinimumWidth(0);
        label->setToolTip(chip);
        row->addWidget(label);
    }
    row->addStretch();
    m_rows->addLayout(row);
}

void DetailRows::addTemplate(const QString &text)
{
    m_rows->addWidget(new TemplateLine(text));
}

void DetailRows::addWidget(QWidget *widget)
{
    m_rows->addWidget(widget);
}

void DetailRows::addTable(const QStringList &headings, const QList<QStringList> &rows, int firstNumber)
{
    auto *cells = new QGridLayout;
    cells->setHorizontalSpacing(space::kL);
    cells->setVerticalSpacing(space::kXs);
    const auto alignment = [firstNumber](int column) {
        return Qt::Alignment(column >= firstNumber ? Qt::AlignRight | Qt::AlignTop : Qt::AlignLeft | Qt::AlignTop);
    };
    for (int column = 0; column < headings.size(); ++column)
        cells->addWidget(makeLabel(headings[column], TextRole::Caption, LabelTone::Faint), 0, column, alignment(column));
    for (int row = 0; row < rows.size(); ++row) {
        for (int column = 0; column < rows[row].size(); ++column) {
            const bool isNumber = column >= firstNumber;
            QLabel *cell = isNumber ? makeLabel(rows[row][column]) : makeParagraph(rows[row][column]);
            cell->setTextInteractionFlags(Qt::TextSelectableByMouse);
            if (isNumber)
                cells->addWidget(cell, row + 1, column, alignment(column));
            else
                cells->addWidget(cell, row + 1, column);
        }
    }
    cells->setColumnMinimumWidth(0, kFirstColumn);
    for (int column = 1; column < qMin<int>(firstNumber, static_cast<int>(headings.size())); ++column)
        cells->setColumnStretch(column, 1);
    m_rows->addLayout(cells);
}

} // namespace keywright::ui
