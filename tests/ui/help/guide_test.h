#pragma once

#include <QObject>

/// The pages of the guide, and their window under mouse and keyboard.
class GuideTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void everyPageIsInTheContentsOnce();
    void everyLinkOfEveryPageLeadsSomewhere();
    void everyPictureIsThereAndSmall();
    void theHtmlInTheBuildFolderIsComplete();
    void everyScreensTopicHasAPage();
    void aPageIsChosenByMouseAndByKeyboard();
    void linksLeadBackAndForward();
    void searchFindsPagesAndMarksTheWords();
    void aSearchIsOneStepBack();
    void pagesFollowTheTheme();
    void pagesAreNoWiderThanTheyCanBeRead();
};
