#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include <QStringList>
#include <QWidget>

class QsciLexer;
class QsciScintilla;

namespace keywright::ui {

enum class CodeLanguage : std::uint8_t { Plain, Json, Yaml, Terraform, Python, JavaScript, TypeScript, Go, Bash, PartiQl };

/// Text in mono with line numbers and highlighting in the theme's colours. Tab leaves it when it is read-only. Texts are
/// Unicode with '\n' between lines; lines and columns count from 1, columns in characters.
class CodeEditor : public QWidget {
    Q_OBJECT

public:
    /// `name` is for assistive technology.
    explicit CodeEditor(const QString &name, QWidget *parent = nullptr);
    ~CodeEditor() override;

    void setLanguage(CodeLanguage language);
    void setReadOnly(bool readOnly);
    bool isReadOnly() const;

    QString text() const;
    /// Replaces the whole text; it cannot be undone, and the view stays where it was as far as the new text reaches.
    void setText(const QString &text);

    /// Underlines the place of an error up to the end of its word, and scrolls there when `reveal`. Line 0 takes it away.
    void markError(int line, int column, bool reveal = false);
    void clearError() { markError(0, 0); }
    void goTo(int line, int column);

    /// What may stand at the cursor: `typed` bytes before it are the beginning of every choice.
    struct Completions {
        int typed = 0;
        QStringList choices;
    };
    /// Offered after a letter, and on Ctrl+Space; `cursor` counts bytes of the text in UTF-8.
    using Complete = std::function<Completions(const QString &text, int cursor)>;
    void setCompleter(Complete complete);
    /// Opens the list of choices, if there are any.
    void offerCompletions();
    bool isCompleting() const;

signals:
    /// A person has typed, or undone it.
    void edited();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void applyTheme();
    void fitLineNumbers();
    void takeLetter(int letter);

    QsciScintilla *m_view;
    std::unique_ptr<QsciLexer> m_lexer;
    CodeLanguage m_language = CodeLanguage::Plain;
    bool m_settingText = false;
    Complete m_complete;
};

} // namespace keywright::ui
