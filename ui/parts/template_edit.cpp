#include "ui/parts/template_edit.h"

#include <algorithm>

#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QTextCharFormat>

#include "ui/document/text.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

namespace keywright::ui {

namespace {

using Attribute = QInputMethodEvent::Attribute;

const QList<Completion> &filters()
{
    static const QList<Completion> all{
        {QStringLiteral("pad:10"), TemplateEdit::tr("zeros to the left"), {}},
        {QStringLiteral("upper"), TemplateEdit::tr("capital letters"), {}},
        {QStringLiteral("lower"), TemplateEdit::tr("small letters"), {}},
        {QStringLiteral("date:yyyy-MM"), TemplateEdit::tr("part of a time"), {}},
        {QStringLiteral("shard:10"), TemplateEdit::tr("spread over so many"), {}},
    };
    return all;
}

/// Core counts in the bytes of UTF-8.
int letterAt(const QString &text, std::size_t byte)
{
    return static_cast<int>(QString::fromUtf8(text.toUtf8().left(static_cast<qsizetype>(byte))).size());
}

QString sentence(const model::TemplateError &error)
{
    QString text = toQString(error.message);
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text.endsWith(QLatin1Char('.')) ? text : text + QLatin1Char('.');
}

} // namespace

TemplateEdit::TemplateEdit(QWidget *parent) : EditLine(parent), m_list(new CompletionList(this))
{
    setMono(true);
    connect(this, &QLineEdit::textChanged, this, &TemplateEdit::colour);
    connect(this, &QLineEdit::textEdited, this, &TemplateEdit::offer);
    connect(this, &QLineEdit::cursorPositionChanged, this, [this] {
        if (m_list->isOffering() && !context())
            m_list->hide();
    });
    connect(m_list, &CompletionList::chosen, this, &TemplateEdit::insertCompletion);
    connect(&theme(), &Theme::changed, this, &TemplateEdit::colour);
}

void TemplateEdit::setNames(std::vector<Name> names)
{
    if (names == m_names)
        return;
    m_names = std::move(names);
    colour();
}

void TemplateEdit::setNames(const model::Entity &entity)
{
    std::vector<Name> names;
    names.reserve(entity.attributes.size());
    for (const model::Attribute &attribute : entity.attributes)
        names.push_back({toQString(attribute.name), toQString(value::tagOf(attribute.type))});
    setNames(std::move(names));
}

Refusal TemplateEdit::problemOf(const QString &text)
{
    const auto parsed = model::KeyTemplate::parse(text.toStdString());
    return parsed ? std::nullopt : Refusal(sentence(parsed.error()));
}

Refusal TemplateEdit::problem() const
{
    return problemOf(text());
}

QStringList TemplateEdit::unknownNames() const
{
    QStringList unknown;
    const auto parsed = model::KeyTemplate::parse(text().toStdString());
    if (!parsed || m_names.empty())
        return unknown;
    for (const std::string &name : parsed->names()) {
        const QString wanted = toQString(name);
        if (std::none_of(m_names.begin(), m_names.end(), [&](const Name &known) { return known.name == wanted; }))
            unknown << wanted;
    }
    return unknown;
}

bool TemplateEdit::isCompleting() const
{
    return m_list->isOffering();
}

QSize TemplateEdit::sizeHint() const
{
    return {qMax(EditLine::sizeHint().width(), fontMetrics().horizontalAdvance(text()) + 24), EditLine::sizeHint().height()};
}

std::optional<TemplateEdit::Context> TemplateEdit::context() const
{
    const QString before = text().left(cursorPosition());
    int open = -1;
    for (int at = 0; at < before.size(); ++at) {
        const QChar letter = before[at];
        const bool doubled = at + 1 < before.size() && before[at + 1] == letter;
        if (letter == QLatin1Char('{') && doubled && open < 0)
            ++at;
        else if (letter == QLatin1Char('{'))
            open = at;
        else if (letter == QLatin1Char('}'))
            open = -1;
    }
    if (open < 0)
        return std::nullopt;
    const auto bar = static_cast<int>(before.lastIndexOf(QLatin1Char('|')));
    const int start = qMax(open, bar) + 1;
    return Context{start, before.mid(start), bar > open};
}

QList<Completion> TemplateEdit::completionsFor(const Context &context) const
{
    QList<Completion> all = context.filter ? filters() : QList<Completion>();
    if (!context.filter) {
        for (const Name &name : m_names)
            all << Completion{name.name, name.hint, {}};
    }
    QList<Completion> fitting;
    for (const bool atStart : {true, false}) {
        for (const Completion &completion : all) {
            const bool starts = completion.text.startsWith(context.typed, Qt::CaseInsensitive);
            if (starts == atStart && completion.text.contains(context.typed, Qt::CaseInsensitive))
                fitting << completion;
        }
    }
    if (fitting.size() == 1 && fitting.front().text == context.typed)
        return {};
    return fitting;
}

void TemplateEdit::offer()
{
    const auto here = context();
    if (!here || !hasFocus()) {
        m_list->hide();
        return;
    }
    m_list->offer(completionsFor(*here), QPoint(cursorRect().x(), height() + 2));
}

void TemplateEdit::insertCompletion()
{
    const auto here = context();
    const Completion completion = m_list->current();
    m_list->hide();
    if (!here || completion.text.isEmpty())
        return;
    setSelection(here->start, cursorPosition() - here->start);
    const bool closed = text().mid(cursorPosition()).startsWith(QLatin1Char('}'));
    insert(completion.text + (closed ? QString() : QStringLiteral("}")));
    if (closed)
        setCursorPosition(cursorPosition() + 1);
    // What a filter takes is chosen, so that the next letters replace it.
    const auto colon = static_cast<int>(completion.text.indexOf(QLatin1Char(':')));
    if (colon >= 0)
        setSelection(here->start + colon + 1, static_cast<int>(completion.text.size()) - colon - 1);
    m_list->hide();
    emit textEdited(text());
}

bool TemplateEdit::event(QEvent *event)
{
    if (event->type() == QEvent::KeyPress && m_list->isOffering()) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Tab:
        case Qt::Key_Return:
        case Qt::Key_Enter:
            insertCompletion();
            event->accept();
            return true;
        case Qt::Key_Down: m_list->step(1); return true;
        case Qt::Key_Up: m_list->step(-1); return true;
        case Qt::Key_Escape: m_list->hide(); return true;
        default: break;
        }
    }
    return EditLine::event(event);
}

