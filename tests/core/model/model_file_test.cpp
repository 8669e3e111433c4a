#include "tests/core/model/model_file_test.h"

#include <filesystem>

#include "core/model/journal.h"
#include "core/model/model_file.h"
#include "core/model/model_reader.h"
#include "core/model/model_writer.h"
#include "tests/core/model/models.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using namespace keywright::model;
namespace fs = std::filesystem;

namespace {

std::size_t filesIn(const fs::path &folder)
{
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

} // namespace

void ModelFileTest::savesWhatIsReadAgain()
{
    const test::TemporaryFolder folder;
    const fs::path file = folder.path() / "new.keywright.json";
    const FileState state = saveModelFile(test::everyField(), file);
    QVERIFY(readModelFile(file) == test::everyField());
    QVERIFY(fileState(file) == state);
    QCOMPARE(filesIn(folder.path()), std::size_t(1));
}

void ModelFileTest::keepsPermissionsAndLinks()
{
    const test::TemporaryFolder folder;
    const fs::path file = folder.path() / "real.json";
    const fs::path link = folder.path() / "link.json";
    test::writeFile(file, "old");
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
    fs::create_symlink("real.json", link);
    saveModelFile(test::everyField(), link);
    QVERIFY(fs::is_symlink(link));
    QVERIFY(readModelFile(file) == test::everyField());
    QCOMPARE(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
}

void ModelFileTest::refusesAndLosesNothing()
{
    const test::TemporaryFolder folder;
    const fs::path file = folder.path() / "shop.keywright.json";
    test::writeFile(file, "precious");
    Model broken = test::everyField();
    broken.note = "\xFF";
    try {
        saveModelFile(broken, file);
        QFAIL("bytes that are no text were written");
    } catch (const FileError &error) {
        QVERIFY2(QString(error.what()).contains("could not be read again: at line"), error.what());
    }
    QCOMPARE(test::readFile(file), std::string("precious"));
    QCOMPARE(filesIn(folder.path()), std::size_t(1));
    QVERIFY_THROWS_EXCEPTION(FileError, saveModelFile(test::everyField(), folder.path()));
    QVERIFY_THROWS_EXCEPTION(FileError, saveModelFile(test::everyField(), folder.path() / "none" / "x.json"));
}

void ModelFileTest::noticesChangesFromOutside()
{
    const test::TemporaryFolder folder;
    const fs::path file = folder.path() / "shop.keywright.json";
    QVERIFY(!hasChanged(file, std::nullopt));
    const FileState state = replaceFile(file, "one");
    QVERIFY(!hasChanged(file, state));
    fs::last_write_time(file, fs::last_write_time(file) + std::chrono::seconds(5));
    QVERIFY2(!hasChanged(file, state), "it was only touched");
    test::writeFile(file, "two");
    fs::last_write_time(file, fs::last_write_time(file) + std::chrono::seconds(9));
    QVERIFY(hasChanged(file, state));
    QVERIFY(hasChanged(file, std::nullopt));
    fs::remove(file);
    QVERIFY(hasChanged(file, state));
}

void ModelFileTest::theJournalRestoresTheLastState()
{
    const test::TemporaryFolder folder;
    const Journal journal(folder.path() / "shop.keywright.json");
    QVERIFY(!journal.recover());
    const std::chrono::sys_seconds now{std::chrono::seconds(1'800'000'000)};
    journal.write(test::onlineShop(), now);
    journal.write(test::everyField(), now + std::chrono::seconds(3));
    const auto recovered = journal.recover();
    QVERIFY(recovered.has_value());
    QVERIFY(recovered->model == test::everyField());
    QVERIFY(recovered->time == now + std::chrono::seconds(3));
    QVERIFY(recovered->originalFile == folder.path() / "shop.keywright.json");
    QCOMPARE(journal.file().filename().string(), std::string(".shop.keywright.json.autosave"));
}

void ModelFileTest::aTruncatedJournalIsNoModel()
{
    const test::TemporaryFolder folder;
    const Journal journal = Journal::at(folder.path() / "journal");
    journal.write(test::everyField(), std::chrono::sys_seconds{});
    const std::string whole = test::readFile(journal.file());
    QVERIFY(journal.recover().has_value());
    for (std::size_t size = 0; size < whole.size(); size += 61) {
        test::writeFile(journal.file(), whole.substr(0, size));
        QVERIFY2(!journal.recover().has_value(), qPrintable(QString::number(size)));
    }
}

void ModelFileTest::removingTheJournalLeavesNothing()
{
    const test::TemporaryFolder folder;
    const Journal journal(folder.path() / "shop.keywright.json");
    journal.write(test::everyField(), std::chrono::sys_seconds{});
    journal.remove();
    journal.remove();
    QCOMPARE(filesIn(folder.path()), std::size_t(0));
}
