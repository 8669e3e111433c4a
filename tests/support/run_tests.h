#pragma once

#include <QCoreApplication>
#include <QTest>

namespace keywright::test {

/// Runs several test classes in one executable. Qt Test writes its `-o FILE,FORMAT` anew for each class, so the class's
/// number is put into the file's name.
template <typename... TestClasses>
int runTests(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    int failures = 0;
    int number = 0;
    const auto runOne = [&](auto test) {
        QStringList arguments = application.arguments();
        for (QString &argument : arguments)
            if (argument.endsWith(",txt") && argument != "-,txt")
                argument.replace(".txt,txt", QString("-%1.txt,txt").arg(number));
        ++number;
        failures += QTest::qExec(&test, arguments);
    };
    (runOne(TestClasses()), ...);
    return failures == 0 ? 0 : 1;
}

} // namespace keywright::test
