#pragma once

#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <QObject>
#include <QTest>

/// One executable for the test classes of a folder.
namespace keywright::test {

using MakeClass = std::unique_ptr<QObject> (*)();

template <typename Class>
std::unique_ptr<QObject> make()
{
    return std::make_unique<Class>();
}

/// Runs the classes one after the other; each writes a results file of its own, or the last one's would be all that is
/// left. Returns how many functions failed.
inline int runClasses(const std::vector<std::string> &arguments, const std::vector<MakeClass> &classes)
{
    int failed = 0;
    for (const MakeClass make : classes) {
        const std::unique_ptr<QObject> object = make();
        QStringList words;
        for (const std::string &argument : arguments) {
            QString word = QString::fromStdString(argument);
            if (word.endsWith(QLatin1String(".txt,txt")))
                word.insert(word.size() - 8, QLatin1Char('-') + QString::fromLatin1(object->metaObject()->className()));
            words.append(word);
        }
        failed += QTest::qExec(object.get(), words);
    }
    return failed;
}

} // namespace keywright::test