void TemplateEdit::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) {
        offer();
        return;
    }
    EditLine::keyPressEvent(event);
}

void TemplateEdit::focusOutEvent(QFocusEvent *event)
{
    m_list->hide();
    EditLine::focusOutEvent(event);
}

void TemplateEdit::colour()
{
    const Colours &colours = theme().colours();
    QTextCharFormat placeholder;
    placeholder.setForeground(colours.accent);
    placeholder.setBackground(colours.accentSoft);
    QTextCharFormat unknown = placeholder;
    unknown.setUnderlineStyle(QTextCharFormat::DotLine);
    unknown.setUnderlineColor(colours.warning);
    unknown.setForeground(colours.warning);
    QTextCharFormat wrong;
    wrong.setForeground(colours.error);
    wrong.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    wrong.setUnderlineColor(colours.error);

    const QString all = text();
    QList<Attribute> attributes;
    const auto mark = [&](int start, int length, const QTextCharFormat &format) {
        if (length > 0)
            attributes << Attribute(QInputMethodEvent::TextFormat, start - cursorPosition(), length, format);
    };
    const auto parsed = model::KeyTemplate::parse(all.toStdString());
    if (parsed) {
        const QStringList strangers = unknownNames();
        for (const model::TemplatePart &part : parsed->parts()) {
            const int start = letterAt(all, part.offset);
            if (part.isPlaceholder)
                mark(start, letterAt(all, part.offset + part.length) - start,
                     strangers.contains(toQString(part.text)) ? unknown : placeholder);
        }
    } else {
        const int start = letterAt(all, parsed.error().offset);
        mark(start, static_cast<int>(all.size()) - start, wrong);
    }
    // QLineEdit lays formats over its text only when they come as those of an input method.
    QInputMethodEvent formats({}, attributes);
    QLineEdit::event(&formats);
}

TemplateField::TemplateField(const QString &name, QWidget *parent) : TextField(name, new TemplateEdit, parent)
{
    setCheck(&TemplateEdit::problemOf);
    connect(this, &TextField::edited, this, &TemplateField::judgeNames);
    connect(this, &TextField::committed, this, &TemplateField::judgeNames);
}

TemplateEdit &TemplateField::edit() const
{
    return static_cast<TemplateEdit &>(line());
}

void TemplateField::judgeNames()
{
    const TemplateEdit &line = edit();
    const Refusal problem = line.problem();
    // Between an open brace and the cursor the template is being typed, and no one needs to be told.
    const bool typing = problem && line.hasFocus() && text().lastIndexOf(QLatin1Char('{')) > text().lastIndexOf(QLatin1Char('}'));
    refuse(typing ? QString() : problem.value_or(QString()));
    const QStringList unknown = line.unknownNames();
    if (!problem && !unknown.isEmpty())
        warn(tr("The entity has no attribute %1, so items will lack this key.").arg(unknown.join(QStringLiteral(", "))));
}

} // namespace keywright::ui
