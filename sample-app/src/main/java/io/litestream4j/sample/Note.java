package io.litestream4j.sample;

import java.time.Instant;

/**
 * A note.
 *
 * @param id its number
 * @param text what it says
 * @param createdAt when it was written
 */
record Note(long id, String text, Instant createdAt) {}
