package io.litestream4j.benchmarks;

import java.util.Arrays;

/** How the application runs, and who replicates it. */
enum Variant {
    /** Plain SQLite, {@code synchronous=NORMAL}. */
    PLAIN("a", "NORMAL", Replication.NONE),
    /** Plain SQLite, {@code synchronous=FULL}. */
    PLAIN_FULL("a2", "FULL", Replication.NONE),
    /** The Litestream binary with its defaults. */
    SIDECAR("b", "NORMAL", Replication.SIDECAR),
    /** The Litestream binary with intervals of 10 ms. */
    SIDECAR_FAST("b2", "NORMAL", Replication.FAST_SIDECAR),
    /** The Litestream binary with its defaults, {@code synchronous=FULL}. */
    SIDECAR_FULL("b-full", "FULL", Replication.SIDECAR),
    /** The engine inside the application. */
    INSIDE("c", "NORMAL", Replication.ENGINE),
    /** The engine inside the application, {@code synchronous=FULL}. */
    INSIDE_FULL("c-full", "FULL", Replication.ENGINE);

    /** Who replicates. */
    enum Replication {
        NONE,
        SIDECAR,
        FAST_SIDECAR,
        ENGINE
    }

    private final String id;
    private final String synchronous;
    private final Replication replication;

    Variant(String id, String synchronous, Replication replication) {
        this.id = id;
        this.synchronous = synchronous;
        this.replication = replication;
    }

    static Variant of(String id) {
        return Arrays.stream(values())
                .filter(variant -> variant.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no variant '" + id + "'; there are " + Arrays.toString(values())));
    }

    String synchronous() {
        return synchronous;
    }

    Replication replication() {
        return replication;
    }

    boolean hasSidecar() {
        return replication == Replication.SIDECAR || replication == Replication.FAST_SIDECAR;
    }

    /** Returns the application without replication that this one is compared with. */
    Variant plain() {
        return synchronous.equals("FULL") ? PLAIN_FULL : PLAIN;
    }

    @Override
    public String toString() {
        return id;
    }
}
