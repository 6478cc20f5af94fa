package io.litestream4j.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails each test class that leaves a thread of the engine, or a descriptor of a file in a temporary directory. It looks when
 * everything that the class has opened is said to be closed. Registered for all classes; descriptors are seen on Linux only.
 */
public final class LeftoverCheck implements BeforeAllCallback {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    /** The engine never closes its descriptor of a database file: that would drop SQLite's locks. */
    private static final String KEPT = ".db";

    /** Directories of servers in this JVM. */
    private static final Set<String> SERVED = ConcurrentHashMap.newKeySet();

    /** What stays for good fails the class that has left it, and no other. */
    private static final Set<String> REPORTED = ConcurrentHashMap.newKeySet();

    /**
     * Leaves alone what is open below a directory, because it belongs to a server that runs in this JVM: a library's server that
     * opens a file at the very moment in which the client goes leaves that to the garbage collector.
     */
    public static void isServed(Path directory) throws IOException {
        SERVED.add(directory.toRealPath() + "/");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // Closed after what the class and its extensions close, because it was there before.
        AutoCloseable check = LeftoverCheck::requireNothingLeft;
        context.getStore(Namespace.create(LeftoverCheck.class, context.getUniqueId()))
                .put("check", check);
    }

    private static void requireNothingLeft() {
        try {
            Awaitility.await().atMost(PATIENCE).until(() -> unreported().isEmpty());
        } catch (ConditionTimeoutException e) {
            List<String> left = unreported();
            REPORTED.addAll(left);
            throw new AssertionError("left behind: " + left, e);
        }
    }

    private static List<String> unreported() {
        return leftovers().stream().filter(left -> !REPORTED.contains(left)).toList();
    }

    /** Returns what is open or runs now: names of threads, and paths. */
    static List<String> leftovers() {
        List<String> leftovers = new ArrayList<>();
        Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("litestream-"))
                .forEach(leftovers::add);
        leftovers.addAll(descriptors());
        return leftovers;
    }

    private static List<String> descriptors() {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(DESCRIPTORS)) {
            Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
            return all.flatMap(descriptor -> target(descriptor).stream())
                    .filter(target -> target.startsWith(temporary.toString() + "/junit"))
                    .filter(target -> SERVED.stream().noneMatch(target::startsWith))
                    .filter(target -> !target.replace(" (deleted)", "").endsWith(KEPT))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> target(Path descriptor) {
        try {
            return Optional.of(Files.readSymbolicLink(descriptor).toString());
        } catch (NoSuchFileException e) {
            // closed meanwhile
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
