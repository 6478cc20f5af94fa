/**
 * From a replica back to a database file: what to read is planned first, then carried out.
 *
 * <p>Reading order: {@link io.litestream4j.restore.RestoreOnStart} (when, and in which order), {@code RestoreDecision}
 * (whether), {@link io.litestream4j.restore.RestorePlanner} (from which files), {@code DatabaseRestorer} (with what),
 * {@link io.litestream4j.restore.pages.PageRestorer} (how the pages get to their places),
 * {@link io.litestream4j.restore.fetch.ReplicaReader} (what happens when a connection breaks).
 */
@NullMarked
package io.litestream4j.restore;

import org.jspecify.annotations.NullMarked;
