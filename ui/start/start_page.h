#pragma once

#include <QScrollArea>

#include "ui/document/background.h"
#include "ui/start/recent_models.h"
#include "ui/start/samples.h"

class QGridLayout;
class QVBoxLayout;

namespace keywright::ui {

/// What the window shows while no model is open.
class StartPage : public QScrollArea {
    Q_OBJECT

public:
    explicit StartPage(RecentModels &recent, QWidget *parent = nullptr);

    /// The cards are there, or it is known that there are none.
    bool isComplete() const { return m_complete; }

signals:
    void newWanted();
    void openWanted();
    void importWanted();
    void tourWanted();
    void fileWanted(const QString &file);
    /// Changes of a model without a file, which a crash left.
    void draftWanted(const QString &draftFile);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeFiles();
    QWidget *makeSamples();
    void showDrafts();
    QWidget *makeDraftEntry(const QString &draftFile);
    void discard(const QString &draftFile);
    void showRecent();
    void showSamples(std::vector<Sample> samples);
    QWidget *makeRecentEntry(const QString &file);

    RecentModels &m_recent;
    QWidget *m_drafts; ///< hidden without any
    QVBoxLayout *m_draftList;
    QVBoxLayout *m_recentList;
    QGridLayout *m_sampleGrid;
    bool m_complete = false;
    Background m_background;
};

} // namespace keywright::ui
