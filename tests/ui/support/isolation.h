#pragma once

#include <memory>

#include <QApplication>
#include <QStandardPaths>
#include <QTest>

namespace keywright::test {

/// Before the application is made: test paths, an empty state folder of its own, a fixed locale, its own settings.
void isolate(const char *testName);

/// After it: the theme, and no settings left from an earlier run.
void prepareApplication(QApplication &application);

/// Call from every init(): a warning of Qt or ours fails the test.
void failOnWarnings();

/// A main() for classes of tests, which run one after the other.
template <typename... TestClasses>
int runUiTest(const char *name, int argc, char **argv)
{
    isolate(name);
    QApplication application(argc, argv);
    prepareApplication(application);
    const auto run = [&](auto test) { return QTest::qExec(test.get(), argc, argv); };
    return (run(std::make_unique<TestClasses>()) + ...);
}

} // namespace keywright::test
