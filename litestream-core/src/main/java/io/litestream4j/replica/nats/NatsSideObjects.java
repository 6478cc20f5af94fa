package io.litestream4j.replica.nats;

import io.litestream4j.replica.SideObject;
import io.litestream4j.replica.SideObjectConflictException;
import io.litestream4j.replica.SideObjects;
import io.litestream4j.replica.UploadSource;
import io.nats.client.api.ObjectMeta;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Side objects as objects of the same bucket. The version is the sequence of the object's meta message. */
final class NatsSideObjects implements SideObjects {

    private static final String FILES = "ltx/";

    private final NatsBucket bucket;

    NatsSideObjects(NatsBucket bucket) {
        this.bucket = bucket;
    }

    @Override
    public Optional<SideObject> get(String name) throws IOException {
        String action = "read " + name + " in";
        Optional<ObjectReader> reader =
                bucket.call(action, stream -> ObjectReader.open(stream, name, 0, -1, e -> bucket.failed(action, e)));
        return reader.isEmpty() ? Optional.empty() : Optional.of(read(reader.get()));
    }

    private SideObject read(ObjectReader reader) throws IOException {
        try (InputStream in = reader.content()) {
            byte[] content = in.readNBytes(MAX_SIZE + 1);
            if (content.length > MAX_SIZE) {
                throw new IOException(reader.object().info().getObjectName() + " in " + bucket.url()
                        + " is larger than " + MAX_SIZE + " bytes");
            }
            return sideObject(reader.object(), content);
        }
    }

    @Override
    public SideObject create(String name, byte[] content) throws IOException {
        return write(name, content, 0)
                .orElseThrow(() -> new SideObjectConflictException(name + " is in " + bucket.url() + " already"));
    }

    @Override
    public SideObject replace(SideObject expected, byte[] content) throws IOException {
        String name = expected.name();
        StoredObject before = bucket.call("read " + name + " in", stream -> stream.find(name))
                .filter(object -> object.isThere() && version(object).equals(expected.version()))
                .orElseThrow(() -> changed(name));
        SideObject after = write(name, content, before.sequence()).orElseThrow(() -> changed(name));
        bucket.call("replace " + name + " in", stream -> {
            stream.purgeChunks(before.nuid());
            return before;
        });
        return after;
    }

    private SideObjectConflictException changed(String name) {
        return new SideObjectConflictException(name + " in " + bucket.url() + " has changed meanwhile");
    }

    private Optional<SideObject> write(String name, byte[] content, long expected) throws IOException {
        ObjectWriter writer = new ObjectWriter(ObjectMeta.objectName(name), new Bytes(content), expected);
        return bucket.call("write " + name + " to", writer::write).map(object -> sideObject(object, content));
    }

    @Override
    public void delete(String name) throws IOException {
        bucket.call("delete " + name + " in", stream -> {
            Optional<StoredObject> object = stream.find(name);
            if (object.isPresent()) {
                stream.remove(object.get());
            }
            return object;
        });
    }

    @Override
    public List<String> list(String prefix) throws IOException {
        return bucket.call("list " + prefix + " in", ObjectStream::all).stream()
                .filter(StoredObject::isThere)
                .map(object -> object.info().getObjectName())
                .filter(name -> name.startsWith(prefix) && !name.startsWith(FILES))
                .sorted()
                .toList();
    }

    @Override
    public boolean isAtomic() {
        return true;
    }

    private static SideObject sideObject(StoredObject object, byte[] content) {
        return new SideObject(object.info().getObjectName(), content, version(object));
    }

    private static String version(StoredObject object) {
        return Long.toString(object.sequence());
    }

    private record Bytes(byte[] bytes) implements UploadSource {

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }
    }
}
