package io.litestream4j.restore.v03;

import io.litestream4j.replica.ReplicaObject;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A snapshot or a WAL segment.
 *
 * @param generation 16 hex digits
 * @param kind which of both
 * @param index number of the WAL file in the generation, from 0
 * @param offset where in the WAL file a segment begins; 0 for a snapshot
 * @param object the object in the store
 */
public record V03File(String generation, Kind kind, long index, long offset, ReplicaObject object) {

    /** What the names of all objects begin with. */
    public static final String PREFIX = "generations/";

    private static final Pattern SNAPSHOT =
            Pattern.compile(PREFIX + "([0-9a-f]{16})/snapshots/([0-9a-f]{8})\\.snapshot\\.lz4");
    // Offsets of 4 GiB and more have more than 8 digits; 15 fit in a long.
    private static final Pattern SEGMENT =
            Pattern.compile(PREFIX + "([0-9a-f]{16})/wal/([0-9a-f]{8})_(0?[0-9a-f]{8,15})\\.wal\\.lz4");
    private static final int HEX = 16;

    /** The kinds of files. */
    public enum Kind {
        /** A copy of the database file. */
        SNAPSHOT,
        /** A part of a WAL file. */
        SEGMENT
    }

    /** Reads an object's name; empty if it is that of neither. */
    public static Optional<V03File> of(ReplicaObject object) {
        Matcher snapshot = SNAPSHOT.matcher(object.name());
        if (snapshot.matches()) {
            return Optional.of(
                    new V03File(snapshot.group(1), Kind.SNAPSHOT, Long.parseLong(snapshot.group(2), HEX), 0, object));
        }
        Matcher segment = SEGMENT.matcher(object.name());
        if (segment.matches()) {
            return Optional.of(new V03File(
                    segment.group(1),
                    Kind.SEGMENT,
                    Long.parseLong(segment.group(2), HEX),
                    Long.parseLong(segment.group(3), HEX),
                    object));
        }
        return Optional.empty();
    }

    boolean isSnapshot() {
        return kind == Kind.SNAPSHOT;
    }

    /** Returns when the file was stored. */
    public Instant created() {
        return object.modified();
    }
}
