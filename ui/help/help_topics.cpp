#include "ui/help/help_topics.h"

#include <algorithm>

#include <QCoreApplication>

namespace keywright::ui {

namespace {

using Kind = HelpTopic::Kind;

QString tr(const char *text)
{
    return QCoreApplication::translate("HelpTopics", text);
}

std::vector<HelpTopic> screens()
{
    return {
        {"design",
         Kind::Screen,
         tr("Design"),
         tr("Here the model is made: entities, tables with keys and indexes, and the access patterns that the application needs. The "
            "canvas, the key chart and the access patterns are three views of one model, so a change in one shows in the others."),
         tr("Begin with the access patterns, then find keys that serve them."),
         {}},
        {"canvas",
         Kind::Screen,
         tr("Canvas"),
         tr("The model as a drawing: cards for tables with a lane for each index, cards for entities, and lines for relationships. Choose "
            "an access pattern to see which keys and items it touches."),
         tr("Drag an attribute onto a lane of a table to make it a part of that key."),
         {}},
        {"key-chart",
         Kind::Screen,
         tr("Key chart"),
         tr("One row for each entity and one column for each key attribute: the chart that single-table designs are drawn as. A cell "
            "holds the key template that builds the attribute, and two entities that could build the same key are marked."),
         QStringLiteral("Order   PK = USER#{userId}   SK = ORDER#{placedAt}"),
         {}},
        {"access-patterns",
         Kind::Screen,
         tr("Access patterns"),
         tr("Every question that the application asks, with its operation, its key condition and how often it comes. Run them to see "
            "each verified on the sample data: the items that the operation returns against those it should return."),
         tr("Served: the key finds exactly the items. Filtered: more is read than returned. Scanned: everything is read."),
         {}},
        {"data",
         Kind::Screen,
         tr("Data"),
         tr("The items of a table or of an index, of this workspace or of another connection, grouped into item collections as DynamoDB "
            "stores them, and coloured by entity. Switch to an index to see what is projected into it and which items are not in it, or "
            "to a moment of the past to see a table as it was."),
         tr("An item without GSI1PK is in the table, and not in GSI1."),
         {}},
        {"heat-map",
         Kind::Screen,
         tr("Heat map"),
         tr("Time runs across and the hash space of the partition keys down; the colour is the share of a partition's limits in use, so "
            "that 100 % is where DynamoDB throttles. Drag a box to zoom into it, click a cell to keep what it says, double-click it to go "
            "into its partition, and compare the design with another one side by side."),
         tr("A line that stays dark is a hot key; a spot that jumps about is a key that follows the time."),
         {}},
        {"cost",
         Kind::Screen,
         tr("Cost"),
         tr("What the access patterns cost in a month, by table, index, pattern and entity, on demand, provisioned and reserved. Every "
            "figure opens its arithmetic: so many units times the price of one."),
         tr("62.5 million write request units × $0.625 = $39.06"),
         {}},
        {"streams",
         Kind::Screen,
         tr("Streams"),
         tr("Every change of a table's items as it comes, with the item before and after it, on any connection whose table has a stream. "
            "Filter by event, key or an event pattern as Lambda takes it, and see how many records it would have matched."),
         QStringLiteral("{\"eventName\": [\"INSERT\"], \"dynamodb\": {\"Keys\": {\"PK\": {\"S\": [{\"prefix\": \"USER#\"}]}}}}"),
         {}},
        {"connections",
         Kind::Screen,
         tr("Connections"),
         tr("Where operations run: the engine of this window, AWS in a region, or any endpoint that speaks DynamoDB's protocol. Keys come "
            "from the environment or your AWS profiles, roles and sign-ins included, and are never written to a model file or a log."),
         tr("Test lists the tables there, and says in plain words what is wrong when it cannot."),
         {}},
        {"tables",
         Kind::Screen,
         tr("Tables of a connection"),
         tr("What each table of a connection is like, and creating, changing, cloning, backing up, restoring and deleting tables there. A "
            "change is shown with what it takes on the live table before anything is done, and deleting asks for the table's name."),
         tr("A clone that was stopped goes on where it stopped."),
         {}},
        {"operations",
         Kind::Screen,
         tr("Operations"),
         tr("One operation at a time, built in a form, written as PartiQL or as the JSON that DynamoDB takes, and run on the tables. "
            "Explain shows what it read to find what it returned, and what the same question costs as a Query, with an index, or as a "
            "Scan."),
         tr("A key condition says what is read. A filter drops items afterwards, when they are paid for already."),
         {}},
        {"export",
         Kind::Screen,
         tr("Export"),
         tr("The tables as code for the tool that creates them, and the access patterns as code for the application. What a target "
            "cannot hold is listed before anything is written."),
         QStringLiteral("terraform apply · aws cloudformation deploy · cdk deploy"),
         {}},
        {"differences",
         Kind::Screen,
         tr("Differences"),
         tr("The model beside another one: an older file, or its last commit in git. Every difference says what it means for a table "
            "that holds items: done in place, done in a sequence of updates, or only by a new table."),
         tr("A sort key that changes: the table is replaced, and its items are copied."),
         {}},
        {"commit",
         Kind::Screen,
         tr("Commit to a connection"),
         tr("Makes the tables of a connection as the model says, in AWS or on any endpoint. What would change is shown before anything "
            "does; a table that must be replaced is replaced only when you say so, and its items are kept."),
         tr("An added GSI: one UpdateTable, and the wait until it is filled."),
         {}},
    };
}

std::vector<HelpTopic> keyWords()
{
    return {
        {"partition-key", Kind::Word, tr("Partition key"),
         tr("The attribute whose hash decides in which partition an item is stored. Every Query needs one value of it, and one value can "
            "take up to 3,000 read and 1,000 write units a second."),
         QStringLiteral("PK = USER#u-1004"), tr("Core components of Amazon DynamoDB")},
        {"sort-key", Kind::Word, tr("Sort key"),
         tr("The second part of a primary key; items with the same partition key are stored in its order. A Query can ask for a range of "
            "it, or for all that begin with a text."),
         QStringLiteral("PK = USER#u-1004 AND begins_with(SK, ORDER#2026-11)"), tr("Core components of Amazon DynamoDB")},
        {"item-collection", Kind::Word, tr("Item collection"),
         tr("All items with the same partition key value. One Query reads it, or a part of it, in the order of the sort key."),
         QStringLiteral("USER#u-1004: PROFILE, ADDRESS#home, ORDER#2026-11-02"), tr("Item collections in DynamoDB")},
        {"key-template",
         Kind::Word,
         tr("Key template"),
         tr("How the value of a key attribute is put together from the attributes of an entity. Words stand as they are, and each "
            "placeholder in braces is filled from the item."),
         QStringLiteral("ORDER#{placedAt}#{orderId}"),
         {}},
        {"gsi", Kind::Word, tr("Global secondary index (GSI)"),
         tr("A copy of the table's items under another key, kept up to date by DynamoDB a moment after each write. It has capacity of its "
            "own, and it is read with eventual consistency only."),
         QStringLiteral("GSI1PK = STATUS#open, GSI1SK = 2026-11-02T09:30"), tr("Using Global Secondary Indexes")},
        {"lsi", Kind::Word, tr("Local secondary index (LSI)"),
         tr("An index with the table's partition key and another sort key, which must be made together with the table. It can be read "
            "with strong consistency, and holds an item collection to 10 GB."),
         QStringLiteral("PK = USER#u-1004, LSI1SK = 2026-11-02"), tr("Local secondary indexes")},
        {"projection", Kind::Word, tr("Projection"),
         tr("Which attributes an index holds beside its keys: all, only the keys, or a list. Fewer attributes make writes and storage "
            "cheaper, but a Query on the index returns no others."),
         QStringLiteral("INCLUDE name, price"), tr("Using Global Secondary Indexes")},
        {"sparse-index", Kind::Word, tr("Sparse index"),
         tr("An index that holds few items, because only those that have its key attributes are in it. It answers questions such as “all "
            "open orders” without reading the others."),
         QStringLiteral("openSince is removed when an order ships"), tr("Take advantage of sparse indexes")},
        {"write-sharding", Kind::Word, tr("Write sharding"),
         tr("Spreading one busy partition key value over several by a suffix. Each write goes to one shard, and a read asks all of them "
            "and merges the answers."),
         QStringLiteral("BOARD#chess#{playerId|shard:8}"), tr("Using write sharding to distribute workloads evenly")},
    };
}

std::vector<HelpTopic> operationWords()
{
    return {
        {"query", Kind::Word, tr("Query"),
         tr("Reads items of one item collection in the order of the sort key, up to 1 MB at a time. It reads and costs only what its key "
            "condition names."),
         QStringLiteral("aws dynamodb query --key-condition-expression 'PK = :pk'"), tr("Querying tables in DynamoDB")},
        {"scan", Kind::Word, tr("Scan"),
         tr("Reads every item of a table or index, 1 MB at a time. It costs as much as everything that it reads, so that it grows with "
            "the table."),
         QStringLiteral("aws dynamodb scan --table-name OnlineShop"), tr("Scanning tables in DynamoDB")},
        {"filter", Kind::Word, tr("Filter expression"),
         tr("A condition that leaves items out of an answer after they were read. What it leaves out has been paid for, so a key "
            "condition is to be preferred."),
         QStringLiteral("FilterExpression: price > :limit"), tr("Filter expressions for the Query operation in DynamoDB")},
        {"condition", Kind::Word, tr("Condition expression"),
         tr("What must be true of the stored item for a write to happen. Else nothing is written and the call fails with "
            "ConditionalCheckFailedException."),
         QStringLiteral("attribute_not_exists(PK)"), tr("DynamoDB condition expression CLI example")},
        {"transaction", Kind::Word, tr("Transaction"),
         tr("Up to 100 reads or writes that happen all together or not at all, each at twice the units that it costs alone. To make "
            "one, choose New transaction, or the operation TransactWriteItems in an access pattern's definition, and add its parts: put, "
            "update, delete or check an item."),
         QStringLiteral("Put Order + update Product + delete CartItem"), tr("Amazon DynamoDB Transactions: How it works")},
        {"consistency", Kind::Word, tr("Consistent read"),
         tr("A strongly consistent read gives every write that succeeded before it; an eventually consistent one may miss the last, and "
            "costs half. Global secondary indexes know only the second."),
         QStringLiteral("ConsistentRead: true"), tr("DynamoDB read consistency")},
        {"capacity-unit", Kind::Word, tr("Capacity unit"),
         tr("One read unit is a strongly consistent read of up to 4 KB, or two eventually consistent ones. One write unit is a write of "
            "up to 1 KB."),
         QStringLiteral("2.5 KB item: put 3 WCU, get 1 RCU, or 0.5 RCU eventually consistent"), tr("DynamoDB read and write operations")},
        {"billing-mode", Kind::Word, tr("Billing mode"),
         tr("On demand pays for each request and follows the traffic by itself. Provisioned pays for the capacity that is set, used or "
            "not, and throttles what goes beyond it."),
         QStringLiteral("PAY_PER_REQUEST or PROVISIONED"), tr("DynamoDB throughput capacity")},
        {"ttl", Kind::Word, tr("Time to live (TTL)"),
         tr("An attribute of type number with the second, counted from 1970, after which DynamoDB may delete the item. It happens within "
            "a few days and costs no write units."),
         QStringLiteral("expiresAt = 1798761600"), tr("Using time to live (TTL) in DynamoDB")},
        {"stream", Kind::Word, tr("Stream"),
         tr("A list of every change to the items of a table, in order for each item, kept for 24 hours. A program or a Lambda function "
            "reads it to do something after each write."),
         QStringLiteral("StreamViewType: NEW_AND_OLD_IMAGES"), tr("Change data capture for DynamoDB Streams")},
        {"facet", Kind::Word, tr("Facet"),
         tr("A named view of a table that shows the items of one kind and only some of their attributes. It is a word of NoSQL Workbench "
            "and changes nothing in the table."),
         QStringLiteral("Facet Orders: PK, SK, total, status"), tr("Viewing data access patterns")},
    };
}

std::vector<HelpTopic> allTopics()
{
    std::vector<HelpTopic> words = keyWords();
    const std::vector<HelpTopic> others = operationWords();
    words.insert(words.end(), others.begin(), others.end());
    std::sort(words.begin(), words.end(), [](const HelpTopic &a, const HelpTopic &b) { return a.title.localeAwareCompare(b.title) < 0; });
    std::vector<HelpTopic> topics = screens();
    topics.insert(topics.end(), words.begin(), words.end());
    return topics;
}

} // namespace

const std::vector<HelpTopic> &helpTopics()
{
    static const std::vector<HelpTopic> topics = allTopics();
    return topics;
}

const HelpTopic *findHelpTopic(const QString &id)
{
    for (const HelpTopic &topic : helpTopics())
        if (id == QLatin1String(topic.id))
            return &topic;
    return nullptr;
}

} // namespace keywright::ui
