package io.litestream4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The command line's jar, run with what its documentation recommends for one restore.
 *
 * @param jar the jar
 * @param archive where its class data archive is, or will be
 */
record CommandLineJar(Path jar, Path archive) {

    /** No second compiler, and the simplest garbage collector. */
    static final List<String> ONE_RESTORE = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** Restores once, which makes the archive. */
    Program restoreAndArchive(Path target, String url, Map<String, String> environment, Duration atMost)
            throws IOException {
        return restore(
                List.of("-Xlog:cds=error,cds+dynamic=error", "-XX:ArchiveClassesAtExit=" + archive),
                target,
                url,
                environment,
                atMost);
    }

    /** Restores with the archive, and without a check of the result, as the binary does it by default. */
    Program restore(Path target, String url, Map<String, String> environment, Duration atMost) throws IOException {
        return restore(List.of("-XX:SharedArchiveFile=" + archive), target, url, environment, atMost);
    }

    private Program restore(
            List<String> options, Path target, String url, Map<String, String> environment, Duration atMost)
            throws IOException {
        List<String> arguments =
                List.of("-jar", jar.toString(), "restore", "--integrity-check", "none", "-o", target.toString(), url);
        return Jvm.start(
                Stream.of(ONE_RESTORE, options, arguments).flatMap(List::stream).toList(), environment, atMost);
    }
}
