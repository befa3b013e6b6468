// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/instance.h"

#include <QScrollArea>

class QGridLayout;
class QLabel;

namespace hubdeck {

/// The management addresses of an instance, each with what it is for and a button that copies it.
/// They hold no key.
class LinksPane : public QScrollArea
{
    Q_OBJECT

public:
    explicit LinksPane(QWidget *parent = nullptr);

    /// `whyNone` is shown where there are no addresses.
    void showUrls(const std::vector<ManagementUrl> &urls, const QString &whyNone);

private:
    void build();

    std::vector<ManagementUrl> m_urls;
    QString m_whyNone;
};

} // namespace hubdeck
