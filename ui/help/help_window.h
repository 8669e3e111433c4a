#pragma once

#include <QDialog>

class QLabel;
class QListWidget;

namespace keywright::ui {

class SearchField;

/// All topics to look through, beside the main window: a list that can be searched, and the topic that is chosen.
class HelpWindow : public QDialog {
    Q_OBJECT

public:
    explicit HelpWindow(QWidget *parent = nullptr);

    /// Shows the topic, or the first one when there is none of that id.
    void showTopic(const QString &id);
    /// Of the widget, or of the nearest around it that names one; empty when none does.
    static QString topicAt(const QWidget *widget);

private:
    QWidget *makeList();
    QWidget *makePage();
    void filter(const QString &text);
    void showRow(int row);

    SearchField *m_search;
    QListWidget *m_list;
    QLabel *m_title;
    QLabel *m_text;
    QLabel *m_example;
    QLabel *m_source;
};

} // namespace keywright::ui
