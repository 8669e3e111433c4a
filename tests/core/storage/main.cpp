#include <iostream>

#include <QCoreApplication>

#include "core/storage/store.h"
#include "tests/support/run_classes.h"

std::unique_ptr<QObject> makeKeyEncodingTest();
std::unique_ptr<QObject> makeItemBytesTest();
std::unique_ptr<QObject> makeItemJsonTest();
std::unique_ptr<QObject> makeStoreTest();
std::unique_ptr<QObject> makeBackupFileTest();

namespace {

/// The other process of the test: holds the store until its input ends.
int holdStore(const char *folder)
{
    const auto store = keywright::storage::Store::open({.folder = folder});
    std::cout << "held" << std::endl;
    std::cin.get();
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc == 3 && std::string(argv[1]) == "--hold")
        return holdStore(argv[2]);
    const QCoreApplication application(argc, argv);
    return keywright::test::runClasses({argv, argv + argc},
                                       {makeKeyEncodingTest, makeItemBytesTest, makeItemJsonTest, makeStoreTest, makeBackupFileTest});
}
