#pragma once

#include <csignal>

#include <QProcess>
#include <QRegularExpression>

#include "tests/support/test_paths.h"

namespace keywright::test {

/// A running keywright-cli serve.
class ServedProcess {
public:
    explicit ServedProcess(const QStringList &options)
    {
        m_process.start(QString::fromStdString((test::binaryDir() / "keywright-cli").string()),
                        QStringList{"serve", "--port", "0"} + options);
        while (m_process.state() != QProcess::NotRunning && !m_process.canReadLine())
            m_process.waitForReadyRead(kPatience);
        m_line = m_process.readLine();
    }
    ~ServedProcess()
    {
        m_process.kill();
        m_process.waitForFinished(kPatience);
    }

    const QByteArray &firstLine() const { return m_line; }
    std::uint16_t port() const { return QRegularExpression(":([0-9]+)\n$").match(QString::fromUtf8(m_line)).captured(1).toUShort(); }

    int endBy(int signal)
    {
        if (m_process.processId() != 0)
            ::kill(static_cast<pid_t>(m_process.processId()), signal);
        return exitCode();
    }
    /// When it has ended by itself; -1 when it does not, or crashes.
    int exitCode()
    {
        if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(kPatience))
            return -1;
        return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    QByteArray errors() { return m_process.readAllStandardError(); }
    QByteArray moreOutput() { return m_process.readAllStandardOutput(); }

    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(port()); }

private:
    static constexpr int kPatience = 60'000;

    QProcess m_process;
    QByteArray m_line;
};

} // namespace keywright::test
