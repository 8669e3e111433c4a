#pragma once

#include <optional>

#include <QWidget>

class QLabel;

namespace keywright::ui {

class IconLabel;

/// Why a value was not taken, a sentence; nullopt when it was.
using Refusal = std::optional<QString>;

/// The sentence next to a field that says why its value cannot be taken, or what to look at. Takes no room without one.
class FieldNote : public QWidget {
    Q_OBJECT

public:
    enum class Kind { Error, Warning };

    explicit FieldNote(QWidget *parent = nullptr);

    /// Also told to assistive technology. An empty sentence hides the note.
    void say(const QString &sentence, Kind kind = Kind::Error);
    void clear() { say({}); }
    QString text() const;

private:
    IconLabel *m_icon;
    QLabel *m_sentence;
};

} // namespace keywright::ui
