#include "ui/export/report_page.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QPageSize>
#include <QPdfWriter>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollBar>
#include <QStackedLayout>
#include <QStandardPaths>
#include <QTextBrowser>
#include <QTextDocument>

#include "ui/dialogs/file_dialog.h"
#include "ui/dialogs/message_dialog.h"
#include "ui/document/text.h"
#include "ui/export/export_saving.h"
#include "ui/parts/labels.h"
#include "ui/parts/message_page.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kLeastPicture = 240;
constexpr int kRefitMs = 120;
constexpr int kPrintedPixelsPerInch = 116; ///< the report's 13 px are then 8 pt on paper

/// Fills a document with the report, its picture no wider than `width`. Long key templates break anywhere, or charts would
/// be wider than the page.
void fill(QTextDocument &page, const WrittenReport &report, int width)
{
    QTextOption option = page.defaultTextOption();
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    page.setDefaultTextOption(option);
    page.setDefaultFont(fontOf(TextRole::Body));
    if (!report.picture.isNull())
        page.addResource(QTextDocument::ImageResource, QUrl(QLatin1String(kReportPicture)), report.picture);
    if (!report.heatPicture.isNull())
        page.addResource(QTextDocument::ImageResource, QUrl(QLatin1String(kReportHeat)), report.heatPicture);
    QString html = report.html;
    for (const int asWritten : {report.pictureWidth, report.heatPictureWidth})
        if (width < asWritten)
            html.replace(QStringLiteral(" width=\"%1\"></p>").arg(asWritten), QStringLiteral(" width=\"%1\"></p>").arg(width));
    page.setHtml(html);
}

/// Empty when it is written, else why not.
QString writePdf(const WrittenReport &report, const QString &place)
{
    QSaveFile file(place);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    {
        QPdfWriter writer(&file);
        writer.setPageSize(QPageSize(QLocale().measurementSystem() == QLocale::ImperialUSSystem ? QPageSize::Letter : QPageSize::A4));
        writer.setPageMargins({}); // the document brings its own
        writer.setResolution(kPrintedPixelsPerInch);
        writer.setTitle(toQString(report.model->name));
        writer.setCreator(QStringLiteral("Keywright"));
        QTextDocument page;
        fill(page, report, report.pictureWidth);
        page.print(&writer);
    }
    return file.commit() ? QString() : file.errorString();
}

} // namespace

ReportPage::ReportPage(Document &document, const PatternRunner &runner, const CanvasScene &canvas, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_report(document, runner, canvas),
      m_said(makeLabel({}, TextRole::Caption, LabelTone::Secondary)),
      m_html(new QPushButton(icon(QStringLiteral("save")), tr("Save as HTML…"))),
      m_pdf(new QPushButton(icon(QStringLiteral("save"), IconTint::OnAccent), tr("Save as PDF…"))),
      m_view(new QTextBrowser),
      m_message(new MessagePage),
      m_design(m_message->addButton(tr("Go to Design"))),
      m_contents(new QWidget),
      m_pages(new QStackedLayout(this))
{
    m_view->setObjectName(QStringLiteral("report"));
    m_view->setAccessibleName(tr("Design report"));
    m_view->setProperty("role", "paper");
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setOpenLinks(false);
    auto *layout = new QVBoxLayout(m_contents);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(makeLine());
    layout->addWidget(m_view, 1);
    m_pages->addWidget(m_contents);
    m_pages->addWidget(m_message);
    // Once a window has its size, not for every pixel on the way there.
    m_refit.setSingleShot(true);
    m_refit.setInterval(kRefitMs);
    connect(&m_refit, &QTimer::timeout, this, &ReportPage::fillView);
    connect(&m_report, &DesignReport::writtenChanged, this, &ReportPage::showWritten);
    connect(m_html, &QPushButton::clicked, this, &ReportPage::saveHtml);
    connect(m_pdf, &QPushButton::clicked, this, &ReportPage::savePdf);
    connect(m_design, &QPushButton::clicked, this, &ReportPage::designWanted);
}

QWidget *ReportPage::makeBar()
{
    m_said->setObjectName(QStringLiteral("reportSaid"));
    m_said->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_html->setObjectName(QStringLiteral("saveReportHtml"));
    m_pdf->setObjectName(QStringLiteral("saveReportPdf"));
    m_pdf->setProperty("primary", true);
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(space::kL, space::kS, space::kL, space::kS);
    row->setSpacing(space::kS);
    row->addWidget(m_said, 1);
    row->addWidget(m_html);
    row->addWidget(m_pdf);
    return bar;
}

void ReportPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_report.setWatched(true);
}

void ReportPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_report.setWatched(false);
    say({});
}

void ReportPage::showWritten()
{
    const auto &written = m_report.written();
    if (!written)
        return;
    m_design->setVisible(written->failure.isEmpty());
    if (!written->failure.isEmpty())
        m_message->setContent({.iconName = QStringLiteral("error"),
                               .tint = IconTint::Error,
                               .title = tr("The report of this model cannot be written"),
                               .text = tr("Mend what is said below."),
                               .details = written->failure});
    else if (written->model->tables.empty() && written->model->entities.empty())
        m_message->setContent({.iconName = QStringLiteral("note"),
                               .title = tr("There is no design to report yet"),
                               .text = tr("Draw tables, entities and access patterns in Design; the report shows them with how they are "
                                          "judged and verified.")});
    else {
        fillView();
        m_pages->setCurrentWidget(m_contents);
        return;
    }
    m_pages->setCurrentWidget(m_message);
}

void ReportPage::fillView()
{
    const auto &written = m_report.written();
    if (!written || !written->failure.isEmpty())
        return;
    const int width = qMax(kLeastPicture, m_view->viewport()->width() - 2 * space::kXxl - space::kS);
    const int place = m_view->verticalScrollBar()->value();
    fill(*m_view->document(), *written, width);
    m_view->verticalScrollBar()->setValue(place);
}

void ReportPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_refit.start();
}

void ReportPage::say(const QString &sentence)
{
    m_said->setText(sentence);
    m_said->setToolTip(sentence);
}

QString ReportPage::askForPlace(const QString &title, const QString &ending) const
{
    const QString folder = m_document.needsFile() ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)
                                                  : QFileInfo(m_document.file()).absolutePath();
    const QString name =
        m_document.file().isEmpty() ? tr("design-report") : QFileInfo(m_document.file()).fileName().section(QLatin1Char('.'), 0, 0);
    return askForFileToSave(window(), title, QDir(folder).filePath(name + QLatin1Char('.') + ending),
                            tr("%1 files (*.%2)").arg(ending.toUpper(), ending));
}

void ReportPage::tell(const QString &place, const QString &problem)
{
    if (problem.isEmpty()) {
        say(tr("Saved %1").arg(QDir::toNativeSeparators(place)));
        return;
    }
    ui::showMessage(
        window(),
        {.title = tr("The report was not saved"),
         .text = tr("%1 cannot be written: %2. Choose another place, or make room there.").arg(QDir::toNativeSeparators(place), problem),
         .details = {}});
}

void ReportPage::saveHtml()
{
    const auto report = m_report.written();
    const QString place = report ? askForPlace(tr("Save the report as HTML"), QStringLiteral("html")) : QString();
    if (place.isEmpty())
        return;
    QSaveFile file(place);
    const QByteArray html = standaloneHtml(*report);
    const bool written = file.open(QIODevice::WriteOnly) && file.write(html) == html.size() && file.commit();
    tell(place, written ? QString() : file.errorString());
}

void ReportPage::savePdf()
{
    const auto report = m_report.written();
    const QString place = report ? askForPlace(tr("Save the report as PDF"), QStringLiteral("pdf")) : QString();
    if (!place.isEmpty())
        tell(place, writePdf(*report, place));
}

} // namespace keywright::ui
