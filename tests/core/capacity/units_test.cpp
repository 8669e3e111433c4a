#include <memory>

#include <QObject>
#include <QTest>

#include "core/capacity/units.h"

using namespace keywright::capacity;

class UnitsTest : public QObject {
    Q_OBJECT

private slots:
    void unitsCountBegunBlocks_data()
    {
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<double>("write");
        QTest::addColumn<double>("eventual");
        QTest::addColumn<double>("strong");
        QTest::addColumn<double>("transactional");
        const auto row = [](qint64 bytes, double write, double eventual, double strong, double transactional) {
            QTest::newRow(QByteArray::number(bytes).constData()) << bytes << write << eventual << strong << transactional;
        };
        row(0, 1, 0.5, 1, 2);
        row(1, 1, 0.5, 1, 2);
        row(1024, 1, 0.5, 1, 2);
        row(1025, 2, 0.5, 1, 2);
        row(2048, 2, 0.5, 1, 2);
        row(4096, 4, 0.5, 1, 2);
        row(4097, 5, 1, 2, 4);
        row(8192, 8, 1, 2, 4);
        row(8193, 9, 1.5, 3, 6);
        row(409'600, 400, 50, 100, 200);
        row(1'048'576, 1024, 128, 256, 512);
    }
    void unitsCountBegunBlocks()
    {
        QFETCH(qint64, bytes);
        QTEST(writeUnits(bytes), "write");
        QTEST(readUnits(bytes, ReadKind::Eventual), "eventual");
        QTEST(readUnits(bytes, ReadKind::Strong), "strong");
        QTEST(readUnits(bytes, ReadKind::Transactional), "transactional");
    }

    void theTotalIsOfTableAndAllIndexes()
    {
        QCOMPARE(ConsumedCapacity{}.total(), 0.0);
        const ConsumedCapacity consumed{"T", 1, {{"L1", 2}, {"L2", 4}}, {{"G1", 8}, {"G2", 16.5}}};
        QCOMPARE(consumed.total(), 31.5);
    }

    void addingGoesPlaceByPlace()
    {
        ConsumedCapacity sum{"T", 1, {{"L1", 2}}, {{"G1", 8}}, {{"V1", 1024}}};
        sum.add({"T", 0.5, {{"L1", 1}, {"L2", 4}}, {{"G2", 16}}, {{"V1", 1024}}});
        QVERIFY((sum == ConsumedCapacity{"T", 1.5, {{"L1", 3}, {"L2", 4}}, {{"G1", 8}, {"G2", 16}}, {{"V1", 2048}}}));
        sum.add({});
        QCOMPARE(sum.total(), 32.5);
    }
};

std::unique_ptr<QObject> makeUnitsTest()
{
    return std::make_unique<UnitsTest>();
}

#include "units_test.moc"
