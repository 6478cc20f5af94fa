package io.litestream4j.status;

import java.time.Instant;

/**
 * The last thing that went wrong.
 *
 * @param stage where
 * @param message what, for a person
 * @param time when it happened last
 * @param consecutive how often in a row; 0 after the stage has worked again
 */
public record StageError(Stage stage, String message, Instant time, long consecutive) {}
