#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include <leveldb/db.h>
#include <leveldb/env.h>

#include <QCoreApplication>
#include <QProcess>

#include "core/storage/store.h"
#include "tests/support/full_disk.h"
#include "tests/support/run_classes.h"
#include "tests/support/test_paths.h"

using namespace keywright::storage;
using namespace std::string_literals;
using keywright::test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

const std::string kFormatKey("\0\0\0\0format", 10);

std::unique_ptr<Store> openMemory()
{
    return Store::open({.folder = "memory", .inMemory = true});
}

void put(Store &store, const std::string &key, const std::string &value)
{
    Batch batch;
    batch.put(key, value);
    store.write(batch);
}

/// "kind: message" of why the action fails.
template <typename Action>
std::string failureOf(Action action)
{
    constexpr std::array<const char *, 6> kKinds{"InUse", "NotWritable", "DiskFull", "Damaged", "NewerFormat", "Io"};
    try {
        action();
    } catch (const StorageError &error) {
        return kKinds.at(static_cast<std::size_t>(error.kind())) + ": "s + error.what();
    }
    return "no failure";
}

std::string failureOfOpening(const fs::path &folder)
{
    return failureOf([&] { Store::open({.folder = folder}); });
}

/// All entries but the format version, one a line.
std::string entriesOf(const Snapshot &snapshot, bool backward = false)
{
    std::string text;
    Cursor cursor = snapshot.cursor();
    const auto append = [&] {
        if (cursor.key() != kFormatKey)
            text += std::string(cursor.key()) + "=" + std::string(cursor.value()) + "\n";
    };
    if (backward)
        for (cursor.seekBefore(""); cursor.isValid(); cursor.previous())
            append();
    else
        for (cursor.seek(""); cursor.isValid(); cursor.next())
            append();
    cursor.check();
    return text;
}

/// Runs the test on a store in memory and on one on disk.
void addPlaces()
{
    QTest::addColumn<bool>("inMemory");
    QTest::newRow("in memory") << true;
    QTest::newRow("on disk") << false;
}

fs::path onlyFile(const fs::path &folder, const std::string &beginning, const std::string &extension)
{
    for (const auto &file : fs::directory_iterator(folder))
        if (file.path().filename().string().starts_with(beginning) && file.path().extension() == extension)
            return file.path();
    return folder / "none";
}

void flipByte(const fs::path &file, std::size_t at)
{
    std::string bytes = keywright::test::readFile(file);
    bytes.at(at) = static_cast<char>(bytes.at(at) ^ 0x55);
    keywright::test::writeFile(file, bytes);
}

void writeFormat(const fs::path &folder, const std::string &version)
{
    put(*Store::open({.folder = folder}), kFormatKey, version);
}

} // namespace

class StoreTest : public QObject {
    Q_OBJECT

private slots:
    void whatIsPutIsThereUntilErased_data() { addPlaces(); }
    void whatIsPutIsThereUntilErased()
    {
        QFETCH(bool, inMemory);
        const TemporaryFolder folder;
        const auto store = Store::open({.folder = folder.path() / "a" / "b", .inMemory = inMemory});
        QVERIFY(!store->get("k"));
        put(*store, "k", "1");
        put(*store, "k", "2\0x"s);
        QCOMPARE(store->get("k").value(), "2\0x"s);
        Batch batch;
        batch.erase("k");
        batch.erase("never there");
        store->write(batch);
        QVERIFY(!store->get("k"));
        QCOMPARE(fs::exists(folder.path() / "a" / "b"), !inMemory);
    }

    void aBatchActsInItsOrder()
    {
        const auto store = openMemory();
        Batch batch;
        batch.put("a", "1");
        batch.put("b", "1");
        batch.erase("a");
        Batch more;
        more.put("b", "2");
        more.put("c", "3");
        batch.append(more);
        QCOMPARE(entriesOf(store->snapshot()), ""s);
        store->write(batch);
        QCOMPARE(entriesOf(store->snapshot()), "b=2\nc=3\n"s);
    }

    void aSnapshotStaysAsItWas_data() { addPlaces(); }
    void aSnapshotStaysAsItWas()
    {
        QFETCH(bool, inMemory);
        const TemporaryFolder folder;
        const auto store = Store::open({.folder = folder.path(), .inMemory = inMemory});
        put(*store, "a", "1");
        const Snapshot before = store->snapshot();
        Batch batch;
        batch.put("a", "2");
        batch.put("b", "1");
        store->write(batch);
        QCOMPARE(entriesOf(before), "a=1\n"s);
        QCOMPARE(before.get("a").value(), "1"s);
        QVERIFY(!before.get("b"));
        QCOMPARE(entriesOf(store->snapshot()), "a=2\nb=1\n"s);
    }

