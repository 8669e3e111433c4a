#pragma once

#include <QAbstractButton>

#include "ui/start/samples.h"

namespace keywright::ui {

/// A sample to click: its picture, name and description.
class SampleCard : public QAbstractButton {
    Q_OBJECT

public:
    explicit SampleCard(Sample sample, QWidget *parent = nullptr);

    const QString &file() const { return m_sample.file; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    Sample m_sample;
};

} // namespace keywright::ui
