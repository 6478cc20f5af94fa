package io.litestream4j.boot.autoconfigure;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.util.unit.DataSize;

/** The settings in {@link ReplicaProperties} as the engine takes them: text by name in kebab-case. */
final class ReplicaSettings {

    /** What only Spring understands. */
    private static final Set<String> NOT_THE_ENGINES = Set.of("url", "client-bean", "ssl");

    private ReplicaSettings() {}

    /** Returns the settings that are set. */
    static Map<String, String> of(ReplicaProperties properties) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (RecordComponent component : ReplicaProperties.class.getRecordComponents()) {
            String name = DataObjectPropertyName.toDashedForm(component.getName());
            Object value = NOT_THE_ENGINES.contains(name) ? null : value(component, properties);
            if (value != null) {
                settings.put(name, text(value));
            }
        }
        return settings;
    }

    private static @Nullable Object value(RecordComponent component, ReplicaProperties properties) {
        try {
            return component.getAccessor().invoke(properties);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a public record that cannot be read", e);
        }
    }

    private static String text(Object value) {
        return value instanceof DataSize size ? String.valueOf(size.toBytes()) : value.toString();
    }
}
