#include <string>
#include <vector>

#include <QObject>
#include <QTest>

#include "core/storage/backup_file.h"
#include "core/storage/store.h"
#include "tests/support/full_disk.h"
#include "tests/support/run_classes.h"
#include "tests/support/test_paths.h"

using namespace keywright::storage;
using namespace std::string_literals;
using keywright::test::TemporaryFolder;

namespace {

using Entries = std::vector<std::pair<std::string, std::string>>;

/// Some blocks of them.
Entries manyEntries()
{
    Entries entries;
    for (int number = 0; number < 3000; ++number) {
        const std::string digits = std::to_string(100'000 + number);
        entries.emplace_back("key" + digits,
                             digits + std::string(static_cast<std::size_t>(number % 500), static_cast<char>('a' + number % 26)));
    }
    return entries;
}

void writeBackup(const SideFiles &files, const std::string &name, const Entries &entries)
{
    BackupWriter writer(files.create(name), "the description");
    for (const auto &[entry, item] : entries)
        writer.add(entry, item, 10);
    writer.finish();
}

Entries readBackup(const SideFiles &files, const std::string &name)
{
    BackupReader reader(files.open(name));
    Entries entries;
    while (reader.next())
        entries.emplace_back(reader.entry(), reader.item());
    return entries;
}

/// The kind of why it cannot be read: -1 when it can.
int kindOfFailure(const SideFiles &files, const std::string &name)
{
    try {
        readBackup(files, name);
        return -1;
    } catch (const StorageError &error) {
        return static_cast<int>(error.kind());
    }
}

} // namespace

class BackupFileTest : public QObject {
    Q_OBJECT

private slots:
    void whatIsWrittenIsRead_data()
    {
        QTest::addColumn<bool>("inMemory");
        QTest::newRow("on disk") << false;
        QTest::newRow("in memory") << true;
    }
    void whatIsWrittenIsRead()
    {
        QFETCH(bool, inMemory);
        const TemporaryFolder folder;
        const auto store = Store::open({.folder = folder.path(), .inMemory = inMemory});
        const SideFiles files = store->sideFiles("backups");
        QVERIFY(files.names().empty());
        QVERIFY(files.open("many") == nullptr);
        const Entries entries = manyEntries();
        writeBackup(files, "many", entries);
        writeBackup(files, "empty", {});
        QCOMPARE(files.names(), (std::vector{"empty"s, "many"s}));
        QVERIFY(readBackup(files, "many") == entries);
        QVERIFY(readBackup(files, "empty").empty());
        const BackupReader reader(files.open("many"));
        QCOMPARE(reader.description(), "the description"s);
        QCOMPARE(reader.totals().items, std::int64_t(3000));
        QCOMPARE(reader.totals().bytes, std::int64_t(30'000));
        files.remove("many");
        QCOMPARE(files.names(), std::vector{"empty"s});
        files.remove("many");
    }

    void anUnfinishedFileDoesNotStandUnderItsName()
    {
        const TemporaryFolder folder;
        const auto store = Store::open({.folder = folder.path()});
        const SideFiles files = store->sideFiles("backups");
        {
            BackupWriter writer(files.create("half"), "d");
            for (const auto &[entry, item] : manyEntries())
                writer.add(entry, item, 1);
            QVERIFY(files.names().empty());
            QVERIFY(std::filesystem::exists(folder.path() / "backups" / "half.part"));
        }
        QVERIFY(!std::filesystem::exists(folder.path() / "backups" / "half.part"));
        keywright::test::writeFile(folder.path() / "backups" / "killed.part", "KWBK");
        QVERIFY(files.names().empty());
        files.removeUnfinished();
        QVERIFY(!std::filesystem::exists(folder.path() / "backups" / "killed.part"));
    }

    /// One bit anywhere, or a missing end.
    void aDamagedFileIsRefused()
    {
        const TemporaryFolder folder;
        const auto store = Store::open({.folder = folder.path()});
        const SideFiles files = store->sideFiles("backups");
        Entries entries = manyEntries();
        entries.resize(400);
        writeBackup(files, "good", entries);
        const std::string bytes = keywright::test::readFile(folder.path() / "backups" / "good");
        const int damaged = static_cast<int>(StorageError::Kind::Damaged);
        for (std::size_t at = 0; at < bytes.size(); at += at < 100 || at > bytes.size() - 40 ? 1 : 97) {
            std::string changed = bytes;
            changed[at] = static_cast<char>(changed[at] ^ 1 << at % 8);
            keywright::test::writeFile(folder.path() / "backups" / "bad", changed);
            QCOMPARE(kindOfFailure(files, "bad"), damaged);
        }
        for (std::size_t length = 0; length < bytes.size(); length += 211) {
            keywright::test::writeFile(folder.path() / "backups" / "bad", bytes.substr(0, length));
            QCOMPARE(kindOfFailure(files, "bad"), damaged);
        }
        QCOMPARE(kindOfFailure(files, "good"), -1);
    }

    void aFullDiskLeavesNoFile()
    {
        const TemporaryFolder folder;
        keywright::test::FullDisk disk;
        const auto store = Store::open({.folder = folder.path(), .environment = &disk});
        const SideFiles files = store->sideFiles("backups");
        {
            BackupWriter writer(files.create("full"), "d");
            disk.isFull = true;
            try {
                for (const auto &[entry, item] : manyEntries())
                    writer.add(entry, item, 1);
                QFAIL("it was written");
            } catch (const StorageError &error) {
                QCOMPARE(static_cast<int>(error.kind()), static_cast<int>(StorageError::Kind::DiskFull));
            }
        }
        QVERIFY(files.names().empty());
        QVERIFY(std::filesystem::is_empty(folder.path() / "backups"));
    }
};

std::unique_ptr<QObject> makeBackupFileTest()
{
    return std::make_unique<BackupFileTest>();
}

#include "backup_file_test.moc"
