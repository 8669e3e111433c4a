#include "tests/ui/export/report_page_test.h"

#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTextBrowser>

#include "core/model/renames.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "ui/canvas/canvas_page.h"
#include "ui/dialogs/file_dialog.h"
#include "ui/dialogs/message_dialog.h"
#include "ui/export/report_page.h"
#include "ui/theme/theme.h"

using namespace keywright;
using namespace keywright::ui;

namespace {

struct ShownReport {
    explicit ShownReport(const QString &file) : runner(document), canvas(document), page(document, runner, canvas.scene())
    {
        opened = test::openAndWait(document, file);
        page.resize(760, 560);
        page.show();
    }

    ~ShownReport() { document.close(); }

    bool isWritten()
    {
        return QTest::qWaitFor([this] { return opened && !page.report().isWriting() && page.report().written(); }, 20'000);
    }

    QTextBrowser &view() { return *page.findChild<QTextBrowser *>(QStringLiteral("report")); }
    QString text() { return view().toPlainText(); }

    QByteArray savedBy(const char *button, const QString &path)
    {
        setNextFileAnswer(path);
        QTest::mouseClick(page.findChild<QPushButton *>(QLatin1String(button)), Qt::LeftButton);
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    Document document;
    PatternRunner runner;
    CanvasPage canvas;
    ReportPage page;
    bool opened = false;
};

} // namespace

void ReportPageTest::init()
{
    test::failOnWarnings();
    theme().choose(ThemeChoice::Light);
}

void ReportPageTest::theReportShowsTheDesignWithItsPicture()
{
    ShownReport shown(test::onlineShop());
    QVERIFY(shown.isWritten());
    for (const model::AccessPattern &pattern : shown.document.model()->accessPatterns)
        QVERIFY2(shown.text().contains(QString::fromStdString(pattern.name)), pattern.name.c_str());
    QVERIFY(shown.text().contains(QStringLiteral("Key chart")));
    QVERIFY(shown.text().contains(QChar::ObjectReplacementCharacter)); // the picture
    QVERIFY(!shown.page.report().written()->picture.isNull());
    QVERIFY(shown.text().contains(QStringLiteral("A month in US East (N. Virginia)")));
    QVERIFY(shown.text().contains(QStringLiteral("OnlineShop / GSI1")));
    QVERIFY(!shown.page.report().written()->heatPicture.isNull());
}

void ReportPageTest::editsAndRunsAreFollowed()
{
    ShownReport shown(test::onlineShop());
    QVERIFY(shown.isWritten());
    QVERIFY(shown.text().contains(QStringLiteral("Not run")));
    shown.runner.runAll();
    QTRY_VERIFY_WITH_TIMEOUT(!shown.runner.isRunning(), 60'000);
    QTRY_VERIFY(!shown.text().contains(QStringLiteral("Not run")));
    shown.view().verticalScrollBar()->setValue(300);
    const std::string name = shown.document.model()->entities.front().name;
    QVERIFY(!shown.document.edit([&](const model::Model &model) { return model::renameEntity(model, name, "Patron"); }));
    QTRY_VERIFY(shown.text().contains(QStringLiteral("Patron")));
    QCOMPARE(shown.view().verticalScrollBar()->value(), 300);
}

void ReportPageTest::htmlIsSavedWithThePictureInside()
{
    ShownReport shown(test::onlineShop());
    QVERIFY(shown.isWritten());
    const QTemporaryDir folder;
    const QByteArray html = shown.savedBy("saveReportHtml", folder.filePath(QStringLiteral("shop.html")));
    QVERIFY(html.startsWith("<!DOCTYPE html>"));
    QVERIFY(!html.contains(kReportPicture));
    const QByteArray mark("src=\"data:image/svg+xml;base64,");
    const auto start = html.indexOf(mark) + mark.size();
    const QByteArray svg = QByteArray::fromBase64(html.mid(start, html.indexOf('"', start) - start));
    QVERIFY(svg.contains("<svg"));
    QVERIFY(svg.contains(shown.document.model()->entities.front().name.c_str()));
    QVERIFY(shown.page.findChild<QLabel *>(QStringLiteral("reportSaid"))->text().contains(QStringLiteral("shop.html")));
}

void ReportPageTest::pdfIsSavedInPages()
{
    ShownReport shown(test::onlineShop());
    QVERIFY(shown.isWritten());
    const QTemporaryDir folder;
    const QByteArray pdf = shown.savedBy("saveReportPdf", folder.filePath(QStringLiteral("shop.pdf")));
    QVERIFY(pdf.startsWith("%PDF-"));
    QVERIFY(pdf.trimmed().endsWith("%%EOF"));
    QVERIFY(pdf.count("/Type /Page\n") > 1);
}

void ReportPageTest::aPlaceThatCannotBeWrittenIsSaid()
{
    ShownReport shown(test::onlineShop());
    QVERIFY(shown.isWritten());
    for (const char *button : {"saveReportHtml", "saveReportPdf"}) {
        QString said;
        setMessageSink([&said](const Message &message) { said = message.text; });
        QVERIFY(shown.savedBy(button, QStringLiteral("/proc/no/report")).isEmpty());
        setMessageSink({});
        QVERIFY2(said.contains(QStringLiteral("/proc/no/report")) && said.contains(QStringLiteral("another place")), qPrintable(said));
    }
}

void ReportPageTest::thePictureIsThatOfPaperInTheDarkThemeToo()
{
    theme().choose(ThemeChoice::Dark);
    ShownReport shown(test::onlineShop());
    QVERIFY(shown.isWritten());
    QCOMPARE(shown.page.report().written()->picture.pixelColor(1, 1), lightColours().surface);
    QVERIFY(theme().isDark());
    theme().choose(ThemeChoice::Light);
}

void ReportPageTest::anEmptyModelSaysWhatToDo()
{
    ShownReport shown(test::onlineShop());
    model::Model nothing;
    nothing.name = "Nothing";
    shown.document.create(std::move(nothing));
    QTRY_VERIFY(!shown.view().isVisible());
    QSignalSpy wanted(&shown.page, &ReportPage::designWanted);
    for (auto *button : shown.page.findChildren<QPushButton *>()) {
        if (button->isVisible())
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QCOMPARE(wanted.size(), 1);
}

void ReportPageTest::thePictureFollowsTheWidthOfTheWindow()
{
    ShownReport shown(test::onlineShop());
    QVERIFY(shown.isWritten());
    const auto pictureWidth = [&shown] {
        for (QTextBlock block = shown.view().document()->begin(); block.isValid(); block = block.next()) {
            for (auto part = block.begin(); !part.atEnd(); ++part) {
                if (part.fragment().charFormat().isImageFormat())
                    return part.fragment().charFormat().toImageFormat().width();
            }
        }
        return 0.0;
    };
    const double before = pictureWidth();
    QVERIFY(before > 0 && before < shown.view().viewport()->width());
    shown.page.resize(460, 560);
    QTRY_VERIFY(pictureWidth() < 460);
    shown.page.resize(760, 560);
    QTRY_VERIFY(pictureWidth() > before - 20); // it grows again, but for a scroll bar
}
