#pragma once

#include <optional>

#include <QDialog>

#include "ui/document/document.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QVBoxLayout;

namespace keywright::ui {

class CurveField;
class FieldNote;
class ToggleField;

/// What an access pattern is expected to send: calls a second with peak, growth, daily curve and spikes, and how popular the
/// values of its parameters are. Taken as one step that can be undone.
class TrafficDialog : public QDialog {
    Q_OBJECT

public:
    TrafficDialog(Document &document, const model::AccessPattern &pattern, QWidget *parent = nullptr);

    /// The pattern as the fields say.
    model::AccessPattern pattern() const;

    void accept() override;

private:
    struct Popularity {
        QComboBox *kind = nullptr;
        QDoubleSpinBox *exponent = nullptr;
    };
    struct Spike {
        QWidget *row = nullptr;
        QDoubleSpinBox *hour = nullptr;
        QDoubleSpinBox *minutes = nullptr;
        QDoubleSpinBox *factor = nullptr;
    };

    void buildRate(QFormLayout &form);
    void buildCurve(QVBoxLayout &column);
    void buildSpikes(QVBoxLayout &column);
    void buildPopularities(QFormLayout &form);
    void addSpike(double hour, double minutes, double factor);
    void setRate(model::Rate &rate) const;

    Document &m_document;
    model::AccessPattern m_pattern;
    QDoubleSpinBox *m_rate;
    QDoubleSpinBox *m_peak;
    QDoubleSpinBox *m_growth;
    QCheckBox *m_hasCurve;
    CurveField *m_curve;
    QVBoxLayout *m_spikeRows;
    std::vector<Spike> m_spikes;
    std::vector<Popularity> m_popularities; ///< of the parameters
    FieldNote *m_note;
};

} // namespace keywright::ui
