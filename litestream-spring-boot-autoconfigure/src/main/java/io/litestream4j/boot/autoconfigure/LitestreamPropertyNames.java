package io.litestream4j.boot.autoconfigure;

import java.lang.reflect.Parameter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.ResolvableType;

/** The keys of {@link LitestreamProperties}, without prefix, taken from the records. */
final class LitestreamPropertyNames {

    /** More than the edits of a usual typing error, so that one in the section goes before the same key of another section. */
    private static final int OTHER_SECTION = 3;

    private final List<ConfigurationPropertyName> names = names("", LitestreamProperties.class)
            .map(ConfigurationPropertyName::of)
            .toList();

    /** Returns whether this is a key, in any of the forms that are bound to it. */
    boolean contains(ConfigurationPropertyName name) {
        return names.stream().anyMatch(known -> withIndexesOf(name, known).equals(name));
    }

    /** What is alike in a key are its words. */
    private static ConfigurationPropertyName withoutIndexes(ConfigurationPropertyName name) {
        if (IntStream.range(0, name.getNumberOfElements()).noneMatch(name::isNumericIndex)) {
            return name;
        }
        ConfigurationPropertyName result = ConfigurationPropertyName.EMPTY;
        for (int i = 0; i < name.getNumberOfElements(); i++) {
            if (!name.isNumericIndex(i)) {
                result = result.append(name.getElement(i, ConfigurationPropertyName.Form.DASHED));
            }
        }
        return result;
    }

    /** Returns the key that is most like {@code name}; of a section, its first one. */
    ConfigurationPropertyName nearest(ConfigurationPropertyName name) {
        ConfigurationPropertyName nearest =
                names.stream().filter(name::isAncestorOf).findFirst().orElseGet(() -> mostLike(withoutIndexes(name)));
        // Anew, as a name that was put together of others cannot be taken apart.
        return ConfigurationPropertyName.of(withIndexesOf(name, nearest).toString());
    }

    /** Returns a key for the element of a list that {@code name} has, if it has one there; all elements have the same keys. */
    private static ConfigurationPropertyName withIndexesOf(
            ConfigurationPropertyName name, ConfigurationPropertyName key) {
        ConfigurationPropertyName result = ConfigurationPropertyName.EMPTY;
        for (int i = 0; i < key.getNumberOfElements(); i++) {
            boolean given = i < name.getNumberOfElements() && key.isNumericIndex(i) && name.isNumericIndex(i);
            result = result.append((given ? name : key).subName(i).chop(1));
        }
        return result;
    }

    private ConfigurationPropertyName mostLike(ConfigurationPropertyName name) {
        return names.stream()
                .min(Comparator.comparingInt(known -> distance(name, withoutIndexes(known))))
                .orElseThrow();
    }

    /**
     * Returns the number of edits between two keys; between their last elements, if those are much nearer, as where a section is
     * another one or left out.
     */
    private static int distance(ConfigurationPropertyName one, ConfigurationPropertyName other) {
        int whole = edits(one.toString(), other.toString());
        int last = edits(last(one), last(other));
        return Math.min(whole, last + OTHER_SECTION);
    }

    private static String last(ConfigurationPropertyName name) {
        return name.isEmpty() ? "" : name.getLastElement(ConfigurationPropertyName.Form.DASHED);
    }

    private static Stream<String> names(String prefix, Class<?> type) {
        return Stream.of(type.getDeclaredConstructors()[0].getParameters())
                .flatMap(parameter -> names(prefix, parameter));
    }

    private static Stream<String> names(String prefix, Parameter parameter) {
        Name given = parameter.getAnnotation(Name.class);
        String name =
                prefix + (given != null ? given.value() : DataObjectPropertyName.toDashedForm(parameter.getName()));
        ResolvableType elements =
                ResolvableType.forType(parameter.getParameterizedType()).as(List.class);
        if (elements != ResolvableType.NONE) {
            return names(name + "[0].", elements.getGeneric().toClass());
        }
        Class<?> type = parameter.getType();
        return type.isRecord() ? names(name + ".", type) : Stream.of(name);
    }

    /** Levenshtein's distance. */
    private static int edits(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
