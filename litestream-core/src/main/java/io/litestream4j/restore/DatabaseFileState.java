package io.litestream4j.restore;

import io.litestream4j.sqlite.OfflineDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What is at the path of a database. */
enum DatabaseFileState {
    /** Nothing. */
    MISSING,
    /** A file of 0 bytes. */
    EMPTY,
    /** A file that is not an SQLite database. */
    NOT_SQLITE,
    /** An SQLite database. */
    DATABASE,
    /** A directory or something else that is no regular file, or a link that leads nowhere. */
    NO_FILE;

    /**
     * Looks at a path, without ever opening the file through Java.
     *
     * @throws IOException if that cannot be told, for example for lack of permission
     */
    static DatabaseFileState of(Path path) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? NO_FILE : MISSING;
        }
        if (!attributes.isRegularFile()) {
            return NO_FILE;
        }
        if (attributes.size() == 0) {
            return EMPTY;
        }
        return new OfflineDatabase(path).isDatabase() ? DATABASE : NOT_SQLITE;
    }
}
