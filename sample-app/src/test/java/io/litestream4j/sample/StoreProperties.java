package io.litestream4j.sample;

import io.litestream4j.testing.TestStore;
import java.util.Map;
import java.util.TreeMap;

/** The properties that make the sample replicate to a store. */
final class StoreProperties {

    private static final String PREFIX = "litestream.replica.";

    private StoreProperties() {}

    static Map<String, String> of(TestStore store) {
        Map<String, String> properties = new TreeMap<>();
        store.settings().forEach((name, value) -> properties.put(PREFIX + name, value));
        properties.put(PREFIX + "url", store.url());
        return properties;
    }

    /** Returns the properties for a store whose endpoint is reached through another loopback port. */
    static Map<String, String> through(int port, TestStore store) {
        Map<String, String> properties = of(store);
        properties.put(PREFIX + "endpoint", "http://127.0.0.1:" + port);
        return properties;
    }
}
