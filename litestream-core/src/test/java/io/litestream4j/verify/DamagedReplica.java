package io.litestream4j.verify;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.ltx.LtxComparison;
import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.LtxReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

/** What is done to files of a replica in a directory, and taken back by {@link #close()}. */
final class DamagedReplica implements AutoCloseable {

    /** Ways to lose data. */
    enum Way {
        FLIPPED,
        TRUNCATED,
        REMOVED
    }

    /**
     * One damage.
     *
     * @param file the file, as the listing names it: level and name
     */
    record Damage(Way way, Path path, String file, byte[] before) {

        /**
         * Returns whether the file is there and what it says has changed. A flipped bit in a compressed block may leave the
         * page as it was, as a run of equal bytes can be copied from one place as well as from another; checksums cover the
         * pages.
         */
        boolean changesContent() throws IOException {
            if (way == Way.REMOVED) {
                return false;
            }
            try (LtxReader original = new LtxReader(new ByteArrayInputStream(before), file);
                    LtxReader now = new LtxReader(new ByteArrayInputStream(Files.readAllBytes(path)), file)) {
                return !original.header().equals(now.header()) || !LtxComparison.haveSamePages(original, now);
            } catch (CorruptDataException e) {
                return true;
            }
        }

        @Override
        public String toString() {
            return way + " " + file;
        }
    }

    private final List<Damage> damages = new ArrayList<>();

    /** Damages different files of a replica. */
    DamagedReplica(Path replica, int count, Random random) throws IOException {
        List<Path> files = new ArrayList<>(files(replica));
        for (int i = 0; i < count; i++) {
            damage(
                    files.remove(random.nextInt(files.size())),
                    Way.values()[random.nextInt(Way.values().length)],
                    random);
        }
    }

    /** Returns all LTX files, in order. */
    static List<Path> files(Path replica) throws IOException {
        try (Stream<Path> paths = Files.walk(replica.resolve("ltx"))) {
            return paths.filter(path ->
                            LtxFileName.parse(path.getFileName().toString()).isPresent())
                    .sorted()
                    .toList();
        }
    }

    private void damage(Path path, Way way, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        String level = Objects.requireNonNull(path.getParent()).getFileName().toString();
        damages.add(new Damage(way, path, "level " + level + " file " + path.getFileName(), bytes));
        byte[] damaged = bytes.clone();
        switch (way) {
            case FLIPPED -> {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
                Files.write(path, damaged);
            }
            case TRUNCATED -> Files.write(path, Arrays.copyOf(damaged, random.nextInt(damaged.length)));
            case REMOVED -> Files.delete(path);
        }
    }

    List<Damage> damages() {
        return damages;
    }

    @Override
    public void close() throws IOException {
        for (Damage damage : damages) {
            Files.write(damage.path(), damage.before());
        }
    }
}
