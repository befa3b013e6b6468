#pragma once

/// Has behaviour and no test: everyclass.sh must say so.
class Untested
{
public:
    int twice(int number) { return 2 * number; }
};
