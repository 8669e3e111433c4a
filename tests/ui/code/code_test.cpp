#include "ui/code/code_editor.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QVBoxLayout>
#include <Qsci/qsciscintilla.h>

#include "tests/ui/support/isolation.h"
#include "ui/theme/theme.h"

using namespace keywright;
using namespace keywright::ui;

namespace {

QsciScintilla &viewOf(CodeEditor &editor)
{
    return *editor.findChild<QsciScintilla *>();
}

/// The colour in which the first occurrence of `word` is drawn.
QColor colourOf(CodeEditor &editor, const QByteArray &word)
{
    QsciScintilla &view = viewOf(editor);
    view.SendScintilla(QsciScintilla::SCI_COLOURISE, 0UL, -1L);
    const auto at = editor.text().toUtf8().indexOf(word);
    const long style = view.SendScintilla(QsciScintilla::SCI_GETSTYLEAT, static_cast<unsigned long>(at));
    const long bgr = view.SendScintilla(QsciScintilla::SCI_STYLEGETFORE, static_cast<unsigned long>(style));
    return QColor::fromRgb(bgr & 0xFF, bgr >> 8 & 0xFF, bgr >> 16 & 0xFF);
}

bool hasErrorAt(CodeEditor &editor, int position)
{
    return viewOf(editor).SendScintilla(QsciScintilla::SCI_INDICATORVALUEAT, 8UL, static_cast<long>(position)) != 0;
}

} // namespace

class CodeTest : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        test::failOnWarnings();
        theme().choose(ThemeChoice::Light);
    }

    void terraformIsHighlighted()
    {
        CodeEditor editor(QStringLiteral("Preview"));
        editor.setLanguage(CodeLanguage::Terraform);
        editor.setText(QStringLiteral("# Größe\nresource \"aws_dynamodb_table\" \"t\" {\n  name = \"Orders\"\n  read_capacity = 15\n"
                                      "  policy = <<EOT\nname = 1\nEOT\n  ttl {\n    enabled = true\n  }\n}\n"));
        const Colours &colours = theme().colours();
        QCOMPARE(colourOf(editor, "Gr"), colours.textFaint);
        QCOMPARE(colourOf(editor, "resource"), colours.accent);
        QCOMPARE(colourOf(editor, "\"Orders"), colours.sortKey);
        QCOMPARE(colourOf(editor, "read_capacity"), colours.partitionKey);
        QCOMPARE(colourOf(editor, "15"), colours.warning);
        QCOMPARE(colourOf(editor, "name = 1"), colours.sortKey);
        QCOMPARE(colourOf(editor, "ttl"), colours.partitionKey);
        QCOMPARE(colourOf(editor, "true"), colours.accent);
    }

    void everyLanguageColoursItsStrings_data()
    {
        QTest::addColumn<CodeLanguage>("language");
        QTest::newRow("JSON") << CodeLanguage::Json;
        QTest::newRow("Python") << CodeLanguage::Python;
        QTest::newRow("JavaScript") << CodeLanguage::JavaScript;
        QTest::newRow("TypeScript") << CodeLanguage::TypeScript;
        QTest::newRow("Go") << CodeLanguage::Go;
        QTest::newRow("bash") << CodeLanguage::Bash;
    }

    void everyLanguageColoursItsStrings()
    {
        QFETCH(CodeLanguage, language);
        CodeEditor editor(QStringLiteral("Preview"));
        editor.setLanguage(language);
        editor.setText(QStringLiteral("[\"a string\", 1]\n"));
        QCOMPARE(colourOf(editor, "a string"), theme().colours().sortKey);
        theme().choose(ThemeChoice::Dark);
        QCOMPARE(colourOf(editor, "a string"), theme().colours().sortKey);
    }

    void typingIsToldAndSettingIsNot()
    {
        CodeEditor editor(QStringLiteral("Item"));
        editor.setLanguage(CodeLanguage::Json);
        QSignalSpy edited(&editor, &CodeEditor::edited);
        editor.setText(QStringLiteral("{}"));
        QCOMPARE(edited.size(), 0);
        QTest::keyClicks(&viewOf(editor), QStringLiteral("x"));
        QVERIFY(edited.size() > 0);
        QCOMPARE(editor.text(), QStringLiteral("x{}"));
    }

    void anErrorIsUnderlinedWhereItIs()
    {
        CodeEditor editor(QStringLiteral("Item"));
        editor.setText(QStringLiteral("{\n  \"größe\": tru\n}"));
        editor.markError(2, 12, true);
        const int word = static_cast<int>(editor.text().toUtf8().indexOf("tru"));
        QVERIFY(hasErrorAt(editor, word));
        QVERIFY(hasErrorAt(editor, word + 2));
        QVERIFY(!hasErrorAt(editor, word - 1));
        editor.clearError();
        QVERIFY(!hasErrorAt(editor, word));
        editor.markError(99, 1); // beyond the text: nothing to underline
        QVERIFY(!hasErrorAt(editor, word));
    }

    void readOnlyTextCannotBeTypedIntoAndTabLeavesIt()
    {
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *editor = new CodeEditor(QStringLiteral("Preview"));
        auto *after = new QLineEdit;
        layout->addWidget(editor);
        layout->addWidget(after);
        editor->setText(QStringLiteral("text"));
        editor->setReadOnly(true);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        editor->setFocus();
        QTest::keyClicks(&viewOf(*editor), QStringLiteral("x"));
        QCOMPARE(editor->text(), QStringLiteral("text"));
        QTest::keyClick(&viewOf(*editor), Qt::Key_Tab);
        QTRY_VERIFY(after->hasFocus());
        editor->setReadOnly(false);
        editor->setFocus();
        QTest::keyClick(&viewOf(*editor), Qt::Key_Tab);
        QVERIFY(!after->hasFocus());
        QVERIFY(editor->text() != QStringLiteral("text"));
    }
};

int main(int argc, char **argv)
{
    return test::runUiTest<CodeTest>("code", argc, argv);
}

#include "code_test.moc"
