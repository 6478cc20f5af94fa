package io.litestream4j.boot.jdbc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** JDBC URLs of the SQLite driver: {@code jdbc:sqlite:<path>?<parameters>} and {@code jdbc:sqlite:file:<uri>}. */
final class SqliteUrl {

    private static final String PREFIX = "jdbc:sqlite:";

    private SqliteUrl() {}

    /** Returns whether the URL is one of SQLite's. */
    static boolean isSqlite(String url) {
        return url.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    /** Returns the database file, not resolved; null if the database is in memory or inside a jar. */
    static @Nullable Path file(String url) {
        String address = url.substring(PREFIX.length());
        int question = address.indexOf('?');
        String name = question < 0 ? address : address.substring(0, question);
        String parameters = question < 0 ? "" : address.substring(question);
        String file = name.startsWith("file:") ? decoded(name.substring("file:".length())) : name;
        boolean inMemory = file.isEmpty()
                || file.startsWith(":memory:")
                || parameters.contains("mode=memory")
                || parameters.contains("vfs=memdb");
        return inMemory || file.startsWith(":resource:") ? null : Path.of(file);
    }

    /** Takes the path out of a file URI as SQLite does: without authority and fragment, with escapes replaced. */
    private static String decoded(String uri) {
        String path = uri;
        if (uri.startsWith("//")) {
            int slash = uri.indexOf('/', 2);
            path = slash < 0 ? "" : uri.substring(slash);
        }
        int fragment = path.indexOf('#');
        String plain = fragment < 0 ? path : path.substring(0, fragment);
        return URLDecoder.decode(plain.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
