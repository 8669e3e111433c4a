#include "ui/connections/connection_form.h"

#include <QComboBox>
#include <QLabel>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "core/connection/connection_error.h"
#include "core/connection/endpoint_url.h"
#include "ui/dialogs/task_dialog.h"
#include "ui/document/text.h"
#include "ui/parts/chooser.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/labels.h"
#include "ui/parts/number_field.h"
#include "ui/parts/text_field.h"
#include "ui/parts/toggle_field.h"
#include "ui/parts/toggle_switch.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

using connection::AccessKey;
using connection::SavedConnection;
using Keys = SavedConnection::Keys;

namespace {

constexpr char kUsualUrl[] = "http://localhost:8000";
constexpr int kNumberWidth = 110;
constexpr qint64 kMostSeconds = 600;
constexpr qint64 kMostAttempts = 20;

QVBoxLayout *makeRows(QWidget *rows)
{
    auto *column = new QVBoxLayout(rows);
    column->setContentsMargins({});
    column->setSpacing(space::kS);
    return column;
}

Refusal refusalOfUrl(const QString &url)
{
    if (url.isEmpty())
        return ConnectionForm::tr("Give the endpoint's URL, such as http://localhost:8000.");
    try {
        connection::readEndpointUrl(url.toStdString());
        return std::nullopt;
    } catch (const connection::ConnectionError &error) {
        return toQString(error.what());
    }
}

Refusal refusalOfRegion(const QString &region)
{
    try {
        if (!region.isEmpty())
            connection::urlOfRegion(region.toStdString());
        return std::nullopt;
    } catch (const connection::ConnectionError &error) {
        return toQString(error.what());
    }
}

} // namespace

ConnectionForm::ConnectionForm(Connections &connections, QWidget *parent) : QWidget(parent), m_connections(connections)
{
    QVBoxLayout *rows = makeRows(this);
    m_name = addText(*rows, tr("Name"), "connectionName", false);
    m_name->onCommit([this](const QString &text) -> Refusal {
        if (text.isEmpty())
            return tr("Give the connection a name; workspaces show it.");
        change([&](SavedConnection &saved) { saved.name = text.toStdString(); });
        return std::nullopt;
    });
    addWhere(*rows);
    addKeys(*rows);
    rows->addWidget(makeLine());
    addRules(*rows);
    rows->addStretch(1);
}

TextField *ConnectionForm::addText(QVBoxLayout &rows, const QString &label, const char *id, bool mono)
{
    auto *field = new TextField(label);
    field->line().setObjectName(QLatin1String(id));
    field->setMono(mono);
    addRow(rows, label, field);
    return field;
}

NumberField *ConnectionForm::addNumber(QVBoxLayout &rows, const QString &label, const char *id, qint64 minimum, qint64 maximum)
{
    auto *field = new NumberField(label, minimum, maximum);
    field->line().setObjectName(QLatin1String(id));
    field->line().setMaximumWidth(kNumberWidth);
    addRow(rows, label, field);
    return field;
}

void ConnectionForm::addWhere(QVBoxLayout &rows)
{
    m_kind = new Chooser(tr("Where"));
    m_kind->setObjectName(QStringLiteral("connectionKind"));
    m_kind->addItem(icon(QStringLiteral("endpoint")), tr("An endpoint, by its URL"));
    m_kind->addItem(icon(QStringLiteral("endpoint")), tr("AWS, in a region"));
    addRow(rows, tr("Where"), m_kind);
    m_urlRow = new QWidget;
    m_url = addText(*makeRows(m_urlRow), tr("URL"), "connectionUrl", true);
    m_url->setPlaceholder(QLatin1String(kUsualUrl));
    m_url->onCommit([this](const QString &text) -> Refusal {
        if (const Refusal refusal = refusalOfUrl(text))
            return refusal;
        change([&](SavedConnection &saved) { saved.url = text.toStdString(); });
        return std::nullopt;
    });
    rows.addWidget(m_urlRow);
    m_region = addText(rows, tr("Region"), "connectionRegion", true);
    m_region->setPlaceholder(tr("As AWS_REGION or the profile says"));
    m_region->onCommit([this](const QString &text) -> Refusal {
        if (const Refusal refusal = refusalOfRegion(text))
            return refusal;
        change([&](SavedConnection &saved) { saved.region = text.toStdString(); });
        return std::nullopt;
    });
    connect(m_kind, &QComboBox::activated, this, &ConnectionForm::takeKind);
}

