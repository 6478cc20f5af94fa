package io.litestream4j.restore.v03;

import io.litestream4j.replica.ReplicaObject;
import io.litestream4j.testing.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Listings of a replica of Litestream 0.3: a name in each line, one second apart. */
public final class V03ListingFuzz implements FuzzTarget {

    @Override
    public void test(byte[] input) {
        List<V03File> files = new ArrayList<>();
        long second = 0;
        for (String name : new String(input, StandardCharsets.ISO_8859_1).split("\n")) {
            ReplicaObject object = new ReplicaObject(name, 1, Instant.ofEpochSecond(second++));
            V03File.of(object).ifPresent(files::add);
        }
        try {
            check(V03Planner.plan(files, null));
        } catch (V03GapException e) {
            // refused
        }
    }

    private static void check(Optional<V03Plan> plan) {
        if (plan.isEmpty()) {
            return;
        }
        long index = plan.get().snapshot().index();
        for (V03File segment : plan.get().segments()) {
            FuzzTarget.require(segment.generation().equals(plan.get().snapshot().generation()), segment);
            FuzzTarget.require(segment.index() == index || segment.index() == index + 1, segment);
            index = segment.index();
        }
    }

    @Override
    public long heapBound(int size) {
        return (1L << 20) + 4096L * size;
    }
}
