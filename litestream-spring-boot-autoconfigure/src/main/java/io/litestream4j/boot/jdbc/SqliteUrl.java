package io.litestream4j.boot.jdbc;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig.Pragma;

/**
 * A JDBC URL of the SQLite driver, {@code jdbc:sqlite:<path>?<parameters>} or {@code jdbc:sqlite:file:<uri>}, read as the
 * driver and SQLite read it.
 *
 * @param name what SQLite opens: parameters that the driver does not know are part of it
 * @param settings the driver's own parameters by their names in lower case
 */
record SqliteUrl(String name, Map<String, String> settings) {

    private static final String PREFIX = "jdbc:sqlite:";

    private static final String URI_PREFIX = "file:";

    private static final boolean WINDOWS = File.separatorChar == '\\';

    private static final Set<String> SETTINGS =
            Arrays.stream(Pragma.values()).map(Pragma::getPragmaName).collect(Collectors.toUnmodifiableSet());

    private static final Pattern OCTETS = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");

    /** Returns whether the URL is one of SQLite's. */
    static boolean isSqlite(String url) {
        return url.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    /** Parses a URL that {@link #isSqlite}. */
    static SqliteUrl parse(String url) {
        String[] address = url.trim().substring(PREFIX.length()).split("\\?", 2);
        Map<String, String> settings = new HashMap<>();
        Deque<String> unknown = new ArrayDeque<>();
        for (String part : address.length == 1 ? new String[0] : address[1].split("&")) {
            String parameter = part.trim();
            String[] pair = parameter.split("=", 2);
            String key = pair[0].trim().toLowerCase(Locale.ROOT);
            String value = pair.length == 1 ? "" : pair[1].trim();
            if (SETTINGS.contains(key)) {
                settings.compute(key, (same, before) -> value.isEmpty() ? before : value);
            } else if (!parameter.isEmpty()) {
                // the driver goes from the last to the first
                unknown.addFirst(parameter);
            }
        }
        String name = unknown.isEmpty() ? address[0] : address[0] + "?" + String.join("&", unknown);
        return new SqliteUrl(name, settings);
    }

    /** Returns the database file, not resolved; null if the database is in memory, temporary or inside a jar. */
    @Nullable
    Path file() {
        String file = name.startsWith(URI_PREFIX) ? fileOfUri(name.substring(URI_PREFIX.length())) : name;
        return file.isEmpty() || file.equals(":memory:") || name.startsWith(":resource:") ? null : Path.of(file);
    }

    /** Takes the path out of a file URI; it is empty if parameters say that there is no file. */
    private static String fileOfUri(String uri) {
        String[] parts = withoutAuthority(uri).split("#", 2)[0].split("\\?", 2);
        Map<String, String> parameters = parts.length == 1 ? Map.of() : parameters(parts[1]);
        if ("memory".equals(parameters.get("mode")) || "memdb".equals(parameters.get("vfs"))) {
            return "";
        }
        String path = decoded(parts[0]);
        return WINDOWS && path.matches("/[A-Za-z]:.*") ? path.substring(1) : path;
    }

    private static String withoutAuthority(String uri) {
        if (!uri.startsWith("//")) {
            return uri;
        }
        int slash = uri.indexOf('/', 2);
        return slash < 0 ? "" : uri.substring(slash);
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : query.split("&")) {
            String[] pair = parameter.split("=", 2);
            parameters.put(decoded(pair[0]), pair.length == 1 ? "" : decoded(pair[1]));
        }
        return parameters;
    }

    /** Replaces {@code %HH}, and only that: any other {@code %} stands for itself. What follows a NUL is ignored. */
    private static String decoded(String text) {
        String plain = OCTETS.matcher(text).replaceAll(octets -> Matcher.quoteReplacement(characters(octets.group())));
        int nul = plain.indexOf('\0');
        return nul < 0 ? plain : plain.substring(0, nul);
    }

    private static String characters(String octets) {
        return new String(HexFormat.of().parseHex(octets.replace("%", "")), StandardCharsets.UTF_8);
    }
}
