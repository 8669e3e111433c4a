#include "ui/document/background.h"

namespace keywright::ui {

Background::Background(QObject *receiver, int threads) : m_receiver(receiver)
{
    m_pool.setMaxThreadCount(threads);
}

Background::~Background()
{
    m_stop.request_stop();
    m_pool.waitForDone();
}

void Background::stop()
{
    m_stop.request_stop();
    m_stop = std::stop_source();
}

} // namespace keywright::ui
