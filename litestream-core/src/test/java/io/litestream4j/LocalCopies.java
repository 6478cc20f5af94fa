package io.litestream4j;

import io.litestream4j.compaction.LocalFiles;
import io.litestream4j.io.FileSystemDirectory;
import io.litestream4j.staging.StagingDirectory;
import java.io.IOException;
import java.nio.file.Path;

/** The local copies as the engine keeps them, for tests of other packages. */
public final class LocalCopies {

    private LocalCopies() {}

    /** Opens the directory of captures below a meta path. */
    public static StagingDirectory captures(Path meta) throws IOException {
        return StagingDirectory.open(new FileSystemDirectory(StagingDirectory.pathIn(meta), null));
    }

    /**
     * Keeps copies below a meta path, of the default levels.
     *
     * @param maxSize {@code local.max-size} in bytes
     */
    public static LocalFiles keptIn(Path meta, StagingDirectory captures, long maxSize) throws IOException {
        return new StagedCopies(meta, captures, options(maxSize), path -> new FileSystemDirectory(path, null));
    }

    /** Returns the default options with another {@code local.max-size} in bytes. */
    static UpkeepOptions options(long maxSize) {
        UpkeepOptions defaults = UpkeepOptions.DEFAULTS;
        return new UpkeepOptions(
                defaults.levels(),
                defaults.snapshotInterval(),
                null,
                defaults.snapshotRetention(),
                defaults.l0Retention(),
                true,
                0,
                0,
                0,
                maxSize);
    }
}
