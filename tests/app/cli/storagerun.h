// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/program.h"
#include "outputs.h"
#include "services/azurestorage/storageaccount.h"

#include <nlohmann/json.hpp>

#include <QByteArray>
#include <QStringList>

/// What a run of hubdeckctl printed and how it ended.
struct ProgramResult
{
    int status = 0;
    QByteArray out;
    QByteArray err;

    [[nodiscard]] nlohmann::ordered_json json() const
    {
        return nlohmann::ordered_json::parse(out.toStdString(), nullptr, false);
    }
};

/// The connection string of an account that is opened with a key or a signature.
inline QByteArray connectionStringOf(const hubdeck::azurestorage::StorageAccount &account)
{
    using namespace hubdeck::azurestorage;
    const auto *key = std::get_if<SharedKeyCredential>(&account.credential);
    const auto *signature = std::get_if<SasCredential>(&account.credential);
    const QByteArray secret = key != nullptr ? QByteArray(";AccountKey=" + key->key.reveal())
        : signature != nullptr ? QByteArray(";SharedAccessSignature=" + signature->query.reveal())
                               : QByteArray();
    return "AccountName=" + account.name.toUtf8() + secret + ";BlobEndpoint="
        + account.blobEndpoint.toEncoded() + ";QueueEndpoint=" + account.queueEndpoint.toEncoded()
        + ";TableEndpoint=" + account.tableEndpoint.toEncoded();
}

/// Runs hubdeckctl on the storage road with a connection string in the environment.
inline ProgramResult runOnStorage(const QByteArray &connectionString, const QStringList &words)
{
    qputenv("HUBDECK_STORAGE", connectionString);
    Outputs outputs;
    ProgramResult result;
    result.status = hubdeck::cli::runProgram(QStringList { QStringLiteral("hubdeckctl") } + words
                                                 + QStringList { QStringLiteral("--storage") },
                                             outputs.console, {});
    result.out = outputs.out();
    result.err = outputs.err();
    qunsetenv("HUBDECK_STORAGE");
    return result;
}
