#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QFontDatabase>
#include <QFontInfo>
#include <QLabel>
#include <QPainter>
#include <QSettings>
#include <QGlyphRun>
#include <QSignalSpy>
#include <QTextLayout>

#include "tests/ui/support/isolation.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"

using namespace keywright;
using namespace keywright::ui;

class ThemeTest : public QObject {
    Q_OBJECT

private slots:
    void init() { test::failOnWarnings(); }

    void fontsComeWithTheProgram()
    {
        QVERIFY(QFontDatabase::families().contains(QLatin1String(kTextFamily)));
        QVERIFY(QFontDatabase::families().contains(QLatin1String(kMonoFamily)));
        QCOMPARE(QFontInfo(fontOf(TextRole::Body)).family(), QLatin1String(kTextFamily));
        QCOMPARE(QFontInfo(fontOf(TextRole::Mono)).family(), QLatin1String(kMonoFamily));
        QVERIFY(QFontInfo(fontOf(TextRole::Mono)).fixedPitch());
    }

    void codeIsDrawnSignBySign()
    {
        const auto glyphs = [](const QString &text) {
            QTextLayout layout(text, fontOf(TextRole::Mono));
            layout.beginLayout();
            layout.createLine();
            layout.endLayout();
            return layout.glyphRuns().value(0).glyphIndexes();
        };
        for (const char *code : {"<=", ">=", "!=", "->", "#{", "==="}) {
            QList<quint32> single;
            for (const QChar sign : QString::fromLatin1(code))
                single += glyphs(QString(sign));
            QVERIFY2(!single.isEmpty() && glyphs(QLatin1String(code)) == single, code);
        }
    }

    void weightsAreDifferentFaces()
    {
        const auto ink = [](TextRole role) {
            QImage image(300, 40, QImage::Format_Grayscale8);
            image.fill(Qt::white);
            QPainter painter(&image);
            QFont face = fontOf(role);
            face.setPixelSize(24);
            painter.setFont(face);
            painter.drawText(4, 30, QStringLiteral("Keywright"));
            qint64 dark = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    dark += 255 - qGray(image.pixel(x, y));
            }
            return dark;
        };
        QVERIFY(ink(TextRole::Body) < ink(TextRole::Strong));
        QVERIFY(ink(TextRole::Strong) < ink(TextRole::Heading));
        QVERIFY(ink(TextRole::Heading) < ink(TextRole::Display));
    }

    void choosingAThemeChangesPaletteAndIconsAndIsRemembered()
    {
        theme().choose(ThemeChoice::Light);
        QLabel label(QStringLiteral("text"));
        const QIcon run = icon(QStringLiteral("run"));
        const QImage light = run.pixmap(24).toImage();
        const QColor lightText = label.palette().color(QPalette::WindowText);
        QSignalSpy changed(&theme(), &Theme::changed);
        theme().choose(ThemeChoice::Dark);
        QCOMPARE(changed.count(), 1);
        QTRY_VERIFY(label.palette().color(QPalette::WindowText) != lightText);
        QCOMPARE(label.palette().color(QPalette::WindowText), darkColours().text);
        QVERIFY(run.pixmap(24).toImage() != light);
        QCOMPARE(QSettings().value(QStringLiteral("appearance/theme")).toString(), QStringLiteral("dark"));
        theme().choose(ThemeChoice::Dark);
        QCOMPARE(changed.count(), 1);
        theme().choose(ThemeChoice::Light);
    }

    void textColoursReachContrastAA_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void textColoursReachContrastAA()
    {
        QFETCH(bool, dark);
        const Colours &c = dark ? darkColours() : lightColours();
        const double needed = 4.5;
        for (const QColor &ground : {c.window, c.surface, c.sunken, c.raised}) {
            for (const QColor &text : {c.text, c.textSecondary, c.textFaint, c.accent, c.error, c.warning, c.success})
                QVERIFY2(contrast(text, ground) >= needed, qPrintable(text.name() + QLatin1String(" on ") + ground.name()));
        }
        for (const auto &[text, ground] :
             {std::pair(c.accentText, c.accent), std::pair(c.accent, c.accentSoft), std::pair(c.partitionKey, c.partitionKeySoft),
              std::pair(c.sortKey, c.sortKeySoft), std::pair(c.text, c.selection), std::pair(c.textSecondary, c.selection)})
            QVERIFY2(contrast(text, ground) >= needed, qPrintable(text.name() + QLatin1String(" on ") + ground.name()));
        for (int colour = 0; colour < kEntityColourCount; ++colour)
            QVERIFY2(contrast(markText(dark), entityColour(colour, dark)) >= needed, qPrintable(QString::number(colour)));
    }

    void entityColoursDiffer()
    {
        for (const bool dark : {false, true}) {
            for (int one = 0; one < kEntityColourCount; ++one) {
                for (int other = 0; other < one; ++other)
                    QVERIFY(entityColour(one, dark) != entityColour(other, dark));
            }
            QCOMPARE(entityColour(kEntityColourCount, dark), entityColour(0, dark));
            QCOMPARE(entityColour(-1, dark), entityColour(kEntityColourCount - 1, dark));
        }
    }

    void everyIconDrawsAtEveryScale()
    {
        const QStringList files = QDir(QStringLiteral(":/keywright/icons")).entryList();
        QVERIFY(files.size() > 40);
        for (const QString &file : files) {
            const QString name = file.chopped(4);
            for (const qreal ratio : {1.0, 1.5, 2.0}) {
                const QImage image = iconPixmap(name, 16, ratio, Qt::red).toImage();
                QCOMPARE(image.width(), qRound(16 * ratio));
                bool drawn = false;
                for (int y = 0; y < image.height() && !drawn; ++y) {
                    for (int x = 0; x < image.width() && !drawn; ++x)
                        drawn = qAlpha(image.pixel(x, y)) > 128;
                }
                QVERIFY2(drawn, qPrintable(name));
            }
        }
    }

    void anUnknownIconIsToldOf()
    {
        QTest::ignoreMessage(QtWarningMsg, "There is no icon no-such.");
        QVERIFY(icon(QStringLiteral("no-such")).isNull());
    }
};

int main(int argc, char **argv)
{
    return test::runUiTest<ThemeTest>("theme", argc, argv);
}

#include "theme_test.moc"
