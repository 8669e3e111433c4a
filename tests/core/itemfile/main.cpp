#include <QCoreApplication>

#include "tests/core/itemfile/item_reader_test.h"
#include "tests/core/itemfile/item_writer_test.h"
#include "tests/core/itemfile/s3_export_test.h"
#include "tests/support/run_classes.h"

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    using keywright::test::make;
    return keywright::test::runClasses({argv, argv + argc}, {make<ItemReaderTest>, make<ItemWriterTest>, make<S3ExportTest>});
}
