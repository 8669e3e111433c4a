#pragma once

#include <functional>

#include <QImage>

#include "ui/document/pattern_runner.h"
#include "ui/window/main_window.h"

namespace keywright::bench {

/// Handles events until `state` has come.
void waitFor(const std::function<bool()> &state);

/// A shown window with its document, and what painting it takes.
struct BenchWindow {
    BenchWindow();
    ~BenchWindow();

    /// Until the model is open, its tables are there and it is looked over.
    void waitUntilOpen();
    void paint(QWidget &shown);

    ui::Document document;
    ui::PatternRunner runner;
    ui::MainWindow window;
    QImage image{1280, 800, QImage::Format_RGB32};
};

/// One table with two GSIs, and so many entities and access patterns over it.
model::Model designOf(int entities, int patterns);

} // namespace keywright::bench
