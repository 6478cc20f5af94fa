package io.litestream4j.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * What a file system may lose with the power: the bytes of files that were not synced, and changes of names in directories
 * that were not. Changes of names of one directory get lost from the last one backwards, as on a file system with a journal.
 * Safe for use by several threads.
 */
final class UnsyncedFiles {

    private static final int BLOCK = 512;

    /** Takes a change of a name back. */
    private interface Undo {
        void run() throws IOException;
    }

    private final Map<Path, Deque<Undo>> names = new LinkedHashMap<>();
    private final Set<Path> files = new LinkedHashSet<>();

    synchronized void created(Path file) {
        files.add(file);
        undo(file, () -> Files.deleteIfExists(file));
    }

    synchronized void synced(Path file) {
        files.remove(file);
    }

    synchronized void renamed(Path from, Path to) {
        if (files.remove(from)) {
            files.add(to);
        }
        undo(to, () -> {
            if (Files.exists(to)) {
                Files.move(to, from);
                if (files.remove(to)) {
                    files.add(from);
                }
            }
        });
    }

    /** A file is about to be deleted or replaced. */
    synchronized void willGo(Path file) throws IOException {
        if (Files.exists(file)) {
            byte[] content = Files.readAllBytes(file);
            FileTime modified = Files.getLastModifiedTime(file);
            undo(file, () -> {
                Files.write(file, content);
                Files.setLastModifiedTime(file, modified);
            });
        }
    }

    synchronized void directorySynced(Path directory) {
        names.remove(directory);
    }

    private void undo(Path file, Undo undo) {
        names.computeIfAbsent(Objects.requireNonNull(file.getParent()), directory -> new ArrayDeque<>())
                .push(undo);
    }

    /** Loses some of it, and knows of nothing unsynced any more. */
    synchronized void lose(Random random) throws IOException {
        for (Deque<Undo> changes : names.values()) {
            for (int lost = random.nextInt(changes.size() + 1); lost > 0; lost--) {
                changes.pop().run();
            }
        }
        for (Path file : files) {
            if (Files.exists(file)) {
                damage(file, random);
            }
        }
        names.clear();
        files.clear();
    }

    private static void damage(Path file, Random random) throws IOException {
        int size = (int) Files.size(file);
        int dice = random.nextInt(4);
        FileTime modified = Files.getLastModifiedTime(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (dice == 0) {
                channel.truncate(0);
            } else if (dice == 1) {
                channel.truncate(random.nextInt(size + 1));
            } else if (dice == 2 && size > 0) {
                int at = random.nextInt(size);
                channel.write(ByteBuffer.allocate(Math.min(BLOCK, size - at)), at);
            }
        }
        Files.setLastModifiedTime(file, modified);
    }
}
