#include "ui/code/code_editor.h"

#include <QKeyEvent>
#include <QVBoxLayout>
#include <Qsci/qscilexer.h>
#include <Qsci/qsciscintilla.h>

#include "ui/code/lexers.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kErrorIndicator = 8; // the first that is not a lexer's
constexpr int kIndent = 2;

/// Digits of the last line's number and a little air.
QString widestNumber(int lines)
{
    return QString(QString::number(qMax(lines, 10)).size() + 1, QLatin1Char('0'));
}

} // namespace

CodeEditor::CodeEditor(const QString &name, QWidget *parent) : QWidget(parent), m_view(new QsciScintilla)
{
    m_view->setAccessibleName(name);
    m_view->setUtf8(true);
    m_view->setEolMode(QsciScintilla::EolUnix);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setIndentationsUseTabs(false);
    m_view->setIndentationWidth(kIndent);
    m_view->setTabWidth(kIndent);
    m_view->setAutoIndent(true);
    m_view->setBraceMatching(QsciScintilla::SloppyBraceMatch);
    m_view->setMarginType(0, QsciScintilla::NumberMargin);
    m_view->setMarginWidth(1, space::kS);
    m_view->setMarginType(1, QsciScintilla::TextMargin);
    m_view->SendScintilla(QsciScintilla::SCI_SETSCROLLWIDTHTRACKING, 1);
    m_view->SendScintilla(QsciScintilla::SCI_SETSCROLLWIDTH, 1);
    m_view->indicatorDefine(QsciScintilla::SquiggleIndicator, kErrorIndicator);
    m_view->installEventFilter(this);
    setFocusProxy(m_view);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_view);
    connect(m_view, &QsciScintilla::linesChanged, this, &CodeEditor::fitLineNumbers);
    connect(m_view, &QsciScintilla::textChanged, this, [this] {
        if (!m_settingText)
            emit edited();
    });
    connect(&theme(), &Theme::changed, this, &CodeEditor::applyTheme);
    applyTheme();
}

CodeEditor::~CodeEditor()
{
    m_view->setLexer(nullptr); // it must not touch the lexer once that is gone
}

void CodeEditor::setLanguage(CodeLanguage language)
{
    if (language == m_language)
        return;
    m_language = language;
    m_view->setLexer(nullptr);
    m_lexer = makeLexer(language);
    applyTheme();
    m_view->setLexer(m_lexer.get());
    applyTheme();
}

void CodeEditor::setReadOnly(bool readOnly)
{
    m_view->setReadOnly(readOnly);
    m_view->setCaretWidth(readOnly ? 0 : 1);
}

bool CodeEditor::eventFilter(QObject *watched, QEvent *event)
{
    const int key = event->type() == QEvent::KeyPress ? static_cast<QKeyEvent *>(event)->key() : 0;
    if (key == Qt::Key_Escape && !m_view->isListActive()) { // the editor would swallow what leaves a dialog
        event->ignore();
        return true;
    }
    if (key == Qt::Key_Space && (static_cast<QKeyEvent *>(event)->modifiers() & Qt::ControlModifier) != 0 && m_complete) {
        offerCompletions();
        return true;
    }
    if (key != 0 && isReadOnly()) {
        if (key == Qt::Key_Tab || key == Qt::Key_Backtab)
            return focusNextPrevChild(key == Qt::Key_Tab);
    }
    return QWidget::eventFilter(watched, event);
}

bool CodeEditor::isReadOnly() const
{
    return m_view->isReadOnly();
}

QString CodeEditor::text() const
{
    return m_view->text();
}

void CodeEditor::setText(const QString &text)
{
    if (text == m_view->text())
        return;
    const int firstLine = m_view->firstVisibleLine();
    m_settingText = true;
    m_view->setText(text);
    m_view->SendScintilla(QsciScintilla::SCI_EMPTYUNDOBUFFER);
    m_settingText = false;
    m_view->SendScintilla(QsciScintilla::SCI_SETSCROLLWIDTH, 1);
    m_view->setFirstVisibleLine(qMin(firstLine, m_view->lines() - 1));
    clearError();
}