void ConnectionForm::addKeys(QVBoxLayout &rows)
{
    m_keys = new Chooser(tr("Keys"));
    m_keys->setObjectName(QStringLiteral("connectionProfile"));
    m_keys->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    addRow(rows, tr("Keys"), m_keys);
    connect(m_keys, &QComboBox::activated, this, &ConnectionForm::takeKeys);

    m_typedRows = new QWidget;
    QVBoxLayout *typed = makeRows(m_typedRows);
    m_keyId = addText(*typed, tr("Access key"), "connectionKeyId", true);
    m_secret = addText(*typed, tr("Secret"), "connectionSecret", true);
    m_token = addText(*typed, tr("Session token"), "connectionToken", true);
    m_token->setPlaceholder(tr("Only for temporary keys"));
    for (const TextField *secret : {m_secret, m_token})
        secret->line().setEchoMode(QLineEdit::Password);
    m_keyId->onCommit([this](const QString &text) { return takeKeyPart([&](AccessKey &key) { key.id = text.toStdString(); }); });
    m_secret->onCommit([this](const QString &text) { return takeKeyPart([&](AccessKey &key) { key.secret = text.toStdString(); }); });
    m_token->onCommit([this](const QString &text) { return takeKeyPart([&](AccessKey &key) { key.sessionToken = text.toStdString(); }); });
    m_keep = new ToggleField(tr("Keep the key in a file"));
    m_keep->toggle().setObjectName(QStringLiteral("connectionKeepKey"));
    m_keep->onCommit([this](bool on) -> Refusal {
        m_connections.setTypedKey(m_id, m_connections.typedKey(m_id), on);
        showValues();
        return std::nullopt;
    });
    m_keepHint = makeParagraph({}, TextRole::Caption, LabelTone::Secondary);
    m_keepHint->setObjectName(QStringLiteral("keepHint"));
    addRow(*typed, {}, m_keep);
    addRow(*typed, {}, m_keepHint);
    rows.addWidget(m_typedRows);
}

void ConnectionForm::addRules(QVBoxLayout &rows)
{
    m_asks = new ToggleField(tr("Ask before every write"));
    m_asks->toggle().setObjectName(QStringLiteral("connectionAsks"));
    m_asks->onCommit([this](bool on) -> Refusal {
        change([&](SavedConnection &saved) { saved.asksBeforeWriting = on; });
        return std::nullopt;
    });
    addRow(rows, tr("Writing"), m_asks);
    m_connecting = addNumber(rows, tr("Connect within, s"), "connectionConnecting", 1, kMostSeconds);
    m_answering = addNumber(rows, tr("Answer within, s"), "connectionAnswering", 1, kMostSeconds);
    m_attempts = addNumber(rows, tr("Attempts"), "connectionAttempts", 1, kMostAttempts);
    m_attempts->setToolTip(tr("How often a call is sent when it is throttled or fails for a passing reason, with growing pauses"));
    const auto takes = [this](auto set) {
        return [this, set](std::optional<qint64> number) -> Refusal {
            change([&](SavedConnection &saved) { set(saved, *number); });
            return std::nullopt;
        };
    };
    m_connecting->onNumber(takes([](SavedConnection &saved, qint64 number) { saved.connecting = std::chrono::seconds(number); }));
    m_answering->onNumber(takes([](SavedConnection &saved, qint64 number) { saved.answering = std::chrono::seconds(number); }));
    m_attempts->onNumber(takes([](SavedConnection &saved, qint64 number) { saved.attempts = static_cast<int>(number); }));
}

void ConnectionForm::setProfiles(const QStringList &names)
{
    m_profiles = names;
    showValues();
}

void ConnectionForm::setConnection(const QString &id)
{
    if (id != m_id)
        for (TextField *field :
             std::initializer_list<TextField *>{m_name, m_url, m_region, m_keyId, m_secret, m_token, m_connecting, m_answering, m_attempts})
            if (field->isHalfTyped() || !field->refusal().isEmpty())
                field->takeBack(); // what was refused of the last one
    m_id = id;
    showValues();
}

