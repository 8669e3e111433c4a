#pragma once

#include <memory>

#include <QImage>
#include <QObject>
#include <QTimer>

#include "core/session/design_report.h"
#include "ui/document/background.h"
#include "ui/document/document.h"
#include "ui/document/pattern_runner.h"

namespace keywright::ui {

class CanvasScene;

/// The report as it is shown: its HTML names the pictures by kReportPicture and kReportHeat.
struct WrittenReport {
    std::shared_ptr<const model::Model> model;
    QString html;
    int pictureWidth = 0; ///< as the HTML has it
    QImage picture;       ///< null without cards
    QByteArray vectors;   ///< the picture as SVG
    QImage heatPicture;   ///< null without rates
    QByteArray heatVectors;
    int heatPictureWidth = 0;
    QString failure; ///< why there is none; empty when there is
};

inline constexpr char kReportPicture[] = "canvas-picture";
inline constexpr char kReportHeat[] = "heat-picture";

/// The page as a file of its own: the picture is inside.
QByteArray standaloneHtml(const WrittenReport &report);

/// Writes the design report after edits and runs of access patterns, as long as somebody looks: the picture on this
/// thread, the text off it.
class DesignReport : public QObject {
    Q_OBJECT

public:
    static constexpr int kDelayMs = 250;

    /// `canvas` shows the document's model and must outlive this.
    DesignReport(Document &document, const PatternRunner &runner, const CanvasScene &canvas, QObject *parent = nullptr);

    void setWatched(bool watched);
    /// What the report says of its own day; empty leaves it out.
    void setDate(const QString &date) { m_date = date; }
    /// Null without a model, and before the first.
    const std::shared_ptr<const WrittenReport> &written() const { return m_written; }
    bool isWriting() const { return m_stale && m_watched && m_document.model() != nullptr; }

signals:
    void writtenChanged();

private:
    void writeSoon();
    void write();
    void take(std::shared_ptr<WrittenReport> written);
    session::ReportSources sources() const;

    Document &m_document;
    const PatternRunner &m_runner;
    const CanvasScene &m_canvas;
    QString m_date;
    std::shared_ptr<const WrittenReport> m_written;
    bool m_watched = false;
    bool m_stale = true;
    bool m_busy = false;
    bool m_again = false;
    QTimer m_timer;
    Background m_background;
};

} // namespace keywright::ui
