#include "tests/ui/export/export_page_test.h"

#include <set>

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <Qsci/qsciscintilla.h>

#include "core/exchange/cloudformation_writer.h"
#include "core/exchange/policy_writer.h"
#include "core/exchange/table_scripts.h"
#include "core/exchange/terraform_writer.h"
#include "core/model/edits.h"
#include "core/model/renames.h"
#include "tests/ui/export/shown_page.h"
#include "tests/ui/support/isolation.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/dialogs/file_dialog.h"
#include "ui/dialogs/message_dialog.h"
#include "ui/document/text.h"
#include "ui/export/loss_list.h"
#include "ui/export/remembered_choices.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/text_field.h"
#include "ui/parts/toggle_field.h"
#include "ui/parts/toggle_switch.h"

using namespace keywright;
using namespace keywright::ui;
using test::ShownExport;

namespace {

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray bytesOf(const exchange::ExportFile &file)
{
    return QByteArray::fromStdString(file.text);
}

void click(QPushButton *button)
{
    QTest::mouseClick(button, Qt::LeftButton);
}

model::Model emptyModel()
{
    model::Model model;
    model.name = "Nothing";
    return model;
}

} // namespace

void ExportPageTest::init()
{
    test::failOnWarnings();
    QSettings().clear();
}

void ExportPageTest::choosingATargetShowsWhatItsWriterGives()
{
    ShownExport shown(test::onlineShop());
    QVERIFY(shown.isWritten());
    for (const ExportTarget target : kExportTargets) {
        QVERIFY(shown.choose(target));
        ExportChoices choices;
        choices.target = target;
        const exchange::ExportResult expected = writeExport(*shown.document.model(), choices);
        QCOMPARE(shown.code().text(), toQString(expected.files.front().text));
        QCOMPARE(shown.find<QLabel>("exportFile")->text(), toQString(expected.files.front().name));
        QCOMPARE(shown.losses().model()->rowCount(), static_cast<int>(expected.losses.size()));
    }
}

void ExportPageTest::theListIsDrivenByKeys()
{
    ShownExport shown(test::onlineShop());
    QVERIFY(shown.isWritten());
    shown.targets().setFocus();
    QTest::keyClick(&shown.targets(), Qt::Key_Down);
    QVERIFY(shown.isWritten());
    QCOMPARE(shown.code().text(), toQString(exchange::writeCloudFormation(*shown.document.model()).files.front().text));
    QTest::keyClick(&shown.targets(), Qt::Key_End);
    QVERIFY(shown.isWritten());
    QCOMPARE(shown.find<QLabel>("exportFile")->text(), QStringLiteral("access-policy.json"));
}

void ExportPageTest::choicesAreThoseOfTheTarget()
{
    ShownExport shown(test::onlineShop());
    QVERIFY(shown.choose(ExportTarget::Terraform));
    QVERIFY(shown.find<QWidget>("providerMajor")->isVisibleTo(&shown.page));
    QVERIFY(shown.find<QWidget>("extra-kms-key")->isVisibleTo(&shown.page));
    QVERIFY(!shown.find<QWidget>("templateFormat")->isVisibleTo(&shown.page));
    QVERIFY(shown.choose(ExportTarget::AwsCliScript));
    QVERIFY(!shown.find<QWidget>("providerMajor")->isVisibleTo(&shown.page));
    QVERIFY(shown.find<QWidget>("extra-resource-policy")->isVisibleTo(&shown.page));
    QVERIFY(!shown.find<QWidget>("extra-alarms")->isVisibleTo(&shown.page));
    QVERIFY(shown.choose(ExportTarget::CloudFormation));
    auto *format = shown.find<QWidget>("templateFormat")->findChild<QComboBox *>();
    format->setFocus();
    QTest::keyClick(format, Qt::Key_Down);
    QVERIFY(shown.isWritten());
    QCOMPARE(shown.code().text(), toQString(exchange::writeCloudFormation(*shown.document.model(), {true, {}}).files.front().text));
    QVERIFY(shown.choose(ExportTarget::CreateTable));
    QVERIFY(!shown.find<QWidget>("extra-alarms")->isVisibleTo(&shown.page));
}

