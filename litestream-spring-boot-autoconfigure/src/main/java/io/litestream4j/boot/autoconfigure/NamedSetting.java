package io.litestream4j.boot.autoconfigure;

import java.util.function.Supplier;

/** Reads a setting that is text for us. */
final class NamedSetting {

    private NamedSetting() {}

    /**
     * Returns what a setting is read as.
     *
     * @param key the setting's key, without prefix
     * @throws IllegalArgumentException if the value is not valid; the message begins with the key
     */
    static <T> T read(String key, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }
}
