#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/export/design_report.h"

class QLabel;
class QPushButton;
class QStackedLayout;
class QTextBrowser;

namespace keywright::ui {

class MessagePage;

/// The design report as it will be printed, with Save as HTML and Save as PDF.
class ReportPage : public QWidget {
    Q_OBJECT

public:
    ReportPage(Document &document, const PatternRunner &runner, const CanvasScene &canvas, QWidget *parent = nullptr);

    DesignReport &report() { return m_report; }

signals:
    void designWanted();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeBar();
    void showWritten();
    void fillView();
    void say(const QString &sentence);
    QString askForPlace(const QString &title, const QString &ending) const;
    void saveHtml();
    void savePdf();
    void tell(const QString &place, const QString &problem);

    Document &m_document;
    DesignReport m_report;
    QLabel *m_said;
    QPushButton *m_html;
    QPushButton *m_pdf;
    QTextBrowser *m_view;
    MessagePage *m_message;
    QPushButton *m_design;
    QWidget *m_contents;
    QStackedLayout *m_pages;
    QTimer m_refit;
};

} // namespace keywright::ui
