package io.litestream4j.replica;

import static io.litestream4j.replica.RetryingReplicaClient.retry;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes calls again that the network has broken; what an earlier try has written is taken for success. */
record RetryingSideObjects(SideObjects objects) implements SideObjects {

    @Override
    public Optional<SideObject> get(String name) throws IOException {
        return retry(() -> objects.get(name));
    }

    @Override
    public SideObject create(String name, byte[] content) throws IOException {
        return write(name, content, () -> objects.create(name, content));
    }

    @Override
    public SideObject replace(SideObject expected, byte[] content) throws IOException {
        return write(expected.name(), content, () -> objects.replace(expected, content));
    }

    private SideObject write(String name, byte[] content, RetryingReplicaClient.Call<SideObject> write)
            throws IOException {
        try {
            return retry(write);
        } catch (SideObjectConflictException e) {
            return get(name)
                    .filter(there -> Arrays.equals(there.content(), content))
                    .orElseThrow(() -> e);
        }
    }

    @Override
    public void delete(String name) throws IOException {
        retry(() -> {
            objects.delete(name);
            return name;
        });
    }

    @Override
    public List<String> list(String prefix) throws IOException {
        return retry(() -> objects.list(prefix));
    }

    @Override
    public boolean isAtomic() {
        return objects.isAtomic();
    }
}
