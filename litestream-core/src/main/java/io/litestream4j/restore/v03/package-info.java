/**
 * Backups that Litestream 0.3 has written: read, never written.
 *
 * <p>Below a replica's path, {@code generations/<16 hex>/} holds an unbroken history each: {@code snapshots/<index>.snapshot.lz4}
 * and {@code wal/<index>_<offset>.wal.lz4}, index and offset in hex. A snapshot is the database file that the WAL of that index,
 * applied from its start, turns into the state at the end of that WAL. A segment holds the WAL's bytes from the offset on, up to
 * the offset of the next one. Both are one LZ4 frame with a checksum of its content. Generations have no order but that of the
 * times of their objects.
 */
@NullMarked
package io.litestream4j.restore.v03;

import org.jspecify.annotations.NullMarked;
