#pragma once

// What nearly every test of ui/ needs; of the headers of core/, none.
#include "tests/support/precompiled.h"
#include "ui/precompiled.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
