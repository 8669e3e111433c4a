#pragma once

#include <string>
#include <vector>

#include <QByteArray>
#include <QString>
#include <QTest>

namespace QTest {

/// Whole texts in the message of a QCOMPARE that fails.
template <>
inline char *toString(const std::string &text)
{
    return qstrdup(text.c_str());
}

} // namespace QTest
