/**
 * Writes the newest version of each page of a database, out of the files of a plan.
 *
 * <p>Reading order: {@link io.litestream4j.restore.pages.PageRestorer} (the files from the newest to the oldest),
 * {@code FileOpener} (what is known of a file after the first request), {@code ReadingPolicy} (how much of it is read),
 * {@code FrameRanges} (in which requests), {@code RangeReader} (how pages get from there to their places, out of a
 * {@code FrameWindow}).
 */
@NullMarked
package io.litestream4j.restore.pages;

import org.jspecify.annotations.NullMarked;
