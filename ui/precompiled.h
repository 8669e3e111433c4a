#pragma once

// The small Qt headers that nearly every unit of ui/ needs; nothing of ours, nothing large.
#include <QAbstractItemModel>
#include <QBoxLayout>
#include <QHash>
#include <QIcon>
#include <QLabel>
#include <QObject>
#include <QPainter>
#include <QString>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>
#include <string>
#include <vector>
