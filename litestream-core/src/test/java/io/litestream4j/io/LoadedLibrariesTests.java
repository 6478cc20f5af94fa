package io.litestream4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LoadedLibrariesTests {

    @Test
    void eachLibraryIsNamedOnce() {
        Stream<String> maps = Stream.of(
                "7f00-7f10 r-xp 00000000 fe:00 11 /tmp/sqlite-3.54-libsqlitejdbc.so",
                "7f10-7f20 r--p 00010000 fe:00 11 /tmp/sqlite-3.54-libsqlitejdbc.so",
                "7f20-7f30 r-xp 00000000 fe:00 12 /usr/lib/libSQLite3.so.0.8.6",
                "7f30-7f40 r-xp 00000000 fe:00 13 /usr/lib/libc.so.6",
                "7f40-7f50 rw-s 00000000 fe:00 14 /data/sqlite.db-shm",
                "7f50-7f60 rw-p 00000000 00:00 0");
        assertThat(LoadedLibraries.named("sqlite", maps))
                .containsExactly("/tmp/sqlite-3.54-libsqlitejdbc.so", "/usr/lib/libSQLite3.so.0.8.6");
    }
}
