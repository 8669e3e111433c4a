#pragma once

#include <memory>

#include <QTimer>
#include <QWidget>

#include "core/model/model_diff.h"
#include "ui/document/background.h"
#include "ui/document/document.h"
#include "ui/export/model_source.h"

class QComboBox;
class QLabel;
class QPushButton;
class QStackedLayout;
class QTextBrowser;

namespace keywright::ui {

class MessagePage;

/// What differs between two models, and what that means on a live table: the open model, its file as it was saved, as it
/// was committed last, or any other file. Follows every edit while somebody looks.
class ComparePage : public QWidget {
    Q_OBJECT

public:
    explicit ComparePage(Document &document, QWidget *parent = nullptr);

    /// Compares with that file, as the older one.
    void compareWith(const QString &file);
    /// What is shown is of an earlier state of the model or of other sources.
    bool isComparing() const { return (m_busy || m_stale) && m_watched && m_document.model() != nullptr; }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    struct Comparison;

    QWidget *makeBar();
    void startOver();
    void lookForCommit();
    void fillSources();
    void fillSide(QComboBox &side, const ModelSource &wanted);
    void chooseSource(QComboBox &side);
    void askForFile(QComboBox &side);
    void swap();
    ModelSource sourceOf(const QComboBox &side) const;
    void compareSoon();
    void compare();
    void take(std::shared_ptr<const Comparison> comparison);
    void showComparison();
    void showDifferences();
    void jump(const QString &place);
    void copy();

    Document &m_document;
    QComboBox *m_older;
    QComboBox *m_newer;
    QLabel *m_summary;
    QPushButton *m_copy;
    QTextBrowser *m_view;
    MessagePage *m_message;
    QPushButton *m_choose;
    QWidget *m_contents;
    QStackedLayout *m_pages;
    QStringList m_otherFiles; ///< that were chosen for this model
    QString m_commit;         ///< the file's last one, for people; empty without one
    bool m_chosen = false;    ///< the person has chosen the older side
    std::shared_ptr<const Comparison> m_comparison;
    bool m_watched = false;
    bool m_stale = true;
    bool m_busy = false;
    QTimer m_timer;
    Background m_background;
};

} // namespace keywright::ui
