#include "ui/gallery/pictures.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

#include "ui/design/design_workspace.h"
#include "ui/parts/edit_line.h"

namespace keywright::ui {

namespace {

/// What is edited in the inspector, the navigator and the key chart, with what is refused.
class EditingPictures {
public:
    explicit EditingPictures(Stage &stage) : m_stage(stage) { }

    bool show()
    {
        m_stage.window().activateWindow();
        m_stage.window().showWorkspace(MainWindow::Workspace::Design);
        m_stage.window().design().showView(DesignWorkspace::KeyChartView);
        showEntity();
        showTable();
        showOthers();
        showNavigator();
        showChart();
        undoAll();
        m_stage.document().select({});
        return true;
    }

private:
    using Kind = Selection::Kind;

    void undoAll()
    {
        while (m_stage.document().canUndo())
            m_stage.document().undo();
    }

    /// As from a keyboard, a letter at a time.
    static void type(QWidget *where, const QString &text)
    {
        for (const QChar letter : text)
            press(where, 0, QString(letter));
    }

    static void press(QWidget *where, int key, const QString &text = {})
    {
        if (!where)
            return;
        QKeyEvent down(QEvent::KeyPress, key, Qt::NoModifier, text);
        QApplication::sendEvent(where, &down);
    }

    void fill(const char *line, const QString &text)
    {
        auto *edit = m_stage.find<QLineEdit>(line);
        if (!edit)
            return;
        edit->setFocus();
        edit->selectAll();
        type(edit, text);
        press(edit, Qt::Key_Return);
    }

    void scrollTo(double share)
    {
        QApplication::processEvents();
        QScrollBar *bar = m_stage.find<QScrollArea>("inspector")->verticalScrollBar();
        bar->setValue(static_cast<int>(bar->maximum() * share));
    }

    void showEntity()
    {
        m_stage.document().select({.kind = Kind::Entity, .row = 6});
        m_stage.find<QToolButton>("openAttribute.status")->click();
        m_stage.picture(QStringLiteral("inspector-attribute"));
        fill("addAttribute", QStringLiteral("discount: percent"));
        scrollTo(0.4);
        m_stage.picture(QStringLiteral("inspector-attribute-refused"));
        press(m_stage.find<QLineEdit>("addAttribute"), Qt::Key_Escape);
        scrollTo(1);
        m_stage.picture(QStringLiteral("inspector-entity-settings"));
    }

    void showTable()
    {
        m_stage.document().select({.kind = Kind::Table, .row = 0});
        fill("inspectorName", QStringLiteral("my shop"));
        m_stage.picture(QStringLiteral("inspector-table-refused"));
        press(m_stage.find<QLineEdit>("inspectorName"), Qt::Key_Escape);
        scrollTo(0.5);
        m_stage.picture(QStringLiteral("inspector-table-capacity"));
        fill("addReplica", QStringLiteral("eu-central-1"));
        fill("addTag", QStringLiteral("team = orders"));
        scrollTo(1);
        m_stage.picture(QStringLiteral("inspector-table-settings"));
    }

    void showOthers()
    {
        m_stage.document().select({Kind::Index, 0, QStringLiteral("GSI1"), {}});
        m_stage.picture(QStringLiteral("inspector-index"));
        m_stage.document().select({.kind = Kind::Relationship, .row = 4});
        m_stage.picture(QStringLiteral("inspector-relationship"));
        m_stage.document().select({.kind = Kind::Facet, .row = 0});
        m_stage.picture(QStringLiteral("inspector-facet"));
        m_stage.document().select({});
        m_stage.picture(QStringLiteral("inspector-model"));
    }

    void showNavigator()
    {
        auto *tree = m_stage.find<QTreeView>("navigator");
        m_stage.document().select({.kind = Kind::Entity, .row = 3});
        m_stage.find<QAction>("renamePart")->trigger();
        auto *line = tree->findChild<EditLine *>(QStringLiteral("cellEditor"));
        type(line, QStringLiteral("Order"));
        press(line, Qt::Key_Return);
        m_stage.picture(QStringLiteral("navigator-rename-refused"));
        press(line, Qt::Key_Escape);
        QApplication::processEvents();
    }

    void showChart()
    {
        auto *chart = m_stage.find<QTableView>("keyChart");
        const auto open = [&](int row, int column) {
            chart->setFocus();
            chart->setCurrentIndex(chart->model()->index(row, column));
            press(chart, Qt::Key_F2);
            return chart->findChild<EditLine *>(QStringLiteral("cellEditor"));
        };
        EditLine *line = open(4, 2);
        type(line, QStringLiteral("NAME#{na"));
        m_stage.picture(QStringLiteral("key-chart-completing"));
        press(line, Qt::Key_Escape);
        type(line, QStringLiteral("|nonsense}"));
        press(line, Qt::Key_Return);
        m_stage.picture(QStringLiteral("key-chart-refused"));
        press(line, Qt::Key_Escape);
        QApplication::processEvents();
        line = open(6, 2);
        type(line, QStringLiteral("SHIPMENT#01"));
        press(line, Qt::Key_Return);
        m_stage.wait("the clash", [&] { return chart->model()->index(6, 2).data(Qt::DecorationRole).isValid(); });
        m_stage.picture(QStringLiteral("key-chart-clash"));
    }

    Stage &m_stage;
};

} // namespace

bool showInspector(Stage &stage)
{
    return EditingPictures(stage).show();
}

} // namespace keywright::ui