void CodeEditor::markError(int line, int column, bool reveal)
{
    const int last = m_view->lines() - 1;
    m_view->clearIndicatorRange(0, 0, last, m_view->lineLength(last), kErrorIndicator);
    if (line <= 0 || line > m_view->lines())
        return;
    const QString content = m_view->text(line - 1);
    const int from = qBound(0, column - 1, qMax(0, static_cast<int>(content.size()) - 1));
    int to = from;
    while (to < content.size() && (content[to].isLetterOrNumber() || to == from))
        ++to;
    m_view->fillIndicatorRange(line - 1, from, line - 1, to, kErrorIndicator);
    if (reveal)
        goTo(line, column);
}

void CodeEditor::setCompleter(Complete complete)
{
    m_complete = std::move(complete);
    m_view->SendScintilla(QsciScintilla::SCI_AUTOCSETIGNORECASE, 1UL);
    m_view->SendScintilla(QsciScintilla::SCI_AUTOCSETORDER, QsciScintilla::SC_ORDER_CUSTOM);
    m_view->SendScintilla(QsciScintilla::SCI_AUTOCSETSEPARATOR, static_cast<unsigned long>('\n'));
    connect(m_view, &QsciScintilla::SCN_CHARADDED, this, &CodeEditor::takeLetter, Qt::UniqueConnection);
}

void CodeEditor::takeLetter(int letter)
{
    if (QChar(letter).isLetterOrNumber() || letter == ':' || letter == '#' || letter == '"' || letter == '_')
        offerCompletions();
}

void CodeEditor::offerCompletions()
{
    if (!m_complete || isReadOnly())
        return;
    const auto cursor = static_cast<int>(m_view->SendScintilla(QsciScintilla::SCI_GETCURRENTPOS));
    const Completions completions = m_complete(text(), cursor);
    if (completions.choices.isEmpty()) {
        m_view->SendScintilla(QsciScintilla::SCI_AUTOCCANCEL);
        return;
    }
    const QByteArray list = completions.choices.join(QLatin1Char('\n')).toUtf8();
    m_view->SendScintilla(QsciScintilla::SCI_AUTOCSHOW, static_cast<unsigned long>(completions.typed), list.constData());
}

bool CodeEditor::isCompleting() const
{
    return m_view->isListActive();
}

void CodeEditor::goTo(int line, int column)
{
    m_view->setCursorPosition(line - 1, qMax(0, column - 1));
    m_view->ensureLineVisible(line - 1);
    m_view->ensureCursorVisible();
}

void CodeEditor::applyTheme()
{
    const Colours &colours = theme().colours();
    if (m_lexer)
        colourLexer(*m_lexer, colours);
    m_view->setFont(codeFont(TextRole::Mono));
    m_view->setColor(colours.text);
    m_view->setPaper(colours.surface);
    m_view->setMarginsFont(codeFont(TextRole::MonoCaption));
    m_view->setMarginsForegroundColor(colours.textFaint);
    m_view->setMarginsBackgroundColor(colours.surface);
    m_view->setCaretForegroundColor(colours.accent);
    m_view->setSelectionBackgroundColor(colours.selection);
    m_view->resetSelectionForegroundColor();
    m_view->setMatchedBraceForegroundColor(colours.accent);
    m_view->setMatchedBraceBackgroundColor(colours.accentSoft);
    m_view->setUnmatchedBraceForegroundColor(colours.error);
    m_view->setUnmatchedBraceBackgroundColor(colours.surface);
    m_view->setIndicatorForegroundColor(colours.error, kErrorIndicator);
    m_view->SendScintilla(QsciScintilla::SCI_COLOURISE, 0UL, -1L);
    fitLineNumbers();
}

void CodeEditor::fitLineNumbers()
{
    m_view->setMarginWidth(0, widestNumber(m_view->lines()));
}

} // namespace keywright::ui
