package io.litestream4j;

import io.litestream4j.replica.MeteredReplicaClient;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaRequestListener;
import io.litestream4j.replica.ReplicaUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The leases that databases of one {@link Litestream} share, by where they lie. Safe for use by several threads. */
final class SharedLeases {

    /** One for all, in the place of a database's name. */
    private static final String NAME = "all";

    private final Function<ReplicaOptions, ReplicaClient> stores;
    private final List<Place> places = new ArrayList<>();

    private record Place(ReplicaUrl root, SharedLease lease) {}

    /** Creates none yet. */
    SharedLeases(Function<ReplicaOptions, ReplicaClient> stores) {
        this.stores = stores;
    }

    /** Returns the lease at a place. */
    synchronized SharedLease at(ReplicaUrl root) {
        return places.stream()
                .filter(place -> isSame(place.root(), root))
                .map(Place::lease)
                .findFirst()
                .orElseGet(() -> add(root));
    }

    private SharedLease add(ReplicaUrl root) {
        SharedLease lease = new SharedLease(NAME);
        places.add(new Place(root, lease));
        return lease;
    }

    /**
     * Opens a client for a place, with a database's access to the store.
     *
     * @throws IllegalArgumentException if the URL cannot be used
     */
    LeaseObjects open(ReplicaOptions database, ReplicaUrl root, ReplicaRequestListener listener) {
        ReplicaOptions there = database.at(root).withExecutor(task -> EngineThreads.start("request", NAME, task));
        return LeaseObjects.owning(new MeteredReplicaClient(stores.apply(there), listener));
    }

    /**
     * Checks that two databases which share a lease can do so.
     *
     * @throws IllegalArgumentException if their settings for it differ; names both
     */
    static void requireAgreement(DatabaseOptions one, DatabaseOptions other) {
        if (share(one.lease(), other.lease())
                && !(one.lease().ttl().equals(other.lease().ttl())
                        && one.lease().patience().equals(other.lease().patience())
                        && one.replica().hasAccessOf(other.replica()))) {
            throw new IllegalArgumentException("the lease at " + one.lease().root() + " is shared with " + one.name()
                    + " (replica " + one.replicaUrl()
                    + "), whose settings of the lease or of the replica's client are not"
                    + " those for " + other.replicaUrl() + ": make them the same");
        }
    }

    private static boolean share(LeaseOptions one, LeaseOptions other) {
        return one.isRequired()
                && other.isRequired()
                && one.root() != null
                && other.root() != null
                && isSame(one.root(), other.root());
    }

    private static boolean isSame(ReplicaUrl one, ReplicaUrl other) {
        return one.contains(other) && other.contains(one);
    }
}
