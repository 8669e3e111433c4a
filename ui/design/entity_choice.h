#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/model/model.h"
#include "ui/parts/chooser.h"
#include "ui/parts/field_note.h"

class QMenu;

namespace keywright::ui {

/// Which entities something is about: their names, and a menu where each can be ticked, which stays open.
class EntityChoice : public Chooser {
    Q_OBJECT

public:
    using Take = std::function<Refusal(std::vector<std::string> entities)>;

    /// `name` is for assistive technology.
    explicit EntityChoice(const QString &name, QWidget *parent = nullptr);

    void onCommit(Take take) { m_take = std::move(take); }
    void setValue(const model::Model &model, const std::vector<std::string> &entities);
    QMenu &choices() const { return *m_menu; }

    void showPopup() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void take(const std::string &entity, bool chosen);
    void showValue();

    QString m_name;
    Take m_take;
    std::vector<std::string> m_entities;
    QMenu *m_menu;
};

} // namespace keywright::ui
