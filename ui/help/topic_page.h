#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace keywright::ui {

struct GuidePage;
struct HelpTopic;

/// A help topic: two sentences, an example, its source, and the way to the guide's page that says more.
class TopicPage : public QWidget {
    Q_OBJECT

public:
    explicit TopicPage(QWidget *parent = nullptr);

    /// Without a page there is no button.
    void explain(const HelpTopic &topic, const GuidePage *page);

signals:
    void pageWanted(const QString &name);

private:
    QLabel *m_title;
    QLabel *m_text;
    QLabel *m_example;
    QLabel *m_source;
    QPushButton *m_more;
    QString m_page;
};

} // namespace keywright::ui
