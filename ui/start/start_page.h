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
    void openWanted();
    void fileWanted(const QString &file);

private:
    QWidget *makeHead();
    QWidget *makeRecent();
    QWidget *makeSamples();
    void showRecent();
    void showSamples(std::vector<Sample> samples);
    QWidget *makeRecentEntry(const QString &file);

    RecentModels &m_recent;
    QVBoxLayout *m_recentList;
    QVBoxLayout *m_sampleList;
    bool m_complete = false;
    Background m_background;
};

} // namespace keywright::ui
