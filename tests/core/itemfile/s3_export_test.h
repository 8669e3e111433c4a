#pragma once

#include <QObject>

class S3ExportTest : public QObject {
    Q_OBJECT

private slots:
    void readsAFullExport();
    void tellsChangesApartInAnIncrementalExport();
    void readsAFolderWithoutManifest();
    void saysWhatIsMissingOrDamaged();
    void refusesIon();
    void survivesCutGzip();
};
