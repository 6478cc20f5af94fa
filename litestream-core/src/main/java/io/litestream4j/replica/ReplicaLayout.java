package io.litestream4j.replica;

import io.litestream4j.ltx.LtxFileName;
import java.util.Locale;

/** How Litestream names the objects of a replica; two families of stores differ. */
public enum ReplicaLayout {
    /** {@code P/ltx/<level>/<name>} with the level as a plain decimal: files, SFTP, WebDAV, Google, Azure, NATS. */
    LTX_DIRECTORY {
        @Override
        public String levelPrefix(String path, int level) {
            return (path.isEmpty() ? "" : path + "/") + "ltx/" + checked(level) + "/";
        }
    },
    /**
     * {@code P/<level>/<name>} with the level as four hex digits: S3 and OSS. An empty path leaves a slash in front, as in
     * {@code /0000/<name>}; Litestream looks for the objects there.
     */
    HEX_LEVEL {
        @Override
        public String levelPrefix(String path, int level) {
            return path + "/" + String.format(Locale.ROOT, "%04x", checked(level)) + "/";
        }
    };

    /**
     * Returns what the names of all files of a level begin with, up to and including the last slash.
     *
     * @param path the replica's path in the store, without a slash at its end; may be empty
     * @param level 0 to 9
     */
    public abstract String levelPrefix(String path, int level);

    /**
     * Returns the name of a file in the store.
     *
     * @param path the replica's path in the store, without a slash at its end; may be empty
     * @param level 0 to 9
     */
    public String fileName(String path, int level, LtxFileName name) {
        return levelPrefix(path, level) + name;
    }

    private static int checked(int level) {
        if (level < ReplicaFile.CAPTURE_LEVEL || level > ReplicaFile.SNAPSHOT_LEVEL) {
            throw new IllegalArgumentException("not a level from 0 to 9: " + level);
        }
        return level;
    }
}
