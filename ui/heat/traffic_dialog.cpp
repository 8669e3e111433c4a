#include "ui/heat/traffic_dialog.h"

#include <charconv>

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>

#include "core/model/edits.h"
#include "core/simulation/rate_curve.h"
#include "ui/document/text.h"
#include "ui/heat/curve_field.h"
#include "ui/parts/chooser.h"
#include "ui/parts/field_note.h"
#include "ui/parts/labels.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

using value::Json;

constexpr double kMostCalls = 1e8;

Json numberOf(double number)
{
    char text[40];
    const auto end = std::to_chars(text, text + sizeof text, number).ptr;
    return Json::number(std::string(text, end));
}

/// The object without one member.
Json without(const Json &object, std::string_view name)
{
    Json::Members members;
    for (const Json::Member &member : object.members())
        if (member.name != name)
            members.push_back(member);
    return Json::object(std::move(members));
}

QDoubleSpinBox *makeNumber(const QString &name, const char *id, double most, int decimals, const QString &suffix = {})
{
    auto *field = new QDoubleSpinBox;
    field->setObjectName(QLatin1String(id));
    field->setAccessibleName(name);
    field->setRange(0, most);
    field->setDecimals(decimals);
    field->setSuffix(suffix);
    field->setButtonSymbols(QDoubleSpinBox::NoButtons);
    field->setGroupSeparatorShown(true);
    field->setMaximumWidth(180);
    return field;
}

} // namespace

