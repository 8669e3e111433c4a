#include "ui/window/inspector_page.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QToolButton>

#include "core/value/dynamodb_json.h"
#include "ui/document/text.h"
#include "ui/inspector/form.h"
#include "ui/parts/key_header.h"
#include "ui/parts/template_text.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kLabelWidth = 96;
constexpr int kMaxCodeLines = 24;

/// An icon of the theme or an entity's mark, drawn sharp.
class HeadIcon : public QWidget {
public:
    explicit HeadIcon(QIcon icon) : m_icon(std::move(icon)) { setFixedSize(28, 28); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        m_icon.paint(&painter, rect());
    }

private:
    QIcon m_icon;
};

/// Long words without a place to break, such as keys, may break anywhere: QLabel breaks at words only.
QString breakable(const QString &text)
{
    constexpr int kUnbroken = 24;
    constexpr int kJoint = 12; ///< letters before a joint of a function's name that may part it
    constexpr QChar kZeroWidthSpace(0x200B);
    QString result;
    int run = 0;
    for (const QChar letter : text) {
        run = letter.isSpace() ? 0 : run + 1;
        result += letter;
        const bool isJoint = run > kJoint && (letter == QLatin1Char('_') || letter == QLatin1Char('('));
        if (isJoint || (run > kUnbroken && !letter.isHighSurrogate()))
            result += kZeroWidthSpace;
    }
    return result;
}

QHBoxLayout *makeRow()
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins({});
    row->setSpacing(space::kS);
    return row;
}

} // namespace

InspectorPage::InspectorPage(QWidget *parent) : QWidget(parent), m_rows(new QVBoxLayout(this))
{
    setProperty("role", "window");
    setAttribute(Qt::WA_StyledBackground);
    m_rows->setContentsMargins(space::kM, space::kXs, space::kM, space::kL);
    m_rows->setSpacing(space::kXs);
}

void InspectorPage::addHead(const QString &kind, const QString &name, const QIcon &icon)
{
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(makeLabel(kind, TextRole::Caption, LabelTone::Faint));
    QLabel *title = makeParagraph(name, TextRole::Heading);
    title->setObjectName(QStringLiteral("inspectorTitle"));
    words->addWidget(title);
    QHBoxLayout *row = makeRow();
    row->setSpacing(space::kM);
    row->addWidget(new HeadIcon(icon), 0, Qt::AlignTop);
    row->addLayout(words, 1);
    m_rows->addLayout(row);
}

void InspectorPage::addNote(const QString &note)
{
    if (!note.isEmpty())
        addText(note);
}

void InspectorPage::addSection(const QString &title)
{
    m_rows->addSpacing(space::kS);
    m_rows->addWidget(makeLine());
    m_rows->addSpacing(2);
    m_rows->addWidget(makeLabel(title, TextRole::Strong));
}

void InspectorPage::addField(const QString &label, const QString &value, bool mono)
{
    QHBoxLayout *row = makeRow();
    QLabel *name = makeLabel(label, TextRole::Body, LabelTone::Faint);
    name->setFixedWidth(kLabelWidth);
    row->addWidget(name, 0, Qt::AlignTop);
    row->addWidget(makeParagraph(breakable(value), mono ? TextRole::Mono : TextRole::Body), 1);
    m_rows->addLayout(row);
}

void InspectorPage::addTemplate(const QString &label, const QString &keyTemplate, const QString &keyMark)
{
    if (!label.isEmpty()) {
        QHBoxLayout *row = makeRow();
        if (!keyMark.isEmpty())
            row->addWidget(new KeyMark(keyMark));
        row->addWidget(makeLabel(label, TextRole::MonoCaption, LabelTone::Faint));
        row->addStretch();
        m_rows->addLayout(row);
    }
    QLabel *text = makeParagraph({}, TextRole::Mono);
    text->setTextFormat(Qt::RichText);
    text->setText(templateHtml(keyTemplate));
    text->setAccessibleName(label.isEmpty() ? keyTemplate : QStringLiteral("%1: %2").arg(label, keyTemplate));
    m_rows->addWidget(text);
    if (!label.isEmpty())
        m_rows->addSpacing(space::kXs);
}