    void aCursorGoesBothWays()
    {
        const auto store = openMemory();
        for (const char *key : {"b", "d", "f"})
            put(*store, key, "");
        QCOMPARE(entriesOf(store->snapshot()), "b=\nd=\nf=\n"s);
        QCOMPARE(entriesOf(store->snapshot(), true), "f=\nd=\nb=\n"s);

        const Snapshot snapshot = store->snapshot();
        Cursor cursor = snapshot.cursor();
        const auto at = [&cursor] { return cursor.isValid() ? std::string(cursor.key()) : "end"s; };
        cursor.seek("c");
        QCOMPARE(at(), "d"s);
        cursor.seek("d");
        QCOMPARE(at(), "d"s);
        cursor.previous();
        QCOMPARE(at(), "b"s);
        cursor.next();
        cursor.next();
        QCOMPARE(at(), "f"s);
        cursor.next();
        QCOMPARE(at(), "end"s);
        cursor.seekBefore("d");
        QCOMPARE(at(), "b"s);
        cursor.seekBefore("e");
        QCOMPARE(at(), "d"s);
        cursor.seekBefore("z");
        QCOMPARE(at(), "f"s);
        cursor.seekBefore("b");
        QCOMPARE(at(), kFormatKey);
        cursor.seekBefore(std::string_view("\0", 1));
        QCOMPARE(at(), "end"s);
        cursor.check();
    }

    void reopeningKeepsWhatWasWritten()
    {
        const TemporaryFolder folder;
        put(*Store::open({.folder = folder.path()}), "a", "1");
        put(*Store::open({.folder = folder.path(), .durability = Durability::Power}), "b", "2");
        QCOMPARE(entriesOf(Store::open({.folder = folder.path()})->snapshot()), "a=1\nb=2\n"s);
    }

    void destroyRemovesTheStoreAndLeavesOtherFiles()
    {
        const TemporaryFolder folder;
        put(*Store::open({.folder = folder.path()}), "a", "1");
        keywright::test::writeFile(folder.path() / "notes.txt", "mine");
        Store::destroy(folder.path());
        QVERIFY(!fs::exists(folder.path() / "CURRENT"));
        QCOMPARE(keywright::test::readFile(folder.path() / "notes.txt"), "mine"s);
        QCOMPARE(entriesOf(Store::open({.folder = folder.path()})->snapshot()), ""s);
        Store::destroy(folder.path() / "never there");
    }

    void aStoreThatAnotherProcessHoldsNamesItsHolder()
    {
        const TemporaryFolder folder;
        QProcess holder;
        holder.start(QCoreApplication::applicationFilePath(), {"--hold", QString::fromStdString(folder.path().string())});
        QVERIFY(holder.waitForReadyRead());
        const std::string name = QCoreApplication::applicationName().left(15).toStdString();
        QCOMPARE(failureOfOpening(folder.path()),
                 "InUse: The store \"" + folder.path().string() + "\" is in use by " + name + " (process "
                     + std::to_string(holder.processId()) + "). Close it there, or open the model with its tables in memory.");
        holder.closeWriteChannel();
        QVERIFY(holder.waitForFinished());
        QCOMPARE(failureOfOpening(folder.path()), "no failure"s);
    }

    void aStoreThatThisProgramHoldsSaysSo()
    {
        const TemporaryFolder folder;
        const auto store = Store::open({.folder = folder.path()});
        QCOMPARE(failureOfOpening(folder.path()),
                 "InUse: The store \"" + folder.path().string()
                     + "\" is in use by this program itself. Close it there, or open the model with its tables in memory.");
        put(*store, "a", "1");
    }

    void aFolderThatCannotBeMadeIsNamed()
    {
        const TemporaryFolder folder;
        const fs::path file = folder.path() / "file";
        keywright::test::writeFile(file, "x");
        QCOMPARE(failureOfOpening(file / "store"),
                 "NotWritable: The folder \"" + (file / "store").string()
                     + "\" for the tables cannot be made: Not a directory. Give yourself write access there, or choose another folder.");
        QVERIFY(failureOfOpening(file).starts_with("NotWritable: "));
        QCOMPARE(keywright::test::readFile(file), "x"s);
    }

    void aNewerFormatIsRefused()
    {
        const TemporaryFolder folder;
        writeFormat(folder.path(), "2");
        QCOMPARE(failureOfOpening(folder.path()),
                 "NewerFormat: The store \"" + folder.path().string()
                     + "\" has format version 2; this Keywright reads up to version 1. Open it with the newer Keywright that wrote it.");
    }

    void aNonsenseFormatIsDamaged()
    {
        for (const char *version : {"", "0", "-1", "x", "1x", " 1", "1.5"}) {
            const TemporaryFolder folder;
            writeFormat(folder.path(), version);
            QCOMPARE(failureOfOpening(folder.path()),
                     "Damaged: The store \"" + folder.path().string() + "\" names the format version \"" + version
                         + "\", which no Keywright ever wrote. The store is damaged; copy the folder aside and open the model again.");
        }
    }

