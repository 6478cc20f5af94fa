package io.litestream4j.status;

import java.util.List;

/**
 * What is in a replica, as far as this process knows, and to which points it can be restored.
 *
 * @param levels the levels that have files, lowest first
 * @param from the oldest point from which on history has no gap; {@link Position#NONE} if there is none
 * @param to the newest point; {@link Position#NONE} if nothing can be restored
 * @param marks the points that are marked, in the order of their TXIDs
 */
public record ReplicaContent(List<LevelStatus> levels, Position from, Position to, List<Mark> marks) {

    /** Nothing is known yet, or nothing is there. */
    public static final ReplicaContent NONE = new ReplicaContent(List.of(), Position.NONE, Position.NONE, List.of());

    /** Copies the lists. */
    public ReplicaContent {
        levels = List.copyOf(levels);
        marks = List.copyOf(marks);
    }

    /** Returns this with other marks. */
    public ReplicaContent withMarks(List<Mark> newMarks) {
        return new ReplicaContent(levels, from, to, newMarks);
    }
}
