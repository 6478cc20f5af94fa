package io.litestream4j.io;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Looks which files this process has open, where the system shows it; nothing is opened for that but a directory. */
public final class OpenFiles {

    /** Linux, then macOS and the BSDs. Windows has no such directory, and replaces no file that is open. */
    private static final List<Path> DESCRIPTORS = List.of(Path.of("/proc/self/fd"), Path.of("/dev/fd"));

    private OpenFiles() {}

    /**
     * Counts the descriptors that this process has of a file, by whatever library they were opened, also if the file has no
     * name any more; 0 where the system does not tell.
     *
     * @param fileKey what {@link BasicFileAttributes#fileKey()} returned for the file
     */
    public static int count(Object fileKey) throws IOException {
        for (Path directory : DESCRIPTORS) {
            if (Files.isDirectory(directory)) {
                return count(directory, fileKey);
            }
        }
        return 0;
    }

    private static int count(Path directory, Object fileKey) throws IOException {
        int count = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(directory)) {
            for (Path descriptor : descriptors) {
                count += isOf(descriptor, fileKey) ? 1 : 0;
            }
        }
        return count;
    }

    private static boolean isOf(Path descriptor, Object fileKey) {
        try {
            return fileKey.equals(
                    Files.readAttributes(descriptor, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            // It was closed meanwhile, or leads to something that has no attributes.
            return false;
        }
    }
}
