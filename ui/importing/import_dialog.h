#pragma once

#include <memory>

#include <QDialog>

#include "ui/document/background.h"
#include "ui/importing/import_reading.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace keywright::ui {

class ImportFields;
class ImportPreview;
class MessagePage;

/// Shows what a file would bring as a new model and lets a person choose how it is read. Nothing blocks: show it with
/// open(), and take the model from imported().
class ImportDialog : public QDialog {
    Q_OBJECT

public:
    enum class State { Reading, Refused, Read };

    explicit ImportDialog(const QString &file, QWidget *parent = nullptr);

    State state() const { return m_state; }

signals:
    /// The person wants this model; the dialog closes.
    void imported(const std::shared_ptr<const keywright::session::ImportedModel> &imported);

private:
    QWidget *makeHead();
    QWidget *makeReadingPage();
    QWidget *makeButtons();
    void chooseAnother();
    void setFile(const QString &file);
    void look();
    void takeLook(const ImportLook &look);
    void read();
    void takeReading(const ImportReading &reading);
    void showProgress(const itemfile::Progress &progress);
    void showReading();
    void refuse(const QString &title, const QString &why);
    /// Made of the file's name.
    QString tableName() const;
    static QString headerAdvice();
    bool isWhole() const;

    QString m_file;
    State m_state = State::Reading;
    quint64 m_request = 0; ///< answers of earlier ones are dropped
    std::shared_ptr<const session::ImportedModel> m_imported;
    QLabel *m_fileName;
    ImportFields *m_fields;
    QStackedWidget *m_pages;
    QProgressBar *m_progress = nullptr;
    MessagePage *m_refusal;
    ImportPreview *m_preview;
    QLabel *m_summary;
    QPushButton *m_open = nullptr;
    Background m_background;
};

} // namespace keywright::ui
