#pragma once

#include <vector>

#include <QDialog>

class QLabel;
class QStackedWidget;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace keywright::ui {

class GuideView;
class SearchField;
class TopicPage;

/// The guide and the help topics, beside the main window: their contents, which can be searched, and the page that is chosen;
/// back and forward through what was read.
class HelpWindow : public QDialog {
    Q_OBJECT

public:
    explicit HelpWindow(QWidget *parent = nullptr);

    /// Shows the topic, or the guide's contents when there is none of that id.
    void showTopic(const QString &id);
    /// Shows the page of the guide, or its contents when there is none of that name.
    void showPage(const QString &name);
    /// Of the widget, or of the nearest around it that names one; empty when none does.
    static QString topicAt(const QWidget *widget);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// What is shown, or was: a help topic or a page of the guide.
    struct Place {
        enum class Kind { Topic, Page };
        Kind kind = Kind::Page;
        QString name;
        int scrolled = 0;
    };

    QWidget *makeList();
    QWidget *makePage();
    void addPages();
    void addTopics();
    QTreeWidgetItem *addGroup(const QString &title);
    void addEntry(QTreeWidgetItem *group, const QString &title, const QString &text, const Place &place);
    static Place placeOf(const QTreeWidgetItem &entry);
    QTreeWidgetItem *entryOf(const Place &place) const;

    /// Goes there from what is shown, and can come back.
    void visit(const Place &place);
    void step(int by);
    void display(const Place &place);
    void showNothingFound();
    void showSteps();
    void choose(QTreeWidgetItem *entry);
    void filter();
    QStringList searchedWords() const;

    SearchField *m_search;
    QTreeWidget *m_contents;
    QToolButton *m_back;
    QToolButton *m_forward;
    QLabel *m_section;
    QStackedWidget *m_shown;
    TopicPage *m_topic;
    GuideView *m_guide;
    std::vector<Place> m_places; ///< in the order they were visited
    int m_at = -1;
    bool m_foundBySearch = false; ///< the place that is shown
};

} // namespace keywright::ui
