#pragma once

#include <optional>

#include <QWidget>

#include "ui/connections/connections.h"
#include "ui/document/background.h"
#include "ui/document/document.h"
#include "ui/parts/message_page.h"
#include "ui/streams/change_model.h"
#include "ui/streams/stream_reading.h"

class QPushButton;
class QSplitter;
class QStackedLayout;
class QTabWidget;

namespace keywright::ui {

class CodeEditor;
class DiffModel;
class Grid;
class NoticeStrip;
class PatternPanel;
class StreamsBar;
class TextTableModel;

/// The Streams workspace: the changes of a table's items as they come, with what was before and after, on any connection.
class StreamsWorkspace : public QWidget {
    Q_OBJECT

public:
    StreamsWorkspace(Document &document, Connections &connections, QWidget *parent = nullptr);

    StreamReading &reading() { return *m_reading; }
    ChangeModel &changes() { return *m_changes; }
    /// Reads the stream of that table on that connection.
    void showTable(const QString &connection, const QString &table);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Tables;

    void buildMessage();
    QWidget *buildPages();
    QTabWidget *buildDetails();
    void connectParts();
    void listTables();
    void takeTables(const Tables &tables);
    void start(session::TailStart from);
    void showFilter();
    void judgeAgain();
    void takeChanges(const std::vector<JudgedChange> &changes);
    void showState();
    void showPage();
    MessagePage::Content message() const;
    void showCount();
    void showDetails();
    void showShards();
    void pause();
    void save();
    void enable(schema::StreamViewType viewType);
    void enableInModel(const std::string &table, schema::StreamViewType viewType);
    void enableThere(const ChosenConnection &connection, const std::string &table, schema::StreamViewType viewType);
    ChangeFilter filter() const;
    std::string table() const;

    Document &m_document;
    Connections &m_connections;
    StreamReading *m_reading;
    ChangeModel *m_changes;
    DiffModel *m_diff;
    TextTableModel *m_shardRows;
    StreamsBar *m_bar;
    PatternPanel *m_pattern;
    NoticeStrip *m_gap;
    Grid *m_grid;
    Grid *m_diffGrid;
    Grid *m_shards;
    CodeEditor *m_json;
    QSplitter *m_halves = nullptr; ///< the changes, and the details of one
    QTabWidget *m_details = nullptr;
    MessagePage *m_message;
    QPushButton *m_enable = nullptr;
    QPushButton *m_enableKeys = nullptr;
    QPushButton *m_again = nullptr;
    QStackedLayout *m_pages = nullptr;
    std::optional<ConnectionProblem> m_problem; ///< of listing the tables, or of switching the stream on
    bool m_isListed = false;                    ///< the tables of the chosen connection are known
    bool m_isEnabling = false;
    bool m_needsFit = true;
    bool m_isArranged = false;        ///< a person has given the halves their shares
    std::optional<quint64> m_current; ///< the number of the change that is looked at
    quint64 m_request = 0;            ///< answers of earlier listings are dropped
    quint64 m_judgement = 0;          ///< so are those of earlier filters
    Background m_background;
};

} // namespace keywright::ui
