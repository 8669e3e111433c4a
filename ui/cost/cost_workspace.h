#pragma once

#include <memory>

#include <QTimer>
#include <QWidget>

#include "core/capacity/prices.h"
#include "core/simulation/cost.h"
#include "ui/cost/cost_rows.h"
#include "ui/document/background.h"
#include "ui/document/document.h"

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QStackedLayout;
class QTabWidget;
class QTreeWidget;
class QTreeWidgetItem;

namespace keywright::ui {

class MessagePage;

/// What the design costs in a month, with the arithmetic of the figure that a person selects. Follows every edit of the
/// model while somebody looks.
class CostWorkspace : public QWidget {
    Q_OBJECT

public:
    enum View { TablesView, PatternsView, EntitiesView };

    explicit CostWorkspace(Document &document, QWidget *parent = nullptr);

    bool isBusy() const { return m_busy || m_soon.isActive(); }
    void showView(View view);
    /// Null before the first, or when it failed.
    const std::shared_ptr<const simulation::CostReport> &report() const { return m_report; }

signals:
    void designWanted();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    struct Result {
        std::shared_ptr<const simulation::CostReport> report;
        QStringList regionCodes;
        QStringList regionNames;
        QString failure;
    };

    QWidget *makeBar();
    QWidget *makeArithmetic();
    QTreeWidget *makeTree(const char *id, const QString &name, int modes);
    void reckonSoon();
    void reckon();
    void take(Result result);
    void showReport();
    void showVerdicts(const QStringList &verdicts);
    void fill(QTreeWidget &tree, const std::vector<CostRow> &rows);
    void addRow(QTreeWidgetItem &item, const CostRow &row);
    void showArithmetic();
    void showMessageFor(const QString &failure);
    void save();

    Document &m_document;
    QComboBox *m_region;
    QSpinBox *m_months;
    QSpinBox *m_backups;
    QLabel *m_prices;
    QLabel *m_total;
    QLabel *m_verdicts;
    QLabel *m_notes;
    QTabWidget *m_views;
    QTreeWidget *m_tables;
    QTreeWidget *m_patterns;
    QTreeWidget *m_entities;
    QLabel *m_figure;
    QTreeWidget *m_terms;
    QLabel *m_explanation;
    MessagePage *m_message;
    QPushButton *m_act;
    QWidget *m_contents;
    QStackedLayout *m_pages;

    std::shared_ptr<const simulation::CostReport> m_report;
    std::vector<CostRow> m_rows[3]; ///< of the views
    bool m_watched = false;
    bool m_stale = true;
    bool m_busy = false;
    bool m_filling = false;
    quint64 m_request = 0;
    QTimer m_soon;
    Background m_background;
};

} // namespace keywright::ui