void ExportPageTest::aPolicyIsBoundToItsCaller()
{
    ShownExport shown(test::onlineShop());
    QVERIFY(shown.choose(ExportTarget::Policy));
    QVERIFY(shown.isWritten());
    QVERIFY(shown.code().text().contains(QStringLiteral("arn:aws:dynamodb:*:*:table/OnlineShop")));
    auto *files = shown.find<QComboBox>("exportFiles");
    QCOMPARE(files->count(), 2);
    files->setCurrentIndex(1);
    QVERIFY(shown.code().text().contains(QStringLiteral("Needed by:")));
    auto *region = shown.find<TextField>("policyRegion");
    const auto fill = [](TextField *field, const QString &text) {
        field->line().setFocus();
        field->line().selectAll();
        QTest::keyClicks(&field->line(), text);
        QTest::keyClick(&field->line(), Qt::Key_Return);
    };
    fill(region, QStringLiteral("Frankfurt"));
    QCOMPARE(region->refusal(), QStringLiteral("Write a region such as eu-central-1, or * for any."));
    fill(region, QStringLiteral("eu-central-1"));
    auto *identity = shown.find<TextField>("policyIdentity");
    fill(identity, QStringLiteral("arn:aws:iam::1:user/me"));
    QCOMPARE(identity->refusal(), QStringLiteral("Write a variable of IAM, such as ${cognito-identity.amazonaws.com:sub}, or nothing."));
    fill(identity, QStringLiteral("${aws:userid}"));
    QVERIFY(shown.isWritten());
    files->setCurrentIndex(0);
    QCOMPARE(shown.code().text(),
             toQString(exchange::writeAccessPolicy(*shown.document.model(), {"eu-central-1", "*", "${aws:userid}"}).files.front().text));
    QCOMPARE(rememberedChoices().identity, std::string("${aws:userid}"));
}

void ExportPageTest::choicesAreRememberedForTheNextModel()
{
    {
        ShownExport shown(test::onlineShop());
        QVERIFY(shown.isWritten());
        QVERIFY(shown.choose(ExportTarget::CloudFormation));
    }
    ExportChoices chosen = rememberedChoices();
    QCOMPARE(chosen.target, ExportTarget::CloudFormation);
    chosen.asJson = true;
    chosen.language = exchange::CodeLanguage::TypeScript;
    chosen.extras.*extrasOf(ExportTarget::Terraform).front().member = true;
    rememberChoices(chosen);
    QVERIFY(rememberedChoices() == chosen);
    ShownExport shown(test::twoTables());
    QVERIFY(shown.isWritten());
    QCOMPARE(shown.targets().currentIndex().row(), static_cast<int>(ExportTarget::CloudFormation));
    QVERIFY2(shown.code().text().trimmed().startsWith(QLatin1Char('{')), "as JSON");
    QSettings().setValue(QStringLiteral("export/target"), QStringLiteral("nonsense"));
    QSettings().setValue(QStringLiteral("export/provider"), 99);
    QCOMPARE(rememberedChoices().target, ExportTarget::Terraform);
    QCOMPARE(rememberedChoices().providerMajor, 6);
}

void ExportPageTest::everyExtraOfTheWritersIsAChoice()
{
    for (const ExportTarget target : {ExportTarget::Terraform, ExportTarget::CloudFormation, ExportTarget::Cdk}) {
        std::set<std::string> offered;
        for (const ExtraChoice &choice : extrasOf(target)) {
            offered.insert(choice.id.toStdString());
            // What a loss calls it, so that it is found here too.
            QCOMPARE(choice.words, toQString(exchange::extraTitle(choice.id.toStdString())));
        }
        const auto &names = exchange::extraNames();
        QCOMPARE(offered, std::set<std::string>(names.begin(), names.end()));
    }
}

void ExportPageTest::anExtraIsWrittenWhenItIsTurnedOn()
{
    ShownExport shown(test::onlineShop());
    QVERIFY(shown.isWritten());
    QTest::mouseClick(&shown.find<ToggleField>("extra-alarms")->toggle(), Qt::LeftButton);
    QVERIFY(shown.isWritten());
    exchange::TerraformOptions options;
    options.extras.alarms = true;
    QCOMPARE(shown.code().text(), toQString(exchange::writeTerraform(*shown.document.model(), options).files.front().text));
    QVERIFY(shown.code().text().contains(QStringLiteral("aws_cloudwatch_metric_alarm")));
    QVERIFY(!shown.find<QWidget>("ignoreIndexChanges")->isVisibleTo(&shown.page));
    QTest::mouseClick(&shown.find<ToggleField>("extra-autoscaling")->toggle(), Qt::LeftButton);
    QVERIFY(shown.find<QWidget>("ignoreIndexChanges")->isVisibleTo(&shown.page));
}

