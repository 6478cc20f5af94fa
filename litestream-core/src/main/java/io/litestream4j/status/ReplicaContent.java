package io.litestream4j.status;

import java.util.List;

/**
 * What is in a replica, as far as this process knows, and to which points it can be restored.
 *
 * @param levels the levels that have files, lowest first
 * @param from the oldest point from which on history has no gap; {@link Position#NONE} if there is none
 * @param to the newest point; {@link Position#NONE} if nothing can be restored
 */
public record ReplicaContent(List<LevelStatus> levels, Position from, Position to) {

    /** Nothing is known yet, or nothing is there. */
    public static final ReplicaContent NONE = new ReplicaContent(List.of(), Position.NONE, Position.NONE);

    /** Copies the list. */
    public ReplicaContent {
        levels = List.copyOf(levels);
    }
}
