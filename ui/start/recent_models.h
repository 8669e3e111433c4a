#pragma once

#include <QObject>
#include <QStringList>

namespace keywright::ui {

/// The model files opened lately, the newest first, kept in the settings.
class RecentModels : public QObject {
    Q_OBJECT

public:
    static constexpr int kMaxFiles = 8;

    explicit RecentModels(QObject *parent = nullptr);

    const QStringList &files() const { return m_files; }
    void add(const QString &file);
    void remove(const QString &file);

signals:
    void changed();

private:
    void save();

    QStringList m_files;
};

} // namespace keywright::ui
