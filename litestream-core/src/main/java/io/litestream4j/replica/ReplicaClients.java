package io.litestream4j.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** Finds the client for a replica URL among the stores on the class path. */
public final class ReplicaClients {

    private ReplicaClients() {}

    /**
     * Makes the client for a URL without talking to the store; the caller closes it.
     *
     * @throws IllegalArgumentException if no store on the class path has the URL's scheme, or if the URL lacks something
     */
    public static ReplicaClient create(ReplicaUrl url) {
        List<String> known = new ArrayList<>();
        for (ReplicaClientFactory factory :
                ServiceLoader.load(ReplicaClientFactory.class, ReplicaClients.class.getClassLoader())) {
            if (factory.types().contains(url.type())) {
                return factory.create(url);
            }
            known.addAll(factory.types());
        }
        throw new IllegalArgumentException("no store is known for replica URLs of type '" + url.type()
                + "': use one of " + String.join(", ", new TreeSet<>(known)));
    }
}
