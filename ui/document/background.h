#pragma once

#include <memory>
#include <stop_token>

#include <QMetaObject>
#include <QObject>
#include <QThreadPool>

namespace keywright::ui {

/// Work off the GUI thread for one object. `work` runs on a thread of its own pool with a stop token, and must turn its
/// exceptions into values; `done` gets the result on the receiver's thread, later. Destroying a Background stops the
/// work, waits for it and drops answers still on their way, so it must be the receiver's last member.
class Background {
public:
    explicit Background(QObject *receiver, int threads = 1);
    ~Background();

    template <typename Work, typename Done>
    void start(Work work, Done done)
    {
        QObject *receiver = m_receiver;
        m_pool.start([receiver, work = std::move(work), done = std::move(done), stop = m_stop.get_token()]() mutable {
            auto result = std::make_shared<decltype(work(stop))>(work(stop));
            QMetaObject::invokeMethod(
                receiver, [result, done = std::move(done)]() mutable { done(std::move(*result)); }, Qt::QueuedConnection);
        });
    }

    /// Asks what was started to stop; what is started later is not concerned.
    void stop();

private:
    QObject *m_receiver;
    std::stop_source m_stop;
    QThreadPool m_pool;
};

} // namespace keywright::ui
