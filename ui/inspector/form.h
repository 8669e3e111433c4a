#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <QIcon>
#include <QVariant>
#include <QWidget>

#include "ui/inspector/editing.h"
#include "ui/parts/labels.h"

class QAbstractButton;
class QPushButton;
class QVBoxLayout;

namespace keywright::ui {

class AddLine;
class ChoiceField;
class NoteField;
class NumberField;
class TextField;
class ToggleField;

/// How a field is called: by people, and by tests (its object name).
struct FieldName {
    QString label;
    const char *id = "";
};

using Choices = QList<std::pair<QString, QVariant>>;

/// A page of the inspector or a part of one: fields from top to bottom, each with where its value comes from and what
/// takes it. showValues() puts the model's values into all of them.
class Form : public QWidget {
    Q_OBJECT

public:
    using ReadText = std::function<QString()>;
    using TakeText = std::function<Refusal(const QString &text)>;
    using ReadNumber = std::function<std::optional<qint64>()>;
    using TakeNumber = std::function<Refusal(std::optional<qint64> number)>;
    using ReadValue = std::function<QVariant()>;
    using TakeValue = std::function<Refusal(const QVariant &value)>;
    using ReadFlag = std::function<bool()>;
    using TakeFlag = std::function<Refusal(bool on)>;

    explicit Form(std::shared_ptr<Editing> editing, QWidget *parent = nullptr);

    Editing &editing() const { return *m_editing; }
    const std::shared_ptr<Editing> &sharedEditing() const { return m_editing; }
    void showValues();
    /// Takes a part of a form away for good, also while it is at work.
    static void drop(QWidget *part);

protected:
    /// Turns the form into a page: its margins, and room below.
    void makePage();
    /// The thing's kind small above its name, which is edited, and its icon.
    TextField *addHead(const ReadText &kind, const std::function<QIcon()> &icon, const ReadText &name, TakeText rename);
    NoteField *addNote(const ReadText &read, TakeText take);
    /// A line and a title, with a button on the right where there is one.
    void addSection(const QString &title, QWidget *action = nullptr);

    TextField *addText(const FieldName &name, const ReadText &read, TakeText take);
    NumberField *addNumber(const FieldName &name, qint64 minimum, qint64 maximum, const ReadNumber &read, TakeNumber take);
    ChoiceField *addChoice(const FieldName &name, const Choices &choices, const ReadValue &read, TakeValue take);
    ToggleField *addToggle(const FieldName &name, const ReadFlag &read, TakeFlag take);
    /// A line that adds what is typed in it to a list.
    AddLine *addAddLine(const FieldName &name, const QString &example, TakeText take);
    QPushButton *addButton(const FieldName &name, const QString &iconName, const std::function<void()> &press);
    void addHint(const QString &text);

    /// A labelled field of any kind; returns the row, which can be hidden.
    QWidget *addRow(const QString &label, QWidget *field);
    void addWide(QWidget *widget);
    void addSpace(int height);
    /// A part of the page, shown along with it.
    void addForm(Form *form);
    /// Called by each showValues(), in the order of the calls.
    void onShow(std::function<void()> show) { m_shows.push_back(std::move(show)); }
    /// The row that a field stands in.
    static void setRowShown(QWidget *field, bool shown);

private:
    std::shared_ptr<Editing> m_editing;
    QVBoxLayout *m_rows;
    std::vector<std::function<void()>> m_shows;
};

/// An icon or an entity's mark, drawn sharp.
class IconBox : public QWidget {
    Q_OBJECT

public:
    explicit IconBox(int size, QWidget *parent = nullptr);
    void setIcon(const QIcon &icon);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QIcon m_icon;
};

/// The mark of a key attribute, "PK" or "SK".
class KeyMark : public QWidget {
    Q_OBJECT

public:
    explicit KeyMark(const QString &mark, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_mark;
};

/// "a, b ,c" as names without spaces around them, none empty.
std::vector<std::string> namesIn(const QString &text);
QString namesText(const std::vector<std::string> &names);

} // namespace keywright::ui
