package io.litestream4j.capture;

/**
 * The end of the WAL, read into memory.
 *
 * @param range the part of the WAL; of size zero when everything was captured already
 * @param commit database size in pages after it
 */
record Tail(WalRange range, int commit) {}
