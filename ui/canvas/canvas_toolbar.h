#pragma once

#include <QWidget>

#include "core/model/model.h"

class QComboBox;
class QToolButton;

namespace keywright::ui {

/// The line of tools above the canvas.
class CanvasToolbar : public QWidget {
    Q_OBJECT

public:
    explicit CanvasToolbar(QWidget *parent = nullptr);

    /// The access patterns that can be lit, and the one that is; -1 for none.
    void setPatterns(const QStringList &names);
    void showPattern(int pattern);
    void showZoom(double zoom);
    /// The kind whose next click places a card.
    void showPlacing(std::optional<model::CardKind> kind);
    void setHasCards(bool hasCards);
    void setBusy(bool busy);

signals:
    void addWanted(keywright::model::CardKind kind);
    void tidyWanted();
    void patternChosen(int pattern);
    void zoomInWanted();
    void zoomOutWanted();
    void wholeSizeWanted();
    void fitWanted();
    void saveWanted(const QString &format);
    void copyWanted();

private:
    QToolButton *addTool(const QString &iconName, const QString &text, const QString &tip, const char *name, bool withText);
    void addExport();

    QToolButton *m_addTable;
    QToolButton *m_addEntity;
    QToolButton *m_addNote;
    QToolButton *m_tidy;
    QComboBox *m_patterns;
    QToolButton *m_zoom;
    QToolButton *m_fit;
    QToolButton *m_export;
};

} // namespace keywright::ui
