package io.litestream4j.compaction;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.ltx.LtxMerger;
import io.litestream4j.ltx.LtxPageFormat;
import io.litestream4j.ltx.LtxReader;
import io.litestream4j.ltx.LtxWriter;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.BytesSource;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.restore.LtxPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * A database of few small pages that changes at random, and what it was at each TXID. Files of it go straight to a replica.
 */
final class History {

    private static final int PAGE_SIZE = 512;
    private static final int MAX_PAGES = 12;

    private final Random random;
    private final TreeMap<TxId, Integer> hashes = new TreeMap<>();
    private final TreeMap<Integer, byte[]> pages = new TreeMap<>();
    private TxId txId = TxId.NONE;
    private int commit;

    History(Random random) {
        this.random = random;
    }

    TxId txId() {
        return txId;
    }

    /** Returns what the database was at a TXID. */
    int hash(TxId at) {
        return Objects.requireNonNull(hashes.get(at));
    }

    /** Changes pages, and the size, and puts that into level 0. */
    ReplicaFile change(ReplicaClient replica, Instant now) throws IOException {
        txId = txId.next();
        int before = commit;
        commit = before == 0 || random.nextInt(4) == 0 ? 1 + random.nextInt(MAX_PAGES) : before;
        TreeMap<Integer, byte[]> changed = new TreeMap<>();
        for (int page = 1; page <= commit; page++) {
            if (page == 1 || page > before || random.nextInt(4) == 0) {
                changed.put(page, randomPage());
            }
        }
        pages.putAll(changed);
        pages.tailMap(commit, false).clear();
        hashes.put(txId, hash(pages));
        return put(replica, ReplicaFile.CAPTURE_LEVEL, LtxFileName.of(txId), changed, now);
    }

    /** Puts a snapshot of the newest state into level 9. */
    ReplicaFile snapshot(ReplicaClient replica, Instant now) throws IOException {
        return put(replica, ReplicaFile.SNAPSHOT_LEVEL, new LtxFileName(TxId.NONE.next(), txId), pages, now);
    }

    private ReplicaFile put(
            ReplicaClient replica, int level, LtxFileName name, Map<Integer, byte[]> content, Instant now)
            throws IOException {
        LtxHeader header = new LtxHeader(
                LtxHeader.FLAG_NO_CHECKSUM,
                PAGE_SIZE,
                commit,
                name.min(),
                name.max(),
                now.toEpochMilli(),
                0,
                0,
                0,
                0,
                0,
                0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (LtxWriter writer = new LtxWriter(Channels.newChannel(bytes), header, LtxPageFormat.BLOCK)) {
            for (Map.Entry<Integer, byte[]> page : content.entrySet()) {
                writer.writePage(page.getKey(), page.getValue(), 0);
            }
            writer.finish();
        }
        replica.create(level, name, now, new BytesSource(bytes.toByteArray()));
        return new ReplicaFile(level, name, bytes.size(), now);
    }

    private byte[] randomPage() {
        byte[] page = new byte[PAGE_SIZE];
        Arrays.fill(page, (byte) random.nextInt());
        return page;
    }

    private static int hash(TreeMap<Integer, byte[]> content) {
        int hash = 1;
        for (Map.Entry<Integer, byte[]> page : content.entrySet()) {
            hash = 31 * (31 * hash + page.getKey()) + Arrays.hashCode(page.getValue());
        }
        return hash;
    }

    /** Reads what a plan restores. */
    static int restoredHash(ReplicaClient replica, LtxPlan plan) throws IOException {
        List<LtxReader> readers = new ArrayList<>();
        for (ReplicaFile file : plan.files()) {
            LtxReader reader = new LtxReader(replica.open(file, 0, -1), file.display());
            reader.requireName(file.name());
            readers.add(reader);
        }
        TreeMap<Integer, byte[]> restored = new TreeMap<>();
        try (LtxMerger merger = new LtxMerger(readers)) {
            while (merger.nextPage()) {
                restored.put(merger.pageNumber(), merger.page().clone());
            }
            merger.finish();
        }
        return hash(restored);
    }
}
