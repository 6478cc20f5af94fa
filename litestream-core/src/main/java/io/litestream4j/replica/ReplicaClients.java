package io.litestream4j.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** Finds the client for a replica URL among the stores on the class path. */
public final class ReplicaClients {

    private ReplicaClients() {}

    /**
     * Makes the client for a replica without talking to the store; the caller closes it.
     *
     * @throws MissingLibraryException if the store's library is missing
     * @throws IllegalArgumentException if no store on the class path has the URL's scheme, or if the URL or a setting is
     *     wrong
     */
    public static ReplicaClient create(ReplicaOptions options) {
        String type = options.url().type();
        List<String> known = new ArrayList<>();
        for (ReplicaClientFactory factory :
                ServiceLoader.load(ReplicaClientFactory.class, ReplicaClients.class.getClassLoader())) {
            if (factory.types().contains(type)) {
                return create(factory, options);
            }
            known.addAll(factory.types());
        }
        throw new IllegalArgumentException("no store is known for replica URLs of type '" + type + "': use one of "
                + String.join(", ", new TreeSet<>(known)));
    }

    private static ReplicaClient create(ReplicaClientFactory factory, ReplicaOptions options) {
        try {
            return factory.create(options);
        } catch (NoClassDefFoundError e) {
            String library = factory.library().orElseThrow(() -> e);
            throw new MissingLibraryException(options.url().type(), library, e);
        }
    }
}
