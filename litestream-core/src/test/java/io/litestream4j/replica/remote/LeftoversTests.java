package io.litestream4j.replica.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTests {

    private static final String LTX = "0000000000000001-0000000000000001.ltx";
    private static final String UUID = "cbdb3787-f4cb-4c15-a6e4-89271b3faf1b";

    @TempDir
    private Path directory;

    private Leftovers leftovers;

    @BeforeEach
    void create() {
        RemoteFiles files = new LocalFiles(directory);
        leftovers = new Leftovers(files, new RemotePublisher(files, new Claims(files), Duration.ofSeconds(1)));
    }

    @Test
    void whatIsOlderThanADayIsDeleted() throws IOException {
        Files.writeString(directory.resolve(LTX + "." + UUID + ".tmp"), "half a file");
        Files.writeString(
                Files.createDirectory(directory.resolve(LTX + ".claim")).resolve(UUID), "half a file");
        Files.createDirectory(directory.resolve(LTX + ".claim." + UUID + ".tmp"));
        leftovers.clean("", Instant.now().plus(Duration.ofHours(25)));
        assertThat(names()).isEmpty();
    }

    @Test
    void whatIsYoungerStays() throws IOException {
        Files.createDirectory(directory.resolve(LTX + ".claim"));
        leftovers.clean("", Instant.now().plus(Duration.ofHours(23)));
        assertThat(names()).containsExactly(LTX + ".claim");
    }

    @Test
    void whatIsNotOursStays() throws IOException {
        for (String name :
                new String[] {LTX, LTX + ".tmp", "notes." + UUID + ".tmp", LTX + ".123.456.tmp", "x.claim"}) {
            Files.writeString(directory.resolve(name), "foreign");
        }
        leftovers.clean("", Instant.now().plus(Duration.ofDays(1000)));
        assertThat(names()).hasSize(5);
    }

    @Test
    void aDirectoryIsLookedAtOnce() throws IOException {
        leftovers.clean("", Instant.now());
        Files.createDirectory(directory.resolve(LTX + ".claim"));
        leftovers.clean("", Instant.now().plus(Duration.ofDays(2)));
        assertThat(names()).hasSize(1);
    }

    private String[] names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toArray(String[]::new);
        }
    }
}
