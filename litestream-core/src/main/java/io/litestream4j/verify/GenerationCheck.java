package io.litestream4j.verify;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.replica.ReplicaFileMissingException;
import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.restore.fetch.ReplicaReader;
import io.litestream4j.restore.v03.V03Contents;
import io.litestream4j.restore.v03.V03File;
import io.litestream4j.restore.v03.V03File.Kind;
import io.litestream4j.restore.v03.V03GapException;
import io.litestream4j.restore.v03.V03Planner;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Verifies backups of Litestream 0.3, generation by generation, on the calling thread. Used once. */
final class GenerationCheck {

    private static final Comparator<V03File> ORDER =
            Comparator.comparingLong(V03File::index).thenComparingLong(V03File::offset);

    private final ReplicaReader reader;
    private final VerifyMode mode;
    private final List<Finding> findings = new ArrayList<>();

    GenerationCheck(ReplicaReader reader, VerifyMode mode) {
        this.reader = reader;
        this.mode = mode;
    }

    /** Returns how many bytes are read of files. */
    long bytes(List<V03File> files) {
        return mode == VerifyMode.QUICK
                ? 0
                : files.stream().mapToLong(file -> file.object().size()).sum();
    }

    /**
     * Returns what is wrong.
     *
     * @throws IOException if the store cannot be reached, or the thread was interrupted
     */
    List<Finding> check(List<V03File> files) throws IOException {
        for (List<V03File> generation : GenerationTotals.byGeneration(files).values()) {
            checkIndexes(generation);
            if (mode == VerifyMode.FULL) {
                checkContents(generation);
            }
        }
        return findings;
    }

    /** Asks for a plan from the oldest snapshot on, which needs all that follows. */
    private void checkIndexes(List<V03File> generation) {
        List<V03File> oldest = generation.stream()
                .filter(file -> file.kind() == Kind.SNAPSHOT)
                .sorted(ORDER)
                .limit(1)
                .toList();
        String resource = V03File.PREFIX + generation.get(0).generation();
        if (oldest.isEmpty()) {
            findings.add(Finding.of(
                    FindingKind.GAP,
                    resource,
                    "has " + generation.size() + " WAL segments, but no snapshot before them"));
            return;
        }
        List<V03File> files = new ArrayList<>(oldest);
        generation.stream().filter(file -> file.kind() == Kind.SEGMENT).forEach(files::add);
        try {
            V03Planner.plan(files, null);
        } catch (V03GapException e) {
            findings.add(Finding.of(FindingKind.GAP, resource, String.valueOf(e.getMessage())));
        }
    }

    private void checkContents(List<V03File> generation) throws IOException {
        V03File before = null;
        long end = 0;
        for (V03File file : generation.stream()
                .sorted(Comparator.comparing(V03File::kind).thenComparing(ORDER))
                .toList()) {
            boolean continues = before != null && before.kind() == file.kind() && before.index() == file.index();
            if (file.kind() == Kind.SEGMENT && continues && end >= 0 && file.offset() != end) {
                findings.add(Finding.of(
                        FindingKind.GAP,
                        file.object().name(),
                        "begins at offset " + file.offset() + ", but the segments before it end at " + end));
            }
            long size = size(file);
            end = size < 0 ? -1 : file.offset() + size;
            before = file;
        }
    }

    /** Returns the size of the content, -1 if it cannot be told. */
    private long size(V03File file) throws IOException {
        String name = file.object().name();
        try {
            return V03Contents.size(reader, file);
        } catch (CorruptDataException e) {
            findings.add(
                    new Finding(FindingKind.DAMAGED_FILE, name, null, e.problem(), String.valueOf(e.getMessage())));
        } catch (ReplicaFileMissingException e) {
            findings.add(
                    Finding.of(FindingKind.VANISHED, name, "is not in the replica any more, and was not verified"));
        } catch (ReplicaUnavailableException | InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            reader.listObjects(V03File.PREFIX);
            findings.add(Finding.of(FindingKind.UNREADABLE, name, "cannot be read: " + e.getMessage()));
        }
        return -1;
    }
}
