#pragma once

#include <QTextBrowser>

namespace keywright::ui {

/// A page of the guide, in the colours and fonts of the theme. A link to another page is offered by pageWanted(); one that
/// leads out of the guide opens in the person's browser.
class GuideView : public QTextBrowser {
    Q_OBJECT

public:
    explicit GuideView(QWidget *parent = nullptr);

    /// From its beginning.
    void showPage(const QString &name);
    /// Marks every place of each of the words, and scrolls to the first. None of them unmarks.
    void mark(const QStringList &words);

signals:
    void pageWanted(const QString &name);

protected:
    QVariant loadResource(int type, const QUrl &name) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void follow(const QUrl &link);
    void render();

    QString m_page;
};

} // namespace keywright::ui
