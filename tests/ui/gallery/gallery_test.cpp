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
        QVERIFY(light.size() >= 14);
        for (const QString &name : light) {
            if (name.startsWith(QLatin1String("menu-")))
                continue; // windows of their own size
            const QImage lightPicture(written.filePath(name));
            const QImage darkPicture(written.filePath(QString(name).replace(QLatin1String(".light."), QLatin1String(".dark."))));
            QCOMPARE(lightPicture.size(), QSize(1280, 800));
            QCOMPARE(darkPicture.size(), QSize(1280, 800));
            QVERIFY(qGray(lightPicture.pixel(40, 700)) > qGray(darkPicture.pixel(40, 700)));
        }
        QCOMPARE(QImage(written.filePath(QStringLiteral("start.light@2x.png"))).size(), QSize(2560, 1600));
    }
};

int main(int argc, char **argv)
{
    return test::runUiTest<GalleryTest>("gallery", argc, argv);
}

#include "gallery_test.moc"