void ExportPageTest::anEditIsFollowedAndThePlaceIsKept()
{
    ShownExport shown(test::onlineShop());
    QVERIFY(shown.choose(ExportTarget::Code));
    auto *view = shown.code().findChild<QsciScintilla *>();
    view->setFirstVisibleLine(40);
    const std::string name = shown.document.model()->entities.front().name;
    QVERIFY(!shown.document.edit([&](const model::Model &model) { return model::renameEntity(model, name, "Patron"); }));
    QTRY_VERIFY(shown.code().text().contains(QStringLiteral("patron")));
    QCOMPARE(view->firstVisibleLine(), 40);
    shown.document.undo();
    QTRY_VERIFY(!shown.code().text().contains(QStringLiteral("patron")));
    QCOMPARE(view->firstVisibleLine(), 40);
}

void ExportPageTest::editsAreNotWrittenWhileNobodyLooks()
{
    ShownExport shown(test::onlineShop());
    QVERIFY(shown.isWritten());
    const QString before = shown.code().text();
    shown.page.hide();
    QVERIFY(!shown.document.edit([](const model::Model &model) { return model::renameTable(model, "OnlineShop", "Market"); }));
    QTest::qWait(2 * ExportPreview::kDelayMs);
    QCOMPARE(shown.code().text(), before);
    shown.page.show();
    QTRY_VERIFY(shown.code().text().contains(QStringLiteral("Market")));
}

void ExportPageTest::aFileIsSavedByteForByte()
{
    ShownExport shown(test::onlineShop());
    QVERIFY(shown.isWritten());
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("infra/tables.tf"));
    setNextFileAnswer(path);
    click(shown.find<QPushButton>("saveExport"));
    QCOMPARE(contentsOf(path), bytesOf(exchange::writeTerraform(*shown.document.model()).files.front()));
    QVERIFY(shown.find<QLabel>("exportSaid")->text().contains(QStringLiteral("tables.tf")));
    setNextFileAnswer(QString()); // given up
    click(shown.find<QPushButton>("saveExport"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList{QStringLiteral("infra")});
}

void ExportPageTest::severalFilesGoIntoAFolderAndReplaceOnlyWhenAsked()
{
    ShownExport shown(test::twoTables());
    QVERIFY(shown.choose(ExportTarget::CreateTable));
    const auto files = exchange::writeCreateTable(*shown.document.model()).files;
    QCOMPARE(files.size(), std::size_t(2));
    auto *chooser = shown.find<QComboBox>("exportFiles");
    QVERIFY(chooser->isVisibleTo(&shown.page));
    QCOMPARE(chooser->count(), 2);
    chooser->setFocus();
    QTest::keyClick(chooser, Qt::Key_Down);
    QCOMPARE(shown.code().text(), toQString(files[1].text));
    const QTemporaryDir folder;
    setNextFileAnswer(folder.path());
    click(shown.find<QPushButton>("saveExport"));
    const QString second = folder.filePath(toQString(files[1].name));
    QCOMPARE(contentsOf(folder.filePath(toQString(files[0].name))), bytesOf(files[0]));
    QCOMPARE(contentsOf(second), bytesOf(files[1]));
    {
        QFile file(second);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("mine");
    }
    setNextFileAnswer(folder.path());
    setNextConfirmAnswer(false);
    click(shown.find<QPushButton>("saveExport"));
    QCOMPARE(contentsOf(second), QByteArray("mine"));
    setNextFileAnswer(folder.path());
    setNextConfirmAnswer(true);
    click(shown.find<QPushButton>("saveExport"));
    QCOMPARE(contentsOf(second), bytesOf(files[1]));
}

void ExportPageTest::aFileThatCannotBeWrittenIsSaid()
{
    ShownExport shown(test::onlineShop());
    QVERIFY(shown.isWritten());
    QString said;
    setMessageSink([&said](const Message &message) { said = message.text; });
    setNextFileAnswer(QStringLiteral("/proc/no/main.tf"));
    click(shown.find<QPushButton>("saveExport"));
    setMessageSink({});
    QVERIFY2(said.contains(QStringLiteral("/proc/no/main.tf")) && said.contains(QStringLiteral("another place")), qPrintable(said));
    QVERIFY(shown.find<QLabel>("exportSaid")->text().isEmpty());
}

void ExportPageTest::theShownFileIsCopied()
{
    ShownExport shown(test::onlineShop());
    QVERIFY(shown.isWritten());
    auto *copy = shown.find<QPushButton>("copyExport");
    copy->setFocus();
    QTest::keyClick(copy, Qt::Key_Space);
    QCOMPARE(QGuiApplication::clipboard()->text(), shown.code().text());
    QVERIFY(shown.find<QLabel>("exportSaid")->text().contains(QStringLiteral("Copied")));
}

