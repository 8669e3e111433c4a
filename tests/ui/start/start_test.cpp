#include "ui/start/start_page.h"

#include <algorithm>

#include <QAbstractButton>
#include <QDir>
#include <QImage>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

#include "core/model/journal.h"
#include "core/session/workspace.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/document/draft_keeper.h"
#include "ui/start/model_picture.h"
#include "ui/start/sample_card.h"

using namespace keywright;
using namespace keywright::ui;

class StartTest : public QObject {
    Q_OBJECT

private slots:
    void init() { test::failOnWarnings(); }

    void recentModelsAreNewestFirstOnceAndBounded()
    {
        RecentModels recent;
        for (int number = 0; number < RecentModels::kMaxFiles + 3; ++number)
            recent.add(QStringLiteral("/models/%1.keywright.json").arg(number));
        recent.add(QStringLiteral("/models/5.keywright.json"));
        QCOMPARE(recent.files().size(), RecentModels::kMaxFiles);
        QCOMPARE(recent.files().front(), QStringLiteral("/models/5.keywright.json"));
        QCOMPARE(recent.files().count(QStringLiteral("/models/5.keywright.json")), 1);
        QCOMPARE(RecentModels().files(), recent.files());
        while (!recent.files().isEmpty())
            recent.remove(recent.files().front());
    }

    void samplesAreCardsThatOpenWithMouseAndKeyboard()
    {
        RecentModels recent;
        StartPage page(recent);
        page.resize(1000, 700);
        page.show();
        QTRY_VERIFY(page.isComplete());
        const QList<SampleCard *> cards = page.findChildren<SampleCard *>();
        const auto found = std::find_if(cards.begin(), cards.end(), [](const SampleCard *each) { return each->text() == u"Online shop"; });
        QVERIFY(cards.size() > 1 && found != cards.end());
        SampleCard *card = *found;
        QSignalSpy wanted(&page, &StartPage::fileWanted);
        QTest::mouseClick(card, Qt::LeftButton);
        QTest::keyClick(card, Qt::Key_Return);
        QCOMPARE(wanted.count(), 2);
        QCOMPARE(wanted.front().front().toString(), test::onlineShop());
    }

    void aMissingRecentModelIsMarkedAndCannotBeOpened()
    {
        RecentModels recent;
        recent.add(QStringLiteral("/no/such/gone.keywright.json"));
        recent.add(test::onlineShop());
        StartPage page(recent);
        const auto find = [&](const QString &name) -> QToolButton * {
            for (QToolButton *button : page.findChildren<QToolButton *>()) {
                if (button->accessibleName() == name)
                    return button;
            }
            return nullptr;
        };
        QVERIFY(find(QStringLiteral("gone.keywright.json, missing")));
        QVERIFY(!find(QStringLiteral("gone.keywright.json, missing"))->isEnabled());
        QVERIFY(find(QStringLiteral("Open online-shop.keywright.json"))->isEnabled());
        QTest::mouseClick(find(QStringLiteral("Forget gone.keywright.json")), Qt::LeftButton);
        QCOMPARE(recent.files(), QStringList{test::onlineShop()});
        recent.remove(test::onlineShop());
    }

    void theButtonsSayWhatIsWanted()
    {
        RecentModels recent;
        StartPage page(recent);
        QSignalSpy opens(&page, &StartPage::openWanted);
        QSignalSpy creates(&page, &StartPage::newWanted);
        QSignalSpy imports(&page, &StartPage::importWanted);
        for (const char *name : {"openModel", "newModel", "importModel"})
            QTest::mouseClick(page.findChild<QPushButton *>(QLatin1String(name)), Qt::LeftButton);
        QCOMPARE(opens.count(), 1);
        QCOMPARE(creates.count(), 1);
        QCOMPARE(imports.count(), 1);
    }

    void theShopIsTheFirstSampleAndTheBadDesignTheLast()
    {
        const QStringList files = sampleFiles();
        QVERIFY(files.size() >= 10);
        QCOMPARE(files.front(), test::onlineShop());
        QVERIFY(files.back().endsWith(u"relational-habits.keywright.json"));
    }

    void aModelThatACrashLeftIsOfferedAndCanBeDiscarded()
    {
        const auto folder = session::stateFolder() / "keywright" / "unsaved";
        std::filesystem::create_directories(folder);
        model::Journal::at(folder / "left.autosave").write(*test::read(test::onlineShop()), std::chrono::sys_seconds{});
        QCOMPARE(DraftKeeper::untitledDrafts().size(), 1);
        RecentModels recent;
        StartPage page(recent);
        page.resize(1000, 700);
        page.show();
        auto *restore = page.findChild<QPushButton *>(QStringLiteral("restoreDraft"));
        QVERIFY(restore != nullptr);
        QSignalSpy wanted(&page, &StartPage::draftWanted);
        QTest::mouseClick(restore, Qt::LeftButton);
        QCOMPARE(wanted.front().front().toString(), DraftKeeper::untitledDrafts().front());

        const auto clickDiscard = [&page] {
            for (QToolButton *button : page.findChildren<QToolButton *>())
                if (button->accessibleName().startsWith(u"Discard"))
                    return QTest::mouseClick(button, Qt::LeftButton);
            QFAIL("there is no button to discard");
        };
        setNextConfirmAnswer(false);
        clickDiscard();
        QCOMPARE(DraftKeeper::untitledDrafts().size(), 1);
        setNextConfirmAnswer(true);
        clickDiscard();
        QVERIFY(DraftKeeper::untitledDrafts().isEmpty());
        QTRY_VERIFY(page.findChild<QPushButton *>(QStringLiteral("restoreDraft")) == nullptr);
    }

    void aPictureHasTheColoursOfItsEntities()
    {
        const auto model = test::read(test::onlineShop());
        QImage image(420, 200, QImage::Format_RGB32);
        QPainter painter(&image);
        drawModelPicture(painter, image.rect(), *model);
        painter.end();
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                colours.insert(image.pixel(x, y));
        }
        QVERIFY(colours.size() > 10);
    }
};

int main(int argc, char **argv)
{
    return test::runUiTest<StartTest>("start", argc, argv);
}

#include "start_test.moc"
