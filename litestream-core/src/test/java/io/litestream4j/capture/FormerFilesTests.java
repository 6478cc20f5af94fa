package io.litestream4j.capture;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.io.FileDataBlock;
import io.litestream4j.sqlite.DatabaseFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "does not tell which files a process has open")
class FormerFilesTests {

    @TempDir
    private Path directory;

    private Path database;
    private Path wal;

    @BeforeEach
    void create() throws IOException {
        database = Files.createFile(directory.resolve("app.db"));
        wal = Files.createFile(directory.resolve("app.db-wal"));
    }

    /** Takes the files as the engine has them: the WAL is open. */
    private FormerFiles former() throws IOException {
        return new FormerFiles(
                database,
                wal,
                DatabaseFile.key(database),
                DatabaseFile.key(wal),
                FileDataBlock.open(wal),
                null,
                wal + " has been deleted");
    }

    @Test
    void aDeletedWalIsInUseUntilEverybodyElseHasClosedIt() throws IOException {
        try (FormerFiles former = former()) {
            try (FileDataBlock application = FileDataBlock.open(wal)) {
                Files.delete(wal);
                assertThatExceptionOfType(FilesLostException.class)
                        .isThrownBy(former::requireUnused)
                        .withMessageContaining("still has connections");
            }
            former.requireUnused();
        }
    }

    @Test
    void filesThatAreCreatedLaterAreNotTakenForADeletedWal() throws IOException {
        List<Closeable> others = new ArrayList<>();
        try (FormerFiles former = former()) {
            Files.delete(wal);
            // File systems like to give a file the number of the one that was deleted last.
            for (int i = 0; i < 20; i++) {
                others.add(FileDataBlock.open(Files.createFile(directory.resolve("other" + i))));
            }
            former.requireUnused();
        } finally {
            for (Closeable other : others) {
                other.close();
            }
        }
    }
}
