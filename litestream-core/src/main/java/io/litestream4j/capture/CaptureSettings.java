package io.litestream4j.capture;

import io.litestream4j.ltx.LtxPageFormat;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Settings of the capture of one database.
 *
 * @param database the database file
 * @param monitorInterval how often to look for commits that nobody announced
 * @param syncInterval captures for upload are at most this often
 * @param busyTimeout how long to wait for the write lock when a full file needs it
 * @param checkpoints when the WAL is given back
 * @param format how pages are compressed
 * @param maxStagedBytes size of the files that may wait for the replica
 */
public record CaptureSettings(
        Path database,
        Duration monitorInterval,
        Duration syncInterval,
        Duration busyTimeout,
        CheckpointPolicy checkpoints,
        LtxPageFormat format,
        long maxStagedBytes) {}