TrafficDialog::TrafficDialog(Document &document, const model::AccessPattern &pattern, QWidget *parent)
    : QDialog(parent),
      m_document(document),
      m_pattern(pattern),
      m_rate(makeNumber(tr("Calls a second"), "trafficRate", kMostCalls, 3, tr(" a second"))),
      m_peak(makeNumber(tr("Peak"), "trafficPeak", kMostCalls, 3, tr(" a second"))),
      m_growth(makeNumber(tr("Growth"), "trafficGrowth", 1'000, 1, tr(" % a month"))),
      m_hasCurve(new QCheckBox(tr("Follows the time of the day"))),
      m_curve(new CurveField),
      m_spikeRows(new QVBoxLayout),
      m_note(new FieldNote)
{
    setObjectName(QStringLiteral("trafficDialog"));
    setWindowTitle(tr("Traffic of “%1”").arg(toQString(pattern.name)));
    auto *contents = new QWidget;
    auto *column = new QVBoxLayout(contents);
    column->setSpacing(space::kM);
    auto *form = new QFormLayout;
    form->setSpacing(space::kS);
    buildRate(*form);
    buildPopularities(*form);
    column->addLayout(form);
    buildCurve(*column);
    buildSpikes(*column);
    column->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(contents);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    auto *take = buttons->addButton(tr("Take over"), QDialogButtonBox::AcceptRole);
    take->setObjectName(QStringLiteral("takeTraffic"));
    take->setProperty("primary", true);
    auto *all = new QVBoxLayout(this);
    all->addWidget(scroll, 1);
    all->addWidget(m_note);
    all->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &TrafficDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(520, 560);
}

void TrafficDialog::buildRate(QFormLayout &form)
{
    const simulation::RateCurve curve = simulation::rateCurveOf(m_pattern.rate.value_or(model::Rate()));
    m_rate->setValue(curve.perSecond);
    m_rate->setToolTip(tr("The average over a day"));
    m_peak->setSpecialValueText(tr("None"));
    m_peak->setValue(curve.peak.value_or(0));
    m_peak->setToolTip(tr("Lasts ten minutes of the busiest hour, where neither curve nor spikes reach it"));
    m_growth->setMinimum(-99);
    m_growth->setValue(100 * curve.growthPerMonth);
    form.addRow(tr("Calls"), m_rate);
    form.addRow(tr("Peak"), m_peak);
    form.addRow(tr("Growth"), m_growth);
}

void TrafficDialog::buildPopularities(QFormLayout &form)
{
    const std::pair<const char *, QString> kinds[] = {{"", tr("As its attribute says")},
                                                      {"uniform", tr("Uniform: all alike")},
                                                      {"zipf", tr("Zipf: few take most")},
                                                      {"latest", tr("Latest: the newest take most")},
                                                      {"sequential", tr("Sequential: one by one")},
                                                      {"sampleData", tr("As often as in the sample data")}};
    for (const model::Parameter &parameter : m_pattern.parameters) {
        const Json *popularity = parameter.unknown.find("popularity");
        const Json *kind = popularity != nullptr ? popularity->find("kind") : nullptr;
        const Json *exponent = popularity != nullptr ? popularity->find("exponent") : nullptr;
        const QString name = toQString(parameter.name);
        Popularity fields{new Chooser(tr("Popularity of %1").arg(name)), makeNumber(tr("Exponent of %1").arg(name), "", 5, 2)};
        fields.kind->setObjectName(QStringLiteral("popularity-") + name);
        fields.exponent->setObjectName(QStringLiteral("exponent-") + name);
        for (const auto &[id, words] : kinds)
            fields.kind->addItem(words, QLatin1String(id));
        if (kind != nullptr && fields.kind->findData(toQString(kind->text())) < 0)
            fields.kind->addItem(toQString(kind->text()), toQString(kind->text()));
        fields.kind->setCurrentIndex(kind != nullptr ? fields.kind->findData(toQString(kind->text())) : 0);
        fields.exponent->setPrefix(tr("exponent "));
        fields.exponent->setSingleStep(0.1);
        fields.exponent->setValue(exponent != nullptr ? exponent->asDouble().value_or(1) : 1);
        const auto follow = [fields] {
            const QString chosen = fields.kind->currentData().toString();
            fields.exponent->setVisible(chosen == QLatin1String("zipf") || chosen == QLatin1String("latest"));
        };
        connect(fields.kind, &QComboBox::currentIndexChanged, this, follow);
        follow();
        auto *row = new QHBoxLayout;
        row->setSpacing(space::kS);
        row->addWidget(fields.kind, 1);
        row->addWidget(fields.exponent);
        form.addRow(tr("Popularity of %1").arg(name), row);
        m_popularities.push_back(fields);
    }
}

void TrafficDialog::buildCurve(QVBoxLayout &column)
{
    const simulation::RateCurve curve = simulation::rateCurveOf(m_pattern.rate.value_or(model::Rate()));
    m_hasCurve->setObjectName(QStringLiteral("hasCurve"));
    m_hasCurve->setChecked(curve.hours.has_value());
    m_curve->setEnabled(curve.hours.has_value());
    if (curve.hours)
        m_curve->setWeights(*curve.hours);
    column.addWidget(m_hasCurve);
    column.addWidget(m_curve);
    connect(m_hasCurve, &QCheckBox::toggled, m_curve, &QWidget::setEnabled);
}

void TrafficDialog::buildSpikes(QVBoxLayout &column)
{
    auto *head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Spikes, every day"), TextRole::Strong));
    head->addStretch();
    auto *add = new QPushButton(icon(QStringLiteral("add")), tr("Add a spike"));
    add->setObjectName(QStringLiteral("addSpike"));
    head->addWidget(add);
    column.addLayout(head);
    m_spikeRows->setSpacing(space::kS);
    column.addLayout(m_spikeRows);
    for (const simulation::RateSpike &spike : simulation::rateCurveOf(m_pattern.rate.value_or(model::Rate())).spikes)
        addSpike(spike.startHour, spike.minutes, spike.factor);
    connect(add, &QPushButton::clicked, this, [this] { addSpike(20, 15, 5); });
}

void TrafficDialog::addSpike(double hour, double minutes, double factor)
{
    Spike spike{new QWidget, makeNumber(tr("Hour"), "spikeHour", 23.99, 2), makeNumber(tr("Minutes"), "spikeMinutes", 1'440, 0, tr(" min")),
                makeNumber(tr("Times as much"), "spikeFactor", 10'000, 1)};
    spike.hour->setPrefix(tr("at hour "));
    spike.factor->setPrefix(tr("× "));
    spike.hour->setValue(hour);
    spike.minutes->setValue(minutes);
    spike.factor->setValue(factor);
    auto *row = new QHBoxLayout(spike.row);
    row->setContentsMargins({});
    row->setSpacing(space::kS);
    auto *remove = makeIconButton(QStringLiteral("delete"), tr("Remove this spike"));
    remove->setObjectName(QStringLiteral("removeSpike"));
    for (QWidget *part : std::initializer_list<QWidget *>{spike.hour, spike.minutes, spike.factor, remove})
        row->addWidget(part);
    row->addStretch();
    m_spikeRows->addWidget(spike.row);
    m_spikes.push_back(spike);
    connect(remove, &QToolButton::clicked, this, [this, shown = spike.row] {
        std::erase_if(m_spikes, [shown](const Spike &each) { return each.row == shown; });
        shown->deleteLater();
    });
}

void TrafficDialog::setRate(model::Rate &rate) const
{
    rate.perSecond = m_rate->value();
    rate.peakPerSecond = m_peak->value() > 0 ? std::optional(m_peak->value()) : std::nullopt;
    const auto put = [&rate](const char *name, std::optional<Json> json) {
        if (json)
            rate.unknown.set(name, std::move(*json));
        else
            rate.unknown = without(rate.unknown, name);
    };
    std::optional<Json> curve;
    if (m_hasCurve->isChecked()) {
        curve = Json::array();
        for (const double weight : m_curve->weights())
            curve->append(numberOf(weight));
    }
    put("dailyCurve", std::move(curve));
    put("growthPerMonth", m_growth->value() != 0 ? std::optional(numberOf(m_growth->value() / 100)) : std::nullopt);
    std::optional<Json> spikes;
    for (const Spike &spike : m_spikes) {
        if (!spikes)
            spikes = Json::array();
        spikes->append(Json::object({{"startHour", numberOf(spike.hour->value())},
                                     {"minutes", numberOf(spike.minutes->value())},
                                     {"factor", numberOf(spike.factor->value())}}));
    }
    put("spikes", std::move(spikes));
}

model::AccessPattern TrafficDialog::pattern() const
{
    model::AccessPattern pattern = m_pattern;
    if (m_rate->value() > 0 || pattern.rate) {
        if (!pattern.rate)
            pattern.rate.emplace();
        setRate(*pattern.rate);
    }
    for (std::size_t i = 0; i < m_popularities.size(); ++i) {
        model::Parameter &parameter = pattern.parameters[i];
        const std::string kind = m_popularities[i].kind->currentData().toString().toStdString();
        if (kind.empty()) {
            parameter.unknown = without(parameter.unknown, "popularity");
            continue;
        }
        const Json *held = parameter.unknown.find("popularity");
        Json popularity = held != nullptr ? *held : Json::object();
        popularity.set("kind", Json::string(kind));
        if (kind == "zipf" || kind == "latest")
            popularity.set("exponent", numberOf(m_popularities[i].exponent->value()));
        else
            popularity = without(popularity, "exponent");
        parameter.unknown.set("popularity", std::move(popularity));
    }
    return pattern;
}

void TrafficDialog::accept()
{
    const model::AccessPattern changed = pattern();
    if (!(changed == m_pattern)) {
        const auto refusal = m_document.edit([&changed](const model::Model &model) { return model::changeAccessPattern(model, changed); });
        if (refusal) {
            m_note->say(*refusal);
            return;
        }
    }
    QDialog::accept();
}

} // namespace keywright::ui
