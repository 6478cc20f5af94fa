/**
 * SQLite's write-ahead log, read only. All fields are big-endian.
 *
 * <pre>
 * WAL header, 32 bytes                              Frame header, 24 bytes, before each page
 * offset size field                                 offset size field
 *      0    4 magic 377f0682 or 377f0683                 0    4 page number, not 0
 *      4    4 version 3007000                            4    4 commit: database size in pages, 0 = no commit
 *      8    4 page size                                  8    8 salts, equal to the header's
 *     12    4 checkpoint sequence                       16    8 checksum, chained from frame to frame
 *     16    4 salt-1: one more at each restart
 *     20    4 salt-2: random at each restart
 *     24    8 checksum of bytes 0..23
 * </pre>
 *
 * <p>The checksum is a running one over pairs of 32-bit words, which are little-endian for magic 377f0682 and big-endian
 * for 377f0683. It starts at zero over the first 24 bytes of the WAL header, and goes on from there over the first 8 bytes
 * of each frame header and the page. A frame counts only if its salts and its checksum agree; the first one that does not
 * ends the log. The file is not shortened when SQLite starts the log again: frames of an earlier run may follow.
 */
@NullMarked
package io.litestream4j.wal;

import org.jspecify.annotations.NullMarked;
