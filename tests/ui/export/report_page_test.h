#pragma once

#include <QObject>

/// The design report: shown, followed, saved as HTML and PDF.
class ReportPageTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void theReportShowsTheDesignWithItsPicture();
    void editsAndRunsAreFollowed();
    void htmlIsSavedWithThePictureInside();
    void pdfIsSavedInPages();
    void aPlaceThatCannotBeWrittenIsSaid();
    void thePictureFollowsTheWidthOfTheWindow();
    void thePictureIsThatOfPaperInTheDarkThemeToo();
    void anEmptyModelSaysWhatToDo();
};
