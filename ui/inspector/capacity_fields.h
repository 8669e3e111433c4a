#pragma once

#include "ui/inspector/form.h"

namespace keywright::ui {

/// What a table or a GSI may consume: units and their scaling where capacity is provisioned, maxima where it is on demand,
/// and warm throughput.
class CapacityFields : public Form {
    Q_OBJECT

public:
    explicit CapacityFields(std::shared_ptr<Editing> editing);

private:
    enum class Kind { Reads, Writes };
    using ChangeScaling = std::function<void(std::optional<model::AutoScaling> &scaling)>;

    void addProvisioned(Kind kind);
    void addScaling(Kind kind);
    void addOnDemand(Kind kind);
    void addWarm(Kind kind);
    void showRows();

    bool isProvisioned() const;
    const schema::Capacity &capacity() const;
    std::optional<model::AutoScaling> scaling(Kind kind) const;
    QString place() const;
    Refusal changeCapacity(const QString &text, const std::function<void(schema::Capacity &)> &change) const;
    Refusal changeScaling(Kind kind, const ChangeScaling &change) const;

    std::vector<QWidget *> m_provisioned; ///< fields that count only then
    std::vector<QWidget *> m_onDemand;
    std::vector<std::pair<Kind, QWidget *>> m_scaled;
};

} // namespace keywright::ui
