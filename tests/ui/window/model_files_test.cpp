#include "tests/ui/window/model_files_test.h"

#include <QAction>
#include <QFile>
#include <QTemporaryDir>

#include "core/model/edits.h"
#include "core/model/model_reader.h"
#include "tests/support/test_paths.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "tests/ui/support/opened_window.h"
#include "ui/design/design_workspace.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/dialogs/file_dialog.h"
#include "ui/dialogs/unsaved_dialog.h"

using namespace keywright;
using namespace keywright::ui;
using Stage = Document::Stage;
using test::Opened;

void ModelFilesTest::init()
{
    test::failOnWarnings();
}

void ModelFilesTest::newModelIsSavedUndoneAndAskedAbout()
{
    Opened opened;
    opened.window.findChild<QAction *>(QStringLiteral("actionNew"))->trigger();
    QTRY_COMPARE(opened.document.stage(), Stage::Ready);
    QCOMPARE(opened.page(), static_cast<QWidget *>(&opened.window.design()));
    QVERIFY(!opened.window.isWindowModified());
    auto *undo = opened.window.findChild<QAction *>(QStringLiteral("actionUndo"));
    QVERIFY(!undo->isEnabled());
    QVERIFY(!opened.document.edit([](const model::Model &model) { return model::addEntity(model, {.name = "User", .table = "Users"}); }));
    QVERIFY(opened.window.isWindowModified());
    QCOMPARE(undo->text(), QStringLiteral("Undo ") + opened.document.undoText());
    QTest::keyClick(&opened.window, Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(opened.document.model()->entities.empty());
    QVERIFY(!opened.window.isWindowModified());
    QTest::keyClick(&opened.window, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(opened.document.model()->entities.size(), std::size_t{1});

    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("mine.keywright.json"));
    setNextUnsavedAnswer(UnsavedAnswer::Cancel);
    opened.window.findChild<QAction *>(QStringLiteral("actionClose"))->trigger();
    QVERIFY(opened.document.model());
    setNextUnsavedAnswer(UnsavedAnswer::Save);
    setNextFileAnswer(file);
    opened.window.findChild<QAction *>(QStringLiteral("actionClose"))->trigger();
    QVERIFY(!opened.document.model());
    QCOMPARE(model::readModelFile(file.toStdString()).entities.size(), std::size_t{1});
    QVERIFY2(model::readModelFile(file.toStdString()).name == "Mine", "a model that nobody named is called as its file");
}

void ModelFilesTest::aSampleIsSavedToAnotherFile()
{
    Opened opened;
    QVERIFY(opened.open(test::onlineShop()));
    QVERIFY(opened.document.needsFile());
    setNextFileAnswer(QString());
    opened.window.findChild<QAction *>(QStringLiteral("actionSave"))->trigger();
    QVERIFY(opened.document.needsFile());
    const QTemporaryDir folder;
    setNextFileAnswer(folder.filePath(QStringLiteral("shop")));
    opened.window.findChild<QAction *>(QStringLiteral("actionSave"))->trigger();
    QVERIFY(!opened.document.needsFile());
    QCOMPARE(opened.document.file(), folder.filePath(QStringLiteral("shop.keywright.json")));
    QTRY_COMPARE(opened.document.stage(), Stage::Ready);
    opened.document.close();
}

void ModelFilesTest::aFileThatAnotherProgramChangedIsNotOverwrittenUnasked()
{
    Opened opened;
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("mine.keywright.json"));
    QVERIFY(QFile::copy(test::emptyTable(), file));
    QVERIFY(opened.open(file));
    QVERIFY(
        !opened.document.edit([](const model::Model &model) { return model::addEntity(model, {.name = "User", .table = "Sessions"}); }));
    test::writeFile(file.toStdString(), "another program's");
    setNextConfirmAnswer(false);
    opened.window.findChild<QAction *>(QStringLiteral("actionSave"))->trigger();
    QCOMPARE(test::readFile(file.toStdString()), std::string("another program's"));
    QVERIFY(opened.document.isModified());
    setNextConfirmAnswer(true);
    opened.window.findChild<QAction *>(QStringLiteral("actionSave"))->trigger();
    QVERIFY(!opened.document.isModified());
    QCOMPARE(model::readModelFile(file.toStdString()).entities.size(), std::size_t{1});
    opened.document.close();
}
