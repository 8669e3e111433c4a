#pragma once

#include <functional>

#include <QString>

#include "ui/document/document.h"
#include "ui/document/pattern_runner.h"
#include "ui/window/main_window.h"

namespace keywright::ui {

/// A window with its document, driven from one state to the next, and the camera.
class Stage {
public:
    /// Pictures go into `folder`.
    explicit Stage(QString folder);

    Document &document() { return m_document; }
    PatternRunner &runner() { return m_runner; }
    MainWindow &window() { return m_window; }
    int pictures() const { return m_pictures; }

    /// False, with a message on stderr, when `state` does not come.
    bool wait(const char *what, const std::function<bool()> &state);
    /// Until the model is open, looked over, and its items are read.
    bool openAndWait(const QString &file);

    /// In the theme in force, whose name ends the picture's.
    void picture(const QString &name) { picture(name, m_window); }
    /// Of a window of its own, such as a menu.
    void picture(const QString &name, QWidget &shown);

    template <typename Widget>
    Widget *find(const char *name)
    {
        return m_window.findChild<Widget *>(QLatin1String(name));
    }

private:
    bool itemsAreRead();
    void save(QWidget &shown, qreal pixelRatio, const QString &name);

    QString m_folder;
    Document m_document;
    PatternRunner m_runner;
    MainWindow m_window;
    int m_pictures = 0;
};

/// A model file for pictures, in the same place each time, since some pages show where it lies.
QString writeModel(const char *name, const QByteArray &text);

inline constexpr char kEmptyModel[] = R"({
  "formatVersion": 1,
  "name": "Empty table",
  "tables": [{"name": "Sessions", "partitionKey": [{"name": "sessionId", "type": "S"}]}],
  "entities": [{"name": "Session", "table": "Sessions", "attributes": [{"name": "sessionId", "type": "S"}]}]
})";

} // namespace keywright::ui