    void aForeignDatabaseIsLeftAlone()
    {
        const TemporaryFolder folder;
        leveldb::Options options;
        options.create_if_missing = true;
        const auto withForeign = [&](auto action) {
            leveldb::DB *database = nullptr;
            QVERIFY(leveldb::DB::Open(options, folder.path().string(), &database).ok());
            const std::unique_ptr<leveldb::DB> owner(database);
            action(*database);
        };
        withForeign([](leveldb::DB &database) { database.Put({}, "theirs", "1"); });
        QCOMPARE(failureOfOpening(folder.path()),
                 "Damaged: The folder \"" + folder.path().string()
                     + "\" holds a LevelDB database that Keywright did not write. Choose another folder.");
        withForeign([](leveldb::DB &database) {
            std::string value;
            QVERIFY(database.Get({}, "theirs", &value).ok());
            QVERIFY(database.Get({}, kFormatKey, &value).IsNotFound());
        });
    }

    void aMissingManifestIsDamaged()
    {
        const TemporaryFolder folder;
        put(*Store::open({.folder = folder.path()}), "a", "1");
        fs::remove(onlyFile(folder.path(), "MANIFEST", ""));
        const std::string failure = failureOfOpening(folder.path());
        QVERIFY2(failure.starts_with("Damaged: The store \"" + folder.path().string() + "\" is damaged: "), failure.c_str());
    }

    void aFlippedByteInTheManifestIsDamaged()
    {
        const TemporaryFolder folder;
        put(*Store::open({.folder = folder.path()}), "a", "1");
        flipByte(onlyFile(folder.path(), "MANIFEST", ""), 20);
        const std::string failure = failureOfOpening(folder.path());
        QVERIFY2(failure.starts_with("Damaged: "), failure.c_str());
    }

    void aFlippedByteInTheLogIsDamaged()
    {
        const TemporaryFolder folder;
        {
            const auto store = Store::open({.folder = folder.path()});
            put(*store, "a", std::string(1000, 'x'));
            put(*store, "b", "1");
        }
        const fs::path log = onlyFile(folder.path(), "0", ".log");
        flipByte(log, 500);
        const std::string failure = failureOfOpening(folder.path());
        QVERIFY2(failure.starts_with("Damaged: "), failure.c_str());
        flipByte(log, 500);
        QCOMPARE(Store::open({.folder = folder.path()})->get("b").value(), "1"s);
    }

    /// What a kill in the middle of a write leaves: that write is lost, those before it are not.
    void aLogThatEndsInTheMiddleOfAWriteIsNotDamaged()
    {
        const TemporaryFolder folder;
        {
            const auto store = Store::open({.folder = folder.path()});
            put(*store, "a", "1");
            put(*store, "b", std::string(1000, 'x'));
        }
        const fs::path log = onlyFile(folder.path(), "0", ".log");
        fs::resize_file(log, fs::file_size(log) - 300);
        QCOMPARE(entriesOf(Store::open({.folder = folder.path()})->snapshot()), "a=1\n"s);
    }

    void aLostCurrentFileNeverEmptiesTheStore()
    {
        const TemporaryFolder folder;
        put(*Store::open({.folder = folder.path()}), "a", "1");
        const std::string current = keywright::test::readFile(folder.path() / "CURRENT");
        fs::remove(folder.path() / "CURRENT");
        const std::string failure = failureOfOpening(folder.path());
        QVERIFY2(failure.starts_with("Damaged: "), failure.c_str());
        keywright::test::writeFile(folder.path() / "CURRENT", current);
        QCOMPARE(entriesOf(Store::open({.folder = folder.path()})->snapshot()), "a=1\n"s);
    }

    void aFullDiskLosesNothingThatWasAnswered()
    {
        const TemporaryFolder folder;
        keywright::test::FullDisk disk;
        const std::string expected = "DiskFull: The disk is full; the last change of the store \"" + folder.path().string()
            + "\" was not made. Free some space, then open the model or start the endpoint again; everything answered before is kept.";
        {
            const auto store = Store::open({.folder = folder.path(), .environment = &disk});
            put(*store, "a", "1");
            disk.isFull = true;
            QCOMPARE(failureOf([&] { put(*store, "b", std::string(1000, 'x')); }), expected);
            QCOMPARE(entriesOf(store->snapshot()), "a=1\n"s);
            // The log ends in half a record now: a write behind it would be answered and lost.
            disk.isFull = false;
            QCOMPARE(failureOf([&] { put(*store, "c", "1"); }), expected);
        }
        const auto store = Store::open({.folder = folder.path(), .environment = &disk});
        QCOMPARE(entriesOf(store->snapshot()), "a=1\n"s);
        put(*store, "c", "1");
        QCOMPARE(entriesOf(store->snapshot()), "a=1\nc=1\n"s);
    }

    void aFullDiskWhileOpeningSaysSo()
    {
        const TemporaryFolder folder;
        keywright::test::FullDisk disk;
        disk.isFull = true;
        QVERIFY(failureOf([&] { Store::open({.folder = folder.path(), .environment = &disk}); }).starts_with("DiskFull: "));
        disk.isFull = false;
        QCOMPARE(failureOf([&] { Store::open({.folder = folder.path(), .environment = &disk}); }), "no failure"s);
    }
};

std::unique_ptr<QObject> makeStoreTest()
{
    return std::make_unique<StoreTest>();
}

#include "store_test.moc"
