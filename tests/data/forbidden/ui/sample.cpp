#include <QEventLoop>
void wait() { QEventLoop loop; loop.exec(); }
