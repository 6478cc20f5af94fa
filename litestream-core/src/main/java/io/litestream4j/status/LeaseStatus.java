package io.litestream4j.status;

/**
 * The lease on a replica, as last seen by this process.
 *
 * @param held whether this process holds it
 * @param owner who holds it, as {@code host:pid}; empty if nobody is known to
 * @param generation the fencing token: higher for each holder than for the one before
 * @param atomic whether the store itself sees to it that only one process can have it; otherwise it is the best that the
 *     store can do
 */
public record LeaseStatus(boolean held, String owner, long generation, boolean atomic) {}
