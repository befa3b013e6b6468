#pragma once

#define NOT_BEHAVIOUR(x) (x)

/// A struct without behaviour (it needs no test).
struct Plain
{
    int number = 0; // (none)
    friend bool operator==(const Plain &, const Plain &) = default;
};
