#include "ui/gallery/gallery.h"

#include <QDir>
#include <QImage>
#include <QTemporaryDir>

#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"

using namespace keywright;

class GalleryTest : public QObject {
    Q_OBJECT

private slots:
    void init() { test::failOnWarnings(); }

    void everyPictureComesInBothThemes()
    {
        const QTemporaryDir folder;
        const int pictures = ui::writeGallery(folder.path(), test::onlineShop());
        const QDir written(folder.path());
        QCOMPARE(written.entryList({QStringLiteral("*.png")}).size(), pictures);
        const QStringList light = written.entryList({QStringLiteral("*.light.png")});
        int whole = 0;
        for (const QString &name : light) {
            const QImage lightPicture(written.filePath(name));
            const QImage darkPicture(written.filePath(QString(name).replace(QLatin1String(".light."), QLatin1String(".dark."))));
            QVERIFY2(!lightPicture.isNull() && lightPicture.size() == darkPicture.size(), qPrintable(name));
            const QImage fine(written.filePath(QString(name).replace(QLatin1String(".png"), QLatin1String("@2x.png"))));
            QCOMPARE(fine.size(), lightPicture.size() * 2);
            const bool isWhole = lightPicture.size() == QSize(1280, 800); // menus and dialogs have a size of their own
            whole += isWhole ? 1 : 0;
            const QPoint ground = isWhole ? QPoint(40, 700) : QPoint(4, lightPicture.height() / 2);
            QVERIFY2(qGray(lightPicture.pixel(ground)) > qGray(darkPicture.pixel(ground)), qPrintable(name));
        }
        QVERIFY(whole >= 14);
    }

    void anyOtherModelIsShownInEachWorkspace_data()
    {
        QTest::addColumn<QString>("model");
        QTest::newRow("no items") << test::emptyTable();
        QTest::newRow("no entities") << test::manyItems(40);
        QTest::newRow("two tables") << test::twoTables();
        QTest::newRow("bad design") << test::badDesign();
    }

    void anyOtherModelIsShownInEachWorkspace()
    {
        QFETCH(QString, model);
        const QTemporaryDir folder;
        QCOMPARE(ui::writeGallery(folder.path(), model), 36); // nine, in two themes and two sizes
        for (const char *name : {"canvas", "access-patterns", "data", "heat-map", "export"})
            QVERIFY(QFile::exists(folder.filePath(QLatin1String(name) + QStringLiteral(".dark.png"))));
    }
};

int main(int argc, char **argv)
{
    return test::runUiTest<GalleryTest>("gallery", argc, argv);
}

#include "gallery_test.moc"
