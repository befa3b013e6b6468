// SPDX-License-Identifier: MIT
#pragma once

namespace hubdeck {

// A throw-away pair for localhost, valid until 2126, used by nothing but the tests
inline constexpr char testCertificate[] = R"(-----BEGIN CERTIFICATE-----
MIIByzCCAXGgAwIBAgIUXqZndcQizP3edr4WwRPFA6CURyIwCgYIKoZIzj0EAwIw
LDESMBAGA1UEAwwJbG9jYWxob3N0MRYwFAYDVQQKDA1IdWJkZWNrIHRlc3RzMCAX
DTI2MTEyMzIzNDQ0N1oYDzIxMjYxMDMwMjM0NDQ3WjAsMRIwEAYDVQQDDAlsb2Nh
bGhvc3QxFjAUBgNVBAoMDUh1YmRlY2sgdGVzdHMwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARnHDSOB3NRYcQrxUhZTSFv2+H9eqnf80tUkSJVqdz2yBafam/Ek8yt
M87dYsw3jokrVaz582IJsHlJXSgMZuEFo28wbTAdBgNVHQ4EFgQUw7Rf+y3qAIpk
XAvc4GLWdlbcwIowHwYDVR0jBBgwFoAUw7Rf+y3qAIpkXAvc4GLWdlbcwIowDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIhALG9u2RoWV7xUVaAX581VV8y6g5PNhezJt9dB2u1h0l1AiBs
9MDYY9M8fNTFhCznH9QOyY+hZCAI2Rnjxa3NAk8Pzg==
-----END CERTIFICATE-----
)";

inline constexpr char testKey[] = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgTE21H39H1ix6D5XN
aOYgyhGuDc//F6KQVy/mZQXlGxyhRANCAARnHDSOB3NRYcQrxUhZTSFv2+H9eqnf
80tUkSJVqdz2yBafam/Ek8ytM87dYsw3jokrVaz582IJsHlJXSgMZuEF
-----END PRIVATE KEY-----
)";

} // namespace hubdeck
