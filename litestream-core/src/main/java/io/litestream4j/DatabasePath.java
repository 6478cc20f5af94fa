package io.litestream4j;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** The path of a database, or of the engine's directory for it. */
public final class DatabasePath {

    private DatabasePath() {}

    /**
     * Returns the absolute path without {@code .} and {@code ..}. As for SQLite and the operating system, {@code ..} behind
     * a symbolic link is the parent of what it points to; behind something that does not exist, it is that one's parent.
     * Other links stay.
     */
    public static Path absolute(Path path) {
        Path absolute = path.toAbsolutePath();
        Path result = Objects.requireNonNull(absolute.getRoot());
        for (Path name : absolute) {
            switch (name.toString()) {
                case "." -> {}
                case ".." -> result = parent(result);
                default -> result = result.resolve(name);
            }
        }
        return result;
    }

    private static Path parent(Path directory) {
        Path real = real(directory);
        Path parent = real.getParent();
        return parent != null ? parent : real;
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }
}
