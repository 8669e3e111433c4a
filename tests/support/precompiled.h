#pragma once

#include <string>
#include <vector>

#include <QByteArray>
#include <QString>
#include <QTest>
