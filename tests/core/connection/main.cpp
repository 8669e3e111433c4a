#include <QCoreApplication>

#include "tests/core/connection/connections_agree_test.h"
#include "tests/core/connection/endpoint_client_test.h"
#include "tests/core/connection/endpoint_settings_test.h"
#include "tests/core/connection/key_sources_test.h"
#include "tests/core/connection/request_signing_test.h"
#include "tests/support/run_classes.h"

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    using keywright::test::make;
    return keywright::test::runClasses(
        {argv, argv + argc},
        {make<ConnectionsAgreeTest>, make<EndpointClientTest>, make<EndpointSettingsTest>, make<KeySourcesTest>, make<RequestSigningTest>});
}
