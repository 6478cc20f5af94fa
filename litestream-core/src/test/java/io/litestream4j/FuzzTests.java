package io.litestream4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.lease.LeaseRecordFuzz;
import io.litestream4j.ltx.LtxPageIndexFuzz;
import io.litestream4j.ltx.LtxReaderFuzz;
import io.litestream4j.replica.ReplicaUrlFuzz;
import io.litestream4j.replica.webdav.MultistatusFuzz;
import io.litestream4j.restore.v03.Lz4ObjectFuzz;
import io.litestream4j.restore.v03.V03ListingFuzz;
import io.litestream4j.staging.StagingRecordsFuzz;
import io.litestream4j.testing.FuzzProgram;
import io.litestream4j.testing.FuzzRun;
import io.litestream4j.testing.FuzzTarget;
import io.litestream4j.testing.Seed;
import io.litestream4j.wal.WalReaderFuzz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hostile bytes make no decoder fail in any other way than the one that it documents, hang, take more heap than it may, or
 * give a wrong result (I12). {@code -Dfuzz.seconds=600} for more of it; what it finds goes to
 * {@code src/test/resources/fuzz/<target>}, to be tried again in each run.
 */
class FuzzTests {

    private static final Logger log = LoggerFactory.getLogger(FuzzTests.class);

    private static final Path RESOURCES = Path.of("src", "test", "resources");
    private static final int LARGEST_SEED = 9 << 10;
    private static final int SEEDS = 40;
    private static final @Nullable Long SECONDS = Long.getLong("fuzz.seconds");
    private static final Duration TIME = Duration.ofSeconds(SECONDS == null ? 2 : SECONDS);

    @RegisterExtension
    private static final Seed SEED = Seed.ofProperty("fuzz.seed");

    @ParameterizedTest
    @EnumSource
    void knownInputsAreRefusedOrUnderstood(Target target) throws Exception {
        FuzzTarget program = target.program.getDeclaredConstructor().newInstance();
        List<byte[]> inputs = target.inputs().toList();
        assertThat(inputs).isNotEmpty();
        for (byte[] input : inputs) {
            FuzzProgram.test(program, input);
        }
    }

    /** All of them in a long run; a short one takes its turn with three, for a fuzzer starts slowly. */
    static List<Target> targetsOfThisRun() {
        List<Target> targets = new ArrayList<>(List.of(Target.values()));
        if (SECONDS == null) {
            Collections.shuffle(targets, SEED.random());
            return targets.subList(0, 3);
        }
        return targets;
    }

    @ParameterizedTest
    @MethodSource("targetsOfThisRun")
    void inputsThatLeadSomewhereAreRefusedOrUnderstood(Target target) throws Exception {
        Path directory = Path.of("target", "fuzz", target.directory()).toAbsolutePath();
        Path seeds = Files.createDirectories(directory.resolve("seeds"));
        int number = 0;
        for (byte[] input : target.inputs().toList()) {
            Files.write(seeds.resolve(String.valueOf(number++)), input);
        }
        FuzzRun run = FuzzRun.start(target.program, directory, seeds, TIME, SEED.value());
        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(run.executions()).as(run.output()).isGreaterThan(number);
        log.info("Fuzzed target={} executions={}", target.directory(), run.executions());
    }

    /** What is tried. */
    enum Target {
        LTX_READER(LtxReaderFuzz.class, name -> name.endsWith(".ltx")),
        LTX_PAGE_INDEX(LtxPageIndexFuzz.class, name -> name.endsWith(".ltx")),
        WAL_READER(WalReaderFuzz.class, name -> name.endsWith("-wal")),
        V03_OBJECT(Lz4ObjectFuzz.class, name -> name.endsWith(".lz4")),
        V03_LISTING(
                V03ListingFuzz.class,
                "generations/05a477345329a114/snapshots/00000000.snapshot.lz4\n"
                        + "generations/05a477345329a114/wal/00000000_00000000.wal.lz4\n"
                        + "generations/05a477345329a114/wal/00000000_00001038.wal.lz4\n"
                        + "generations/05a477345329a114/wal/00000001_00000000.wal.lz4"),
        REPLICA_URL(
                ReplicaUrlFuzz.class,
                "s3://key:secret@my_bucket/a%20path?endpoint=http://localhost:9000&force-path-style=true",
                "file:///backup/app.db",
                "0000000000000001-000000000000000a.ltx",
                "2026-01-02T03:04:05.12Z"),
        WEBDAV_LISTING(
                MultistatusFuzz.class,
                "<?xml version=\"1.0\" encoding=\"utf-8\"?><D:multistatus xmlns:D=\"DAV:\"><D:response><D:href>/dav/a%20b.ltx"
                        + "</D:href><D:propstat><D:prop><D:resourcetype><D:collection/></D:resourcetype><D:getcontentlength>7"
                        + "</D:getcontentlength><D:getlastmodified>Fri, 20 Nov 2026 22:33:18 GMT</D:getlastmodified></D:prop>"
                        + "<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>"),
        LEASE(
                LeaseRecordFuzz.class,
                "{\"generation\":7,\"expires_at\":\"2026-11-20T12:00:30.000000001Z\",\"owner\":\"h\\u006fst:4711\",\"ttl_ms\":"
                        + "30000,\"id\":\"0123456789abcdef\"}"),
        STAGING_RECORDS(
                StagingRecordsFuzz.class,
                "txid=0000000000000001 salts=00000001-00000002 end=0000000000001038 checksum=00000003-00000004"
                        + " crc32=00000000\n",
                "0000000000000001\n");

        private final Class<? extends FuzzTarget> program;
        private final Predicate<String> fixtures;
        private final List<String> texts;

        Target(Class<? extends FuzzTarget> program, Predicate<String> fixtures) {
            this.program = program;
            this.fixtures = fixtures;
            this.texts = List.of();
        }

        Target(Class<? extends FuzzTarget> program, String... texts) {
            this.program = program;
            this.fixtures = name -> false;
            this.texts = List.of(texts);
        }

        private String directory() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What has been found before, what the real programs write, and damage that somebody has thought of. */
        private Stream<byte[]> inputs() throws IOException {
            return Stream.concat(
                    texts.stream().map(text -> text.getBytes(UTF_8)),
                    Stream.concat(
                            files(RESOURCES.resolve("fuzz").resolve(directory()), name -> true),
                            files(RESOURCES.resolve("fixtures"), fixtures).limit(SEEDS)));
        }

        private static Stream<byte[]> files(Path root, Predicate<String> wanted) throws IOException {
            if (!Files.exists(root)) {
                return Stream.empty();
            }
            try (Stream<Path> files = Files.walk(root)) {
                return files
                        .filter(Files::isRegularFile)
                        .filter(file -> wanted.test(file.getFileName().toString()))
                        .sorted()
                        .map(Target::content)
                        .toList()
                        .stream();
            }
        }

        private static byte[] content(Path file) {
            try {
                byte[] all = Files.readAllBytes(file);
                return all.length > LARGEST_SEED ? Arrays.copyOf(all, LARGEST_SEED) : all;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