void InspectorPage::addAttribute(const QString &name, const QString &typeTag, const QString &remark, const QString &tip)
{
    QHBoxLayout *row = makeRow();
    QLabel *label = makeLabel(name, TextRole::Mono);
    label->setToolTip(tip);
    row->addWidget(label);
    row->addStretch(1);
    if (!remark.isEmpty())
        row->addWidget(makeLabel(remark, TextRole::Caption, LabelTone::Faint));
    row->addWidget(makeLabel(typeTag, TextRole::MonoCaption, LabelTone::Chip));
    m_rows->addLayout(row);
}

void InspectorPage::addValue(const QString &name, const value::AttributeValue &value, const QString &keyMark)
{
    QHBoxLayout *row = makeRow();
    if (!keyMark.isEmpty())
        row->addWidget(new KeyMark(keyMark));
    row->addWidget(makeLabel(name, TextRole::MonoCaption, LabelTone::Faint));
    row->addStretch(1);
    row->addWidget(makeLabel(toQString(value::tagOf(value.type())), TextRole::MonoCaption, LabelTone::Chip));
    m_rows->addLayout(row);
    const QString text = toQString(value::displayText(value));
    m_rows->addWidget(text.isEmpty() ? makeParagraph(tr("Empty string"), TextRole::Body, LabelTone::Faint)
                                     : makeParagraph(breakable(text.left(4000)), TextRole::Mono));
    m_rows->addSpacing(space::kXs);
}

void InspectorPage::addEntities(const QList<EntityLook> &looks)
{
    for (const EntityLook &look : looks) {
        QHBoxLayout *row = makeRow();
        auto *mark = new HeadIcon(entityIcon(look));
        mark->setFixedSize(kMarkSize, kMarkSize);
        row->addWidget(mark);
        row->addWidget(makeLabel(look.name), 1);
        m_rows->addLayout(row);
    }
}

void InspectorPage::addIconLine(const QString &iconName, IconTint tint, const QString &text)
{
    QHBoxLayout *row = makeRow();
    row->addWidget(new IconLabel(iconName, tint, kIconSize), 0, Qt::AlignTop);
    row->addWidget(makeParagraph(text), 1);
    m_rows->addLayout(row);
}

void InspectorPage::addText(const QString &text, LabelTone tone)
{
    m_rows->addWidget(makeParagraph(text, TextRole::Body, tone));
}

void InspectorPage::addCode(const QString &name, const QString &text)
{
    auto *code = new QPlainTextEdit(text);
    code->setReadOnly(true);
    code->setAccessibleName(name);
    code->setObjectName(QStringLiteral("inspectorCode"));
    code->setFont(fontOf(TextRole::MonoCaption));
    code->setLineWrapMode(QPlainTextEdit::NoWrap);
    code->setTabChangesFocus(true);
    const int lines = qMin(kMaxCodeLines, static_cast<int>(text.count(QLatin1Char('\n'))) + 2);
    code->setFixedHeight(lines * QFontMetrics(fontOf(TextRole::MonoCaption)).lineSpacing() + space::kXl);
    QToolButton *copy = makeIconButton(QStringLiteral("copy"), tr("Copy %1").arg(name));
    connect(copy, &QToolButton::clicked, this, [text] { QGuiApplication::clipboard()->setText(text); });
    QHBoxLayout *row = makeRow();
    row->addWidget(makeLabel(name, TextRole::Strong), 1);
    row->addWidget(copy);
    m_rows->addSpacing(space::kS);
    m_rows->addWidget(makeLine());
    m_rows->addLayout(row);
    m_rows->addWidget(code);
}

void InspectorPage::finish()
{
    m_rows->addStretch(1);
}

} // namespace keywright::ui
