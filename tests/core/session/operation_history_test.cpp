#include "tests/core/session/operation_history_test.h"

#include <fstream>
#include <functional>

#include <QTemporaryDir>
#include <QTest>

#include "core/session/operation_history.h"

using namespace keywright::session;

namespace {

HistoryEntry scanOf(int number)
{
    HistoryEntry entry;
    entry.time = "2026-11-22T01:00:00.000Z";
    entry.connection = "Embedded engine";
    entry.operation = "Scan";
    entry.request = "{\"TableName\":\"Orders\",\"Limit\":" + std::to_string(number) + ".0}";
    entry.outcome = "3 items";
    entry.items = 3;
    entry.milliseconds = 1.25;
    entry.capacityUnits = 0.5;
    return entry;
}

std::filesystem::path fileIn(const QTemporaryDir &folder)
{
    return std::filesystem::path(folder.path().toStdString()) / "stores" / "shop.operations.jsonl";
}

std::string messageOf(const std::function<void()> &work)
{
    try {
        work();
    } catch (const std::runtime_error &error) {
        return error.what();
    }
    return {};
}

} // namespace

void OperationHistoryTest::whatWasRunComesBackNewestFirst()
{
    const QTemporaryDir folder;
    HistoryEntry refused = scanOf(2);
    refused.isRefused = true;
    refused.outcome = "ValidationException";
    appendToHistory(fileIn(folder), scanOf(1));
    appendToHistory(fileIn(folder), refused);
    const OperationHistory read = readHistory(fileIn(folder));
    QCOMPARE(read.entries().size(), std::size_t(2));
    QVERIFY(read.entries()[0] == refused);
    QVERIFY(read.entries()[1] == scanOf(1));
    writeHistory(fileIn(folder), read);
    QVERIFY(readHistory(fileIn(folder)).entries() == read.entries());
    QVERIFY(readHistory(fileIn(folder).parent_path() / "none").entries().empty());
}

void OperationHistoryTest::aCutLineIsLeftOut()
{
    const QTemporaryDir folder;
    appendToHistory(fileIn(folder), scanOf(1));
    std::ofstream(fileIn(folder), std::ios::app) << "{\"operation\":\"Query\",\"requ\n[1]\n{\"operation\":7}\n\n";
    appendToHistory(fileIn(folder), scanOf(2));
    const OperationHistory read = readHistory(fileIn(folder));
    QCOMPARE(read.entries().size(), std::size_t(2));
    QVERIFY(read.entries()[0] == scanOf(2));
}

void OperationHistoryTest::theOldestGoWhenThereAreTooMany()
{
    OperationHistory history;
    for (std::size_t i = 0; i < kMostHistoryEntries; ++i)
        history.add(scanOf(static_cast<int>(i)));
    history.dropSurplus();
    QVERIFY(!history.hasDropped());
    history.add(scanOf(-1));
    QCOMPARE(history.surplus(), std::size_t(1));
    history.dropSurplus();
    QVERIFY(history.hasDropped());
    QCOMPARE(history.entries().size(), kMostHistoryEntries);
    QVERIFY(history.entries().back() == scanOf(1));

    OperationHistory large;
    HistoryEntry long1 = scanOf(0);
    long1.request = "\"" + std::string(kLongestKeptRequest - 2, 'x') + "\"";
    for (std::size_t i = 0; i < 25; ++i)
        large.add(long1);
    large.dropSurplus();
    QCOMPARE(large.entries().size(), kMostHistoryBytes / kLongestKeptRequest - 1);
}

void OperationHistoryTest::aRequestThatIsTooLongIsToldOfButNotKept()
{
    OperationHistory history;
    HistoryEntry entry = scanOf(1);
    entry.request = std::string(kLongestKeptRequest + 1, ' ');
    history.add(entry);
    QVERIFY(history.entries().front().request.empty());
    const QTemporaryDir folder;
    appendToHistory(fileIn(folder), history.entries().front());
    QCOMPARE(readHistory(fileIn(folder)).entries().front().operation, std::string("Scan"));
}

void OperationHistoryTest::clearingRemovesTheFile()
{
    const QTemporaryDir folder;
    appendToHistory(fileIn(folder), scanOf(1));
    OperationHistory history = readHistory(fileIn(folder));
    history.clear();
    QVERIFY(history.entries().empty());
    writeHistory(fileIn(folder), history);
    QVERIFY(!std::filesystem::exists(fileIn(folder)));
    writeHistory(fileIn(folder), history);
}

void OperationHistoryTest::onlyItsOwnerMayReadIt()
{
    const QTemporaryDir folder;
    appendToHistory(fileIn(folder), scanOf(1));
    const auto others = [&] { return std::filesystem::status(fileIn(folder)).permissions() & std::filesystem::perms(077); };
    QCOMPARE(others(), std::filesystem::perms::none);
    const OperationHistory history = readHistory(fileIn(folder));
    std::filesystem::remove(fileIn(folder));
    writeHistory(fileIn(folder), history);
    QCOMPARE(others(), std::filesystem::perms::none);
}

void OperationHistoryTest::aPlaceThatCannotBeWrittenIsSaid()
{
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.path().toStdString();
    const std::string said = messageOf([&] { appendToHistory(file, scanOf(1)); });
    QVERIFY2(said.starts_with("The history of operations in " + file.string() + " cannot be written: "), said.c_str());
    QVERIFY(messageOf([&] { readHistory(file); }).find("cannot be read") != std::string::npos);
}
