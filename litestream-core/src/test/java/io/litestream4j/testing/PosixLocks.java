package io.litestream4j.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The {@code fcntl} locks of this process, as the Linux kernel lists them for each descriptor. Looking changes nothing, and
 * unlike the list of all processes' locks this one is not cut while others change theirs.
 */
public final class PosixLocks {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fdinfo");

    private static final Pattern LINE = Pattern.compile(
            "lock:\\s+\\d+: POSIX +\\S+ +(READ|WRITE) +\\d+ [0-9a-f]+:[0-9a-f]+:(\\d+) (\\d+) (\\d+|EOF)");

    private PosixLocks() {}

    /**
     * Returns the locks of this process on a file, sorted, each as {@code READ 120-123}; none if the file does not exist.
     */
    public static List<String> heldOn(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        String inode = Files.getAttribute(file, "unix:ino").toString();
        try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
            return descriptors
                    .flatMap(PosixLocks::lines)
                    .map(LINE::matcher)
                    .filter(lock -> lock.matches() && lock.group(2).equals(inode))
                    .map(PosixLocks::describe)
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    private static Stream<String> lines(Path descriptor) {
        try {
            return Files.readAllLines(descriptor).stream();
        } catch (NoSuchFileException closedMeanwhile) {
            return Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String describe(Matcher lock) {
        return lock.group(1) + " " + lock.group(3) + "-" + lock.group(4);
    }
}