void ExportPageTest::aLossLeadsToItsPlace()
{
    ShownExport shown(test::onlineShop());
    QVERIFY(shown.choose(ExportTarget::CreateTable));
    QAbstractItemModelTester tester(shown.losses().model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto losses = exchange::writeCreateTable(*shown.document.model()).losses;
    int leading = -1;
    int silent = -1;
    for (int row = 0; row < static_cast<int>(losses.size()); ++row)
        (losses[static_cast<std::size_t>(row)].place.starts_with("tables[0]") ? leading : silent) = row;
    QVERIFY(leading >= 0 && silent >= 0);
    const auto index = [&](int row) { return shown.losses().model()->index(row, 0); };
    QVERIFY(index(leading).data(LossModel::LeadsRole).toBool());
    QVERIFY(!index(silent).data(LossModel::LeadsRole).toBool());
    shown.losses().scrollTo(index(silent));
    QTest::mouseClick(shown.losses().viewport(), Qt::LeftButton, {}, shown.losses().visualRect(index(silent)).center());
    QCOMPARE(shown.document.selection().kind, Selection::Kind::None);
    shown.losses().scrollTo(index(leading));
    QTest::mouseClick(shown.losses().viewport(), Qt::LeftButton, {}, shown.losses().visualRect(index(leading)).center());
    const Selection table{.kind = Selection::Kind::Table, .row = 0};
    QCOMPARE(shown.document.selection(), table);
    shown.document.select({});
    QTest::keyClick(&shown.losses(), Qt::Key_Return);
    QCOMPARE(shown.document.selection(), table);
}

void ExportPageTest::noLossIsSaidToo()
{
    ShownExport shown(test::emptyTable());
    QVERIFY(shown.choose(ExportTarget::CloudFormation));
    QCOMPARE(shown.find<QLabel>("lossHeading")->text(), QStringLiteral("CloudFormation holds all of this model"));
    QVERIFY(!shown.losses().isVisible());
}

void ExportPageTest::anEmptyModelSaysWhatToDo()
{
    ShownExport shown(test::onlineShop());
    shown.document.create(emptyModel());
    QTRY_VERIFY(shown.visibleText().contains(QStringLiteral("no table to export")));
    QSignalSpy wanted(&shown.page, &ExportPage::designWanted);
    for (auto *button : shown.page.findChildren<QPushButton *>()) {
        if (button->isVisible())
            click(button);
    }
    QCOMPARE(wanted.size(), 1);
    model::Table table;
    table.definition.name = "Visits";
    table.definition.key.partition = {{"id", schema::KeyType::S}};
    QVERIFY(!shown.document.edit([&](const model::Model &model) { return model::addTable(model, table); }));
    QTRY_VERIFY(shown.code().isVisible() && shown.code().text().contains(QStringLiteral("Visits")));
    QVERIFY(shown.choose(ExportTarget::Code));
    QVERIFY(shown.visibleText().contains(QStringLiteral("no access pattern")));
}

void ExportPageTest::errorsOfTheModelAreSaid()
{
    ShownExport shown(test::onlineShop());
    QVERIFY(shown.isWritten());
    QVERIFY(!shown.find<QWidget>("exportNotice")->isVisible());
    auto entity = shown.document.model()->entities.front();
    entity.table = "Nowhere";
    QVERIFY(!shown.document.edit([&](const model::Model &model) { return model::changeEntity(model, entity); }));
    QTRY_VERIFY(shown.find<QWidget>("exportNotice")->isVisible());
    QVERIFY(shown.find<QLabel>("noticeText")->text().contains(QStringLiteral("AWS may refuse")));
    QSignalSpy wanted(&shown.page, &ExportPage::problemsWanted);
    click(shown.find<QPushButton>("noticeAction"));
    QCOMPARE(wanted.size(), 1);
}

void ExportPageTest::everyControlHasAName()
{
    ShownExport shown(test::onlineShop());
    QVERIFY(shown.isWritten());
    int controls = 0;
    for (const QWidget *widget : shown.page.findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible() || widget->focusProxy() != nullptr)
            continue;
        ++controls;
        QVERIFY2(!widget->accessibleName().isEmpty() || !widget->property("text").toString().isEmpty(),
                 qPrintable(QLatin1String(widget->metaObject()->className()) + QLatin1Char(' ') + widget->objectName()));
    }
    QVERIFY(controls > 10);
}
