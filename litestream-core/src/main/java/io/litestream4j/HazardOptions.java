package io.litestream4j;

/**
 * What happens when something is found at start that is known to damage databases.
 *
 * @param walResetBug an SQLite library from 3.51.0 to 3.51.2, in which two checkpoints at the same moment can damage a database
 * @param networkFileSystem a database on a file system that other machines may use at the same time
 */
public record HazardOptions(HazardMode walResetBug, HazardMode networkFileSystem) {

    /** A library with the bug fails the start; a network file system is warned about. */
    public static final HazardOptions DEFAULTS = new HazardOptions(HazardMode.FAIL, HazardMode.WARN);
}
