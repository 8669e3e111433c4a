#include "ui/document/adviser.h"

namespace keywright::ui {

namespace {

std::shared_ptr<const Counsel> lookOver(const std::shared_ptr<const model::Model> &model, const std::stop_token &stop)
{
    auto counsel = std::make_shared<Counsel>();
    counsel->model = model;
    counsel->problems = model::findProblems(*model);
    counsel->judgements.reserve(model->accessPatterns.size());
    for (const model::AccessPattern &pattern : model->accessPatterns)
        counsel->judgements.push_back(model::judge(*model, pattern));
    if (!stop.stop_requested())
        counsel->advice = model::adviseOn(*model);
    return counsel;
}

} // namespace

Adviser::Adviser(Document &document, QObject *parent) : QObject(parent), m_document(document), m_background(this)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kDelayMs);
    connect(&m_timer, &QTimer::timeout, this, &Adviser::look);
    connect(&document, &Document::modelOpened, this, [this] {
        m_counsel = std::make_shared<Counsel>();
        look();
    });
    connect(&document, &Document::modelEdited, this, &Adviser::lookSoon);
    look();
}

void Adviser::lookSoon()
{
    m_looking = true;
    m_timer.start();
}

void Adviser::look()
{
    m_timer.stop();
    m_background.stop();
    const quint64 request = ++m_request;
    const auto model = m_document.model();
    m_looking = model != nullptr;
    if (!model) {
        emit counselChanged();
        return;
    }
    m_background.start([model](const std::stop_token &stop) { return lookOver(model, stop); },
                       [this, request](std::shared_ptr<const Counsel> counsel) {
                           if (request != m_request)
                               return;
                           m_looking = false;
                           m_counsel = std::move(counsel);
                           emit counselChanged();
                       });
}

const model::Judgement *Adviser::judgementOf(int patternRow) const
{
    const auto &judgements = m_counsel->judgements;
    return patternRow >= 0 && patternRow < static_cast<int>(judgements.size()) ? &judgements[static_cast<std::size_t>(patternRow)]
                                                                               : nullptr;
}

std::optional<QString> Adviser::applyFix(const model::Advice &advice)
{
    if (!advice.fix)
        return tr("This advice needs a decision of yours; there is no fix to apply.");
    if (m_counsel->model != m_document.model())
        return tr("The model has changed since; the advice is being looked at again.");
    return m_document.edit([&advice](const model::Model &) { return *advice.fix; });
}

} // namespace keywright::ui
