#pragma once

#include <QWidget>

#include "ui/export/export_choices.h"
#include "ui/export/export_preview.h"

class QComboBox;
class QLabel;
class QPushButton;
class QStackedLayout;

namespace keywright::ui {

class LossList;
class MessagePage;
class NoticeStrip;

/// The model as another program takes it: targets and choices, what would be written, and what would be left out.
class ExportPage : public QWidget {
    Q_OBJECT

public:
    explicit ExportPage(Document &document, QWidget *parent = nullptr);

    void setChoices(const ExportChoices &choices);
    /// Leaves the other choices as they are.
    void showTarget(ExportTarget target);
    /// What is shown is of an earlier state of the model or the choices.
    bool isWriting() const { return m_preview.isWriting(); }

signals:
    /// There is nothing to export yet: the person wants to draw it.
    void designWanted();
    void problemsWanted();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeBar();
    QWidget *makePreview();
    void takeChoices();
    void showWritten();
    void showFile();
    bool showMessage();
    const exchange::ExportFile *shownFile() const;
    void say(const QString &sentence);
    void copy();
    void save();
    QString askForPlace() const;
    void jump(const QString &place);

    Document &m_document;
    ExportPreview m_preview;
    ExportChoicesPanel *m_choices;
    NoticeStrip *m_notice;
    QComboBox *m_files;
    QLabel *m_fileName;
    QLabel *m_said;
    QPushButton *m_copy;
    QPushButton *m_save;
    CodeEditor *m_code;
    LossList *m_losses;
    MessagePage *m_message;
    QPushButton *m_design;
    QStackedLayout *m_pages;
    QWidget *m_contents = nullptr;
    ExportChoices m_shown; ///< what the code is of
    QString m_folder;      ///< of the last saving
};

} // namespace keywright::ui
