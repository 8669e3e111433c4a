#include "ui/commit/endpoint_fields.h"

#include <QSettings>
#include <QVBoxLayout>

#include "ui/dialogs/task_dialog.h"
#include "ui/parts/chooser.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/text_field.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr char kKindSetting[] = "commit/kind";
constexpr char kUrlSetting[] = "commit/url";
constexpr char kRegionSetting[] = "commit/region";
constexpr char kProfileSetting[] = "commit/profile";

QVBoxLayout *makeRows(QWidget *rows)
{
    auto *column = new QVBoxLayout(rows);
    column->setContentsMargins({});
    column->setSpacing(space::kS);
    return column;
}

} // namespace

EndpointFields::EndpointFields(QWidget *parent)
    : QWidget(parent),
      m_kind(new Chooser(tr("Connection"))),
      m_url(new TextField(tr("URL"))),
      m_region(new TextField(tr("Region"))),
      m_profile(new Chooser(tr("Keys"))),
      m_urlRow(new QWidget),
      m_signingRows(new QWidget)
{
    const QSettings settings;
    m_kind->setObjectName(QStringLiteral("connectionKind"));
    m_kind->addItem(icon(QStringLiteral("endpoint")), tr("An endpoint, by its URL"), static_cast<int>(Kind::Endpoint));
    m_kind->addItem(icon(QStringLiteral("endpoint")), tr("AWS, in a region"), static_cast<int>(Kind::Aws));
    m_kind->addItem(icon(QStringLiteral("store")), tr("This workspace's own tables"), static_cast<int>(Kind::Workspace));
    m_kind->setCurrentIndex(m_kind->findData(settings.value(QLatin1String(kKindSetting), 0).toInt() == 1 ? 1 : 0));
    for (TextField *field : {m_url, m_region}) {
        field->onCommit([](const QString &) { return std::nullopt; });
        connect(field, &TextField::edited, this, &EndpointFields::changed);
        connect(&field->line(), &EditLine::entered, this, &EndpointFields::entered);
    }
    m_url->line().setObjectName(QStringLiteral("connectionUrl"));
    m_url->setMono(true);
    m_url->setPlaceholder(QStringLiteral("http://localhost:8000"));
    m_url->setValue(settings.value(QLatin1String(kUrlSetting)).toString());
    m_region->line().setObjectName(QStringLiteral("connectionRegion"));
    m_region->setMono(true);
    m_region->setPlaceholder(tr("As AWS_REGION or the profile says"));
    m_region->setValue(settings.value(QLatin1String(kRegionSetting)).toString());
    m_profile->setObjectName(QStringLiteral("connectionProfile"));
    m_profile->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_lastProfile = settings.value(QLatin1String(kProfileSetting)).toString();
    setProfiles({});
    addRow(*makeRows(m_urlRow), tr("URL"), m_url);
    QVBoxLayout *signing = makeRows(m_signingRows);
    addRow(*signing, tr("Region"), m_region);
    addRow(*signing, tr("Keys"), m_profile);
    QVBoxLayout *rows = makeRows(this);
    addRow(*rows, tr("Connection"), m_kind);
    rows->addWidget(m_urlRow);
    rows->addWidget(m_signingRows);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &EndpointFields::showKind);
    connect(m_profile, &QComboBox::currentIndexChanged, this, &EndpointFields::changed);
    showKind();
}

void EndpointFields::showKind()
{
    m_urlRow->setVisible(kind() == Kind::Endpoint);
    m_signingRows->setVisible(kind() != Kind::Workspace);
    m_url->refuse({});
    emit changed();
}

EndpointFields::Kind EndpointFields::kind() const
{
    return static_cast<Kind>(m_kind->currentData().toInt());
}

connection::EndpointChoice EndpointFields::choice() const
{
    const QString url = kind() == Kind::Endpoint ? m_url->text().trimmed() : QString();
    return {url.toStdString(), m_region->text().trimmed().toStdString(), m_profile->currentData().toString().toStdString()};
}

bool EndpointFields::isComplete()
{
    const bool needsUrl = kind() == Kind::Endpoint && m_url->text().trimmed().isEmpty();
    m_url->refuse(needsUrl ? tr("Give the endpoint's URL, such as http://localhost:8000.") : QString());
    return !needsUrl;
}

void EndpointFields::setProfiles(const QStringList &names)
{
    const QSignalBlocker quiet(m_profile);
    m_profile->clear();
    m_profile->addItem(tr("Of the environment, or the default profile"), QString());
    for (const QString &name : names)
        m_profile->addItem(tr("Of the profile %1").arg(name), name);
    m_profile->setCurrentIndex(std::max(0, m_profile->findData(m_lastProfile)));
}

void EndpointFields::remember() const
{
    QSettings settings;
    settings.setValue(QLatin1String(kKindSetting), static_cast<int>(kind()));
    const connection::EndpointChoice chosen = choice();
    if (kind() == Kind::Endpoint)
        settings.setValue(QLatin1String(kUrlSetting), QString::fromStdString(chosen.url));
    settings.setValue(QLatin1String(kRegionSetting), QString::fromStdString(chosen.region));
    settings.setValue(QLatin1String(kProfileSetting), QString::fromStdString(chosen.profile));
}

} // namespace keywright::ui
