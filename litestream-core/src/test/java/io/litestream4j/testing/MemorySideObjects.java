package io.litestream4j.testing;

import io.litestream4j.replica.SideObject;
import io.litestream4j.replica.SideObjectConflictException;
import io.litestream4j.replica.SideObjects;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Side objects in memory. */
final class MemorySideObjects implements SideObjects {

    private final TreeMap<String, SideObject> objects = new TreeMap<>();
    private long versions;

    @Override
    public synchronized Optional<SideObject> get(String name) {
        return Optional.ofNullable(objects.get(name));
    }

    @Override
    public synchronized SideObject create(String name, byte[] content) throws SideObjectConflictException {
        if (objects.containsKey(name)) {
            throw new SideObjectConflictException(name + " exists");
        }
        return put(name, content);
    }

    @Override
    public synchronized SideObject replace(SideObject expected, byte[] content) throws SideObjectConflictException {
        if (!expected.equals(objects.get(expected.name()))) {
            throw new SideObjectConflictException(expected.name() + " has changed");
        }
        return put(expected.name(), content);
    }

    private SideObject put(String name, byte[] content) {
        versions++;
        SideObject object = new SideObject(name, content.clone(), String.valueOf(versions));
        objects.put(name, object);
        return object;
    }

    @Override
    public synchronized void delete(String name) {
        objects.remove(name);
    }

    @Override
    public synchronized List<String> list(String prefix) {
        return objects.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
    }

    @Override
    public boolean isAtomic() {
        return true;
    }
}