bool ConnectionForm::isAws() const
{
    const SavedConnection *saved = m_connections.find(m_id);
    return saved && saved->url.empty();
}

void ConnectionForm::showValues()
{
    const SavedConnection *saved = m_connections.find(m_id);
    if (!saved)
        return;
    const QScopedValueRollback<bool> showing(m_showing, true);
    const AccessKey key = m_connections.typedKey(m_id);
    m_name->setValue(toQString(saved->name));
    m_kind->setCurrentIndex(saved->url.empty() ? 1 : 0);
    m_url->setValue(toQString(saved->url));
    m_region->setValue(toQString(saved->region));
    m_keyId->setValue(toQString(key.id));
    m_secret->setValue(toQString(key.secret));
    m_token->setValue(toQString(key.sessionToken));
    m_keep->setValue(m_connections.isKeyKept(m_id));
    m_keepHint->setText(m_connections.isKeyKept(m_id)
                            ? tr("In %1, which only you can read. Not in a model file, not in a log.").arg(m_connections.keysFile())
                            : tr("Forgotten when Keywright closes. Never in a model file or a log."));
    m_asks->setValue(saved->asksBeforeWriting);
    m_connecting->setNumber(saved->connecting.count());
    m_answering->setNumber(saved->answering.count());
    m_attempts->setNumber(saved->attempts);
    m_keys->clear();
    m_keys->addItem(tr("Of the environment, or the default profile"), static_cast<int>(Keys::Found));
    QStringList profiles = m_profiles;
    if (saved->keys == Keys::Profile && !profiles.contains(toQString(saved->profile)))
        profiles << toQString(saved->profile);
    for (const QString &name : profiles) {
        m_keys->addItem(tr("Of the profile %1").arg(name), static_cast<int>(Keys::Profile));
        m_keys->setItemData(m_keys->count() - 1, name, Qt::UserRole + 1);
    }
    m_keys->addItem(tr("Typed here"), static_cast<int>(Keys::Typed));
    for (int row = 0; row < m_keys->count(); ++row)
        if (m_keys->itemData(row).toInt() == static_cast<int>(saved->keys)
            && (saved->keys != Keys::Profile || m_keys->itemData(row, Qt::UserRole + 1).toString() == toQString(saved->profile)))
            m_keys->setCurrentIndex(row);
    showRows();
}

void ConnectionForm::showRows()
{
    const SavedConnection *saved = m_connections.find(m_id);
    m_urlRow->setVisible(m_kind->currentIndex() == 0);
    m_typedRows->setVisible(saved && saved->keys == Keys::Typed);
}

void ConnectionForm::takeKind()
{
    const bool aws = m_kind->currentIndex() == 1;
    if (aws == isAws())
        return;
    m_url->takeBack();
    change([&](SavedConnection &saved) { saved.url = aws ? "" : kUsualUrl; });
    showValues();
}

void ConnectionForm::takeKeys()
{
    change([this](SavedConnection &saved) {
        saved.keys = static_cast<Keys>(m_keys->currentData().toInt());
        saved.profile = m_keys->currentData(Qt::UserRole + 1).toString().toStdString();
    });
    showRows();
}

Refusal ConnectionForm::takeKeyPart(const std::function<void(AccessKey &)> &changePart)
{
    AccessKey key = m_connections.typedKey(m_id);
    changePart(key);
    m_connections.setTypedKey(m_id, key, m_connections.isKeyKept(m_id));
    return std::nullopt;
}

void ConnectionForm::change(const std::function<void(SavedConnection &)> &changeIt)
{
    const SavedConnection *found = m_connections.find(m_id);
    if (m_showing || !found)
        return;
    SavedConnection saved = *found;
    changeIt(saved);
    m_connections.put(saved);
}

bool ConnectionForm::commit()
{
    bool isTaken = true;
    std::vector<TextField *> fields{m_name, m_region, m_connecting, m_answering, m_attempts};
    if (!isAws())
        fields.push_back(m_url);
    if (m_typedRows->isVisibleTo(this))
        fields.insert(fields.end(), {m_keyId, m_secret, m_token});
    for (TextField *field : fields)
        isTaken = field->commit() && isTaken;
    return isTaken;
}

void ConnectionForm::editName()
{
    m_name->line().setFocus();
    m_name->line().selectAll();
}

} // namespace keywright::ui
