package io.litestream4j.io;

import java.nio.file.FileSystem;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may use new files and directories. */
final class FileAccess {

    private static final FileAttribute<?>[] DEFAULT = {};

    private static final Map<PosixFilePermission, PosixFilePermission> SEARCH = Map.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE);

    private final FileAttribute<?>[] ofFiles;
    private final FileAttribute<?>[] ofDirectories;

    /** Uses {@code permissions} where the file system knows such a thing; null leaves it to the system. */
    FileAccess(FileSystem fileSystem, @Nullable Set<PosixFilePermission> permissions) {
        if (permissions != null && isPosix(fileSystem)) {
            ofFiles = attributes(permissions);
            ofDirectories = attributes(withSearch(permissions));
        } else {
            ofFiles = DEFAULT;
            ofDirectories = DEFAULT;
        }
    }

    static boolean isPosix(FileSystem fileSystem) {
        return fileSystem.supportedFileAttributeViews().contains("posix");
    }

    FileAttribute<?>[] ofFiles() {
        return ofFiles;
    }

    FileAttribute<?>[] ofDirectories() {
        return ofDirectories;
    }

    private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
    }

    /** Whoever may read a file has to be able to reach it. */
    private static Set<PosixFilePermission> withSearch(Set<PosixFilePermission> permissions) {
        Set<PosixFilePermission> result = EnumSet.copyOf(permissions);
        SEARCH.forEach((read, search) -> {
            if (permissions.contains(read)) {
                result.add(search);
            }
        });
        return result;
    }
}
