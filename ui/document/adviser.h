#pragma once

#include <memory>
#include <vector>

#include <QObject>
#include <QTimer>

#include "core/model/advice.h"
#include "core/model/judgement.h"
#include "core/model/problems.h"
#include "ui/document/background.h"
#include "ui/document/document.h"

namespace keywright::ui {

/// What is to be said about one state of the model.
struct Counsel {
    std::shared_ptr<const model::Model> model; ///< the state; null without a model
    std::vector<model::Problem> problems;
    std::vector<model::Advice> advice;
    std::vector<model::Judgement> judgements; ///< of the access patterns, in their order
};

/// Looks the model over after each change, a moment later and off the GUI thread: problems, advice, and how well each
/// access pattern is served.
class Adviser : public QObject {
    Q_OBJECT

public:
    static constexpr int kDelayMs = 120; ///< so that typing does not look over every letter

    explicit Adviser(Document &document, QObject *parent = nullptr);

    /// The last look; of an earlier state while isLooking().
    const std::shared_ptr<const Counsel> &counsel() const { return m_counsel; }
    bool isLooking() const { return m_looking; }
    /// How well a pattern is served; null when it is not known yet.
    const model::Judgement *judgementOf(int patternRow) const;
    /// Applies the fix of a piece of advice. Nullopt, or a sentence that says why not.
    std::optional<QString> applyFix(const model::Advice &advice);

signals:
    void counselChanged();

private:
    void lookSoon();
    void look();

    Document &m_document;
    std::shared_ptr<const Counsel> m_counsel = std::make_shared<Counsel>();
    bool m_looking = false;
    quint64 m_request = 0;
    QTimer m_timer;
    Background m_background;
};

} // namespace keywright::ui
