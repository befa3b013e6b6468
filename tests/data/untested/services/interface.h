#pragma once

/// What others implement: there is nothing to test.
class Interface
{
public:
    virtual ~Interface() = default;
    virtual int answer() = 0; // return what you like
};
